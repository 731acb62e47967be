//! The decoding loop: prefill once, then one token after the other until something says stop.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::sampler::{Sampler, SamplerConfig, SamplerError};
use super::stop::{StopReason, StopRules};
use crate::device::Session;
use crate::model::observe::{Progress, Stage};
use crate::model::{ModelError, Prompt, Rows};

/// How to decode.
#[derive(Clone, Debug)]
pub struct DecodeOptions {
    /// How a token is chosen.
    pub sampling: SamplerConfig,
    /// When the answer ends.
    pub stop: StopRules,
}

/// One generated token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Its id.
    pub id: u32,
    /// Natural logarithm of the probability that the model gave it, before any sampling option.
    pub log_prob: f32,
}

/// Where the time went. Each is the wall-clock time of its stage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timings {
    /// The vision encoder.
    pub vision: Duration,
    /// The projector.
    pub projector: Duration,
    /// The language model over the prompt, its head included.
    pub prefill: Duration,
    /// All decoding steps after the first token.
    pub decode: Duration,
    /// Number of decoding steps in `decode`.
    pub decode_steps: usize,
}

impl Timings {
    /// Tokens per second of the decoding steps; none before the first of them.
    pub fn decode_rate(&self) -> Option<f64> {
        (self.decode_steps > 0 && !self.decode.is_zero())
            .then(|| self.decode_steps as f64 / self.decode.as_secs_f64())
    }

    /// Time to the first token (TTFT) from the start of the vision encoder.
    pub fn first_token(&self) -> Duration {
        self.vision + self.projector + self.prefill
    }
}

/// A finished answer.
#[derive(Clone, Debug)]
pub struct Generation {
    /// The tokens, without the one that ended it.
    pub tokens: Vec<Token>,
    /// The end-of-sequence token that ended it, if one did.
    pub end: Option<Token>,
    /// Why it ended.
    pub stop: StopReason,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Where the time went.
    pub timings: Timings,
}

/// What happens while decoding.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// A layer is done.
    Progress(Progress),
    /// A token was chosen.
    Token(Token),
}

/// Receives logits as they are computed, for comparison with other implementations.
pub trait LogitsRecorder {
    /// Whether it wants the prompt's positions as well.
    fn wants_prompt(&self) -> bool;

    /// Takes rows `[rows * vocabulary]` of consecutive positions.
    ///
    /// # Errors
    /// What kept them from being stored.
    fn record(&mut self, rows: &[f32]) -> Result<(), std::io::Error>;
}

/// Why an answer could not be generated.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The model failed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The logits cannot be sampled.
    #[error(transparent)]
    Sampler(#[from] SamplerError),
    /// The recorder failed.
    #[error("cannot store the logits: {0}")]
    Record(#[from] std::io::Error),
}

/// Splits the time of a prefill by the stages that the observer hears of.
struct StageClock {
    last: Instant,
    timings: Timings,
}

impl StageClock {
    fn heard(&mut self, stage: Stage) {
        let now = Instant::now();
        let passed = now - self.last;
        self.last = now;
        match stage {
            Stage::Vision => self.timings.vision += passed,
            Stage::Projector => self.timings.projector += passed,
            Stage::Prefill | Stage::Head => self.timings.prefill += passed,
            Stage::Decode => self.timings.decode += passed,
        }
    }
}

/// Generates an answer to `prompt`. The observer hears of every layer and token and may stop the run at each; the answer until then is
/// kept. `recorder` gets row k, the distribution from which token k was chosen; one that wants the prompt too gets the distribution after
/// every position of prompt and answer.
///
/// # Errors
/// When prompt and images do not fit, the device fails, logits are not numbers, or the recorder fails.
pub fn generate(
    session: &mut dyn Session,
    prompt: &Prompt,
    options: DecodeOptions,
    mut recorder: Option<&mut dyn LogitsRecorder>,
    observer: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> Result<Generation, DecodeError> {
    let mut sampler = Sampler::new(options.sampling)?;
    let mut rules = options.stop;
    let mut clock = StageClock {
        last: Instant::now(),
        timings: Timings::default(),
    };
    let mut generation = Generation {
        tokens: Vec::new(),
        end: None,
        stop: StopReason::Length,
        prompt_tokens: prompt.input_ids.len(),
        timings: Timings::default(),
    };
    let whole = recorder.as_ref().is_some_and(|r| r.wants_prompt());
    let first = {
        let mut failed = Ok(());
        let mut hear = |progress: Progress| {
            clock.heard(progress.stage);
            observer(Event::Progress(progress))
        };
        let mut sink = |_from: usize, rows: &[f32]| {
            if let (Ok(()), Some(recorder)) = (&failed, recorder.as_mut()) {
                failed = recorder.record(rows);
            }
        };
        let rows = if whole {
            Rows::All(&mut sink)
        } else {
            Rows::Last
        };
        let result = session.prefill(prompt, rows, &mut hear);
        failed?;
        result
    };
    let mut logits = match first {
        Err(ModelError::Cancelled) => {
            generation.stop = StopReason::Cancelled;
            generation.timings = clock.timings;
            return Ok(generation);
        }
        other => other?,
    };
    clock.heard(Stage::Prefill);
    let mut context = prompt.input_ids.clone();
    generation.stop = loop {
        if let (false, Some(recorder)) = (whole, recorder.as_mut()) {
            recorder.record(&logits)?;
        }
        let choice = sampler.choose(&logits, &context)?;
        let token = Token {
            id: choice.token,
            log_prob: choice.log_prob as f32,
        };
        let stop = rules.push(token.id);
        if let Some(StopReason::EndOfAnswer(_)) = stop {
            generation.end = Some(token);
        } else {
            context.push(token.id);
            generation.tokens.push(token);
            if observer(Event::Token(token)).is_break() {
                break StopReason::Cancelled;
            }
        }
        if let (Some(reason), false) = (stop, whole) {
            break reason;
        }
        clock.last = Instant::now();
        let mut hear = |progress: Progress| observer(Event::Progress(progress));
        match session.step(token.id, &mut hear) {
            Err(ModelError::Cancelled) => break StopReason::Cancelled,
            result => logits = result?,
        }
        clock.heard(Stage::Decode);
        clock.timings.decode_steps += 1;
        if let (true, Some(recorder)) = (whole, recorder.as_mut()) {
            recorder.record(&logits)?;
        }
        if let Some(reason) = stop {
            break reason;
        }
    };
    generation.timings = clock.timings;
    Ok(generation)
}
