// Group 6: sizes and kinds of copies.

#include "case.h"

CASE(6, PASSES, copies_of_each_kind, "", "") {
    start();
    float values[6] = {1, 2, 3, 4, 5, 6}, got[6] = {0};
    float *a = upload(values, 6), *b = device(24);
    OK(aclrtMemcpy(b, 24, a, 24, D2D));
    OK(aclrtMemcpy(got, 24, b, 24, D2H));
    CHECK(memcmp(values, got, 24) == 0);
    OK(aclrtMemcpy(got, 24, values + 3, 12, H2H));
    CHECK(got[0] == 4);
    // Two columns of three.
    OK(aclrtMemcpy2d(b, 8, a, 12, 8, 2, D2D));
    OK(aclrtMemcpy(got, 24, b, 16, 4)); // 4: by the pointers
    CHECK(got[0] == 1 && got[1] == 2 && got[2] == 4 && got[3] == 5);
    OK(aclrtMemset(a, 24, 0, 24));
    OK(aclrtMemsetAsync(b, 24, 0, 24, stream));
    sync_stream();
    download(got, b, 6);
    CHECK(got[5] == 0);
    OK(aclrtFree(a));
    OK(aclrtFree(b));
    finish();
}

CASE(6, REFUSED, more_than_there_is_room_for, "", "") {
    start();
    char host[64];
    void *memory = device(64);
    EXPECT(107000, "64 bytes into room for 32", aclrtMemcpy(memory, 32, host, 64, H2D));
    EXPECT(107000, "room for 32", aclrtMemcpyAsync(memory, 32, host, 64, H2D, stream));
    EXPECT(107000, "room for 32", aclrtMemset(memory, 32, 0, 64));
    EXPECT(107000, "room for 64", aclrtMemcpy(memory, 64, host, 0, H2D));
    EXPECT(107000, "pitch", aclrtMemcpy2d(memory, 8, host, 8, 16, 2, H2D));
    EXPECT(107000, "null", aclrtMemcpy(NULL, 64, host, 64, H2D));
}

CASE(6, REPORTED, copy_leaves_its_block, "", "copy") {
    start();
    static char host[128];
    EXPECT(107000, "behind their block", aclrtMemcpy(device(64), 128, host, 128, H2D));
}

CASE(6, REPORTED, copy_leaves_pinned_memory, "", "copy") {
    start();
    void *host;
    OK(aclrtMallocHost(&host, 64));
    EXPECT(107000, "leave their host memory", aclrtMemcpy(device(128), 128, host, 128, H2D));
}

CASE(6, REPORTED, copy_of_freed_memory, "", "copy") {
    start();
    char host[64];
    void *memory = device(64);
    OK(aclrtFree(memory));
    EXPECT(107000, "freed", aclrtMemcpy(host, 64, memory, 64, D2H));
}

CASE(6, REFUSED, kinds_that_do_not_match, "", "") {
    start();
    char host[64];
    void *memory = device(64);
    EXPECT(107017, "Pageable", aclrtMemcpy(memory, 64, host, 64, D2D));
    EXPECT(107017, "Pageable", aclrtMemcpy(host, 64, memory, 64, H2D));
    EXPECT(107000, "Device", aclrtMemcpy(memory, 64, memory, 64, H2D));
    EXPECT(107000, "Device", aclrtMemcpyAsync(host, 64, memory, 64, H2H, stream));
    EXPECT(107000, "number 9", aclrtMemcpy(memory, 64, host, 64, 9));
    EXPECT(207000, "queued", aclrtMemcpyAsync(host, 32, host + 32, 32, H2H, stream));
    EXPECT(107017, "host memory", aclrtMemset(host, 64, 0, 64));
}
