//! What cargo alone cannot do: `cargo xtask tidy` checks what no compiler checks, `cargo xtask plugins` builds the bundled plugins.

mod plugins;

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

const USAGE: &str = "\
usage: cargo xtask tidy
       cargo xtask plugins [--only NAME] [--check]
       cargo xtask plugins --list

  tidy     checks the top level, file sizes, that every Rust file says what is in it, and that the committed
           components are built from the sources that are here
  plugins  builds the bundled plugins as components into host/assets/plugins and writes the lock file there
           --only NAME  only this one
           --check      writes nothing there: builds them anew and compares. With the compiler that the lock file
                        names the bytes must be equal, with another the interfaces
           --list       names them and says which are out of date";

fn main() -> ExitCode {
    // Cargo says at run time where the package is. What it said when this was compiled may be another checkout: with one target folder for
    // both, cargo takes the program of one for the other's.
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    let package = package.unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = Path::new(&package).join("../..");
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let command = arguments.first().map_or("", String::as_str);
    let result = match command {
        "tidy" if arguments.len() == 1 => tidy(&root),
        "plugins" => plugins::run(&root, &arguments[1..]),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(problems) if problems.is_empty() => ExitCode::SUCCESS,
        Ok(problems) => {
            problems.iter().for_each(|p| eprintln!("{command}: {p}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Lists what is not as it should be among the files that git tracks.
fn tidy(root: &Path) -> anyhow::Result<Vec<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()
        .context("cannot run git")?;
    ensure!(
        listed.status.success(),
        "git ls-files failed: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let names = String::from_utf8(listed.stdout).context("file names are not UTF-8")?;
    let mut problems = plugins::stale(root)?;
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
