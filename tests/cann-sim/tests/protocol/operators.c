// Groups 8, 9 and 12: operators with rules of their own.

#include "case.h"

static uint64_t size;
static aclOpExecutor *executor;

static aclTensor *indices(int dtype, const void *values, int count) {
    size_t bytes = (dtype == I64 ? 8 : 4) * count;
    void *memory = device(bytes);
    OK(aclrtMemcpy(memory, bytes, values, bytes, H2D));
    return flat(dtype, count, memory);
}

// Rows of a matrix of 4 rows by 2, whose elements are their places.
static void queue_rows(aclTensor *wanted, int count, void *out) {
    float values[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    aclTensor *weight = matrix(F32, 4, 2, upload(values, 8)), *rows = matrix(F32, count, 2, out);
    OK(aclnnEmbeddingGetWorkspaceSize(weight, wanted, rows, &size, &executor));
    CHECK(cann_sim_counter("aicpu") == 0); // int64 as indices is not slow
    OK(aclnnEmbedding(size ? device(size) : NULL, size, executor, stream));
    OK(aclDestroyTensor(weight));
    OK(aclDestroyTensor(rows));
    OK(aclDestroyTensor(wanted));
}

static void index_out_of_range(int dtype, const void *values, const char *words) {
    start();
    void *out = device(16), *memory;
    queue_rows(indices(dtype, values, 2), 2, out);
    OK(aclrtMemsetAsync(out, 16, 0, 16, stream)); // nothing is told yet
    EXPECT(507015, words, aclrtSynchronizeStream(stream));
    EXPECT(507015, words, aclrtMalloc(&memory, 64, 0));
    EXPECT(507015, words, aclrtSynchronizeDevice());
}

CASE(9, REPORTED, index_too_large, "", "index") {
    int32_t wanted[] = {3, 4};
    index_out_of_range(I32, wanted, "index 4");
}

CASE(9, REPORTED, index_below_zero, "", "index") {
    int64_t wanted[] = {0, -1};
    index_out_of_range(I64, wanted, "index -1");
}

CASE(9, REPORTED, indices_that_nobody_wrote, "", "index") {
    start();
    queue_rows(flat(I32, 2, device(8)), 2, device(16)); // fresh memory holds -1
    EXPECT(507015, "index -1", aclrtSynchronizeStream(stream));
}

CASE(9, REFUSED, indices_within, "", "") {
    start();
    int64_t wanted[] = {3, 0};
    float got[4];
    void *out = device(16);
    queue_rows(indices(I64, wanted, 2), 2, out);
    sync_stream();
    download(got, out, 4);
    CHECK(got[0] == 6 && got[1] == 7 && got[2] == 0 && got[3] == 1 && cann_sim_counter("faults") == 0);
}

CASE(8, REFUSED, indices_that_are_no_integers, "", "") {
    start();
    aclTensor *weight = matrix(F32, 4, 2, device(32)), *out = matrix(F32, 2, 2, device(16));
    EXPECT(161002, "F32", aclnnEmbeddingGetWorkspaceSize(weight, flat(F32, 2, device(8)), out, &size, &executor));
}

CASE(8, REFUSED, places_of_the_smallest_in_int64, "", "") {
    start();
    aclTensor *x = matrix(F32, 2, 3, device(24)), *out = flat(F32, 2, device(8));
    EXPECT(161002, "indices is I64", aclnnMinDimGetWorkspaceSize(x, 1, false, out, flat(I64, 2, device(16)), &size, &executor));
    OK(aclnnMinDimGetWorkspaceSize(x, 1, false, out, flat(I32, 2, device(8)), &size, &executor));
}

CASE(8, REFUSED, largest_in_no_order, "", "") {
    start();
    aclTensor *x = flat(F32, 4, device(16)), *values = flat(F32, 2, device(8)), *places = flat(I64, 2, device(16));
    EXPECT(161002, "sorted", aclnnTopkGetWorkspaceSize(x, 2, 0, true, false, values, places, &size, &executor));
    EXPECT(161002, "k is 5", aclnnTopkGetWorkspaceSize(x, 5, 0, true, true, values, places, &size, &executor));
    OK(aclnnTopkGetWorkspaceSize(x, 2, 0, true, true, values, places, &size, &executor));
}

// Attention of two queries over three keys in one head of `depth` elements, with the query's last axes exchanged where `turned`.
static int attention(int64_t depth, bool turned, bool launch) {
    start();
    int64_t of_query[] = {1, 1, 2, depth}, of_keys[] = {1, 1, 3, depth}, strides[] = {2 * depth, 2 * depth, 1, 2};
    int64_t query_count = 2 * depth, key_count = 3 * depth;
    void *memory = device(2 * key_count), *to = device(2 * query_count);
    OK(aclrtMemset(memory, 2 * key_count, 0, 2 * key_count));
    aclTensor *query = aclCreateTensor(of_query, 4, F16, turned ? strides : NULL, 0, ND, &query_count, 1, memory);
    aclTensor *out = aclCreateTensor(of_query, 4, F16, NULL, 0, ND, &query_count, 1, to);
    const aclTensor *key[] = {aclCreateTensor(of_keys, 4, F16, NULL, 0, ND, &key_count, 1, memory)};
    const aclTensor *value[] = {aclCreateTensor(of_keys, 4, F16, NULL, 0, ND, &key_count, 1, memory)};
    aclTensorList *keys = aclCreateTensorList(key, 1), *values = aclCreateTensorList(value, 1);
    char layout[] = "BNSD";
    int code = aclnnFusedInferAttentionScoreV2GetWorkspaceSize(
        query, keys, values, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, NULL, NULL, 1, 0.25, INT32_MAX, INT32_MAX, layout, 1, 0, 0, 0, 0, false, 0, 0, out, NULL, &size, &executor);
    if (launch && code == 0) {
        void *workspace = device(size);
        uint16_t got;
        OK(aclnnFusedInferAttentionScoreV2(workspace, size, executor, stream));
        sync_stream();
        OK(aclrtMemcpy(&got, 2, to, 2, D2H));
        CHECK(got == 0);
        OK(aclrtFree(workspace));
        OK(aclDestroyTensor(query));
        OK(aclDestroyTensor(out));
        OK(aclDestroyTensorList(keys));
        OK(aclDestroyTensorList(values));
        OK(aclrtFree(memory));
        OK(aclrtFree(to));
        finish();
    }
    return code;
}

CASE(8, REFUSED, attention_of_odd_heads, "", "") { EXPECT(561002, "72", attention(72, false, false)); }

CASE(8, REFUSED, attention_of_strided_queries, "", "") { EXPECT(561002, "strides", attention(80, true, false)); }

CASE(8, PASSES, attention_of_aligned_heads, "", "") { OK(attention(80, false, true)); }

CASE(12, REFUSED, no_such_kernel_on_310p, "ASCEND_SIM_SOC=Ascend310P3", "") {
    EXPECT(561003, "no kernel", attention(80, false, false));
}
