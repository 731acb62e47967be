//! How an evaluation tells how far it is, and is told to stop.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::EvalError;
use crate::model::observe::{self, Stage};

/// How far an evaluation is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress<'a> {
    /// What is being done.
    pub what: &'a str,
    /// How much of the whole is done, 0 to 1.
    pub done: f64,
}

/// Who watches an evaluation.
pub struct Watch<'a> {
    /// Becomes true when the evaluation is to stop.
    pub cancel: Arc<AtomicBool>,
    listener: &'a mut dyn FnMut(Progress<'_>),
    from: f64,
    share: f64,
}

impl<'a> Watch<'a> {
    /// A watch whose listener hears of progress.
    pub fn new(cancel: Arc<AtomicBool>, listener: &'a mut dyn FnMut(Progress<'_>)) -> Self {
        Self {
            cancel,
            listener,
            from: 0.0,
            share: 1.0,
        }
    }

    /// From now on what is told is piece `index` of `count` equal ones of the part `within` of the whole.
    pub(super) fn piece(&mut self, within: std::ops::Range<f64>, index: usize, count: usize) {
        self.share = (within.end - within.start) / count.max(1) as f64;
        self.from = within.start + self.share * index as f64;
    }

    /// Tells how much of the piece is done.
    ///
    /// # Errors
    /// [`EvalError::Cancelled`] when the evaluation is to stop.
    pub(super) fn tell(&mut self, what: &str, done: f64) -> Result<(), EvalError> {
        (self.listener)(Progress {
            what,
            done: self.from + self.share * done.clamp(0.0, 1.0),
        });
        match self.cancel.load(Ordering::SeqCst) {
            true => Err(EvalError::Cancelled),
            false => Ok(()),
        }
    }

    /// Tells what a running model tells; `decoded` is how much of the answer is there, 0 to 1.
    pub(super) fn model(
        &mut self,
        what: &str,
        progress: observe::Progress,
        decoded: f64,
    ) -> ControlFlow<()> {
        let within = progress.done as f64 / progress.total.max(1) as f64;
        // Rough shares of a page's time; they only move the bar.
        let done = match progress.stage {
            Stage::Vision => 0.5 * within,
            Stage::Projector => 0.5,
            Stage::Prefill => 0.5 + 0.2 * within,
            Stage::Head => 0.7 + 0.1 * within,
            Stage::Decode => 0.8 + 0.2 * decoded,
        };
        match self.tell(what, done) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
