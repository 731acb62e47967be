//! Files that are written whole or not at all.

use std::fs::Metadata;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: cannot write: {source}", .path.display())]
pub struct OutputError {
    /// The file.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

/// Writes a file whole or not at all: into a temporary file beside it, which then takes its place.
///
/// # Errors
/// When the disk refuses; the file is then as it was.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<(), OutputError> {
    write_together(&[(path, content)])
}

/// Writes files of one result, all or none: each into a temporary file beside it, and when all of these are on the disk and may take their
/// places, they do, one after the other. No file system replaces several files at once, so a crash in that last moment may leave old ones
/// beside new ones, each of them whole.
///
/// # Errors
/// When the disk refuses one of them, or a folder lies in its place; the files are then as they were.
pub fn write_together(files: &[(&Path, &[u8])]) -> Result<(), OutputError> {
    let wrong = |path: &Path| {
        let path = path.to_owned();
        move |source| OutputError { path, source }
    };
    let mut ready = Vec::with_capacity(files.len());
    for &(path, content) in files {
        ready.push((path, beside(path, content).map_err(wrong(path))?));
    }
    for (path, file) in ready {
        file.persist(path)
            .map_err(|error| wrong(path)(error.error))?;
    }
    Ok(())
}

/// A temporary file with the content of one that it may replace.
fn beside(path: &Path, content: &[u8]) -> std::io::Result<NamedTempFile> {
    let old = replaceable(path)?;
    let mut file = ordinary_file(folder_of(path))?;
    file.write_all(content)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    Ok(file)
}

/// What lies in a file's place, if that can be replaced by a file.
fn replaceable(path: &Path) -> std::io::Result<Option<Metadata>> {
    let Ok(old) = std::fs::metadata(path) else {
        return Ok(None);
    };
    let kind = if old.is_dir() {
        ErrorKind::IsADirectory
    } else if cfg!(windows) && old.permissions().readonly() {
        ErrorKind::PermissionDenied
    } else {
        return Ok(Some(old));
    };
    Err(kind.into())
}

/// The folder that a file lies in, or is to lie in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Demands that files can be made in a folder, so that what takes long is not begun in vain.
///
/// # Errors
/// When the disk refuses.
pub fn check_writable(folder: &Path) -> Result<(), OutputError> {
    ordinary_file(folder)
        .map(drop)
        .map_err(|source| OutputError {
            path: folder.to_owned(),
            source,
        })
}

/// A temporary file that is for its owner alone would leave a result that is so too: it gets what the user's mask lets an ordinary file have.
pub(crate) fn ordinary_file(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_result_may_be_read_as_other_files_of_its_user() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |name: &str| {
            let metadata = std::fs::metadata(dir.path().join(name)).unwrap();
            metadata.permissions().mode() & 0o777
        };
        std::fs::write(dir.path().join("ordinary"), "x").unwrap();
        write_whole(&dir.path().join("result"), b"x").unwrap();
        assert_eq!(mode("result"), mode("ordinary"));
        let private = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(dir.path().join("result"), private).unwrap();
        write_whole(&dir.path().join("result"), b"y").unwrap();
        assert_eq!(mode("result"), 0o600);
        check_writable(dir.path()).unwrap();
        assert!(check_writable(&dir.path().join("result")).is_err());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2);
    }

    #[test]
    fn files_of_one_result_are_replaced_together() {
        let dir = tempfile::tempdir().unwrap();
        let [a, b] = ["a", "b"].map(|name| dir.path().join(name));
        write_together(&[(&a, b"old a"), (&b, b"old b")]).unwrap();
        write_together(&[(&a, b"new a"), (&b, b"new b")]).unwrap();
        assert_eq!(std::fs::read(&a).unwrap(), b"new a");
        assert_eq!(std::fs::read(&b).unwrap(), b"new b");
        let folder = dir.path().join("folder");
        std::fs::create_dir(&folder).unwrap();
        for wrong in [folder, dir.path().join("none/c")] {
            let error = write_together(&[(&a, b"newest"), (&wrong, b"c")]).unwrap_err();
            assert_eq!(error.path, wrong);
            assert_eq!(std::fs::read(&a).unwrap(), b"new a");
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("r.txt");
        write_whole(&path, b"old").unwrap();
        write_whole(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        let error = write_whole(&path.join("below"), b"x").unwrap_err();
        assert!(error.to_string().contains("r.txt"));
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }
}
