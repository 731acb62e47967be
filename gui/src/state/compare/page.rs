//! A page that two devices read side by side.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use inkstone::device::DeviceSpec;
use inkstone::evaluate::accuracy::{AnswerToken, PageComparison};
use inkstone::model::observe::Stage;

use super::{Ended, PageJob, RunId};
use crate::state::Fault;

/// The places of baseline and candidate.
pub const SIDES: [usize; 2] = [0, 1];

/// Where a side of a comparison is.
#[derive(Clone, Debug, PartialEq)]
pub enum SideStep {
    /// It waits until the other side has given back its memory.
    WaitingForMemory,
    /// So many of the model's tensors are loaded.
    Loading {
        /// Tensors loaded.
        done: usize,
        /// Tensors in all.
        total: usize,
    },
    /// The model is open on a device that describes itself.
    Opened {
        /// Its name with the dtype.
        name: String,
        /// What it says of itself.
        description: String,
    },
    /// A piece of the page is begun.
    Piece {
        /// The line, from 0.
        line: usize,
        /// The piece, from 0.
        index: usize,
        /// Pieces in all.
        count: usize,
    },
    /// A layer is done.
    Stage {
        /// The part of the model.
        stage: Stage,
        /// Layers done.
        done: usize,
        /// Layers in all.
        total: usize,
    },
    /// It reads the baseline's answer.
    Scoring,
    /// Tokens were chosen.
    Tokens(Vec<AnswerToken>),
    /// It has read the page.
    Answered,
    /// It failed, and why.
    Failed(Fault),
}

/// One side of a comparison.
#[derive(Debug, Default)]
pub struct SideRun {
    /// The device's name with the dtype, once it is open.
    pub name: String,
    /// What the device says of itself.
    pub description: String,
    /// What it is doing.
    pub step: Option<SideStep>,
    /// Lines begun, each with its pieces begun, each with its tokens so far.
    pub lines: Vec<Vec<Vec<AnswerToken>>>,
    /// Pieces begun and in all.
    pub pieces: (usize, usize),
    /// Tokens so far.
    pub tokens: usize,
    /// When it began to read.
    pub began: Option<Instant>,
    /// When the first token came.
    pub first: Option<Instant>,
    /// When the last one came.
    pub last: Option<Instant>,
    /// Whether it has read the page.
    pub answered: bool,
    /// Why it failed.
    pub failed: Option<Fault>,
}

impl SideRun {
    /// Time from the beginning to the first token.
    pub fn first_token(&self) -> Option<Duration> {
        Some(self.first?.duration_since(self.began?))
    }

    /// Time from the beginning to the last token.
    pub fn reading(&self) -> Option<Duration> {
        Some(self.last?.duration_since(self.began?))
    }

    /// How much of the present step is done, 0 to 1, where that is known.
    pub fn fraction(&self) -> Option<f32> {
        match self.step.as_ref()? {
            SideStep::Loading { done, total } => Some(*done as f32 / (*total).max(1) as f32),
            _ if self.pieces.1 > 1 => {
                Some(self.pieces.0.saturating_sub(1) as f32 / self.pieces.1 as f32)
            }
            SideStep::Stage { stage, done, total } if *stage != Stage::Decode => {
                Some(*done as f32 / (*total).max(1) as f32)
            }
            _ => None,
        }
    }
}

/// A comparison that runs or has ended.
#[derive(Debug)]
pub struct PageRun {
    /// Stands for it.
    pub id: RunId,
    /// What the page is called.
    pub name: String,
    /// The devices that were asked for, baseline first.
    pub devices: [DeviceSpec; 2],
    /// Set to stop it.
    pub cancel: Arc<AtomicBool>,
    /// Both sides, baseline first.
    pub sides: [SideRun; 2],
    /// How it ended; none while it runs.
    pub ended: Option<Ended<Arc<PageComparison>>>,
}

impl PageRun {
    /// A comparison that begins.
    pub fn new(job: &PageJob) -> Self {
        Self {
            id: job.id,
            name: job.source.name(),
            devices: job.devices,
            cancel: job.cancel.clone(),
            sides: Default::default(),
            ended: None,
        }
    }

    /// Whether it has not ended.
    pub fn running(&self) -> bool {
        self.ended.is_none()
    }

    /// What it found, if it ended well.
    pub fn comparison(&self) -> Option<&Arc<PageComparison>> {
        match &self.ended {
            Some(Ended::Done(comparison)) => Some(comparison),
            _ => None,
        }
    }

    /// Takes up where a side is; `now` is when that was told.
    pub(super) fn advance(&mut self, side: usize, step: SideStep, now: Instant) {
        let Some(run) = self.sides.get_mut(side) else {
            return;
        };
        match step {
            SideStep::Opened { name, description } => {
                (run.name, run.description) = (name, description);
                run.step = None;
            }
            SideStep::Tokens(tokens) => {
                run.first.get_or_insert(now);
                run.last = Some(now);
                run.tokens += tokens.len();
                if let Some(piece) = run.lines.last_mut().and_then(|line| line.last_mut()) {
                    piece.extend(tokens);
                }
            }
            SideStep::Answered => {
                run.answered = true;
                run.step = None;
            }
            SideStep::Failed(why) => {
                run.failed = Some(why);
                run.step = None;
            }
            SideStep::Piece { line, index, count } => {
                run.began.get_or_insert(now);
                run.lines.resize(line + 1, Vec::new());
                run.lines[line].push(Vec::new());
                run.pieces = (index + 1, count);
                run.step = Some(step);
            }
            SideStep::WaitingForMemory
            | SideStep::Loading { .. }
            | SideStep::Stage { .. }
            | SideStep::Scoring => run.step = Some(step),
        }
    }

    /// Takes up how it ended.
    pub(super) fn end(&mut self, ended: Ended<Box<PageComparison>>) {
        for side in &mut self.sides {
            side.step = None;
        }
        self.ended = Some(match ended {
            Ended::Done(comparison) => Ended::Done(Arc::new(*comparison)),
            Ended::Cancelled => Ended::Cancelled,
            Ended::Failed(why) => Ended::Failed(why),
        });
    }
}
