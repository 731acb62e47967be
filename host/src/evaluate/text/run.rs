//! The course of a text evaluation.

use std::cmp::Ordering;
use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::dataset::Dataset;
use super::read::{PageError, read_page};
use super::result::{PageText, TEXT_SCHEMA, TextReport};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment};
use crate::evaluate::failed::nothing_read;
use crate::evaluate::metrics::{
    Better, MetricResult, Thresholds, all_passed, compare_texts, unused_thresholds,
};
use crate::evaluate::open::open_reader;
use crate::evaluate::resume::{device_name, limits, prompt_name, same};
use crate::evaluate::{EvalError, FailedPage, Watch};
use crate::pipeline::{Entry, OpenReaderError, Plan, ReadOptions, Reader, Step};
use crate::plugin::{Registry, Sample};
use crate::processor::input::InputOptions;

/// Shares of the whole that the parts take on the progress bar.
const HASHING: Range<f64> = 0.0..0.01;
const LOADING: Range<f64> = 0.01..0.04;
const READING: Range<f64> = 0.04..0.95;
const SCORING: Range<f64> = 0.95..1.0;

/// The bundled metrics that an evaluation uses unless others are chosen.
const METRICS: [&str; 3] = ["cer", "wer", "ned"];
/// Besides these where there are tables to compare.
const TABLE_METRICS: [&str; 2] = ["teds", "teds-s"];

/// The metrics that suit a data set and a pipeline, which may name its own.
pub fn usual_metrics(data: &Dataset, plan: &Plan) -> Vec<Entry> {
    if !plan.metrics.is_empty() {
        return plan.metrics.clone();
    }
    let tables = data.pages.iter().any(|page| {
        let truth = page.truth.as_ref();
        truth.is_ok_and(|truth| truth.text.contains("<table"))
    });
    let more = TABLE_METRICS.iter().filter(|_| tables);
    let names = METRICS.iter().chain(more);
    names.map(|name| Entry::Name((*name).into())).collect()
}

/// How a data set is read and scored.
pub struct TextOptions {
    /// The checkpoint's folder.
    pub model: PathBuf,
    /// The device.
    pub device: DeviceSpec,
    /// The dtype of a device whose name has none.
    pub dtype: Dtype,
    /// How each page is read.
    pub read: ReadOptions,
    /// The pipeline's name, for reports.
    pub pipeline: String,
    /// The pipeline.
    pub plan: Plan,
    /// Text metrics; the first one's headline decides which page is the worst.
    pub metrics: Vec<Step>,
    /// Limits by score; they replace those of the plugins.
    pub thresholds: Thresholds,
    /// How documents are opened.
    pub input: InputOptions,
}

/// Pages that were read until the evaluation was stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TextState {
    /// What must be the same to go on.
    pub evaluation: Value,
    /// The pages; their metrics are not computed yet.
    pub pages: Vec<PageText>,
}

/// Reads all pages of a data set and scores them. A page that cannot be read is told and left out. `before` are the pages of an evaluation
/// that was stopped; `keep` is given all pages after each one.
///
/// # Errors
/// When the model cannot be opened, no page can be read, a metric is of another kind, `before` is of another evaluation, `keep` fails, or the watch asks to
/// stop.
pub fn evaluate_text(
    options: &TextOptions,
    (name, data): (&str, &Dataset),
    registry: &Registry,
    before: Option<TextState>,
    keep: &mut dyn FnMut(&TextState) -> Result<(), EvalError>,
    watch: &mut Watch<'_>,
) -> Result<TextReport, EvalError> {
    device::check(options.device, options.dtype).map_err(OpenReaderError::Open)?;
    if !options.model.is_dir() {
        return Err(OpenReaderError::NoFolder(options.model.clone()).into());
    }
    watch.piece(HASHING, 0, 1);
    let checkpoint = CheckpointId::of(&options.model, watch)?;
    let mut state = TextState {
        evaluation: fingerprint(options, &checkpoint),
        pages: Vec::new(),
    };
    let before = match before {
        Some(before) => {
            same(&before.evaluation, &state.evaluation)?;
            before.pages
        }
        None => Vec::new(),
    };
    watch.piece(LOADING, 0, 1);
    let reader = open_reader(
        &options.model,
        options.device,
        options.dtype,
        registry,
        watch,
    )?;
    let mut failed = Vec::new();
    for (index, page) in data.pages.iter().enumerate() {
        watch.piece(READING, index, data.pages.len());
        watch.tell(&page.name, 0.0)?;
        let known = before.iter().find(|known| {
            let truth = page.truth.as_ref().is_ok_and(|t| t.text == known.reference);
            known.name == page.name && truth
        });
        let read = match known {
            Some(known) => Ok(known.clone()),
            None => read_page(options, &reader, registry, page, watch),
        };
        match read {
            Ok(page) => {
                state.pages.push(page);
                keep(&state)?;
            }
            Err(PageError::Stop(error)) => return Err(error),
            Err(PageError::Page(error)) if reader.engine().is_lost() => {
                return Err(EvalError::Lost {
                    image: page.name.clone(),
                    error,
                });
            }
            Err(PageError::Page(error)) => failed.push(FailedPage {
                name: page.name.clone(),
                error,
            }),
        }
    }
    if state.pages.is_empty() {
        return Err(nothing_read(&failed));
    }
    score(
        options,
        name,
        data,
        &reader,
        checkpoint,
        state.pages,
        failed,
        watch,
    )
}

