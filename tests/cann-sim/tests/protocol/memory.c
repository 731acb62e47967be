// Groups 2 to 4: device memory, its alignment and its end.

#include "case.h"

CASE(2, SEGFAULTS, host_reads_device_memory, "", "about to read") {
    start();
    const float *memory = device(64);
    puts("about to read");
    fflush(stdout);
    printf("%f\n", *memory);
}

CASE(2, SEGFAULTS, host_writes_device_memory, "", "about to write") {
    start();
    float *memory = device(64);
    puts("about to write");
    fflush(stdout);
    memset(memory, 0, 64);
}

CASE(2, SEGFAULTS, host_reads_pinned_memory_that_is_freed, "", "about to read") {
    start();
    volatile float *memory;
    OK(aclrtMallocHost((void **)&memory, 64));
    memory[0] = 1;
    OK(aclrtFreeHost((void *)memory));
    puts("about to read");
    fflush(stdout);
    printf("%f\n", memory[0]);
}

CASE(2, SEGFAULTS, host_reads_a_handle, "", "about to read") {
    start();
    puts("about to read");
    fflush(stdout);
    printf("%d\n", *(const int *)stream);
}

CASE(2, REPORTED, host_memory_as_a_tensor, "", "tensor_memory") {
    start();
    static _Alignas(64) float values[4];
    queue_exp(values, device(16), 4, stream);
    EXPECT(507015, "host memory", aclrtSynchronizeStream(stream));
}

CASE(2, PASSES, copies_reach_device_memory, "", "") {
    start();
    float values[4] = {0, 1, 2, 3}, got[4];
    void *x = upload(values, 4), *out = device(16);
    queue_exp(x, out, 4, stream);
    sync_stream();
    download(got, out, 4);
    for (int i = 0; i < 4; i++) CHECK(got[i] == (float)exp(values[i]));
    OK(aclrtFree(x));
    OK(aclrtFree(out));
    finish();
}

CASE(3, REPORTED, base_not_aligned, "", "alignment") {
    start();
    char *memory = device(64);
    queue_exp(memory + 16, memory, 4, stream);
    EXPECT(507015, "aligned", aclrtSynchronizeStream(stream));
}

CASE(3, PASSES, offset_instead_of_a_moved_base, "", "") {
    start();
    float values[8] = {0, 0, 0, 0, 1, 1, 1, 1}, got[8];
    void *memory = upload(values, 8);
    int64_t dims = 4, storage = 8;
    aclTensor *x = aclCreateTensor(&dims, 1, F32, NULL, 4, ND, &storage, 1, memory), *out = flat(F32, 4, memory);
    struct Prepared prepared = exp_of(x, out);
    OK(aclnnExp(prepared.workspace, prepared.size, prepared.executor, stream));
    sync_stream();
    download(got, memory, 8);
    CHECK(got[0] == expf(1) && got[3] == expf(1) && got[4] == 1);
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(out));
    OK(aclrtFree(memory));
    finish();
}

CASE(3, REFUSED, view_leaves_its_storage, "", "") {
    start();
    int64_t dims = 4, storage = 7;
    void *memory = device(64);
    aclTensor *x = aclCreateTensor(&dims, 1, F32, NULL, 4, ND, &storage, 1, memory), *out = flat(F32, 4, memory);
    uint64_t size;
    aclOpExecutor *executor;
    EXPECT(161002, "reaches from 4 to 8", aclnnExpGetWorkspaceSize(x, out, &size, &executor));
}

CASE(3, REPORTED, tensor_leaves_its_block, "", "tensor_memory") {
    start();
    queue_exp(device(64), device(60), 16, stream);
    EXPECT(507015, "behind their block", aclrtSynchronizeStream(stream));
}

CASE(3, REFUSED, fresh_memory_holds_nan, "", "") {
    start();
    float got[4], zero = 0;
    download(got, device(16), 4);
    CHECK(isnan(got[0]) && isnan(got[3]));
    void *memory = upload(&zero, 1);
    OK(aclrtFree(memory));
    CHECK(device(4) != memory); // an address is not given twice, so that a late use is told
}

CASE(3, REPORTED, tensor_in_freed_memory, "", "tensor_memory") {
    start();
    void *memory = device(64);
    OK(aclrtFree(memory));
    queue_exp(memory, device(16), 4, stream);
    EXPECT(507015, "freed", aclrtSynchronizeStream(stream));
}

CASE(4, REPORTED, free_before_a_task_ran, "ASCEND_SIM_DELAY=sync", "free_in_use") {
    start();
    void *memory = device(64);
    queue_exp(memory, memory, 4, stream);
    OK(aclrtFree(memory));
    EXPECT(507015, "freed", aclrtSynchronizeStream(stream));
}

