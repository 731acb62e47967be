//! Metrics, each a plugin, and what they answer as data that can be stored.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::EvalError;
use crate::pipeline::Step;
use crate::plugin::{
    CallContext, Chart, Direction, Kind, Limits, Outcome, PluginError, Reason, Report, Sample,
    Score, TensorPair,
};

/// Limits by the id of the score that they hold for; they replace a plugin's own.
pub type Thresholds = BTreeMap<String, f64>;

/// Elements of tensors that a metric is given a second for, besides its usual time.
const ELEMENTS_PER_SECOND: f64 = 1e6;
/// Characters of text that a metric is given a second for, besides its usual time.
const CHARACTERS_PER_SECOND: f64 = 1e4;

/// Which way a score is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// One value that a metric gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreResult {
    /// Short and stable: `mre`, `top1`.
    pub id: String,
    /// For people.
    pub label: String,
    /// The value; null where it is undefined.
    pub value: Option<f64>,
    /// `%`, or empty.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The limit: the user's, else the plugin's.
    pub threshold: Option<f64>,
    /// Whether it is good enough; null where nothing says what would be.
    pub passed: Option<bool>,
}

/// A fact that a metric tells besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailResult {
    /// What it is.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// A chart that a metric suggests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeriesResult {
    /// Its title.
    pub title: String,
    /// `line`, `bar`, `histogram` or `scatter`.
    pub chart: String,
    /// Name of the first axis.
    pub x_label: String,
    /// Name of the second axis.
    pub y_label: String,
    /// Its points; those of a histogram are raw values in x.
    pub points: Vec<(f64, f64)>,
}

/// What a metric answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricResult {
    /// The plugin's id.
    pub plugin: String,
    /// Its version.
    pub version: String,
    /// The formula, in its own words.
    pub note: String,
    /// The values; the first is the headline.
    pub scores: Vec<ScoreResult>,
    /// What it tells besides.
    pub details: Vec<DetailResult>,
    /// Charts that it suggests.
    pub series: Vec<SeriesResult>,
    /// Why it gave nothing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub error: Option<String>,
}

impl MetricResult {
    fn new(step: &Step, thresholds: &Thresholds, report: Report) -> Self {
        let details = report.details.into_iter().map(|detail| DetailResult {
            label: detail.label,
            value: detail.value,
        });
        let series = report.series.into_iter().map(|series| SeriesResult {
            title: series.title,
            chart: match series.chart {
                Chart::Line => "line",
                Chart::Bar => "bar",
                Chart::Histogram => "histogram",
                Chart::Scatter => "scatter",
            }
            .into(),
            x_label: series.x_label,
            y_label: series.y_label,
            points: series.points,
        });
        Self {
            plugin: step.plugin.info.id.clone(),
            version: step.plugin.info.version.clone(),
            note: report.note,
            scores: report
                .scores
                .into_iter()
                .map(|score| judged(score, thresholds))
                .collect(),
            details: details.collect(),
            series: series.collect(),
            error: None,
        }
    }

    fn failed(step: &Step, error: &PluginError) -> Self {
        Self {
            plugin: step.plugin.info.id.clone(),
            version: step.plugin.info.version.clone(),
            note: String::new(),
            scores: Vec::new(),
            details: Vec::new(),
            series: Vec::new(),
            error: Some(error.to_string()),
        }
    }

    /// A score by its id.
    pub fn score(&self, id: &str) -> Option<&ScoreResult> {
        self.scores.iter().find(|score| score.id == id)
    }
}

fn judged(mut score: Score, thresholds: &Thresholds) -> ScoreResult {
    if let Some(&limit) = thresholds.get(&score.id) {
        score.threshold = Some(limit);
    }
    ScoreResult {
        passed: score.verdict(),
        value: score.value.is_finite().then_some(score.value),
        id: score.id,
        label: score.label,
        unit: score.unit,
        better: match score.better {
            Direction::HigherIsBetter => Better::Higher,
            Direction::LowerIsBetter => Better::Lower,
        },
        threshold: score.threshold,
    }
}

/// Whether no metric failed and no limit was missed.
pub fn all_passed(metrics: &[MetricResult]) -> bool {
    let good = |metric: &MetricResult| {
        metric.error.is_none() && metric.scores.iter().all(|s| s.passed != Some(false))
    };
    metrics.iter().all(good)
}

