// Group 7: the two phases of operators, their executors, workspace and arguments.

#include "case.h"

// A strided input, whose copy takes a workspace.
struct Strided {
    void *from, *to;
    aclTensor *x, *out;
    struct Prepared prepared;
};

static struct Strided strided(void) {
    const float values[6] = {0, 1, 2, 3, 4, 5};
    struct Strided made = {.from = upload(values, 6), .to = device(24)};
    made.x = transposed(F32, 2, 3, made.from);
    made.out = matrix(F32, 3, 2, made.to);
    made.prepared = exp_of(made.x, made.out);
    CHECK(made.prepared.size > 0);
    return made;
}

static int launch(const struct Strided *s) { return aclnnExp(s->prepared.workspace, s->prepared.size, s->prepared.executor, stream); }

CASE(7, PASSES, workspace_used_again_in_the_same_stream, "", "") {
    start();
    struct Strided s = strided();
    struct Prepared second;
    OK(aclnnExpGetWorkspaceSize(s.x, s.out, &second.size, &second.executor));
    OK(launch(&s));
    OK(aclnnExp(s.prepared.workspace, second.size, second.executor, stream));
    sync_stream();
    float got[6];
    download(got, s.to, 6);
    CHECK(got[0] == 1 && got[1] == (float)exp(3) && got[2] == (float)exp(1) && got[5] == (float)exp(5));
    OK(aclDestroyTensor(s.x));
    OK(aclDestroyTensor(s.out));
    OK(aclrtFree(s.prepared.workspace));
    OK(aclrtFree(s.from));
    OK(aclrtFree(s.to));
    finish();
}

CASE(7, PASSES, nothing_to_compute, "", "") {
    start();
    aclTensor *x = flat(F32, 0, NULL), *out = flat(F32, 0, NULL);
    struct Prepared prepared = exp_of(x, out);
    CHECK(prepared.size == 0 && prepared.executor);
    OK(aclnnExp(NULL, 0, prepared.executor, stream));
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(out));
    OK(aclDestroyTensor(NULL));
    finish();
}

CASE(7, ABORTS, second_launch, "", "uses an executor up") {
    start();
    struct Strided s = strided();
    OK(launch(&s));
    launch(&s);
}

CASE(7, ABORTS, unknown_executor, "", "is no executor") {
    start();
    int other;
    aclnnExp(NULL, 0, (aclOpExecutor *)&other, stream);
}

CASE(7, ABORTS, executor_of_another_operator, "", "aclnnAdd is given an executor of aclnnExp") {
    start();
    struct Strided s = strided();
    aclnnAdd(s.prepared.workspace, s.prepared.size, s.prepared.executor, stream);
}

CASE(7, REFUSED, null_executor, "", "") {
    start();
    EXPECT(161001, "executor", aclnnExp(NULL, 0, NULL, stream));
}

CASE(7, ABORTS, null_workspace_uses_the_executor_up, "", "uses an executor up") {
    start();
    struct Strided s = strided();
    EXPECT(161001, "workspace", aclnnExp(NULL, s.prepared.size, s.prepared.executor, stream));
    launch(&s);
}

CASE(7, REPORTED, workspace_block_too_small, "", "workspace") {
    start();
    struct Strided s = strided();
    s.prepared.workspace = device(s.prepared.size - 1);
    OK(launch(&s));
    EXPECT(507015, "workspace", aclrtSynchronizeStream(stream));
}

CASE(7, REPORTED, workspace_size_too_small, "", "workspace") {
    start();
    struct Strided s = strided();
    s.prepared.size--;
    OK(launch(&s));
    sync_stream();
}

CASE(7, REPORTED, host_memory_as_workspace, "", "workspace") {
    start();
    struct Strided s = strided();
    static _Alignas(64) char host[4096];
    s.prepared.workspace = host;
    OK(launch(&s));
    EXPECT(507015, "host memory", aclrtSynchronizeStream(stream));
}

CASE(7, REPORTED, workspace_freed_too_early, "ASCEND_SIM_DELAY=sync", "free_in_use") {
    start();
    struct Strided s = strided();
    OK(launch(&s));
    OK(aclrtFree(s.prepared.workspace));
    EXPECT(507015, "workspace", aclrtSynchronizeStream(stream));
}

CASE(7, REFUSED, workspace_over_an_input, "", "") {
    start();
    struct Strided s = strided();
    char *both = device(1024);
    OK(aclnnExp(both, s.prepared.size, s.prepared.executor, stream));
    // The second's input lies in the first's workspace: it is overwritten.
    queue_exp(both, s.to, 6, stream);
    sync_stream();
    float got[6];
    download(got, s.to, 6);
    CHECK(isnan(got[0]));
}

