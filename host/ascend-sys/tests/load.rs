//! What the loader takes from installations that are in order, with stand-ins for CANN's libraries.

mod support {
    pub mod stand_in;
}

use inkstone_ascend_sys::{Cann, Environment, bindings, symbol};
use support::stand_in::{META, OPERATORS, Runtime, WHOLE, home, toolkit};

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
    let declared = bindings::Runtime::FUNCTIONS.len()
        + bindings::NnOpBase::FUNCTIONS.len()
        + bindings::OpApi::FUNCTIONS.len();
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
