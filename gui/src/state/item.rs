//! One page of the queue.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use inkstone::model::observe::Stage;
use inkstone::pipeline::{PageRecord, has_table};

use super::{Edits, Fault};

/// Stands for an item as long as the window is open.
pub type ItemId = u64;

/// Where a page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The page that the program carries.
    Sample,
    /// A page of a file.
    File {
        /// The file.
        path: PathBuf,
        /// The page, from 0.
        page: usize,
        /// How many pages the file has.
        count: usize,
    },
}

impl Source {
    /// What to call it in the queue: the file's name, and the page where there are several.
    pub fn name(&self) -> String {
        match self {
            Self::Sample => "sample.png".into(),
            Self::File { path, page, count } => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let name = name.to_string_lossy();
                match count {
                    0 | 1 => name.into_owned(),
                    _ => format!("{name} · {}", page + 1),
                }
            }
        }
    }

    /// Where it is, in full.
    pub fn location(&self) -> String {
        match self {
            Self::Sample => "sample.png".into(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }

    /// The page within its file, from 1; none where the file has one page.
    pub fn page_number(&self) -> Option<usize> {
        match self {
            Self::File { page, count, .. } if *count > 1 => Some(page + 1),
            _ => None,
        }
    }

    /// What a result of it is called unless the user says otherwise, without the ending.
    pub fn stem(&self) -> String {
        let path = match self {
            Self::Sample => return "sample".into(),
            Self::File { path, .. } => path,
        };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        match self.page_number() {
            Some(number) => format!("{stem}-p{number:04}"),
            None => stem.into_owned(),
        }
    }
}

/// Where the reading of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The file is decoded.
    Decoding,
    /// So many of the model's tensors are loaded.
    Loading {
        /// Tensors loaded.
        done: usize,
        /// Tensors in all.
        total: usize,
    },
    /// So many pieces of a part of the model are computed.
    Stage {
        /// The part.
        stage: Stage,
        /// Pieces computed.
        done: usize,
        /// Pieces in all.
        total: usize,
    },
    /// So many pieces of the page's lines are read.
    Lines {
        /// Pieces read.
        done: usize,
        /// Pieces in all.
        total: usize,
    },
    /// So many tokens are generated; how many will come is not known.
    Tokens(usize),
}

impl Step {
    /// How much of the step is done, 0 to 1, where that is known.
    pub fn fraction(self) -> Option<f32> {
        match self {
            Self::Decoding | Self::Tokens(_) => None,
            Self::Loading { done, total }
            | Self::Stage { done, total, .. }
            | Self::Lines { done, total } => Some(done as f32 / total.max(1) as f32),
        }
    }
}

/// A page that was read, in every form that the window shows.
#[derive(Clone, Debug)]
pub struct ReadPage {
    /// Everything that is known of it.
    pub record: PageRecord,
    /// It as plain text.
    pub text: String,
    /// It as Markdown.
    pub markdown: String,
    /// It as JSON.
    pub json: String,
    /// How long it took, in seconds, without opening the model.
    pub seconds: f64,
    /// The pipeline that it went through.
    pub pipeline: String,
}

impl ReadPage {
    /// A page of a record, in every form; `seconds` is how long it took, `pipeline` what it went through.
    pub fn new(record: PageRecord, seconds: f64, pipeline: String) -> Self {
        Self {
            text: record.to_text(),
            markdown: record.to_markdown(),
            json: record.to_json(),
            record,
            seconds,
            pipeline,
        }
    }

    /// The page with other texts in the place of some blocks'. Its Markdown stays, as a plugin has to write it anew.
    pub fn with_edits(&self, edits: &Edits) -> Self {
        let mut record = self.record.clone();
        for (block, text) in edits.texts() {
            record.set_block_text(block, text);
        }
        Self {
            text: record.to_text(),
            markdown: self.markdown.clone(),
            json: record.to_json(),
            record,
            seconds: self.seconds,
            pipeline: self.pipeline.clone(),
        }
    }
}

/// How the reading of a page ended.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read(Box<ReadPage>),
    /// It was stopped; with what was read until then.
    Cancelled(Option<Box<ReadPage>>),
    /// It could not be read.
    Failed(Fault),
}

/// What is with an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its turn will come.
    Waiting,
    /// It is being read.
    Reading,
    /// It was read.
    Done,
    /// It could not be read, and why.
    Failed(Fault),
    /// The user stopped it.
    Cancelled,
}

/// One page of the queue.
#[derive(Debug)]
pub struct Item {
    /// Stands for it.
    pub id: ItemId,
    /// Where it comes from.
    pub source: Source,
    /// What is with it.
    pub phase: Phase,
    /// Where its reading is.
    pub step: Option<Step>,
    /// When its reading began to count pieces of the present step.
    pub step_started: Option<Instant>,
    /// The text so far, while it is read.
    pub streamed: String,
    /// What was read.
    pub result: Option<Arc<ReadPage>>,
    /// What the user changed of it.
    pub edits: Edits,
    /// What was read, with what the user changed; none while that is nothing.
    pub edited: Option<Arc<ReadPage>>,
    /// Whether the Markdown of what the user changed is still being written.
    pub markdown_pending: bool,
    /// Quarter turns, clockwise, that the page is shown and read with.
    pub turns: u8,
    /// Whether it is to be read again as soon as its reading has stopped.
    pub again: bool,
    /// Set to stop its reading.
    pub cancel: Arc<AtomicBool>,
    /// Whether it was read in an earlier session and the result is not loaded yet.
    pub unloaded: bool,
    /// Whether its file was not there any more when the window was opened.
    pub gone: bool,
    /// What was read of it before it was put back to be read again.
    pub before: Option<Before>,
}

