//! Looking at a machine, and at children that answer, complain, crash or hang.

mod support {
    pub mod stand_in;
}

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use inkstone_ascend_sys::probe::{self, ProbeError, Report};
use support::stand_in::{OPERATORS, Runtime, WHOLE, home, toolkit};

const LONG: Duration = Duration::from_secs(60);

/// Looks at a stand-in in `at`, with `at/dev` and `at/driver` for the driver's folders.
fn look(at: &Path, runtime: &Runtime) -> Result<Report, ProbeError> {
    toolkit(at, runtime, &[("libopapi.so", &OPERATORS)]);
    probe::look(&home(at), &at.join("dev"), &at.join("driver"))
}

fn with_driver(at: &Path) {
    std::fs::create_dir(at.join("dev")).unwrap();
    std::fs::write(at.join("dev/davinci_manager"), "").unwrap();
    std::fs::create_dir(at.join("driver")).unwrap();
    std::fs::write(
        at.join("driver/version.info"),
        "Version=24.1.rc3\nascendhal_version=7\n",
    )
    .unwrap();
}

/// A child that prints `text`.
fn printing(at: &Path, text: &str) -> Command {
    let file = at.join("answer");
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new("cat");
    command.arg(file);
    command
}

#[test]
fn a_report_comes_through_the_child_whole() {
    let at = tempfile::tempdir().unwrap();
    with_driver(at.path());
    let report = look(
        at.path(),
        &Runtime {
            devices: 2,
            ..WHOLE
        },
    )
    .unwrap();
    assert_eq!((report.devices, report.free, report.total), (2, 3, 5));
    assert_eq!(
        (&report.soc[..], &report.version[..], &report.driver[..]),
        ("Ascend910B4", "8.1.RC1", "24.1.rc3")
    );
    assert!(!report.simulator && report.missing.contains(&"aclnnMm".to_owned()));
    let text = format!(
        "[INFO] of the driver\n{}",
        probe::answer(&Ok(report.clone()))
    );
    let read = probe::ask(&mut printing(at.path(), &text), LONG).unwrap();
    assert_eq!(read, report);
}

#[test]
fn an_answer_counts_even_if_the_child_never_ends() {
    let at = tempfile::tempdir().unwrap();
    let report = Report {
        soc: "Ascend910B4".to_owned(),
        version: "a \\ b\nc".to_owned(),
        ..Report::default()
    };
    let file = at.path().join("answer");
    std::fs::write(&file, probe::answer(&Ok(report.clone()))).unwrap();
    let mut child = Command::new("sh");
    child
        .args(["-c", "cat \"$ANSWER\"; exec sleep 600"])
        .env("ANSWER", &file);
    assert_eq!(
        probe::ask(&mut child, Duration::from_secs(20)).unwrap(),
        report
    );
}

#[test]
fn an_error_comes_through_the_child_with_its_hint() {
    let at = tempfile::tempdir().unwrap();
    let error = look(at.path(), &WHOLE).unwrap_err();
    let words = error.to_string();
    assert!(
        words.contains("davinci_manager does not exist\nhint: install the driver"),
        "{words}"
    );
    let mut child = printing(at.path(), &probe::answer(&Err(error)));
    assert_eq!(probe::ask(&mut child, LONG).unwrap_err().to_string(), words);
}

#[test]
fn the_simulator_needs_no_driver() {
    let at = tempfile::tempdir().unwrap();
    let report = look(
        at.path(),
        &Runtime {
            simulator: true,
            ..WHOLE
        },
    )
    .unwrap();
    assert!(report.simulator && report.driver.is_empty());
}

#[test]
fn no_device_and_no_permission_are_told_apart() {
    let cases = [
        (
            Runtime {
                devices: 0,
                ..WHOLE
            },
            "CANN sees no NPU\nhint: ",
        ),
        (
            Runtime {
                set_device: 207_006,
                ..WHOLE
            },
            "HwHiAiUser",
        ),
        (
            Runtime {
                set_device: 107_001,
                ..WHOLE
            },
            "ASCEND_RT_VISIBLE_DEVICES",
        ),
    ];
    for (runtime, words) in cases {
        let at = tempfile::tempdir().unwrap();
        with_driver(at.path());
        let text = look(at.path(), &runtime).unwrap_err().to_string();
        assert!(text.contains(words), "{words:?} is not in\n{text}");
    }
}

#[test]
fn a_child_that_fails_does_not_take_the_parent_along() {
    let half = probe::answer(&Ok(Report::default())).replace("inkstone-npu-probe end=", "");
    let cases = [
        ("kill -SEGV $$", LONG, "ended the process (signal: 11"),
        ("exit 3", LONG, "ended the process (exit status: 3)"),
        ("echo hello", LONG, "without an answer"),
        (
            "echo 'drv: ioctl refused' >&2; kill -ABRT $$",
            LONG,
            "\nit said:\ndrv: ioctl refused\nhint: ",
        ),
        (
            "yes x | head -c 1000000 >&2; echo last >&2; exit 1",
            LONG,
            "\nlast\nhint: ",
        ),
        ("cat \"$ANSWER\"", LONG, "without an answer"),
        (
            "exec sleep 600",
            Duration::from_millis(50),
            "took longer than 0.05 s",
        ),
    ];
    let at = tempfile::tempdir().unwrap();
    let file = at.path().join("half");
    std::fs::write(&file, half).unwrap();
    for (script, limit, words) in cases {
        let mut child = Command::new("sh");
        child.args(["-c", script]).env("ANSWER", &file);
        let text = probe::ask(&mut child, limit).unwrap_err().to_string();
        assert!(
            text.contains(words) && text.contains("\nhint: "),
            "{script}: {text}"
        );
    }
    let text = probe::ask(&mut Command::new("/does/not/exist"), LONG)
        .unwrap_err()
        .to_string();
    assert!(text.contains("did not start"), "{text}");
}
