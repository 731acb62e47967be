//! Putting the library into a folder, under the names and with the files that an installation of CANN has.

mod elf;

use std::path::{Path, PathBuf};

/// A text of the library's that the installer changes in its copy: the version of CANN that it is to be.
static TOOLKIT: [u8; 48] = *b"cann-sim toolkit version: 9.1.0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
const MARK: &[u8] = b"cann-sim toolkit version: ";

/// Symbols that CANN 8.1 does not have, among those that are simulated.
const NOT_IN_8_1: &[&str] = &[
    "aclmdlRIExecute",
    "aclrtGetDeviceInfo",
    "aclsysGetVersionNum",
    "aclsysGetVersionStr",
];
/// Operators that CANN 8.1 does not have, without the suffix of phase 1.
const OPERATORS_NOT_IN_8_1: &[&str] = &[
    "aclnnApplyRotaryPosEmbV2",
    "aclnnApplyTopKTopP",
    "aclnnBatchMatMulWeightNz",
    "aclnnDeformableConv2d",
    "aclnnFastGelu",
    "aclnnFusedInferAttentionScoreV4",
    "aclnnFusedMatmul",
    "aclnnGatherV3",
    "aclnnIndexAddV2",
    "aclnnInterleaveRope",
    "aclnnLeftShift",
    "aclnnLeftShifts",
    "aclnnMatmulWeightNz",
    "aclnnNpuFormatCast",
    "aclnnNpuFormatCastCalculateSizeAndFormat",
    "aclnnRightShift",
    "aclnnRotaryPositionEmbedding",
    "aclnnSquare",
    "aclnnStridedSlice",
    "aclnnTransposeBatchMatMul",
    "aclnnUnfoldGrad",
];

/// A version of CANN that can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolkit {
    /// 8.1.RC1: one library of operators, without what came later.
    V81,
    /// 8.5.0: the operators in four libraries.
    V85,
    /// 9.1.0: the same.
    V91,
}

impl Toolkit {
    /// As its files spell it.
    pub fn version(self) -> &'static str {
        match self {
            Self::V81 => "8.1.RC1",
            Self::V85 => "8.5.0",
            Self::V91 => "9.1.0",
        }
    }

    /// Whether this version does not have a function that the newest has.
    pub fn lacks(self, function: &str) -> bool {
        let operator = function
            .strip_suffix("GetWorkspaceSize")
            .unwrap_or(function);
        self == Self::V81
            && (NOT_IN_8_1.contains(&function) || OPERATORS_NOT_IN_8_1.contains(&operator))
    }

    fn libraries(self) -> &'static [&'static str] {
        match self {
            Self::V81 => &["libascendcl.so", "libnnopbase.so", "libopapi.so"],
            Self::V85 | Self::V91 => &[
                "libascendcl.so",
                "libacl_rt.so",
                "libnnopbase.so",
                "libopapi_math.so",
                "libopapi_nn.so",
                "libopapi_cv.so",
                "libopapi_transformer.so",
            ],
        }
    }
}

/// Why nothing was installed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The library is not what it should be.
    #[error(
        "{path}: {reason}\nhint: build the library with `cargo build` for Linux on a 64-bit machine"
    )]
    Library {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
}

/// The version of CANN that this library is.
pub fn toolkit_version() -> &'static str {
    // Read as memory that may have changed since it was compiled, which it has: the installer writes over it.
    // SAFETY: a static of our own.
    let text: &'static [u8; 48] = unsafe { std::ptr::read_volatile(&raw const TEXT) };
    let text = &text[MARK.len()..];
    let end = text
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(text.len());
    std::str::from_utf8(&text[..end]).unwrap_or_default()
}
static TEXT: &[u8; 48] = &TOOLKIT;

/// The library that was built with the program that runs, which is one of the same package, a test or an example: where Cargo leaves it.
pub fn built() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    // First `deps`: the one beside a program is older where only tests were built since.
    let places = [
        "deps/libcann_sim.so",
        "libcann_sim.so",
        "../deps/libcann_sim.so",
    ];
    let mut places = places.iter().map(|place| program.with_file_name(place));
    places.find(|path| path.exists())
}

/// Writes an installation into `home`, with the library in the file `built`.
///
/// # Errors
/// Where a file cannot be read or written, or `built` is not the library.
pub fn install(built: &Path, home: &Path, toolkit: Toolkit) -> Result<(), InstallError> {
    let mut library = in_file(built, std::fs::read(built))?;
    let wrong = |reason: String| InstallError::Library {
        path: built.to_owned(),
        reason,
    };
    // The mark also stands alone in the file, as what is looked for here.
    let text = |bytes: &[u8]| bytes.starts_with(MARK) && bytes[MARK.len()].is_ascii_digit();
    let at = library.windows(MARK.len() + 1).position(text);
    let at = at.ok_or_else(|| wrong("it has no text with the version".to_owned()))? + MARK.len();
    let version = toolkit.version().as_bytes();
    library[at..at + TOOLKIT.len() - MARK.len()].fill(0);
    library[at..at + version.len()].copy_from_slice(version);
    elf::hide(&mut library, |name| toolkit.lacks(name)).map_err(wrong)?;
    let lib64 = home.join("lib64");
    in_file(&lib64, std::fs::create_dir_all(&lib64))?;
    let [first, others @ ..] = toolkit.libraries() else {
        unreachable!("each version has libraries");
    };
    replace(&lib64.join(first), &library)?;
    for name in others {
        let link = lib64.join(name);
        // One file under all names: a process that opens several has one set of devices.
        let _ = std::fs::remove_file(&link);
        in_file(&link, std::os::unix::fs::symlink(first, &link))?;
    }
    let version = toolkit.version();
    let info = format!("Version=7.7.0.0\nversion_dir={version}\n");
    for package in ["opp", "compiler", "runtime"] {
        let folder = home.join(package);
        in_file(&folder, std::fs::create_dir_all(&folder))?;
        replace(&folder.join("version.info"), info.as_bytes())?;
    }
    let folder = home.join(format!("{}-linux", std::env::consts::ARCH));
    in_file(&folder, std::fs::create_dir_all(&folder))?;
    let info = format!(
        "package_name=Ascend-cann-toolkit\nversion={version}\narch={}\nos=linux\n",
        std::env::consts::ARCH
    );
    replace(&folder.join("ascend_toolkit_install.info"), info.as_bytes())?;
    replace(&home.join("set_env.sh"), SET_ENV.as_bytes())
}

const SET_ENV: &str = r#"export ASCEND_HOME_PATH="$(cd "$(dirname "${BASH_SOURCE[0]:-$0}")" && pwd)"
export ASCEND_TOOLKIT_HOME="$ASCEND_HOME_PATH"
export ASCEND_OPP_PATH="$ASCEND_HOME_PATH/opp"
export LD_LIBRARY_PATH="$ASCEND_HOME_PATH/lib64${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
"#;

/// Writes the whole file or none: a process may have the old library open.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), InstallError> {
    let part = path.with_extension("part");
    in_file(&part, std::fs::write(&part, bytes))?;
    in_file(path, std::fs::rename(&part, path))
}

fn in_file<T>(path: &Path, result: std::io::Result<T>) -> Result<T, InstallError> {
    result.map_err(|source| InstallError::File {
        path: path.to_owned(),
        source,
    })
}
