//! Names of folders that results are to go into.

use std::path::Path;

use super::WrongCall;

/// Endings of files that people name as results.
const FILES: [&str; 30] = [
    "txt",
    "text",
    "md",
    "markdown",
    "json",
    "jsonl",
    "html",
    "htm",
    "xhtml",
    "hocr",
    "xml",
    "pdf",
    "csv",
    "tsv",
    "doc",
    "docx",
    "odt",
    "rtf",
    "xls",
    "xlsx",
    "ods",
    "png",
    "jpg",
    "jpeg",
    "svg",
    "tif",
    "tiff",
    "webp",
    "safetensors",
    "zip",
];

/// Refuses what is hardly meant as a folder's name: `-`, and a name that ends as a file's does, unless there is such a folder already.
/// `instead` says what to do.
pub(super) fn check_folder(option: &str, folder: &Path, instead: &str) -> Result<(), WrongCall> {
    if names_folder(folder) {
        return Ok(());
    }
    let wrong = |what: &str| {
        Err(WrongCall(format!(
            "{option} {}: {what}\nhint: {instead}",
            folder.display()
        )))
    };
    if folder == Path::new("-") {
        return wrong("results are files in a folder, and are not printed");
    }
    let ending = folder.extension().map(|e| e.to_ascii_lowercase());
    match ending {
        Some(ending) if FILES.iter().any(|known| ending == *known) => {
            wrong("is a folder's name here, and ends as a file's does")
        }
        _ => Ok(()),
    }
}

/// Whether a path can only mean a folder: there is one, or it ends as a folder's name does.
pub(super) fn names_folder(path: &Path) -> bool {
    let text = path.as_os_str().to_string_lossy();
    path.is_dir() || text.ends_with(std::path::is_separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_named_as_a_file() {
        let there = tempfile::tempdir().expect("a folder");
        let named = there.path().join("a.json");
        std::fs::create_dir(&named).expect("a folder");
        let check = |name: &str| check_folder("--out", Path::new(name), "name a folder");
        for good in ["out", "out.d", "v1.6", "a/b.2026", "new.txt/", ".hidden"] {
            assert!(check(good).is_ok(), "{good}");
        }
        assert!(check(&named.display().to_string()).is_ok());
        for wrong in ["-", "out.txt", "a/OUT.JSON", "weights.safetensors"] {
            let error = check(wrong).expect_err(wrong).to_string();
            let begin = format!("--out {wrong}: ");
            assert!(
                error.starts_with(&begin) && error.ends_with("\nhint: name a folder"),
                "{error}"
            );
        }
    }
}
