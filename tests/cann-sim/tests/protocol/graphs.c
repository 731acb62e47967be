// Group 11: captures of several streams, and graphs whose tasks are changed.

#include "case.h"

static Handle second, events[2];

static void start_two(void) {
    start();
    OK(aclrtCreateStream(&second));
    for (int i = 0; i < 2; i++) OK(aclrtCreateEvent(&events[i]));
}

static void finish_two(void) {
    OK(aclrtDestroyStream(second));
    for (int i = 0; i < 2; i++) OK(aclrtDestroyEvent(events[i]));
    finish();
}

// The second stream joins the capture of the first.
static void fork_second(void) {
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    OK(aclrtRecordEvent(events[0], stream));
    OK(aclrtStreamWaitEvent(second, events[0]));
}

static void expect_invalid(void) {
    Handle graph;
    EXPECT(507903, "invalid", aclmdlRICaptureEnd(stream, &graph));
}

CASE(11, PASSES, a_second_stream_joins_by_an_event, "", "") {
    start_two();
    float zero = 0, got[2];
    void *a = upload(&zero, 1), *b = upload(&zero, 1);
    Handle graph;
    int status;
    fork_second();
    OK(aclmdlRICaptureGetInfo(second, &status, NULL));
    CHECK(status == 1);
    queue_exp(a, a, 1, stream);
    queue_exp(b, b, 1, second);
    OK(aclrtRecordEvent(events[1], second));
    OK(aclrtStreamWaitEvent(stream, events[1]));
    queue_exp(b, a, 1, stream);
    OK(aclmdlRICaptureEnd(stream, &graph));
    OK(aclmdlRICaptureGetInfo(second, &status, NULL));
    CHECK(status == 0);
    OK(aclrtSynchronizeStream(second));
    download(&got[0], b, 1);
    CHECK(got[0] == 0); // recorded, not run
    for (int i = 0; i < 3; i++) {
        OK(aclrtMemcpy(b, 4, &zero, 4, H2D));
        OK(aclmdlRIExecuteAsync(graph, i ? second : stream));
        OK(aclrtSynchronizeEvent(events[1])); // queued by the replay
        OK(aclrtSynchronizeDevice());
        download(&got[0], a, 1);
        download(&got[1], b, 1);
        CHECK(got[0] == (float)exp(1) && got[1] == 1);
    }
    OK(aclmdlRIDestroy(graph));
    OK(aclrtFree(a));
    OK(aclrtFree(b));
    finish_two();
}

CASE(11, REFUSED, a_second_stream_is_not_joined_again, "", "") {
    start_two();
    void *memory = device(4);
    Handle graph;
    fork_second();
    EXPECT(107025, "another stream", aclmdlRICaptureEnd(stream, &graph));
    fork_second();
    OK(aclrtRecordEvent(events[1], second));
    OK(aclrtStreamWaitEvent(stream, events[1]));
    queue_exp(memory, memory, 1, second); // after what is waited for
    EXPECT(107025, "another stream", aclmdlRICaptureEnd(stream, &graph));
}

CASE(11, REFUSED, events_that_cross_a_capture, "", "") {
    start_two();
    Handle graph;
    OK(aclrtRecordEvent(events[0], second));
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    EXPECT(107024, "not recorded in this capture", aclrtStreamWaitEvent(stream, events[0]));
    expect_invalid();
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    EXPECT(107024, "not recorded in this capture", aclrtStreamWaitEvent(stream, events[1])); // never recorded
    expect_invalid();
    // Two captures.
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    OK(aclmdlRICaptureBegin(second, GLOBAL_MODE));
    OK(aclrtRecordEvent(events[0], stream));
    EXPECT(107032, "another capture", aclrtStreamWaitEvent(second, events[0]));
    EXPECT(507903, "invalid", aclmdlRICaptureEnd(second, &graph));
    expect_invalid();
    // Ended on the stream that joined.
    fork_second();
    EXPECT(107036, "another stream", aclmdlRICaptureEnd(second, &graph));
    expect_invalid();
    Handle external;
    OK(aclrtCreateEventExWithFlag(&external, 0x20));
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    EXPECT(207000, "EXTERNAL", aclrtRecordEvent(external, stream));
    expect_invalid();
}

