//! The form that starts an evaluation.

use inkstone::device::Dtype;

/// What is evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EvalKind {
    /// Whether two devices agree.
    #[default]
    Accuracy,
    /// In which layers they part.
    Layers,
    /// How fast they are.
    Performance,
    /// How well pages are read.
    Text,
}

impl EvalKind {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Accuracy, Self::Layers, Self::Performance, Self::Text];
}

/// What it is evaluated on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataChoice {
    /// The page that is shown.
    #[default]
    Shown,
    /// All pages of the queue.
    Queue,
    /// A folder, a file or a manifest.
    Path,
}

/// The form, with the defaults of the command line.
#[derive(Clone, Debug, PartialEq)]
pub struct EvalForm {
    /// What is evaluated.
    pub kind: EvalKind,
    /// On what.
    pub data: DataChoice,
    /// The folder, file or manifest, for [`DataChoice::Path`].
    pub path: String,
    /// The dtype of devices whose names have none.
    pub dtype: Dtype,
    /// Most tokens of an answer, or tokens that every run generates.
    pub new_tokens: usize,
    /// Rounds that count.
    pub runs: usize,
    /// Rounds before them that are thrown away.
    pub warmup: usize,
    /// Largest mean relative error, in percent.
    pub mre: f64,
    /// Least top-1 agreement, in percent.
    pub top1: f64,
    /// Least cosine similarity.
    pub cosine: f64,
    /// Whether the run is kept.
    pub keep: bool,
}

impl Default for EvalForm {
    fn default() -> Self {
        Self {
            kind: EvalKind::default(),
            data: DataChoice::default(),
            path: String::new(),
            dtype: Dtype::Float32,
            new_tokens: 64,
            runs: 20,
            warmup: 3,
            mre: 1.0,
            top1: 99.0,
            cosine: 0.999,
            keep: true,
        }
    }
}

/// Why a form cannot be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormProblem {
    /// No page is shown.
    NoPage,
    /// No path is given.
    NoPath,
    /// Both devices are the same.
    SameDevices,
}

impl EvalForm {
    /// The data that it is really about: texts that are right lie beside files, and one page is measured.
    pub fn data(&self) -> DataChoice {
        match (self.kind, self.data) {
            (EvalKind::Text, _) => DataChoice::Path,
            (EvalKind::Layers | EvalKind::Performance, DataChoice::Queue) => DataChoice::Shown,
            (_, data) => data,
        }
    }

    /// What keeps it from being sent. `pages` is how many the queue has, `same` whether both devices are one.
    pub fn problem(&self, pages: usize, same: bool) -> Option<FormProblem> {
        match self.data() {
            DataChoice::Path if self.path.trim().is_empty() => Some(FormProblem::NoPath),
            DataChoice::Shown | DataChoice::Queue if pages == 0 => Some(FormProblem::NoPage),
            // Two sides that are one device at one dtype cannot take turns.
            _ if same && self.kind == EvalKind::Performance => Some(FormProblem::SameDevices),
            _ => None,
        }
    }
}
