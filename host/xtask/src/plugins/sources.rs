//! The plugin workspace: which crates are components, and a hash over everything that each is built from.
//!
//! A component's sources are: the files of its crate and of the crates in `plugins/` that it depends on (the SDK among them), without tests,
//! benches, examples and Markdown; the plugin interface, `wit/0.1.0`; the release profile and what the workspace gives to every crate; and the
//! locked versions of the packages from elsewhere. Only files are read, so that the hashes are known without any compiler or package.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::lock::sha256;

/// The interface that the SDK's bindings are made from.
const WIT: &str = "wit/0.1.0";

/// Folders of a crate that are no part of its library.
const NO_SOURCES: [&str; 3] = ["tests", "benches", "examples"];

/// The plugin workspace as its manifests describe it.
#[derive(Debug)]
pub struct Workspace {
    /// The repository's root.
    pub root: PathBuf,
    /// The target folder of the plugin workspace.
    pub target_dir: PathBuf,
    crates: BTreeMap<String, Crate>,
    /// The files below `plugins` and `wit`, from the root, that git does not ignore.
    files: Vec<String>,
    shared: String,
    locked: Vec<Locked>,
}

#[derive(Debug)]
struct Crate {
    /// From the root, with `/`.
    folder: String,
    component: bool,
    /// What a build of the library needs; a name with the crate's own wishes about it.
    dependencies: BTreeMap<String, String>,
}

/// A package in Cargo.lock.
#[derive(Clone, Debug, Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
    #[serde(default)]
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct LockFile {
    #[serde(default)]
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    target_directory: PathBuf,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    crate_types: Vec<String>,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    req: String,
    kind: Option<String>,
    target: Option<String>,
    optional: bool,
    uses_default_features: bool,
    features: Vec<String>,
}

/// The cargo that runs this program.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs a command to its end and returns what it wrote to stdout.
pub fn output(command: &mut Command) -> anyhow::Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let result = command
        .output()
        .with_context(|| format!("cannot run {name}"))?;
    ensure!(
        result.status.success(),
        "{name} failed ({}): {}",
        result.status,
        String::from_utf8_lossy(&result.stderr).trim()
    );
    String::from_utf8(result.stdout).with_context(|| format!("what {name} wrote is not UTF-8"))
}

impl Workspace {
    /// Reads the workspace in the repository at `root`.
    pub fn read(root: &Path) -> anyhow::Result<Self> {
        // Not the verbatim form that canonicalize gives on Windows: cargo is handed these paths.
        let root = std::path::absolute(root).and_then(|root| {
            if cfg!(unix) {
                root.canonicalize()
            } else {
                Ok(root)
            }
        })?;
        let plugins = root.join("plugins");
        let metadata = output(Command::new(cargo()).current_dir(&plugins).args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version=1",
        ]))?;
        let metadata: Metadata =
            serde_json::from_str(&metadata).context("cargo metadata cannot be read")?;
        let mut crates = BTreeMap::new();
        for package in metadata.packages {
            let folder = package.manifest_path.parent().unwrap_or(Path::new(""));
            let folder = folder.strip_prefix(&root).with_context(|| {
                format!("{} is outside of {}", folder.display(), root.display())
            })?;
            let folder = folder
                .iter()
                .map(|part| part.to_string_lossy())
                .collect::<Vec<_>>()
                .join("/");
            crates.insert(
                package.name.clone(),
                Crate {
                    folder,
                    component: package.targets.iter().any(is_cdylib),
                    dependencies: package.dependencies.iter().filter_map(wish).collect(),
                },
            );
        }
        let listed = output(Command::new("git").current_dir(&root).args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--",
            "plugins",
            WIT,
        ]))?;
        let files: BTreeSet<String> = listed.split_terminator('\0').map(str::to_owned).collect();
        let lock_path = plugins.join("Cargo.lock");
        let lock =
            fs::read_to_string(&lock_path).with_context(|| lock_path.display().to_string())?;
        let lock: LockFile = toml::from_str(&lock).context("plugins/Cargo.lock cannot be read")?;
        let manifest: toml::Table =
            toml::from_str(&fs::read_to_string(plugins.join("Cargo.toml"))?)?;
        Ok(Self {
            root,
            target_dir: metadata.target_directory,
            crates,
            files: files.into_iter().collect(),
            shared: shared(&manifest),
            locked: lock.package,
        })
    }

    /// The names of the crates that are components, sorted.
    pub fn components(&self) -> Vec<&str> {
        self.crates
            .iter()
            .filter(|(_, c)| c.component)
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// The hash of the sources of every component.
    pub fn source_hashes(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut files = BTreeMap::new();
        for file in &self.files {
            // A file that is tracked but deleted is no source.
            if let Ok(bytes) = fs::read(self.root.join(file)) {
                files.insert(file.as_str(), sha256(&bytes));
            }
        }
        let names = self.components().into_iter();
        Ok(names
            .map(|name| {
                (
                    name.to_owned(),
                    sha256(self.inventory(name, &files).as_bytes()),
                )
            })
            .collect())
    }

    /// One line for everything that a component is built from; `files` has the hash of each file.
    fn inventory(&self, name: &str, files: &BTreeMap<&str, String>) -> String {
        let mut here = BTreeSet::new();
        let mut elsewhere = BTreeSet::new();
        let mut lines = vec![self.shared.clone()];
        let mut waiting = vec![name];
        while let Some(name) = waiting.pop() {
            if !here.insert(name) {
                continue;
            }
            let this = &self.crates[name];
            for (dependency, wish) in &this.dependencies {
                lines.push(format!("{name} needs {wish}"));
                if self.crates.contains_key(dependency) {
                    waiting.push(dependency);
                } else {
                    elsewhere.extend(self.locked_for(name, dependency));
                }
            }
        }
        for package in packages(&self.locked, elsewhere) {
            lines.push(format!("package {package}"));
        }
        for (file, hash) in files {
            let source = here
                .iter()
                .any(|name| is_source(file, &self.crates[*name].folder));
            if source || is_below(file, WIT) {
                lines.push(format!("file {file} {hash}"));
            }
        }
        lines.sort_unstable();
        lines.join("\n")
    }

    /// The entries of a crate's dependency in Cargo.lock, as the crate's own entry names them.
    fn locked_for(&self, name: &str, dependency: &str) -> Vec<String> {
        let own = self.locked.iter().filter(|package| package.name == name);
        own.flat_map(|package| &package.dependencies)
            .filter(|entry| entry.split(' ').next() == Some(dependency))
            .cloned()
            .collect()
    }
}

