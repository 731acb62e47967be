// Group 1: start, end, devices and the contexts of threads.

#include "case.h"

CASE(1, PASSES, start_and_end, "", "") {
    start();
    uint32_t devices = 0;
    int32_t current = -1;
    OK(aclrtGetDeviceCount(&devices));
    OK(aclrtGetDevice(&current));
    CHECK(devices == 1 && current == 0);
    CHECK(strcmp(aclrtGetSocName(), "Ascend910B4") == 0 && cann_sim_version()[0]);
    finish();
    start();
    finish();
}

CASE(1, PASSES, version_of_the_installation, "", "") {
    char package[] = "runtime", version[128] = "";
    const char *wanted = getenv("CANN_VERSION");
    CHECK((aclsysGetVersionStr == NULL) == (strcmp(wanted, "8.1.RC1") == 0));
    CHECK((aclmdlRIExecute == NULL) == (aclsysGetVersionStr == NULL));
    if (aclsysGetVersionStr) {
        OK(aclsysGetVersionStr(package, version));
        CHECK(strcmp(version, wanted) == 0);
    }
}

CASE(1, REFUSED, before_init, "", "") {
    void *memory;
    uint32_t devices;
    EXPECT(100001, "aclInit", aclrtSetDevice(0));
    EXPECT(100001, "aclInit", aclrtMalloc(&memory, 64, 0));
    EXPECT(100001, "aclInit", aclrtGetDeviceCount(&devices));
    EXPECT(100001, "aclInit", aclFinalize());
    CHECK(aclrtGetSocName() == NULL);
}

CASE(1, REFUSED, init_twice, "", "") {
    OK(aclInit(NULL));
    EXPECT(100002, "aclInit", aclInit(NULL));
}

CASE(1, REFUSED, no_such_device, "ASCEND_SIM_DEVICES=2", "") {
    Handle context;
    OK(aclInit(NULL));
    EXPECT(107001, "no device 2", aclrtSetDevice(2));
    EXPECT(107001, "no device -1", aclrtSetDevice(-1));
    EXPECT(107001, "no device 2", aclrtCreateContext(&context, 2));
    OK(aclrtSetDevice(1));
}

CASE(1, REFUSED, no_context, "", "") {
    Handle made;
    uint64_t size;
    int64_t free_bytes;
    aclOpExecutor *executor;
    OK(aclInit(NULL));
    EXPECT(107002, "aclrtSetDevice", aclrtCreateStream(&made));
    EXPECT(107002, "aclrtSetDevice", aclrtMalloc(&made, 64, 0));
    EXPECT(107002, "aclrtSetDevice", aclrtGetMemInfo(1, (size_t *)&free_bytes, (size_t *)&free_bytes));
    EXPECT(361001, "107002", aclnnExpGetWorkspaceSize(NULL, NULL, &size, &executor));
}

static void *without_device(void *memory) {
    void *made;
    EXPECT(107002, "each thread", aclrtMalloc(&made, 64, 0));
    EXPECT(107002, "each thread", aclrtSynchronizeStream(stream));
    EXPECT(107002, "each thread", aclrtFree(memory));
    return NULL;
}

CASE(1, REFUSED, no_context_on_a_second_thread, "", "") {
    start();
    pthread_t thread;
    pthread_create(&thread, NULL, without_device, device(64));
    pthread_join(thread, NULL);
    CHECK(aclGetRecentErrMsg() == NULL); // the other thread's messages are its own
}

static void *with_device(void *memory) {
    OK(aclrtSetDevice(0));
    queue_exp(memory, memory, 4, stream); // the stream of the other thread: both share a context
    sync_stream();
    OK(aclrtResetDevice(0));
    return NULL;
}

CASE(1, PASSES, a_second_thread_sets_its_device, "", "") {
    start();
    float values[4] = {0, 1, 2, 3};
    void *memory = upload(values, 4);
    pthread_t thread;
    pthread_create(&thread, NULL, with_device, memory);
    pthread_join(thread, NULL);
    download(values, memory, 4);
    CHECK(values[0] == 1 && values[1] == expf(1));
    OK(aclrtFree(memory));
    finish();
}

CASE(1, REFUSED, a_stream_of_another_device, "ASCEND_SIM_DEVICES=2", "") {
    start();
    void *memory = device(64);
    OK(aclrtSetDevice(1));
    EXPECT(107003, "another context", aclrtSynchronizeStream(stream));
    EXPECT(107003, "another context", aclrtMemsetAsync(memory, 64, 0, 64, stream));
}

CASE(1, REPORTED, memory_of_another_device, "ASCEND_SIM_DEVICES=2", "other_device") {
    start();
    float value = 1;
    void *memory = upload(&value, 1);
    OK(aclrtSetDevice(1));
    Handle second;
    OK(aclrtCreateStream(&second));
    queue_exp(memory, device(4), 1, second);
    EXPECT(507015, "device, 1", aclrtSynchronizeStream(second));
}

CASE(1, PASSES, two_devices, "ASCEND_SIM_DEVICES=2", "") {
    start();
    float zero = 0, got[2];
    void *first = upload(&zero, 1), *second, *context;
    OK(aclrtGetCurrentContext(&context));
    OK(aclrtSetDevice(1));
    Handle other;
    OK(aclrtCreateStream(&other));
    second = upload(&zero, 1);
    queue_exp(second, second, 1, other);
    OK(aclrtSynchronizeStream(other));
    download(&got[1], second, 1);
    OK(aclrtFree(second));
    OK(aclrtDestroyStream(other));
    OK(aclrtSetCurrentContext(context));
    int32_t current;
    OK(aclrtGetDevice(&current));
    queue_exp(first, first, 1, stream);
    sync_stream();
    download(&got[0], first, 1);
    CHECK(current == 0 && got[0] == 1 && got[1] == 1);
    OK(aclrtFree(first));
    OK(aclrtResetDevice(1));
    finish();
}
