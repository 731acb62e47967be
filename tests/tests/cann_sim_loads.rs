//! The host's loader and the CANN simulator, which know nothing of each other: each installation is looked at as a machine's, in a child.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use cann_sim::install::Toolkit;
use inkstone_ascend_sys::probe::{self, ProbeError, Report};
use inkstone_ascend_sys::{Environment, bindings};
use inkstone_tests::cann::Installation;

const LIMIT: Duration = Duration::from_secs(120);
/// Set for the child that looks: this program, told to run the one test.
const CHILD: &str = "INKSTONE_TESTS_CHILD";

/// Looks in a child process, as a program does.
fn look(toolkit: Toolkit, variables: &[(&str, &str)]) -> Result<Report, ProbeError> {
    let installation = Installation::new(toolkit);
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "what_a_child_finds", "--nocapture"])
        .env(CHILD, "1");
    let report = probe::ask(installation.show(&mut child, variables), LIMIT)?;
    let folder = installation.home().join("lib64");
    assert_eq!(
        report.origin,
        format!("{} (ASCEND_HOME_PATH)", folder.display())
    );
    Ok(report)
}

#[test]
fn what_a_child_finds() {
    if std::env::var_os(CHILD).is_none() {
        // Started with all others: its own child.
        return assert!(look(Toolkit::V91, &[]).is_ok());
    }
    let nowhere = Path::new("/nonexistent");
    let found = probe::look(&Environment::of_process(), nowhere, nowhere);
    // On a line of its own: the harness begins one.
    write!(std::io::stdout(), "\n{}", probe::answer(&found)).unwrap();
}

/// The functions of the host's declarations that the simulator lacks, by its own list.
fn not_simulated() -> BTreeSet<String> {
    let list =
        std::fs::read_to_string(inkstone_tests::path("cann-sim/tests/not-exported.txt")).unwrap();
    list.lines().map(str::to_owned).collect()
}

#[test]
fn each_version_loads_and_lacks_what_it_should() {
    let declared = [
        &bindings::Runtime::FUNCTIONS[..],
        &bindings::NnOpBase::FUNCTIONS[..],
        &bindings::OpApi::FUNCTIONS[..],
    ]
    .concat();
    for (toolkit, version) in [
        (Toolkit::V81, "8.1.RC1"),
        (Toolkit::V85, "8.5.0"),
        (Toolkit::V91, "9.1.0"),
    ] {
        let report = look(toolkit, &[]).unwrap();
        assert!(report.simulator);
        assert_eq!(
            (report.version.as_str(), report.driver.as_str()),
            (version, "")
        );
        assert_eq!((report.devices, report.soc.as_str()), (1, "Ascend910B4"));
        assert_eq!((report.free, report.total), (4 << 30, 4 << 30));
        let missing: BTreeSet<String> = report.missing.into_iter().collect();
        let mut expected = not_simulated();
        let later = declared.iter().filter(|name| toolkit.lacks(name));
        expected.extend(later.map(|name| (*name).to_owned()));
        assert_eq!(missing, expected, "{version}");
        let last = [
            "aclmdlRIExecute",
            "aclsysGetVersionStr",
            "aclnnRotaryPositionEmbedding",
        ];
        assert!(
            last.iter()
                .all(|name| missing.contains(*name) == (toolkit == Toolkit::V81)),
            "{version}"
        );
    }
}

#[test]
fn tells_what_the_variables_ask_for() {
    let variables = [
        ("ASCEND_SIM_SOC", "Ascend310P3"),
        ("ASCEND_SIM_DEVICES", "3"),
        ("ASCEND_SIM_MEM_MB", "64"),
    ];
    let report = look(Toolkit::V85, &variables).unwrap();
    assert_eq!(
        (report.soc.as_str(), report.devices, report.total),
        ("Ascend310P3", 3, 64 << 20)
    );
}

#[test]
fn tells_of_a_call_that_fails_and_of_a_process_that_ends() {
    let failing = look(
        Toolkit::V85,
        &[("ASCEND_SIM_FAIL", "aclrtSetDevice:1:507008")],
    )
    .unwrap_err();
    let text = failing.to_string();
    assert!(
        text.contains("507008") && text.contains("aclrtSetDevice"),
        "{text}"
    );
    let ending = look(Toolkit::V85, &[("ASCEND_SIM_SOC", "none of these")]).unwrap_err();
    assert!(matches!(ending, ProbeError::Child(_)), "{ending}");
}
