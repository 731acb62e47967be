// Group 5: streams and events.

#include "case.h"

static float *pinned(float value) {
    float *host;
    OK(aclrtMallocHost((void **)&host, sizeof *host));
    *host = value;
    return host;
}

CASE(5, REFUSED, result_read_too_early, "ASCEND_SIM_DELAY=sync", "") {
    start();
    float zero = 0, got;
    void *memory = upload(&zero, 1);
    float *host = pinned(-1);
    queue_exp(memory, memory, 1, stream);
    download(&got, memory, 1); // does not wait for the stream
    CHECK(got == 0);
    OK(aclrtMemcpyAsync(host, 4, memory, 4, D2H, stream));
    CHECK(*host == -1);
    sync_stream();
    CHECK(*host == 1);
}

CASE(5, REFUSED, staging_used_again_too_early, "ASCEND_SIM_DELAY=sync", "") {
    start();
    float *host = pinned(1), got[2];
    float *memory = device(8);
    OK(aclrtMemcpyAsync(memory, 4, host, 4, H2D, stream));
    *host = 2;
    OK(aclrtMemcpyAsync(memory + 1, 4, host, 4, H2D, stream));
    sync_stream();
    download(got, memory, 2);
    CHECK(got[0] == 2 && got[1] == 2); // the first value is lost
}

CASE(5, PASSES, pageable_memory_is_copied_at_once, "", "") {
    start();
    float host = 1, got = 0;
    float *memory = device(4);
    OK(aclrtMemcpyAsync(memory, 4, &host, 4, H2D, stream));
    host = 2;
    OK(aclrtMemcpyAsync(&got, 4, memory, 4, D2H, stream));
    CHECK(got == 1); // to pageable memory it waits
    OK(aclrtFree(memory));
    finish();
}

// Two tasks, one behind the other, in two streams; what the second reads.
static float across_streams(bool ordered) {
    start();
    Handle second, event;
    OK(aclrtCreateStream(&second));
    OK(aclrtCreateEvent(&event));
    float zero = 0, got;
    void *x = upload(&zero, 1), *out = upload(&zero, 1);
    queue_exp(x, x, 1, stream);
    OK(aclrtRecordEvent(event, stream));
    if (ordered) OK(aclrtStreamWaitEvent(second, event));
    queue_exp(x, out, 1, second);
    OK(aclrtSynchronizeStream(second));
    download(&got, out, 1);
    sync_stream();
    OK(aclrtDestroyEvent(event));
    OK(aclrtDestroyStream(second));
    OK(aclrtFree(x));
    OK(aclrtFree(out));
    finish();
    return got;
}

CASE(5, PASSES, streams_ordered_by_an_event, "", "") { CHECK(across_streams(true) == expf(1)); }

CASE(5, REFUSED, streams_not_ordered, "ASCEND_SIM_DELAY=sync", "") { CHECK(across_streams(false) == 1); }

CASE(5, PASSES, a_stream_keeps_its_order, "", "") {
    start();
    float values[1] = {0}, got;
    void *memory = upload(values, 1);
    float *host = pinned(0);
    OK(aclrtMemsetAsync(memory, 4, 0, 4, stream));
    for (int i = 0; i < 3; i++) queue_exp(memory, memory, 1, stream);
    OK(aclrtMemcpyAsync(host, 4, memory, 4, D2H, stream));
    OK(aclrtSynchronizeDevice());
    got = *host;
    CHECK(got == (float)exp((float)exp(1.0)));
    OK(aclrtFreeHost(host));
    OK(aclrtFree(memory));
    finish();
}

