//! From command-line arguments to RGB pages.
//!
//! [`Inputs::expand`] turns files, folders and globs into an ordered list of [`Document`]s; [`Document::open`] yields their
//! [`Page`]s one at a time, so that a long PDF or TIFF never lies in memory as a whole. [`decode_bytes`] is the same for bytes in
//! memory (a server's upload, a fuzzer).

mod arguments;
mod decode;
mod document;
pub(crate) mod guard;
mod natural;
mod pdf;
mod selection;

use std::path::PathBuf;

use image::RgbImage;
use thiserror::Error;

pub use arguments::Inputs;
pub use decode::{DecodeError, DecodeLimits, Format, Frames, decode, decode_bytes};
pub use document::{Document, DocumentKind, Pages};
pub use natural::natural_order;
pub use selection::{PageSelection, ParsePagesError};

/// The resolution at which PDF pages are rendered unless told otherwise, in dots per inch. At 200 an A4 page has 1654 x 2339 pixels:
/// more than the model's largest input, so that text stays as sharp as the model can use.
pub const DEFAULT_DPI: f32 = 200.0;

/// How inputs are opened.
#[derive(Debug, Clone)]
pub struct InputOptions {
    /// The pages that are read of PDFs and of files with several frames; all if `None`. Files with one frame ignore it.
    pub pages: Option<PageSelection>,
    /// The resolution at which PDF pages are rendered, in dots per inch.
    pub dpi: f32,
    /// What one decoded page may cost.
    pub limits: DecodeLimits,
}

impl Default for InputOptions {
    fn default() -> Self {
        Self {
            pages: None,
            dpi: DEFAULT_DPI,
            limits: DecodeLimits::default(),
        }
    }
}

/// One page, ready for the image processor.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file that it came from.
    pub document: PathBuf,
    /// Its position in that file, from 0.
    pub index: usize,
    /// How many pages that file has, selected or not.
    pub count: usize,
    /// Its pixels: upright, without transparency, 8 bits per channel.
    pub image: RgbImage,
    /// What could not be drawn, so that text may be missing: a PDF's unreadable fonts and pictures.
    pub warnings: Vec<&'static str>,
}

/// Why an input could not be read. Every message names the file and says what to do.
#[derive(Debug, Error)]
pub enum InputError {
    /// There is nothing under that name.
    #[error("{}: no such file or folder; check the spelling, and quote names that hold spaces or wildcards", path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// A pattern with wildcards matches nothing.
    #[error("{pattern}: no file matches this pattern")]
    NoMatch {
        /// The pattern.
        pattern: String,
    },
    /// A pattern with wildcards is not well formed.
    #[error("{pattern}: not a file, and not a valid pattern either: {message}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        message: String,
    },
    /// A folder holds no image and no PDF.
    #[error("{}: this folder holds no image or PDF (png, jpeg, webp, bmp, tiff, gif, pdf)", path.display())]
    EmptyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder was given where a file is needed.
    #[error("{}: this is a folder, not an image; give the folder itself as an input to read everything in it", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A device, pipe or socket.
    #[error("{}: not a regular file; save its content to a file first", path.display())]
    NotRegular {
        /// The path.
        path: PathBuf,
    },
    /// The system refused to read it.
    #[error("{}: cannot read it: {source}; check the permissions", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file's content cannot be decoded.
    #[error("{}: {source}", path.display())]
    Decode {
        /// The file.
        path: PathBuf,
        /// Why.
        source: DecodeError,
    },
    /// One page of the file cannot be decoded.
    #[error("{}, page {number}: {source}", path.display())]
    Page {
        /// The file.
        path: PathBuf,
        /// The page, from 1.
        number: usize,
        /// Why.
        source: DecodeError,
    },
    /// A PDF says that it has more pages than are found in it.
    #[error(
        "{}: {missing} of {count} pages could not be opened, as the PDF is damaged or cut short; open it in a viewer and save it again",
        path.display()
    )]
    PagesMissing {
        /// The file.
        path: PathBuf,
        /// How many pages are not found.
        missing: usize,
        /// How many it says that it has.
        count: usize,
    },
    /// None of the selected pages exists.
    #[error("{}: the selected pages {selection} do not exist: it has {count} page(s)", path.display())]
    NoSuchPage {
        /// The file.
        path: PathBuf,
        /// The selection.
        selection: PageSelection,
        /// How many pages there are.
        count: usize,
    },
    /// The resolution is not a positive number.
    #[error("a resolution of {dpi} dpi is impossible; choose one from 1 to 2400, for example 200")]
    Resolution {
        /// The resolution that was asked for.
        dpi: f32,
    },
}

impl InputError {
    /// The file, folder or pattern that it is about, as it was named; empty where it is about none.
    pub fn subject(&self) -> String {
        match self {
            Self::NoMatch { pattern } | Self::Pattern { pattern, .. } => pattern.clone(),
            Self::Resolution { .. } => String::new(),
            Self::NotFound { path }
            | Self::EmptyFolder { path }
            | Self::IsFolder { path }
            | Self::NotRegular { path }
            | Self::Io { path, .. }
            | Self::Decode { path, .. }
            | Self::Page { path, .. }
            | Self::PagesMissing { path, .. }
            | Self::NoSuchPage { path, .. } => path.display().to_string(),
        }
    }
}
