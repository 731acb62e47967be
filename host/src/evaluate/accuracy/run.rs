//! The course of an accuracy evaluation: record both sides, then compare.

use std::ops::Range;
use std::path::PathBuf;

use super::comparison::Comparison;
use super::images::EvalImages;
use super::result::AccuracyReport;
use super::scratch::{discard_unused, fingerprint, prepare};
use super::sides::{Recorder, Side};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::environment::{CheckpointId, Environment};
use crate::evaluate::failed::nothing_read;
use crate::evaluate::metrics::Thresholds;
use crate::evaluate::notes::{SAME_DEVICE, SINGLE_LINE};
use crate::evaluate::{EvalError, Watch};
use crate::pipeline::{LineCutter, OpenReaderError, ReadOptions, Step};
use crate::plugin::Registry;
use crate::processor::tokenizer::Tokenizer;

/// Shares of the whole that the parts take on the progress bar.
const CUTTING: Range<f64> = 0.0..0.01;
const HASHING: Range<f64> = 0.01..0.02;
pub(super) const RECORDING: [Range<f64>; 2] = [0.02..0.42, 0.42..0.82];
pub(super) const COMPARING: Range<f64> = 0.82..1.0;

/// The bundled metrics that an evaluation uses unless others are chosen.
pub const METRICS: [&str; 7] = [
    "mre",
    "top1",
    "top-k",
    "cosine",
    "max-abs",
    "mean-abs",
    "kl-divergence",
];

/// The limits that hold unless others are given: mean relative error in percent, top-1 agreement in percent, cosine similarity.
const USUAL: [(&str, f64); 3] = [("mre", 1.0), ("top1", 99.0), ("cosine", 0.999)];

/// The usual limits of the metrics that are used: none is asked of a metric that was not chosen.
pub fn usual_thresholds(metrics: &[Step]) -> Thresholds {
    let used = |id: &str| {
        let full = format!("inkstone/{id}");
        metrics.iter().any(|step| step.plugin.info.id == full)
    };
    let usual = USUAL.into_iter().filter(|(id, _)| used(id));
    usual.map(|(id, limit)| (id.to_owned(), limit)).collect()
}

/// Where the logits of one side are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideSource {
    /// A device that computes them.
    Device(DeviceSpec),
    /// A file that holds those of one prompt.
    File(PathBuf),
}

/// What is to be compared and how.
pub struct AccuracyOptions {
    /// The checkpoint's folder; with two files of logits only its tokenizer is used, and it may be absent.
    pub model: Option<PathBuf>,
    /// What is right.
    pub baseline: SideSource,
    /// What is compared with it.
    pub candidate: SideSource,
    /// The dtype of devices whose names have none.
    pub dtype: Dtype,
    /// How each image is read; decoding is greedy.
    pub read: ReadOptions,
    /// Tensor metrics.
    pub metrics: Vec<Step>,
    /// Limits by score; they replace those of the plugins.
    pub thresholds: Thresholds,
    /// The folder that holds logits while the evaluation runs: about 4 bytes for every position, token of the vocabulary and side.
    pub scratch: PathBuf,
    /// Whether to use what a stopped evaluation left there.
    pub resume: bool,
}

/// Compares two sides. Images that cannot be read are told and left out; the others are compared. When it ends well, its scratch folder is removed; when it is stopped, what is there can be resumed from. A folder
/// from which nothing can be resumed does not stay.
///
/// # Errors
/// When no image can be read, a side cannot be opened or fails, the sides do not fit together, or the watch asks to stop.
pub fn evaluate_accuracy(
    options: &AccuracyOptions,
    images: EvalImages,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<AccuracyReport, EvalError> {
    let report = run(options, images, registry, watch);
    if report.is_err() {
        discard_unused(&options.scratch);
    }
    let report = report?;
    if options.scratch.is_dir() {
        std::fs::remove_dir_all(&options.scratch).map_err(EvalError::scratch(&options.scratch))?;
    }
    Ok(report)
}

fn run(
    options: &AccuracyOptions,
    mut images: EvalImages,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<AccuracyReport, EvalError> {
    let sources = [&options.baseline, &options.candidate];
    let files = sources.map(|source| matches!(source, SideSource::File(_)));
    let mut notes = Vec::new();
    let mut checkpoint = None;
    if files != [true; 2] {
        check_devices(&sources, options.dtype)?;
        let count = images.images.len() + images.failed.len();
        if count == 0 {
            return Err(EvalError::Mismatch(
                "there is no image to compare on".into(),
            ));
        }
        if files != [false; 2] && count > 1 {
            return Err(EvalError::Mismatch(format!(
                "a file of logits holds those of one prompt, and there are {count} images; name the one that it was made with"
            )));
        }
        let model = options
            .model
            .as_deref()
            .ok_or_else(|| EvalError::Mismatch("a device needs a model".into()))?;
        if !model.is_dir() {
            return Err(OpenReaderError::NoFolder(model.to_owned()).into());
        }
        watch.piece(CUTTING, 0, 1);
        match LineCutter::from_dir(model, registry)? {
            None => images.leave_out_impossible(model, &options.read)?,
            Some((card, cutter)) if files == [false; 2] => {
                notes.extend(images.cut_into_lines((&card, &cutter), watch)?);
            }
            // So was the image that the file's logits are of.
            Some(_) => notes.push(SINGLE_LINE.into()),
        }
        if images.images.is_empty() {
            return Err(nothing_read(&images.failed));
        }
        watch.piece(HASHING, 0, 1);
        let id = CheckpointId::of(model, watch)?;
        prepare(options, &fingerprint(options, &id, &images.images))?;
        checkpoint = Some(id);
    }
    // A file's tokens are what the other side has to read, whichever side it is.
    let order = if files == [false, true] {
        [1, 0]
    } else {
        [0, 1]
    };
    let mut sides: [Option<Side>; 2] = [None, None];
    for index in order {
        let other = sides[1 - index].as_ref();
        let side = match sources[index] {
            SideSource::File(path) => Side::stored(path)?,
            SideSource::Device(spec) => {
                let recorder = Recorder {
                    options,
                    images: &images.images,
                    registry,
                    index,
                };
                recorder.side(*spec, other, watch)?
            }
        };
        sides[index] = Some(side);
    }
    let [Some(baseline), Some(candidate)] = sides else {
        unreachable!("both sides were made");
    };
    let tokenizer = match &options.model {
        Some(folder) => Some(Tokenizer::from_dir(folder)?),
        None => None,
    };
    if baseline.device.is_some() && baseline.device == candidate.device {
        notes.push(SAME_DEVICE.into());
    }
    let comparison = Comparison {
        options,
        tokenizer: tokenizer.as_ref(),
        images: (images.images.iter())
            .map(|image| image.name.clone())
            .collect(),
    };
    let devices = [&baseline.device, &candidate.device];
    let devices = devices.into_iter().flatten().cloned().collect();
    let environment = Environment::new(devices, checkpoint);
    let mut report = comparison.compare(&baseline, &candidate, environment, watch)?;
    report.notes.splice(0..0, notes);
    report.passed &= images.failed.is_empty();
    report.failed = images.failed;
    Ok(report)
}

/// Asks for the devices before anything slow is done.
fn check_devices(sources: &[&SideSource; 2], dtype: Dtype) -> Result<(), EvalError> {
    for source in sources {
        if let SideSource::Device(spec) = source {
            device::check(*spec, dtype).map_err(OpenReaderError::Open)?;
        }
    }
    Ok(())
}
