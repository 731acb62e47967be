// How a case is written, and what cases share.
#ifndef CASE_H
#define CASE_H

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "acl.h"

// What must become of a case.
enum Outcome {
    PASSES,    // nothing is wrong: no violation, no fault, no leak is told
    REFUSED,   // what is wrong shows in results, which the case checks
    REPORTED,  // a violation of the kind `text` is told; ends the process under ASCEND_SIM_STRICT
    LEAKS,     // `text` is told at aclFinalize
    ABORTS,    // the process ends by SIGABRT, having told `text`
    SEGFAULTS, // it ends by SIGSEGV, having told `text`
};

struct Case {
    int group; // of the behaviours in README.md
    enum Outcome outcome;
    const char *name, *environment, *text;
    void (*run)(void);
    struct Case *next;
};
extern struct Case *cases;

// CASE(group, outcome, name, "VARIABLE=value …", "text") { … }
#define CASE(group, outcome, name, environment, text)                                                         \
    static void name(void);                                                                                   \
    __attribute__((constructor)) static void register_##name(void) {                                          \
        static struct Case entry = {group, outcome, #name, environment, text, name, NULL};                    \
        entry.next = cases;                                                                                   \
        cases = &entry;                                                                                       \
    }                                                                                                         \
    static void name(void)

#define CHECK(condition)                                                                                      \
    do {                                                                                                      \
        if (!(condition)) fail(__FILE__, __LINE__, #condition);                                               \
    } while (0)
// The call gives `code`, and for an error its text has `words`.
#define EXPECT(code, words, call) expect(__FILE__, __LINE__, #call, code, words, call)
#define OK(call) EXPECT(0, "", call)

void fail(const char *file, int line, const char *what);
void expect(const char *file, int line, const char *call, int wanted, const char *words, int got);
bool delay_is(const char *name);

// The stream of `start`.
extern Handle stream;
void start(void);  // aclInit, device 0, a stream
void finish(void); // waits for the stream and gives all three back
void end_lost(void); // aclFinalize on a device that is lost
void sync_stream(void);

void *device(size_t bytes);
float *upload(const float *values, int count);
void download(float *values, const void *from, int count);
// A contiguous tensor of one axis.
aclTensor *flat(int dtype, int64_t count, void *data);
// A contiguous tensor of two axes.
aclTensor *matrix(int dtype, int64_t rows, int64_t columns, void *data);
// The same memory with its axes exchanged.
aclTensor *transposed(int dtype, int64_t rows, int64_t columns, void *data);
aclScalar *scalar(float value);

// Phase 1 of an operator, and what phase 2 needs.
struct Prepared {
    uint64_t size;
    aclOpExecutor *executor;
    void *workspace;
};
struct Prepared exp_of(aclTensor *x, aclTensor *out);
struct Prepared sum_of(aclTensor *x, aclTensor *other, aclTensor *out);
struct Prepared product_of(aclTensor *x, aclTensor *other, aclTensor *out, int8_t cube_math_type);
// Both phases of Exp over `count` float32, without waiting.
void queue_exp(void *x, void *out, int count, Handle stream);

#endif
