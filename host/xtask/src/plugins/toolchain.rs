//! Finds a compiler for the components, and the command line that makes its results the same everywhere.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::component::cargo_home;
use super::lock::Compiler;
use super::sources::{Workspace, cargo, output};

/// The targets that rustup may have, the better one first: components for the second import WASI, which they do not use.
const TARGETS: [&str; 2] = ["wasm32-unknown-unknown", "wasm32-wasip2"];

/// Variables that change what cargo builds, whatever the manifest says.
const MEDDLING: [&str; 8] = [
    "CARGO_BUILD_",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "CARGO_PROFILE_",
    "CARGO_TARGET_",
    "RUSTC",
    "RUSTFLAGS",
    "RUSTDOC",
];

/// A compiler that builds components.
pub struct Toolchain {
    /// What decides the bytes that it builds.
    pub compiler: Compiler,
    /// The cargo that drives it.
    pub cargo: PathBuf,
    /// Its sysroot.
    pub sysroot: PathBuf,
    rustc: OsString,
    /// The commit that it was built from: rustc's name for its library sources.
    commit: String,
    /// The folder with wasm-component-ld and rust-lld.
    tools: PathBuf,
    /// Whether the standard library must be built.
    build_std: bool,
}

/// What `rustc -vV` says.
struct Version {
    line: String,
    commit: String,
    host: String,
    llvm: String,
}

impl Version {
    fn of(rustc: &OsStr) -> anyhow::Result<Self> {
        Self::parse(&output(Command::new(rustc).arg("-vV"))?)
    }

    fn parse(text: &str) -> anyhow::Result<Self> {
        let value = |key: &str| {
            text.lines()
                .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
                .map(str::to_owned)
                .with_context(|| format!("rustc -vV names no {key}"))
        };
        Ok(Self {
            line: text
                .lines()
                .next()
                .context("rustc -vV says nothing")?
                .to_owned(),
            commit: value("commit-hash")?,
            host: value("host")?,
            llvm: value("LLVM version")?,
        })
    }
}

impl Toolchain {
    /// Rust's own compiler where it has a wasm target, else the one that `plugins/tools/wasm-sdk.sh` sets up.
    pub fn find(workspace: &Workspace) -> anyhow::Result<Self> {
        let rustc = std::env::var_os("RUSTC")
            .filter(|rustc| !rustc.is_empty())
            .unwrap_or_else(|| "rustc".into());
        let version = Version::of(&rustc)?;
        let sysroot = sysroot_of(&rustc)?;
        let tools = sysroot.join("lib/rustlib").join(&version.host).join("bin");
        let cargo = PathBuf::from(cargo());
        let mut compiler = Compiler {
            rustc: version.line,
            llvm: version.llvm,
            cargo: output(Command::new(&cargo).arg("--version"))?
                .trim()
                .to_owned(),
            linker: linker(&tools)?,
            target: String::new(),
            std: "rustup".to_owned(),
        };
        if let Some(target) = TARGETS.iter().find(|target| has_std(&sysroot, target)) {
            compiler.target = (*target).to_owned();
            eprintln!("compiler: {}, target {target}", compiler.rustc);
            let commit = version.commit;
            return Ok(Self {
                compiler,
                cargo,
                sysroot,
                rustc,
                commit,
                tools,
                build_std: false,
            });
        }
        let rustc = set_up(&workspace.root.join("plugins/tools/wasm-sdk.sh"))?;
        let sysroot = sysroot_of(&rustc)?;
        let version = Version::of(&rustc)?;
        let folder = Path::new(&rustc)
            .ancestors()
            .nth(2)
            .context("wasm-sdk.sh names no compiler")?;
        let packages = fs::read_to_string(folder.join("packages"))
            .context("wasm-sdk.sh left no list of packages")?;
        compiler.rustc = version.line;
        compiler.llvm = version.llvm;
        compiler.target = TARGETS[0].to_owned();
        compiler.std = packages.lines().collect::<Vec<_>>().join(" ");
        let commit = version.commit;
        Ok(Self {
            compiler,
            cargo,
            sysroot,
            rustc,
            commit,
            tools,
            build_std: true,
        })
    }

