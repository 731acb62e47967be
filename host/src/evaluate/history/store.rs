//! The folder of runs.

use std::path::{Path, PathBuf};

use super::stored::StoredReport;
use crate::files::{OutputError, write_whole};
use crate::paths;

/// What names the last run.
const LATEST: &str = "latest";

/// Why a run cannot be stored or found.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The system names no folder for data.
    #[error(
        "there is no folder for runs, since the system names no home folder; set INKSTONE_DATA_DIR"
    )]
    NoFolder,
    /// The folder cannot be made or read.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A run cannot be written.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// A file is no report.
    #[error("{}: {reason}", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },
    /// There is no such run.
    #[error(
        "there is no run {0:?}; `inkstone eval history` lists them, and a report's JSON file can be named too"
    )]
    Unknown(String),
    /// Several runs begin so.
    #[error("{name:?} may be {}; give more of it", .ids.join(" or "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// The runs.
        ids: Vec<String>,
    },
}

/// A run that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its name: date, time and kind.
    pub id: String,
    /// Its report.
    pub report: StoredReport,
}

/// Runs in a folder, one JSON file each.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

impl History {
    /// The runs in a folder, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The runs of this program's user: the folder `evaluations` below the data folder.
    ///
    /// # Errors
    /// When the system names no home folder.
    pub fn of_user() -> Result<Self, HistoryError> {
        let data = paths::data_dir().ok_or(HistoryError::NoFolder)?;
        Ok(Self::new(data.join("evaluations")))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps a report, without what only its charts show, and returns the run's id.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn add(&self, report: &StoredReport) -> Result<String, HistoryError> {
        std::fs::create_dir_all(&self.folder).map_err(self.io())?;
        let digits = |c: &char| c.is_ascii_alphanumeric();
        let date: String = report.environment().date.chars().filter(digits).collect();
        // Of runs that end in the same second the later one sorts behind the earlier one, whatever their kinds: `.` is behind `-`.
        let same = self
            .ids()?
            .iter()
            .filter(|id| id.starts_with(&date))
            .count();
        let name = |n: usize| match n {
            0 => format!("{date}-{}", report.kind()),
            n => format!("{date}.{}-{}", n + 1, report.kind()),
        };
        // Where one of them was removed, their number is that of another one.
        let free = (same..).map(name).find(|id| !self.path(id).exists());
        let id = free.expect("some number is free");
        let json = report.without_series().to_json();
        write_whole(&self.path(&id), json.as_bytes())?;
        Ok(id)
    }

    /// The ids of all runs, oldest first.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn ids(&self) -> Result<Vec<String>, HistoryError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(self.io())?,
        };
        let names = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut ids: Vec<String> = names
            .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// The last run before another of the same kind; before a report's file, the last one of all.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub fn previous(&self, run: &Run) -> Result<Run, HistoryError> {
        let kind = format!("-{}", run.report.kind());
        let ids = self.ids()?;
        let is_kept = ids.contains(&run.id);
        let earlier = ids
            .iter()
            .rev()
            .find(|id| id.contains(&kind) && (!is_kept || **id < run.id));
        match earlier {
            Some(id) => self.find(id),
            None => Err(HistoryError::Unknown(format!("previous of {}", run.id))),
        }
    }

    /// A run: by its id or the beginning of it, as `latest`, or a report's JSON file.
    ///
    /// # Errors
    /// When there is none or there are several, or it is damaged.
    pub fn find(&self, name: &str) -> Result<Run, HistoryError> {
        let path = Path::new(name);
        if path.is_file() {
            return Ok(Run {
                id: name.to_owned(),
                report: read(path)?,
            });
        }
        let ids = self.ids()?;
        let unknown = || HistoryError::Unknown(name.to_owned());
        let id = match name {
            LATEST => ids.last().ok_or_else(unknown)?,
            _ => {
                let begins: Vec<&String> = ids.iter().filter(|id| id.starts_with(name)).collect();
                match (ids.iter().find(|id| *id == name), begins.as_slice()) {
                    (Some(exact), _) => exact,
                    (None, [one]) => *one,
                    (None, []) => return Err(unknown()),
                    (None, many) => {
                        return Err(HistoryError::Ambiguous {
                            name: name.to_owned(),
                            ids: many.iter().map(|id| (*id).clone()).collect(),
                        });
                    }
                }
            }
        };
        Ok(Run {
            report: read(&self.path(id))?,
            id: id.clone(),
        })
    }

    fn path(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.json"))
    }

    fn io(&self) -> impl FnOnce(std::io::Error) -> HistoryError {
        let path = self.folder.clone();
        move |source| HistoryError::Io { path, source }
    }
}

fn read(path: &Path) -> Result<StoredReport, HistoryError> {
    let json = std::fs::read(path).map_err(|source| HistoryError::Io {
        path: path.to_owned(),
        source,
    })?;
    StoredReport::parse(&json).map_err(|reason| HistoryError::Damaged {
        path: path.to_owned(),
        reason,
    })
}
