//! An evaluation that runs or has ended.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{Ended, EvalKind, FigureView, ReportView, RunId};

/// An evaluation that runs or has ended.
#[derive(Debug)]
pub struct EvalRun {
    /// Stands for it.
    pub id: RunId,
    /// What is evaluated.
    pub kind: EvalKind,
    /// Set to stop it.
    pub cancel: Arc<AtomicBool>,
    /// What is being done.
    pub what: String,
    /// How much is done, 0 to 1.
    pub done: f64,
    /// When it began.
    pub started: Instant,
    /// What could not be used.
    pub left_out: Vec<String>,
    /// The runs so far, where devices are measured.
    pub live: Option<FigureView>,
    /// How it ended; none while it runs.
    pub ended: Option<Ended<Arc<ReportView>>>,
}

/// Progress below which no time left is told: too little is known.
const LEAST_DONE: f64 = 0.03;

impl EvalRun {
    /// How long it will still take at the pace so far; none before that can be told.
    pub fn left(&self, now: Instant) -> Option<Duration> {
        let passed = now.duration_since(self.started);
        (self.ended.is_none() && self.done >= LEAST_DONE && passed >= Duration::from_secs(2))
            .then(|| passed.mul_f64((1.0 - self.done.min(1.0)) / self.done))
    }

    /// Its report, if it ended with one.
    pub fn report(&self) -> Option<&Arc<ReportView>> {
        match &self.ended {
            Some(Ended::Done(report)) => Some(report),
            _ => None,
        }
    }
}
