//! Data sets: images and what they say.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::html::text_of_html;
use super::omnidocbench;
use crate::pipeline::Format;
use crate::processor::input::{Document, Inputs};

/// Endings of files with what is right, best first, and the form of their content.
const TRUTHS: [(&str, Format); 6] = [
    ("txt", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("json", Format::Text),
];

/// What a page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// The text; that of HTML is what it says, with tables alone as HTML.
    pub text: String,
    /// Its form: the reading is given the same.
    pub format: Format,
}

impl Truth {
    fn new(text: &str, format: Format) -> Self {
        Self {
            text: match format {
                Format::Html => text_of_html(text),
                _ => text.to_owned(),
            },
            format,
        }
    }
}

/// A page of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPage {
    /// Its name in reports, the same on every machine.
    pub name: String,
    /// The image or PDF.
    pub document: Document,
    /// What it says, or why that is not known.
    pub truth: Result<Truth, String>,
    /// The language that it is in, where the data set tells.
    pub language: Option<String>,
}

/// Pages with what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    /// The pages.
    pub pages: Vec<TextPage>,
    /// What the user should know: images without a truth, and what could not be looked into.
    pub notes: Vec<String>,
}

/// Why there is no data set.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// A file cannot be read.
    #[error("{}: cannot read: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not what it should be.
    #[error("{}: {reason}", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// No image has a truth.
    #[error(
        "{}: no image here has what it says beside it\nhint: put page.txt, page.md, page.html or page.json beside page.png, or give OmniDocBench.json",
        .0.display()
    )]
    NoTruth(PathBuf),
}

impl Dataset {
    /// Looks into a folder: OmniDocBench where a JSON file in it is one, else its images, with subfolders, each with a file of the same
    /// name
    /// beside it that ends in `.txt`, `.md`, `.html` or `.json`. A file is OmniDocBench's JSON.
    ///
    /// # Errors
    /// When it cannot be read or no image has a truth.
    pub fn open(path: &Path) -> Result<Self, DataError> {
        if path.is_file() {
            return omnidocbench::read(path);
        }
        let entries = std::fs::read_dir(path).map_err(|source| DataError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        let is_json = |file: &&PathBuf| file.extension().is_some_and(|e| e == "json");
        if let Some(file) = files
            .iter()
            .filter(is_json)
            .find(|file| omnidocbench::is_one(file))
        {
            return omnidocbench::read(file);
        }
        Self::of_folder(path)
    }

    fn of_folder(path: &Path) -> Result<Self, DataError> {
        let inputs = Inputs::expand(&[path.as_os_str()]);
        let mut data = Self {
            notes: inputs.errors.iter().map(ToString::to_string).collect(),
            ..Self::default()
        };
        let mut without = Vec::new();
        let images: HashSet<PathBuf> = inputs
            .documents
            .iter()
            .map(|document| document.path.with_extension(""))
            .collect();
        for document in inputs.documents {
            let name = name_of(path, &document.path);
            let beside = TRUTHS
                .iter()
                .map(|(ending, format)| (document.path.with_extension(ending), *format))
                .find(|(file, _)| file.is_file());
            match beside {
                Some((file, format)) => data.pages.push(TextPage {
                    name,
                    truth: truth(&file, format),
                    document,
                    language: None,
                }),
                None => without.push(name),
            }
        }
        if data.pages.is_empty() {
            return Err(DataError::NoTruth(path.to_owned()));
        }
        if !without.is_empty() {
            data.notes.push(format!(
                "{} without a truth, not read: {}",
                without.len(),
                without.join(", ")
            ));
        }
        let alone = truths_below(path)
            .into_iter()
            .filter(|file| !images.contains(&file.with_extension("")));
        let alone: Vec<String> = alone.map(|file| name_of(path, &file)).collect();
        if !alone.is_empty() {
            data.notes.push(format!(
                "{} without an image, not used: {}",
                alone.len(),
                alone.join(", ")
            ));
        }
        Ok(data)
    }
}

/// Files of a folder and those below it that could be truths, by name. What cannot be looked into was told when images were looked for.
fn truths_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let ending = path.extension().unwrap_or_default();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            } else if TRUTHS.iter().any(|(known, _)| ending == *known) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A file's path within the data set, with `/` on every system.
fn name_of(folder: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(folder).unwrap_or(file);
    let parts = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

fn truth(file: &Path, format: Format) -> Result<Truth, String> {
    let wrong = |why: String| format!("{}: {why}", file.display());
    let bytes = std::fs::read(file).map_err(|error| wrong(format!("cannot read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong("is no UTF-8 text".into()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if file.extension().is_none_or(|ending| ending != "json") {
        return Ok(Truth::new(text, format));
    }
    let value: Value =
        serde_json::from_str(text).map_err(|error| wrong(format!("not JSON: {error}")))?;
    json_truth(&value).ok_or_else(|| {
        wrong("holds no text: expected a string, an object with \"text\", \"markdown\" or \"html\", or a list of them".into())
    })
}

/// A string, what `inkstone infer --format json` writes, or a list of either for several pages.
fn json_truth(value: &Value) -> Option<Truth> {
    match value {
        Value::String(text) => Some(Truth::new(text, Format::Text)),
        Value::Object(fields) => {
            let keys = [
                ("text", Format::Text),
                ("markdown", Format::Markdown),
                ("html", Format::Html),
            ];
            keys.iter()
                .find_map(|(key, format)| Some(Truth::new(fields.get(*key)?.as_str()?, *format)))
        }
        Value::Array(pages) => {
            let pages: Vec<Truth> = pages.iter().map(json_truth).collect::<Option<_>>()?;
            let texts: Vec<&str> = pages.iter().map(|page| page.text.as_str()).collect();
            Some(Truth {
                text: texts.join("\n\n"),
                format: pages.first()?.format,
            })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn truths_in_json_are_found_where_they_are_usual() {
        let text = |value: Value| json_truth(&value).map(|truth| (truth.text, truth.format));
        assert_eq!(text(json!("a")), Some(("a".into(), Format::Text)));
        let page = json!({"sources": ["x.png"], "text": "b"});
        assert_eq!(text(page.clone()), Some(("b".into(), Format::Text)));
        let pages = json!([page, {"text": "c"}]);
        assert_eq!(text(pages), Some(("b\n\nc".into(), Format::Text)));
        let html = json!({"html": "<p>a &amp; b</p>"});
        assert_eq!(text(html), Some(("a & b".into(), Format::Html)));
        assert_eq!(text(json!([])), None);
        assert_eq!(text(json!({"text": 3})), None);
    }

    #[test]
    fn names_are_those_of_the_data_set() {
        let name = name_of(Path::new("/data"), Path::new("/data/a/b.png"));
        assert_eq!(name, "a/b.png");
    }
}
