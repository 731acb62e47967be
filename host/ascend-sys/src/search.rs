//! Where the libraries of CANN are looked for, in which order.

use std::fmt;
use std::path::{Path, PathBuf};

/// Names a folder with the libraries; nothing else is then looked at.
pub const LIBRARY_DIR: &str = "INKSTONE_ASCEND_LIB_DIR";

/// The runtime's library; from 8.5 on it fronts the second, which is tried where the first is not there.
pub(crate) const RUNTIME: [&str; 2] = ["libascendcl.so", "libacl_rt.so"];
/// The library of acl_meta.
pub(crate) const NNOPBASE: [&str; 1] = ["libnnopbase.so"];
/// The operators: split from 8.5 on, one library before, and its parts under older names. All that are there are opened, in this order.
pub(crate) const OPAPI: [&str; 8] = [
    "libopapi_math.so",
    "libopapi_nn.so",
    "libopapi_cv.so",
    "libopapi_transformer.so",
    "libopapi.so",
    "libaclnn_math.so",
    "libaclnn_ops_infer.so",
    "libaclnn_ops_train.so",
];

/// What the search depends on: the environment and the install roots.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `INKSTONE_ASCEND_LIB_DIR`.
    pub library_dir: Option<PathBuf>,
    /// `ASCEND_HOME_PATH`: the toolkit, set by its `set_env.sh`.
    pub home_path: Option<PathBuf>,
    /// `ASCEND_TOOLKIT_HOME`: the same, as older versions call it.
    pub toolkit_home: Option<PathBuf>,
    /// The folders of `LD_LIBRARY_PATH`.
    pub library_path: Vec<PathBuf>,
    /// Where toolkits are usually installed.
    pub roots: Vec<PathBuf>,
}

/// A folder to look into, and what names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// A variable, or the words for an install root.
    pub origin: &'static str,
    /// The folder.
    pub directory: PathBuf,
}

impl Candidate {
    /// Whether it has the runtime's library, whatever that is worth.
    pub fn has_runtime(&self) -> bool {
        !present(&self.directory, &RUNTIME).is_empty()
    }

    /// Why it cannot be looked into, unless it can or is not there.
    pub fn refused(&self) -> Option<std::io::Error> {
        let looked = std::fs::metadata(self.directory.join(RUNTIME[0]));
        looked
            .err()
            .filter(|error| error.kind() != std::io::ErrorKind::NotFound)
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.directory.display(), self.origin)
    }
}

impl Environment {
    /// The environment of this process, with the usual install roots under `/usr/local/Ascend` and the home folder.
    pub fn of_process() -> Self {
        let path = |name: &str| {
            std::env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        let mut bases = vec![PathBuf::from("/usr/local/Ascend")];
        bases.extend(path("HOME").map(|home| home.join("Ascend")));
        let roots = ["cann", "ascend-toolkit/latest", "latest"];
        let library_path = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
        Self {
            library_dir: path(LIBRARY_DIR),
            home_path: path("ASCEND_HOME_PATH"),
            toolkit_home: path("ASCEND_TOOLKIT_HOME"),
            library_path: std::env::split_paths(&library_path)
                .filter(|directory| !directory.as_os_str().is_empty())
                .collect(),
            roots: bases
                .iter()
                .flat_map(|base| roots.map(|root| base.join(root)))
                .collect(),
        }
    }

    /// The folders to look into, in order, each once.
    pub fn candidates(&self) -> Vec<Candidate> {
        if let Some(directory) = &self.library_dir {
            return vec![Candidate {
                origin: LIBRARY_DIR,
                directory: directory.clone(),
            }];
        }
        let lib64 = |root: &PathBuf| root.join("lib64");
        let named = [
            ("ASCEND_HOME_PATH", &self.home_path),
            ("ASCEND_TOOLKIT_HOME", &self.toolkit_home),
        ];
        let named = named
            .into_iter()
            .filter_map(|(origin, root)| Some((origin, lib64(root.as_ref()?))));
        let listed = self
            .library_path
            .iter()
            .map(|directory| ("LD_LIBRARY_PATH", directory.clone()));
        let usual = self.roots.iter().map(|root| ("usual place", lib64(root)));
        let mut candidates: Vec<Candidate> = Vec::new();
        for (origin, directory) in named.chain(listed).chain(usual) {
            if candidates.iter().all(|known| known.directory != directory) {
                candidates.push(Candidate { origin, directory });
            }
        }
        candidates
    }
}

/// Those of `names` that are in `directory`, as paths.
pub(crate) fn present(directory: &Path, names: &[&str]) -> Vec<PathBuf> {
    let paths = names.iter().map(|name| directory.join(name));
    paths.filter(|path| path.exists()).collect()
}
