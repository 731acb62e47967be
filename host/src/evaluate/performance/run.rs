//! The course of a performance evaluation.

use std::ops::{ControlFlow, Range};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Instant;

use image::RgbImage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::result::{DevicePerformance, PERFORMANCE_SCHEMA, PerformanceReport, RunSample, Speedup};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::accuracy::{prompt_name, same};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment, hex};
use crate::evaluate::{EvalError, Watch};
use crate::generate::stop::StopReason;
use crate::generate::{Event, generate};
use crate::memory;
use crate::model::Rows;
use crate::pipeline::{OpenReaderError, Pipeline, ReadOptions, Reader, Told};
use crate::plugin::{Block, BlockKind, Document, Page, Registry};

/// Shares of the whole that the parts take on the progress bar.
const HASHING: Range<f64> = 0.0..0.03;
const LOADING: Range<f64> = 0.03..0.1;
const RUNNING: Range<f64> = 0.1..1.0;

/// What is to be measured and how.
pub struct PerformanceOptions {
    /// The checkpoint's folder.
    pub model: PathBuf,
    /// The devices; the first is what the others are compared with.
    pub devices: Vec<DeviceSpec>,
    /// The dtype of devices whose names have none.
    pub dtype: Dtype,
    /// How the image is read. Decoding is greedy, `max_new_tokens` is what every run generates, and the end of an answer is ignored.
    pub read: ReadOptions,
    /// Whose post-processors work on the answer.
    pub pipeline: Pipeline,
    /// Rounds that count.
    pub runs: usize,
    /// Rounds before them that are thrown away.
    pub warmup: usize,
}

/// Runs that were measured until the evaluation was stopped.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PerformanceState {
    /// What must be the same to go on.
    pub evaluation: Value,
    /// Of every device the runs, as many of each.
    pub runs: Vec<Vec<RunSample>>,
}

/// A device with its model.
struct Opened {
    reader: Reader,
    load_s: f64,
    weights_bytes: Option<u64>,
}

/// Measures devices in turn. `before` are the runs of an evaluation that was stopped; `keep` is given all runs after every round.
///
/// # Errors
/// When a device cannot be opened, the image cannot be read, `before` is of another evaluation, `keep` fails, or the watch asks to stop.
pub fn evaluate_performance(
    options: &PerformanceOptions,
    image: (&str, &RgbImage),
    registry: &Registry,
    before: Option<PerformanceState>,
    keep: &mut dyn FnMut(&PerformanceState) -> Result<(), EvalError>,
    watch: &mut Watch<'_>,
) -> Result<PerformanceReport, EvalError> {
    if options.devices.is_empty() || options.runs == 0 {
        return Err(EvalError::Mismatch(
            "there is nothing to measure: give at least one device and one run".into(),
        ));
    }
    for spec in &options.devices {
        device::usable(device::resolve(*spec)).map_err(OpenReaderError::Open)?;
    }
    if !options.model.is_dir() {
        return Err(OpenReaderError::NoFolder(options.model.clone()).into());
    }
    watch.piece(HASHING, 0, 1);
    let checkpoint = CheckpointId::of(&options.model, watch)?;
    let evaluation = fingerprint(options, &checkpoint, image.1);
    let mut state = PerformanceState {
        runs: vec![Vec::new(); options.devices.len()],
        evaluation,
    };
    if let Some(before) = before {
        same(&before.evaluation, &state.evaluation)?;
        state.runs = before.runs;
    }
    let done = state.runs.iter().map(Vec::len).min().unwrap_or(0);
    state
        .runs
        .iter_mut()
        .for_each(|runs| runs.truncate(done.min(options.runs)));
    let opened = open(options, registry, watch)?;
    let left = options.runs.saturating_sub(done);
    // Devices that were just opened have to warm up again.
    let warmup = if left > 0 { options.warmup } else { 0 };
    let rounds = warmup + left;
    for round in 0..rounds {
        let mut measured: Vec<Option<RunSample>> = vec![None; opened.len()];
        for turn in 0..opened.len() {
            // Each round starts with another device, so that none always follows the same one.
            let index = (round + turn) % opened.len();
            let piece = round * opened.len() + turn;
            watch.piece(RUNNING, piece, rounds * opened.len());
            let name = opened[index].reader.engine().info().device;
            let what = match round < warmup {
                true => format!("warm-up {} of {warmup} on {name}", round + 1),
                false => format!(
                    "run {} of {} on {name}",
                    done + round - warmup + 1,
                    options.runs
                ),
            };
            measured[index] = Some(measure(
                &opened[index].reader,
                options,
                image,
                &what,
                watch,
            )?);
        }
        if round >= warmup {
            for (runs, sample) in state.runs.iter_mut().zip(measured) {
                runs.extend(sample);
            }
            keep(&state)?;
        }
    }
    report(options, image, opened, state, checkpoint)
}

