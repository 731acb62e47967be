//! One plugin: a component that was looked into and asked what it is, and is compiled when it is first used.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wasmtime::component::InstancePre;

use super::bindings::tensors::exports::ocr::plugins::tensor_metric;
use super::bindings::values::exports::ocr::plugins as exports;
use super::bindings::values::exports::ocr::plugins::info::PluginInfo;
use super::call::CallContext;
use super::error::{PluginError, Reason};
use super::info;
use super::inspect::{Interfaces, inspect};
use super::kind::Kind;
use super::runtime::Runtime;
use super::state::State;
use crate::files::write_whole;

/// Where a plugin came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "from", content = "path")]
pub enum Origin {
    /// It is inside the program.
    Bundled,
    /// It lies in the folder for plugins.
    Folder(PathBuf),
    /// It was named on the command line, or dropped.
    File(PathBuf),
}

impl Origin {
    /// In words.
    pub fn describe(&self) -> String {
        match self {
            Self::Bundled => "bundled".into(),
            Self::Folder(path) | Self::File(path) => path.display().to_string(),
        }
    }
}

/// A plugin that can be called.
pub struct Plugin {
    /// What it says of itself.
    pub info: PluginInfo,
    /// Its kind, and what it exports and imports.
    pub interfaces: Interfaces,
    /// Where it came from.
    pub origin: Origin,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
    /// Size of its file in bytes.
    pub size: usize,
    bytes: Cow<'static, [u8]>,
    pub(super) runtime: Arc<Runtime>,
    prepared: OnceLock<Result<Prepared, PluginError>>,
}

/// A compiled component and where its exports are.
pub(super) struct Prepared {
    pub pre: InstancePre<State>,
    pub exported: Exported,
}

/// The export of each kind.
pub(super) enum Exported {
    Image(exports::image_processor::GuestIndices),
    Document(exports::document_processor::GuestIndices),
    Tensor(tensor_metric::GuestIndices),
    Text(exports::text_metric::GuestIndices),
}

/// What is kept of a component between runs of the program, under its hash: `describe` needs it compiled, and that takes seconds for Python.
#[derive(Serialize, Deserialize)]
struct Described {
    info: PluginInfo,
}

impl Plugin {
    /// Reads, looks into and describes the component in a file.
    ///
    /// # Errors
    /// When the file cannot be read, is no plugin, asks for what this host does not offer, or describes itself wrongly.
    pub fn from_file(
        runtime: &Arc<Runtime>,
        path: &Path,
        origin: Origin,
    ) -> Result<Self, PluginError> {
        let bytes = std::fs::read(path).map_err(|error| PluginError {
            plugin: path.display().to_string(),
            function: "load",
            reason: Reason::File(error.to_string()),
            trace: Vec::new(),
        })?;
        Self::from_bytes(runtime, bytes.into(), origin, &path.display().to_string())
    }

    /// Looks into and describes a component. Errors call it `name`.
    ///
    /// # Errors
    /// As [`from_file`](Self::from_file).
    pub fn from_bytes(
        runtime: &Arc<Runtime>,
        bytes: Cow<'static, [u8]>,
        origin: Origin,
        name: &str,
    ) -> Result<Self, PluginError> {
        let failed = |function, reason| PluginError {
            plugin: name.to_owned(),
            function,
            reason,
            trace: Vec::new(),
        };
        let interfaces = inspect(&bytes).map_err(|reason| failed("load", reason))?;
        let sha256 = format!("{:x}", Sha256::digest(&bytes));
        let known = runtime
            .cache()
            .map(|folder| folder.join("described").join(format!("{sha256}.json")));
        let mut plugin = Self {
            info: unknown(name),
            interfaces,
            origin,
            sha256,
            size: bytes.len(),
            bytes,
            runtime: runtime.clone(),
            prepared: OnceLock::new(),
        };
        let kept = known
            .as_ref()
            .and_then(|path| std::fs::read(path).ok())
            .and_then(|text| serde_json::from_slice::<Described>(&text).ok())
            .filter(|kept| info::check(&kept.info).is_ok());
        if let Some(kept) = kept {
            plugin.info = kept.info;
            return Ok(plugin);
        }
        let context = CallContext {
            limits: runtime.describe_limits,
            ..CallContext::default()
        };
        let info = plugin.describe(&context)?;
        info::check(&info).map_err(|why| failed("describe", Reason::Nonsense(why)))?;
        if let Some(path) = known {
            // Losing this costs time, nothing else.
            let _ = path.parent().map(std::fs::create_dir_all);
            if let Ok(text) = serde_json::to_vec(&Described { info: info.clone() }) {
                let _ = write_whole(&path, &text);
            }
        }
        plugin.info = info;
        Ok(plugin)
    }

    /// Its file's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.interfaces.kind
    }

    /// What it is called in messages.
    pub fn label(&self) -> String {
        match self.info.version.as_str() {
            "" => self.info.id.clone(),
            version => format!("{} {version}", self.info.id),
        }
    }

    /// The compiled component. Compiling takes some 20 ms for a component made by Rust, seconds for one made by Python; it is kept in the cache folder.
    pub(super) fn prepared(&self) -> Result<&Prepared, PluginError> {
        let made = self.prepared.get_or_init(|| {
            self.prepare().map_err(|error| {
                // The chain's last part names what is missing.
                let chain: Vec<String> = error.chain().map(ToString::to_string).collect();
                self.error("load", Reason::Incompatible(chain.join(": ")))
            })
        });
        made.as_ref().map_err(Clone::clone)
    }

    fn prepare(&self) -> wasmtime::Result<Prepared> {
        let pre = self.runtime.prepare(&self.bytes)?;
        exports::info::GuestIndices::new(&pre)?;
        let exported = match self.kind() {
            Kind::Image => Exported::Image(exports::image_processor::GuestIndices::new(&pre)?),
            Kind::Document => {
                Exported::Document(exports::document_processor::GuestIndices::new(&pre)?)
            }
            Kind::TensorMetric => Exported::Tensor(tensor_metric::GuestIndices::new(&pre)?),
            Kind::TextMetric => Exported::Text(exports::text_metric::GuestIndices::new(&pre)?),
        };
        Ok(Prepared { pre, exported })
    }
}

/// The info of a component that was not asked yet.
fn unknown(name: &str) -> PluginInfo {
    PluginInfo {
        id: name.to_owned(),
        name: String::new(),
        version: String::new(),
        description: String::new(),
        authors: Vec::new(),
        license: String::new(),
        homepage: None,
        settings: Vec::new(),
    }
}
