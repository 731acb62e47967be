//! What cargo alone cannot do: `cargo xtask tidy` checks what no compiler checks.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};

/// The entries that the top level may have beside dot files.
const TOP_LEVEL: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "gui",
    "host",
    "plugins",
    "tests",
    "wit",
];

/// The largest file that may be committed, in bytes.
const LARGEST: u64 = 13_000_000;

fn main() -> ExitCode {
    let result = match std::env::args().nth(1).as_deref() {
        Some("tidy") => tidy(),
        _ => {
            eprintln!(
                "usage: cargo xtask tidy\n\n  tidy  checks the top level, file sizes, and that every Rust file says what is in it"
            );
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(problems) if problems.is_empty() => ExitCode::SUCCESS,
        Ok(problems) => {
            problems.iter().for_each(|p| eprintln!("tidy: {p}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Lists what is not as it should be among the files that git tracks.
fn tidy() -> anyhow::Result<Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(&root)
        .output()
        .context("cannot run git")?;
    ensure!(
        listed.status.success(),
        "git ls-files failed: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let names = String::from_utf8(listed.stdout).context("file names are not UTF-8")?;
    let mut problems = Vec::new();
    for name in names.split_terminator('\0') {
        let top = name.split('/').next().unwrap_or(name);
        if !top.starts_with('.') && !TOP_LEVEL.contains(&top) {
            problems.push(format!("{name}: does not belong to the top level"));
        }
        let path = root.join(name);
        // A file that is tracked but deleted is none of tidy's business.
        let Ok(metadata) = path.metadata() else {
            continue;
        };
        if metadata.len() > LARGEST {
            problems.push(format!("{name}: {} bytes are too many", metadata.len()));
        }
        if name.ends_with(".rs") {
            let text = std::fs::read_to_string(&path).with_context(|| name.to_owned())?;
            let first = text
                .lines()
                .find(|line| !line.starts_with("#!") && !line.trim().is_empty());
            if !first.is_some_and(|line| line.starts_with("//!")) {
                problems.push(format!("{name}: does not begin by saying what is in it"));
            }
        }
    }
    Ok(problems)
}
