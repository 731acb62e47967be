//! Finding the libraries of CANN and loading them.

use std::ffi::{CStr, c_char};
use std::path::{Path, PathBuf};

use crate::bindings::{ACL_PKG_NAME_CANN, NnOpBase, OpApi, Runtime, aclCANNPackageVersion};
use crate::error::LoadError;
use crate::group::{Group, Scope, open_library, open_one};
use crate::search::{self, Candidate, Environment};
use crate::status::STUB;
use crate::symbol;
use crate::version::{self, CannVersion};

/// Functions without which nothing works; all others may be missing, and are then listed by [`Cann::missing`].
const REQUIRED: [&str; 26] = [
    "aclInit",
    "aclrtGetVersion",
    "aclGetRecentErrMsg",
    "aclrtGetSocName",
    "aclrtGetDeviceCount",
    "aclrtSetDevice",
    "aclrtCreateStream",
    "aclrtDestroyStream",
    "aclrtSynchronizeStream",
    "aclrtMalloc",
    "aclrtFree",
    "aclrtMallocHost",
    "aclrtFreeHost",
    "aclrtMemcpy",
    "aclrtMemcpyAsync",
    "aclrtMemsetAsync",
    "aclrtGetMemInfo",
    "aclCreateTensor",
    "aclDestroyTensor",
    "aclCreateScalar",
    "aclDestroyScalar",
    "aclCreateIntArray",
    "aclDestroyIntArray",
    "aclCreateTensorList",
    "aclDestroyTensorList",
    "aclnnInplaceCopyGetWorkspaceSize",
];

/// The simulator's mark; no library of CANN exports it.
const SIMULATOR: &[u8] = b"cann_sim_version\0";

/// The loaded libraries of CANN.
pub struct Cann {
    origin: Candidate,
    version: Option<CannVersion>,
    simulator: bool,
    runtime: Group<Runtime>,
    nnopbase: Group<NnOpBase>,
    opapi: Group<OpApi>,
}

impl Cann {
    /// Loads the first installation that `environment` leads to. No device is touched; `aclInit` is not called.
    ///
    /// # Errors
    /// Where there is none, or it is a stub, incomplete, too old, or lacks a function that nothing works without.
    pub fn load(environment: &Environment) -> Result<Self, LoadError> {
        let candidates = environment.candidates();
        let mut stub = None;
        for candidate in &candidates {
            let found = search::present(&candidate.directory, &search::RUNTIME);
            let Some(first) = found.first() else {
                continue;
            };
            if is_stub(first)? {
                stub.get_or_insert_with(|| first.clone());
                continue;
            }
            return Self::open(candidate.clone(), &found);
        }
        Err(match stub {
            Some(path) => LoadError::Stub { path },
            None => LoadError::NotFound { looked: candidates },
        })
    }

    fn open(origin: Candidate, runtime: &[PathBuf]) -> Result<Self, LoadError> {
        let directory = &origin.directory;
        let belonging = |names: &[&'static str]| {
            let paths = search::present(directory, names);
            if paths.is_empty() {
                return Err(LoadError::MissingLibrary {
                    directory: directory.clone(),
                    found: runtime[0]
                        .file_name()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned(),
                    names: names.to_vec(),
                });
            }
            Ok(paths)
        };
        // Base before operators: the latter look for symbols of the former.
        let simulator = exports(&runtime[0], SIMULATOR);
        let runtime = Group::<Runtime>::open(runtime)?;
        let version = read_version(&runtime, directory);
        if let Some(version) = version.clone().filter(CannVersion::too_old) {
            return Err(LoadError::Version {
                version,
                directory: directory.clone(),
            });
        }
        require(&runtime.missing(), runtime.libraries(), &version)?;
        let nnopbase = Group::<NnOpBase>::open(&belonging(&search::NNOPBASE)?)?;
        require(&nnopbase.missing(), nnopbase.libraries(), &version)?;
        let opapi = Group::<OpApi>::open(&belonging(&search::OPAPI)?)?;
        require(&opapi.missing(), opapi.libraries(), &version)?;
        Ok(Self {
            origin,
            version,
            simulator,
            runtime,
            nnopbase,
            opapi,
        })
    }

    /// The folder it was loaded from, and what named it.
    pub fn origin(&self) -> &Candidate {
        &self.origin
    }

    /// The version, where the libraries or the toolkit's files tell it.
    pub fn version(&self) -> Option<&CannVersion> {
        self.version.as_ref()
    }

    /// Whether these are the simulator's libraries, whose timings mean nothing.
    pub fn is_simulator(&self) -> bool {
        self.simulator
    }

    /// The name of the first device's SoC, such as `Ascend910B4` (see [`crate::soc`]); `None` where the runtime tells none.
    pub fn soc_name(&self) -> Option<String> {
        let get = symbol!(self.runtime, aclrtGetSocName).ok()?;
        // SAFETY: takes nothing.
        let name = unsafe { get() };
        if name.is_null() {
            return None;
        }
        // SAFETY: not null, ends with nul, and belongs to the runtime, which is never closed.
        let name = unsafe { CStr::from_ptr(name) };
        Some(name.to_string_lossy().into_owned())
    }

