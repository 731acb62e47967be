//! Reports of all kinds as one, and their values by name.

use serde::Serialize;
use serde_json::Value;

use super::json::to_json;
use crate::evaluate::FailedPage;
use crate::evaluate::accuracy::{ACCURACY_SCHEMA, AccuracyReport};
use crate::evaluate::environment::Environment;
use crate::evaluate::layers::{LAYERS_SCHEMA, LayersReport};
use crate::evaluate::metrics::{Better, MetricResult};
use crate::evaluate::performance::{PERFORMANCE_SCHEMA, PerformanceReport, Quantity};
use crate::evaluate::text::{TEXT_SCHEMA, TextReport};

/// A report of any kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StoredReport {
    /// Of an accuracy evaluation.
    Accuracy(Box<AccuracyReport>),
    /// Of a comparison by layer.
    Layers(Box<LayersReport>),
    /// Of a performance evaluation.
    Performance(Box<PerformanceReport>),
    /// Of a text evaluation.
    Text(Box<TextReport>),
}

/// A value of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name, the same in every run of the same evaluation.
    pub key: String,
    /// The value; none where it is undefined.
    pub value: Option<f64>,
    /// Its unit, or empty.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
}

impl StoredReport {
    /// All that [`kind`](Self::kind) may be.
    pub const KINDS: [&str; 4] = ["accuracy", "layers", "performance", "text"];

    /// Reads a report as JSON; its `schema` says of which kind it is.
    ///
    /// # Errors
    /// When it is of no known kind or version, or not what that one should be.
    pub fn parse(json: &[u8]) -> Result<Self, String> {
        let value: Value = serde_json::from_slice(json).map_err(|e| format!("not JSON: {e}"))?;
        let schema = value["schema"].as_str().unwrap_or_default().to_owned();
        let parsed = match schema.as_str() {
            ACCURACY_SCHEMA => serde_json::from_value(value).map(Self::Accuracy),
            LAYERS_SCHEMA => serde_json::from_value(value).map(Self::Layers),
            PERFORMANCE_SCHEMA => serde_json::from_value(value).map(Self::Performance),
            TEXT_SCHEMA => serde_json::from_value(value).map(Self::Text),
            "" => return Err("no report of an evaluation: it has no \"schema\"".into()),
            other => {
                return Err(format!(
                    "a report of the form {other:?}, which this version does not know"
                ));
            }
        };
        parsed.map_err(|error| format!("a damaged report: {error}"))
    }

    /// The report as JSON that [`parse`](Self::parse) reads: a line for every field, and one for every list of numbers.
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// The report without what only its charts show, which is most of it: values by position, points, mismatches.
    pub(super) fn without_series(&self) -> Self {
        let mut report = self.clone();
        let clear = |metrics: &mut Vec<MetricResult>| {
            for metric in metrics {
                metric.series.clear();
            }
        };
        match &mut report {
            Self::Accuracy(report) => {
                report.scatter.clear();
                clear(&mut report.all.metrics);
                report
                    .generated
                    .iter_mut()
                    .for_each(|scope| clear(&mut scope.metrics));
                for image in &mut report.images {
                    image.mean_abs.clear();
                    image.agreement.clear();
                    image.by_position.clear();
                    image.mismatches.clear();
                    clear(&mut image.all.metrics);
                }
            }
            Self::Text(report) => clear(&mut report.pooled),
            Self::Layers(_) | Self::Performance(_) => {}
        }
        report
    }

