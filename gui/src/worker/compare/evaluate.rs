//! Evaluations, as the command line runs them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use inkstone::device::{self, DeviceSpec};
use inkstone::evaluate::accuracy::{
    AccuracyOptions, EvalImage, EvalImages, METRICS, SideSource, evaluate_accuracy,
};
use inkstone::evaluate::history::StoredReport;
use inkstone::evaluate::layers::{LayersOptions, evaluate_layers};
use inkstone::evaluate::metrics::Thresholds;
use inkstone::evaluate::performance::{PerformanceOptions, evaluate_performance};
use inkstone::evaluate::text::{Dataset, TextOptions, evaluate_text, usual_metrics};
use inkstone::evaluate::{EvalError, FailedPage, Progress, Watch};
use inkstone::pipeline::{Entry, Pipeline, Plan, check_memory, model_folder};
use inkstone::plugin::{Kind, Registry, is_bundled};
use inkstone::processor::input::{InputOptions, Inputs};

use super::host::{metric_steps, read_options};
use crate::state::compare::{CompareEvent, DataChoice, EvalJob, EvalKind};
use crate::worker::decoder::decode;

/// How often at most the window is told of progress.
const PACE: Duration = Duration::from_millis(50);
/// Most tokens of a page that is scored, as on the command line.
const MAX_TEXT_TOKENS: usize = 4096;

