//! Versions, SoCs, error numbers and the order of the search.

mod support {
    pub mod stand_in;
}

use std::path::PathBuf;

use inkstone_ascend_sys::soc::{Family, Soc};
use inkstone_ascend_sys::version::CannVersion;
use inkstone_ascend_sys::{Cann, Environment, status};
use support::stand_in::{OPERATORS, WHOLE, home, toolkit};

#[test]
fn versions_are_read_and_compared() {
    let cases = [
        ("8.1.RC1", [8, 1, 0], false, false),
        ("8.0.0", [8, 0, 0], true, false),
        ("7.0.RC1.alpha002", [7, 0, 0], true, false),
        ("8.5.0.alpha001", [8, 5, 0], false, false),
        (" 9.1.0\n", [9, 1, 0], false, false),
        ("9.0.2", [9, 0, 2], false, false),
        ("10.0.0", [10, 0, 0], false, true),
        ("8.10RC1", [8, 10, 0], false, false),
    ];
    for (text, numbers, old, newer) in cases {
        let version = CannVersion::parse(text).unwrap();
        let read = (
            version.numbers(),
            version.too_old(),
            version.newer_than_known(),
        );
        assert_eq!(read, (numbers, old, newer), "{text}");
        assert_eq!(version.to_string(), text.trim());
    }
    for text in ["", "8", "RC1", "8.", "x.1", "8.x"] {
        assert_eq!(CannVersion::parse(text), None, "{text}");
    }
}

#[test]
fn socs_are_sorted_into_families() {
    let cases = [
        ("Ascend910B4", Family::A2, true),
        ("Ascend910B4-1", Family::A2, true),
        ("Ascend910B2C", Family::A2, true),
        ("Ascend910_9391", Family::A3, true),
        ("Ascend950PR_9599", Family::A5, true),
        ("Ascend310P3", Family::Inference310P, false),
        ("Ascend910B", Family::Other, false),
        ("Ascend910A", Family::Other, false),
        ("Ascend910ProA", Family::Other, false),
        ("Ascend310B4", Family::Other, false),
        ("Ascend310", Family::Other, false),
        ("", Family::Other, false),
    ];
    for (name, family, bf16) in cases {
        let soc = Soc::parse(name);
        assert_eq!(
            (soc.family, soc.has_bf16(), soc.has_f32_matmul()),
            (family, bf16, bf16),
            "{name}"
        );
    }
}

#[test]
fn the_operator_package_is_named_by_soc() {
    let cases = [
        ("Ascend910B4", "`910b`"),
        ("Ascend910_9391", "`A3`"),
        ("Ascend310P3", "`310p`"),
    ];
    for (name, word) in cases {
        let text = Soc::parse(name).operator_package();
        assert!(text.contains(name) && text.contains(word), "{text}");
    }
    assert!(
        Soc::parse("Ascend910A")
            .operator_package()
            .contains("not supported")
    );
}

#[test]
fn what_is_loaded_may_go_to_another_thread() {
    fn assert_shared<T: Send + Sync>() {}
    assert_shared::<Cann>();
}

#[test]
fn errors_say_what_to_do() {
    let cases = [
        (207_001, "out of device memory", "npu-smi info", false),
        (207_006, "no permission", "HwHiAiUser", false),
        (
            507_015,
            "exception on an AI core",
            "until the program starts anew",
            true,
        ),
        (507_008, "SoC does not fit", "operator package", false),
        (561_003, "no kernel", "operator package", false),
        (
            107_001,
            "no device of that number",
            "ASCEND_RT_VISIBLE_DEVICES",
            false,
        ),
        (123, "unknown error", "report", false),
    ];
    for (code, meaning, hint, lost) in cases {
        let (said, advice) = status::describe(code);
        assert!(
            said.contains(meaning) && advice.contains(hint),
            "{code}: {said}, {advice}"
        );
        assert_eq!(status::is_device_lost(code), lost, "{code}");
    }
}

#[test]
fn a_failed_call_carries_what_the_runtime_adds() {
    let at = tempfile::tempdir().unwrap();
    toolkit(at.path(), &WHOLE, &[("libopapi.so", &OPERATORS)]);
    let cann = Cann::load(&home(at.path())).unwrap();
    assert_eq!(status::check(cann.runtime(), "aclrtMalloc", 0), Ok(()));
    let error = status::check(cann.runtime(), "aclrtMalloc", 207_001).unwrap_err();
    let text = error.to_string();
    assert!(
        text.starts_with("aclrtMalloc: out of device memory (207001): EZ9999: told once\nhint: "),
        "{text}"
    );
}

#[test]
fn folders_are_searched_in_order_and_once() {
    let environment = Environment {
        library_dir: None,
        home_path: Some(PathBuf::from("/h")),
        toolkit_home: Some(PathBuf::from("/t")),
        library_path: vec![PathBuf::from("/p"), PathBuf::from("/t/lib64")],
        roots: vec![PathBuf::from("/r"), PathBuf::from("/h")],
    };
    let listed: Vec<String> = environment
        .candidates()
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "/h/lib64 (ASCEND_HOME_PATH)",
        "/t/lib64 (ASCEND_TOOLKIT_HOME)",
        "/p (LD_LIBRARY_PATH)",
        "/r/lib64 (usual place)",
    ];
    assert_eq!(listed, expected);
    let by_hand = Environment {
        library_dir: Some(PathBuf::from("/x")),
        ..environment
    };
    let listed: Vec<String> = by_hand
        .candidates()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(listed, ["/x (INKSTONE_ASCEND_LIB_DIR)"]);
}
