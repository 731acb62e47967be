//! The course of a comparison by layer.

use std::ops::Range;
use std::path::PathBuf;

use image::RgbImage;

use super::result::{LAYERS_SCHEMA, LayersReport, Part, PartDifference};
use super::taps::{Comparer, Recorder, Right};
use crate::device::{self, DeviceSpec, Dtype};
use crate::evaluate::accuracy::{EvalImage, pieces_of_lines};
use crate::evaluate::environment::{CheckpointId, DeviceUse, Environment};
use crate::evaluate::notes::{FIRST_LINE, SAME_DEVICE};
use crate::evaluate::open::open_reader;
use crate::evaluate::resume::prompt_name;
use crate::evaluate::{EvalError, Watch};
use crate::model::Prompt;
use crate::model::observe::Stage;
use crate::pipeline::{LineCutter, OpenReaderError, ReadOptions, Reader};
use crate::plugin::Registry;

/// Shares of the whole that the parts take on the progress bar.
const HASHING: Range<f64> = 0.0..0.02;
const LOADING: [Range<f64>; 2] = [0.02..0.12, 0.4..0.5];
const RECORDING: Range<f64> = 0.12..0.4;
const COMPARING: Range<f64> = 0.5..1.0;

/// What is to be compared and how.
pub struct LayersOptions {
    /// The checkpoint's folder.
    pub model: PathBuf,
    /// The device that is right.
    pub baseline: DeviceSpec,
    /// The device that is compared with it.
    pub candidate: DeviceSpec,
    /// The dtype of devices whose names have none.
    pub dtype: Dtype,
    /// Prompt and sizes with which the image is read.
    pub read: ReadOptions,
    /// By how much a part, alone, may deviate; [`usual_limit`] unless it is given.
    pub limit: Option<f64>,
}

/// By how much one layer may deviate between two devices, as a share of its values' norm: a few units of the last place of the coarser dtype.
pub fn usual_limit(dtypes: [Dtype; 2]) -> f64 {
    let of_dtype = dtypes.map(|dtype| match dtype {
        Dtype::Float32 => 1e-4_f64,
        Dtype::Float16 => 5e-3,
        Dtype::Bfloat16 => 3e-2,
    });
    of_dtype[0].max(of_dtype[1])
}

/// Compares two devices layer by layer, over one image and one token after its prompt. The baseline's values are held in memory: 4 bytes for
/// each value after each layer.
///
/// # Errors
/// When a device cannot be opened or fails, the image cannot be read, or the watch asks to stop.
pub fn evaluate_layers(
    options: &LayersOptions,
    (name, image): (&str, &RgbImage),
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<LayersReport, EvalError> {
    let specs = [options.baseline, options.candidate];
    for spec in specs {
        device::check(spec, options.dtype).map_err(OpenReaderError::Open)?;
    }
    if !options.model.is_dir() {
        return Err(OpenReaderError::NoFolder(options.model.clone()).into());
    }
    let (line, mut notes) = first_line(options, (name, image), registry, watch)?;
    let (name, image) = match &line {
        Some(line) => (line.name.as_str(), &line.image),
        None => (name, image),
    };
    watch.piece(HASHING, 0, 1);
    let checkpoint = CheckpointId::of(&options.model, watch)?;
    let open = |index: usize, watch: &mut Watch<'_>| {
        watch.piece(LOADING[index].clone(), 0, 1);
        open_reader(&options.model, specs[index], options.dtype, registry, watch)
    };

    let reader = open(0, watch)?;
    let (prompt, encoded, read) = reader
        .encode_one(image, &options.read)
        .map_err(|error| EvalError::read(name, error))?;
    notes.extend(encoded.notes);
    let right = record(&reader, &prompt, name, watch)?;
    let baseline = reader.engine().info().clone();
    // Both models at once may not fit.
    drop(reader);

    let reader = open(1, watch)?;
    let candidate = reader.engine().info().clone();
    let limit = options
        .limit
        .unwrap_or_else(|| usual_limit([baseline.dtype, candidate.dtype]));
    if DeviceUse::from(&baseline) == DeviceUse::from(&candidate) {
        notes.push(SAME_DEVICE.into());
    }
    let parts = compare(&reader, &prompt, &right, name, watch)?;
    let grid = prompt.images.first().map(|image| image.grid);
    Ok(LayersReport {
        schema: LAYERS_SCHEMA.into(),
        passed: parts.iter().all(|part| !part.exceeds(limit)),
        image: name.to_owned(),
        image_size: [image.width(), image.height()],
        grid_thw: grid.map_or([0; 3], |grid| [grid.t, grid.h, grid.w]),
        prompt: prompt_name(&read.prompt),
        prompt_tokens: prompt.input_ids.len(),
        tokens: right.tokens,
        limit,
        parts,
        environment: Environment::new(
            [&baseline, &candidate].map(DeviceUse::from).into(),
            Some(checkpoint),
        ),
        notes,
    })
}

