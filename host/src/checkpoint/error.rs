//! What can be wrong with a checkpoint folder, in words that name the file and what to do.

use std::path::{Path, PathBuf};

/// Why a checkpoint could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// The operating system refused to read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder that was touched.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A JSON file is not JSON, or lacks what it must hold.
    #[error("{}: {reason}", path.display())]
    Json {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A configuration value is missing or out of range.
    #[error("config: {key}: {reason}")]
    Config {
        /// The key, with its section (`vision_config.hidden_size`).
        key: String,
        /// What is wrong with its value.
        reason: String,
    },
    /// A weight file's header or container is damaged.
    #[error("{}: {reason}", path.display())]
    Damaged {
        /// The weight file.
        path: PathBuf,
        /// What is wrong, naming the tensor where there is one.
        reason: String,
    },
    /// The folder holds no weights in a known form.
    #[error(
        "{}: no weights found (looked for model.safetensors, model.safetensors.index.json, pytorch_model.bin)",
        path.display()
    )]
    NoWeights {
        /// The folder.
        path: PathBuf,
    },
    /// The index names a shard that is not there.
    #[error("{}: shard {shard} is named by the index but missing; download the checkpoint again or copy the file", dir.display())]
    MissingShard {
        /// The folder.
        dir: PathBuf,
        /// File name of the shard.
        shard: String,
    },
    /// No weight file holds this tensor.
    #[error("tensor {name} is not in the checkpoint")]
    UnknownTensor {
        /// The name that was asked for.
        name: String,
    },
    /// The tensor is stored in a type that is not a floating-point type this program reads.
    #[error("{}: tensor {name} is stored as {dtype}; only F32, BF16 and F16 can be read", path.display())]
    Dtype {
        /// The weight file.
        path: PathBuf,
        /// The tensor.
        name: String,
        /// Its type, as the file spells it.
        dtype: String,
    },
    /// The destination holds files already.
    #[error("{}: the folder is not empty; choose another, or pass --force to replace files of the same names", path.display())]
    NotEmpty {
        /// The destination.
        path: PathBuf,
    },
    /// The disk is too small.
    #[error("{}: {needed} bytes are needed and {available} are free; free some space or choose another disk", path.display())]
    DiskFull {
        /// The destination.
        path: PathBuf,
        /// Bytes still to be written.
        needed: u64,
        /// Bytes free.
        available: u64,
    },
    /// The caller asked to stop; nothing was left behind.
    #[error("cancelled")]
    Cancelled,
}

impl CheckpointError {
    /// Wraps an operating-system error with the path it is about, for `map_err`.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        |source| Self::Io { path, source }
    }
}