/// Ids of limits that no score has, for example because of a typing error.
pub fn unused_thresholds<'a>(thresholds: &'a Thresholds, metrics: &[MetricResult]) -> Vec<&'a str> {
    let known = |id: &str| metrics.iter().any(|metric| metric.score(id).is_some());
    let ids = thresholds.keys().map(String::as_str);
    ids.filter(|id| !known(id)).collect()
}

/// Has tensor metrics compare pairs of logits. A metric that fails says so in its place.
///
/// # Errors
/// When the evaluation is to stop.
pub fn compare_tensors(
    steps: &[Step],
    thresholds: &Thresholds,
    pairs: &[TensorPair],
    cancel: &Arc<AtomicBool>,
    progress: &mut dyn FnMut(&Step, f64) -> Result<(), EvalError>,
) -> Result<Vec<MetricResult>, EvalError> {
    let bytes: usize = pairs.iter().map(|pair| pair.baseline.bytes().len()).sum();
    let seconds = bytes as f64 / 4.0 / ELEMENTS_PER_SECOND;
    all(steps, thresholds, Kind::TensorMetric, progress, |step| {
        let context = context(step, seconds, cancel);
        step.plugin
            .evaluate_tensors(pairs, &step.settings, &context)
    })
}

/// Has text metrics compare what was read with what is right. A metric that fails says so in its place.
///
/// # Errors
/// When the evaluation is to stop.
pub fn compare_texts(
    steps: &[Step],
    thresholds: &Thresholds,
    samples: &[Sample],
    cancel: &Arc<AtomicBool>,
    progress: &mut dyn FnMut(&Step, f64) -> Result<(), EvalError>,
) -> Result<Vec<MetricResult>, EvalError> {
    let length = |sample: &Sample| sample.prediction.len() + sample.reference.len();
    let characters: usize = samples.iter().map(length).sum();
    let seconds = characters as f64 / CHARACTERS_PER_SECOND;
    all(steps, thresholds, Kind::TextMetric, progress, |step| {
        let context = context(step, seconds, cancel);
        step.plugin
            .evaluate_texts(samples, &step.settings, &context)
    })
}

fn all(
    steps: &[Step],
    thresholds: &Thresholds,
    kind: Kind,
    progress: &mut dyn FnMut(&Step, f64) -> Result<(), EvalError>,
    call: impl Fn(&Step) -> Result<Outcome<Report>, PluginError>,
) -> Result<Vec<MetricResult>, EvalError> {
    let mut results = Vec::with_capacity(steps.len());
    for (index, step) in steps.iter().enumerate() {
        progress(step, index as f64 / steps.len() as f64)?;
        if step.plugin.kind() != kind {
            return Err(EvalError::Mismatch(
                step.plugin.wrong_kind(kind).to_string(),
            ));
        }
        results.push(match call(step) {
            Ok(outcome) => {
                let warnings: Vec<DetailResult> = outcome
                    .warnings()
                    .map(|warning| DetailResult {
                        label: "Warning".into(),
                        value: warning.to_owned(),
                    })
                    .collect();
                let mut result = MetricResult::new(step, thresholds, outcome.value);
                result.details.extend(warnings);
                result
            }
            Err(error) if error.reason == Reason::Cancelled => return Err(EvalError::Cancelled),
            Err(error) => MetricResult::failed(step, &error),
        });
    }
    Ok(results)
}

