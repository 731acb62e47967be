//! What is known of a page that was read, in the shape of the JSON output.

use serde::Serialize;

use super::reader::{Reader, Reading};
use crate::generate::stop::StopReason;

/// One generated token.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TokenRecord {
    /// Its id.
    pub id: u32,
    /// Its text in the vocabulary.
    pub text: String,
    /// Natural logarithm of the probability that the model gave it.
    pub log_prob: f32,
}

/// One region of the page, where it was cut into regions.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegionRecord {
    /// Its text.
    pub text: String,
    /// Its corners on the page in pixels: top left, top right, bottom right, bottom left.
    pub quad: [[f32; 2]; 4],
    /// Mean probability of its tokens; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_confidence: Option<f64>,
}

/// Seconds spent in each stage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TimingsRecord {
    /// Resizing the images and encoding the prompt.
    pub preprocess_s: f64,
    /// The vision encoder.
    pub vision_s: f64,
    /// The projector.
    pub projector_s: f64,
    /// The language model over the prompt.
    pub prefill_s: f64,
    /// The decoding steps after the first token.
    pub decode_s: f64,
    /// Number of those steps.
    pub decode_tokens: usize,
    /// From the start of the vision encoder to the first token.
    pub first_token_s: f64,
    /// Most memory that the program has held so far, weights included, in bytes; absent where the system does not tell (only Linux does).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_memory_bytes: Option<u64>,
}

/// `VmHWM` of this process.
fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// One prompt's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageRecord {
    /// The files that were read, as they were named.
    pub sources: Vec<String>,
    /// The page within its file, from 1; absent for a file of one page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<usize>,
    /// Width and height of each image in pixels.
    pub image_sizes: Vec<[u32; 2]>,
    /// Each image's grid `[t, h, w]`, in patches.
    pub grid_thw: Vec<[usize; 3]>,
    /// The text.
    pub text: String,
    /// The regions of the page in reading order, where it was cut into regions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<RegionRecord>,
    /// Mean probability of the tokens, 0 to 1; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_confidence: Option<f64>,
    /// Why the answer ended: `end-of-answer`, `length`, `loop` or `cancelled`.
    pub stop: &'static str,
    /// What the user should know: repetitions that were cut, notes about the prompt.
    pub notes: Vec<String>,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// The generated tokens, without the one that ended the answer.
    pub tokens: Vec<TokenRecord>,
    /// The device.
    pub device: String,
    /// The dtype that it computed with.
    pub dtype: &'static str,
    /// The model's folder.
    pub model: String,
    /// Where the time went, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<TimingsRecord>,
}

impl PageRecord {
    /// Gathers what is known about a reading of `sources`.
    pub fn new(
        reader: &Reader,
        reading: &Reading,
        sources: Vec<String>,
        page: Option<usize>,
        image_sizes: Vec<[u32; 2]>,
        with_timings: bool,
    ) -> Self {
        let generation = &reading.generation;
        let tokens: Vec<TokenRecord> = generation
            .tokens
            .iter()
            .map(|token| TokenRecord {
                id: token.id,
                text: reader.tokenizer().token(token.id).unwrap_or_default(),
                log_prob: token.log_prob,
            })
            .collect();
        let confidence = |tokens: &[TokenRecord]| {
            let sum: f64 = tokens.iter().map(|t| f64::from(t.log_prob).exp()).sum();
            (!tokens.is_empty()).then(|| sum / tokens.len() as f64)
        };
        let regions = reading.regions.iter().map(|region| RegionRecord {
            text: region.text.clone(),
            quad: region.quad.map(|(x, y)| [x, y]),
            mean_confidence: confidence(&tokens[region.tokens.clone()]),
        });
        let mut notes = reading.prompt.notes.clone();
        let stop = match generation.stop {
            StopReason::EndOfAnswer(_) => "end-of-answer",
            StopReason::Length => {
                notes.push(format!(
                    "stopped after {} tokens without an end; raise --max-new-tokens to go on",
                    generation.tokens.len()
                ));
                "length"
            }
            StopReason::Loop(found) => {
                notes.push(format!(
                    "stopped because the model repeated the same {} token(s) {} times",
                    found.unit, found.repeats
                ));
                "loop"
            }
            StopReason::Cancelled => "cancelled",
        };
        if let Some(rule) = reading.cut {
            notes.push(format!("repeated text was cut ({rule:?})"));
        }
        let timings = &generation.timings;
        Self {
            sources,
            page,
            image_sizes,
            grid_thw: reading.grids.iter().map(|g| [g.t, g.h, g.w]).collect(),
            text: reading.text.clone(),
            regions: regions.collect(),
            mean_confidence: confidence(&tokens),
            stop,
            notes,
            prompt_tokens: generation.prompt_tokens,
            tokens,
            device: reader.engine().info().device.to_string(),
            dtype: reader.engine().info().dtype.name(),
            model: reader.folder.display().to_string(),
            timings: with_timings.then(|| TimingsRecord {
                preprocess_s: reading.preprocess.as_secs_f64(),
                vision_s: timings.vision.as_secs_f64(),
                projector_s: timings.projector.as_secs_f64(),
                prefill_s: timings.prefill.as_secs_f64(),
                decode_s: timings.decode.as_secs_f64(),
                decode_tokens: timings.decode_steps,
                first_token_s: timings.first_token().as_secs_f64(),
                peak_memory_bytes: peak_memory_bytes(),
            }),
        }
    }
}
