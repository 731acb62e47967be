//! Results as CSV, as RFC 4180 has it: one header line, values in quotes where they need them, numbers with a point.

use crate::evaluate::FailedPage;
use crate::evaluate::accuracy::AccuracyReport;
use crate::evaluate::history::StoredReport;
use crate::evaluate::metrics::{Better, MetricResult};
use crate::evaluate::performance::PerformanceReport;
use crate::evaluate::text::TextReport;

const METRIC_COLUMNS: [&str; 11] = [
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
];

/// Writes a report's values.
pub(super) fn csv(report: &StoredReport) -> String {
    match report {
        StoredReport::Accuracy(report) => accuracy(report),
        StoredReport::Performance(report) => performance(report),
        StoredReport::Text(report) => text(report),
    }
}

fn accuracy(report: &AccuracyReport) -> String {
    let mut out = line(METRIC_COLUMNS);
    metrics("all", "", &report.all.metrics, &mut out);
    if let Some(generated) = &report.generated {
        metrics("generated", "", &generated.metrics, &mut out);
    }
    for image in &report.images {
        metrics("image", &image.name, &image.all.metrics, &mut out);
    }
    failures(&report.failed, &mut out);
    out
}

fn text(report: &TextReport) -> String {
    let mut out = line(METRIC_COLUMNS);
    metrics("pooled", "", &report.pooled, &mut out);
    for page in &report.pages {
        metrics("page", &page.name, &page.metrics, &mut out);
    }
    failures(&report.failed, &mut out);
    out
}

fn failures(failed: &[FailedPage], out: &mut String) {
    for page in failed {
        let mut fields = vec!["failed".to_owned(), page.name.clone()];
        fields.resize(METRIC_COLUMNS.len() - 1, String::new());
        fields.push(page.error.clone());
        out.push_str(&line(fields));
    }
}

fn metrics(scope: &str, name: &str, metrics: &[MetricResult], out: &mut String) {
    for metric in metrics {
        let start = [scope, name, &metric.plugin, &metric.version].map(ToOwned::to_owned);
        for score in &metric.scores {
            let rest = [
                score.id.clone(),
                number(score.value),
                score.unit.clone(),
                match score.better {
                    Better::Higher => "higher",
                    Better::Lower => "lower",
                }
                .into(),
                number(score.threshold),
                score.passed.map_or_else(String::new, |p| p.to_string()),
                String::new(),
            ];
            out.push_str(&line(start.iter().cloned().chain(rest)));
        }
        if let Some(error) = &metric.error {
            let mut fields = start.to_vec();
            fields.resize(METRIC_COLUMNS.len() - 1, String::new());
            fields.push(error.clone());
            out.push_str(&line(fields));
        }
    }
}

fn performance(report: &PerformanceReport) -> String {
    let mut out = line([
        "device", "quantity", "unit", "runs", "mean", "std", "min", "p50", "p90", "p95", "p99",
        "max",
    ]);
    for device in &report.devices {
        let name = &device.device.name;
        for (quantity, s) in &device.summaries {
            let ranks = [s.min, s.p50, s.p90, s.p95, s.p99, s.max].map(Some);
            let values = [Some(s.mean), s.std].into_iter().chain(ranks);
            let start = [
                name.clone(),
                quantity.id().into(),
                "s".into(),
                s.runs.to_string(),
            ];
            let values = values.map(number);
            out.push_str(&line(start.into_iter().chain(values)));
        }
        let mut single = |quantity: &str, unit: &str, value: Option<f64>| {
            let mut fields = vec![name.clone(), quantity.to_owned(), unit.to_owned()];
            fields.extend([report.runs.to_string(), number(value)]);
            fields.resize(12, String::new());
            out.push_str(&line(fields));
        };
        single("decode-rate", "tokens/s", device.decode_tokens_per_s);
        single("throughput", "logits/s", Some(device.logits_per_s));
        single("peak-memory", "bytes", device.peak_bytes.map(|b| b as f64));
        for speedup in report.speedups.iter().filter(|s| s.device == *name) {
            let quantity = format!("speedup-{}", speedup.quantity.id());
            single(&quantity, "", Some(speedup.ratio));
        }
    }
    out
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