    /// One of [`KINDS`](Self::KINDS).
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Accuracy(_) => "accuracy",
            Self::Layers(_) => "layers",
            Self::Performance(_) => "performance",
            Self::Text(_) => "text",
        }
    }

    /// What it was measured on.
    pub fn environment(&self) -> &Environment {
        match self {
            Self::Accuracy(report) => &report.environment,
            Self::Layers(report) => &report.environment,
            Self::Performance(report) => &report.environment,
            Self::Text(report) => &report.environment,
        }
    }

    /// What the user should know of it.
    pub fn notes(&self) -> Vec<String> {
        match self {
            Self::Accuracy(report) => {
                let of_images = report.images.iter().flat_map(|image| {
                    let notes = image.notes.iter();
                    notes.map(|note| format!("{}: {note}", image.name))
                });
                report.notes.iter().cloned().chain(of_images).collect()
            }
            Self::Layers(report) => report.notes.clone(),
            Self::Performance(report) => report.notes.clone(),
            Self::Text(report) => report.notes.clone(),
        }
    }

    /// Pages that could not be read.
    pub fn failed(&self) -> &[FailedPage] {
        match self {
            Self::Accuracy(report) => &report.failed,
            Self::Layers(_) | Self::Performance(_) => &[],
            Self::Text(report) => &report.failed,
        }
    }

    /// Whether all limits were kept and every page was read; none where there are no limits.
    pub fn passed(&self) -> Option<bool> {
        match self {
            Self::Accuracy(report) => Some(report.passed),
            Self::Layers(report) => Some(report.passed),
            Self::Performance(_) => None,
            Self::Text(report) => Some(report.passed),
        }
    }

    /// The value that says most, as text.
    pub fn headline(&self) -> String {
        let of = |metrics: &[MetricResult], ids: &[&str]| {
            let scores = ids.iter().filter_map(|id| {
                let score = metrics.iter().find_map(|metric| metric.score(id))?;
                let value = score
                    .value
                    .map_or("undefined".into(), |v| format!("{v:.4}"));
                Some(format!("{} {value}{}", score.id, score.unit))
            });
            scores.collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Accuracy(report) => of(&report.all.metrics, &["mre", "top1", "cosine"]),
            Self::Layers(report) => report.worst().map_or_else(String::new, |worst| {
                let value = worst.alone.relative;
                let value = value.map_or("not finite".into(), |v| format!("{v:.1e}"));
                format!("most alone: {value}, {}", worst.label())
            }),
            Self::Performance(report) => {
                let devices = report.devices.iter().filter_map(|device| {
                    let mean = device.summary(Quantity::Generation)?.mean;
                    Some(format!("{} {mean:.3} s", device.device.name))
                });
                devices.collect::<Vec<_>>().join(", ")
            }
            Self::Text(report) => {
                let first = report
                    .pooled
                    .iter()
                    .filter_map(|metric| metric.scores.first());
                let ids: Vec<&str> = first.map(|score| score.id.as_str()).collect();
                of(&report.pooled, &ids)
            }
        }
    }

    /// What was evaluated: runs of different subjects are hardly comparable.
    pub fn subject(&self) -> String {
        match self {
            Self::Accuracy(report) => {
                // Of a page that was cut into lines it is the page.
                let pages = report.images.iter().map(|image| {
                    let line = image.name.find(", line ").unwrap_or(image.name.len());
                    &image.name[..line]
                });
                let mut names: Vec<&str> = pages.collect();
                names.dedup();
                format!(
                    "{} positions of {}, prompt {:?}",
                    report.all.positions,
                    names.join(", "),
                    report.prompt
                )
            }
            Self::Layers(report) => format!(
                "{} parts on {}, {} prompt tokens",
                report.parts.len(),
                report.image,
                report.prompt_tokens
            ),
            Self::Performance(report) => format!(
                "{} new tokens on {}, {} prompt tokens",
                report.new_tokens, report.image, report.prompt_tokens
            ),
            Self::Text(report) => {
                format!("{} pages of {}", report.pages.len(), report.data)
            }
        }
    }

    /// All values that two runs are compared by.
    pub fn measures(&self) -> Vec<Measure> {
        match self {
            Self::Accuracy(report) => {
                let mut all = scores("all", &report.all.metrics);
                all.push(verdict(report.passed));
                if let Some(generated) = &report.generated {
                    all.extend(scores("generated", &generated.metrics));
                }
                all.push(failures(&report.failed));
                all
            }
            Self::Layers(report) => layers(report),
            Self::Performance(report) => performance(report),
            Self::Text(report) => {
                let mut all = scores("pooled", &report.pooled);
                all.push(verdict(report.passed));
                all.push(failures(&report.failed));
                all
            }
        }
    }
}

/// 1 for a run that passed, 0 for one that did not.
fn verdict(passed: bool) -> Measure {
    Measure {
        key: "passed".into(),
        value: Some(f64::from(u8::from(passed))),
        unit: String::new(),
        better: Better::Higher,
    }
}

/// The number of pages that could not be read.
fn failures(failed: &[FailedPage]) -> Measure {
    Measure {
        key: "pages/failed".into(),
        value: Some(failed.len() as f64),
        unit: String::new(),
        better: Better::Lower,
    }
}

fn scores(scope: &str, metrics: &[MetricResult]) -> Vec<Measure> {
    let scores = metrics.iter().flat_map(|metric| &metric.scores);
    scores
        .map(|score| Measure {
            key: format!("{scope}/{}", score.id),
            value: score.value,
            unit: score.unit.clone(),
            better: score.better,
        })
        .collect()
}

/// Of every kind of part the largest deviation of its own, and what they add up to.
fn layers(report: &LayersReport) -> Vec<Measure> {
    let kinds = report.kinds().into_iter().flat_map(|kind| {
        let values = [("alone", kind.most), ("so far", kind.so_far)];
        values.map(|(how, value)| Measure {
            key: format!("{}/{how}", kind.part.label()),
            value,
            unit: String::new(),
            better: Better::Lower,
        })
    });
    std::iter::once(verdict(report.passed))
        .chain(kinds)
        .collect()
}

fn performance(report: &PerformanceReport) -> Vec<Measure> {
    let mut all = Vec::new();
    for device in &report.devices {
        let name = &device.device.name;
        let mut add = |key: String, value: f64, unit: &str, better| {
            all.push(Measure {
                key: format!("{name}/{key}"),
                value: Some(value),
                unit: unit.into(),
                better,
            });
        };
        for (quantity, summary) in &device.summaries {
            add(
                format!("{}/mean", quantity.id()),
                summary.mean,
                "s",
                Better::Lower,
            );
            add(
                format!("{}/p50", quantity.id()),
                summary.p50,
                "s",
                Better::Lower,
            );
        }
        if let Some(rate) = device.decode_tokens_per_s {
            add("decode-rate".into(), rate, "tokens/s", Better::Higher);
        }
        if let Some(peak) = device.peak_bytes {
            add("peak-memory".into(), peak as f64, "bytes", Better::Lower);
        }
    }
    all
}
