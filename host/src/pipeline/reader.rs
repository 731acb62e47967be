//! A checkpoint folder opened for reading pages.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use image::RgbImage;

use super::line_reader::{LineCutter, LineRegion, ReaderCard, line_image, line_options};
use crate::checkpoint::CheckpointError;
use crate::checkpoint::weights_file::WeightFiles;
use crate::device::{self, DeviceSpec, Dtype, Engine, OpenError};
use crate::generate::config::{GenerationConfig, GenerationConfigError};
use crate::generate::repetition::LoopLimits;
use crate::generate::sampler::SamplerConfig;
use crate::generate::stop::{StopReason, StopRules};
use crate::generate::{
    DecodeError, DecodeOptions, Event, Generation, LogitsRecorder, Timings, generate,
};
use crate::memory;
use crate::model::config::{ConfigError, ModelConfig};
use crate::model::observe::Progress;
use crate::model::{ModelError, Prompt};
use crate::plugin::{FindError, PluginError, Registry};
use crate::processor::chat_template::{ChatTemplate, TemplateError};
use crate::processor::image::{Grid, ImageProcessor, PixelLimits, ResizeError};
use crate::processor::prompt::{EncodedPrompt, PromptError, PromptText, encode_prompt};
use crate::processor::tokenizer::{Tokenizer, TokenizerError};

/// Why a checkpoint folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenReaderError {
    /// There is no such folder.
    #[error("{}: no such model folder\nhint: fetch one with `inkstone model download`, or give a folder that holds config.json and weights", .0.display())]
    NoFolder(PathBuf),
    /// config.json does not describe the model.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// preprocessor_config.json cannot be used.
    #[error(transparent)]
    Processor(#[from] crate::processor::image::ConfigError),
    /// tokenizer.json cannot be used.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
    /// The chat template cannot be used.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// reader.json cannot be used.
    #[error("{0}")]
    Card(String),
    /// generation_config.json cannot be used.
    #[error(transparent)]
    Generation(#[from] GenerationConfigError),
    /// The weight files cannot be used.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The device cannot be had, or the weights do not fit.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The plugin that cuts pages into lines cannot be had.
    #[error(transparent)]
    Plugin(#[from] FindError),
    /// The memory does not hold the weights.
    #[error(
        "not enough memory for the model on {devices}: its weights take {} and {} are free\nhint: close other programs, or use a smaller dtype: cpu:bf16 takes half as much as cpu",
        gib(*needed), gib(*available)
    )]
    Memory {
        /// The devices.
        devices: String,
        /// Bytes that the weights take.
        needed: u64,
        /// Bytes that are free.
        available: u64,
    },
}

fn gib(bytes: u64) -> String {
    format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30))
}

/// Bytes that reading takes besides the weights, roughly: activations and the cache of keys and values.
const WORKING_BYTES: u64 = 256 << 20;

/// Whether the memory holds a checkpoint's weights, once on each of some devices, besides what it holds now. Where the system does not
/// tell, it does.
///
/// # Errors
/// [`OpenReaderError::Memory`], or when the weights cannot be looked into.
pub fn check_memory(
    folder: &Path,
    devices: &[DeviceSpec],
    dtype: Dtype,
) -> Result<(), OpenReaderError> {
    if !folder.is_dir() {
        return Err(OpenReaderError::NoFolder(folder.to_owned()));
    }
    let weights = WeightFiles::open(folder)?;
    let of = |device: &DeviceSpec| device::host_bytes(device::resolve(*device), dtype, &weights);
    let needed = devices.iter().map(of).sum::<u64>() + WORKING_BYTES;
    match memory::available() {
        Some(available) if available < needed => Err(OpenReaderError::Memory {
            devices: devices
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" and "),
            needed,
            available,
        }),
        _ => Ok(()),
    }
}

