//! One run on one device.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::time::Instant;

use image::RgbImage;

use super::result::RunSample;
use super::run::PerformanceOptions;
use crate::evaluate::{EvalError, Watch};
use crate::generate::stop::StopReason;
use crate::generate::{Event, generate};
use crate::memory;
use crate::model::Rows;
use crate::pipeline::{Reader, Told};
use crate::plugin::{Block, BlockKind, Document, Page};

/// One forward pass and one generation.
pub(super) fn measure(
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
