//! The course of an accuracy evaluation: record both sides, then compare.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use image::RgbImage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::compare::{Aligned, align, text};
use super::errors::{Gathered, RowErrors};
use super::logits::StoredLogits;
use super::record::record;
use super::result::{ACCURACY_SCHEMA, AccuracyReport, ImageAccuracy, Scope, SideInfo};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment, hex};
use crate::evaluate::metrics::{Thresholds, all_passed, compare_tensors, unused_thresholds};
use crate::evaluate::{EvalError, Watch};
use crate::files::write_whole;
use crate::pipeline::{OpenReaderError, ReadOptions, Reader, Step};
use crate::plugin::{Registry, TensorPair};
use crate::processor::prompt::PromptText;
use crate::processor::tokenizer::Tokenizer;

/// Shares of the whole that the parts take on the progress bar.
const HASHING: Range<f64> = 0.0..0.02;
const RECORDING: [Range<f64>; 2] = [0.02..0.42, 0.42..0.82];
const COMPARING: Range<f64> = 0.82..1.0;

/// Where the logits of one side are from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideSource {
    /// A device that computes them.
    Device(DeviceSpec),
    /// A file that holds those of one prompt.
    File(PathBuf),
}

/// An image to be read on both sides.
pub struct EvalImage {
    /// Its file, with the page where there are several.
    pub name: String,
    /// Its pixels.
    pub image: RgbImage,
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

/// Compares two sides. When it ends well, its scratch folder is removed; when it is stopped, what is there can be resumed from.
///
/// # Errors
/// When a side cannot be opened or read, the sides do not fit together, or the watch asks to stop.
pub fn evaluate_accuracy(
    options: &AccuracyOptions,
    images: &[EvalImage],
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<AccuracyReport, EvalError> {
    let report = run(options, images, registry, watch)?;
    if options.scratch.is_dir() {
        std::fs::remove_dir_all(&options.scratch).map_err(EvalError::scratch(&options.scratch))?;
    }
    Ok(report)
}

/// What is known of a recorded side of one image, beside its logits.
#[derive(Serialize, Deserialize)]
struct SideCard {
    device: DeviceUse,
    notes: Vec<String>,
    /// Why the free-running answer broke off, where it did.
    failure: Option<String>,
}

/// One side with the logits of all prompts.
struct Side {
    info: SideInfo,
    device: Option<DeviceUse>,
    logits: Vec<StoredLogits>,
    notes: Vec<Vec<String>>,
    failures: Vec<Option<String>>,
}

fn run(
    options: &AccuracyOptions,
    images: &[EvalImage],
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<AccuracyReport, EvalError> {
    let sources = [&options.baseline, &options.candidate];
    let files = sources.map(|source| matches!(source, SideSource::File(_)));
    let mut notes = Vec::new();
    let mut checkpoint = None;
    if files != [true; 2] {
        check_devices(&sources)?;
        if images.is_empty() {
            return Err(EvalError::Mismatch(
                "there is no image to compare on".into(),
            ));
        }
        if files != [false; 2] && images.len() > 1 {
            return Err(EvalError::Mismatch(format!(
                "a file of logits holds those of one prompt, and there are {} images; name the one that it was made with",
                images.len()
            )));
        }
        let model = options
            .model
            .as_deref()
            .ok_or_else(|| EvalError::Mismatch("a device needs a model".into()))?;
        if !model.is_dir() {
            return Err(OpenReaderError::NoFolder(model.to_owned()).into());
        }
        watch.piece(HASHING, 0, 1);
        let id = CheckpointId::of(model, watch)?;
        prepare(options, &fingerprint(options, &id, images))?;
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
            SideSource::File(path) => stored(path)?,
            SideSource::Device(spec) => {
                let recorder = Recorder {
                    options,
                    images,
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
        notes.push("both sides are the same device at the same dtype, so this shows only that it repeats itself".into());
    }
    let comparison = Comparison {
        options,
        tokenizer: tokenizer.as_ref(),
        images: images.iter().map(|image| image.name.clone()).collect(),
    };
    let devices = [&baseline.device, &candidate.device];
    let devices = devices.into_iter().flatten().cloned().collect();
    let environment = Environment::new(devices, checkpoint);
    let mut report = comparison.compare(&baseline, &candidate, environment, watch)?;
    report.notes.splice(0..0, notes);
    Ok(report)
}

/// Asks for the devices before anything slow is done.
fn check_devices(sources: &[&SideSource; 2]) -> Result<(), EvalError> {
    for source in sources {
        if let SideSource::Device(spec) = source {
            device::usable(device::resolve(*spec)).map_err(OpenReaderError::Open)?;
        }
    }
    Ok(())
}

/// What must be the same for intermediate results to be of use.
fn fingerprint(
    options: &AccuracyOptions,
    checkpoint: &CheckpointId,
    images: &[EvalImage],
) -> Value {
    let source = |source: &SideSource| match source {
        SideSource::Device(spec) => DeviceSpec {
            dtype: Some(spec.dtype_or(options.dtype)),
            ..device::resolve(*spec)
        }
        .to_string(),
        SideSource::File(path) => path.display().to_string(),
    };
    let images = images.iter().map(|image| {
        let mut hash = Sha256::new();
        hash.update(image.image.width().to_le_bytes());
        hash.update(image.image.as_raw());
        hex(&hash.finalize())
    });
    json!({
        "schema": ACCURACY_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "isa": inkstone_kernels::cpu::Cpu::global().isa().to_string(),
        "checkpoint": checkpoint.sha256,
        "baseline": source(&options.baseline),
        "candidate": source(&options.candidate),
        "prompt": prompt_name(&options.read.prompt),
        "max_new_tokens": options.read.max_new_tokens,
        "limits": options.read.limits.map(|l| [l.min_pixels, l.max_pixels]),
        "images": images.collect::<Vec<_>>(),
    })
}

/// The prompt as reports name it.
pub(in crate::evaluate) fn prompt_name(prompt: &PromptText) -> String {
    match prompt {
        PromptText::Task(task) => task.prompt().to_owned(),
        PromptText::Text(text) | PromptText::Raw(text) => text.clone(),
    }
}

/// Makes the scratch folder, empty or with what can be resumed from.
fn prepare(options: &AccuracyOptions, fingerprint: &Value) -> Result<(), EvalError> {
    let folder = &options.scratch;
    let card = folder.join("run.json");
    if folder.exists() {
        let before = std::fs::read(&card).ok();
        let before: Option<Value> = before.and_then(|b| serde_json::from_slice(&b).ok());
        match before {
            Some(before) if options.resume => return same(&before, fingerprint),
            // Only a folder of ours is emptied.
            Some(_) => std::fs::remove_dir_all(folder).map_err(EvalError::scratch(folder))?,
            None => {
                let empty = std::fs::read_dir(folder).is_ok_and(|mut d| d.next().is_none());
                if !empty {
                    return Err(EvalError::Mismatch(format!(
                        "{}: is in the way; it is needed for intermediate results and holds something else",
                        folder.display()
                    )));
                }
            }
        }
    }
    std::fs::create_dir_all(folder).map_err(EvalError::scratch(folder))?;
    write_whole(&card, fingerprint.to_string().as_bytes())?;
    Ok(())
}

/// Whether what a stopped run left is of the same evaluation.
pub(in crate::evaluate) fn same(before: &Value, now: &Value) -> Result<(), EvalError> {
    let fields = now.as_object().into_iter().flatten();
    let other: Vec<&str> = fields
        .filter(|(key, value)| before.get(key.as_str()) != Some(value))
        .map(|(key, _)| key.as_str())
        .collect();
    match other.is_empty() {
        true => Ok(()),
        false => Err(EvalError::Mismatch(format!(
            "the stopped run was another one: {} differ\nhint: leave --resume out to start anew",
            other.join(", ")
        ))),
    }
}

fn stored(path: &Path) -> Result<Side, EvalError> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Side {
        info: SideInfo {
            name: name.to_string_lossy().into_owned(),
            description: "stored logits".into(),
        },
        device: None,
        logits: vec![StoredLogits::open(path)?],
        notes: vec![Vec::new()],
        failures: vec![None],
    })
}

/// Records one side.
struct Recorder<'a> {
    options: &'a AccuracyOptions,
    images: &'a [EvalImage],
    registry: &'a Registry,
    /// 0 for the baseline, 1 for the candidate.
    index: usize,
}

impl Recorder<'_> {
    fn path(&self, image: usize, ending: &str) -> PathBuf {
        let side = ["baseline", "candidate"][self.index];
        let name = format!("{:04}-{side}.{ending}", image + 1);
        self.options.scratch.join(name)
    }

    fn side(
        &self,
        spec: DeviceSpec,
        other: Option<&Side>,
        watch: &mut Watch<'_>,
    ) -> Result<Side, EvalError> {
        let count = self.images.len();
        let range = &RECORDING[self.index];
        let loaded = range.start + 0.1 * (range.end - range.start);
        // The card is written last: where it is, the logits are there too.
        let missing: Vec<usize> = (0..count)
            .filter(|&image| !self.path(image, "json").exists())
            .collect();
        if !missing.is_empty() {
            watch.piece(range.start..loaded, 0, 1);
            let reader = self.open(spec, watch)?;
            for image in missing {
                watch.piece(loaded..range.end, image, count);
                self.record(&reader, image, other, watch)?;
            }
        }
        let mut side = Side {
            info: SideInfo {
                name: String::new(),
                description: String::new(),
            },
            device: None,
            logits: Vec::new(),
            notes: Vec::new(),
            failures: Vec::new(),
        };
        for image in 0..count {
            side.logits
                .push(StoredLogits::open(&self.path(image, "safetensors"))?);
            let path = self.path(image, "json");
            let card = std::fs::read(&path).map_err(EvalError::scratch(&path))?;
            let card: SideCard = serde_json::from_slice(&card)
                .map_err(|error| EvalError::scratch(&path)(error.into()))?;
            side.info = SideInfo {
                name: card.device.name.clone(),
                description: card.device.description.clone(),
            };
            side.device = Some(card.device);
            side.notes.push(card.notes);
            side.failures.push(card.failure);
        }
        Ok(side)
    }

    fn open(&self, spec: DeviceSpec, watch: &mut Watch<'_>) -> Result<Reader, EvalError> {
        let Some(model) = &self.options.model else {
            return Err(EvalError::Mismatch("a device needs a model".into()));
        };
        let what = format!("loading the weights on {spec}");
        let opened = Reader::open(
            model,
            spec,
            self.options.dtype,
            self.registry,
            &mut |done, total| watch.tell(&what, done as f64 / total.max(1) as f64).is_ok(),
        );
        match opened {
            Err(_) if watch.cancel.load(std::sync::atomic::Ordering::SeqCst) => {
                Err(EvalError::Cancelled)
            }
            opened => Ok(opened?),
        }
    }

    fn record(
        &self,
        reader: &Reader,
        image: usize,
        other: Option<&Side>,
        watch: &mut Watch<'_>,
    ) -> Result<(), EvalError> {
        let other = other.map(|side| &side.logits[image]);
        let missing = |other: &StoredLogits| {
            EvalError::Mismatch(format!(
                "{}: has no input_ids and generated_ids, so the other side cannot read the same tokens",
                other.path.display()
            ))
        };
        let (mut forced, mut expected) = (None, None);
        if let Some(other) = other {
            let (Some(prompt), Some(tokens)) = (&other.input_ids, &other.forced_ids) else {
                return Err(missing(other));
            };
            forced = Some(tokens.as_slice());
            expected = Some((prompt.as_slice(), other.path.as_path()));
        }
        let EvalImage {
            name,
            image: pixels,
        } = &self.images[image];
        let recorded = record(
            reader,
            (name, pixels),
            &self.options.read,
            forced,
            expected,
            &self.path(image, "safetensors"),
            watch,
        )?;
        let card = SideCard {
            device: reader.engine().info().into(),
            notes: recorded.notes,
            failure: recorded.failure,
        };
        let card = json!(card).to_string();
        write_whole(&self.path(image, "json"), card.as_bytes())?;
        Ok(())
    }
}

/// Compares recorded sides.
struct Comparison<'a> {
    options: &'a AccuracyOptions,
    tokenizer: Option<&'a Tokenizer>,
    images: Vec<String>,
}