fn context(step: &Step, seconds: f64, cancel: &Arc<AtomicBool>) -> CallContext {
    CallContext {
        limits: Limits {
            seconds: step.limits.seconds + seconds,
            ..step.limits
        },
        cancel: cancel.clone(),
        progress: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Entry, Pipeline, Plan};
    use crate::plugin::{MemoryTensor, Registry};

    fn steps(names: &[&str]) -> Vec<Step> {
        let names = names.iter().map(|name| Entry::Name((*name).into()));
        let plan = Plan {
            metrics: names.collect(),
            ..Plan::default()
        };
        let registry = Registry::bundled().unwrap();
        Pipeline::new(&plan, &registry).unwrap().metrics
    }

    fn tensors(name: &str, width: u32, sides: [&[f32]; 2]) -> TensorPair {
        let tensor = |values: &[f32]| {
            let shape = vec![values.len() as u32 / width, width];
            Arc::new(MemoryTensor::new(shape, values).unwrap())
        };
        TensorPair {
            name: name.into(),
            baseline: tensor(sides[0]),
            candidate: tensor(sides[1]),
        }
    }

    fn compare(
        names: &[&str],
        thresholds: &Thresholds,
        pairs: &[TensorPair],
    ) -> Result<Vec<MetricResult>, EvalError> {
        let cancel = Arc::default();
        let mut progress = |_: &Step, _: f64| Ok(());
        compare_tensors(&steps(names), thresholds, pairs, &cancel, &mut progress)
    }

    /// The bundled components, as they are in the program, on random and adversarial logits: what numpy says of them, by
    /// `tests/reference/metrics/tensors.py`.
    #[test]
    fn the_components_give_what_numpy_gives() {
        let plugins = [
            "mre",
            "top1",
            "top-k",
            "cosine",
            "max-abs",
            "mean-abs",
            "kl-divergence",
        ];
        let values = [
            ("mre", "mre"),
            ("mre_max", "mre-max"),
            ("mre_tiny", "mre-tiny"),
            ("top1", "top1"),
            ("top_5", "top-k"),
            ("top1_in_top_5", "top1-in-top-k"),
            ("cosine", "cosine"),
            ("cosine_mean", "cosine-mean"),
            ("cosine_min", "cosine-min"),
            ("max_abs", "max-abs"),
            ("mean_abs", "mean-abs"),
            ("kl_mean", "kl-mean"),
            ("kl_max", "kl-max"),
        ];
        for case in tensor_cases::cases() {
            let pairs: Vec<TensorPair> = case
                .pairs()
                .iter()
                .map(|pair| {
                    let shape = pair.baseline.shape();
                    let sides = [&pair.baseline, &pair.candidate];
                    let [a, b] = sides.map(|side| side.read(0, side.len()));
                    tensors(&pair.name, shape[shape.len() - 1], [&a, &b])
                })
                .collect();
            let results = compare(&plugins, &Thresholds::new(), &pairs).unwrap();
            for (value, id) in values {
                let score = results.iter().find_map(|result| result.score(id)).unwrap();
                let (wanted, found) = (case.value(value), score.value.unwrap_or(f64::NAN));
                let close = (found - wanted).abs() <= (1e-9 * wanted.abs()).max(1e-12);
                let both = wanted.is_nan() && found.is_nan();
                assert!(
                    both || close,
                    "{}: {id} is {found} and not {wanted}",
                    case.name
                );
                assert!(
                    !found.is_nan() || score.passed != Some(true),
                    "{}: {id}",
                    case.name
                );
            }
        }
    }

    #[test]
    fn a_limit_of_the_users_replaces_the_plugins() {
        let pair = tensors("x", 2, [&[1.0, 2.0], &[1.0, 2.02]]);
        let judged = |limit: Option<f64>| {
            let thresholds = limit
                .map(|limit| ("mre".to_owned(), limit))
                .into_iter()
                .collect();
            let result = compare(&["mre"], &thresholds, std::slice::from_ref(&pair)).unwrap();
            (result[0].scores[0].threshold, all_passed(&result))
        };
        // The error is 0.4997 %.
        assert_eq!(judged(None), (Some(1.0), true));
        assert_eq!(judged(Some(0.6)), (Some(0.6), true));
        assert_eq!(judged(Some(0.4)), (Some(0.4), false));
        let wrong = Thresholds::from([("mer".to_owned(), 1.0)]);
        let result = compare(&["mre"], &wrong, &[pair]).unwrap();
        assert_eq!(unused_thresholds(&wrong, &result), ["mer"]);
    }

    #[test]
    fn a_metric_that_fails_says_so_and_nothing_passes() {
        let pair = tensors("x", 2, [&[1.0, 2.0], &[1.0, 2.0, 3.0, 4.0]]);
        let result = compare(&["mre", "top1"], &Thresholds::new(), &[pair]).unwrap();
        assert!(
            result
                .iter()
                .all(|metric| metric.error.is_some() && metric.scores.is_empty())
        );
        assert!(!all_passed(&result));
        let pair = tensors("x", 2, [&[1.0, 2.0], &[1.0, 2.0]]);
        let error = compare(&["cer"], &Thresholds::new(), &[pair]).unwrap_err();
        assert!(error.to_string().contains("kind text-metric"), "{error}");
    }
}
