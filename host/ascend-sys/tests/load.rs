//! What the loader makes of installations in all states, with stand-ins for CANN's libraries.

mod support {
    pub mod stand_in;
}

use std::path::Path;

use inkstone_ascend_sys::{Cann, Environment, symbol};
use support::stand_in::{META, OPERATORS, Runtime, WHOLE, compile, exporting, home, toolkit};

/// Makes something in a folder and says in which environment to look for it.
type Setting = fn(&Path) -> Environment;

/// Installations that cannot be used: what they are, and words that the error must have.
const REFUSED: [(&str, Setting, &[&str]); 15] = [
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

#[test]
fn loads_one_library_of_operators() {
    let at = tempfile::tempdir().unwrap();
    toolkit(at.path(), &WHOLE, &[("libopapi.so", &OPERATORS)]);
    let cann = Cann::load(&home(at.path())).unwrap();
    assert_eq!(cann.version().unwrap().to_string(), "8.1.RC1");
    assert_eq!(cann.origin().origin, "ASCEND_HOME_PATH");
    assert!(!cann.is_simulator());
    assert!(symbol!(cann.opapi(), aclnnInplaceCopy).is_ok());
    let missing = symbol!(cann.opapi(), aclnnMm).unwrap_err();
    assert_eq!(missing.name, "aclnnMm");
    // All that the stand-in leaves out, and nothing else.
    let all = cann.missing();
    assert!(all.contains(&"aclnnMm") && all.contains(&"aclsysGetVersionStr"));
    assert!(!all.contains(&"aclrtMalloc") && !all.contains(&"aclnnInplaceCopy"));
    let declared = 81 + 30 + 491;
    let exported = 18 + 1 + META.len() + OPERATORS.len();
    assert_eq!(all.len(), declared - exported);
}

#[test]
fn takes_each_operator_from_the_split_library_that_has_it() {
    let at = tempfile::tempdir().unwrap();
    let runtime = Runtime {
        string: Some("9.1.0"),
        simulator: true,
        ..WHOLE
    };
    let operators: [(&str, &[&str]); 4] = [
        ("libopapi_math.so", &OPERATORS),
        ("libopapi_nn.so", &["aclnnMmGetWorkspaceSize", "aclnnMm"]),
        ("libopapi_cv.so", &["aclnnGridSampler2D"]),
        (
            "libopapi_transformer.so",
            &["aclnnFusedInferAttentionScoreV4"],
        ),
    ];
    toolkit(at.path(), &runtime, &operators);
    let cann = Cann::load(&home(at.path())).unwrap();
    assert_eq!(cann.version().unwrap().numbers(), [9, 1, 0]);
    assert!(cann.is_simulator());
    assert_eq!(cann.opapi().libraries().count(), 4);
    assert!(cann.opapi().has("aclnnInplaceCopy"));
    assert!(symbol!(cann.opapi(), aclnnMm).is_ok());
    assert!(symbol!(cann.opapi(), aclnnGridSampler2D).is_ok());
    assert!(symbol!(cann.opapi(), aclnnFusedInferAttentionScoreV4).is_ok());
    assert!(!cann.opapi().has("aclnnAdd") && symbol!(cann.opapi(), aclnnAdd).is_err());
}

#[test]
fn passes_over_stubs_and_empty_folders() {
    let at = tempfile::tempdir().unwrap();
    let stub = at.path().join("stub");
    toolkit(
        &stub,
        &Runtime {
            code: 100_039,
            writes: false,
            ..WHOLE
        },
        &[],
    );
    let real = at.path().join("real");
    toolkit(&real, &WHOLE, &[("libopapi.so", &OPERATORS)]);
    let environment = Environment {
        home_path: Some(stub),
        library_path: vec![at.path().join("nothing"), real.join("lib64")],
        ..Environment::default()
    };
    let cann = Cann::load(&environment).unwrap();
    assert_eq!(cann.origin().directory, real.join("lib64"));
    assert_eq!(cann.origin().origin, "LD_LIBRARY_PATH");
}

#[test]
fn loads_the_runtime_under_its_later_name() {
    let at = tempfile::tempdir().unwrap();
    toolkit(at.path(), &WHOLE, &[("libopapi.so", &OPERATORS)]);
    let lib64 = at.path().join("lib64");
    std::fs::rename(lib64.join("libascendcl.so"), lib64.join("libacl_rt.so")).unwrap();
    let cann = Cann::load(&home(at.path())).unwrap();
    assert!(
        cann.runtime()
            .libraries()
            .all(|path| path.ends_with("libacl_rt.so"))
    );
}