/// Why a page could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A page cannot be cut into lines.
    #[error("cannot cut the page into lines: {0}")]
    Lines(#[from] PluginError),
    /// A pipeline makes something of a page that cannot be read so.
    #[error("{0}")]
    Page(String),
    /// A model for single lines was asked about several pages at once.
    #[error(
        "this model reads one line at a time, so each page needs a prompt of its own; hint: use --each, or a model for whole pages"
    )]
    OnePage,
    /// An image cannot be resized for the model.
    #[error(transparent)]
    Resize(#[from] ResizeError),
    /// Prompt and images do not fit.
    #[error(transparent)]
    Prompt(#[from] PromptError),
    /// The model or the sampler failed.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The tokens do not decode.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

impl From<ModelError> for ReadError {
    fn from(error: ModelError) -> Self {
        Self::Decode(error.into())
    }
}

/// How to read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// What to ask.
    pub prompt: PromptText,
    /// Most tokens to generate, the one that ends the answer included; at least 1.
    pub max_new_tokens: usize,
    /// How tokens are chosen.
    pub sampling: SamplerConfig,
    /// Whether to go on after the model says that it is done.
    pub ignore_eos: bool,
    /// Whether to stop when the answer repeats itself without end.
    pub stop_loops: bool,
    /// The smallest and largest image, instead of the checkpoint's own limits.
    pub limits: Option<PixelLimits>,
}

/// What happens while a page is read.
#[derive(Clone, Copy, Debug)]
pub enum ReadEvent<'a> {
    /// A layer is done.
    Progress(Progress),
    /// So many of a page's pieces of lines are read.
    Lines {
        /// Pieces read.
        done: usize,
        /// Pieces in all.
        total: usize,
    },
    /// More text is there: whole characters, to be appended to what came before. Nothing is cut from it yet.
    Text(&'a str),
}

/// A page that was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text, as the model wrote it.
    pub text: String,
    /// The prompt as the model saw it.
    pub prompt: EncodedPrompt,
    /// The images' grids, in patches.
    pub grids: Vec<Grid>,
    /// The tokens and why they ended.
    pub generation: Generation,
    /// Time to resize the images and encode the prompt, and to cut the page into lines where that was done.
    pub preprocess: Duration,
    /// The lines of a page that was cut into them, in reading order.
    pub regions: Vec<LineRegion>,
}

impl Reading {
    /// Nothing read.
    pub(super) fn empty() -> Self {
        Self {
            text: String::new(),
            prompt: EncodedPrompt {
                input_ids: Vec::new(),
                text: String::new(),
                notes: Vec::new(),
            },
            grids: Vec::new(),
            generation: Generation {
                tokens: Vec::new(),
                end: None,
                stop: StopReason::EndOfAnswer(0),
                prompt_tokens: 0,
                timings: Timings::default(),
            },
            preprocess: Duration::ZERO,
            regions: Vec::new(),
        }
    }

    /// Adds what was read next of the same page. Its text follows after a separator; one part that did not end by itself makes the whole one that did not.
    pub(super) fn append(&mut self, next: Self, separator: &str) {
        let (all, one) = (&mut self.generation, next.generation);
        if all.tokens.is_empty() && all.prompt_tokens == 0 {
            self.prompt = next.prompt;
        } else if !self.text.is_empty() && !next.text.is_empty() {
            self.text.push_str(separator);
        }
        self.text.push_str(&next.text);
        let before = all.tokens.len();
        self.regions
            .extend(next.regions.into_iter().map(|region| LineRegion {
                tokens: region.tokens.start + before..region.tokens.end + before,
                ..region
            }));
        all.tokens.extend(one.tokens);
        all.prompt_tokens += one.prompt_tokens;
        all.end = one.end;
        all.stop = match (all.stop, one.stop) {
            (_, StopReason::Cancelled) => StopReason::Cancelled,
            (StopReason::EndOfAnswer(_), stop) => stop,
            (stop, _) => stop,
        };
        all.timings.vision += one.timings.vision;
        all.timings.projector += one.timings.projector;
        all.timings.prefill += one.timings.prefill;
        all.timings.decode += one.timings.decode;
        all.timings.decode_steps += one.timings.decode_steps;
        self.preprocess += next.preprocess;
        self.grids.extend(next.grids);
    }

