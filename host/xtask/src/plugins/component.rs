//! What a component's bytes tell without running it: its interfaces, and whether they name places of the machine that built it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use wasmparser::{Encoding, Parser, Payload};

/// The package whose interfaces are compared: what else a compiler's library imports (WASI) is not the plugin's doing.
const PACKAGE: &str = "ocr:plugins/";

/// The names that a component imports from and exports to the host.
#[derive(Debug, PartialEq)]
pub struct Interface {
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

impl Interface {
    /// Reads the outermost level of a component.
    ///
    /// # Errors
    /// When the bytes are no WebAssembly, or a core module, or export nothing of the plugin interface.
    pub fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        let mut found = Self {
            imports: BTreeSet::new(),
            exports: BTreeSet::new(),
        };
        let mut depth = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::Version { encoding, .. } => {
                    if depth == 0 && encoding != Encoding::Component {
                        bail!("it is a core module: it was linked without wasm-component-ld");
                    }
                    depth += 1;
                }
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        found.imports.insert(import?.name.name.to_owned());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        found.exports.insert(export?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        found.imports.retain(|name| name.starts_with(PACKAGE));
        found.exports.retain(|name| name.starts_with(PACKAGE));
        if found.exports.is_empty() {
            bail!(
                "it exports nothing of {PACKAGE}: the crate calls none of the SDK's export macros"
            );
        }
        Ok(found)
    }
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &BTreeSet<String>| {
            names
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" ")
        };
        write!(
            f,
            "imports [{}] exports [{}]",
            list(&self.imports),
            list(&self.exports)
        )
    }
}

/// What no component may contain: the given folders, the user's and cargo's, and the names of the package sources' folders.
pub fn machine_paths(folders: &[&Path]) -> anyhow::Result<Vec<String>> {
    let mut paths: Vec<PathBuf> = folders.iter().map(|path| path.to_path_buf()).collect();
    paths.push(std::env::temp_dir());
    paths.extend(home());
    let cargo = cargo_home()?;
    let mut texts = BTreeSet::new();
    for registry in registries(&cargo) {
        texts.extend(
            registry
                .file_name()
                .and_then(|name| name.to_str())
                .map(str::to_owned),
        );
    }
    paths.push(cargo);
    for path in paths {
        for path in [path.canonicalize().unwrap_or_else(|_| path.clone()), path] {
            texts.extend(as_prefix(&path));
        }
    }
    Ok(texts.into_iter().collect())
}

/// A folder's path with a separator at its end, so that `/root` is not found in `/rooted`; none for the root of the file system.
fn as_prefix(path: &Path) -> Option<String> {
    let separator = std::path::MAIN_SEPARATOR;
    let text = path.to_str()?.trim_end_matches(separator);
    (path.is_absolute() && !text.is_empty()).then(|| format!("{text}{separator}"))
}

fn home() -> Option<PathBuf> {
    std::env::home_dir().filter(|home| home.is_absolute())
}

/// Cargo's own folder.
pub fn cargo_home() -> anyhow::Result<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| home().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor HOME is set")
}

/// The folders into which cargo unpacked packages, one for each place that it got some from.
fn registries(cargo: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(cargo.join("registry/src"))
        .into_iter()
        .flatten();
    entries.flatten().map(|entry| entry.path()).collect()
}

/// The forbidden texts that the bytes contain, each with what follows it.
pub fn paths_in(bytes: &[u8], forbidden: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for text in forbidden
        .iter()
        .map(String::as_bytes)
        .filter(|text| !text.is_empty())
    {
        if let Some(start) = bytes.windows(text.len()).position(|window| window == text) {
            let tail = &bytes[start..bytes.len().min(start + 160)];
            let end = tail
                .iter()
                .position(|b| !(0x20..0x7f).contains(b))
                .unwrap_or(tail.len());
            found.push(String::from_utf8_lossy(&tail[..end.max(text.len())]).into_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPONENT: [u8; 8] = [0, b'a', b's', b'm', 0x0d, 0, 1, 0];
    const MODULE: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

    /// A component that exports an empty component under a name.
    fn exporting(name: &str) -> Vec<u8> {
        let mut bytes = COMPONENT.to_vec();
        bytes.extend([4, COMPONENT.len() as u8]);
        bytes.extend(COMPONENT);
        let mut section = vec![1, 0, name.len() as u8];
        section.extend(name.bytes());
        section.extend([4, 0, 0]);
        bytes.extend([11, section.len() as u8]);
        bytes.extend(section);
        bytes
    }

    #[test]
    fn exports_of_the_package_are_read() {
        let interface = Interface::read(&exporting("ocr:plugins/text-metric@0.1.0")).unwrap();
        assert_eq!(
            interface.to_string(),
            "imports [] exports [ocr:plugins/text-metric@0.1.0]"
        );
        assert_ne!(
            interface,
            Interface::read(&exporting("ocr:plugins/text-metric@0.2.0")).unwrap()
        );
    }

    #[test]
    fn what_is_no_plugin_is_refused_with_its_reason() {
        for (bytes, text) in [
            (MODULE.to_vec(), "core module"),
            (COMPONENT.to_vec(), "exports nothing"),
            (exporting("wasi:cli/run@0.2.0"), "exports nothing"),
        ] {
            let error = Interface::read(&bytes).unwrap_err().to_string();
            assert!(error.contains(text), "{error}");
        }
        assert!(Interface::read(b"no component").is_err());
        assert!(Interface::read(&[]).is_err());
    }

    #[test]
    fn paths_are_found_with_what_follows() {
        let forbidden = ["/home/ann/".to_owned(), "registry.example-1234".to_owned()];
        let bytes = b"\0\0/deps/x/lib.rs\0/home/annex/y\0/home/ann/code/z.rs\0";
        assert_eq!(paths_in(bytes, &forbidden), ["/home/ann/code/z.rs"]);
        assert!(paths_in(b"/home/ann", &forbidden).is_empty());
        assert_eq!(
            paths_in(b"a registry.example-1234", &forbidden),
            ["registry.example-1234"]
        );
    }

    #[test]
    fn this_machine_is_searched_for() {
        let folder = tempfile::tempdir().unwrap();
        let paths = machine_paths(&[folder.path()]).unwrap();
        assert!(
            paths.contains(&as_prefix(folder.path()).unwrap()),
            "{paths:?}"
        );
        assert!(
            paths.contains(&as_prefix(&cargo_home().unwrap()).unwrap()),
            "{paths:?}"
        );
        assert!(paths.iter().all(|path| path.len() > 1), "{paths:?}");
        assert_eq!(as_prefix(Path::new("/")), None);
        assert_eq!(as_prefix(Path::new("relative")), None);
    }
}
