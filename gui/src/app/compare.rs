//! Comparing devices: what the user does there is carried out, and what the threads draw is taken up.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui::{Context, TextureOptions};
use inkstone::evaluate::history::History;

use super::App;
use crate::action::CompareAction;
use crate::state::Event;
use crate::state::compare::{CompareTab, DataChoice, EvalForm, EvalKind, ReportView};
use crate::view::Workspace;
use crate::worker::compare::charts::{ChartRequest, DrawnChart, start_charts};
use crate::worker::compare::history::{Request, ask};
use crate::worker::compare::{Bench, Order, start_bench};
use crate::worker::dialog::Ask;
use crate::worker::{EngineOrder, Outlet};

/// Tokens of the answers of the short evaluation that a screenshot shows.
const SCREENSHOT_TOKENS: usize = 24;

/// The threads behind the workspace.
pub(super) struct Desk {
    bench: Sender<Order>,
    charts: Sender<ChartRequest>,
    drawn: Receiver<DrawnChart>,
    history: Option<History>,
    /// Whether the runs that were kept are being looked for.
    listing: bool,
}

impl Desk {
    pub fn start(
        make: impl Fn() -> Box<dyn Bench> + Send + 'static,
        history: Option<History>,
        events: Outlet<Event>,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> std::io::Result<Self> {
        let (sender, drawn) = channel();
        Ok(Self {
            bench: start_bench(make, events)?,
            charts: start_charts(Outlet::new(sender, wake))?,
            drawn,
            history,
            listing: false,
        })
    }

    /// Closes the bench's engines: two may be open at a time, and another one is about to be.
    pub fn free(&self) {
        // The bench's thread survives panics, so that it is gone only when the window is.
        let _ = self.bench.send(Order::Free);
    }
}

impl App {
    /// Begins what waits for engines, and passes charts on between the threads and the view.
    pub(super) fn attend_desk(&mut self, ctx: &Context) {
        if !self.state.busy()
            && let Some(work) = self.state.compare.next_work()
        {
            let (closed, others_closed) = channel();
            let _ = self.jobs.send(EngineOrder::Close(closed));
            let _ = self.desk.bench.send(Order::Work(work, others_closed));
        }
        while let Ok(chart) = self.desk.drawn.try_recv() {
            let texture = chart.pixels.map(|pixels| {
                ctx.load_texture(
                    format!("chart {}", chart.id),
                    pixels,
                    TextureOptions::LINEAR,
                )
            });
            let charts = &mut self.view.compare.charts;
            charts.take(chart.id, chart.look, texture, chart.readouts);
        }
        let compare = &self.state.compare;
        let reports = compare.report.iter().flat_map(|view| &view.figures);
        let live = compare
            .evaluation
            .iter()
            .filter_map(|run| run.live.as_ref());
        let reports = reports.chain(live);
        let kept = compare.history.charts.iter().map(|(_, figure)| &**figure);
        let there: HashSet<u64> = reports.chain(kept).map(|figure| figure.id).collect();
        self.view.compare.charts.keep_only(|id| there.contains(&id));
        for request in self.view.compare.charts.wanted.drain(..) {
            let _ = self.desk.charts.send(request);
        }
        let history = &self.state.compare.history;
        if history.loaded && !history.stale || history.failed.is_some() {
            self.desk.listing = false;
        }
        let shown = self.view.workspace == Workspace::Compare;
        let unknown = !history.loaded && history.failed.is_none();
        if shown && (unknown || history.stale) && !self.desk.listing {
            self.list_runs();
        }
        if self.state.compare.busy() {
            // The time that is left goes down without events too.
            ctx.request_repaint_after(std::time::Duration::from_millis(500));
        }
    }

    fn ask_history(&self, request: Request) {
        let history = self.desk.history.clone();
        ask(history, request, self.event_outlet.clone());
    }

    fn list_runs(&mut self) {
        self.desk.listing = true;
        self.state.compare.history.stale = false;
        self.ask_history(Request::List);
    }

