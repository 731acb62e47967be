//! Results as CSV, as RFC 4180 has it: one header line, values in quotes where they need them, numbers with a point.

use crate::device::SIMULATOR;
use crate::evaluate::FailedPage;
use crate::evaluate::accuracy::AccuracyReport;
use crate::evaluate::history::StoredReport;
use crate::evaluate::layers::LayersReport;
use crate::evaluate::metrics::{Better, MetricResult};
use crate::evaluate::performance::PerformanceReport;
use crate::evaluate::text::TextReport;

const METRIC_COLUMNS: [&str; 12] = [
    "scope",
    "name",
    "plugin",
    "version",
    "metric",
    "value",
    "unit",
    "better",
    "threshold",
    "passed",
    "error",
    "note",
];

const LAYERS_COLUMNS: [&str; 9] = [
    "part",
    "layer",
    "values",
    "input",
    "relative",
    "max_abs",
    "mre_percent",
    "cosine",
    "note",
];

const PERFORMANCE_COLUMNS: [&str; 13] = [
    "device", "quantity", "unit", "runs", "mean", "std", "min", "p50", "p90", "p95", "p99", "max",
    "note",
];

/// Lines with as many fields each as the first one, the last of them a note.
struct Lines {
    columns: usize,
    text: String,
}

impl Lines {
    fn new(columns: &[&str]) -> Self {
        Self {
            columns: columns.len(),
            text: line(columns),
        }
    }

    /// Adds a line. Fields that are missing before the note are empty.
    fn add(&mut self, mut fields: Vec<String>, note: &str) {
        fields.resize(self.columns - 1, String::new());
        fields.push(note.to_owned());
        self.text.push_str(&line(fields));
    }
}

/// Writes a report's values.
pub(super) fn csv(report: &StoredReport) -> String {
    match report {
        StoredReport::Accuracy(report) => accuracy(report),
        StoredReport::Layers(report) => layers(report),
        StoredReport::Performance(report) => performance(report),
        StoredReport::Text(report) => text(report),
    }
}

/// What is noted of a value, which on the simulator says nothing of a device.
fn note(simulated: bool) -> &'static str {
    if simulated { SIMULATOR } else { "" }
}

fn accuracy(report: &AccuracyReport) -> String {
    let mut out = Scores::new(report.environment.is_simulated());
    out.metrics("all", "", &report.all.metrics);
    if let Some(generated) = &report.generated {
        out.metrics("generated", "", &generated.metrics);
    }
    for image in &report.images {
        out.metrics("image", &image.name, &image.all.metrics);
    }
    out.failures(&report.failed);
    out.lines.text
}

fn text(report: &TextReport) -> String {
    let mut out = Scores::new(report.environment.is_simulated());
    out.metrics("pooled", "", &report.pooled);
    for page in &report.pages {
        out.metrics("page", &page.name, &page.metrics);
    }
    out.failures(&report.failed);
    out.lines.text
}

/// Lines of scores.
struct Scores {
    lines: Lines,
    note: &'static str,
}

impl Scores {
    fn new(simulated: bool) -> Self {
        Self {
            lines: Lines::new(&METRIC_COLUMNS),
            note: note(simulated),
        }
    }

    fn metrics(&mut self, scope: &str, name: &str, metrics: &[MetricResult]) {
        for metric in metrics {
            let start = [scope, name, &metric.plugin, &metric.version].map(ToOwned::to_owned);
            for score in &metric.scores {
                let better = match score.better {
                    Better::Higher => "higher",
                    Better::Lower => "lower",
                };
                let rest = [
                    score.id.clone(),
                    number(score.value),
                    score.unit.clone(),
                    better.into(),
                    number(score.threshold),
                    score.passed.map_or_else(String::new, |p| p.to_string()),
                ];
                self.lines.add([&start[..], &rest].concat(), self.note);
            }
            if let Some(error) = &metric.error {
                self.error(start.to_vec(), error);
            }
        }
    }

    fn failures(&mut self, failed: &[FailedPage]) {
        for page in failed {
            self.error(vec!["failed".into(), page.name.clone()], &page.error);
        }
    }

    /// A line of what has no score.
    fn error(&mut self, mut fields: Vec<String>, error: &str) {
        fields.resize(self.lines.columns - 2, String::new());
        fields.push(error.to_owned());
        self.lines.add(fields, self.note);
    }
}

fn layers(report: &LayersReport) -> String {
    let mut out = Lines::new(&LAYERS_COLUMNS);
    let note = note(report.environment.is_simulated());
    for part in &report.parts {
        for (input, difference) in [("baseline", part.alone), ("own", part.so_far)] {
            let start = [
                part.part.label().to_owned(),
                part.layer.to_string(),
                part.values.to_string(),
                input.to_owned(),
            ];
            let values = [
                difference.relative,
                difference.max_abs,
                difference.mre,
                difference.cosine,
            ];
            out.add([start, values.map(number)].concat(), note);
        }
    }
    out.text
}

fn performance(report: &PerformanceReport) -> String {
    let mut out = Lines::new(&PERFORMANCE_COLUMNS);
    let first = report.devices.first();
    let first = first.is_some_and(|first| first.device.is_simulated());
    for device in &report.devices {
        let name = &device.device.name;
        let simulated = device.device.is_simulated();
        for (quantity, s) in &device.summaries {
            let ranks = [s.min, s.p50, s.p90, s.p95, s.p99, s.max].map(Some);
            let values = [Some(s.mean), s.std].into_iter().chain(ranks);
            let start = [
                name.clone(),
                quantity.id().into(),
                "s".into(),
                s.runs.to_string(),
            ];
            let fields = start.into_iter().chain(values.map(number));
            out.add(fields.collect(), note(simulated));
        }
        let mut single = |quantity: &str, unit: &str, value: Option<f64>, simulated| {
            let start = [name, quantity, unit].map(ToOwned::to_owned);
            let value = [report.runs.to_string(), number(value)];
            out.add([&start[..], &value].concat(), note(simulated));
        };
        let (rate, peak) = (device.decode_tokens_per_s, device.peak_bytes);
        single("decode-rate", "tokens/s", rate, simulated);
        single(
            "throughput",
            "logits/s",
            Some(device.logits_per_s),
            simulated,
        );
        single("peak-memory", "bytes", peak.map(|b| b as f64), simulated);
        for speedup in report.speedups.iter().filter(|s| s.device == *name) {
            let quantity = format!("speedup-{}", speedup.quantity.id());
            single(&quantity, "", Some(speedup.ratio), simulated || first);
        }
    }
    out.text
}

/// The shortest text that reads back as the same number; empty where there is none.
fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn line(fields: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let fields = fields.into_iter().map(|field| quoted(field.as_ref()));
    format!("{}\r\n", fields.collect::<Vec<_>>().join(","))
}

fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_need_it() {
        assert_eq!(
            line(["a", "b,c", "d\"e", "f\ng"]),
            "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n"
        );
        assert_eq!(number(Some(0.1)), "0.1");
        assert_eq!(number(None), "");
    }
}