    /// AscendCL.
    pub fn runtime(&self) -> &Group<Runtime> {
        &self.runtime
    }

    /// acl_meta.
    pub fn nnopbase(&self) -> &Group<NnOpBase> {
        &self.nnopbase
    }

    /// The operators.
    pub fn opapi(&self) -> &Group<OpApi> {
        &self.opapi
    }

    /// Every declared function that this version does not have.
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = self.runtime.missing();
        missing.extend(self.nnopbase.missing());
        missing.extend(self.opapi.missing());
        missing
    }
}

fn require<'a>(
    missing: &[&'static str],
    libraries: impl Iterator<Item = &'a Path>,
    version: &Option<CannVersion>,
) -> Result<(), LoadError> {
    let symbols: Vec<&'static str> = missing
        .iter()
        .copied()
        .filter(|name| REQUIRED.contains(name))
        .collect();
    if symbols.is_empty() {
        return Ok(());
    }
    Err(LoadError::MissingSymbols {
        libraries: libraries.map(Path::to_owned).collect(),
        symbols,
        version: version.clone(),
    })
}

/// Whether `path` is one of the libraries for linking only: in a folder `devlib`, or answering so, or returning without doing anything. It
/// is opened for itself and closed again, as the symbols of a stub must not come before those of the real library.
fn is_stub(path: &Path) -> Result<bool, LoadError> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real
        .components()
        .any(|component| component.as_os_str() == "devlib")
    {
        return Ok(true);
    }
    let runtime: Runtime = open_one(path, Scope::Handle)?;
    let mut stub = false;
    if let Ok(get_version) = &runtime.aclrtGetVersion {
        let mut parts = [-1; 3];
        let [major, minor, patch] = &mut parts;
        // SAFETY: the function writes three integers, needs no initialisation and keeps none of the pointers.
        let code = unsafe { get_version(major, minor, patch) };
        stub = code == STUB || (code == 0 && parts == [-1; 3]);
    }
    if !stub {
        // Closing a library of CANN is not safe: threads and exit handlers may be registered. It is opened again in a moment anyway.
        std::mem::forget(runtime);
    }
    Ok(stub)
}

/// Whether the library in `path`, which is loaded already, exports `name` (with its nul).
fn exports(path: &Path, name: &[u8]) -> bool {
    let Ok(library) = open_library(path, Scope::Handle) else {
        return false;
    };
    // SAFETY: the address is only compared with null, never called.
    let found = unsafe { library.get::<unsafe extern "C" fn()>(name) }.is_ok();
    std::mem::forget(library);
    found
}

/// Asks the runtime, in the way of 8.5 and later, then in the older, then the files beside it.
fn read_version(runtime: &Group<Runtime>, directory: &Path) -> Option<CannVersion> {
    let parent = directory.parent().map(Path::to_owned);
    let resolved = directory.canonicalize().ok();
    // `lib64` of 8.1 is a link to `<arch>-linux/lib64`.
    let home = resolved
        .as_deref()
        .and_then(Path::parent)
        .and_then(Path::parent)
        .map(Path::to_owned);
    by_string(runtime)
        .or_else(|| by_package(runtime))
        .or_else(|| parent.and_then(|home| version::from_files(&home)))
        .or_else(|| home.and_then(|home| version::from_files(&home)))
}

fn by_string(runtime: &Group<Runtime>) -> Option<CannVersion> {
    let get = symbol!(runtime, aclsysGetVersionStr).ok()?;
    let mut package = *b"runtime\0";
    let mut text = [0; 128];
    // SAFETY: the name ends with nul and is only read; the function writes at most 128 bytes, as its documentation says.
    let code = unsafe { get(package.as_mut_ptr().cast(), text.as_mut_ptr()) };
    (code == 0).then(|| CannVersion::parse(&until_nul(&text)))?
}

fn by_package(runtime: &Group<Runtime>) -> Option<CannVersion> {
    let get = symbol!(runtime, aclsysGetCANNVersion).ok()?;
    let mut version = aclCANNPackageVersion {
        version: [0; 128],
        majorVersion: [0; 64],
        minorVersion: [0; 64],
        releaseVersion: [0; 64],
        patchVersion: [0; 64],
        reserved: [0; 128],
    };
    // SAFETY: the struct is laid out as CANN's, and is written before the function returns.
    let code = unsafe { get(ACL_PKG_NAME_CANN, &raw mut version) };
    (code == 0).then(|| CannVersion::parse(&until_nul(&version.version)))?
}

/// The text before the first nul, or all of it where there is none.
fn until_nul(text: &[c_char]) -> String {
    let bytes: Vec<u8> = text.iter().map(|byte| byte.to_ne_bytes()[0]).collect();
    match CStr::from_bytes_until_nul(&bytes) {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(),
    }
}
