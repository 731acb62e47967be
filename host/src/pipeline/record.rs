//! What is known of a page that was read, in the shape of the JSON output.

use serde::{Deserialize, Deserializer, Serialize};

use super::format::{Format, MARKDOWN, quad, to_text};
use super::page::{PageResult, PluginLine};
use super::reader::Reader;
use crate::device::{Dtype, SIMULATOR, is_simulated};
use crate::generate::stop::StopReason;
use crate::memory;
use crate::plugin::{Artifact, Block, BlockKind, Document};

/// One generated token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// Its id.
    pub id: u32,
    /// Its text in the vocabulary.
    pub text: String,
    /// Natural logarithm of the probability that the model gave it.
    pub log_prob: f32,
    /// The line of the page that it was read from, from 0; absent where the page was not cut into lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The piece of its line that it was read from, from 0; absent where the line was not cut at gaps between words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<usize>,
}

/// One block of the page, in reading order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BlockRecord {
    /// `line`, `paragraph`, `heading 2`, `table`, `formula` and so on.
    pub kind: String,
    /// Its text, post-processed.
    pub text: String,
    /// What the model wrote, where that is something else and may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Its corners on the page in pixels: top left, top right, bottom right, bottom left; absent where its place is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quad: Option<[[f32; 2]; 4]>,
    /// Mean confidence of its text, 0 to 1; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_confidence: Option<f64>,
}

impl BlockRecord {
    fn new(block: &Block, keep_raw: bool) -> Self {
        let quad = block.region.as_ref().map(|r| quad(r).map(|(x, y)| [x, y]));
        let known = block.spans.iter().filter_map(|span| {
            let length = f64::from(span.end.saturating_sub(span.start));
            Some((f64::from(span.confidence?) * length, length))
        });
        let (sum, length) = known.fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        Self {
            kind: match &block.kind {
                BlockKind::Paragraph => "paragraph".into(),
                BlockKind::Heading(level) => format!("heading {level}"),
                BlockKind::ListItem(_) => "list item".into(),
                BlockKind::Table => "table".into(),
                BlockKind::TableCell(_) => "table cell".into(),
                BlockKind::Formula => "formula".into(),
                BlockKind::Figure => "figure".into(),
                BlockKind::Chart => "chart".into(),
                BlockKind::Seal => "seal".into(),
                BlockKind::Code => "code".into(),
                BlockKind::Other(kind) => kind.clone(),
            },
            text: block.text.clone(),
            source: (keep_raw && block.source != block.text).then(|| block.source.clone()),
            quad,
            mean_confidence: (length > 0.0).then(|| sum / length),
        }
    }
}

/// Seconds spent in each stage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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

/// One of a few names. A name of its own for the type keeps serde from borrowing such a field from what it reads.
pub type Name = &'static str;

/// Why an answer may have ended, as [`PageRecord::stop`] says it.
const STOPS: [&str; 4] = ["end-of-answer", "length", "loop", "cancelled"];

fn known_stop<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    let known = STOPS.into_iter().find(|known| *known == name);
    known.ok_or_else(|| serde::de::Error::unknown_variant(&name, &STOPS))
}

fn known_dtype<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    let name = String::deserialize(from)?;
    let dtype: Dtype = name.parse().map_err(serde::de::Error::custom)?;
    Ok(dtype.name())
}

/// A document without pages, until the one of the record is put in its place.
fn nothing() -> Document {
    Document {
        language: None,
        pages: Vec::new(),
    }
}

/// One prompt's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The text, post-processed.
    pub text: String,
    /// The parts of the page in reading order.
    pub blocks: Vec<BlockRecord>,
    /// Mean probability of the tokens, 0 to 1; absent where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_confidence: Option<f64>,
    /// Why the answer ended: `end-of-answer`, `length`, `loop` or `cancelled`.
    #[serde(deserialize_with = "known_stop")]
    pub stop: Name,
    /// What the user should know: repetitions that were cut, notes about the prompt.
    pub notes: Vec<String>,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Number of generated tokens, without the one that ended the answer.
    pub generated_tokens: usize,
    /// These tokens; absent where the pipeline keeps the model's own words to itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<TokenRecord>>,
    /// The device.
    pub device: String,
    /// The dtype that it computed with.
    #[serde(deserialize_with = "known_dtype")]
    pub dtype: Name,
    /// The model's folder.
    pub model: String,
    /// Where the time went, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<TimingsRecord>,
    /// Plugins that failed, with the reason; the page was read without them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed_plugins: Vec<String>,
    /// The document that the other forms of output are written from.
    #[serde(skip, default = "nothing")]
    pub document: Document,
    /// What was read before post-processors worked on it; none where the pipeline keeps that to itself.
    #[serde(skip)]
    pub raw: Option<Document>,
    /// Files that plugins made of it.
    #[serde(skip)]
    pub artifacts: Vec<Artifact>,
    /// Everything that plugins logged, but for what is withheld.
    #[serde(skip)]
    pub logs: Vec<PluginLine>,
}

