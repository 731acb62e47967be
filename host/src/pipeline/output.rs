//! What result files are called.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::files::{OutputError, check_writable};

/// Hands out one file name per input: `<stem>.txt`, `<stem>-p0003.txt` for pages, and `<stem>-2.txt` where a stem comes again.
#[derive(Debug)]
pub struct OutputNames {
    folder: PathBuf,
    extension: &'static str,
    /// Stems given out, in lower case: some file systems do not tell cases apart.
    taken: HashSet<String>,
    /// Files of plugins given out, in lower case.
    beside: HashSet<String>,
}

impl OutputNames {
    /// Names in `folder`, which is made if need be.
    ///
    /// # Errors
    /// When the folder cannot be made, or nothing can be written into it.
    pub fn new(folder: &Path, extension: &'static str) -> Result<Self, OutputError> {
        std::fs::create_dir_all(folder).map_err(|source| OutputError {
            path: folder.to_owned(),
            source,
        })?;
        check_writable(folder)?;
        Ok(Self {
            folder: folder.to_owned(),
            extension,
            taken: HashSet::new(),
            beside: HashSet::new(),
        })
    }

    /// The stem under which all pages of `document` are stored.
    pub fn stem(&mut self, document: &Path) -> String {
        let stem = document
            .file_stem()
            .map_or_else(|| "page".into(), |s| s.to_string_lossy().into_owned());
        let name = std::iter::once(stem.clone())
            .chain((2..).map(|n| format!("{stem}-{n}")))
            .find(|name| self.is_free(&name.to_lowercase()))
            .expect("numbers do not run out");
        self.taken.insert(name.to_lowercase());
        name
    }

    /// The file that a plugin made of a page and calls `name`; with a number where a result is called so.
    pub fn beside(&mut self, stem: &str, page: Option<usize>, name: &str) -> PathBuf {
        let page = page.map_or_else(String::new, |n| format!("-p{n:04}"));
        let numbers = std::iter::once(String::new()).chain((2..).map(|n| format!("-{n}")));
        let file = numbers
            .map(|number| format!("{stem}{page}{number}-{name}"))
            .find(|file| !self.is_result(&file.to_lowercase()))
            .expect("numbers do not run out");
        self.beside.insert(file.to_lowercase());
        self.folder.join(file)
    }

    /// The stem of a file that is called like a result.
    fn stem_of<'a>(&self, file: &'a str) -> Option<&'a str> {
        file.strip_suffix(self.extension)?.strip_suffix('.')
    }

    /// Whether a file is, or may become, the result of a stem that was given out.
    fn is_result(&self, file: &str) -> bool {
        self.stem_of(file).is_some_and(|stem| {
            self.taken
                .iter()
                .any(|taken| taken == stem || is_page_of(stem, taken))
        })
    }

    /// Whether no file of a stem that was given out can be called like one of `name`, as the page `x-p0001` of `x` is.
    fn is_free(&self, name: &str) -> bool {
        let clashes = |other: &String| is_page_of(name, other) || is_page_of(other, name);
        let is_of_plugin = |file: &String| {
            self.stem_of(file)
                .is_some_and(|stem| stem == name || is_page_of(stem, name))
        };
        !self.taken.contains(name)
            && !self.taken.iter().any(clashes)
            && !self.beside.iter().any(is_of_plugin)
    }

    /// The file of a page (from 1) of a document of several, or of a document of one.
    pub fn path(&self, stem: &str, page: Option<usize>) -> PathBuf {
        let page = page.map_or_else(String::new, |n| format!("-p{n:04}"));
        self.folder.join(format!("{stem}{page}.{}", self.extension))
    }
}

/// Whether a stem is that of a page of another: `x-p0001` of `x`.
fn is_page_of(page: &str, stem: &str) -> bool {
    let number = page.strip_prefix(stem).and_then(|p| p.strip_prefix("-p"));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_plugins_and_results_are_kept_apart() {
        let dir = tempfile::tempdir().unwrap();
        let mut names = OutputNames::new(dir.path(), "txt").unwrap();
        let stem = names.stem(Path::new("a.png"));
        let made = names.beside(&stem, None, "text.txt");
        assert_eq!(made, dir.path().join("a-text.txt"));
        assert_eq!(names.stem(Path::new("a-text.png")), "a-text-2");
        assert_eq!(names.stem(Path::new("b-text.png")), "b-text");
        let stem = names.stem(Path::new("b.png"));
        let made = names.beside(&stem, None, "text.txt");
        assert_eq!(made, dir.path().join("b-2-text.txt"));
        assert_eq!(
            names.beside(&stem, Some(2), "x.md"),
            dir.path().join("b-p0002-x.md")
        );
    }

    #[test]
    fn equal_stems_are_kept_apart() {
        let dir = tempfile::tempdir().unwrap();
        let mut names = OutputNames::new(dir.path(), "md").unwrap();
        let stems: Vec<String> = ["a/x.png", "b/x.jpg", "c/X.png", "x-2.png", "d/x.tar.gz"]
            .iter()
            .map(|p| names.stem(Path::new(p)))
            .collect();
        assert_eq!(stems, ["x", "x-2", "X-3", "x-2-2", "x.tar"]);
        let pages = ["x-p0001.png", "y-p12.png", "y.tif", "y-p.png"];
        let stems: Vec<String> = pages.iter().map(|p| names.stem(Path::new(p))).collect();
        assert_eq!(stems, ["x-p0001-2", "y-p12", "y-2", "y-p"]);
        assert_eq!(names.path("x", None), dir.path().join("x.md"));
        assert_eq!(names.path("x", Some(3)), dir.path().join("x-p0003.md"));
    }
}
