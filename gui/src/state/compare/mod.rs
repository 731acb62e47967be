//! What the workspace for comparing devices knows: the page that two devices read, the evaluation that runs, the runs that were kept.

mod event;
mod form;
mod history;
mod page;
mod report;
mod run;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use inkstone::device::{DeviceKind, DeviceSpec, DeviceStatus, Dtype};
use inkstone::evaluate::history::StoredReport;

pub use event::{CompareEvent, Ended, EvalJob, PageJob, Work};
pub use form::{DataChoice, EvalForm, EvalKind, FormProblem};
pub use history::{Diff, HistoryState, RunRow};
pub use page::{PageRun, SIDES, SideRun, SideStep};
pub use report::{Criterion, FigureView, ReportView, criteria};
pub use run::EvalRun;

use super::{Settings, Source};

/// Stands for a comparison or evaluation as long as the window is open.
pub type RunId = u64;

/// What the workspace shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompareTab {
    /// The page on two devices.
    #[default]
    Page,
    /// An evaluation and its report.
    Evaluation,
    /// The runs that were kept.
    History,
}

/// Everything that the workspace shows.
#[derive(Debug)]
pub struct CompareState {
    /// The devices, baseline first.
    pub devices: [DeviceSpec; 2],
    /// The page that was compared last, or is being compared.
    pub page: Option<PageRun>,
    /// The evaluation that ran last, or is running.
    pub evaluation: Option<EvalRun>,
    /// The report that is looked at: the last evaluation's, or one of the history.
    pub report: Option<Arc<ReportView>>,
    /// The runs that were kept.
    pub history: HistoryState,
    /// What waits until no page is being read.
    waiting: Option<Work>,
    last_id: RunId,
}

impl Default for CompareState {
    fn default() -> Self {
        Self {
            devices: [
                DeviceSpec::CPU,
                DeviceSpec {
                    dtype: Some(Dtype::Bfloat16),
                    ..DeviceSpec::CPU
                },
            ],
            page: None,
            evaluation: None,
            report: None,
            history: HistoryState::default(),
            waiting: None,
            last_id: 0,
        }
    }
}

impl CompareState {
    /// Whether something is being done, or waits for its turn.
    pub fn busy(&self) -> bool {
        let page = self.page.as_ref().is_some_and(PageRun::running);
        page || self.evaluating()
    }

    /// Whether an evaluation runs, or waits for its turn.
    pub fn evaluating(&self) -> bool {
        (self.evaluation.as_ref()).is_some_and(|run| run.ended.is_none())
    }

    /// Whether both sides are one device at one dtype, where `dtype` is that of devices whose names have none.
    pub fn same_devices(&self, dtype: Dtype) -> bool {
        let [a, b] = self.devices;
        a.kind == b.kind && a.dtype_or(dtype) == b.dtype_or(dtype)
    }

    /// What waits, once nothing else keeps an engine.
    pub fn next_work(&mut self) -> Option<Work> {
        self.waiting.take()
    }

    fn next_id(&mut self) -> RunId {
        self.last_id += 1;
        self.last_id
    }

    /// Has a page compared, unless something is being done.
    pub fn compare_page(&mut self, source: Source, settings: Settings) {
        if self.busy() {
            return;
        }
        let job = PageJob {
            id: self.next_id(),
            source,
            settings,
            devices: self.devices,
            cancel: Arc::default(),
        };
        self.page = Some(PageRun::new(&job));
        self.waiting = Some(Work::Page(job));
    }

    /// Looks at the comparison of the page as at a report.
    pub fn report_of_page(&mut self) {
        if let Some(comparison) = self.page.as_ref().and_then(PageRun::comparison) {
            let report = StoredReport::Accuracy(Box::new(comparison.report.clone()));
            self.report = Some(Arc::new(ReportView::new(report, None)));
        }
    }

