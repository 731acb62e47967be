//! One side of the comparison: a model reads prompt and answer, and its logits go into a file.

use std::io;
use std::ops::ControlFlow;
use std::path::Path;

use super::images::EvalImage;
use super::logits::{FREE_IDS, FREE_MARGINS, GENERATED_IDS, INPUT_IDS, best};
use crate::evaluate::EvalError;
use crate::generate::logits_file::{LogitsFile, LogitsPositions};
use crate::generate::stop::StopReason;
use crate::generate::{DecodeError, Event, LogitsRecorder, Token, generate};
use crate::model::ModelError;
use crate::model::observe::Progress;
use crate::pipeline::{ReadOptions, Reader};

/// One image to be recorded on one side.
pub(super) struct Recording<'a> {
    pub reader: &'a Reader,
    pub image: &'a EvalImage,
    pub options: &'a ReadOptions,
    /// Of which positions the logits are stored.
    pub positions: LogitsPositions,
    /// Where they are stored.
    pub path: &'a Path,
    /// The prompt that the other side read, and the file that says so.
    pub expected: Option<(&'a [u32], &'a Path)>,
    /// Whether an answer that breaks off, as logits are no numbers, is a result: that of a candidate is.
    pub may_fail: bool,
}

/// What is heard while an image is recorded.
pub(super) enum Heard {
    /// The side answers freely.
    Answering(Event),
    /// The side reads the tokens that it is made to read.
    Scoring(Progress),
}

/// What a recorded side tells besides its file.
pub(super) struct Recorded {
    /// The free-running answer, the token that ended it included.
    pub tokens: Vec<Token>,
    /// What the user should know.
    pub notes: Vec<String>,
    /// Why the free-running answer broke off, where it did.
    pub failure: Option<String>,
}

/// Gives the ids that a side reads, from the ids of its own answer.
pub(super) type Forced<'a> = dyn FnMut(&[u32]) -> Result<Vec<u32>, EvalError> + 'a;

/// Has a side answer freely and then read, teacher-forced, the tokens that `forced` gives when it is told the ids of that answer. The
/// logits of both and the ids go to the recording's file.
///
/// # Errors
/// When the image cannot be read, the prompt is not the expected one, the disk refuses, `forced` fails, or `hear` stops the run.
pub(super) fn record(
    recording: &Recording<'_>,
    forced: &mut Forced<'_>,
    hear: &mut dyn FnMut(Heard) -> ControlFlow<()>,
) -> Result<Recorded, EvalError> {
    let Recording {
        reader,
        image: EvalImage { name, image },
        path,
        ..
    } = recording;
    let (prompt, encoded, options) = reader
        .encode_one(image, recording.options)
        .map_err(|error| EvalError::read(name, error))?;
    if let Some((ids, file)) = recording.expected
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
    let scratch = |error: io::Error| EvalError::scratch(*path)(error);
    let whole = recording.positions == LogitsPositions::All;
    let mut recorder = FreeRunRecorder {
        file: LogitsFile::create(path, recording.positions, vocabulary).map_err(scratch)?,
        vocabulary,
        stored: if whole { prompt.input_ids.len() } else { 1 },
        seen: 0,
        margins: Vec::new(),
    };
    let mut session = reader.engine().session();
    let mut failure = None;
    let generation = generate(
        session.as_mut(),
        &prompt,
        reader.decode_options(&options, prompt.input_ids.len()),
        Some(&mut recorder),
        &mut |event| hear(Heard::Answering(event)),
    );
    let tokens: Vec<Token> = match generation {
        Ok(generation) if generation.stop == StopReason::Cancelled => {
            return Err(EvalError::Cancelled);
        }
        Ok(generation) => generation
            .tokens
            .into_iter()
            .chain(generation.end)
            .collect(),
        // A candidate that computes nonsense is a result; its logits are compared all the same.
        Err(DecodeError::Sampler(error)) if recording.may_fail => {
            failure = Some(error.to_string());
            Vec::new()
        }
        Err(error) => return Err(EvalError::read(name, error)),
    };
    let free: Vec<u32> = tokens.iter().map(|token| token.id).collect();
    let read = forced(&free)?;
    session.truncate(prompt.input_ids.len());
    let (mut stored, mut failed) = (recorder.file, Ok(()));
    // From what the last token leads to no token was generated.
    let scored = match whole {
        true => &read[..],
        false => &read[..read.len().saturating_sub(1)],
    };
    if !scored.is_empty() {
        let mut sink = |_from: usize, rows: &[f32]| {
            if failed.is_ok() {
                failed = stored.record(rows);
            }
        };
        let mut hear = |progress| hear(Heard::Scoring(progress));
        match session.score(scored, &mut sink, &mut hear) {
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
                (GENERATED_IDS, &read),
                (FREE_IDS, &free),
            ],
            &[(FREE_MARGINS, &recorder.margins)],
        )
        .map_err(scratch)?;
    Ok(Recorded {
        tokens,
        notes: encoded.notes,
        failure,
    })
}

/// Stores the first rows: the prompt's, or the one that the first token is chosen from. Of the answer's rows only the margins are kept,
/// since they belong to the side's own tokens.
struct FreeRunRecorder {
    file: LogitsFile,
    vocabulary: usize,
    stored: usize,
    seen: usize,
    margins: Vec<f32>,
}

impl LogitsRecorder for FreeRunRecorder {
    fn wants_prompt(&self) -> bool {
        self.file.wants_prompt()
    }

    fn record(&mut self, rows: &[f32]) -> Result<(), io::Error> {
        for row in rows.chunks(self.vocabulary) {
            if self.seen < self.stored {
                self.file.record(row)?;
            }
            self.seen += 1;
            if self.seen >= self.stored {
                self.margins.push(best(row).1 as f32);
            }
        }
        Ok(())
    }
}