impl PageRecord {
    /// Gathers what is known about a page that was read from `sources`.
    pub fn new(
        reader: &Reader,
        result: PageResult,
        sources: Vec<String>,
        page: Option<usize>,
        image_sizes: Vec<[u32; 2]>,
        keep_raw: bool,
        with_timings: bool,
    ) -> Self {
        let generation = &result.reading.generation;
        let lines = &result.reading.regions;
        let tokens = generation.tokens.iter().enumerate();
        let tokens = tokens.map(|(index, token)| {
            // Lines follow each other, and none ends before the one above it.
            let line = lines.partition_point(|line| line.tokens.end <= index);
            TokenRecord {
                id: token.id,
                text: reader.tokenizer().token(token.id).unwrap_or_default(),
                log_prob: token.log_prob,
                line: (!lines.is_empty()).then_some(line),
                piece: lines.get(line).and_then(|line| line.piece_of(index)),
            }
        });
        let sum: f64 = generation
            .tokens
            .iter()
            .map(|t| f64::from(t.log_prob).exp())
            .sum();
        let count = generation.tokens.len();
        let mut notes = result.reading.prompt.notes.clone();
        let stop = match generation.stop {
            StopReason::EndOfAnswer(_) => "end-of-answer",
            StopReason::Length => {
                notes.push(format!(
                    "stopped after {count} tokens without an end; raise --max-new-tokens to go on"
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
        if result.reading.text.trim().is_empty() && generation.stop != StopReason::Cancelled {
            notes.push("nothing was read on this page".into());
        }
        notes.extend(result.notes);
        if is_simulated(&reader.engine().info().description) {
            notes.push(SIMULATOR.into());
        }
        let timings = &generation.timings;
        let blocks = result.document.pages.iter().flat_map(|page| &page.blocks);
        Self {
            sources,
            page,
            image_sizes,
            grid_thw: result
                .reading
                .grids
                .iter()
                .map(|g| [g.t, g.h, g.w])
                .collect(),
            text: to_text(&result.document),
            blocks: blocks
                .map(|block| BlockRecord::new(block, keep_raw))
                .collect(),
            mean_confidence: (count > 0).then(|| sum / count as f64),
            stop,
            notes,
            prompt_tokens: generation.prompt_tokens,
            generated_tokens: count,
            tokens: keep_raw.then(|| tokens.collect()),
            device: reader.engine().info().device.to_string(),
            dtype: reader.engine().info().dtype.name(),
            model: reader.folder.display().to_string(),
            timings: with_timings.then(|| TimingsRecord {
                preprocess_s: result.reading.preprocess.as_secs_f64(),
                vision_s: timings.vision.as_secs_f64(),
                projector_s: timings.projector.as_secs_f64(),
                prefill_s: timings.prefill.as_secs_f64(),
                decode_s: timings.decode.as_secs_f64(),
                decode_tokens: timings.decode_steps,
                first_token_s: timings.first_token().as_secs_f64(),
                peak_memory_bytes: memory::peak(),
            }),
            failed_plugins: result.failures.iter().map(ToString::to_string).collect(),
            document: result.document,
            raw: result.raw,
            artifacts: result.artifacts,
            logs: result.logs,
        }
    }

    /// Puts another text in the place of a block's, as a person corrects it; the page's text follows. Files that plugins made stay as they are,
    /// as does what is known of the tokens. A block that is not there is passed over.
    pub fn set_block_text(&mut self, block: usize, text: &str) {
        let mut blocks = self
            .document
            .pages
            .iter_mut()
            .flat_map(|page| &mut page.blocks);
        let (Some(of_document), Some(record)) = (blocks.nth(block), self.blocks.get_mut(block))
        else {
            return;
        };
        of_document.text = text.to_owned();
        // Spans count characters of the text that was read.
        of_document.spans.clear();
        record.text = text.to_owned();
        self.text = to_text(&self.document);
    }

    /// The files that plugins made, but for the one that a form of output is.
    pub fn other_files(&self, format: Format) -> impl Iterator<Item = &Artifact> {
        self.artifacts
            .iter()
            .filter(move |file| format != Format::Markdown || file.media_type != MARKDOWN)
    }
}