CASE(7, ABORTS, tensor_destroyed_between_the_phases, "", "between the phases") {
    start();
    struct Strided s = strided();
    OK(aclDestroyTensor(s.x));
    launch(&s);
}

CASE(7, ABORTS, tensor_destroyed_twice, "", "destroyed already") {
    start();
    struct Strided s = strided();
    OK(aclDestroyTensor(s.x));
    aclDestroyTensor(s.x);
}

CASE(7, ABORTS, tensor_destroyed_that_its_list_has_destroyed, "", "destroyed already") {
    start();
    const aclTensor *members[] = {flat(F32, 1, device(4)), flat(F32, 1, device(4))};
    aclTensorList *list = aclCreateTensorList(members, 2);
    OK(aclDestroyTensorList(list));
    aclDestroyTensor(members[1]);
}

CASE(7, ABORTS, list_destroyed_after_its_member, "", "destroys its tensors") {
    start();
    const aclTensor *members[] = {flat(F32, 1, device(4))};
    aclTensorList *list = aclCreateTensorList(members, 1);
    OK(aclDestroyTensor(members[0]));
    aclDestroyTensorList(list);
}

CASE(7, ABORTS, destroyed_tensor_as_an_argument, "", "destroyed already") {
    start();
    struct Strided s = strided();
    OK(aclDestroyTensor(s.x));
    exp_of(s.x, s.out);
}

CASE(7, ABORTS, scalar_as_a_tensor, "", "is no tensor") {
    start();
    struct Strided s = strided();
    exp_of((aclTensor *)scalar(1), s.out);
}

CASE(7, LEAKS, executor_never_launched, "", "executor 1") {
    start();
    strided();
    finish();
}

CASE(7, LEAKS, arguments_not_destroyed, "", "scalar 1") {
    start();
    int64_t one = 1;
    CHECK(scalar(1) && aclCreateIntArray(&one, 1));
    finish();
}

CASE(7, PASSES, arguments_are_copied, "", "") {
    start();
    int64_t numbers[] = {1, 2};
    float number = 3;
    aclIntArray *array = aclCreateIntArray(numbers, 2);
    aclScalar *made = aclCreateScalar(&number, F32);
    const aclTensor *members[] = {flat(F32, 1, NULL)};
    aclTensorList *list = aclCreateTensorList(members, 1);
    CHECK(array && made && list && !aclCreateTensor(NULL, 1, F32, NULL, 0, ND, NULL, 0, NULL));
    OK(aclDestroyIntArray(array));
    OK(aclDestroyScalar(made));
    OK(aclDestroyTensorList(list)); // and its member
    finish();
}

CASE(7, PASSES, repeatable_executor, "", "") {
    start();
    float values[2][4] = {{0, 0, 0, 0}, {1, 1, 1, 1}}, got[4];
    void *from[] = {upload(values[0], 4), upload(values[1], 4)}, *to[] = {device(16), device(16)};
    aclTensor *x = flat(F32, 4, from[0]), *out = flat(F32, 4, to[0]);
    struct Prepared prepared = exp_of(x, out);
    OK(aclSetAclOpExecutorRepeatable(prepared.executor));
    OK(aclnnExp(NULL, 0, prepared.executor, stream));
    OK(aclSetInputTensorAddr(prepared.executor, 0, x, from[1]));
    OK(aclSetOutputTensorAddr(prepared.executor, 0, out, to[1]));
    OK(aclnnExp(NULL, 0, prepared.executor, stream));
    sync_stream();
    download(got, to[0], 4);
    CHECK(got[3] == 1); // the first launch has kept its addresses
    download(got, to[1], 4);
    CHECK(got[3] == (float)exp(1));
    OK(aclDestroyAclOpExecutor(prepared.executor));
    OK(aclDestroyTensor(x));
    OK(aclDestroyTensor(out));
    for (int i = 0; i < 2; i++) {
        OK(aclrtFree(from[i]));
        OK(aclrtFree(to[i]));
    }
    finish();
}

CASE(7, REFUSED, not_repeatable, "", "") {
    start();
    struct Strided s = strided();
    EXPECT(561000, "cannot be used again", aclSetAclOpExecutorRepeatable(s.prepared.executor));
    EXPECT(161002, "none with the index 1", aclSetInputTensorAddr(s.prepared.executor, 1, s.x, s.from));
    EXPECT(161002, "another one", aclSetInputTensorAddr(s.prepared.executor, 0, s.out, s.from));
}

CASE(7, ABORTS, destroyed_executor, "", "destroyed already") {
    start();
    struct Strided s = strided();
    OK(aclDestroyAclOpExecutor(s.prepared.executor));
    launch(&s);
}