fn fingerprint(options: &PerformanceOptions, id: &CheckpointId, image: &RgbImage) -> Value {
    let mut hash = Sha256::new();
    hash.update(image.width().to_le_bytes());
    hash.update(image.as_raw());
    let cpu = inkstone_kernels::cpu::Cpu::global();
    let devices = options.devices.iter().map(|spec| {
        DeviceSpec {
            dtype: Some(spec.dtype_or(options.dtype)),
            ..device::resolve(*spec)
        }
        .to_string()
    });
    json!({
        "schema": PERFORMANCE_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "isa": cpu.isa().to_string(),
        "threads": cpu.threads(),
        "checkpoint": id.sha256,
        "devices": devices.collect::<Vec<_>>(),
        "prompt": prompt_name(&options.read.prompt),
        "new_tokens": options.read.max_new_tokens,
        "limits": options.read.limits.map(|l| [l.min_pixels, l.max_pixels]),
        "image": hex(&hash.finalize()),
    })
}

fn open(
    options: &PerformanceOptions,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<Vec<Opened>, EvalError> {
    let mut all = Vec::new();
    for (index, spec) in options.devices.iter().enumerate() {
        watch.piece(LOADING, index, options.devices.len());
        let what = format!("loading the weights on {spec}");
        let (before, started) = (memory::resident(), Instant::now());
        let opened = Reader::open(
            &options.model,
            *spec,
            options.dtype,
            registry,
            &mut |done, total| watch.tell(&what, done as f64 / total.max(1) as f64).is_ok(),
        );
        if opened.is_err() && watch.cancel.load(Ordering::SeqCst) {
            return Err(EvalError::Cancelled);
        }
        let reader = opened?;
        let grown = memory::resident().zip(before);
        all.push(Opened {
            reader,
            load_s: started.elapsed().as_secs_f64(),
            weights_bytes: grown.map(|(after, before)| after.saturating_sub(before)),
        });
    }
    Ok(all)
}

/// One forward pass and one generation.
fn measure(
    reader: &Reader,
    options: &PerformanceOptions,
    (name, image): (&str, &RgbImage),
    what: &str,
    watch: &mut Watch<'_>,
) -> Result<RunSample, EvalError> {
    let read = |error| EvalError::read(name, error);
    let resets = memory::reset_peak();
    let (prompt, _, _) = reader.encode_one(image, &options.read).map_err(read)?;
    let mut session = reader.engine().session();
    let started = Instant::now();
    let mut rows = 0;
    let mut sink = |_from: usize, values: &[f32]| rows += values.len();
    session
        .prefill(&prompt, Rows::All(&mut sink), &mut |progress| {
            watch.model(what, progress, 0.0)
        })
        .map_err(|error| EvalError::read(name, error))?;
    let forward_s = started.elapsed().as_secs_f64();
    drop(session);

    let started = Instant::now();
    let (prompt, _, one) = reader.encode_one(image, &options.read).map_err(read)?;
    let preprocess_s = started.elapsed().as_secs_f64();
    let mut session = reader.engine().session();
    let wanted = options.read.max_new_tokens;
    let mut tokens = 0;
    let generation = generate(
        session.as_mut(),
        &prompt,
        reader.decode_options(&one, prompt.input_ids.len()),
        None,
        &mut |event| match event {
            Event::Progress(progress) => watch.model(what, progress, tokens as f64 / wanted as f64),
            Event::Token(_) => {
                tokens += 1;
                ControlFlow::Continue(())
            }
        },
    )
    .map_err(|error| EvalError::read(name, error))?;
    if generation.stop == StopReason::Cancelled {
        return Err(EvalError::Cancelled);
    }
    if generation.tokens.len() != wanted {
        return Err(EvalError::Mismatch(format!(
            "{} of {wanted} tokens were generated: the model has no room for more after a prompt of {}; hint: lower --new-tokens",
            generation.tokens.len(),
            generation.prompt_tokens
        )));
    }
    let decoded = Instant::now();
    let ids: Vec<u32> = generation.tokens.iter().map(|token| token.id).collect();
    let text = reader
        .tokenizer()
        .decode(&ids, true)
        .map_err(|error| EvalError::read(name, error))?;
    let (cancel, mut told) = (watch.cancel.clone(), Told::default());
    options
        .pipeline
        .post_process(page(text, image), &cancel, &mut told);
    let postprocess_s = decoded.elapsed().as_secs_f64();
    let generation_s = started.elapsed().as_secs_f64();
    if let Some(error) = told.failures.first() {
        return match cancel.load(Ordering::SeqCst) {
            true => Err(EvalError::Cancelled),
            false => Err(EvalError::Mismatch(error.to_string())),
        };
    }
    let timings = generation.timings;
    Ok(RunSample {
        forward_s,
        preprocess_s,
        vision_s: timings.vision.as_secs_f64(),
        projector_s: timings.projector.as_secs_f64(),
        prefill_s: timings.prefill.as_secs_f64(),
        decode_s: timings.decode.as_secs_f64(),
        decode_steps: timings.decode_steps,
        postprocess_s,
        generation_s,
        peak_bytes: memory::peak().filter(|_| resets),
    })
}

fn page(text: String, image: &RgbImage) -> Document {
    Document {
        language: None,
        pages: vec![Page {
            number: 1,
            width: image.width(),
            height: image.height(),
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                source: text.clone(),
                text,
                region: None,
                spans: Vec::new(),
            }],
        }],
    }
}