// A graph of one task, in a group: the sum of `a` and `b`.
static Handle sum_graph(void *a, void *b, void *out, Handle *group) {
    Handle graph;
    aclTensor *x = flat(F32, 1, a), *y = flat(F32, 1, b), *to = flat(F32, 1, out);
    struct Prepared prepared = sum_of(x, y, to);
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    OK(aclmdlRICaptureTaskGrpBegin(stream));
    OK(aclnnAdd(NULL, 0, prepared.executor, stream));
    OK(aclmdlRICaptureTaskGrpEnd(stream, group));
    OK(aclmdlRICaptureEnd(stream, &graph));
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(y));
    OK(aclDestroyTensor(to));
    return graph;
}

CASE(11, PASSES, a_task_of_a_group_is_changed, "", "") {
    start_two();
    float values[] = {1, 10, 100}, got;
    void *a = upload(&values[0], 1), *b = upload(&values[1], 1), *c = upload(&values[2], 1), *out = device(4);
    Handle group, graph = sum_graph(a, b, out, &group);
    OK(aclmdlRIExecuteAsync(graph, stream));
    sync_stream();
    download(&got, out, 1);
    CHECK(got == 11);
    aclTensor *x = flat(F32, 1, a), *y = flat(F32, 1, c), *to = flat(F32, 1, out);
    struct Prepared prepared = sum_of(x, y, to);
    OK(aclmdlRICaptureTaskUpdateBegin(second, group));
    OK(aclnnAdd(NULL, 0, prepared.executor, second));
    OK(aclmdlRICaptureTaskUpdateEnd(second));
    OK(aclrtSynchronizeStream(second));
    download(&got, out, 1);
    CHECK(got == 11); // not run
    OK(aclmdlRIExecuteAsync(graph, stream));
    sync_stream();
    download(&got, out, 1);
    CHECK(got == 101);
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(y));
    OK(aclDestroyTensor(to));
    OK(aclmdlRIDestroy(graph));
    void *all[] = {a, b, c, out};
    for (int i = 0; i < 4; i++) OK(aclrtFree(all[i]));
    finish_two();
}

CASE(11, REFUSED, groups_that_do_not_match, "", "") {
    start_two();
    void *memory = device(4);
    Handle group, graph = sum_graph(memory, memory, memory, &group);
    EXPECT(107029, "not captured", aclmdlRICaptureTaskGrpBegin(stream));
    EXPECT(107033, "no update", aclmdlRICaptureTaskUpdateEnd(stream));
    EXPECT(107000, "no task group", aclmdlRICaptureTaskUpdateBegin(stream, graph));
    OK(aclmdlRICaptureTaskUpdateBegin(second, group));
    EXPECT(107033, "already", aclmdlRICaptureTaskUpdateBegin(second, group));
    EXPECT(107033, "aclrtMemsetAsync does not replace", aclrtMemsetAsync(memory, 4, 0, 4, second));
    EXPECT(107033, "0 of the group's 1", aclmdlRICaptureTaskUpdateEnd(second));
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    EXPECT(107033, "no task group was begun", aclmdlRICaptureTaskGrpEnd(stream, &group));
    OK(aclmdlRICaptureTaskGrpBegin(stream));
    EXPECT(107033, "not ended", aclmdlRICaptureEnd(stream, &graph));
    OK(aclmdlRICaptureBegin(stream, GLOBAL_MODE));
    OK(aclmdlRICaptureTaskGrpBegin(stream));
    EXPECT(107033, "already", aclmdlRICaptureTaskGrpBegin(stream));
    expect_invalid();
}
