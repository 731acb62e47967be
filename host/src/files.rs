//! Files that are written whole or not at all.

use std::io::Write;
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
    let attempt = || {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut file = ordinary(folder)?;
        file.write_all(content)?;
        if let Ok(old) = std::fs::metadata(path) {
            file.as_file().set_permissions(old.permissions())?;
        }
        file.persist(path)?;
        Ok(())
    };
    attempt().map_err(|source| OutputError {
        path: path.to_owned(),
        source,
    })
}

/// Demands that files can be made in a folder, so that what takes long is not begun in vain.
///
/// # Errors
/// When the disk refuses.
pub fn check_writable(folder: &Path) -> Result<(), OutputError> {
    ordinary(folder).map(drop).map_err(|source| OutputError {
        path: folder.to_owned(),
        source,
    })
}

/// A temporary file that is for its owner alone would leave a result that is so too: it gets what the user's mask lets an ordinary file have.
fn ordinary(folder: &Path) -> std::io::Result<NamedTempFile> {
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