fn is_cdylib(target: &Target) -> bool {
    // An example can be a cdylib as well.
    target.crate_types.iter().any(|t| t == "cdylib") && target.kind.iter().any(|k| k == "cdylib")
}

/// A dependency's name and everything that a manifest says of it; none for what only tests need.
fn wish(dependency: &Dependency) -> Option<(String, String)> {
    let Dependency {
        name,
        req,
        kind,
        target,
        optional,
        uses_default_features,
        features,
    } = dependency;
    (kind.as_deref() != Some("dev")).then(|| {
        let text = format!(
            "{name} {req} {kind:?} {target:?} {optional} {uses_default_features} {features:?}"
        );
        (name.clone(), text)
    })
}

/// What the workspace's manifest says to every component.
fn shared(manifest: &toml::Table) -> String {
    let profile = manifest
        .get("profile")
        .and_then(|profile| profile.get("release"));
    let package = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package"));
    let text = |value: Option<&toml::Value>| value.map_or_else(String::new, canonical);
    format!("profile {} package {}", text(profile), text(package))
}

/// A value as text, whatever the order of its keys.
fn canonical(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let sorted: BTreeMap<_, _> = table
                .iter()
                .map(|(key, value)| (key, canonical(value)))
                .collect();
            format!("{sorted:?}")
        }
        toml::Value::Array(items) => {
            format!("{:?}", items.iter().map(canonical).collect::<Vec<_>>())
        }
        other => other.to_string(),
    }
}

