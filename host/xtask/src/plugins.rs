//! `cargo xtask plugins`: builds the bundled plugins as WebAssembly components into `host/assets/plugins`, and checks what is committed there.

mod component;
mod lock;
mod sources;
mod toolchain;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail, ensure};

use component::{Interface, machine_paths, paths_in};
use lock::{Entry, Lock, sha256};
use sources::Workspace;
use toolchain::Toolchain;

/// Where the components and their lock file are, from the repository's root.
const FOLDER: &str = "host/assets/plugins";

/// How much larger or smaller another compiler's component may be.
const SIZE_FACTOR: usize = 4;

/// What the command line asks for.
#[derive(Debug, Default, PartialEq)]
struct Options {
    only: Option<String>,
    check: bool,
    list: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> anyhow::Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--check" => options.check = true,
                "--list" => options.list = true,
                "--only" => {
                    let name = rest.next().context("--only needs the name of a plugin")?;
                    options.only = Some(name.clone());
                }
                other => {
                    bail!("plugins does not know {other}: it has --only NAME, --check, --list")
                }
            }
        }
        ensure!(
            !options.list || !options.check && options.only.is_none(),
            "--list goes alone"
        );
        Ok(options)
    }
}

/// Runs the command in the repository at `root`. Returns what is wrong with the committed components, for `--check`.
pub fn run(root: &Path, arguments: &[String]) -> anyhow::Result<Vec<String>> {
    let options = Options::parse(arguments)?;
    let workspace = Workspace::read(root)?;
    let folder = root.join(FOLDER);
    let committed = Lock::read(&folder)?;
    if options.list {
        list(&workspace, &folder, committed.as_ref())?;
        return Ok(Vec::new());
    }
    let all = workspace.components();
    let chosen: Vec<&str> = match &options.only {
        Some(name) => vec![*all.iter().find(|known| *known == name).with_context(|| {
            format!("no plugin is called {name}: there are {}", all.join(", "))
        })?],
        None => all.clone(),
    };
    if options.check {
        check(&workspace, &folder, committed, &chosen)
    } else {
        build_all(
            &workspace,
            &folder,
            committed,
            &chosen,
            options.only.is_some(),
        )?;
        Ok(Vec::new())
    }
}

/// What is wrong with the committed components as far as hashes tell, without any compiler.
pub fn stale(root: &Path) -> anyhow::Result<Vec<String>> {
    let workspace = Workspace::read(root)?;
    let folder = root.join(FOLDER);
    stale_in(&workspace, &folder, Lock::read(&folder)?.as_ref())
}

fn stale_in(
    workspace: &Workspace,
    folder: &Path,
    lock: Option<&Lock>,
) -> anyhow::Result<Vec<String>> {
    let sources = workspace.source_hashes()?;
    let mut components = BTreeMap::new();
    for (name, path) in component_files(folder)? {
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        components.insert(name, sha256(&bytes));
    }
    Ok(lock::compare(lock, &sources, &components))
}

/// The components in a folder, by the name of their plugin.
fn component_files(folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "wasm")
            && let Some(name) = path.file_stem().and_then(|n| n.to_str())
        {
            found.insert(name.to_owned(), path);
        }
    }
    Ok(found)
}

fn list(workspace: &Workspace, folder: &Path, lock: Option<&Lock>) -> anyhow::Result<()> {
    let problems = stale_in(workspace, folder, lock)?;
    for name in workspace.components() {
        let size = fs::metadata(folder.join(format!("{name}.wasm")))
            .map_or_else(|_| "-".to_owned(), |m| m.len().to_string());
        let mine = problems.iter().find(|p| lock::is_about(p, name));
        println!(
            "{name:<20} {size:>9}  {}",
            mine.map_or("up to date", String::as_str)
        );
    }
    for problem in problems
        .iter()
        .filter(|p| !workspace.components().iter().any(|n| lock::is_about(p, n)))
    {
        println!("{problem}");
    }
    Ok(())
}

/// Builds one plugin after the other; separately, so that a component does not depend on which others are built with it.
struct Builder<'a> {
    workspace: &'a Workspace,
    toolchain: &'a Toolchain,
    target_dir: PathBuf,
    forbidden: Vec<String>,
    total: usize,
    done: usize,
}

impl<'a> Builder<'a> {
    fn new(
        workspace: &'a Workspace,
        toolchain: &'a Toolchain,
        total: usize,
    ) -> anyhow::Result<Self> {
        let target_dir = workspace.target_dir.join("components");
        let forbidden = machine_paths(&[&workspace.root, &target_dir, &toolchain.sysroot])?;
        Ok(Self {
            workspace,
            toolchain,
            target_dir,
            forbidden,
            total,
            done: 0,
        })
    }

    /// The path and the bytes of the component.
    fn build(&mut self, name: &str) -> anyhow::Result<(PathBuf, Vec<u8>)> {
        self.done += 1;
        eprintln!("[{}/{}] {name}", self.done, self.total);
        let start = Instant::now();
        let mut command = self.toolchain.cargo(self.workspace, &self.target_dir)?;
        command.args(["--package", name]);
        let status = command
            .status()
            .with_context(|| format!("cannot run {}", self.toolchain.cargo.display()))?;
        ensure!(
            status.success(),
            "{name} does not build as a component ({status})"
        );
        let path = self
            .target_dir
            .join(&self.toolchain.compiler.target)
            .join("release")
            .join(format!("{}.wasm", name.replace('-', "_")));
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        Interface::read(&bytes)
            .with_context(|| format!("{name}: what was built is no component"))?;
        let found = paths_in(&bytes, &self.forbidden);
        ensure!(
            found.is_empty(),
            "{name}: the component names places of this machine:\n  {}",
            found.join("\n  ")
        );
        eprintln!(
            "[{}/{}] {name}: {} bytes, {:.1} s",
            self.done,
            self.total,
            bytes.len(),
            start.elapsed().as_secs_f64()
        );
        Ok((path, bytes))
    }
}

