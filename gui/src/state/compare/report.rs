//! A report as the window shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use inkstone::evaluate::history::StoredReport;
use inkstone::evaluate::metrics::{Better, MetricResult, ScoreResult};
use inkstone::report::{self, Form};
use inkstone_charts::Chart;

/// A chart of a report.
#[derive(Debug)]
pub struct FigureView {
    /// Stands for it as long as the window is open.
    pub id: u64,
    /// Its short, stable name.
    pub name: String,
    /// It.
    pub chart: Arc<Chart>,
    /// How often its data was replaced.
    pub version: u32,
}

impl FigureView {
    /// A chart.
    pub fn new(name: impl Into<String>, chart: Chart) -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self {
            id: LAST.fetch_add(1, Ordering::Relaxed),
            name: name.into(),
            chart: Arc::new(chart),
            version: 0,
        }
    }

    /// Replaces its data.
    pub fn renew(&mut self, chart: Chart) {
        self.chart = Arc::new(chart);
        self.version += 1;
    }
}

/// A value with its limit.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The score's id, such as `mre`.
    pub id: String,
    /// Its name, in the plugin's words.
    pub label: String,
    /// The plugin.
    pub plugin: String,
    /// The value with its unit; none where it is undefined.
    pub value: Option<String>,
    /// The limit, as `≤ 1 %`.
    pub limit: Option<String>,
    /// Whether it is kept; none where nothing says.
    pub passed: Option<bool>,
}

/// A report, with what is drawn of it.
#[derive(Debug)]
pub struct ReportView {
    /// It.
    pub report: StoredReport,
    /// The id that it is kept under.
    pub kept: Option<String>,
    /// Its charts.
    pub figures: Vec<FigureView>,
    /// Every value that metrics gave, those with limits first.
    pub criteria: Vec<Criterion>,
    /// Metrics that failed, each with the reason.
    pub broken: Vec<(String, String)>,
    /// Whether a device is the CANN simulator.
    pub simulated: bool,
}

impl ReportView {
    /// Makes a report ready to be drawn.
    pub fn new(report: StoredReport, kept: Option<String>) -> Self {
        let document = report::document(&report);
        let figures = document.figures();
        let figures = figures.map(|f| FigureView::new(&f.name, f.chart.clone()));
        let metrics = metrics(&report);
        let broken = metrics.iter().filter_map(|metric| {
            let why = metric.error.clone()?;
            Some((metric.plugin.clone(), why))
        });
        Self {
            figures: figures.collect(),
            criteria: criteria(metrics),
            broken: broken.collect(),
            simulated: report.environment().caveat().is_some(),
            report,
            kept,
        }
    }

    /// What its file in a form is called unless the user says otherwise; that of all forms is the Markdown's.
    pub fn file_name(&self, form: Option<Form>) -> String {
        let ending = form.unwrap_or(Form::Markdown).extension();
        format!("{}_report.{ending}", self.report.kind())
    }
}

fn metrics(report: &StoredReport) -> &[MetricResult] {
    match report {
        StoredReport::Accuracy(report) => &report.all.metrics,
        StoredReport::Layers(_) | StoredReport::Performance(_) => &[],
        StoredReport::Text(report) => &report.pooled,
    }
}

/// The scores of metrics, each once, those with limits first.
pub fn criteria(metrics: &[MetricResult]) -> Vec<Criterion> {
    let mut all: Vec<Criterion> = Vec::new();
    for metric in metrics {
        for score in &metric.scores {
            if all.iter().all(|known| known.id != score.id) {
                all.push(criterion(metric, score));
            }
        }
    }
    all.sort_by_key(|criterion| criterion.limit.is_none());
    all
}

fn criterion(metric: &MetricResult, score: &ScoreResult) -> Criterion {
    let with_unit = |number: String| match score.unit.as_str() {
        "" => number,
        unit => format!("{number} {unit}"),
    };
    let sign = match score.better {
        Better::Lower => "≤",
        Better::Higher => "≥",
    };
    Criterion {
        id: score.id.clone(),
        label: score.label.clone(),
        plugin: metric.plugin.clone(),
        value: score.value.map(|value| with_unit(digits(value))),
        limit: score
            .threshold
            .map(|limit| with_unit(format!("{sign} {limit}"))),
        passed: score.passed,
    }
}

/// A number with as many decimals as tell something: six where it is at most one, fewer where it is larger.
fn digits(value: f64) -> String {
    match value.abs() {
        0.0 => "0".into(),
        small if small < 1e-4 => format!("{value:.2e}"),
        one if one <= 1.0 => format!("{value:.6}"),
        ten if ten < 10.0 => format!("{value:.4}"),
        _ => format!("{value:.2}"),
    }
}
