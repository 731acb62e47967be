//! What both sides of a comparison share, and how they wait for each other.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use image::RgbImage;
use inkstone::evaluate::accuracy::AccuracyOptions;
use inkstone::plugin::Registry;

/// How often who waits looks whether it is to stop.
const GLANCE: Duration = Duration::from_millis(20);

/// What both sides of a comparison share.
pub(super) struct Meeting {
    pub folder: PathBuf,
    pub name: String,
    pub page: RgbImage,
    pub options: AccuracyOptions,
    pub registry: Arc<Registry>,
    pub cancel: Arc<AtomicBool>,
    state: Mutex<MeetingState>,
    changed: Condvar,
}

/// How far the baseline is.
#[derive(Default)]
pub(super) struct MeetingState {
    /// The baseline's answer to every piece that it has answered.
    pub answers: Vec<Vec<u32>>,
    /// Whether the baseline has opened its engine, or never will.
    pub opened: bool,
    /// Whether it has nothing more to do.
    pub ended: bool,
    /// Whether it gave nothing, so that there is nothing to compare with.
    pub failed: bool,
}

impl Meeting {
    pub fn new(
        folder: PathBuf,
        name: String,
        page: RgbImage,
        options: AccuracyOptions,
        registry: Arc<Registry>,
        cancel: Arc<AtomicBool>,
    ) -> Self {
        Self {
            folder,
            name,
            page,
            options,
            registry,
            cancel,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// How far the baseline is, for a moment.
    pub fn lock(&self) -> MutexGuard<'_, MeetingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes that, and tells who waits for it.
    pub fn set(&self, set: impl FnOnce(&mut MeetingState)) {
        set(&mut self.lock());
        self.changed.notify_all();
    }

    /// Whether the comparison is to stop.
    pub fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }

    /// Waits until something is so; false if the comparison is stopped first.
    pub fn wait(&self, so: impl Fn(&MeetingState) -> bool) -> bool {
        let mut state = self.lock();
        while !so(&state) {
            if self.cancelled() {
                return false;
            }
            let waited = self.changed.wait_timeout(state, GLANCE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}
