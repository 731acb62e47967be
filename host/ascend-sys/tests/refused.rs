//! What the loader says of installations that cannot be used, with stand-ins for CANN's libraries.

mod support {
    pub mod stand_in;
}

use std::path::Path;

use inkstone_ascend_sys::{Cann, Environment};
use support::stand_in::{META, OPERATORS, Runtime, WHOLE, compile, exporting, home, toolkit};

/// Makes something in a folder and says in which environment to look for it.
type Setting = fn(&Path) -> Environment;

/// Installations that cannot be used: what they are, and words that the error must have.
const REFUSED: [(&str, Setting, &[&str]); 16] = [
    (
        "nothing anywhere",
        |at| Environment {
            home_path: Some(at.join("home")),
            toolkit_home: Some(at.join("toolkit")),
            library_path: vec![at.join("path")],
            roots: vec![at.join("root")],
            ..Environment::default()
        },
        &[
            "no CANN on this machine",
            "home/lib64 (ASCEND_HOME_PATH)",
            "toolkit/lib64 (ASCEND_TOOLKIT_HOME)",
            "path (LD_LIBRARY_PATH)",
            "root/lib64 (usual place)",
            "source /usr/local/Ascend/ascend-toolkit/set_env.sh",
            "INKSTONE_ASCEND_LIB_DIR",
        ],
    ),
    (
        "a folder named by hand that is empty, in spite of a toolkit elsewhere",
        |at| {
            toolkit(at, &WHOLE, &[("libopapi.so", &OPERATORS)]);
            Environment {
                library_dir: Some(at.join("empty")),
                ..home(at)
            }
        },
        &["empty (INKSTONE_ASCEND_LIB_DIR)"],
    ),
    (
        "a stub that says so",
        |at| {
            toolkit(
                at,
                &Runtime {
                    code: 100_039,
                    writes: false,
                    ..WHOLE
                },
                &[],
            );
            home(at)
        },
        &["libascendcl.so is a stub", "install the driver", "devlib"],
    ),
    (
        "a stub that does nothing",
        |at| {
            toolkit(
                at,
                &Runtime {
                    writes: false,
                    ..WHOLE
                },
                &[],
            );
            home(at)
        },
        &["libascendcl.so is a stub"],
    ),
    (
        "a stub by its folder",
        |at| {
            compile(&at.join("devlib"), "libascendcl.so", &WHOLE.source());
            Environment {
                library_path: vec![at.join("devlib")],
                ..Environment::default()
            }
        },
        &["devlib/libascendcl.so is a stub"],
    ),
    (
        "a runtime without acl_meta",
        |at| {
            compile(&at.join("lib64"), "libascendcl.so", &WHOLE.source());
            home(at)
        },
        &[
            "has libascendcl.so but none of libnnopbase.so",
            "incomplete",
        ],
    ),
    (
        "a toolkit without operators",
        |at| {
            toolkit(at, &WHOLE, &[]);
            home(at)
        },
        &[
            "none of libopapi_math.so",
            "libopapi.so",
            "operator package",
        ],
    ),
    (
        "a runtime that lacks functions",
        |at| {
            toolkit(
                at,
                &Runtime {
                    without: &["aclrtMalloc", "aclrtFree", "aclDataTypeSize"],
                    ..WHOLE
                },
                &[("libopapi.so", &OPERATORS)],
            );
            home(at)
        },
        &["libascendcl.so lacks aclrtMalloc, aclrtFree (CANN 8.1.RC1)\n"],
    ),
    (
        "an acl_meta that lacks functions",
        |at| {
            toolkit(at, &WHOLE, &[("libopapi.so", &OPERATORS)]);
            compile(&at.join("lib64"), "libnnopbase.so", &exporting(&META[2..]));
            home(at)
        },
        &["libnnopbase.so lacks aclCreateTensor, aclDestroyTensor"],
    ),
    (
        "split operators that lack the copy",
        |at| {
            let other: &[&str] = &["aclnnAdd"];
            toolkit(
                at,
                &WHOLE,
                &[("libopapi_math.so", other), ("libopapi_nn.so", other)],
            );
            home(at)
        },
        &[
            "libopapi_math.so and ",
            "libopapi_nn.so lack aclnnInplaceCopyGetWorkspaceSize",
        ],
    ),
    (
        "a version that is too old, told by package",
        |at| {
            toolkit(
                at,
                &Runtime {
                    cann: Some("8.0.0"),
                    ..WHOLE
                },
                &[("libopapi.so", &OPERATORS)],
            );
            home(at)
        },
        &["CANN 8.0.0 in ", "too old", "8.1 or later"],
    ),
    (
        "a version that is too old, told by string",
        |at| {
            toolkit(
                at,
                &Runtime {
                    string: Some("7.0.RC1"),
                    ..WHOLE
                },
                &[("libopapi.so", &OPERATORS)],
            );
            home(at)
        },
        &["CANN 7.0.RC1 in ", "too old"],
    ),
    (
        "a version that is too old, told by a file alone",
        |at| {
            toolkit(
                at,
                &Runtime {
                    cann: None,
                    ..WHOLE
                },
                &[("libopapi.so", &OPERATORS)],
            );
            std::fs::create_dir(at.join("opp")).unwrap();
            std::fs::write(
                at.join("opp/version.info"),
                "Version=9.9.9\nversion_dir=8.0.RC3\n",
            )
            .unwrap();
            home(at)
        },
        &["CANN 8.0.RC3 in ", "too old"],
    ),
    (
        "a file that is no library",
        |at| {
            std::fs::create_dir(at.join("lib64")).unwrap();
            std::fs::write(
                at.join("lib64/libascendcl.so"),
                "this is no library, only long enough to be read as one. ".repeat(4),
            )
            .unwrap();
            home(at)
        },
        &["cannot load ", "libascendcl.so", "ELF", "uname -m"],
    ),
    (
        "a runtime whose driver is not there",
        |at| {
            let lib64 = at.join("lib64");
            compile(&lib64, "libascend_hal.so", &exporting(&["halInit"]));
            // Linked against the driver's library, which then goes away.
            let source = "int halInit(void); int aclInit(void) { return halInit(); }";
            std::fs::write(lib64.join("a.c"), source).unwrap();
            let linked = std::process::Command::new("cc")
                .args([
                    "-shared",
                    "-fPIC",
                    "-o",
                    "libascendcl.so",
                    "a.c",
                    "-L.",
                    "-lascend_hal",
                ])
                .current_dir(&lib64)
                .status();
            assert!(linked.unwrap().success());
            std::fs::remove_file(lib64.join("libascend_hal.so")).unwrap();
            home(at)
        },
        &["cannot load ", "libascend_hal.so", "driver of the NPU"],
    ),
    (
        "a folder that cannot be looked into",
        |at| {
            std::fs::write(at.join("lib64"), "").unwrap();
            home(at)
        },
        &[
            "there is no libascendcl.so where it is looked for",
            "lib64 (ASCEND_HOME_PATH): ",
            "hint: install the CANN toolkit",
        ],
    ),
];

#[test]
fn says_what_is_wrong_and_what_to_do() {
    for (what, setting, expected) in REFUSED {
        let at = tempfile::tempdir().unwrap();
        let environment = setting(at.path());
        let Err(error) = Cann::load(&environment) else {
            panic!("{what}: loaded");
        };
        let text = error.to_string();
        for words in expected {
            assert!(text.contains(words), "{what}: {words:?} is not in\n{text}");
        }
        assert!(text.contains("\nhint: "), "{what}: no hint in\n{text}");
    }
}