/// Runs an evaluation; none if it was stopped.
pub(super) fn evaluate(
    job: &EvalJob,
    registry: &Registry,
    tell: &dyn Fn(CompareEvent),
) -> anyhow::Result<Option<StoredReport>> {
    let devices = match job.form.kind {
        EvalKind::Text => vec![job.devices[1]],
        EvalKind::Accuracy | EvalKind::Layers | EvalKind::Performance => job.devices.to_vec(),
    };
    let dtype = job.form.dtype;
    for spec in &devices {
        device::check(*spec, dtype)?;
    }
    let folder = model_folder(job.settings.model.as_deref())?;
    match job.form.kind {
        // Its devices take turns, so that both models are open.
        EvalKind::Performance => check_memory(&folder, &devices, dtype)?,
        EvalKind::Accuracy | EvalKind::Layers | EvalKind::Text => {
            devices
                .iter()
                .try_for_each(|d| check_memory(&folder, &[*d], dtype))?;
        }
    }
    let mut told: Option<Instant> = None;
    let mut listener = |progress: Progress<'_>| {
        if told.is_none_or(|told| told.elapsed() >= PACE) {
            told = Some(Instant::now());
            tell(CompareEvent::Progress(
                job.id,
                progress.what.into(),
                progress.done,
            ));
        }
    };
    let mut watch = Watch::new(job.cancel.clone(), &mut listener);
    let evaluated = match job.form.kind {
        EvalKind::Accuracy => accuracy(job, folder, registry, tell, &mut watch),
        EvalKind::Layers => layers(job, folder, registry, tell, &mut watch),
        EvalKind::Performance => performance(job, folder, &devices, registry, tell, &mut watch),
        EvalKind::Text => text(job, folder, registry, &mut watch),
    };
    match evaluated {
        Ok(report) => Ok(Some(report)),
        Err(error) if matches!(error.downcast_ref(), Some(EvalError::Cancelled)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn accuracy(
    job: &EvalJob,
    folder: PathBuf,
    registry: &Registry,
    tell: &dyn Fn(CompareEvent),
    watch: &mut Watch<'_>,
) -> anyhow::Result<StoredReport> {
    let images = images(job, tell)?;
    let bundled = METRICS.iter().map(|name| Entry::Name((*name).into()));
    // Metrics that the user has added are asked too; they fail for themselves alone.
    let installed = registry.all().into_iter().filter_map(|listed| {
        let plugin = listed.plugin?;
        let own = plugin.kind() == Kind::TensorMetric && !is_bundled(&plugin.info.id);
        own.then(|| Entry::Name(plugin.info.id.clone()))
    });
    let metrics = metric_steps(bundled.chain(installed).collect(), registry)?;
    let form = &job.form;
    let limits = [
        ("mre", form.mre),
        ("top1", form.top1),
        ("cosine", form.cosine),
    ];
    let scratch = tempfile::tempdir().context("cannot make a folder for logits")?;
    let [baseline, candidate] = job.devices.map(SideSource::Device);
    let options = AccuracyOptions {
        model: Some(folder),
        baseline,
        candidate,
        dtype: form.dtype,
        read: read_options(&job.settings, form.new_tokens)?,
        metrics,
        thresholds: limits.map(|(id, limit)| (id.to_owned(), limit)).into(),
        scratch: scratch.path().join("logits"),
        resume: false,
    };
    let report = evaluate_accuracy(&options, images, registry, watch)?;
    Ok(StoredReport::Accuracy(Box::new(report)))
}

fn layers(
    job: &EvalJob,
    model: PathBuf,
    registry: &Registry,
    tell: &dyn Fn(CompareEvent),
    watch: &mut Watch<'_>,
) -> anyhow::Result<StoredReport> {
    let image = image(job, tell)?;
    let [baseline, candidate] = job.devices;
    let options = LayersOptions {
        model,
        baseline,
        candidate,
        dtype: job.form.dtype,
        read: read_options(&job.settings, 1)?,
        limit: None,
    };
    let report = evaluate_layers(&options, (&image.name, &image.image), registry, watch)?;
    Ok(StoredReport::Layers(Box::new(report)))
}

fn performance(
    job: &EvalJob,
    model: PathBuf,
    devices: &[DeviceSpec],
    registry: &Registry,
    tell: &dyn Fn(CompareEvent),
    watch: &mut Watch<'_>,
) -> anyhow::Result<StoredReport> {
    let image = image(job, tell)?;
    let form = &job.form;
    let mut read = read_options(&job.settings, form.new_tokens)?;
    read.ignore_eos = true;
    let options = PerformanceOptions {
        model,
        devices: devices.to_vec(),
        dtype: form.dtype,
        read,
        pipeline: Pipeline::new(&Plan::find(&job.settings.pipeline)?, registry)?,
        runs: form.runs,
        warmup: form.warmup,
    };
    let report = evaluate_performance(
        &options,
        (&image.name, &image.image),
        registry,
        None,
        &mut |state| {
            let names = devices.iter().map(ToString::to_string);
            let times = state
                .runs
                .iter()
                .map(|runs| runs.iter().map(|r| r.generation_s).collect());
            tell(CompareEvent::Samples(job.id, names.zip(times).collect()));
            Ok(())
        },
        watch,
    )?;
    Ok(StoredReport::Performance(Box::new(report)))
}

fn text(
    job: &EvalJob,
    model: PathBuf,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> anyhow::Result<StoredReport> {
    let path = Path::new(job.form.path.trim());
    let data = Dataset::open(path)?;
    let plan = Plan::find(&job.settings.pipeline)?;
    let mut read = read_options(&job.settings, MAX_TEXT_TOKENS)?;
    read.stop_loops = true;
    let options = TextOptions {
        model,
        device: job.devices[1],
        dtype: job.form.dtype,
        read,
        pipeline: job.settings.pipeline.clone(),
        metrics: metric_steps(usual_metrics(&data, &plan), registry)?,
        plan,
        thresholds: Thresholds::new(),
        input: InputOptions::default(),
    };
    let full = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = full
        .file_name()
        .unwrap_or(full.as_os_str())
        .to_string_lossy();
    let mut keep = |_: &_| Ok(());
    let report = evaluate_text(&options, (&name, &data), registry, None, &mut keep, watch)?;
    Ok(StoredReport::Text(Box::new(report)))
}

/// The first image of the job's data.
fn image(job: &EvalJob, tell: &dyn Fn(CompareEvent)) -> anyhow::Result<EvalImage> {
    let mut all = images(job, tell)?;
    Ok(all.images.swap_remove(0))
}

/// The images of the job's data, at least one. Those that cannot be read are told and left out, unless that is all of them.
fn images(job: &EvalJob, tell: &dyn Fn(CompareEvent)) -> anyhow::Result<EvalImages> {
    let mut all = EvalImages::default();
    match job.form.data() {
        DataChoice::Path => {
            all = EvalImages::decode(&Inputs::expand(&[job.form.path.trim()]));
        }
        DataChoice::Shown | DataChoice::Queue => {
            for source in &job.sources {
                match decode(source) {
                    Ok(page) => all.images.push(EvalImage {
                        name: source.name(),
                        image: page.image,
                    }),
                    Err(error) => all.failed.push(FailedPage {
                        name: source.name(),
                        error: error.to_string(),
                    }),
                }
            }
        }
    }
    let reasons: Vec<String> = all.failed.iter().map(ToString::to_string).collect();
    if all.images.is_empty() {
        bail!(match reasons.is_empty() {
            true => "there is no image or PDF to evaluate on".to_owned(),
            false => format!("no page could be read:\n{}", reasons.join("\n")),
        });
    }
    if !reasons.is_empty() {
        tell(CompareEvent::LeftOut(job.id, reasons));
    }
    Ok(all)
}
