// Group 11: captures, and what they forbid.

#include "case.h"

static int status_of(Handle captured) {
    int status = -1;
    OK(aclmdlRICaptureGetInfo(captured, &status, NULL));
    return status;
}

// After a call that spoils the capture of `stream`: how it ends.
static void expect_invalid(void) {
    Handle graph;
    CHECK(status_of(stream) == 2);
    EXPECT(507903, "invalid", aclmdlRICaptureEnd(stream, &graph));
    CHECK(status_of(stream) == 0);
}

static void begin(void) { OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE)); }

static float value_at(const void *memory) {
    float value;
    download(&value, memory, 1);
    return value;
}

CASE(11, PASSES, replays_run_the_recorded_tasks, "", "") {
    start();
    float zero = 0;
    void *memory = upload(&zero, 1);
    Handle graph;
    CHECK(status_of(stream) == 0);
    begin();
    CHECK(status_of(stream) == 1);
    queue_exp(memory, memory, 1, stream);
    queue_exp(memory, memory, 1, stream);
    OK(aclmdlRICaptureEnd(stream, &graph));
    sync_stream();
    CHECK(value_at(memory) == 0); // recorded, not run
    OK(aclmdlRIExecuteAsync(graph, stream));
    sync_stream();
    CHECK(value_at(memory) == (float)exp(1.0));
    OK(aclrtMemcpy(memory, 4, &zero, 4, H2D));
    OK(aclmdlRIExecuteAsync(graph, stream));
    sync_stream();
    CHECK(value_at(memory) == (float)exp(1.0) && cann_sim_counter("replays") == 2);
    if (aclmdlRIExecute) {
        OK(aclrtMemcpy(memory, 4, &zero, 4, H2D));
        OK(aclmdlRIExecute(graph, -1));
        CHECK(value_at(memory) == (float)exp(1.0));
    }
    OK(aclmdlRIDestroy(graph));
    OK(aclrtFree(memory));
    finish();
}

CASE(11, REPORTED, addresses_are_those_of_the_capture, "", "tensor_memory") {
    start();
    void *memory = device(4);
    Handle graph;
    begin();
    queue_exp(memory, memory, 1, stream);
    OK(aclmdlRICaptureEnd(stream, &graph));
    OK(aclrtFree(memory));
    OK(aclmdlRIExecuteAsync(graph, stream));
    EXPECT(507015, "freed", aclrtSynchronizeStream(stream));
}

CASE(11, REFUSED, waiting_for_a_captured_stream, "", "") {
    start();
    uint32_t status;
    begin();
    EXPECT(107027, "captured", aclrtSynchronizeStream(stream));
    expect_invalid();
    begin();
    EXPECT(107027, "captured", aclrtStreamQuery(stream, &status));
    expect_invalid();
    begin();
    EXPECT(107041, "captured", aclrtSynchronizeDevice());
    expect_invalid();
}

CASE(11, REFUSED, waiting_for_a_captured_event, "", "") {
    start();
    Handle event;
    uint32_t status;
    OK(aclrtCreateEvent(&event));
    begin();
    OK(aclrtRecordEvent(event, stream));
    EXPECT(107028, "event is captured", aclrtSynchronizeEvent(event));
    expect_invalid();
    begin();
    OK(aclrtRecordEvent(event, stream));
    EXPECT(107028, "event is captured", aclrtQueryEventStatus(event, &status));
    expect_invalid();
}

CASE(11, REFUSED, memory_in_a_capture, "", "") {
    start();
    void *memory = device(4), *other;
    begin();
    EXPECT(107030, "captured", aclrtMalloc(&other, 64, 0));
    expect_invalid();
    begin();
    EXPECT(107030, "captured", aclrtFree(memory));
    expect_invalid();
    begin();
    EXPECT(107030, "captured", aclrtMallocHost(&other, 64));
    expect_invalid();
}

CASE(11, REFUSED, copies_in_a_capture, "", "") {
    start();
    float host = 0;
    void *memory = device(4);
    begin();
    EXPECT(107041, "captured", aclrtMemcpy(memory, 4, &host, 4, H2D));
    expect_invalid();
    begin();
    EXPECT(107041, "captured", aclrtMemset(memory, 4, 0, 4));
    expect_invalid();
    begin();
    EXPECT(107030, "captured", aclrtMemcpyAsync(memory, 4, &host, 4, H2D, stream));
    expect_invalid();
    OK(aclmdlRICaptureBegin(stream, RELAXED_MODE)); // in this stream not even so
    EXPECT(107030, "aclrtMallocHost", aclrtMemcpyAsync(memory, 4, &host, 4, H2D, stream));
    expect_invalid();
    queue_exp(memory, memory, 1, stream);
    begin();
    void *out = memory;
    int invalid = aclrtMemcpy(memory, 4, &host, 4, H2D);
    CHECK(invalid == 107041 && aclGetRecentErrMsg());
    aclTensor *x = flat(F32, 1, memory), *to = flat(F32, 1, out);
    struct Prepared prepared = exp_of(x, to);
    EXPECT(361001, "507903", aclnnExp(NULL, 0, prepared.executor, stream)); // nothing more is recorded
    expect_invalid();
}

