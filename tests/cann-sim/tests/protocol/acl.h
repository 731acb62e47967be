// What the cases use of AscendCL and aclnn, declared anew: neither the host's declarations nor the simulator's are used.
#ifndef ACL_H
#define ACL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef void *Handle;
typedef struct aclTensor aclTensor;
typedef struct aclScalar aclScalar;
typedef struct aclIntArray aclIntArray;
typedef struct aclTensorList aclTensorList;
typedef struct aclOpExecutor aclOpExecutor;
typedef struct {
    int32_t handleType, allocationType, memAttr;
    struct {
        uint32_t id;
        int32_t type;
    } location;
    uint64_t reserve;
} aclrtPhysicalMemProp;

enum { F32 = 0, F16 = 1, I32 = 3, I64 = 9, F64 = 11, BOOL = 12, BF16 = 27 };
enum { ND = 2 };
enum { H2H, H2D, D2H, D2D };
enum { GLOBAL_MODE, THREAD_MODE, RELAXED_MODE };

// Not in 8.1.
#define LATER __attribute__((weak))

int aclInit(const char *);
int aclFinalize(void);
const char *aclGetRecentErrMsg(void);
const char *aclrtGetSocName(void);
LATER int aclsysGetVersionStr(char *, char *);
int aclrtGetDeviceCount(uint32_t *);
int aclrtSetDevice(int32_t);
int aclrtResetDevice(int32_t);
int aclrtGetDevice(int32_t *);
int aclrtSynchronizeDevice(void);
int aclrtQueryDeviceStatus(int32_t, uint32_t *);
int aclrtPeekAtLastError(int);
int aclrtCreateContext(Handle *, int32_t);
int aclrtDestroyContext(Handle);
int aclrtSetCurrentContext(Handle);
int aclrtGetCurrentContext(Handle *);
int aclrtCreateStream(Handle *);
int aclrtDestroyStream(Handle);
int aclrtDestroyStreamForce(Handle);
int aclrtStreamAbort(Handle);
int aclrtSynchronizeStream(Handle);
int aclrtSynchronizeStreamWithTimeout(Handle, int32_t);
int aclrtStreamQuery(Handle, uint32_t *);
int aclrtStreamWaitEvent(Handle, Handle);
int aclrtCreateEvent(Handle *);
int aclrtCreateEventExWithFlag(Handle *, uint32_t);
int aclrtDestroyEvent(Handle);
int aclrtRecordEvent(Handle, Handle);
int aclrtQueryEventStatus(Handle, uint32_t *);
int aclrtSynchronizeEvent(Handle);
int aclrtEventElapsedTime(float *, Handle, Handle);
int aclrtMalloc(void **, size_t, int);
int aclrtFree(void *);
int aclrtMallocHost(void **, size_t);
int aclrtFreeHost(void *);
int aclrtMemset(void *, size_t, int32_t, size_t);
int aclrtMemsetAsync(void *, size_t, int32_t, size_t, Handle);
int aclrtMemcpy(void *, size_t, const void *, size_t, int);
int aclrtMemcpyAsync(void *, size_t, const void *, size_t, int, Handle);
int aclrtMemcpy2d(void *, size_t, const void *, size_t, size_t, size_t, int);
int aclrtGetMemInfo(int, size_t *, size_t *);
int aclrtReserveMemAddress(void **, size_t, size_t, void *, uint64_t);
int aclrtReleaseMemAddress(void *);
int aclrtMallocPhysical(Handle *, size_t, const aclrtPhysicalMemProp *, uint64_t);
int aclrtFreePhysical(Handle);
int aclrtMapMem(void *, size_t, size_t, Handle, uint64_t);
int aclrtUnmapMem(void *);
int aclrtMemGetAllocationGranularity(aclrtPhysicalMemProp *, int, size_t *);
int aclmdlRICaptureBegin(Handle, int);
int aclmdlRICaptureEnd(Handle, Handle *);
int aclmdlRICaptureGetInfo(Handle, int *, Handle *);
int aclmdlRICaptureThreadExchangeMode(int *);
int aclmdlRICaptureTaskGrpBegin(Handle);
int aclmdlRICaptureTaskGrpEnd(Handle, Handle *);
int aclmdlRICaptureTaskUpdateBegin(Handle, Handle);
int aclmdlRICaptureTaskUpdateEnd(Handle);
int aclmdlRIExecuteAsync(Handle, Handle);
LATER int aclmdlRIExecute(Handle, int32_t);
int aclmdlRIDestroy(Handle);

aclTensor *aclCreateTensor(const int64_t *, uint64_t, int, const int64_t *, int64_t, int, const int64_t *, uint64_t, void *);
aclScalar *aclCreateScalar(void *, int);
aclIntArray *aclCreateIntArray(const int64_t *, uint64_t);
aclTensorList *aclCreateTensorList(const aclTensor *const *, uint64_t);
int aclDestroyTensor(const aclTensor *);
int aclDestroyScalar(const aclScalar *);
int aclDestroyIntArray(const aclIntArray *);
int aclDestroyTensorList(const aclTensorList *);
int aclSetAclOpExecutorRepeatable(aclOpExecutor *);
int aclDestroyAclOpExecutor(aclOpExecutor *);
int aclSetInputTensorAddr(aclOpExecutor *, size_t, aclTensor *, void *);
int aclSetOutputTensorAddr(aclOpExecutor *, size_t, aclTensor *, void *);

int aclnnExpGetWorkspaceSize(const aclTensor *, aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnExp(void *, uint64_t, aclOpExecutor *, Handle);
int aclnnAddGetWorkspaceSize(const aclTensor *, const aclTensor *, const aclScalar *, aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnAdd(void *, uint64_t, aclOpExecutor *, Handle);
int aclnnMmGetWorkspaceSize(const aclTensor *, const aclTensor *, aclTensor *, int8_t, uint64_t *, aclOpExecutor **);
int aclnnMm(void *, uint64_t, aclOpExecutor *, Handle);
int aclnnEmbeddingGetWorkspaceSize(const aclTensor *, const aclTensor *, const aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnEmbedding(void *, uint64_t, aclOpExecutor *, Handle);
int aclnnMinDimGetWorkspaceSize(const aclTensor *, int64_t, bool, aclTensor *, aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnTopkGetWorkspaceSize(const aclTensor *, int64_t, int64_t, bool, bool, aclTensor *, aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnFusedInferAttentionScoreV2GetWorkspaceSize(
    const aclTensor *, const aclTensorList *, const aclTensorList *, const aclTensor *, const aclTensor *, const aclIntArray *,
    const aclIntArray *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *,
    const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *, const aclTensor *,
    const aclTensor *, const aclTensor *, const aclTensor *, const aclIntArray *, int64_t, double, int64_t, int64_t, char *, int64_t,
    int64_t, int64_t, int64_t, int64_t, bool, int64_t, int64_t, const aclTensor *, const aclTensor *, uint64_t *, aclOpExecutor **);
int aclnnFusedInferAttentionScoreV2(void *, uint64_t, aclOpExecutor *, Handle);

const char *cann_sim_version(void);
uint64_t cann_sim_counter(const char *);
void cann_sim_reset_counters(void);

#endif
