//! A model that is being downloaded.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::{AppState, Fault};

/// Where a download is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes come in, or files that are there are checked.
    Running,
    /// The user stopped it; what is there is kept.
    Paused,
    /// It failed, and why; what is there is kept.
    Failed(Fault),
    /// All files are there, whole and unchanged.
    Done,
}

/// What the network thread tells.
#[derive(Clone, Debug, PartialEq)]
pub enum TransferEvent {
    /// So many bytes of so many are there.
    Progress {
        /// The file that is fetched or checked.
        file: String,
        /// Bytes at hand.
        done: u64,
        /// Bytes of all files.
        total: u64,
    },
    /// An attempt failed, and why; another one follows.
    Retry(String),
    /// It ended.
    Ended(Stage),
}

/// A model that is downloaded.
#[derive(Debug)]
pub struct Transfer {
    /// The model's name.
    pub name: String,
    /// Where it is.
    pub stage: Stage,
    /// The file that is fetched or checked.
    pub file: String,
    /// Bytes at hand.
    pub done: u64,
    /// Bytes of all files; 0 before that is known.
    pub total: u64,
    /// Why the last attempt failed, until bytes come in again.
    pub trouble: Option<String>,
    /// Set to stop it.
    pub cancel: Arc<AtomicBool>,
    /// When it began to come in, and with how many bytes at hand.
    began: Option<(Instant, u64)>,
}

impl Transfer {
    /// A download that begins.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            stage: Stage::Running,
            file: String::new(),
            done: 0,
            total: 0,
            trouble: None,
            cancel: Arc::default(),
            began: None,
        }
    }

    /// Takes up what the network thread told at a time.
    pub fn apply(&mut self, event: TransferEvent, now: Instant) {
        match event {
            TransferEvent::Progress { file, done, total } => {
                // Files that were there already say nothing of the network's pace.
                if self.file != file || self.began.is_none() {
                    let began = self.began.map_or(now, |(at, _)| at);
                    let there = self.began.map_or(done, |(_, there)| there);
                    self.began = Some((began, there));
                }
                self.file = file;
                self.done = done;
                self.total = total;
                self.trouble = None;
            }
            TransferEvent::Retry(reason) => self.trouble = Some(reason),
            TransferEvent::Ended(stage) => {
                self.stage = stage;
                self.trouble = None;
            }
        }
    }

    /// Stops it; what is there is kept.
    pub fn pause(&self) {
        self.cancel.store(true, Ordering::SeqCst);
    }

    /// How much is there, 0 to 1.
    pub fn fraction(&self) -> f32 {
        match (&self.stage, self.total) {
            (Stage::Done, _) => 1.0,
            (_, 0) => 0.0,
            (_, total) => (self.done as f64 / total as f64).clamp(0.0, 1.0) as f32,
        }
    }

    /// Bytes per second since it began; none before a second has passed.
    pub fn pace(&self, now: Instant) -> Option<f64> {
        let (began, there) = self.began?;
        let seconds = now.duration_since(began).as_secs_f64();
        (seconds >= 1.0 && self.done > there).then(|| (self.done - there) as f64 / seconds)
    }

    /// Seconds until all is there, at the pace so far.
    pub fn seconds_left(&self, now: Instant) -> Option<f64> {
        Some(self.total.saturating_sub(self.done) as f64 / self.pace(now)?)
    }
}

impl AppState {
    /// Whether a model for whole pages is installed.
    pub fn has_full_model(&self) -> bool {
        !self.installed.is_empty()
    }

    /// Takes up what the network thread told.
    pub(super) fn take_transfer(&mut self, event: TransferEvent, now: Instant) {
        if let Some(transfer) = &mut self.transfer {
            transfer.apply(event, now);
        }
    }

    /// The folder of a model that is installed.
    pub fn installed_folder(&self, name: &str) -> Option<&PathBuf> {
        let found = self.installed.iter().find(|(known, _)| known == name);
        found.map(|(_, folder)| folder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_pace_counts_what_came_in_and_not_what_was_there() {
        let mut transfer = Transfer::new("m");
        let start = Instant::now();
        let progress = |done| TransferEvent::Progress {
            file: "f".into(),
            done,
            total: 1000,
        };
        transfer.apply(progress(400), start);
        assert_eq!(transfer.pace(start), None);
        transfer.apply(progress(600), start + Duration::from_secs(2));
        let now = start + Duration::from_secs(2);
        assert_eq!(transfer.pace(now), Some(100.0));
        assert_eq!(transfer.seconds_left(now), Some(4.0));
        assert_eq!(transfer.fraction(), 0.6);
    }

    #[test]
    fn trouble_is_told_until_bytes_come_in_again() {
        let mut transfer = Transfer::new("m");
        let now = Instant::now();
        transfer.apply(TransferEvent::Retry("status 500".into()), now);
        assert_eq!(transfer.trouble.as_deref(), Some("status 500"));
        let progress = TransferEvent::Progress {
            file: "f".into(),
            done: 1,
            total: 2,
        };
        transfer.apply(progress, now);
        assert_eq!(transfer.trouble, None);
    }
}
