//! What a step, or the whole pipeline, makes of the page that is shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use eframe::egui::ColorImage;
use inkstone::pipeline::{Plan, PluginLine};
use inkstone::report::DiffRow;

use super::draft::Stage;
use super::entry::Failure;
use crate::state::{Fault, ItemId, ReadPage, Source};

/// How long nothing has to change before a preview is made.
const DEBOUNCE: Duration = Duration::from_millis(250);

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// One step, by its place within its stage, on what those before it make.
    Step(Stage, usize),
    /// All steps.
    Whole,
}

/// Everything that a preview follows from.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What is tried.
    pub target: Target,
    /// The pipeline.
    pub plan: Plan,
    /// The page.
    pub item: ItemId,
    /// Where the page is from.
    pub source: Source,
    /// What was read of it; none where it was not read yet.
    pub page: Option<Arc<ReadPage>>,
    /// Changes with every change of a plugin's file.
    pub generation: u64,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        let page = |wanted: &Self| wanted.page.as_ref().map(Arc::as_ptr);
        (self.target, self.item, self.generation) == (other.target, other.item, other.generation)
            && self.plan == other.plan
            && page(self) == page(other)
    }
}

/// A preview to be made.
#[derive(Debug)]
pub struct PreviewJob {
    /// Stands for it.
    pub id: u64,
    /// What it follows from.
    pub wanted: Wanted,
    /// Set when nobody waits for it any more.
    pub cancel: Arc<AtomicBool>,
}

/// A picture of a preview.
pub struct PreviewImage {
    /// Its pixels, reduced where it is large.
    pub pixels: ColorImage,
    /// Its width and height before that, in pixels.
    pub size: [u32; 2],
    /// The corners of the pieces that were cut out of it, in its pixels before that.
    pub pieces: Vec<[[f32; 2]; 4]>,
}

impl std::fmt::Debug for PreviewImage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} with {} pieces", self.size, self.pieces.len())
    }
}

/// What pre-processors make of a page.
#[derive(Debug)]
pub struct ImagePreview {
    /// What the first of them is given.
    pub before: PreviewImage,
    /// What the last of them gives; none where it finds nothing to read.
    pub after: Option<PreviewImage>,
}

/// What post-processors make of what was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TextPreview {
    /// The text before and after, line by line.
    pub rows: Vec<DiffRow>,
    /// Files that they make, by name, where they are text.
    pub files: Vec<(String, String)>,
}

impl TextPreview {
    /// Whether they leave the text as it was.
    pub fn same(&self) -> bool {
        self.rows.iter().all(DiffRow::same)
    }
}

/// A preview that was made.
#[derive(Debug, Default)]
pub struct Made {
    /// What becomes of the page's image, where pre-processors take part.
    pub image: Option<ImagePreview>,
    /// What becomes of the text, where post-processors take part and it was read.
    pub text: Option<TextPreview>,
    /// What plugins logged.
    pub logs: Vec<PluginLine>,
    /// Plugins that failed, by name.
    pub failures: Vec<(String, Failure)>,
    /// How long plugins took.
    pub time: Duration,
}

/// How making a preview ended.
#[derive(Debug)]
pub enum Previewed {
    /// With one.
    Made(Box<Made>),
    /// It was cancelled.
    Cancelled,
    /// The pipeline cannot be used, or the page not be decoded.
    Failed(Fault),
}

/// The preview that is shown, and the one that is made.
#[derive(Debug, Default)]
pub struct Preview {
    /// The last that was made, if it could be.
    pub made: Option<Box<Made>>,
    /// Why the last could not be made.
    pub error: Option<Fault>,
    /// Whether the user stopped the last.
    pub stopped: bool,
    wanted: Option<Wanted>,
    /// Since when it is wanted; none once it is being made.
    since: Option<Instant>,
    running: Option<(u64, Arc<AtomicBool>)>,
    last_id: u64,
}

impl Preview {
    /// Says what is wanted now. What was wanted before is not made any more.
    pub fn want(&mut self, wanted: Option<Wanted>, now: Instant) {
        if self.wanted == wanted {
            return;
        }
        self.abandon();
        let another = |wanted: &Wanted| (wanted.target, wanted.item);
        if self.wanted.as_ref().map(another) != wanted.as_ref().map(another) {
            self.made = None;
        }
        self.error = None;
        self.stopped = false;
        self.since = wanted.is_some().then_some(now);
        self.wanted = wanted;
    }

    /// The preview to be made, once nothing has changed for a moment and the last one has ended.
    pub fn next(&mut self, now: Instant) -> Option<PreviewJob> {
        if self.running.is_some() || self.wait(now)? > Duration::ZERO {
            return None;
        }
        self.since = None;
        self.last_id += 1;
        let cancel = Arc::<AtomicBool>::default();
        self.running = Some((self.last_id, cancel.clone()));
        Some(PreviewJob {
            id: self.last_id,
            wanted: self.wanted.clone()?,
            cancel,
        })
    }

    /// How long until the next one is made; none where none is wanted.
    pub fn wait(&self, now: Instant) -> Option<Duration> {
        let since = self.since?;
        Some(DEBOUNCE.saturating_sub(now.duration_since(since)))
    }

    /// Takes up how one ended.
    pub fn take(&mut self, id: u64, ended: Previewed) {
        let Some((_, cancel)) = self.running.take_if(|(running, _)| *running == id) else {
            return;
        };
        // What changed meanwhile is made next.
        if self.since.is_some() || (cancel.load(Ordering::SeqCst) && !self.stopped) {
            return;
        }
        match ended {
            Previewed::Made(made) => self.made = Some(made),
            Previewed::Failed(error) => {
                self.made = None;
                self.error = Some(error);
            }
            Previewed::Cancelled => self.made = None,
        }
    }

    /// Stops the one that is made, because the user says so.
    pub fn stop(&mut self) {
        self.stopped = self.running.is_some();
        self.since = None;
        self.abandon();
    }

    /// Has the one that is wanted made again.
    pub fn again(&mut self, now: Instant) {
        self.abandon();
        self.stopped = false;
        self.since = self.wanted.is_some().then_some(now);
    }

    /// Stops the one that is made and makes it again later, so that something else can be done before.
    pub fn make_way(&mut self, now: Instant) {
        if self.running.is_some() {
            self.again(now);
        }
    }

    fn abandon(&self) {
        if let Some((_, cancel)) = &self.running {
            cancel.store(true, Ordering::SeqCst);
        }
    }

    /// Whether one is made.
    #[cfg(test)]
    pub fn running(&self) -> bool {
        self.running.is_some()
    }

    /// Whether there is something to be made.
    pub fn can_be_made(&self) -> bool {
        self.wanted.is_some()
    }

    /// Whether one is made, or will be.
    pub fn busy(&self) -> bool {
        self.running.is_some() || self.since.is_some()
    }
}