    /// Carries out one action.
    pub(super) fn carry_out_compare(&mut self, action: CompareAction) {
        // What is asked for elsewhere, as in the palette, is shown here.
        if let CompareAction::Show(_)
        | CompareAction::ComparePage
        | CompareAction::ShowPageReport
        | CompareAction::EvaluateKind(_)
        | CompareAction::OpenRun(_)
        | CompareAction::CompareRuns = &action
        {
            self.view.workspace = Workspace::Compare;
        }
        let compare = &mut self.state.compare;
        match action {
            CompareAction::Show(tab) => self.view.compare.tab = tab,
            CompareAction::SetDevice(side, device) => compare.devices[side] = device,
            CompareAction::Swap => compare.devices.swap(0, 1),
            CompareAction::ComparePage => self.compare_page(),
            CompareAction::Cancel => compare.cancel(),
            CompareAction::Evaluate(form) => self.evaluate(form),
            CompareAction::EvaluateKind(kind) => self.evaluate_kind(kind),
            CompareAction::ChooseData => self.ask(Ask::Data),
            CompareAction::Export(form) => {
                self.ask_of_report(|view| Ask::Report(view, Some(form)));
            }
            CompareAction::ShowPageReport => {
                compare.report_of_page();
                self.view.compare.tab = CompareTab::Evaluation;
            }
            CompareAction::ExportAll => self.ask_of_report(|view| Ask::Report(view, None)),
            CompareAction::ExportCharts => self.ask_of_report(Ask::Charts),
            CompareAction::ListRuns => self.list_runs(),
            CompareAction::OpenRun(id) => {
                self.view.compare.tab = CompareTab::Evaluation;
                self.ask_history(Request::Open(id));
            }
            CompareAction::MarkRun(id) => compare.history.mark(&id),
            CompareAction::CompareRuns => {
                self.view.compare.tab = CompareTab::History;
                if let Some(pair) = compare.history.pair() {
                    self.ask_history(Request::Compare(pair));
                }
            }
        }
    }

    fn ask_of_report(&self, what: impl FnOnce(Arc<ReportView>) -> Ask) {
        if let Some(view) = &self.state.compare.report {
            self.ask(what(view.clone()));
        }
    }

    fn compare_page(&mut self) {
        let settings = self.state.settings.clone();
        if let Some(item) = self.state.shown() {
            let source = item.source.clone();
            self.state.compare.compare_page(source, settings);
            self.view.compare.tab = CompareTab::Page;
        }
    }

    fn evaluate_kind(&mut self, kind: EvalKind) {
        self.view.compare.tab = CompareTab::Evaluation;
        let form = &mut self.view.compare.form;
        form.kind = kind;
        let same = self.state.compare.same_devices(form.dtype);
        if form.problem(self.state.items.len(), same).is_none() {
            let form = form.clone();
            self.evaluate(form);
        }
    }

    fn evaluate(&mut self, form: EvalForm) {
        let state = &self.state;
        let sources = match form.data() {
            DataChoice::Shown => state
                .shown()
                .map(|item| item.source.clone())
                .into_iter()
                .collect(),
            DataChoice::Queue => state.items.iter().map(|item| item.source.clone()).collect(),
            DataChoice::Path => Vec::new(),
        };
        let settings = state.settings.clone();
        self.state.compare.evaluate(form, sources, settings);
    }

    /// For a screenshot of the workspace: has the page compared and a short evaluation run. Says whether all of that is there and drawn.
    pub(super) fn compared_for_screenshot(&mut self, ctx: &Context) -> bool {
        if self.view.workspace != Workspace::Compare {
            return true;
        }
        if !self.state.settled() || self.state.compare.busy() {
            return false;
        }
        let tab = self.view.compare.tab;
        if self.state.compare.page.is_none() && self.state.selected.is_some() {
            self.compare_page();
        } else if self.state.compare.evaluation.is_none() && self.state.selected.is_some() {
            self.evaluate(EvalForm {
                new_tokens: SCREENSHOT_TOKENS,
                // What is run for a picture is nothing to remember.
                keep: false,
                ..EvalForm::default()
            });
        } else {
            let history = &self.state.compare.history;
            let listed = history.loaded || history.failed.is_some();
            return self.view.compare.charts.complete() && listed;
        }
        self.view.compare.tab = tab;
        ctx.request_repaint();
        false
    }
}

#[cfg(test)]
mod demo_tests;
#[cfg(test)]
mod tests;