fn fingerprint(options: &TextOptions, checkpoint: &CheckpointId) -> Value {
    json!({
        "schema": TEXT_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "checkpoint": checkpoint.sha256,
        "device": device_name(options.device, options.dtype),
        "prompt": prompt_name(&options.read.prompt),
        "max_new_tokens": options.read.max_new_tokens,
        "limits": limits(&options.read),
        "pipeline": options.plan,
        "dpi": options.input.dpi,
    })
}

#[expect(
    clippy::too_many_arguments,
    reason = "the pieces of one report, each used once"
)]
fn score(
    options: &TextOptions,
    name: &str,
    data: &Dataset,
    reader: &Reader,
    checkpoint: CheckpointId,
    mut pages: Vec<PageText>,
    failed: Vec<FailedPage>,
    watch: &mut Watch<'_>,
) -> Result<TextReport, EvalError> {
    let sample = |page: &PageText| Sample {
        id: page.name.clone(),
        prediction: page.prediction.clone(),
        reference: page.reference.clone(),
        language: page.language.clone(),
    };
    let samples: Vec<Sample> = pages.iter().map(sample).collect();
    let parts = pages.len() + 1;
    let mut measure = |part: usize, samples: &[Sample]| {
        watch.piece(SCORING, part, parts);
        let cancel = watch.cancel.clone();
        compare_texts(
            &options.metrics,
            &options.thresholds,
            samples,
            &cancel,
            &mut |step, done| watch.tell(&format!("computing {}", step.plugin.info.name), done),
        )
    };
    let pooled = measure(0, &samples)?;
    for (index, page) in pages.iter_mut().enumerate() {
        let metrics = measure(index + 1, &samples[index..=index])?;
        page.metrics = metrics.into_iter().map(only_scores).collect();
    }
    pages.sort_by(|a, b| worse(a, b).then_with(|| a.name.cmp(&b.name)));
    let mut notes = data.notes.clone();
    notes.extend(reader.notes.iter().cloned());
    if let Some(card) = &reader.card {
        notes.push(format!("read with the {}: {}", card.name, card.about));
    }
    // A limit that nothing is held to would let everything pass.
    let unused_limits: Vec<String> = unused_thresholds(&options.thresholds, &pooled)
        .into_iter()
        .map(str::to_owned)
        .collect();
    let device = DeviceUse::from(reader.engine().info());
    Ok(TextReport {
        schema: TEXT_SCHEMA.into(),
        passed: failed.is_empty() && unused_limits.is_empty() && all_passed(&pooled),
        unused_limits,
        data: name.to_owned(),
        prompt: prompt_name(&options.read.prompt),
        pipeline: options.pipeline.clone(),
        pooled,
        pages,
        failed,
        notes,
        environment: Environment::new(vec![device], Some(checkpoint)),
    })
}

/// A page's own scores; formulas and charts are told once, with the pooled ones.
fn only_scores(metric: MetricResult) -> MetricResult {
    MetricResult {
        note: String::new(),
        details: Vec::new(),
        series: Vec::new(),
        ..metric
    }
}

/// Orders pages by the headline of the first metric, the worst first; one that is undefined is the worst.
fn worse(a: &PageText, b: &PageText) -> Ordering {
    let headline = |page: &PageText| {
        let score = page.metrics.first()?.scores.first()?;
        let value = score.value?;
        Some(match score.better {
            Better::Lower => value,
            Better::Higher => -value,
        })
    };
    match (headline(a), headline(b)) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