    /// Has an evaluation run, unless something is being done.
    pub fn evaluate(&mut self, form: EvalForm, sources: Vec<Source>, settings: Settings) {
        if self.busy() {
            return;
        }
        let job = EvalJob {
            id: self.next_id(),
            form,
            sources,
            settings,
            devices: self.devices,
            cancel: Arc::default(),
        };
        self.evaluation = Some(EvalRun {
            id: job.id,
            kind: job.form.kind,
            cancel: job.cancel.clone(),
            what: String::new(),
            done: 0.0,
            started: Instant::now(),
            left_out: Vec::new(),
            live: None,
            ended: None,
        });
        self.waiting = Some(Work::Evaluate(Box::new(job)));
    }

    /// Stops what is being done, now.
    pub fn cancel(&mut self) {
        let waits = self.waiting.take().is_some();
        if let Some(run) = self.page.as_mut().filter(|run| run.running()) {
            run.cancel.store(true, Ordering::SeqCst);
            if waits {
                run.ended = Some(Ended::Cancelled);
            }
        }
        if let Some(run) = self.evaluation.as_mut().filter(|run| run.ended.is_none()) {
            run.cancel.store(true, Ordering::SeqCst);
            if waits {
                run.ended = Some(Ended::Cancelled);
            }
        }
    }

    /// Takes up what a worker told. What concerns other runs than the last is passed over.
    pub fn apply(&mut self, event: CompareEvent, now: Instant) {
        match event {
            CompareEvent::Side(id, side, step) => {
                if let Some(run) = self.page.as_mut().filter(|run| run.id == id) {
                    run.advance(side, step, now);
                }
            }
            CompareEvent::Page(id, ended) => {
                if let Some(run) = self.page.as_mut().filter(|run| run.id == id) {
                    run.end(ended);
                }
            }
            CompareEvent::Progress(id, what, done) => {
                if let Some(run) = self.evaluation_of(id) {
                    if run.done == 0.0 {
                        // The time that it waited says nothing of its pace.
                        run.started = now;
                    }
                    run.done = done.max(run.done);
                    run.what = what;
                }
            }
            CompareEvent::Samples(id, devices) => {
                if let Some(run) = self.evaluation_of(id) {
                    let chart = history::samples_chart(devices);
                    match &mut run.live {
                        Some(figure) => figure.renew(chart),
                        none => *none = Some(FigureView::new("samples", chart)),
                    }
                }
            }
            CompareEvent::LeftOut(id, reasons) => {
                if let Some(run) = self.evaluation_of(id) {
                    run.left_out = reasons;
                }
            }
            CompareEvent::Evaluated(id, ended) => {
                let Some(run) = self.evaluation_of(id) else {
                    return;
                };
                let mut shown = None;
                run.ended = Some(match ended {
                    Ended::Done((report, kept)) => {
                        let view = Arc::new(ReportView::new(*report, kept));
                        shown = Some(view.clone());
                        Ended::Done(view)
                    }
                    Ended::Cancelled => Ended::Cancelled,
                    Ended::Failed(why) => Ended::Failed(why),
                });
                if shown.is_some() {
                    self.report = shown;
                    self.history.stale = true;
                }
            }
            CompareEvent::History(rows, damaged) => self.history.take(rows, damaged),
            CompareEvent::Opened(id, report) => {
                self.report = Some(Arc::new(ReportView::new(*report, Some(id))));
            }
            CompareEvent::Compared(diff) => {
                self.history.diff = Some(diff);
                self.history.failed = None;
            }
            CompareEvent::HistoryFailed(why) => self.history.failed = Some(why),
        }
    }

    fn evaluation_of(&mut self, id: RunId) -> Option<&mut EvalRun> {
        let run = self.evaluation.as_mut();
        run.filter(|run| run.id == id && run.ended.is_none())
    }

    /// Takes up the devices of the machine: the accelerator that is there is the usual candidate.
    pub fn meet_devices(&mut self, devices: &[DeviceStatus]) {
        let untouched = self.devices == Self::default().devices;
        let npu = devices
            .iter()
            .find(|device| device.name == DeviceKind::Npu.name());
        if untouched && npu.is_some_and(|npu| npu.present) {
            self.devices[1] = DeviceSpec {
                kind: DeviceKind::Npu,
                ..DeviceSpec::CPU
            };
        }
    }
}

#[cfg(test)]
mod tests;
