//! One input file and its pages.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use super::decode::{DecodeError, Format, Frames, decode};
use super::pdf::{PdfPages, is_pdf};
use super::{InputError, InputOptions, Page};

/// The resolutions that make sense; beyond, a page is a dot or a bomb.
const DPI: std::ops::RangeInclusive<f32> = 1.0..=2400.0;
/// How much of a file decides what it is.
const HEAD_BYTES: u64 = 1024;

/// What a file holds, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// One picture; also a file that turned out unreadable, so that opening it says why.
    Image,
    /// A TIFF or GIF with several frames.
    MultiFrame,
    /// A PDF.
    Pdf,
}

/// One input file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub kind: DocumentKind,
    /// Whether each of its pages is to be read by itself: it came from a folder or a pattern, or it has pages. Otherwise it was
    /// named by itself and may share a prompt with others.
    pub batch: bool,
}

impl Document {
    /// A file that was named by itself. Looks into it, but reports nothing: an unreadable file says so when it is opened.
    pub fn named(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let kind = kind_of(&path);
        Self {
            batch: kind != DocumentKind::Image,
            path,
            kind,
        }
    }

    /// A file found in a folder or by a pattern.
    pub(super) fn found(path: PathBuf) -> Self {
        Self {
            batch: true,
            ..Self::named(path)
        }
    }

    /// Opens the file; its pages are decoded one at a time as the iterator advances.
    ///
    /// # Errors
    /// If the file cannot be read, is not an image or a PDF, or has none of the selected pages.
    pub fn open(&self, options: &InputOptions) -> Result<Pages, InputError> {
        Pages::from_bytes(self.path.clone(), read_file(&self.path)?, options)
    }
}

/// Reads a regular file.
fn read_file(path: &Path) -> Result<Vec<u8>, InputError> {
    let fail = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => InputError::NotFound { path: path.into() },
        _ => InputError::Io {
            path: path.into(),
            source,
        },
    };
    let metadata = fs::metadata(path).map_err(fail)?;
    if metadata.is_dir() {
        return Err(InputError::IsFolder { path: path.into() });
    }
    if !metadata.is_file() {
        return Err(InputError::NotRegular { path: path.into() });
    }
    fs::read(path).map_err(fail)
}

/// The first bytes of a regular file; nothing if it cannot be read.
pub(super) fn head(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    if path.is_file()
        && let Ok(file) = fs::File::open(path)
        && file.take(HEAD_BYTES).read_to_end(&mut bytes).is_err()
    {
        bytes.clear();
    }
    bytes
}

fn kind_of(path: &Path) -> DocumentKind {
    let head = head(path);
    match Format::sniff(&head) {
        None if is_pdf(&head) => DocumentKind::Pdf,
        Some(Format::Tiff | Format::Gif) => {
            let frames = read_file(path)
                .ok()
                .and_then(|bytes| decode(bytes.into(), Default::default()).ok());
            match frames {
                Some(frames) if frames.count() > 1 => DocumentKind::MultiFrame,
                _ => DocumentKind::Image,
            }
        }
        _ => DocumentKind::Image,
    }
}

enum Source {
    Frames(Frames),
    Pdf(PdfPages),
}

/// The selected pages of one document, decoded one at a time. A page that fails does not end the iteration.
pub struct Pages {
    document: PathBuf,
    options: InputOptions,
    source: Source,
    count: usize,
    selected: vec::IntoIter<usize>,
}

impl Pages {
    /// Opens a document in memory; `name` stands for it in pages and messages.
    ///
    /// # Errors
    /// As for [`Document::open`].
    pub fn from_bytes(
        name: PathBuf,
        bytes: Vec<u8>,
        options: &InputOptions,
    ) -> Result<Self, InputError> {
        if !DPI.contains(&options.dpi) {
            return Err(InputError::Resolution { dpi: options.dpi });
        }
        let fail = |source| InputError::Decode {
            path: name.clone(),
            source,
        };
        let source = if Format::sniff(&bytes).is_none() && is_pdf(&bytes) {
            Source::Pdf(PdfPages::open(bytes).map_err(fail)?)
        } else {
            Source::Frames(decode(Arc::from(bytes), options.limits).map_err(fail)?)
        };
        let count = match &source {
            Source::Frames(frames) => frames.count(),
            Source::Pdf(pdf) => pdf.count(),
        };
        let paged = count > 1 || matches!(source, Source::Pdf(_));
        let selection = options.pages.as_ref().filter(|_| paged);
        let selected: Vec<usize> = (0..count)
            .filter(|&index| selection.is_none_or(|pages| pages.contains(index)))
            .collect();
        if let Some(selection) = selection.filter(|_| selected.is_empty()) {
            return Err(InputError::NoSuchPage {
                path: name,
                selection: selection.clone(),
                count,
            });
        }
        Ok(Self {
            document: name,
            options: options.clone(),
            source,
            count,
            selected: selected.into_iter(),
        })
    }

    /// How many pages the document has, selected or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// What of the document is no page here: pages that a PDF says that it has, and that are not found in it.
    pub fn missing(&self) -> Option<InputError> {
        let count = match &self.source {
            Source::Frames(_) => None,
            Source::Pdf(pdf) => pdf.told_more(),
        }?;
        Some(InputError::PagesMissing {
            path: self.document.clone(),
            missing: count - self.count,
            count,
        })
    }
}

impl Iterator for Pages {
    type Item = Result<Page, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.selected.next()?;
        let decoded = match &mut self.source {
            Source::Frames(frames) => frames.frame(index)?.map(|image| (image, Vec::new())),
            Source::Pdf(pdf) => pdf.page(index, self.options.dpi, self.options.limits),
        };
        Some(match decoded {
            Ok((image, warnings)) => Ok(Page {
                document: self.document.clone(),
                index,
                count: self.count,
                image,
                warnings,
            }),
            Err(source) => Err(self.failure(index, source)),
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.selected.size_hint()
    }
}

impl ExactSizeIterator for Pages {}

impl Pages {
    fn failure(&self, index: usize, source: DecodeError) -> InputError {
        let path = self.document.clone();
        if self.count == 1 {
            InputError::Decode { path, source }
        } else {
            InputError::Page {
                path,
                number: index + 1,
                source,
            }
        }
    }
}