fn build_all(
    workspace: &Workspace,
    folder: &Path,
    committed: Option<Lock>,
    chosen: &[&str],
    only: bool,
) -> anyhow::Result<()> {
    // Before the build: a file that changes meanwhile makes the component stale, not fresh.
    let sources = workspace.source_hashes()?;
    let toolchain = Toolchain::find(workspace)?;
    let mut lock = Lock {
        compiler: toolchain.compiler.clone(),
        components: BTreeMap::new(),
    };
    if only && let Some(committed) = committed {
        ensure!(
            committed.components.is_empty() || committed.compiler == toolchain.compiler,
            "the other components were built by another compiler, so build all:\n{}",
            committed
                .compiler
                .differences(&toolchain.compiler)
                .join("\n")
        );
        lock.components = committed.components;
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut builder = Builder::new(workspace, &toolchain, chosen.len())?;
    for name in chosen {
        let (_, bytes) = builder.build(name)?;
        let entry = Entry {
            sources: sources[*name].clone(),
            sha256: sha256(&bytes),
        };
        write(&folder.join(format!("{name}.wasm")), &bytes)?;
        lock.components.insert((*name).to_owned(), entry);
    }
    if !only {
        for (name, path) in component_files(folder)? {
            if !lock.components.contains_key(&name) {
                eprintln!("{name} is no plugin any more: removing its component");
                fs::remove_file(&path).with_context(|| path.display().to_string())?;
            }
        }
    }
    write(&folder.join(lock::FILE), lock.to_text()?.as_bytes())
}

/// Replaces a file in one step, so that an interrupted run leaves the old one.
fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let new = path.with_extension("new");
    fs::write(&new, bytes)
        .and_then(|()| fs::rename(&new, path))
        .with_context(|| path.display().to_string())
}

fn check(
    workspace: &Workspace,
    folder: &Path,
    committed: Option<Lock>,
    chosen: &[&str],
) -> anyhow::Result<Vec<String>> {
    let mut problems = stale_in(workspace, folder, committed.as_ref())?;
    let Some(committed) = committed.filter(|_| problems.is_empty()) else {
        return Ok(problems);
    };
    if chosen.is_empty() {
        eprintln!("no plugins to check");
        return Ok(problems);
    }
    let toolchain = Toolchain::find(workspace)?;
    let differences = committed.compiler.differences(&toolchain.compiler);
    if differences.is_empty() {
        eprintln!("the compiler is the lock file's: the components must be equal, byte for byte");
    } else {
        eprintln!(
            "the compiler is not the lock file's: only interfaces and sizes are compared\n{}",
            differences.join("\n")
        );
    }
    let mut builder = Builder::new(workspace, &toolchain, chosen.len())?;
    for name in chosen {
        let (path, rebuilt) = builder.build(name)?;
        let there = fs::read(folder.join(format!("{name}.wasm")))?;
        let problem = if differences.is_empty() {
            unequal(&there, &rebuilt)
        } else {
            unlike(&there, &rebuilt)?
        };
        if let Some(problem) = problem {
            problems.push(format!("{name}: {problem}; rebuilt: {}", path.display()));
        }
    }
    Ok(problems)
}

/// What distinguishes two components that must be equal.
fn unequal(committed: &[u8], rebuilt: &[u8]) -> Option<String> {
    let place = committed.iter().zip(rebuilt).position(|(a, b)| a != b);
    (committed != rebuilt).then(|| {
        format!(
            "the rebuilt component differs from the committed one from byte {} ({} bytes committed, {} rebuilt)",
            place.unwrap_or(committed.len().min(rebuilt.len())),
            committed.len(),
            rebuilt.len()
        )
    })
}

/// What distinguishes two components more than a change of the compiler explains.
fn unlike(committed: &[u8], rebuilt: &[u8]) -> anyhow::Result<Option<String>> {
    let (ours, theirs) = (Interface::read(committed)?, Interface::read(rebuilt)?);
    if ours != theirs {
        return Ok(Some(format!(
            "the interfaces differ: committed {ours}, rebuilt {theirs}"
        )));
    }
    let (small, large) = (
        committed.len().min(rebuilt.len()),
        committed.len().max(rebuilt.len()),
    );
    Ok((large > SIZE_FACTOR * small).then(|| {
        format!(
            "{} bytes committed and {} rebuilt are too far apart",
            committed.len(),
            rebuilt.len()
        )
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> anyhow::Result<Options> {
        Options::parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn options_are_read_and_bad_ones_are_refused() {
        assert_eq!(options("").unwrap(), Options::default());
        let both = Options {
            only: Some("cer".into()),
            check: true,
            list: false,
        };
        assert_eq!(options("--only cer --check").unwrap(), both);
        for bad in [
            "--only",
            "--list --check",
            "--list --only cer",
            "--force",
            "cer",
        ] {
            assert!(options(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_first_different_byte_is_named() {
        assert_eq!(unequal(b"abc", b"abc"), None);
        assert!(unequal(b"abc", b"abd").unwrap().contains("from byte 2 "));
        assert!(
            unequal(b"abc", b"abcd")
                .unwrap()
                .contains("from byte 3 (3 bytes committed, 4 rebuilt)")
        );
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wasm");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let names: Vec<String> = component_files(folder.path())
            .unwrap()
            .into_keys()
            .collect();
        assert_eq!(names, ["a"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
