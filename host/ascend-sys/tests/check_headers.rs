//! That `check-headers` finds what differs, on headers written here.

#[path = "../examples/check-headers/compare.rs"]
mod compare;

use std::path::Path;

use compare::{Outcome, compare};

/// A header of a toolkit that agrees with ours, up to `const` and comments.
const AGREES: &str = "
/* int aclrtFree(int); in a comment declares nothing */
typedef int aclError;
typedef int aclnnStatus;
typedef void *aclrtStream;
typedef struct aclTensor aclTensor;
typedef struct aclOpExecutor aclOpExecutor;
typedef enum { ACL_FLOAT = 0, ACL_BF16 = 27, NOT_OURS = 28 } aclDataType;
#define ACL_EVENT_TIME_LINE 0x00000008u
typedef struct aclrtMemLocation {
    uint32_t id;
    int type; // an enum
} aclrtMemLocation;
extern \"C\" {
__attribute__((visibility(\"default\"))) aclError aclrtSetDevice(const int32_t deviceId);
size_t aclDataTypeSize(aclDataType type);
aclnnStatus aclnnExpGetWorkspaceSize(const aclTensor *self, const aclTensor *out, uint64_t *size, aclOpExecutor **executor);
aclnnStatus aclnnExp(void *workspace, uint64_t size, aclOpExecutor *executor, const aclrtStream stream);
}
";

fn outcome(header: &str) -> Outcome {
    let at = tempfile::tempdir().unwrap();
    write(at.path(), header);
    compare(at.path()).unwrap()
}

fn write(at: &Path, header: &str) {
    let folder = at.join("include/acl");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("acl.h"),
        format!("#include <stdint.h>\n#include <stddef.h>\n{header}"),
    )
    .unwrap();
}

#[test]
fn agreement_is_seen_and_counted() {
    let outcome = outcome(AGREES);
    assert_eq!(outcome.differs, []);
    assert_eq!(outcome.functions, 4);
    // Three constants; size, alignment and two offsets of the struct.
    assert_eq!(outcome.values, 3 + 4);
    assert!(outcome.absent.contains(&"aclrtFree".to_owned()));
}

#[test]
fn each_kind_of_difference_is_found() {
    let cases = [
        (
            "const int32_t deviceId",
            "int64_t deviceId",
            "aclrtSetDevice",
        ),
        (
            "size_t aclDataTypeSize",
            "unsigned aclDataTypeSize",
            "aclDataTypeSize",
        ),
        ("aclDataType type)", "int type)", "aclDataTypeSize"),
        ("const aclTensor *out, ", "", "aclnnExpGetWorkspaceSize"),
        (
            "uint64_t size, aclOpExecutor *e",
            "aclOpExecutor *e",
            "aclnnExp",
        ),
        ("ACL_BF16 = 27", "ACL_BF16 = 26", "ACL_BF16"),
        ("0x00000008u", "16", "ACL_EVENT_TIME_LINE"),
        ("uint32_t id;", "uint64_t id;", "aclrtMemLocation.type"),
    ];
    for (old, new, name) in cases {
        assert!(AGREES.contains(old), "{old}");
        let outcome = outcome(&AGREES.replace(old, new));
        let found = outcome.differs.iter().any(|(differs, _)| differs == name);
        assert!(found, "{name}: {outcome}");
    }
}

#[test]
fn nothing_to_compare_is_an_error() {
    let at = tempfile::tempdir().unwrap();
    let error = compare(at.path()).unwrap_err();
    assert!(
        error.contains("no header declares any of our functions"),
        "{error}"
    );
    write(
        at.path(),
        &AGREES.replace("typedef int aclError;", "typedef in aclError;"),
    );
    let error = compare(at.path()).unwrap_err();
    assert!(error.contains("do not compile"), "{error}");
    let error = compare(&at.path().join("nowhere")).unwrap_err();
    assert!(error.contains("nowhere"), "{error}");
}