/// What was read of a page, and what the user changed of it.
#[derive(Debug)]
pub struct Before {
    /// What was read.
    pub result: Arc<ReadPage>,
    /// What the user changed.
    pub edits: Edits,
    /// The quarter turns that it was read with.
    pub turns: u8,
    edited: Option<Arc<ReadPage>>,
}

impl Item {
    /// An item that waits for its turn.
    pub fn new(id: ItemId, source: Source) -> Self {
        Self {
            id,
            source,
            phase: Phase::Waiting,
            step: None,
            step_started: None,
            streamed: String::new(),
            result: None,
            edits: Edits::default(),
            edited: None,
            markdown_pending: false,
            turns: 0,
            again: false,
            cancel: Arc::default(),
            unloaded: false,
            gone: false,
            before: None,
        }
    }

    /// Puts it back among those that wait. What the user changed goes with what was read.
    pub fn restart(&mut self) {
        let read = self.result.take().map(|result| Before {
            result,
            edits: std::mem::take(&mut self.edits),
            turns: self.turns,
            edited: self.edited.take(),
        });
        let before = read.or_else(|| self.before.take());
        *self = Self {
            turns: self.turns,
            before,
            ..Self::new(self.id, self.source.clone())
        };
    }

    /// A reading has ended: where it gave nothing, what was read before is there again, with what the user changed. Else it is kept where the
    /// user changed it, to go back to.
    pub fn settle_before(&mut self) {
        if self.result.is_none() {
            self.take_back_reading();
        } else if self
            .before
            .as_ref()
            .is_some_and(|before| before.edited.is_none())
        {
            self.before = None;
        }
    }

    /// Whether there is a step of the user's to take back: an edit, or having an edited page read again.
    pub fn can_undo(&self) -> bool {
        self.edits.can_undo() || (self.ended() && self.before.is_some())
    }

    /// Goes back to what was read before, with what the user changed. False where nothing was.
    pub fn take_back_reading(&mut self) -> bool {
        let Some(before) = self.before.take() else {
            return false;
        };
        self.result = Some(before.result);
        self.edits = before.edits;
        self.edited = before.edited;
        self.turns = before.turns;
        true
    }

    /// What was read before, while it is being read again: what there is of it should the window end now.
    pub fn standing(&self) -> Option<&Before> {
        self.before.as_ref().filter(|_| !self.ended())
    }

    /// What was read last.
    pub fn last_result(&self) -> Option<&Arc<ReadPage>> {
        let standing = self.standing().map(|before| &before.result);
        standing.or(self.result.as_ref())
    }

    /// Turns the page by quarters, clockwise, and has it read so.
    pub fn turn(&mut self, quarters: i8) {
        match self.phase {
            Phase::Waiting => {}
            Phase::Reading => {
                self.again = true;
                self.cancel.store(true, Ordering::SeqCst);
            }
            Phase::Done | Phase::Failed(_) | Phase::Cancelled => self.restart(),
        }
        self.turns = (i16::from(self.turns) + i16::from(quarters)).rem_euclid(4) as u8;
    }

    /// What was read, as the user left it.
    pub fn page(&self) -> Option<&Arc<ReadPage>> {
        self.edited.as_ref().or(self.result.as_ref())
    }

    /// Whether what was read of it holds a table.
    pub fn has_table(&self) -> bool {
        self.page().is_some_and(|page| has_table(&page.record))
    }

    /// A number that changes with what was read, with each edit and each turn.
    pub fn version(&self) -> u64 {
        let of_result = self
            .result
            .as_ref()
            .map_or(0, |page| Arc::as_ptr(page) as u64);
        of_result.wrapping_mul(31) ^ self.edits.version() ^ (u64::from(self.turns) << 32)
    }

    /// Takes up what the user changed.
    pub fn apply_edits(&mut self) {
        let Some(page) = &self.result else { return };
        self.edited = (!self.edits.is_empty()).then(|| Arc::new(page.with_edits(&self.edits)));
        self.markdown_pending = self.edited.is_some();
    }

    /// Stops it now: its reading ends before the next layer.
    pub fn stop(&mut self) {
        self.cancel.store(true, Ordering::SeqCst);
        if self.phase == Phase::Waiting {
            self.phase = Phase::Cancelled;
        }
    }

    /// Whether nothing more will happen to it by itself.
    pub fn ended(&self) -> bool {
        !matches!(self.phase, Phase::Waiting | Phase::Reading)
    }

    /// Takes up where its reading is. `now` is when that was told.
    pub fn advance(&mut self, step: Step, now: Instant) {
        let same = self
            .step
            .is_some_and(|old| std::mem::discriminant(&old) == std::mem::discriminant(&step));
        if !same {
            self.step_started = Some(now);
        }
        self.step = Some(step);
    }

    /// Seconds until its lines are read, at the pace so far; none before that can be told.
    pub fn seconds_left(&self, now: Instant) -> Option<f64> {
        let (Some(Step::Lines { done, total }), Some(started)) = (self.step, self.step_started)
        else {
            return None;
        };
        let elapsed = now.duration_since(started).as_secs_f64();
        (done >= 3).then(|| elapsed / done as f64 * total.saturating_sub(done) as f64)
    }
}