    /// The cargo command that builds the library of a package (to be named) as a component, with the manifest's release profile.
    pub fn cargo(&self, workspace: &Workspace, target_dir: &Path) -> anyhow::Result<Command> {
        let target = &self.compiler.target;
        let mut command = Command::new(&self.cargo);
        // Asking for the crate type: with the rlib that the tests use as well, cargo would leave out link-time optimisation.
        command
            .current_dir(workspace.root.join("plugins"))
            .args([
                "rustc",
                "--release",
                "--locked",
                "--lib",
                "--crate-type",
                "cdylib",
                "--target",
                target,
            ])
            .arg("--target-dir")
            .arg(target_dir);
        self.quiet(&mut command);
        let variable = format!(
            "CARGO_TARGET_{}_LINKER",
            target.to_uppercase().replace('-', "_")
        );
        command.env(variable, self.tools.join("wasm-component-ld"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(self.tools.clone()).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(path)?);
        if self.build_std {
            command.args(["-Z", "build-std=std,panic_abort"]);
        }
        let flags: Vec<String> = self
            .remaps(workspace, target_dir)?
            .iter()
            .map(|(from, to)| format!("--remap-path-prefix={from}={to}"))
            .collect();
        // This form has precedence over all others, and paths may have spaces.
        command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        Ok(command)
    }

    /// Removes what would change the build from a command's environment, and names the compiler.
    fn quiet(&self, command: &mut Command) {
        for (name, _) in std::env::vars_os() {
            if name
                .to_str()
                .is_some_and(|name| MEDDLING.iter().any(|start| name.starts_with(start)))
            {
                command.env_remove(name);
            }
        }
        command.env("RUSTC", &self.rustc);
        if self.build_std {
            command.env("RUSTC_BOOTSTRAP", "1");
        }
    }

    /// What paths in the components are replaced by; the last one that fits counts.
    fn remaps(
        &self,
        workspace: &Workspace,
        target_dir: &Path,
    ) -> anyhow::Result<Vec<(String, String)>> {
        let library = Path::new("lib/rustlib/src/rust");
        let std = format!("/rustc/{}", self.commit);
        let mut pairs = vec![
            (cargo_home()?, "/cargo".to_owned()),
            (workspace.root.clone(), "/inkstone".to_owned()),
            (target_dir.to_owned(), "/target".to_owned()),
        ];
        for folder in self.package_folders(workspace)? {
            pairs.push((folder, "/packages".to_owned()));
        }
        let sources = self.sysroot.join(library);
        let real = sources.canonicalize().unwrap_or_else(|_| sources.clone());
        pairs.extend([real, sources].map(|path| (path, std.clone())));
        let text = |path: PathBuf| path.into_os_string().into_string();
        pairs
            .into_iter()
            .map(|(from, to)| {
                Ok((
                    text(from).map_err(|p| anyhow::anyhow!("{p:?} is not UTF-8"))?,
                    to,
                ))
            })
            .collect()
    }

    /// The folders that hold the packages from elsewhere (downloaded here, if need be): their names differ between machines.
    fn package_folders(&self, workspace: &Workspace) -> anyhow::Result<Vec<PathBuf>> {
        #[derive(Deserialize)]
        struct Metadata {
            packages: Vec<Package>,
        }
        #[derive(Deserialize)]
        struct Package {
            source: Option<String>,
            manifest_path: PathBuf,
        }
        let mut command = Command::new(&self.cargo);
        command
            .current_dir(workspace.root.join("plugins"))
            .args([
                "metadata",
                "--locked",
                "--format-version=1",
                "--filter-platform",
                &self.compiler.target,
            ])
            .stderr(Stdio::inherit());
        self.quiet(&mut command);
        let metadata: Metadata = serde_json::from_str(&output(&mut command)?)?;
        let mut folders: Vec<PathBuf> = metadata
            .packages
            .iter()
            .filter(|package| package.source.is_some())
            .filter_map(|package| Some(package.manifest_path.parent()?.parent()?.to_owned()))
            .collect();
        folders.sort();
        folders.dedup();
        Ok(folders)
    }
}

fn sysroot_of(rustc: &OsStr) -> anyhow::Result<PathBuf> {
    Ok(PathBuf::from(
        output(Command::new(rustc).args(["--print", "sysroot"]))?.trim(),
    ))
}

/// Whether a compiled standard library for the target is there.
fn has_std(sysroot: &Path, target: &str) -> bool {
    let folder = sysroot.join("lib/rustlib").join(target).join("lib");
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| {
            let name = entry.file_name();
            name.to_string_lossy().starts_with("libstd-")
        })
}

/// The versions of the linker, which makes components, and of the one that it calls.
fn linker(tools: &Path) -> anyhow::Result<String> {
    let component = output(Command::new(tools.join("wasm-component-ld")).arg("--version"))
        .context("wasm-component-ld comes with every rustup toolchain from Rust 1.81")?;
    let lld = output(Command::new(tools.join("rust-lld")).args(["-flavor", "wasm", "--version"]))?;
    Ok(format!("{}, {}", component.trim(), lld_version(&lld)))
}

/// "LLD 22.1.2": what follows is where it was built.
fn lld_version(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text).trim()
}

/// Runs wasm-sdk.sh and returns the compiler that it prints.
fn set_up(script: &Path) -> anyhow::Result<OsString> {
    let advice = "rustc has no wasm target and none could be set up: rustup target add wasm32-unknown-unknown";
    let result = Command::new("sh")
        .arg(script)
        .stderr(Stdio::inherit())
        .output()
        .context(advice)?;
    ensure!(result.status.success(), "{advice}");
    let path = String::from_utf8(result.stdout).context("wasm-sdk.sh names no compiler")?;
    Ok(path.trim().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_introduces_itself() {
        let text = "rustc 1.96.0 (ac68faa20 2026-05-25)\nbinary: rustc\ncommit-hash: ac68\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.8\n";
        let version = Version::parse(text).unwrap();
        assert_eq!(version.line, "rustc 1.96.0 (ac68faa20 2026-05-25)");
        assert_eq!(
            (version.commit.as_str(), version.llvm.as_str()),
            ("ac68", "22.1.8")
        );
        assert!(Version::parse("rustc 1.96.0").is_err());
        assert_eq!(
            lld_version("LLD 22.1.2 (/checkout/src 1cb4)\n"),
            "LLD 22.1.2"
        );
    }

    #[test]
    fn a_target_counts_when_its_library_is_there() {
        let sysroot = tempfile::tempdir().unwrap();
        let folder = sysroot.path().join("lib/rustlib/wasm32-wasip2/lib");
        fs::create_dir_all(&folder).unwrap();
        assert!(!has_std(sysroot.path(), "wasm32-wasip2"));
        fs::write(folder.join("libstd-0123.rlib"), "").unwrap();
        assert!(has_std(sysroot.path(), "wasm32-wasip2"));
        assert!(!has_std(sysroot.path(), "wasm32-unknown-unknown"));
    }
}