fn report(
    options: &PerformanceOptions,
    (name, image): (&str, &RgbImage),
    opened: Vec<Opened>,
    state: PerformanceState,
    checkpoint: CheckpointId,
) -> Result<PerformanceReport, EvalError> {
    let reader = &opened[0].reader;
    let (prompt, encoded, _) = reader
        .encode_one(image, &options.read)
        .map_err(|error| EvalError::read(name, error))?;
    let vocabulary = reader.engine().config().text.vocab_size;
    let logits = prompt.input_ids.len() * vocabulary;
    let mut notes = encoded.notes;
    if reader.card.is_some() {
        notes.push("the model reads single lines, and the whole image is taken as one line".into());
    }
    let weights: Vec<Option<u64>> = opened.iter().map(|device| device.weights_bytes).collect();
    let devices = opened.iter().zip(state.runs).enumerate();
    let devices: Vec<DevicePerformance> = devices
        .map(|(index, (opened, runs))| {
            let others = weights.iter().enumerate().filter(|(i, _)| *i != index);
            let others: Option<u64> = others.map(|(_, bytes)| *bytes).sum();
            let peak = runs.iter().filter_map(|run| run.peak_bytes).max();
            let mut device = DevicePerformance {
                device: DeviceUse::from(opened.reader.engine().info()),
                load_s: opened.load_s,
                weights_bytes: opened.weights_bytes,
                peak_bytes: peak.zip(others).map(|(peak, o)| peak.saturating_sub(o)),
                decode_tokens_per_s: None,
                logits_per_s: 0.0,
                summaries: Vec::new(),
                runs,
            };
            device.summarise(logits);
            device
        })
        .collect();
    let grid = prompt.images.first().map(|image| image.grid);
    Ok(PerformanceReport {
        schema: PERFORMANCE_SCHEMA.into(),
        image: name.to_owned(),
        image_size: [image.width(), image.height()],
        grid_thw: grid.map_or([0; 3], |grid| [grid.t, grid.h, grid.w]),
        prompt: prompt_name(&options.read.prompt),
        prompt_tokens: prompt.input_ids.len(),
        new_tokens: options.read.max_new_tokens,
        vocabulary,
        warmup: options.warmup,
        runs: options.runs,
        percentile_method: "linear interpolation between the closest ranks (numpy's default)"
            .into(),
        speedups: Speedup::all(&devices),
        environment: Environment::new(
            devices.iter().map(|device| device.device.clone()).collect(),
            Some(checkpoint),
        ),
        devices,
        notes,
    })
}
