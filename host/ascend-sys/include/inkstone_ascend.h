/*
 * What Inkstone calls of AscendCL and aclnn: the input of bindgen, in words of our own.
 *
 * Only interface facts are stated here (names, order and C types of parameters, values of constants), gathered from the documentation and
 * the headers of CANN; none of those headers is copied. `cargo run -p inkstone-ascend-sys --example check-headers -- DIR` compares
 * these declarations with the headers in DIR.
 *
 * With INKSTONE_ASCEND_FUNCTIONS_ONLY defined the types are left out: that is how check-headers puts the functions over CANN's own types.
 */

#ifndef INKSTONE_ASCEND_FUNCTIONS_ONLY
#include "inkstone_ascend/types.h"
#endif

#include "inkstone_ascend/runtime.h"
#include "inkstone_ascend/nnopbase.h"

/*
 * An operator is called in two phases. The first checks the arguments and says how many bytes of workspace on the device it wants and which
 * executor runs it, the second queues the executor on a stream. The second is the same for all operators; the executor is gone after it.
 */
#define ACLNN(op, ...) \
    aclnnStatus aclnn##op##GetWorkspaceSize(__VA_ARGS__, uint64_t *workspaceSize, aclOpExecutor **executor); \
    aclnnStatus aclnn##op(void *workspace, uint64_t workspaceSize, aclOpExecutor *executor, aclrtStream stream)

#include "inkstone_ascend/aclnn_matmul.h"
#include "inkstone_ascend/aclnn_elementwise.h"
#include "inkstone_ascend/aclnn_compare.h"
#include "inkstone_ascend/aclnn_activation.h"
#include "inkstone_ascend/aclnn_attention.h"
#include "inkstone_ascend/aclnn_index.h"
#include "inkstone_ascend/aclnn_shape.h"
#include "inkstone_ascend/aclnn_reduce.h"
#include "inkstone_ascend/aclnn_image.h"

#undef ACLNN
