//! C programs that do what README.md's "What is enforced" lists, right and wrong: each case of `protocol/*.c` in a process of its own,
//! under each installation and each order of execution.

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cann_sim::install::{Toolkit, built, install};

const SIGABRT: i32 = 6;
const SIGSEGV: i32 = 11;
/// Groups of behaviours, numbered from 1.
const GROUPS: u32 = 13;

struct Case {
    group: u32,
    outcome: String,
    name: String,
    environment: Vec<(String, String)>,
    text: String,
}

/// The installation and the program, which is linked with it.
struct Setup {
    home: tempfile::TempDir,
    toolkit: Toolkit,
}

impl Setup {
    fn new(toolkit: Toolkit) -> Self {
        let home = tempfile::tempdir().unwrap();
        install(&built().unwrap(), home.path(), toolkit).unwrap();
        let setup = Self { home, toolkit };
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/protocol");
        let mut sources: Vec<PathBuf> = std::fs::read_dir(sources)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "c"))
            .collect();
        sources.sort();
        let lib64 = setup.home.path().join("lib64");
        let libraries = std::fs::read_dir(&lib64)
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let output = Command::new("cc")
            .args([
                "-std=gnu11",
                "-O1",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-pthread",
                "-o",
            ])
            .arg(setup.program())
            .args(&sources)
            .args(libraries)
            .arg("-lm")
            .output()
            .expect("`cc` is there (Debian: apt install build-essential)");
        assert!(output.status.success(), "{}", text(&output));
        setup
    }

    fn program(&self) -> PathBuf {
        self.home.path().join("protocol")
    }

    fn run(&self, argument: &str, environment: &[(&str, &str)]) -> Output {
        let inherited = std::env::vars_os()
            .map(|(name, _)| name)
            .filter(|name| name.to_string_lossy().starts_with("ASCEND_"));
        let mut command = Command::new(self.program());
        for name in inherited {
            command.env_remove(name);
        }
        command
            .arg(argument)
            .env("LD_LIBRARY_PATH", self.home.path().join("lib64"))
            .env("CANN_VERSION", self.toolkit.version())
            .envs(environment.iter().copied())
            .output()
            .unwrap()
    }

    fn cases(&self) -> Vec<Case> {
        let output = self.run("list", &[]);
        assert!(output.status.success(), "{}", text(&output));
        let list = String::from_utf8(output.stdout).unwrap();
        list.lines().map(Case::parse).collect()
    }
}

impl Case {
    fn parse(line: &str) -> Self {
        let [group, outcome, name, environment, text] = line.split('\t').collect::<Vec<_>>()[..]
        else {
            panic!("{line}");
        };
        let variable = |word: &str| {
            let (name, value) = word.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        Self {
            group: group.parse().unwrap(),
            outcome: outcome.to_owned(),
            name: name.to_owned(),
            environment: environment.split_whitespace().map(variable).collect(),
            text: text.to_owned(),
        }
    }

    /// Runs it with `delay`, unless it chooses that itself, and says what is not as it should be.
    fn check(&self, setup: &Setup, delay: &str, strict: bool) -> Result<(), String> {
        let trace = setup
            .home
            .path()
            .join(format!("{}-{delay}-{strict}", self.name));
        let trace_path = trace.to_string_lossy();
        let mut environment = vec![
            ("ASCEND_SIM_DELAY", delay),
            ("ASCEND_SIM_TRACE", &trace_path),
        ];
        if strict {
            environment.push(("ASCEND_SIM_STRICT", "1"));
        }
        environment.extend(
            self.environment
                .iter()
                .map(|(name, value)| (&**name, &**value)),
        );
        let output = setup.run(&self.name, &environment);
        let trace = std::fs::read_to_string(&trace).unwrap_or_default();
        let told = text(&output);
        let has = |line: &str| trace.lines().any(|traced| traced.starts_with(line));
        let signal = output.status.signal();
        let right = match (&self.outcome[..], strict) {
            ("passes", _) => {
                output.status.success()
                    && !["violation", "fault", "leak"].iter().any(|word| has(word))
            }
            ("refused", _) => output.status.success(),
            ("reported", false) => {
                output.status.success() && has(&format!("violation {}:", self.text))
            }
            ("reported", true) => {
                signal == Some(SIGABRT) && told.contains(&format!("violation ({})", self.text))
            }
            ("leaks", _) => output.status.success() && has(&format!("leak {}", self.text)),
            ("aborts", _) => {
                signal == Some(SIGABRT) && told.contains(&self.text) && has("violation")
            }
            ("segfaults", _) => signal == Some(SIGSEGV) && told.contains(&self.text),
            _ => false,
        };
        if right {
            return Ok(());
        }
        let (version, status) = (setup.toolkit.version(), output.status);
        Err(format!(
            "{} ({version}, {delay}, strict {strict}): {status}\n{told}{trace}",
            self.name
        ))
    }
}

fn text(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn run_all(toolkit: Toolkit) {
    let setup = Setup::new(toolkit);
    let cases = setup.cases();
    let mut groups: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
    let mut failures = Vec::new();
    for case in &cases {
        let right = case.outcome == "passes";
        groups.entry(case.group).or_default()[usize::from(right)] += 1;
        let delays = if case
            .environment
            .iter()
            .any(|(name, _)| name == "ASCEND_SIM_DELAY")
        {
            &["none"][..]
        } else {
            &["none", "random", "sync"][..]
        };
        for delay in delays {
            // What is right must also pass, and what is told must end the process, where violations do.
            let modes: &[bool] = match &case.outcome[..] {
                "passes" => &[true],
                "reported" => &[false, true],
                _ => &[false],
            };
            failures.extend(
                modes
                    .iter()
                    .filter_map(|strict| case.check(&setup, delay, *strict).err()),
            );
        }
    }
    assert!(
        failures.is_empty(),
        "{} failed:\n{}",
        failures.len(),
        failures.join("\n")
    );
    for group in 1..=GROUPS {
        let [wrong, right] = groups.get(&group).copied().unwrap_or_default();
        assert!(
            wrong > 0 && right > 0,
            "group {group}: {wrong} cases of what is wrong, {right} of what is right"
        );
    }
}

#[test]
fn cann_8_1() {
    run_all(Toolkit::V81);
}

#[test]
fn cann_8_5() {
    run_all(Toolkit::V85);
}

#[test]
fn cann_9_1() {
    run_all(Toolkit::V91);
}