/// Of a page that a model of single lines is to read the first line, or the first piece of it, and a note that says so.
fn first_line(
    options: &LayersOptions,
    (name, page): (&str, &RgbImage),
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<(Option<EvalImage>, Vec<String>), EvalError> {
    let Some((card, cutter)) = LineCutter::from_dir(&options.model, registry)? else {
        return Ok((None, Vec::new()));
    };
    let pieces = pieces_of_lines(&cutter, name, page, &watch.cancel)
        .map_err(|error| EvalError::read(name, error))?;
    let Some((_, line)) = pieces.into_iter().next() else {
        return Err(EvalError::Mismatch(format!(
            "{name}: there is no line of text on it\nhint: give a page with text; the {} reads {}",
            card.name, card.about
        )));
    };
    Ok((Some(line), vec![FIRST_LINE.into()]))
}

pub(super) fn record(
    reader: &Reader,
    prompt: &Prompt,
    name: &str,
    watch: &mut Watch<'_>,
) -> Result<Right, EvalError> {
    watch.piece(RECORDING, 0, 1);
    let what = format!("{name} on {}", reader.engine().info().device);
    let mut recorder = Recorder {
        right: Right::default(),
        what: &what,
        watch,
    };
    reader
        .engine()
        .trace(prompt, &mut recorder)
        .map_err(|error| EvalError::read(name, error))?;
    Ok(recorder.right)
}

pub(super) fn compare(
    reader: &Reader,
    prompt: &Prompt,
    right: &Right,
    name: &str,
    watch: &mut Watch<'_>,
) -> Result<Vec<PartDifference>, EvalError> {
    let device = reader.engine().info().device;
    let mut differences = |index: usize, alone: bool| {
        watch.piece(COMPARING, index, 2);
        let how = if alone { "by layer" } else { "as it reads" };
        let what = format!("{name} on {device}, {how}");
        let mut comparer = Comparer {
            right,
            alone,
            found: Vec::with_capacity(right.values.len()),
            tokens: 0,
            what: &what,
            watch: &mut *watch,
        };
        reader
            .engine()
            .trace(prompt, &mut comparer)
            .map_err(|error| EvalError::read(name, error))?;
        Ok::<_, EvalError>(comparer.found)
    };
    let (so_far, alone) = (differences(0, false)?, differences(1, true)?);
    let mut parts: Vec<PartDifference> = Vec::with_capacity(right.values.len());
    let both = alone.into_iter().zip(so_far);
    for ((place, values), (alone, so_far)) in right.values.iter().zip(both) {
        let part = Part::at(*place, parts.last().map(|last| last.part));
        parts.push(PartDifference {
            part,
            layer: match place.stage {
                Stage::Projector | Stage::Head => 0,
                Stage::Vision | Stage::Prefill | Stage::Decode => place.done,
            },
            values: values.len(),
            alone,
            so_far,
        });
    }
    Ok(parts)
}
