// Groups 9 and 10: a device that is lost, and one that is full.

#include "case.h"

CASE(9, REFUSED, a_fault_is_told_at_the_next_wait_and_stays, "ASCEND_SIM_FAIL=aclnnExp@run:2:507015", "") {
    start();
    float zero = 0, got;
    void *memory = upload(&zero, 1), *other;
    uint64_t size;
    aclOpExecutor *executor;
    aclTensor *x = flat(F32, 1, memory);
    for (int i = 0; i < 3; i++) queue_exp(memory, memory, 1, stream); // none of these calls tells
    EXPECT(507015, "aclnnExp", aclrtSynchronizeStream(stream));
    EXPECT(507015, "aclnnExp", aclrtSynchronizeStream(stream));
    EXPECT(507015, "", aclrtMalloc(&other, 64, 0));
    EXPECT(507015, "", aclrtMemcpy(&got, 4, memory, 4, D2H));
    EXPECT(507015, "", aclrtSetDevice(0));
    EXPECT(361001, "507015", aclnnExpGetWorkspaceSize(x, x, &size, &executor));
    EXPECT(507015, "", aclrtFree(memory)); // frees all the same
    EXPECT(507015, "", aclrtDestroyStream(stream));
    CHECK(aclrtPeekAtLastError(0) == 507015);
    uint32_t status;
    OK(aclrtQueryDeviceStatus(0, &status));
    CHECK(status == 1);
    // The tasks after the one that failed were not run.
    CHECK(cann_sim_counter("tasks.aclnnExp") == 2 && cann_sim_counter("faults") == 1);
    OK(aclDestroyTensor(x));
    end_lost();
}

CASE(9, REFUSED, a_fault_is_told_by_events_and_copies, "ASCEND_SIM_FAIL=aclnnExp@run:1:507015", "") {
    start();
    float got;
    Handle event;
    void *memory = device(4);
    OK(aclrtCreateEvent(&event));
    queue_exp(memory, memory, 1, stream);
    OK(aclrtRecordEvent(event, stream));
    EXPECT(507015, "aclnnExp", aclrtSynchronizeEvent(event));
    EXPECT(507015, "aclnnExp", aclrtMemcpyAsync(&got, 4, memory, 4, D2H, stream));
}

CASE(9, REFUSED, the_other_device_lives, "ASCEND_SIM_DEVICES=2 ASCEND_SIM_FAIL=aclnnExp@run:1:507015", "") {
    start();
    float zero = 0, got;
    void *memory = upload(&zero, 1);
    queue_exp(memory, memory, 1, stream);
    EXPECT(507015, "aclnnExp", aclrtSynchronizeStream(stream));
    OK(aclrtSetDevice(1));
    Handle other;
    OK(aclrtCreateStream(&other));
    memory = upload(&zero, 1);
    queue_exp(memory, memory, 1, other);
    OK(aclrtSynchronizeStream(other));
    download(&got, memory, 1);
    CHECK(got == 1);
    EXPECT(507015, "aclnnExp", aclrtSetDevice(0));
}

CASE(9, PASSES, no_fault, "", "") {
    start();
    uint32_t status = 1;
    OK(aclrtQueryDeviceStatus(0, &status));
    CHECK(status == 0 && aclrtPeekAtLastError(0) == 0);
    finish();
}

CASE(10, REFUSED, more_memory_than_there_is, "ASCEND_SIM_MEM_MB=8", "") {
    start();
    void *memory;
    EXPECT(207001, "bytes", aclrtMalloc(&memory, 9 << 20, 0));
    for (int i = 0; i < 4; i++) device((1 << 20) + 1); // pages of 2 MiB
    EXPECT(207001, "has 0 of 8388608", aclrtMalloc(&memory, 64, 0));
    EXPECT(207001, "", aclrtMalloc(&memory, SIZE_MAX, 0));
    EXPECT(100000, "size", aclrtMalloc(&memory, 0, 0));
}

CASE(10, REFUSED, more_physical_memory_than_there_is, "ASCEND_SIM_MEM_MB=4", "") {
    start();
    aclrtPhysicalMemProp here = {0, 0, 0, {0, 1}, 0};
    Handle piece;
    OK(aclrtMallocPhysical(&piece, 4 << 20, &here, 0));
    EXPECT(207001, "has 0", aclrtMallocPhysical(&piece, 2 << 20, &here, 0));
}

CASE(10, REFUSED, an_allocation_that_is_to_fail, "ASCEND_SIM_FAIL=aclrtMalloc:2:207001", "") {
    start();
    void *memory;
    OK(aclrtMalloc(&memory, 64, 0));
    EXPECT(207001, "ASCEND_SIM_FAIL", aclrtMalloc(&memory, 64, 0));
    OK(aclrtMalloc(&memory, 64, 0));
}

CASE(10, PASSES, memory_is_given_back, "ASCEND_SIM_MEM_MB=8 ASCEND_SIM_DEVICES=2", "") {
    start();
    size_t free_before, free_now, total;
    OK(aclrtGetMemInfo(1, &free_before, &total));
    CHECK(free_before == total && total == 8 << 20);
    for (int i = 0; i < 100; i++) {
        void *memory = device(6 << 20);
        OK(aclrtGetMemInfo(1, &free_now, &total));
        CHECK(free_now + (6 << 20) <= total);
        OK(aclrtSetDevice(1)); // has memory of its own
        OK(aclrtGetMemInfo(1, &free_now, &total));
        CHECK(free_now == total);
        OK(aclrtResetDevice(1));
        OK(aclrtSetDevice(0));
        OK(aclrtResetDevice(0));
        OK(aclrtFree(memory));
    }
    OK(aclrtGetMemInfo(1, &free_now, &total));
    CHECK(free_now == free_before && cann_sim_counter("device_bytes_peak") == 8 << 20);
    finish();
}