    /// Scales the times of parts that were read side by side, so that they add up to what all took together. `prepared` is the part of the
    /// preprocessing that was over before.
    pub(super) fn fit_into(&mut self, together: Duration, prepared: Duration) {
        let timings = &mut self.generation.timings;
        let mut own = self.preprocess.saturating_sub(prepared);
        let mut times = [
            &mut own,
            &mut timings.vision,
            &mut timings.projector,
            &mut timings.prefill,
            &mut timings.decode,
        ];
        let spent: Duration = times.iter().map(|time| **time).sum();
        if spent > together {
            let share = together.as_secs_f64() / spent.as_secs_f64();
            for time in &mut times {
                **time = time.mul_f64(share);
            }
        }
        self.preprocess = prepared + own;
    }
}

/// A model with all that it takes to go from images to text.
pub struct Reader {
    /// The folder that it was opened from.
    pub folder: PathBuf,
    /// What the user should know about the folder.
    pub notes: Vec<String>,
    /// What the model is, where it was not trained on whole pages.
    pub card: Option<ReaderCard>,
    engine: Box<dyn Engine>,
    tokenizer: Tokenizer,
    template: ChatTemplate,
    processor: ImageProcessor,
    generation: GenerationConfig,
    lines: Option<LineCutter>,
}

impl Reader {
    /// Opens a checkpoint folder on a device; a model for single lines takes the plugin that cuts pages into lines from `plugins`. `progress` is told how many of how many tensors are read; returning `false` cancels.
    ///
    /// # Errors
    /// When a file is missing or broken, or the device cannot be had. The message names the file.
    pub fn open(
        folder: &Path,
        device: DeviceSpec,
        dtype: Dtype,
        plugins: &Registry,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Self, OpenReaderError> {
        if !folder.is_dir() {
            return Err(OpenReaderError::NoFolder(folder.to_owned()));
        }
        // The device is asked for first: its absence is the commonest mistake, and the weights take longest.
        let device = device::resolve(device);
        device::check(device, dtype)?;
        let config = ModelConfig::from_file(&folder.join("config.json"))?;
        let tokenizer = Tokenizer::from_dir(folder)?;
        tokenizer.check_vocab_size(config.text.vocab_size)?;
        let template = ChatTemplate::from_dir(folder)?;
        let processor = ImageProcessor::from_file(folder.join("preprocessor_config.json"))?;
        let generation = GenerationConfig::from_dir(folder, &tokenizer)?;
        let (card, lines) = LineCutter::from_dir(folder, plugins)?.unzip();
        let weights = WeightFiles::open(folder)?;
        let engine = device::open(device, dtype, &config, &weights, progress)?;
        let notes = template.notes.iter().chain(&generation.notes).cloned();
        Ok(Self {
            folder: folder.to_owned(),
            notes: notes.collect(),
            card,
            engine,
            tokenizer,
            template,
            processor,
            generation,
            lines,
        })
    }

    /// The model on its device.
    pub fn engine(&self) -> &dyn Engine {
        self.engine.as_ref()
    }

    /// The checkpoint's tokenizer.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// What cuts pages into lines, where the model was trained on lines.
    pub fn line_cutter(&self) -> Option<&LineCutter> {
        self.lines.as_ref()
    }

    /// The checkpoint's image limits.
    pub fn limits(&self) -> PixelLimits {
        self.processor.limits
    }

    /// Reads some images with one prompt, or one page line by line where the model was trained on lines. The observer may stop the run at
    /// every layer and token; what was read until then is kept. With a recorder, a line model takes the whole image as one line.
    ///
    /// # Errors
    /// When an image has impossible sides, prompt and images do not fit, or the device fails.
    pub fn read(
        &self,
        images: &[RgbImage],
        options: &ReadOptions,
        recorder: Option<&mut dyn LogitsRecorder>,
        cancel: &Arc<AtomicBool>,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let Some(lines) = &self.lines else {
            return self.read_whole(images, options, recorder, observer);
        };
        let [page] = images else {
            return Err(ReadError::OnePage);
        };
        match recorder {
            Some(_) => self.read_line(page, lines.format, options, recorder, observer),
            None => self.read_lines(page, lines, options, cancel, observer),
        }
    }

    /// Reads some images with one prompt, each as the model's image processor makes it.
    pub(super) fn read_whole(
        &self,
        images: &[RgbImage],
        options: &ReadOptions,
        recorder: Option<&mut dyn LogitsRecorder>,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let started = Instant::now();
        let (prompt, encoded) = self.encode(images, options)?;
        let preprocess = started.elapsed();
        let keep_special =
            matches!(&options.prompt, PromptText::Task(t) if t.keeps_special_tokens());
        let mut stream = self.tokenizer.decode_stream(!keep_special);
        let mut failed = Ok(());
        let mut hear = |event: Event| match event {
            Event::Progress(progress) => observer(ReadEvent::Progress(progress)),
            Event::Token(token) => match stream.push(token.id) {
                Ok(Some(text)) => observer(ReadEvent::Text(&text)),
                Ok(None) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Err(error);
                    ControlFlow::Break(())
                }
            },
        };
        let mut session = self.engine.session();
        let generation = generate(
            session.as_mut(),
            &prompt,
            self.decode_options(options, prompt.input_ids.len()),
            recorder,
            &mut hear,
        )?;
        failed?;
        if let Some(rest) = stream.finish()? {
            let _ = observer(ReadEvent::Text(&rest));
        }
        let ids: Vec<u32> = generation.tokens.iter().map(|t| t.id).collect();
        let text = self.tokenizer.decode(&ids, !keep_special)?;
        Ok(Reading {
            text,
            prompt: encoded,
            grids: prompt.images.iter().map(|image| image.grid).collect(),
            generation,
            preprocess,
            regions: Vec::new(),
        })
    }