CASE(11, REFUSED, copies_on_the_device_in_a_capture, "", "") {
    start();
    void *a = device(4), *b = device(4);
    bool refused = strcmp(getenv("CANN_VERSION"), "8.1.RC1") == 0;
    Handle graph;
    begin();
    EXPECT(refused ? 507009 : 0, "8.5", aclrtMemcpyAsync(a, 4, b, 4, D2D, stream));
    EXPECT(refused ? 507903 : 0, "invalid", aclmdlRICaptureEnd(stream, &graph));
}

CASE(11, PASSES, pinned_copies_are_captured, "", "") {
    start();
    float *host;
    void *memory = device(4);
    Handle graph;
    OK(aclrtMallocHost((void **)&host, 8));
    begin();
    OK(aclrtMemcpyAsync(memory, 4, host, 4, H2D, stream));
    queue_exp(memory, memory, 1, stream);
    OK(aclrtMemcpyAsync(host + 1, 4, memory, 4, D2H, stream));
    OK(aclmdlRICaptureEnd(stream, &graph));
    for (int i = 0; i < 2; i++) {
        host[0] = i; // read at the replay
        OK(aclmdlRIExecuteAsync(graph, stream));
        sync_stream();
        CHECK(host[1] == (float)exp(i));
    }
    OK(aclmdlRIDestroy(graph));
    OK(aclrtFreeHost(host));
    OK(aclrtFree(memory));
    finish();
}

static void *allocate(void *mode) {
    void *memory;
    OK(aclrtSetDevice(0));
    OK(aclmdlRICaptureThreadExchangeMode(mode));
    int code = aclrtMalloc(&memory, 64, 0);
    if (code == 0) OK(aclrtFree(memory));
    OK(aclrtResetDevice(0));
    return (void *)(intptr_t)code;
}

// What another thread's allocation gives during a capture.
static int allocated_meanwhile(int capture_mode, int thread_mode) {
    pthread_t thread;
    void *code;
    OK(aclmdlRICaptureBegin(stream, capture_mode));
    pthread_create(&thread, NULL, allocate, &thread_mode);
    pthread_join(thread, &code);
    CHECK(thread_mode == GLOBAL_MODE); // what it was before
    return (intptr_t)code;
}

CASE(11, REFUSED, another_thread_allocates, "", "") {
    start();
    CHECK(allocated_meanwhile(GLOBAL_MODE, GLOBAL_MODE) == 107030);
    expect_invalid();
}

CASE(11, PASSES, another_thread_may_allocate, "", "") {
    start();
    Handle graph;
    void *memory;
    int modes[][2] = {{THREAD_MODE, GLOBAL_MODE}, {RELAXED_MODE, GLOBAL_MODE}, {GLOBAL_MODE, THREAD_MODE}, {GLOBAL_MODE, RELAXED_MODE}};
    for (int i = 0; i < 4; i++) {
        CHECK(allocated_meanwhile(modes[i][0], modes[i][1]) == 0);
        OK(aclmdlRICaptureEnd(stream, &graph));
        OK(aclmdlRIDestroy(graph));
    }
    OK(aclmdlRICaptureBegin(stream, RELAXED_MODE));
    OK(aclrtMalloc(&memory, 64, 0));
    OK(aclmdlRICaptureEnd(stream, &graph));
    OK(aclmdlRIDestroy(graph));
    OK(aclrtFree(memory));
    finish();
}

static void *end_here(void *graph) {
    OK(aclrtSetDevice(0));
    EXPECT(107038, "another thread", aclmdlRICaptureEnd(stream, graph));
    return NULL;
}

CASE(11, REFUSED, begin_and_end_that_do_not_match, "", "") {
    start();
    Handle graph;
    pthread_t thread;
    EXPECT(107029, "not captured", aclmdlRICaptureEnd(stream, &graph));
    EXPECT(107031, "default stream", aclmdlRICaptureBegin(NULL, GLOBAL_MODE));
    EXPECT(107000, "mode 3", aclmdlRICaptureBegin(stream, 3));
    begin();
    EXPECT(107027, "already", aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    expect_invalid();
    begin();
    pthread_create(&thread, NULL, end_here, &graph);
    pthread_join(thread, NULL);
    expect_invalid();
    EXPECT(107000, "is no graph", aclmdlRIExecuteAsync(stream, stream));
    begin();
    OK(aclmdlRICaptureEnd(stream, &graph));
    begin();
    EXPECT(107030, "replayed", aclmdlRIExecuteAsync(graph, stream));
    expect_invalid();
    OK(aclmdlRIDestroy(graph));
    EXPECT(107000, "destroyed already", aclmdlRIDestroy(graph));
}

CASE(11, REFUSED, a_captured_stream_is_destroyed, "", "") {
    start();
    void *memory;
    begin();
    OK(aclrtDestroyStream(stream));
    OK(aclrtMalloc(&memory, 64, 0)); // the capture has ended with it
}

CASE(11, REFUSED, a_capture_on_310p, "ASCEND_SIM_SOC=Ascend310P3", "") {
    start();
    bool refused = getenv("CANN_VERSION")[0] == '8';
    EXPECT(refused ? 207000 : 0, "9.0", aclmdlRICaptureBegin(stream, GLOBAL_MODE));
}
