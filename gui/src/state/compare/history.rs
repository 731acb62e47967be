//! The runs that were kept.

use std::sync::Arc;

use inkstone::evaluate::history::{Comparison, Run, StoredReport};
use inkstone::evaluate::performance::Quantity;
use inkstone_charts::{Axis, Chart, Line, Series};

use super::{EvalKind, FigureView};
use crate::state::Fault;

/// A run that was kept, in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// Its name: date, time and kind.
    pub id: String,
    /// What was evaluated.
    pub kind: EvalKind,
    /// When it ended, UTC.
    pub date: String,
    /// The devices.
    pub devices: String,
    /// The value that says most.
    pub headline: String,
    /// What it was evaluated on.
    pub subject: String,
    /// Whether all limits were kept; none where there are none.
    pub passed: Option<bool>,
    /// What is charted of it: a name and a value for each line.
    pub points: Vec<(String, f64)>,
}

impl RunRow {
    /// A run in a line.
    pub fn new(run: &Run) -> Self {
        let environment = run.report.environment();
        let devices = environment.devices.iter().map(|d| d.name.as_str());
        let devices = devices.collect::<Vec<_>>().join(", ");
        let (kind, points) = match &run.report {
            StoredReport::Accuracy(report) => {
                let mre = report.all.score("mre").and_then(|score| score.value);
                let points = mre.map(|value| (devices.clone(), value));
                (EvalKind::Accuracy, points.into_iter().collect())
            }
            StoredReport::Layers(report) => {
                let worst = report.worst().and_then(|part| part.alone.relative);
                let points = worst.map(|value| (devices.clone(), value));
                (EvalKind::Layers, points.into_iter().collect())
            }
            StoredReport::Performance(report) => {
                let of = report.devices.iter().filter_map(|device| {
                    let mean = device.summary(Quantity::Generation)?.mean;
                    Some((device.device.name.clone(), mean))
                });
                (EvalKind::Performance, of.collect())
            }
            StoredReport::Text(report) => {
                let first = report
                    .pooled
                    .first()
                    .and_then(|metric| metric.scores.first());
                let value = first.and_then(|score| Some((devices.clone(), score.value?)));
                (EvalKind::Text, value.into_iter().collect())
            }
        };
        Self {
            id: run.id.clone(),
            kind,
            date: environment.date.clone(),
            devices,
            headline: run.report.headline(),
            subject: run.report.subject(),
            passed: run.report.passed(),
            points,
        }
    }
}

/// Two runs compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// The earlier run.
    pub before: String,
    /// The later run.
    pub after: String,
    /// What differs.
    pub comparison: Comparison,
}

/// The runs that were kept, and what is done with them.
#[derive(Debug, Default)]
pub struct HistoryState {
    /// The runs, newest first.
    pub rows: Vec<RunRow>,
    /// Whether the runs were asked for and told.
    pub loaded: bool,
    /// Whether there may be others by now.
    pub stale: bool,
    /// What is wrong with runs that cannot be read.
    pub damaged: Vec<String>,
    /// The runs that are to be compared, in the order in which they were marked.
    pub marked: Vec<String>,
    /// The last comparison.
    pub diff: Option<Diff>,
    /// Why the history could not be used.
    pub failed: Option<Fault>,
    /// The charts of each kind of run.
    pub charts: Vec<(EvalKind, Arc<FigureView>)>,
}

impl HistoryState {
    /// Takes up the runs.
    pub(super) fn take(&mut self, rows: Vec<RunRow>, damaged: Vec<String>) {
        self.marked
            .retain(|id| rows.iter().any(|row| row.id == *id));
        (self.rows, self.damaged) = (rows, damaged);
        (self.loaded, self.failed) = (true, None);
        let charts = EvalKind::ALL.into_iter().filter_map(|kind| {
            let chart = chart(kind, &self.rows)?;
            let name = match kind {
                EvalKind::Accuracy => "history-accuracy",
                EvalKind::Layers => "history-layers",
                EvalKind::Performance => "history-performance",
                EvalKind::Text => "history-text",
            };
            Some((kind, Arc::new(FigureView::new(name, chart))))
        });
        self.charts = charts.collect();
    }

    /// Marks a run for a comparison, or takes the mark back. Of three marks the oldest goes.
    pub fn mark(&mut self, id: &str) {
        match self.marked.iter().position(|marked| marked == id) {
            Some(index) => {
                self.marked.remove(index);
            }
            None => {
                self.marked.push(id.to_owned());
                if self.marked.len() > 2 {
                    self.marked.remove(0);
                }
            }
        }
        self.diff = None;
    }

    /// The marked runs, the earlier one first, if there are two.
    pub fn pair(&self) -> Option<[String; 2]> {
        let mut pair: [String; 2] = self.marked.clone().try_into().ok()?;
        // Ids begin with the date.
        pair.sort();
        Some(pair)
    }
}

/// The times of the runs so far, in milliseconds over the run's number, a line for each device.
pub(super) fn samples_chart(devices: Vec<(String, Vec<f64>)>) -> Chart {
    let lines = devices.into_iter().map(|(name, seconds)| Line {
        name,
        x: (1..=seconds.len()).map(|run| run as f64).collect(),
        y: seconds.iter().map(|seconds| 1e3 * seconds).collect(),
    });
    Series {
        title: "Whole answers so far".into(),
        x_axis: Axis::linear("run", ""),
        y_axis: Axis::linear("time", "ms"),
        lines: lines.collect(),
    }
    .into()
}

/// The values of the runs of a kind over their number, a line for each device or pair of devices; none of fewer than two runs.
fn chart(kind: EvalKind, rows: &[RunRow]) -> Option<Chart> {
    let of_kind = rows.iter().rev().filter(|row| row.kind == kind);
    let mut lines: Vec<Line> = Vec::new();
    let mut count = 0;
    for row in of_kind {
        count += 1;
        for (name, value) in &row.points {
            let known = lines.iter().position(|line| line.name == *name);
            let index = known.unwrap_or_else(|| {
                lines.push(Line {
                    name: name.clone(),
                    ..Line::default()
                });
                lines.len() - 1
            });
            let line = &mut lines[index];
            line.x.push(f64::from(count));
            line.y.push(*value);
        }
    }
    let (title, axis) = match kind {
        EvalKind::Accuracy => ("MRE of every run", Axis::linear("MRE", "%")),
        EvalKind::Layers => (
            "Largest deviation of a layer alone, every run",
            Axis::linear("relative deviation", ""),
        ),
        EvalKind::Performance => ("Whole answers, every run", Axis::linear("mean time", "s")),
        EvalKind::Text => ("First metric of every run", Axis::linear("value", "")),
    };
    (count > 1).then(|| {
        Series {
            title: title.into(),
            x_axis: Axis::linear("run", ""),
            y_axis: axis,
            lines,
        }
        .into()
    })
}
