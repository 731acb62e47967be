//! The lock file of the bundled components: which compiler built them, from what, and what came out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The lock file's name in the folder of the components.
pub const FILE: &str = "plugins.lock";

const HEADER: &str = "# What the components in this folder were built by and from. Written by `cargo xtask plugins`; `cargo xtask tidy` and
# `cargo xtask plugins --check` compare.

";

/// What `host/assets/plugins/plugins.lock` says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// What built all of the components.
    pub compiler: Compiler,
    /// By the name of the plugin.
    #[serde(default)]
    pub components: BTreeMap<String, Entry>,
}

/// Everything that decides a component's bytes beside its sources. Two equal ones must build equal bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compiler {
    /// What `rustc --version` says.
    pub rustc: String,
    /// The version of LLVM that rustc uses.
    pub llvm: String,
    /// What `cargo --version` says: cargo chooses the flags, and the numbers that end in symbol names.
    pub cargo: String,
    /// wasm-component-ld and the linker that it calls, with their versions.
    pub linker: String,
    /// The target triple.
    pub target: String,
    /// Where the standard library is from: "rustup", or the packages that `wasm-sdk.sh` unpacked.
    pub std: String,
}

/// One component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// SHA-256 over what it is built from; see [`super::sources`].
    pub sources: String,
    /// SHA-256 of the component.
    pub sha256: String,
}

impl Compiler {
    /// One line for each difference between the one that the lock names and the one at hand.
    pub fn differences(&self, here: &Self) -> Vec<String> {
        let pairs = [
            ("rustc", &self.rustc, &here.rustc),
            ("llvm", &self.llvm, &here.llvm),
            ("cargo", &self.cargo, &here.cargo),
            ("linker", &self.linker, &here.linker),
            ("target", &self.target, &here.target),
            ("std", &self.std, &here.std),
        ];
        pairs
            .iter()
            .filter(|(_, lock, here)| lock != here)
            .map(|(what, lock, here)| format!("  {what}: {lock} in the lock file, {here} here"))
            .collect()
    }
}

impl Lock {
    /// Reads the lock file of a folder; none when there is no such file.
    pub fn read(folder: &Path) -> anyhow::Result<Option<Self>> {
        let path = folder.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text)
                .map(Some)
                .with_context(|| format!("{} cannot be read", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// The lock file's text.
    pub fn to_text(&self) -> anyhow::Result<String> {
        Ok(format!("{HEADER}{}", toml::to_string(self)?))
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// What is out of date, given the hashes of the sources of every plugin and of the component files that are there.
pub fn compare(
    lock: Option<&Lock>,
    sources: &BTreeMap<String, String>,
    components: &BTreeMap<String, String>,
) -> Vec<String> {
    let none = BTreeMap::new();
    let locked = lock.map_or(&none, |lock| &lock.components);
    let names: BTreeSet<&String> = sources
        .keys()
        .chain(components.keys())
        .chain(locked.keys())
        .collect();
    let mut problems = Vec::new();
    for name in names {
        let problem = match (sources.get(name), locked.get(name), components.get(name)) {
            (None, _, _) => "there is no such plugin any more",
            (Some(_), None, _) => "was never built",
            (Some(_), Some(_), None) => "its component is missing",
            (Some(source), Some(entry), _) if *source != entry.sources => {
                "its sources changed since it was built"
            }
            (Some(_), Some(entry), Some(hash)) if *hash != entry.sha256 => {
                "its component is not the lock file's"
            }
            _ => continue,
        };
        problems.push(format!("plugin {name}: {problem}: run cargo xtask plugins"));
    }
    problems
}

/// Whether a line of [`compare`] is about this plugin.
pub fn is_about(problem: &str, name: &str) -> bool {
    problem
        .strip_prefix("plugin ")
        .and_then(|rest| rest.strip_prefix(name))
        .is_some_and(|rest| rest.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiler() -> Compiler {
        Compiler {
            rustc: "rustc 1.96.0".into(),
            llvm: "22.1.8".into(),
            cargo: "cargo 1.95.0".into(),
            linker: "wasm-component-ld 0.5.21, LLD 22.1.2".into(),
            target: "wasm32-unknown-unknown".into(),
            std: "rustup".into(),
        }
    }

    fn lock() -> Lock {
        let entry = |n: u8| Entry {
            sources: sha256(&[n]),
            sha256: sha256(&[n, n]),
        };
        let components =
            BTreeMap::from([("cer".to_owned(), entry(1)), ("wer".to_owned(), entry(2))]);
        Lock {
            compiler: compiler(),
            components,
        }
    }

    fn hashes(lock: &Lock, of: fn(&Entry) -> &String) -> BTreeMap<String, String> {
        lock.components
            .iter()
            .map(|(name, entry)| (name.clone(), of(entry).clone()))
            .collect()
    }

    #[test]
    fn sha256_is_the_standard_one() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_lock_survives_its_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Lock::read(folder.path()).unwrap(), None);
        std::fs::write(folder.path().join(FILE), lock().to_text().unwrap()).unwrap();
        assert_eq!(Lock::read(folder.path()).unwrap(), Some(lock()));
        std::fs::write(folder.path().join(FILE), "compiler = 1").unwrap();
        let error = format!("{:#}", Lock::read(folder.path()).unwrap_err());
        assert!(error.contains(FILE), "{error}");
    }

    #[test]
    fn each_way_of_being_out_of_date_is_found() {
        let lock = lock();
        let (sources, components) = (hashes(&lock, |e| &e.sources), hashes(&lock, |e| &e.sha256));
        assert!(compare(Some(&lock), &sources, &components).is_empty());
        assert!(compare(None, &BTreeMap::new(), &BTreeMap::new()).is_empty());
        assert_eq!(compare(None, &sources, &BTreeMap::new()).len(), 2);

        let changed = |map: &BTreeMap<String, String>| {
            let mut map = map.clone();
            map.insert("cer".into(), "0".into());
            map
        };
        let without = |map: &BTreeMap<String, String>| {
            let mut map = map.clone();
            map.remove("cer");
            map
        };
        for (sources, components, text) in [
            (changed(&sources), components.clone(), "sources changed"),
            (sources.clone(), changed(&components), "not the lock file's"),
            (sources.clone(), without(&components), "is missing"),
            (without(&sources), components.clone(), "no such plugin"),
        ] {
            let problems = compare(Some(&lock), &sources, &components);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].contains(text), "{problems:?}");
            assert!(is_about(&problems[0], "cer") && !is_about(&problems[0], "ce"));
        }
        let mut more = sources;
        more.insert("bleu".into(), "0".into());
        assert_eq!(
            compare(Some(&lock), &more, &components),
            ["plugin bleu: was never built: run cargo xtask plugins"]
        );
    }

    #[test]
    fn compilers_differ_in_what_is_named() {
        let other = Compiler {
            llvm: "23.1.0".into(),
            ..compiler()
        };
        assert!(compiler().differences(&compiler()).is_empty());
        assert_eq!(
            compiler().differences(&other),
            ["  llvm: 22.1.8 in the lock file, 23.1.0 here"]
        );
    }
}
