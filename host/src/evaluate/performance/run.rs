//! The course of a performance evaluation.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use image::RgbImage;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::measure::measure;
use super::result::{DevicePerformance, PERFORMANCE_SCHEMA, PerformanceReport, RunSample, Speedup};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment};
use crate::evaluate::notes::SINGLE_LINE;
use crate::evaluate::open::open_reader;
use crate::evaluate::resume::{device_name, image_hash, limits, prompt_name, same};
use crate::evaluate::{EvalError, Watch};
use crate::memory;
use crate::pipeline::{OpenReaderError, Pipeline, ReadOptions, Reader};
use crate::plugin::Registry;

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
        device::check(*spec, options.dtype).map_err(OpenReaderError::Open)?;
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
    let cpu = inkstone_kernels::cpu::Cpu::global();
    let devices = options.devices.iter();
    let devices = devices.map(|spec| device_name(*spec, options.dtype));
    json!({
        "schema": PERFORMANCE_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "isa": cpu.isa().to_string(),
        "threads": cpu.threads(),
        "checkpoint": id.sha256,
        "devices": devices.collect::<Vec<_>>(),
        "prompt": prompt_name(&options.read.prompt),
        "new_tokens": options.read.max_new_tokens,
        "limits": limits(&options.read),
        "image": image_hash(image),
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
        let (before, started) = (memory::resident(), Instant::now());
        let reader = open_reader(&options.model, *spec, options.dtype, registry, watch)?;
        let grown = memory::resident().zip(before);
        all.push(Opened {
            reader,
            load_s: started.elapsed().as_secs_f64(),
            weights_bytes: grown.map(|(after, before)| after.saturating_sub(before)),
        });
    }
    Ok(all)
}

fn report(
    options: &PerformanceOptions,
    (name, image): (&str, &RgbImage),
    opened: Vec<Opened>,
    state: PerformanceState,
    checkpoint: CheckpointId,
) -> Result<PerformanceReport, EvalError> {
    let reader = &opened[0].reader;
    let (prompt, encoded, read) = reader
        .encode_one(image, &options.read)
        .map_err(|error| EvalError::read(name, error))?;
    let vocabulary = reader.engine().config().text.vocab_size;
    let logits = prompt.input_ids.len() * vocabulary;
    let mut notes = encoded.notes;
    if reader.card.is_some() {
        notes.push(SINGLE_LINE.into());
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
                host_operations: opened.reader.engine().host_operations(),
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
        prompt: prompt_name(&read.prompt),
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
