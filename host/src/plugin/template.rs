//! Writes the project of a new plugin: `inkstone plugin new`.
//!
//! The files are those of `plugins/templates`, the SDK and the WIT package, which the program carries, so that a project builds with nothing but
//! its language's package registry.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::kind::Kind;

mod files;
#[cfg(test)]
mod tests;

/// What a plugin is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Rust, with the SDK.
    Rust,
    /// Python, through componentize-py.
    Python,
    /// JavaScript, through QuickJS.
    JavaScript,
    /// C, through wit-bindgen's bindings.
    C,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 4] = [Self::Rust, Self::Python, Self::JavaScript, Self::C];
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::JavaScript => "js",
            Self::C => "c",
        })
    }
}

impl FromStr for Language {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let named = Self::ALL.into_iter().find(|lang| lang.to_string() == text);
        named.ok_or_else(|| TemplateError::Language(text.into()))
    }
}

/// Why no project was written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// There is no such language.
    #[error("there is no project for the language {0:?}: rust, python, js or c")]
    Language(String),
    /// The name cannot be a package's.
    #[error("{name:?} cannot be the name of a plugin: {reason}")]
    Name {
        /// The name that was asked for.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Something is there already.
    #[error("{} is there already and not an empty folder", .0.display())]
    Occupied(PathBuf),
    /// The file system refused.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes a project called `name` into `folder`, which must be empty or not exist yet, and gives the paths of its files. They are written into a
/// folder beside it that takes its name at the end, so that no half of a project is left behind.
///
/// # Errors
/// When the name cannot be a crate's, an npm package's and a file's, when something is in the folder, or when it cannot be written.
pub fn write_project(
    folder: &Path,
    name: &str,
    language: Language,
    kind: Kind,
) -> Result<Vec<PathBuf>, TemplateError> {
    if let Some(reason) = name_problem(name) {
        let name = name.to_owned();
        return Err(TemplateError::Name { name, reason });
    }
    let exists = match folder.read_dir().map(Iterator::count) {
        Ok(0) => true,
        Ok(_) => return Err(TemplateError::Occupied(folder.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => false,
        Err(_) if folder.exists() => return Err(TemplateError::Occupied(folder.into())),
        Err(source) => return Err(write_error(folder)(source)),
    };
    let parent = match folder.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(parent).map_err(write_error(parent))?;
    let temporary = tempfile::Builder::new()
        .prefix(".inkstone-plugin-")
        .tempdir_in(parent)
        .map_err(write_error(parent))?;
    // A folder within, because the temporary one is its owner's alone.
    let project = temporary.path().join("project");
    let files = project_files(name, language, kind);
    for (path, bytes) in &files {
        let path = project.join(path);
        let within = path.parent().unwrap_or(&project);
        std::fs::create_dir_all(within).map_err(write_error(within))?;
        std::fs::write(&path, bytes).map_err(write_error(&path))?;
    }
    if exists {
        // Windows does not move a folder over an empty one.
        std::fs::remove_dir(folder).map_err(write_error(folder))?;
    }
    std::fs::rename(&project, folder).map_err(write_error(folder))?;
    Ok(files.iter().map(|(path, _)| folder.join(path)).collect())
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> TemplateError + '_ {
    move |source| TemplateError::Write {
        path: path.into(),
        source,
    }
}

/// Names that some tool refuses as a package: its own folders, the dependencies, Rust's keywords, and device files of Windows.
const TAKEN: &str = "abstract alloc as async aux await become box break build com1 com2 com3 com4 com5 com6 \
    com7 com8 com9 componentize-qjs con const continue core crate deps do dyn else enum \
    examples extern false final fn for gen if impl in incremental inkstone-plugin let loop \
    lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9 macro match mod move mut nul override priv \
    prn proc-macro pub ref return self static std struct super test trait true try type \
    typeof unsafe unsized use virtual where while wit-bindgen yield";

/// What is wrong with a name, if anything is: it becomes a crate, an npm package, a part of the plugin's id and a file.
fn name_problem(name: &str) -> Option<&'static str> {
    let bytes = name.as_bytes();
    let allowed = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-';
    if !bytes.first().is_some_and(u8::is_ascii_lowercase) {
        Some("it must begin with a letter from a to z")
    } else if !bytes.iter().all(allowed) {
        Some("it may have the letters a to z, digits and dashes only")
    } else if name.ends_with('-') || name.contains("--") {
        Some("dashes must stand alone and between other characters")
    } else if name.len() > 64 {
        Some("it may have 64 characters at most")
    } else if TAKEN.split_whitespace().any(|taken| taken == name) {
        Some("the name means something else to the tools that build it")
    } else {
        None
    }
}

/// A project's files, with forward slashes in their paths.
fn project_files(name: &str, language: Language, kind: Kind) -> Vec<(String, Vec<u8>)> {
    let fill = Placeholders::new(name, kind);
    let filled = files::templates(language, kind)
        .into_iter()
        .map(|(path, text)| (path.to_owned(), fill.apply(text).into_bytes()));
    let copied = files::copies(language, kind)
        .into_iter()
        .map(|(folder, path, bytes)| (format!("{folder}/{path}"), bytes.to_vec()));
    filled.chain(copied).collect()
}

/// What `inkstone plugin run` needs to try a plugin.
fn run_arguments(kind: Kind) -> &'static str {
    match kind {
        Kind::Image => "--image page.png",
        Kind::Document => "--text page.txt",
        Kind::TensorMetric => "--baseline right.safetensors --candidate other.safetensors",
        Kind::TextMetric => "--prediction read.txt --reference right.txt",
    }
}

/// What stands for `{{word}}` in a template.
struct Placeholders([(&'static str, String); 7]);

impl Placeholders {
    fn new(name: &str, kind: Kind) -> Self {
        let mut title = name.replace('-', " ");
        title[..1].make_ascii_uppercase();
        Self([
            ("{{name}}", name.into()),
            ("{{title}}", title),
            ("{{id}}", format!("me/{name}")),
            ("{{crate}}", name.replace('-', "_")),
            ("{{kind}}", kind.to_string()),
            ("{{world}}", format!("{kind}-plugin")),
            ("{{run}}", run_arguments(kind).into()),
        ])
    }

    fn apply(&self, template: &str) -> String {
        let words = self.0.iter();
        words.fold(template.to_owned(), |text, (word, value)| {
            text.replace(word, value)
        })
    }
}
