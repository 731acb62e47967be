//! What the arguments of a command mean: files, folders and patterns.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::InputError;
use super::decode::Format;
use super::document::{Document, head};
use super::natural::natural_order;
use super::pdf::is_pdf;

/// Files with these extensions are taken from a folder even if their content is not recognised, so that a broken one is reported.
const EXTENSIONS: [&str; 13] = [
    "png", "apng", "jpg", "jpeg", "jpe", "jfif", "webp", "bmp", "dib", "tif", "tiff", "gif", "pdf",
];

/// The documents that arguments stand for, in order, and what could not be found. One bad argument does not spoil the others.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The documents: arguments in their order, and what a folder or pattern holds in natural order.
    pub documents: Vec<Document>,
    /// The arguments, and the folders below them, that came to nothing.
    pub errors: Vec<InputError>,
}

impl Inputs {
    /// Expands arguments. Each is, in this order of preference: a file; a folder, searched with its subfolders for images and PDFs
    /// (names that start with a dot are passed over, and links to folders are not followed); a pattern with `*`, `?`, `[...]` and
    /// `**`. The content of a file is not decoded yet.
    pub fn expand<S: AsRef<OsStr>>(arguments: &[S]) -> Self {
        let mut inputs = Self::default();
        for argument in arguments {
            inputs.add(argument.as_ref());
        }
        inputs
    }

    fn add(&mut self, argument: &OsStr) {
        let path = Path::new(argument);
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(path),
            Ok(_) => self.documents.push(Document::named(path)),
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                self.errors.push(InputError::Io {
                    path: path.into(),
                    source,
                });
            }
            Err(_) => match argument
                .to_str()
                .filter(|text| text.contains(['*', '?', '[']))
            {
                Some(pattern) => self.add_pattern(pattern),
                None => self.errors.push(InputError::NotFound { path: path.into() }),
            },
        }
    }

    fn add_pattern(&mut self, pattern: &str) {
        let options = MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: true,
        };
        let matches = match glob_with(pattern, options) {
            Ok(matches) => matches,
            Err(error) => {
                return self.errors.push(InputError::Pattern {
                    pattern: pattern.to_owned(),
                    message: error.to_string(),
                });
            }
        };
        let mut paths = Vec::new();
        for found in matches {
            match found {
                Ok(path) => paths.push(path),
                Err(error) => self.errors.push(InputError::Io {
                    path: error.path().to_owned(),
                    source: error.into(),
                }),
            }
        }
        if paths.is_empty() {
            return self.errors.push(InputError::NoMatch {
                pattern: pattern.to_owned(),
            });
        }
        paths.sort_by(|a, b| natural_order(&a.to_string_lossy(), &b.to_string_lossy()));
        for path in paths {
            if path.is_dir() {
                self.add_folder(&path);
            } else {
                self.documents.push(Document::found(path));
            }
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let before = (self.documents.len(), self.errors.len());
        self.walk(folder);
        if before == (self.documents.len(), self.errors.len()) {
            self.errors.push(InputError::EmptyFolder {
                path: folder.to_owned(),
            });
        }
    }

    fn walk(&mut self, folder: &Path) {
        let mut entries: Vec<(PathBuf, bool)> = Vec::new();
        let listed = fs::read_dir(folder).and_then(|list| {
            for entry in list {
                let entry = entry?;
                entries.push((entry.path(), entry.file_type()?.is_dir()));
            }
            Ok(())
        });
        if let Err(source) = listed {
            self.errors.push(InputError::Io {
                path: folder.to_owned(),
                source,
            });
        }
        let name = |path: &Path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        entries.sort_by(|(a, _), (b, _)| natural_order(&name(a), &name(b)));
        for (path, is_folder) in entries {
            if name(&path).starts_with('.') {
                continue;
            }
            if is_folder {
                self.walk(&path);
            } else if is_input(&path) {
                self.documents.push(Document::found(path));
            }
        }
    }
}

/// Whether a file in a folder is an image or a PDF, by its name or else by its content.
fn is_input(path: &Path) -> bool {
    if path.is_dir() {
        return false;
    }
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    if EXTENSIONS
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
    {
        return true;
    }
    let head = head(path);
    // Two letters prove nothing: a bitmap has to be named so.
    let image = Format::sniff(&head).is_some_and(|format| format != Format::Bmp);
    image || is_pdf(&head)
}
