//! The course of a text evaluation.

use std::cmp::Ordering;
use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::atomic;
use std::time::Instant;

use image::RgbImage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::dataset::{Dataset, TextPage, Truth};
use super::result::{FailedPage, PageText, TEXT_SCHEMA, TextReport};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::accuracy::{prompt_name, same};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment};
use crate::evaluate::metrics::{
    Better, MetricResult, Thresholds, all_passed, compare_texts, unused_thresholds,
};
use crate::evaluate::{EvalError, Watch};
use crate::generate::stop::StopReason;
use crate::pipeline::{
    Format, OpenReaderError, PageImages, PageRecord, Pipeline, Plan, ReadEvent, ReadOptions,
    Reader, Step, render,
};
use crate::plugin::{Registry, Sample};
use crate::processor::input::InputOptions;

/// Shares of the whole that the parts take on the progress bar.
const HASHING: Range<f64> = 0.0..0.01;
const LOADING: Range<f64> = 0.01..0.04;
const READING: Range<f64> = 0.04..0.95;
const SCORING: Range<f64> = 0.95..1.0;

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
/// When the model cannot be opened, a metric is of another kind, `before` is of another evaluation, `keep` fails, or the watch asks to stop.
pub fn evaluate_text(
    options: &TextOptions,
    (name, data): (&str, &Dataset),
    registry: &Registry,
    before: Option<TextState>,
    keep: &mut dyn FnMut(&TextState) -> Result<(), EvalError>,
    watch: &mut Watch<'_>,
) -> Result<TextReport, EvalError> {
    device::usable(device::resolve(options.device)).map_err(OpenReaderError::Open)?;
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
    let reader = open(options, registry, watch)?;
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
            Err(PageError::Page(error)) => failed.push(FailedPage {
                name: page.name.clone(),
                error,
            }),
        }
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
    let device = DeviceSpec {
        dtype: Some(options.device.dtype_or(options.dtype)),
        ..device::resolve(options.device)
    };
    json!({
        "schema": TEXT_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "checkpoint": checkpoint.sha256,
        "device": device.to_string(),
        "prompt": prompt_name(&options.read.prompt),
        "max_new_tokens": options.read.max_new_tokens,
        "limits": options.read.limits.map(|l| [l.min_pixels, l.max_pixels]),
        "pipeline": options.plan,
        "dpi": options.input.dpi,
    })
}

fn open(
    options: &TextOptions,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<Reader, EvalError> {
    watch.piece(LOADING, 0, 1);
    let opened = Reader::open(
        &options.model,
        options.device,
        options.dtype,
        registry,
        &mut |done, total| {
            watch
                .tell("loading the weights", done as f64 / total.max(1) as f64)
                .is_ok()
        },
    );
    match opened {
        Err(_) if watch.cancel.load(atomic::Ordering::SeqCst) => Err(EvalError::Cancelled),
        opened => Ok(opened?),
    }
}

/// What keeps a page from being read: its own trouble, or an end of everything.
enum PageError {
    Page(String),
    Stop(EvalError),
}

fn read_page(
    options: &TextOptions,
    reader: &Reader,
    registry: &Registry,
    page: &TextPage,
    watch: &mut Watch<'_>,
) -> Result<PageText, PageError> {
    let truth = page
        .truth
        .as_ref()
        .map_err(|e| PageError::Page(e.clone()))?;
    let mut plan = options.plan.clone();
    plan.suit(truth.format, registry);
    let pipeline = Pipeline::new(&plan, registry).map_err(|e| PageError::Page(e.to_string()))?;
    let started = Instant::now();
    let images = page.document.open(&options.input);
    let images = images.map_err(|error| PageError::Page(error.to_string()))?;
    let mut result = PageText {
        name: page.name.clone(),
        language: page.language.clone(),
        prediction: String::new(),
        reference: truth.text.clone(),
        tokens: 0,
        seconds: 0.0,
        notes: Vec::new(),
        metrics: Vec::new(),
    };
    for image in images {
        let image = image.map_err(|error| PageError::Page(error.to_string()))?;
        let record = read_image(options, reader, &pipeline, image.image, &mut result, watch)?;
        let one = text_of(&record, truth);
        if !result.prediction.is_empty() {
            result.prediction.push_str("\n\n");
        }
        result.prediction.push_str(one.trim_end_matches('\n'));
    }
    result.seconds = started.elapsed().as_secs_f64();
    Ok(result)
}

/// What was read, in the form of what is right.
fn text_of(record: &PageRecord, truth: &Truth) -> String {
    match truth.format {
        Format::Markdown => render(record, Format::Markdown),
        // Of HTML only the page's own content is compared, not the frame that makes it a whole document.
        _ => record.text.clone(),
    }
}

fn read_image(
    options: &TextOptions,
    reader: &Reader,
    pipeline: &Pipeline,
    image: RgbImage,
    result: &mut PageText,
    watch: &mut Watch<'_>,
) -> Result<PageRecord, PageError> {
    let name = result.name.as_str();
    let size = [image.width(), image.height()];
    let images = PageImages {
        images: vec![image],
        number: 1,
    };
    let cancel = watch.cancel.clone();
    let lines = reader.card.is_some();
    let mut tokens = 0;
    let read = reader.read_page(
        pipeline,
        images,
        &options.read,
        None,
        &cancel,
        &mut |event| {
            match event {
                ReadEvent::Lines { done, total } => {
                    let _ = watch.tell(name, done as f64 / total.max(1) as f64);
                }
                ReadEvent::Progress(progress) if !lines => {
                    // An answer's length is not known; the bar comes closer to the end with every token.
                    let decoded = 1.0 - 1.0 / (1.0 + f64::from(tokens) / 500.0);
                    let _ = watch.model(name, progress, decoded);
                }
                ReadEvent::Text(_) => tokens += 1,
                ReadEvent::Progress(_) => {}
            }
            match cancel.load(atomic::Ordering::SeqCst) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        },
    );
    let read = match read {
        Err(_) if cancel.load(atomic::Ordering::SeqCst) => {
            return Err(PageError::Stop(EvalError::Cancelled));
        }
        Err(error) => return Err(PageError::Page(error.to_string())),
        Ok(read) if read.reading.generation.stop == StopReason::Cancelled => {
            return Err(PageError::Stop(EvalError::Cancelled));
        }
        Ok(read) => read,
    };
    result.tokens += read.reading.generation.tokens.len();
    let failures = read.failures.iter().map(ToString::to_string);
    result.notes.extend(failures);
    let record = PageRecord::new(
        reader,
        read,
        vec![name.to_owned()],
        None,
        vec![size],
        true,
        false,
    );
    result.notes.extend(record.notes.iter().cloned());
    Ok(record)
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
    let pooled = match samples.is_empty() {
        true => Vec::new(),
        false => measure(0, &samples)?,
    };
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
    for id in unused_thresholds(&options.thresholds, &pooled) {
        notes.push(format!(
            "no metric gives a score {id}, so its limit was not used"
        ));
    }
    let device = DeviceUse::from(reader.engine().info());
    Ok(TextReport {
        schema: TEXT_SCHEMA.into(),
        passed: failed.is_empty() && !pages.is_empty() && all_passed(&pooled),
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
