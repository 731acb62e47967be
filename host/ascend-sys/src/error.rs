//! Why CANN could not be loaded, in words that a user can act on.

use std::path::PathBuf;

use crate::search::Candidate;
use crate::version::CannVersion;

/// Why the libraries of CANN are not usable.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// No folder has the runtime's library.
    #[error(
        "no CANN on this machine: there is no libascendcl.so where it is looked for\n{}\nhint: {}install the CANN toolkit (8.1 or later) with the operator \
         package for your device, run `source /usr/local/Ascend/ascend-toolkit/set_env.sh` (9.x: `/usr/local/Ascend/cann/set_env.sh`) \
         and start again from that shell; or name the folder in INKSTONE_ASCEND_LIB_DIR",
        list(looked),
        if looked.iter().any(no_permission) {
            "let your user read the folders that refuse it (`ls -ld`); or "
        } else {
            ""
        }
    )]
    NotFound {
        /// Where it was looked for.
        looked: Vec<Candidate>,
    },
    /// All that was found are the libraries that CANN has for linking only.
    #[error(
        "{} is a stub, which CANN ships for linking on machines without a device\nhint: install the driver of the NPU (in a container: \
         mount /usr/local/Ascend/driver), take `devlib` out of LD_LIBRARY_PATH, and `source .../set_env.sh` once more",
        path.display()
    )]
    Stub {
        /// The stub.
        path: PathBuf,
    },
    /// The dynamic linker refused a library.
    #[error("cannot load {}: {reason}\nhint: {}", path.display(), open_hint(reason))]
    Open {
        /// The library.
        path: PathBuf,
        /// What the dynamic linker says.
        reason: String,
    },
    /// The runtime is there but not what belongs to it.
    #[error(
        "{} has {found} but none of {}\nhint: the toolkit is incomplete: install Ascend-cann-toolkit and the operator package for your \
         device (Ascend-cann-kernels-…, from 8.5 on …-ops) of the same version",
        directory.display(),
        names.join(", ")
    )]
    MissingLibrary {
        /// The folder that was chosen.
        directory: PathBuf,
        /// The runtime's library in it.
        found: String,
        /// The names that were looked for.
        names: Vec<&'static str>,
    },
    /// A library lacks functions that nothing works without.
    #[error(
        "{} lack{} {}{}\nhint: CANN 8.1 or later has them; look for a second installation in LD_LIBRARY_PATH, and for packages of \
         different versions in this one",
        paths(libraries),
        if libraries.len() == 1 { "s" } else { "" },
        symbols.join(", "),
        version.as_ref().map(|v| format!(" (CANN {v})")).unwrap_or_default()
    )]
    MissingSymbols {
        /// The libraries of the group.
        libraries: Vec<PathBuf>,
        /// All missing ones of those that are required.
        symbols: Vec<&'static str>,
        /// The version, where it is known.
        version: Option<CannVersion>,
    },
    /// A version that is too old.
    #[error(
        "CANN {version} in {} is too old\nhint: install CANN 8.1 or later, and `source` the set_env.sh of that version",
        directory.display()
    )]
    Version {
        /// What was found.
        version: CannVersion,
        /// Where.
        directory: PathBuf,
    },
}

/// A function that the loaded version of CANN does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the loaded CANN has no {name}\nhint: install a newer CANN, or the operator package for your device"
)]
pub struct MissingSymbol {
    /// The function.
    pub name: &'static str,
}

fn no_permission(looked: &Candidate) -> bool {
    let refused = looked.refused();
    refused.is_some_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied)
}

fn list(looked: &[Candidate]) -> String {
    let lines: Vec<String> = looked
        .iter()
        .map(|candidate| match candidate.refused() {
            Some(reason) => format!("  {candidate}: {reason}"),
            None => format!("  {candidate}"),
        })
        .collect();
    lines.join("\n")
}

fn paths(libraries: &[PathBuf]) -> String {
    let names: Vec<String> = libraries
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    names.join(" and ")
}

/// What to do about the dynamic linker's complaint.
fn open_hint(reason: &str) -> &'static str {
    const DRIVER: [&str; 4] = ["libascend_hal", "libdrv", "libdcmi", "libmmpa"];
    if DRIVER.iter().any(|name| reason.contains(name)) {
        "that library belongs to the driver of the NPU: install it (in a container: mount /usr/local/Ascend/driver), or put its lib64 \
         folders into LD_LIBRARY_PATH"
    } else if reason.contains("ermission denied") {
        "let your user read it: `ls -l` shows its owner and group; CANN installed for one user only is not readable by others"
    } else if reason.contains("ELF") || reason.contains("file too short") {
        "it is for another processor, or damaged: install the toolkit for this machine's architecture (`uname -m`)"
    } else {
        "run `source .../set_env.sh` of the toolkit and start from that shell: a library finds the ones it needs through LD_LIBRARY_PATH"
    }
}
