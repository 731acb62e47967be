// Group 13: what a program's calls cost.

#include "case.h"

static uint64_t count(const char *name) { return cann_sim_counter(name); }

CASE(13, PASSES, launches_and_copies, "", "") {
    start();
    cann_sim_reset_counters();
    float values[4] = {0}, got[4];
    void *memory = upload(values, 4), *other = device(16);
    queue_exp(memory, memory, 4, stream);
    queue_exp(memory, memory, 4, stream);
    OK(aclrtMemcpyAsync(other, 16, memory, 16, D2D, stream));
    sync_stream();
    download(got, other, 4);
    CHECK(count("launches") == 2 && count("launches.aclnnExp") == 2 && count("tasks.aclnnExp") == 2);
    CHECK(count("copies.h2d") == 1 && count("bytes.h2d") == 16 && count("copies.d2h") == 1 && count("bytes.d2h") == 16);
    CHECK(count("copies.d2d.async") == 1 && count("bytes.d2d") == 16 && count("copies.d2d") == 0);
    CHECK(count("synchronisations") == 1 && count("calls.aclrtSynchronizeStream") == 1 && count("device_allocations") == 2);
    CHECK(count("aicpu") == 0 && count("contiguous_copies") == 0 && count("view_copies") == 0);
    OK(aclrtFree(memory));
    OK(aclrtFree(other));
    finish();
    CHECK(count("leaks.device_memory") == 0 && count("violations") == 0 && count("never counted") == 0);
}

static void launch_sum(aclTensor *x, aclTensor *other, aclTensor *out) {
    struct Prepared prepared = sum_of(x, other, out);
    OK(aclnnAdd(prepared.workspace, prepared.size, prepared.executor, stream));
}

CASE(13, REFUSED, slow_types_and_strided_tensors, "", "") {
    start();
    aclTensor *integers = flat(I64, 4, device(32)), *doubles = flat(F64, 4, device(32));
    launch_sum(integers, integers, integers);
    CHECK(count("aicpu") == 0);
    launch_sum(doubles, doubles, doubles);
    CHECK(count("aicpu") == 1 && count("aicpu.aclnnAdd") == 1);
    aclTensor *plain = matrix(F32, 3, 2, device(24)), *turned = transposed(F32, 2, 3, device(24));
    launch_sum(plain, turned, plain);
    CHECK(count("contiguous_copies") == 1 && count("contiguous_copies.aclnnAdd") == 1 && count("view_copies") == 0);
    launch_sum(plain, plain, turned);
    CHECK(count("contiguous_copies") == 1 && count("view_copies") == 1);
    sync_stream();
    CHECK(count("aicpu") == 1);
}

CASE(13, PASSES, a_transposed_matrix_costs_nothing, "", "") {
    start();
    float a_values[2] = {2, 3}, b_values[4] = {1, 10, 100, 1000}, got[2];
    void *a = upload(a_values, 2), *b = upload(b_values, 4), *to = device(8);
    aclTensor *x = matrix(F32, 1, 2, a), *y = transposed(F32, 2, 2, b), *out = matrix(F32, 1, 2, to);
    struct Prepared prepared = product_of(x, y, out, 0);
    OK(aclnnMm(prepared.workspace, prepared.size, prepared.executor, stream));
    sync_stream();
    download(got, to, 2);
    CHECK(got[0] == 2 * 1 + 3 * 10 && got[1] == 2 * 100 + 3 * 1000);
    CHECK(count("launches.aclnnMm") == 1 && count("contiguous_copies") == 0);
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(y));
    OK(aclDestroyTensor(out));
    void *all[] = {a, b, to, prepared.workspace};
    for (int i = 0; i < 4; i++) OK(aclrtFree(all[i]));
    finish();
}
