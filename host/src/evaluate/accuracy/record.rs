//! One side of the comparison: a model reads prompt and answer, and its logits go into a file.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use image::RgbImage;

use super::logits::{FREE_IDS, FREE_MARGINS, GENERATED_IDS, INPUT_IDS, best};
use crate::evaluate::{EvalError, Watch};
use crate::generate::logits_file::{LogitsFile, LogitsPositions};
use crate::generate::stop::StopReason;
use crate::generate::{DecodeError, Event, LogitsRecorder, generate};
use crate::model::ModelError;
use crate::pipeline::{ReadOptions, Reader};

/// What a recorded side tells besides its file.
pub(super) struct Recorded {
    /// What the user should know.
    pub notes: Vec<String>,
    /// Why the free-running answer broke off, where it did.
    pub failure: Option<String>,
}

/// Reads one image's prompt and the tokens `forced` after it, or the side's own answer where there are none, and writes the logits of every
/// position and the free-running answer to `path`.
///
/// # Errors
/// When the image cannot be read, the prompt is not the one that `expected` holds, the disk refuses, or the watch asks to stop.
pub(super) fn record(
    reader: &Reader,
    (name, image): (&str, &RgbImage),
    options: &ReadOptions,
    forced: Option<&[u32]>,
    expected: Option<(&[u32], &Path)>,
    path: &Path,
    watch: &mut Watch<'_>,
) -> Result<Recorded, EvalError> {
    let (prompt, encoded, options) = reader
        .encode_one(image, options)
        .map_err(|error| EvalError::read(name, error))?;
    if let Some((ids, file)) = expected
        && ids != prompt.input_ids
    {
        let same = ids.iter().zip(&prompt.input_ids);
        let at = same.take_while(|(a, b)| a == b).count();
        return Err(EvalError::Mismatch(format!(
            "{}: its {} input_ids are not the {} of {name}, from position {at} on\nhint: use the image, the prompt and the checkpoint that the file was made with",
            file.display(),
            ids.len(),
            prompt.input_ids.len()
        )));
    }
    let vocabulary = reader.engine().config().text.vocab_size;
    let scratch = |error: io::Error| EvalError::scratch(path)(error);
    let mut recorder = FreeRunRecorder {
        file: LogitsFile::create(path, LogitsPositions::All, vocabulary).map_err(scratch)?,
        vocabulary,
        prompt_rows: prompt.input_ids.len(),
        seen: 0,
        margins: Vec::new(),
    };
    let what = format!("{name} on {}", reader.engine().info().device);
    let mut session = reader.engine().session();
    let most = options.max_new_tokens.max(1);
    let mut tokens = 0;
    let (mut notes, mut failure) = (encoded.notes, None);
    let generation = generate(
        session.as_mut(),
        &prompt,
        reader.decode_options(&options, prompt.input_ids.len()),
        Some(&mut recorder),
        &mut |event| match event {
            Event::Progress(progress) => {
                watch.model(&what, progress, 0.9 * tokens as f64 / most as f64)
            }
            Event::Token(_) => {
                tokens += 1;
                ControlFlow::Continue(())
            }
        },
    );
    let free: Vec<u32> = match generation {
        Ok(generation) if generation.stop == StopReason::Cancelled => {
            return Err(EvalError::Cancelled);
        }
        Ok(generation) => {
            let tokens = generation.tokens.iter().chain(&generation.end);
            tokens.map(|token| token.id).collect()
        }
        // A candidate that computes nonsense is a result; its logits are compared all the same.
        Err(DecodeError::Sampler(error)) if forced.is_some() => {
            failure = Some(error.to_string());
            Vec::new()
        }
        Err(error) => return Err(EvalError::read(name, error)),
    };
    let read = forced.unwrap_or(&free);
    session.truncate(prompt.input_ids.len());
    let (mut stored, mut failed) = (recorder.file, Ok(()));
    if !read.is_empty() {
        let mut sink = |_from: usize, rows: &[f32]| {
            if failed.is_ok() {
                failed = stored.record(rows);
            }
        };
        let mut hear = |progress| watch.model(&what, progress, 0.95);
        match session.score(read, &mut sink, &mut hear) {
            Err(ModelError::Cancelled) => return Err(EvalError::Cancelled),
            other => other.map_err(|error| EvalError::read(name, error))?,
        }
    }
    failed.map_err(scratch)?;
    recorder.margins.truncate(free.len());
    stored
        .finish_with(
            &[
                (INPUT_IDS, &prompt.input_ids),
                (GENERATED_IDS, read),
                (FREE_IDS, &free),
            ],
            &[(FREE_MARGINS, &recorder.margins)],
        )
        .map_err(scratch)?;
    if reader.card.is_some() {
        notes.push("the model reads single lines, and the whole image is taken as one line".into());
    }
    Ok(Recorded { notes, failure })
}

/// Stores the prompt's rows; of the answer's only the margins are kept, since they belong to the side's own tokens.
struct FreeRunRecorder {
    file: LogitsFile,
    vocabulary: usize,
    prompt_rows: usize,
    seen: usize,
    margins: Vec<f32>,
}

impl LogitsRecorder for FreeRunRecorder {
    fn wants_prompt(&self) -> bool {
        true
    }

    fn record(&mut self, rows: &[f32]) -> Result<(), io::Error> {
        for row in rows.chunks(self.vocabulary) {
            if self.seen < self.prompt_rows {
                self.file.record(row)?;
            }
            self.seen += 1;
            if self.seen >= self.prompt_rows {
                self.margins.push(best(row).1 as f32);
            }
        }
        Ok(())
    }
}
