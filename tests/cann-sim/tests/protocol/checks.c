// Groups 8 and 12: what phase 1 refuses, for all and by SoC.

#include "case.h"

static uint64_t size;
static aclOpExecutor *executor;

static aclTensor *shaped(int dtype, int rank, const int64_t *dims) {
    int64_t count = 1;
    for (int i = 0; i < rank; i++) count *= dims[i];
    return aclCreateTensor(dims, rank, dtype, NULL, 0, ND, &count, 1, device(8 * count));
}

CASE(8, REFUSED, null_arguments, "", "") {
    start();
    aclTensor *x = flat(F32, 4, device(16));
    EXPECT(161001, "x is null", aclnnExpGetWorkspaceSize(NULL, x, &size, &executor));
    EXPECT(161001, "out is null", aclnnExpGetWorkspaceSize(x, NULL, &size, &executor));
    EXPECT(161001, "null", aclnnExpGetWorkspaceSize(x, x, NULL, &executor));
    EXPECT(161001, "null", aclnnExpGetWorkspaceSize(x, x, &size, NULL));
    EXPECT(161001, "alpha is null", aclnnAddGetWorkspaceSize(x, x, NULL, x, &size, &executor));
}

CASE(8, REFUSED, element_types, "", "") {
    start();
    aclTensor *floats = flat(F32, 4, device(16)), *integers = flat(I32, 4, device(16)), *flags = flat(BOOL, 4, device(4));
    aclScalar *one = scalar(1);
    EXPECT(161002, "I32", aclnnExpGetWorkspaceSize(integers, floats, &size, &executor));
    EXPECT(161002, "out is I32", aclnnExpGetWorkspaceSize(floats, integers, &size, &executor));
    EXPECT(161002, "does not become Bool", aclnnAddGetWorkspaceSize(integers, integers, one, flags, &size, &executor));
    EXPECT(161002, "type 34", aclnnExpGetWorkspaceSize(flat(34, 4, device(16)), floats, &size, &executor));
}

CASE(8, REFUSED, sizes, "", "") {
    start();
    aclTensor *four = flat(F32, 4, device(16)), *three = flat(F32, 3, device(16));
    aclScalar *one = scalar(1);
    int64_t nine[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    aclTensor *deep = shaped(F32, 9, nine);
    EXPECT(161002, "[3]", aclnnExpGetWorkspaceSize(four, three, &size, &executor));
    EXPECT(161002, "do not fit", aclnnAddGetWorkspaceSize(four, three, one, four, &size, &executor));
    EXPECT(161002, "9 axes", aclnnExpGetWorkspaceSize(deep, deep, &size, &executor));
    aclTensor *a = matrix(F32, 2, 3, device(24)), *b = matrix(F32, 2, 3, device(24)), *out = matrix(F32, 2, 3, device(24));
    EXPECT(161002, "mat2", aclnnMmGetWorkspaceSize(a, b, out, 0, &size, &executor));
    EXPECT(161002, "axes", aclnnMmGetWorkspaceSize(a, four, out, 0, &size, &executor));
}

CASE(8, REFUSED, message_is_told_once_and_to_its_thread, "", "") {
    start();
    aclTensor *x = flat(F32, 4, device(16));
    CHECK(aclGetRecentErrMsg() == NULL);
    CHECK(aclnnExpGetWorkspaceSize(NULL, x, &size, &executor) == 161001);
    const char *message = aclGetRecentErrMsg();
    CHECK(message && strncmp(message, "E", 1) == 0 && strstr(message, "aclnnExpGetWorkspaceSize"));
    CHECK(aclGetRecentErrMsg() == NULL);
}

CASE(8, PASSES, broadcast_and_promotion, "", "") {
    start();
    float column[2] = {10, 20}, row[3] = {1, 2, 3}, got[6];
    void *a = upload(column, 2), *b = upload(row, 3), *to = device(24);
    aclTensor *x = matrix(F32, 2, 1, a), *y = flat(F32, 3, b), *out = matrix(F32, 2, 3, to);
    struct Prepared prepared = sum_of(x, y, out);
    OK(aclnnAdd(prepared.workspace, prepared.size, prepared.executor, stream));
    sync_stream();
    download(got, to, 6);
    CHECK(got[0] == 11 && got[2] == 13 && got[3] == 21 && got[5] == 23);
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(y));
    OK(aclDestroyTensor(out));
    OK(aclrtFree(a));
    OK(aclrtFree(b));
    OK(aclrtFree(to));
    finish();
}

