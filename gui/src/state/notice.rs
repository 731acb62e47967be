//! What the window tells the user besides what it shows.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Fault;

/// How long a message stays in the corner that is no error.
const INFO_STAYS: Duration = Duration::from_secs(4);
/// How long an error stays in the corner. It is listed after that too.
const ERROR_STAYS: Duration = Duration::from_secs(20);
/// How many errors are listed.
const LISTED: usize = 200;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What to say: of a fault its kind too, else a sentence of the window's.
    pub said: Fault,
    /// Whether something went wrong.
    pub error: bool,
    /// Since when it is told.
    pub at: Instant,
}

impl Notice {
    /// Something that went wrong.
    pub fn error(fault: impl Into<Fault>) -> Self {
        Self {
            said: fault.into(),
            error: true,
            at: Instant::now(),
        }
    }

    /// Something that went right.
    pub fn info(text: impl Into<String>) -> Self {
        Self {
            said: text.into().into(),
            error: false,
            at: Instant::now(),
        }
    }

    fn left(&self, now: Instant) -> Duration {
        let stays = match self.error {
            true => ERROR_STAYS,
            false => INFO_STAYS,
        };
        stays.saturating_sub(now.saturating_duration_since(self.at))
    }
}

/// The messages: those in the corner of the window, and the list of what went wrong.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    log: VecDeque<Notice>,
    unread: usize,
}

impl Notices {
    /// Tells something.
    pub fn push(&mut self, notice: Notice) {
        if notice.error {
            self.log.push_front(notice.clone());
            self.log.truncate(LISTED);
            self.unread = (self.unread + 1).min(LISTED);
        }
        self.shown.push(notice);
    }

    /// What is told now, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.shown.iter()
    }

    /// Takes away what is told at this place.
    pub fn dismiss(&mut self, index: usize) {
        if index < self.shown.len() {
            self.shown.remove(index);
        }
    }

    /// Takes away what was told for long enough. Says how long until the next one goes.
    pub fn expire(&mut self, now: Instant) -> Option<Duration> {
        self.shown.retain(|notice| !notice.left(now).is_zero());
        self.shown.iter().map(|notice| notice.left(now)).min()
    }

    /// What went wrong, the latest first.
    pub fn log(&self) -> impl Iterator<Item = &Notice> {
        self.log.iter()
    }

    /// How much went wrong that was not looked at yet.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// The list is looked at.
    pub fn read(&mut self) {
        self.unread = 0;
    }

    /// Forgets what went wrong.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

impl Extend<Notice> for Notices {
    fn extend<T: IntoIterator<Item = Notice>>(&mut self, notices: T) {
        notices.into_iter().for_each(|notice| self.push(notice));
    }
}