fn is_below(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a file is a source of the library of the crate in `folder`.
fn is_source(file: &str, folder: &str) -> bool {
    let Some(rest) = file
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'))
    else {
        return false;
    };
    let top = rest.split('/').next().unwrap_or(rest);
    !NO_SOURCES.contains(&top) && !rest.ends_with(".md")
}

/// "name version checksum" of the packages that Cargo.lock's entries mean, and of all that they need.
fn packages(locked: &[Locked], entries: BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<String> = entries.into_iter().collect();
    while let Some(entry) = waiting.pop() {
        // "name", or "name version" where there are several, or "name version (source)".
        let mut parts = entry.split(' ');
        let (name, version) = (parts.next(), parts.next());
        for package in locked {
            if Some(package.name.as_str()) == name && version.is_none_or(|v| v == package.version) {
                let checksum = package.checksum.as_deref().unwrap_or("-");
                if found.insert(format!("{} {} {checksum}", package.name, package.version)) {
                    waiting.extend(package.dependencies.iter().cloned());
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, dependencies: &[&str]) -> Locked {
        Locked {
            name: name.into(),
            version: version.into(),
            checksum: Some(format!("sum-{name}-{version}")),
            dependencies: dependencies.iter().map(|d| (*d).to_owned()).collect(),
        }
    }

    fn krate(folder: &str, component: bool, dependencies: &[&str]) -> Crate {
        let dependencies = dependencies
            .iter()
            .map(|d| ((*d).to_owned(), format!("{d} *")))
            .collect();
        Crate {
            folder: folder.into(),
            component,
            dependencies,
        }
    }

    fn workspace() -> Workspace {
        Workspace {
            root: PathBuf::new(),
            target_dir: PathBuf::new(),
            crates: BTreeMap::from([
                (
                    "cer".into(),
                    krate("plugins/cer", true, &["sdk", "distance"]),
                ),
                ("deskew".into(), krate("plugins/deskew", true, &["sdk"])),
                (
                    "distance".into(),
                    krate("plugins/distance", false, &["itoa"]),
                ),
                ("sdk".into(), krate("plugins/sdk", false, &["bindgen"])),
            ]),
            files: Vec::new(),
            shared: "profile release".into(),
            locked: vec![
                package("bindgen", "0.63.0", &["macros"]),
                package("cer", "0.1.0", &["distance", "proptest", "sdk"]),
                package("deskew", "0.1.0", &["sdk"]),
                package("distance", "0.1.0", &["itoa 1.0.0"]),
                package("itoa", "1.0.0", &[]),
                package("itoa", "2.0.0", &[]),
                package("macros", "0.63.0", &[]),
                package("proptest", "1.0.0", &["itoa 2.0.0"]),
                package("sdk", "0.1.0", &["bindgen"]),
            ],
        }
    }

    const FILES: [&str; 8] = [
        "plugins/cer/README.md",
        "plugins/cer/src/lib.rs",
        "plugins/cer/tests/golden.rs",
        "plugins/deskew/src/lib.rs",
        "plugins/distance/src/lib.rs",
        "plugins/sdk/src/lib.rs",
        "wit/0.1.0/types.wit",
        "wit/README.md",
    ];

    fn inventory(workspace: &Workspace, name: &str, changed: &str) -> String {
        let hash = |file: &str| if file == changed { "changed" } else { "h" }.to_owned();
        workspace.inventory(
            name,
            &FILES.iter().map(|file| (*file, hash(file))).collect(),
        )
    }

    #[test]
    fn an_inventory_has_what_the_component_is_built_from() {
        let expected = "cer needs distance *\ncer needs sdk *\ndistance needs itoa *\nfile plugins/cer/src/lib.rs h\n\
                        file plugins/distance/src/lib.rs h\nfile plugins/sdk/src/lib.rs h\nfile wit/0.1.0/types.wit h\n\
                        package bindgen 0.63.0 sum-bindgen-0.63.0\npackage itoa 1.0.0 sum-itoa-1.0.0\n\
                        package macros 0.63.0 sum-macros-0.63.0\nprofile release\nsdk needs bindgen *";
        assert_eq!(inventory(&workspace(), "cer", ""), expected);
    }

    #[test]
    fn only_what_a_component_is_built_from_changes_it() {
        let workspace = workspace();
        for (file, cer, deskew) in [
            ("plugins/cer/README.md", false, false),
            ("plugins/cer/src/lib.rs", true, false),
            ("plugins/cer/tests/golden.rs", false, false),
            ("plugins/deskew/src/lib.rs", false, true),
            ("plugins/distance/src/lib.rs", true, false),
            ("plugins/sdk/src/lib.rs", true, true),
            ("wit/0.1.0/types.wit", true, true),
            ("wit/README.md", false, false),
        ] {
            let changes =
                |name| inventory(&workspace, name, file) != inventory(&workspace, name, "");
            assert_eq!((changes("cer"), changes("deskew")), (cer, deskew), "{file}");
        }
    }

    #[test]
    fn sources_are_told_from_the_rest() {
        assert!(is_source("plugins/cer/Cargo.toml", "plugins/cer"));
        assert!(is_source("plugins/cer/src/tests/mod.rs", "plugins/cer"));
        assert!(!is_source("plugins/cer/benches/b.rs", "plugins/cer"));
        assert!(!is_source("plugins/cer-two/src/lib.rs", "plugins/cer"));
    }

    #[test]
    fn the_order_of_a_manifest_does_not_count() {
        let read = |text: &str| shared(&toml::from_str(text).unwrap());
        let one =
            read("[profile.release]\nlto = true\nopt-level = 3\n[workspace]\nmembers = ['a']");
        assert_eq!(
            one,
            read("[workspace]\nmembers = ['b']\n[profile.release]\nopt-level = 3\nlto = true")
        );
        assert_ne!(one, read("[profile.release]\nlto = true\nopt-level = 2"));
    }

    #[test]
    fn the_repository_itself_can_be_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let workspace = Workspace::read(&root).unwrap();
        assert_eq!(workspace.crates["inkstone-plugin"].folder, "plugins/sdk");
        assert!(!workspace.crates["inkstone-plugin"].component);
        assert!(workspace.files.iter().any(|file| is_below(file, WIT)));
        assert!(
            workspace
                .locked
                .iter()
                .any(|package| package.name == "wit-bindgen")
        );
        assert_eq!(
            workspace.source_hashes().unwrap().len(),
            workspace.components().len()
        );
    }
}
