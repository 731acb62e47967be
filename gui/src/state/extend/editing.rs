//! The chosen pipeline changed, and when it has to be stored.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use inkstone::pipeline::Plan;

use super::{Draft, Extend, Focus, PipelineKind};

/// How long a pipeline has to rest before it is stored.
const STORE_AFTER: Duration = Duration::from_millis(200);

impl Extend {
    /// Works on the pipeline of a name. Says what has to be stored of the one before.
    pub fn choose(&mut self, name: &str, now: Instant) -> Option<(String, Plan)> {
        let unstored = match self.draft.as_ref().is_some_and(|draft| draft.name == name) {
            true => return None,
            false => self.flush(now),
        };
        self.leave(name);
        unstored
    }

    /// Works on another pipeline, and forgets what was not stored of this one.
    pub fn leave(&mut self, for_name: &str) {
        let entry = self.pipelines.iter().find(|entry| entry.name == for_name);
        self.draft = entry.and_then(Draft::of);
        self.focus = Focus::Whole;
    }

    /// Changes the chosen pipeline. One that is not the user's own is copied first.
    pub fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        let Some(draft) = &mut self.draft else {
            return;
        };
        change(draft);
        if draft.changed.is_some() && draft.kind != PipelineKind::Own {
            let stem = PathBuf::from(&draft.name);
            let stem = stem.file_stem().unwrap_or_default().to_string_lossy();
            let like = format!("my-{stem}");
            let taken = |name: &str| self.pipelines.iter().any(|entry| entry.name == name);
            let numbered = (2..).map(|number| format!("{like}-{number}"));
            let mut names = std::iter::once(like.clone()).chain(numbered);
            draft.name = names.find(|name| !taken(name)).unwrap_or(like);
            draft.kind = PipelineKind::Own;
        }
    }

    /// What has to be stored now: the pipeline, once it has rested and no value of it is wrong.
    pub fn take_unstored(&mut self, now: Instant) -> Option<(String, Plan)> {
        match self.store_wait(now) {
            Some(Duration::ZERO) => self.flush(now),
            _ => None,
        }
    }

    /// How long until the pipeline is stored; none where nothing has to be.
    pub fn store_wait(&self, now: Instant) -> Option<Duration> {
        let since = self.draft.as_ref()?.changed?;
        match self.has_wrong_values() {
            true => None,
            false => Some(STORE_AFTER.saturating_sub(now.duration_since(since))),
        }
    }

    /// What has to be stored before the pipeline is left.
    pub fn flush(&mut self, now: Instant) -> Option<(String, Plan)> {
        self.store_wait(now)?;
        let draft = self.draft.as_mut()?;
        draft.changed = None;
        self.storing += 1;
        Some((draft.name.clone(), draft.plan()))
    }
}
