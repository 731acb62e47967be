//! The folder in which a window keeps its session, and who may write into it.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use inkstone::files::write_whole;
use serde::{Deserialize, Serialize};

use super::format::{Session, VERSION};
use crate::state::{ItemId, ReadPage};

/// What there is to say about the session that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It could not be understood and lies there now; with what is wrong with it.
    SetAside(PathBuf, String),
    /// Another window keeps its session there, so that this one keeps nothing.
    Busy,
    /// A later version wrote it, so that this one keeps nothing.
    Newer,
    /// Nothing can be written there, and why.
    Unwritable(String),
}

/// What was found of the last session.
#[derive(Debug, Default)]
pub struct Opened {
    /// It; without the queue where another window has it.
    pub session: Option<Session>,
    /// Where this session is to be kept, if it is.
    pub folder: Option<Folder>,
    /// What there is to say about it.
    pub said: Option<Said>,
}

/// How long a window that was closed or has crashed may take to let go of the folder.
const PATIENCE: Duration = Duration::from_secs(2);

/// A session's folder, which no other window writes into as long as this value lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

/// Takes up the session in a data folder.
pub fn open(data: &Path) -> Opened {
    let path = data.join("window");
    let lock = match lock(data) {
        Ok(lock) => lock,
        Err(error) => {
            let said = match error {
                TryLockError::WouldBlock => Said::Busy,
                TryLockError::Error(error) => {
                    Said::Unwritable(format!("{}: {error}", data.display()))
                }
            };
            // How the other window was set last is as good a beginning as any; its pages are its own.
            let session = read(&path).ok().flatten().map(|session| Session {
                items: Vec::new(),
                ..session
            });
            return Opened {
                session,
                folder: None,
                said: Some(said),
            };
        }
    };
    let (session, said) = match read(&path) {
        Ok(session) => (session, None),
        Err(Unread::Newer) => {
            return Opened {
                said: Some(Said::Newer),
                ..Opened::default()
            };
        }
        Err(Unread::Damaged(message)) => match set_aside(data, &path) {
            Ok(to) => (None, Some(Said::SetAside(to, message))),
            Err(error) => {
                return Opened {
                    said: Some(Said::Unwritable(format!("{}: {error}", path.display()))),
                    ..Opened::default()
                };
            }
        },
    };
    Opened {
        session,
        folder: Some(Folder { path, _lock: lock }),
        said,
    }
}

fn lock(data: &Path) -> Result<File, TryLockError> {
    std::fs::create_dir_all(data).map_err(TryLockError::Error)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data.join("window.lock"))
        .map_err(TryLockError::Error)?;
    let end = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < end => {
                std::thread::sleep(PATIENCE / 20);
            }
            tried => return tried.map(|()| file),
        }
    }
}

/// Why a session was not taken up.
#[derive(Debug)]
enum Unread {
    Newer,
    Damaged(String),
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn read(folder: &Path) -> Result<Option<Session>, Unread> {
    let damaged = |error: &dyn std::fmt::Display| Unread::Damaged(error.to_string());
    let text = match std::fs::read(folder.join("session.json")) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(damaged(&error)),
    };
    let Version { version } = serde_json::from_slice(&text).map_err(|error| damaged(&error))?;
    if version > VERSION {
        return Err(Unread::Newer);
    }
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|error| damaged(&error))
}

fn set_aside(data: &Path, folder: &Path) -> std::io::Result<PathBuf> {
    let free = (1..).map(|number| data.join(format!("window-damaged-{number}")));
    let to = free.into_iter().find(|path| !path.exists());
    let to = to.ok_or(ErrorKind::AlreadyExists)?;
    std::fs::rename(folder, &to)?;
    Ok(to)
}

#[derive(Serialize)]
struct WrittenResult<'a> {
    version: u32,
    seconds: f64,
    pipeline: &'a str,
    #[serde(with = "inkstone::pipeline::stored")]
    page: &'a inkstone::pipeline::PageRecord,
}

#[derive(Deserialize)]
struct KeptResult {
    version: u32,
    seconds: f64,
    pipeline: String,
    #[serde(with = "inkstone::pipeline::stored")]
    page: inkstone::pipeline::PageRecord,
}

impl Folder {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the queue and the settings.
    ///
    /// # Errors
    /// When the disk refuses, in words.
    pub fn write(&self, session: &Session) -> Result<(), String> {
        self.write_json(&self.path.join("session.json"), session)
    }

    /// Writes what was read of an item.
    ///
    /// # Errors
    /// When the disk refuses, in words.
    pub fn write_result(&self, id: ItemId, page: &ReadPage) -> Result<(), String> {
        let result = WrittenResult {
            version: VERSION,
            seconds: page.seconds,
            pipeline: &page.pipeline,
            page: &page.record,
        };
        self.write_json(&result_path(&self.path, id), &result)
    }

    fn write_json(&self, path: &Path, value: &impl Serialize) -> Result<(), String> {
        let folder = path.parent().unwrap_or(&self.path);
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: cannot make it: {error}", folder.display()))?;
        let text = serde_json::to_vec(value).map_err(|error| error.to_string())?;
        write_whole(path, &text).map_err(|error| error.to_string())
    }

    /// Deletes what was read of an item.
    pub fn remove_result(&self, id: ItemId) {
        // A file that is gone already is as good as one that is deleted.
        let _ = std::fs::remove_file(result_path(&self.path, id));
    }

    /// The items of which there is a result.
    pub fn results(&self) -> Vec<ItemId> {
        let files = std::fs::read_dir(self.path.join("results"));
        let names = files.into_iter().flatten().flatten();
        let id = |name: PathBuf| name.file_stem()?.to_str()?.parse().ok();
        names.filter_map(|file| id(file.path())).collect()
    }
}

fn result_path(folder: &Path, id: ItemId) -> PathBuf {
    folder.join("results").join(format!("{id}.json"))
}

/// Reads what was read of an item.
///
/// # Errors
/// When its file cannot be understood, in words. The file is set aside.
pub fn read_result(folder: &Path, id: ItemId) -> Result<ReadPage, String> {
    let path = result_path(folder, id);
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read(&path).map_err(|error| said(&error))?;
    let kept = serde_json::from_slice::<KeptResult>(&text).and_then(|kept| match kept.version {
        0..=VERSION => Ok(kept),
        _ => Err(serde::de::Error::custom("written by a later version")),
    });
    kept.map(|kept| ReadPage::new(kept.page, kept.seconds, kept.pipeline))
        .map_err(|error| {
            // Where even that is refused, the file stays where it is and is replaced when the page is read again.
            let _ = std::fs::rename(&path, path.with_extension("damaged"));
            said(&error)
        })
}
