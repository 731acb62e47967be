//! What the workspace asks of its workers, and what they tell.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use inkstone::device::DeviceSpec;
use inkstone::evaluate::accuracy::PageComparison;
use inkstone::evaluate::history::StoredReport;

use super::{Diff, EvalForm, RunId, RunRow, SideStep};
use crate::state::{Fault, Settings, Source};

/// A page to be read on two devices.
#[derive(Clone, Debug)]
pub struct PageJob {
    /// Stands for it.
    pub id: RunId,
    /// The page.
    pub source: Source,
    /// How it is read, apart from the device.
    pub settings: Settings,
    /// The devices, baseline first.
    pub devices: [DeviceSpec; 2],
    /// Set when it is to stop.
    pub cancel: Arc<AtomicBool>,
}

/// An evaluation to be run.
#[derive(Clone, Debug)]
pub struct EvalJob {
    /// Stands for it.
    pub id: RunId,
    /// What is evaluated, and how.
    pub form: EvalForm,
    /// The pages of the queue that it is about, where it is about those.
    pub sources: Vec<Source>,
    /// How pages are read, apart from the device.
    pub settings: Settings,
    /// The devices, baseline first.
    pub devices: [DeviceSpec; 2],
    /// Set when it is to stop.
    pub cancel: Arc<AtomicBool>,
}

/// What is to be done next.
#[derive(Clone, Debug)]
pub enum Work {
    /// A page is compared.
    Page(PageJob),
    /// An evaluation is run.
    Evaluate(Box<EvalJob>),
}

/// How something ended.
#[derive(Debug)]
pub enum Ended<T> {
    /// Well.
    Done(T),
    /// The user stopped it.
    Cancelled,
    /// It failed, and why.
    Failed(Fault),
}

/// What a worker tells.
#[derive(Debug)]
pub enum CompareEvent {
    /// Where a side of a comparison is; 0 is the baseline.
    Side(RunId, usize, SideStep),
    /// The comparison of a page ended.
    Page(RunId, Ended<Box<PageComparison>>),
    /// How far an evaluation is: what is being done, and the part that is done, 0 to 1.
    Progress(RunId, String, f64),
    /// How long every whole answer took so far, in seconds, by device.
    Samples(RunId, Vec<(String, Vec<f64>)>),
    /// What could not be used of an evaluation's data.
    LeftOut(RunId, Vec<String>),
    /// An evaluation ended, with the id that it is kept under.
    Evaluated(RunId, Ended<(Box<StoredReport>, Option<String>)>),
    /// The runs that were kept, newest first, and what is wrong with those that cannot be read.
    History(Vec<RunRow>, Vec<String>),
    /// A run that was kept.
    Opened(String, Box<StoredReport>),
    /// Two runs compared.
    Compared(Diff),
    /// The history cannot be used, and why.
    HistoryFailed(Fault),
}