impl Comparison<'_> {
    fn compare(
        &self,
        baseline: &Side,
        candidate: &Side,
        environment: Environment,
        watch: &mut Watch<'_>,
    ) -> Result<AccuracyReport, EvalError> {
        let count = baseline.logits.len();
        let aligned = (0..count)
            .map(|i| align(&baseline.logits[i], &candidate.logits[i], self.tokenizer))
            .collect::<Result<Vec<Aligned>, _>>()?;
        let names: Vec<String> = (0..count)
            .map(|i| {
                self.images
                    .get(i)
                    .cloned()
                    .unwrap_or_else(|| "logits".into())
            })
            .collect();
        let total: usize = aligned.iter().map(|a| a.baseline.count()).sum();
        // Of each image its rows and its metrics, and the metrics of all and of the generated positions.
        let parts = 2 * count + 2;
        let mut gathered = Gathered::default();
        let mut images = Vec::with_capacity(count);
        for (i, aligned) in aligned.iter().enumerate() {
            watch.piece(COMPARING, 2 * i, parts);
            let rows = aligned.baseline.count();
            let errors = gathered.rows(
                &aligned.baseline,
                &aligned.candidate,
                aligned.first_position,
                rows as f64 / total as f64,
                &mut |row| watch.tell("comparing", row as f64 / rows as f64),
            )?;
            images.push((errors, Vec::new()));
        }
        let pair = |i: usize, rows: Range<usize>| TensorPair {
            name: names[i].clone(),
            baseline: Arc::new(aligned[i].baseline.part(rows.clone())),
            candidate: Arc::new(aligned[i].candidate.part(rows)),
        };
        let mut measure = |part: usize, pairs: &[TensorPair]| {
            watch.piece(COMPARING, part, parts);
            let cancel = watch.cancel.clone();
            compare_tensors(
                &self.options.metrics,
                &self.options.thresholds,
                pairs,
                &cancel,
                &mut |step, done| watch.tell(&format!("computing {}", step.plugin.info.name), done),
            )
        };
        let whole = |i: usize| pair(i, 0..aligned[i].baseline.count());
        let all_pairs: Vec<TensorPair> = (0..count).map(whole).collect();
        let all = measure(2 * count, &all_pairs)?;
        for (i, (_, metrics)) in images.iter_mut().enumerate() {
            // Of a single image all positions are those of all images.
            *metrics = match count {
                1 => all.clone(),
                _ => measure(2 * i + 1, &all_pairs[i..=i])?,
            };
        }
        let generated_pairs: Vec<TensorPair> = (0..count)
            .filter_map(|i| Some(pair(i, aligned[i].generated.clone()?)))
            .filter(|pair| !pair.baseline.bytes().is_empty())
            .collect();
        let generated = match generated_pairs.is_empty() {
            true => None,
            false => {
                let metrics = measure(2 * count + 1, &generated_pairs)?;
                let agreeing = (0..count).map(|i| {
                    let rows = aligned[i].generated.clone().unwrap_or(0..0);
                    let agrees = &images[i].0.agrees[rows];
                    (agrees.len(), agrees.iter().filter(|a| **a).count())
                });
                let (positions, agreeing) = agreeing.fold((0, 0), |x, y| (x.0 + y.0, x.1 + y.1));
                Some(Scope {
                    positions,
                    agreeing,
                    metrics,
                })
            }
        };
        let mut notes = Vec::new();
        for id in unused_thresholds(&self.options.thresholds, &all) {
            notes.push(format!(
                "no metric gives a score {id}, so its limit was not used"
            ));
        }
        let vocabulary = aligned[0].baseline.width();
        let (by_magnitude, scatter) = gathered.finish();
        let images: Vec<ImageAccuracy> = images
            .into_iter()
            .zip(aligned)
            .enumerate()
            .map(|(i, ((errors, metrics), aligned))| {
                let notes = baseline.notes[i].iter().chain(&candidate.notes[i]);
                let mut image = self.image(&names[i], &baseline.logits[i], errors, aligned, notes);
                image.all.metrics = metrics;
                if let Some(free_run) = &mut image.free_run {
                    free_run.failure = candidate.failures[i].clone();
                }
                image
            })
            .collect();
        Ok(AccuracyReport {
            schema: ACCURACY_SCHEMA.into(),
            passed: all_passed(&all),
            baseline: baseline.info.clone(),
            candidate: candidate.info.clone(),
            prompt: prompt_name(&self.options.read.prompt),
            vocabulary,
            all: Scope {
                positions: total,
                agreeing: images.iter().map(|image| image.all.agreeing).sum(),
                metrics: all,
            },
            generated,
            by_magnitude,
            scatter,
            images,
            notes,
            environment,
        })
    }

    fn image<'n>(
        &self,
        name: &str,
        baseline: &StoredLogits,
        mut errors: RowErrors,
        aligned: Aligned,
        notes: impl Iterator<Item = &'n String>,
    ) -> ImageAccuracy {
        for mismatch in &mut errors.mismatches {
            mismatch.texts = mismatch.tokens.map(|id| text(self.tokenizer, id));
        }
        let length = |ids: &Option<Vec<u32>>| ids.as_ref().map_or(0, Vec::len);
        let mut all_notes = aligned.notes;
        for note in notes {
            if !all_notes.contains(note) {
                all_notes.push(note.clone());
            }
        }
        ImageAccuracy {
            name: name.to_owned(),
            prompt_tokens: length(&baseline.input_ids),
            forced_tokens: length(&baseline.forced_ids),
            first_position: aligned.first_position,
            all: Scope {
                positions: errors.agrees.len(),
                agreeing: errors.agrees.iter().filter(|agrees| **agrees).count(),
                metrics: Vec::new(),
            },
            free_run: aligned.free_run,
            by_position: errors.by_position,
            mean_abs: errors
                .mean_abs
                .iter()
                .map(|value| value.is_finite().then_some(*value))
                .collect(),
            agreement: errors
                .agrees
                .iter()
                .map(|agrees| if *agrees { '1' } else { '0' })
                .collect(),
            mismatches: errors.mismatches,
            notes: all_notes,
        }
    }
}
