// The parts that cases share, and the program: `protocol list`, or `protocol NAME`.

#include <sys/resource.h>

#include "case.h"

struct Case *cases;
Handle stream;

void fail(const char *file, int line, const char *what) {
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    exit(1);
}

void expect(const char *file, int line, const char *call, int wanted, const char *words, int got) {
    const char *message = aclGetRecentErrMsg();
    if (got != wanted) {
        fprintf(stderr, "%s:%d: %s gave %d, not %d: %s\n", file, line, call, got, wanted, message ? message : "no message");
        exit(1);
    }
    if (got != 0 && (!message || !strstr(message, words))) {
        fprintf(stderr, "%s:%d: %s: the message has no \"%s\": %s\n", file, line, call, words, message ? message : "none");
        exit(1);
    }
}

bool delay_is(const char *name) {
    const char *delay = getenv("ASCEND_SIM_DELAY");
    return strcmp(delay ? delay : "none", name) == 0;
}

void start(void) {
    OK(aclInit(NULL));
    OK(aclrtSetDevice(0));
    OK(aclrtCreateStream(&stream));
}

void sync_stream(void) { OK(aclrtSynchronizeStream(stream)); }

void finish(void) {
    sync_stream();
    OK(aclrtDestroyStream(stream));
    OK(aclrtResetDevice(0));
    OK(aclFinalize());
}

void end_lost(void) { OK(aclFinalize()); }

void *device(size_t bytes) {
    void *memory = NULL;
    OK(aclrtMalloc(&memory, bytes, 0));
    CHECK((uintptr_t)memory % 64 == 0);
    return memory;
}

float *upload(const float *values, int count) {
    float *memory = device(count * sizeof *values);
    OK(aclrtMemcpy(memory, count * sizeof *values, values, count * sizeof *values, H2D));
    return memory;
}

void download(float *values, const void *from, int count) {
    OK(aclrtMemcpy(values, count * sizeof *values, from, count * sizeof *values, D2H));
}

aclTensor *flat(int dtype, int64_t count, void *data) {
    aclTensor *made = aclCreateTensor(&count, 1, dtype, NULL, 0, ND, &count, 1, data);
    CHECK(made);
    return made;
}

static aclTensor *two(int dtype, int64_t rows, int64_t columns, int64_t down, int64_t right, void *data) {
    int64_t dims[] = {rows, columns}, strides[] = {down, right}, storage = rows * columns;
    aclTensor *made = aclCreateTensor(dims, 2, dtype, strides, 0, ND, &storage, 1, data);
    CHECK(made);
    return made;
}

aclTensor *matrix(int dtype, int64_t rows, int64_t columns, void *data) { return two(dtype, rows, columns, columns, 1, data); }

aclTensor *transposed(int dtype, int64_t rows, int64_t columns, void *data) { return two(dtype, columns, rows, 1, columns, data); }

aclScalar *scalar(float value) {
    aclScalar *made = aclCreateScalar(&value, F32);
    CHECK(made);
    return made;
}

static struct Prepared with_workspace(struct Prepared prepared) {
    prepared.workspace = prepared.size ? device(prepared.size) : NULL;
    return prepared;
}

struct Prepared exp_of(aclTensor *x, aclTensor *out) {
    struct Prepared prepared;
    OK(aclnnExpGetWorkspaceSize(x, out, &prepared.size, &prepared.executor));
    return with_workspace(prepared);
}

struct Prepared sum_of(aclTensor *x, aclTensor *other, aclTensor *out) {
    struct Prepared prepared;
    aclScalar *one = scalar(1);
    OK(aclnnAddGetWorkspaceSize(x, other, one, out, &prepared.size, &prepared.executor));
    OK(aclDestroyScalar(one));
    return with_workspace(prepared);
}

struct Prepared product_of(aclTensor *x, aclTensor *other, aclTensor *out, int8_t cube_math_type) {
    struct Prepared prepared;
    OK(aclnnMmGetWorkspaceSize(x, other, out, cube_math_type, &prepared.size, &prepared.executor));
    return with_workspace(prepared);
}

void queue_exp(void *x, void *out, int count, Handle on) {
    aclTensor *from = flat(F32, count, x), *to = flat(F32, count, out);
    struct Prepared prepared = exp_of(from, to);
    OK(aclnnExp(prepared.workspace, prepared.size, prepared.executor, on));
    OK(aclDestroyTensor(from));
    OK(aclDestroyTensor(to));
}

static const char *const OUTCOMES[] = {"passes", "refused", "reported", "leaks", "aborts", "segfaults"};

int main(int count, char **words) {
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    if (count != 2) return 2;
    for (const struct Case *c = cases; c; c = c->next) {
        if (strcmp(words[1], "list") == 0) {
            printf("%d\t%s\t%s\t%s\t%s\n", c->group, OUTCOMES[c->outcome], c->name, c->environment, c->text);
        } else if (strcmp(words[1], c->name) == 0) {
            c->run();
            return 0;
        }
    }
    return strcmp(words[1], "list") == 0 ? 0 : 2;
}