// A product of float32 whose second factor is not one of float16 or HF32.
static float product(int8_t cube_math_type) {
    start();
    float one = 1, fraction = 1 + 0x1p-12f, got;
    void *a = upload(&one, 1), *b = upload(&fraction, 1), *to = device(4);
    aclTensor *x = matrix(F32, 1, 1, a), *y = matrix(F32, 1, 1, b), *out = matrix(F32, 1, 1, to);
    struct Prepared prepared = product_of(x, y, out, cube_math_type);
    OK(aclnnMm(prepared.workspace, prepared.size, prepared.executor, stream));
    sync_stream();
    download(&got, to, 1);
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(y));
    OK(aclDestroyTensor(out));
    void *all[] = {a, b, to, prepared.workspace};
    for (int i = 0; i < 4; i++) OK(aclrtFree(all[i]));
    finish();
    return got;
}

CASE(8, PASSES, cube_math_types, "", "") {
    CHECK(product(0) == 1 + 0x1p-12f);
    CHECK(product(1) == 1 && product(2) == 1 && product(3) == 1);
}

CASE(8, REFUSED, no_such_cube_math_type, "", "") {
    start();
    aclTensor *x = matrix(F32, 1, 1, device(4));
    EXPECT(161002, "cubeMathType 7", aclnnMmGetWorkspaceSize(x, x, x, 7, &size, &executor));
    EXPECT(161002, "cubeMathType -1", aclnnMmGetWorkspaceSize(x, x, x, -1, &size, &executor));
}

CASE(12, PASSES, bfloat16_on_910b, "", "") {
    start();
    uint16_t one = 0x3F80, got;
    void *memory = device(2);
    OK(aclrtMemcpy(memory, 2, &one, 2, H2D));
    aclTensor *x = flat(BF16, 1, memory);
    struct Prepared prepared = exp_of(x, x);
    OK(aclnnExp(prepared.workspace, prepared.size, prepared.executor, stream));
    sync_stream();
    OK(aclrtMemcpy(&got, 2, memory, 2, D2H));
    CHECK(got == 0x402E); // 2.71875
    OK(aclDestroyTensor(x));
    OK(aclrtFree(memory));
    finish();
}

CASE(12, REFUSED, bfloat16_on_310p, "ASCEND_SIM_SOC=Ascend310P3", "") {
    start();
    CHECK(strcmp(aclrtGetSocName(), "Ascend310P3") == 0);
    aclTensor *x = flat(BF16, 1, device(2));
    EXPECT(161002, "Ascend310P3", aclnnExpGetWorkspaceSize(x, x, &size, &executor));
}

CASE(12, REFUSED, float32_products_on_310p, "ASCEND_SIM_SOC=Ascend310P3", "") {
    start();
    aclTensor *x = matrix(F32, 1, 1, device(4));
    EXPECT(161002, "cubeMathType 0", aclnnMmGetWorkspaceSize(x, x, x, 0, &size, &executor));
    EXPECT(161002, "cubeMathType 3", aclnnMmGetWorkspaceSize(x, x, x, 3, &size, &executor));
}

CASE(12, PASSES, float16_products_on_310p, "ASCEND_SIM_SOC=Ascend310P3", "") { CHECK(product(1) == 1); }
