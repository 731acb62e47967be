//! What keeps an evaluation from its end.

use std::path::PathBuf;

use crate::checkpoint::CheckpointError;
use crate::files::OutputError;
use crate::generate::DecodeError;
use crate::model::ModelError;
use crate::pipeline::{OpenReaderError, ReadError};
use crate::plugin::{Reason, TensorFileError};
use crate::processor::tokenizer::TokenizerError;

/// Why an evaluation gave no result.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// Its watch asked for it.
    #[error("cancelled")]
    Cancelled,
    /// The device failed and can be used no more.
    #[error("{image}: {error}\nthe pages after it were not tried, as the device is lost")]
    Lost {
        /// The page that it failed on.
        image: String,
        /// What happened.
        error: String,
    },
    /// The model cannot be opened.
    #[error(transparent)]
    Open(Box<OpenReaderError>),
    /// An image cannot be read by the model.
    #[error("{image}: {source}")]
    Read {
        /// The image.
        image: String,
        /// What happened.
        source: Box<ReadError>,
    },
    /// The checkpoint's files cannot be read.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A file of logits cannot be used.
    #[error(transparent)]
    Tensors(#[from] TensorFileError),
    /// The tokenizer cannot be had.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// A file cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// No page could be read; the message says why.
    #[error("no page could be read, so there is no result; {count} failed:\n{reasons}")]
    NothingRead {
        /// Number of pages.
        count: usize,
        /// What happened to the first of them, a line each.
        reasons: String,
    },
    /// Intermediate results cannot be stored.
    #[error("{}: {source}", .path.display())]
    Scratch {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The two sides, or what is asked of them, do not fit together; the message says what to do.
    #[error("{0}")]
    Mismatch(String),
}

impl EvalError {
    /// What happened to an image; a wish to stop stays one.
    pub(super) fn read(image: &str, source: impl Into<ReadError>) -> Self {
        let source = source.into();
        match source {
            ReadError::Decode(DecodeError::Model(ModelError::Cancelled)) => Self::Cancelled,
            ReadError::Lines(error) if error.reason == Reason::Cancelled => Self::Cancelled,
            source => Self::Read {
                image: image.to_owned(),
                source: Box::new(source),
            },
        }
    }

    pub(super) fn scratch(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Scratch { path, source }
    }
}

impl From<OpenReaderError> for EvalError {
    fn from(error: OpenReaderError) -> Self {
        Self::Open(Box::new(error))
    }
}