CASE(5, PASSES, asking_makes_progress, "", "") {
    start();
    Handle event;
    OK(aclrtCreateEvent(&event));
    void *memory = device(4);
    OK(aclrtMemsetAsync(memory, 4, 0, 4, stream));
    OK(aclrtRecordEvent(event, stream));
    uint32_t status = 0;
    while (status != 1) OK(aclrtQueryEventStatus(event, &status)); // 1: complete
    OK(aclrtMemsetAsync(memory, 4, 0, 4, stream));
    status = 1;
    while (status != 0) OK(aclrtStreamQuery(stream, &status)); // 0: complete
    OK(aclrtDestroyEvent(event));
    OK(aclrtFree(memory));
    finish();
}

CASE(5, PASSES, time_between_events, "", "") {
    start();
    Handle events[2];
    float time = -1;
    for (int i = 0; i < 2; i++) {
        OK(aclrtCreateEventExWithFlag(&events[i], 8));
        OK(aclrtRecordEvent(events[i], stream));
    }
    OK(aclrtSynchronizeEvent(events[1]));
    OK(aclrtEventElapsedTime(&time, events[0], events[1]));
    CHECK(time >= 0);
    for (int i = 0; i < 2; i++) OK(aclrtDestroyEvent(events[i]));
    finish();
}

CASE(5, REFUSED, time_without_the_flag, "", "") {
    start();
    Handle events[2];
    float time;
    for (int i = 0; i < 2; i++) {
        OK(aclrtCreateEventExWithFlag(&events[i], 1));
        OK(aclrtRecordEvent(events[i], stream));
        OK(aclrtSynchronizeEvent(events[i]));
    }
    EXPECT(107000, "ACL_EVENT_TIME_LINE", aclrtEventElapsedTime(&time, events[0], events[1]));
}

CASE(5, REPORTED, waiting_for_an_event_that_was_not_recorded, "", "event") {
    start();
    Handle event;
    OK(aclrtCreateEvent(&event));
    OK(aclrtStreamWaitEvent(stream, event));
    sync_stream();
}

CASE(5, REFUSED, handles_that_are_gone, "", "") {
    start();
    Handle event;
    OK(aclrtCreateEvent(&event));
    OK(aclrtDestroyEvent(event));
    EXPECT(107000, "destroyed already", aclrtRecordEvent(event, stream));
    OK(aclrtDestroyStream(stream));
    EXPECT(107000, "destroyed already", aclrtSynchronizeStream(stream));
    EXPECT(107000, "is no stream", aclrtDestroyStream(event));
}

CASE(5, PASSES, a_destroyed_stream_is_drained, "", "") {
    start();
    Handle second;
    float zero = 0, got;
    OK(aclrtCreateStream(&second));
    void *memory = upload(&zero, 1);
    queue_exp(memory, memory, 1, second);
    OK(aclrtDestroyStream(second));
    download(&got, memory, 1);
    CHECK(got == 1);
    OK(aclrtFree(memory));
    finish();
}

CASE(5, REFUSED, an_aborted_stream_drops_its_tasks, "ASCEND_SIM_DELAY=sync", "") {
    start();
    float zero = 0, got;
    void *memory = upload(&zero, 1);
    queue_exp(memory, memory, 1, stream);
    OK(aclrtStreamAbort(stream));
    sync_stream();
    download(&got, memory, 1);
    CHECK(got == 0);
    OK(aclrtFree(memory)); // nothing touches it any more
    CHECK(cann_sim_counter("violations") == 0);
}

CASE(5, REFUSED, time_is_up, "ASCEND_SIM_DELAY=random", "") {
    start();
    void *memory = device(4);
    for (int i = 0; i < 1000; i++) OK(aclrtMemsetAsync(memory, 4, 0, 4, stream));
    EXPECT(507046, "timeout", aclrtSynchronizeStreamWithTimeout(stream, 0));
    OK(aclrtSynchronizeStreamWithTimeout(stream, 60000));
    OK(aclrtDestroyStreamForce(stream));
}

CASE(5, LEAKS, stream_and_event_not_destroyed, "", "event 1") {
    start();
    Handle event;
    OK(aclrtCreateEvent(&event));
    finish();
}