CASE(4, REPORTED, free_before_a_copy_ran, "ASCEND_SIM_DELAY=sync", "free_in_use") {
    start();
    void *memory = device(64), *host;
    OK(aclrtMallocHost(&host, 64));
    OK(aclrtMemcpyAsync(memory, 64, host, 64, H2D, stream));
    OK(aclrtFreeHost(host));
    EXPECT(507015, "freed", aclrtSynchronizeStream(stream));
}

CASE(4, REPORTED, free_twice, "", "double_free") {
    start();
    void *memory = device(64);
    OK(aclrtFree(memory));
    EXPECT(107000, "freed already", aclrtFree(memory));
}

CASE(4, REFUSED, free_of_what_is_no_block, "", "") {
    start();
    char *memory = device(64);
    EXPECT(107000, "not returned by aclrtMalloc", aclrtFree(memory + 32));
    EXPECT(107000, "not returned by aclrtMalloc", aclrtFree(&memory));
}

CASE(4, LEAKS, memory_not_freed, "", "device_memory 2") {
    start();
    device(64);
    device(64);
    finish();
}

CASE(4, PASSES, free_after_waiting, "", "") {
    start();
    void *memory = device(64), *host;
    OK(aclrtMallocHost(&host, 64));
    OK(aclrtMemcpyAsync(memory, 64, host, 64, H2D, stream));
    queue_exp(memory, memory, 16, stream);
    sync_stream();
    OK(aclrtFree(memory));
    OK(aclrtFreeHost(host));
    finish();
}

static const size_t PIECE = 2 << 20;
static const aclrtPhysicalMemProp HERE = {0, 0, 0, {0, 1}, 0};

CASE(4, PASSES, physical_memory_in_a_reserved_range, "", "") {
    start();
    char *range;
    Handle pieces[2];
    size_t granularity;
    aclrtPhysicalMemProp property = HERE;
    OK(aclrtMemGetAllocationGranularity(&property, 0, &granularity));
    CHECK(PIECE % granularity == 0);
    OK(aclrtReserveMemAddress((void **)&range, 4 * PIECE, 0, NULL, 1));
    for (int i = 0; i < 2; i++) {
        OK(aclrtMallocPhysical(&pieces[i], PIECE, &HERE, 0));
        OK(aclrtMapMem(range + i * PIECE, PIECE, 0, pieces[i], 0));
    }
    // Across the border of the two.
    char *middle = range + PIECE - 64;
    float values[32] = {0}, got[32];
    OK(aclrtMemcpy(middle, 128, values, 128, H2D));
    queue_exp(middle, middle, 32, stream);
    sync_stream();
    download(got, middle, 32);
    CHECK(got[0] == 1 && got[31] == 1);
    for (int i = 0; i < 2; i++) {
        OK(aclrtUnmapMem(range + i * PIECE));
        OK(aclrtFreePhysical(pieces[i]));
    }
    OK(aclrtReleaseMemAddress(range));
    finish();
}

CASE(4, REFUSED, pieces_that_do_not_fit, "", "") {
    start();
    char *range;
    Handle piece;
    EXPECT(107000, "multiple", aclrtReserveMemAddress((void **)&range, PIECE + 1, 0, NULL, 1));
    OK(aclrtReserveMemAddress((void **)&range, 2 * PIECE, 0, NULL, 1));
    OK(aclrtMallocPhysical(&piece, PIECE, &HERE, 0));
    EXPECT(107000, "within a reserved range", aclrtMapMem(range + 2 * PIECE, PIECE, 0, piece, 0));
    OK(aclrtMapMem(range, PIECE, 0, piece, 0));
    EXPECT(107000, "mapped at", aclrtMapMem(range, PIECE, 0, piece, 0));
    EXPECT(107000, "still mapped", aclrtFreePhysical(piece));
    EXPECT(107000, "is mapped into the range", aclrtReleaseMemAddress(range));
    OK(aclrtUnmapMem(range));
    EXPECT(107000, "nothing is mapped", aclrtUnmapMem(range));
}

CASE(4, REPORTED, unmapped_before_a_task_ran, "ASCEND_SIM_DELAY=sync", "free_in_use") {
    start();
    char *range;
    Handle pieces[2];
    OK(aclrtReserveMemAddress((void **)&range, 2 * PIECE, 0, NULL, 1));
    for (int i = 0; i < 2; i++) {
        OK(aclrtMallocPhysical(&pieces[i], PIECE, &HERE, 0));
        OK(aclrtMapMem(range + i * PIECE, PIECE, 0, pieces[i], 0));
    }
    OK(aclrtMemsetAsync(range + PIECE - 64, 128, 0, 128, stream));
    OK(aclrtUnmapMem(range + PIECE)); // only the end of what is filled
    EXPECT(507015, "freed", aclrtSynchronizeStream(stream));
}