    /// Patches and token ids of a prompt, as the model takes them.
    ///
    /// # Errors
    /// When an image has impossible sides, or prompt and images do not fit.
    pub fn encode(
        &self,
        images: &[RgbImage],
        options: &ReadOptions,
    ) -> Result<(Prompt, EncodedPrompt), ReadError> {
        let mut processor = self.processor.clone();
        if let Some(limits) = options.limits {
            processor.limits = limits;
        }
        let images = images
            .iter()
            .map(|image| processor.process(image))
            .collect::<Result<Vec<_>, _>>()?;
        let merge = self.engine.config().vision.spatial_merge_size;
        let tokens: Vec<usize> = images.iter().map(|i| i.grid.tokens(merge)).collect();
        let encoded = encode_prompt(
            &self.tokenizer,
            &self.template,
            self.engine.config().image_token_id,
            &options.prompt,
            &tokens,
        )?;
        let input_ids = encoded.input_ids.clone();
        Ok((Prompt { input_ids, images }, encoded))
    }

    /// Patches and token ids of one image as [`Reader::read`] with a recorder takes it, and the options that hold for it: a line model takes
    /// the whole image as one line.
    ///
    /// # Errors
    /// As [`Reader::encode`].
    pub fn encode_one(
        &self,
        image: &RgbImage,
        options: &ReadOptions,
    ) -> Result<(Prompt, EncodedPrompt, ReadOptions), ReadError> {
        let (prepared, options) = match &self.lines {
            Some(lines) => (
                Cow::Owned(line_image(image, lines.format)),
                line_options(options),
            ),
            None => (Cow::Borrowed(image), options.clone()),
        };
        let (prompt, encoded) = self.encode(std::slice::from_ref(prepared.as_ref()), &options)?;
        Ok((prompt, encoded, options))
    }

    /// How to decode an answer to a prompt of so many tokens.
    pub fn decode_options(&self, options: &ReadOptions, prompt_tokens: usize) -> DecodeOptions {
        let mut config = self.generation.clone();
        if options.ignore_eos {
            config.eos_token_ids.clear();
        }
        let room = self.engine.config().text.max_position_embeddings;
        let most = options
            .max_new_tokens
            .min(room.saturating_sub(prompt_tokens))
            .max(1);
        let loops = options.stop_loops.then(LoopLimits::default);
        DecodeOptions {
            sampling: options.sampling,
            stop: StopRules::new(&config, &self.tokenizer, most, loops),
        }
    }
}
