//! PaddleOCR-VL in Burn, generic over a backend that offers [`FusedOps`].
//!
//! Data meets the files in this order: [`config`] gives the sizes, `weights` reads named tensors, `vision` turns patches into features,
//! `projector` merges them into image tokens, `language` reads those among the prompt's tokens, with positions from [`rope`]. Whoever
//! drives the model is told of every layer through [`observe`] and can stop it there, and through [`trace`] look at what it computed.
//!
//! Nothing here knows a concrete backend, a file format, a plugin or a screen.

pub mod config;
mod language;
pub mod observe;
mod projector;
pub mod rope;
mod stored;
pub mod trace;
mod vision;
pub mod weights;

use burn::tensor::backend::ExecutionError;
use burn::tensor::{DType, Tensor, TensorData};
use inkstone_kernels::cpu::Element;
use inkstone_kernels::{FusedOps, RopeTable, composed};

use crate::processor::image::{Grid, Patches};
use config::ModelConfig;
use language::LanguageModel;
use observe::{Observer, Progress, Stage};
use projector::Projector;
use trace::{Between, Observed};
use vision::VisionEncoder;
use weights::{Loader, TensorSource, WeightError};

/// Rows of the head computed at once where all positions are asked for.
const HEAD_ROWS: usize = 64;

/// Token ids and images of one prompt. Image tokens in `input_ids` stand for the merged patches of `images`, in order.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    /// Token ids, `[T]`.
    pub input_ids: Vec<u32>,
    /// Patches of each image.
    pub images: Vec<Patches>,
}

/// Why the model could not run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The observer asked to stop.
    #[error("cancelled")]
    Cancelled,
    /// Image tokens and images do not fit together. The first line is the reference's own message.
    #[error(
        "Image features and image tokens do not match: tokens: {tokens}, features {features}\nhint: the prompt needs one image placeholder per merged patch; let --prompt or --task build it, or put one <|IMAGE_PLACEHOLDER|> per image into --raw-prompt"
    )]
    ImageTokens {
        /// Image tokens in the prompt.
        tokens: usize,
        /// Merged patches of the images.
        features: usize,
    },
    /// A token id outside the vocabulary.
    #[error(
        "token id {id} is outside the model's vocabulary of {vocabulary}; hint: tokenizer.json and config.json must come from the same checkpoint"
    )]
    Token {
        /// The id.
        id: u32,
        /// Size of the vocabulary.
        vocabulary: usize,
    },
    /// There is nothing to read.
    #[error("the prompt is empty")]
    Empty,
    /// An image's patches do not fit the model or its own grid.
    #[error("image {index}: {problem}")]
    Image {
        /// Which image of the prompt, from 1.
        index: usize,
        /// What does not fit.
        problem: String,
    },
    /// The device failed.
    #[error("the device failed: {0}")]
    Device(String),
}

/// Takes rows of logits: the position of the first one, and `rows * vocabulary` values.
pub type LogitsSink<'a> = &'a mut dyn FnMut(usize, &[f32]);

/// Which positions' logits a run computes.
pub enum Rows<'a> {
    /// The last one alone.
    Last,
    /// All of them, in chunks, handed to a sink.
    All(LogitsSink<'a>),
}

/// The whole model on one device, in one compute dtype.
pub struct PaddleOcrVl<B: FusedOps> {
    config: ModelConfig,
    compute: Element,
    device: B::Device,
    vision: VisionEncoder<B>,
    projector: Projector<B>,
    language: LanguageModel<B>,
}

/// The state of one conversation: what the model has read so far.
pub struct Context<B: FusedOps> {
    caches: Vec<B::KvCache>,
    len: usize,
    rope_delta: i64,
}

impl<B: FusedOps> Context<B> {
    /// Tokens read so far.
    pub fn tokens(&self) -> usize {
        self.len
    }

    /// Forgets all but the first `len` tokens. Only tokens after the prompt may be dropped: a prompt's positions are not kept.
    pub fn truncate(&mut self, len: usize) {
        if len < self.len {
            self.caches.iter_mut().for_each(|c| B::kv_truncate(c, len));
            self.len = len;
        }
    }
}

/// Intermediate results of a prefill, for comparison with the reference.
#[derive(Debug)]
pub struct Features {
    /// The vision encoder's output `[patches, hidden]`, row-major.
    pub vision: Vec<f32>,
    /// The projector's output `[tokens, text hidden]`, row-major.
    pub projector: Vec<f32>,
}

/// What a backend says of a failure, without Burn's words around it.
pub(crate) fn reason(error: ExecutionError) -> String {
    match error {
        ExecutionError::WithContext { reason } | ExecutionError::Generic { reason, .. } => reason,
    }
}

impl<B: FusedOps> PaddleOcrVl<B> {
    /// Number of tensors that [`PaddleOcrVl::load`] reads, for its progress.
    pub fn tensor_count(config: &ModelConfig) -> usize {
        let vision = 3 + 16 * config.vision.num_hidden_layers + 2;
        let projector = 6;
        let head = usize::from(!config.tie_word_embeddings);
        vision + projector + 1 + 9 * config.text.num_hidden_layers + 1 + head
    }

    /// Reads the weights that `config` implies, each under its original or its transformers-5 name, into `compute`. Other tensors are
    /// ignored. `progress` is told the number of tensors read so far; returning `false` cancels.
    ///
    /// # Errors
    /// When a tensor is missing, misshapen or unreadable.
    pub fn load(
        config: &ModelConfig,
        source: &dyn TensorSource,
        compute: Element,
        device: &B::Device,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Self, WeightError> {
        let mut loader = Loader::<B> {
            source,
            device,
            compute,
            loaded: 0,
            progress,
        };
        Ok(Self {
            vision: VisionEncoder::load(&mut loader, &config.vision)?,
            projector: Projector::load(&mut loader, config)?,
            language: LanguageModel::load(&mut loader, config)?,
            config: config.clone(),
            compute,
            device: device.clone(),
        })
    }

    /// The sizes it was built with.
    pub fn config(&self) -> &ModelConfig {
        &self.config
    }

    /// An empty context.
    pub fn context(&self) -> Context<B> {
        Context {
            caches: self.language.caches(self.compute, &self.device),
            len: 0,
            rope_delta: 0,
        }
    }

    /// Bytes of the language model's packed weights: what one decoded token reads.
    pub fn language_bytes(&self) -> usize {
        self.language.bytes()
    }

    fn check(&self, prompt: &Prompt) -> Result<(), ModelError> {
        let vision = &self.config.vision;
        let merge = vision.spatial_merge_size;
        if prompt.input_ids.is_empty() {
            return Err(ModelError::Empty);
        }
        for (i, image) in prompt.images.iter().enumerate() {
            let Grid { t, h, w } = image.grid;
            let problem = if t != 1
                || h == 0
                || w == 0
                || !h.is_multiple_of(merge)
                || !w.is_multiple_of(merge)
            {
                format!(
                    "its grid is {t} x {h} x {w} patches, expected 1 frame and sides that {merge} divides"
                )
            } else if image.values.len() != h * w * vision.patch_values() {
                format!(
                    "it has {} values, expected {h} x {w} patches of {}",
                    image.values.len(),
                    vision.patch_values()
                )
            } else {
                continue;
            };
            return Err(ModelError::Image {
                index: i + 1,
                problem,
            });
        }
        let image_token = self.config.image_token_id;
        let tokens = prompt
            .input_ids
            .iter()
            .filter(|&&id| id == image_token)
            .count();
        let features = prompt.images.iter().map(|i| i.grid.tokens(merge)).sum();
        if tokens != features {
            return Err(ModelError::ImageTokens { tokens, features });
        }
        self.check_ids(&prompt.input_ids)
    }

    fn check_ids(&self, ids: &[u32]) -> Result<(), ModelError> {
        let vocabulary = self.config.text.vocab_size;
        match ids.iter().find(|&&id| id as usize >= vocabulary) {
            Some(&id) => Err(ModelError::Token { id, vocabulary }),
            None => Ok(()),
        }
    }

    /// The vision encoder and the projector over all images of a prompt: patch features and image tokens.
    fn see(
        &self,
        images: &[Patches],
        between: &mut dyn Between<B>,
    ) -> Result<(Tensor<B, 2>, Tensor<B, 2>), ModelError> {
        let grids: Vec<Grid> = images.iter().map(|i| i.grid).collect();
        let count: usize = grids.iter().map(Grid::patches).sum();
        let values: Vec<f32> = images
            .iter()
            .flat_map(|i| i.values.iter().copied())
            .collect();
        let patches = Tensor::<B, 2>::from_data(
            TensorData::new(values, [count, self.config.vision.patch_values()]),
            (&self.device, DType::F32),
        )
        .cast(composed::dtype(self.compute));
        let features = self.vision.forward(patches, &grids, between)?;
        let tokens = self.projector.forward(features.clone(), &grids);
        self.sync()?;
        let at = Progress {
            stage: Stage::Projector,
            done: 1,
            total: 1,
        };
        Ok((features, between.pass(at, tokens)?))
    }

    /// Patch features and image tokens on the host.
    ///
    /// # Errors
    /// As [`PaddleOcrVl::prefill`].
    pub fn features(
        &self,
        images: &[Patches],
        observer: Observer<'_>,
    ) -> Result<Features, ModelError> {
        let (features, tokens) = self.see(images, &mut Observed(observer))?;
        Ok(Features {
            vision: self.read(features)?,
            projector: self.read(tokens)?,
        })
    }

    /// Reads a prompt into an empty context and returns the last position's logits `[vocabulary]`.
    ///
    /// # Errors
    /// When prompt and images do not fit together, the observer stops the run, or the device fails. The context is then to be dropped.
    pub fn prefill(
        &self,
        context: &mut Context<B>,
        prompt: &Prompt,
        rows: Rows<'_>,
        observer: Observer<'_>,
    ) -> Result<Vec<f32>, ModelError> {
        self.read_prompt(context, prompt, rows, &mut Observed(observer))
    }

    fn read_prompt(
        &self,
        context: &mut Context<B>,
        prompt: &Prompt,
        rows: Rows<'_>,
        between: &mut dyn Between<B>,
    ) -> Result<Vec<f32>, ModelError> {
        self.check(prompt)?;
        let merge = self.config.vision.spatial_merge_size;
        let ids = &prompt.input_ids;
        let x = if prompt.images.is_empty() {
            self.language.embed(ids, &self.device)
        } else {
            let (_, tokens) = self.see(&prompt.images, between)?;
            self.embed_with_images(ids, tokens)
        };
        let grids: Vec<Grid> = prompt.images.iter().map(|i| i.grid).collect();
        let found = rope::mrope_positions(ids, self.config.image_token_id, &grids, merge);
        context.rope_delta = found.rope_delta;
        self.run(context, x, &found.positions, Stage::Prefill, rows, between)
    }

    /// Reads tokens after those of the context and returns the last position's logits `[vocabulary]`.
    ///
    /// # Errors
    /// When an id is outside the vocabulary, the observer stops the run, or the device fails.
    pub fn extend(
        &self,
        context: &mut Context<B>,
        ids: &[u32],
        rows: Rows<'_>,
        observer: Observer<'_>,
    ) -> Result<Vec<f32>, ModelError> {
        self.read_tokens(context, ids, rows, &mut Observed(observer))
    }

    fn read_tokens(
        &self,
        context: &mut Context<B>,
        ids: &[u32],
        rows: Rows<'_>,
        between: &mut dyn Between<B>,
    ) -> Result<Vec<f32>, ModelError> {
        if ids.is_empty() {
            return Err(ModelError::Empty);
        }
        self.check_ids(ids)?;
        let start = context.len as i64 + context.rope_delta;
        let positions: Vec<[i64; 3]> = (0..ids.len() as i64).map(|i| [start + i; 3]).collect();
        let x = self.language.embed(ids, &self.device);
        self.run(context, x, &positions, Stage::Decode, rows, between)
    }

    /// Text embeddings with the image tokens' places taken by `tokens`, in order.
    fn embed_with_images(&self, ids: &[u32], tokens: Tensor<B, 2>) -> Tensor<B, 2> {
        let is_image = |id: &u32| *id == self.config.image_token_id;
        let mut used = 0;
        let runs = ids.chunk_by(|a, b| is_image(a) == is_image(b)).map(|run| {
            if is_image(&run[0]) {
                used += run.len();
                tokens.clone().narrow(0, used - run.len(), run.len())
            } else {
                self.language.embed(run, &self.device)
            }
        });
        Tensor::cat(runs.collect(), 0)
    }

    fn run(
        &self,
        context: &mut Context<B>,
        x: Tensor<B, 2>,
        positions: &[[i64; 3]],
        stage: Stage,
        rows: Rows<'_>,
        between: &mut dyn Between<B>,
    ) -> Result<Vec<f32>, ModelError> {
        let text = &self.config.text;
        let (cos, sin) = rope::text_tables(text, positions);
        let rope = RopeTable::new(cos, sin, text.head_dim, &self.device);
        let m = positions.len();
        let start = context.len;
        let forward = self
            .language
            .forward(x, &rope, &mut context.caches, stage, between);
        let x = match forward {
            Ok(x) => x,
            Err(error) => {
                // Layers that had run already hold the new tokens; the others do not.
                let keep = context.len;
                let forget = |cache: &mut B::KvCache| B::kv_truncate(cache, keep);
                context.caches.iter_mut().for_each(forget);
                return Err(error);
            }
        };
        context.len += m;
        let mut last = Vec::new();
        match rows {
            Rows::Last => last = self.read(self.language.logits(x.narrow(0, m - 1, 1)))?,
            Rows::All(sink) => {
                let chunks = m.div_ceil(HEAD_ROWS);
                for chunk in 0..chunks {
                    let from = chunk * HEAD_ROWS;
                    let count = HEAD_ROWS.min(m - from);
                    let values =
                        self.read(self.language.logits(x.clone().narrow(0, from, count)))?;
                    sink(start + from, &values);
                    last = values[(count - 1) * text.vocab_size..].to_vec();
                    between.reached(Progress {
                        stage: Stage::Head,
                        done: chunk + 1,
                        total: chunks,
                    })?;
                }
            }
        }
        Ok(last)
    }

    fn read(&self, x: Tensor<B, 2>) -> Result<Vec<f32>, ModelError> {
        let data = x
            .try_into_data()
            .map_err(|error| ModelError::Device(reason(error)))?;
        Ok(data.iter::<f32>().collect())
    }

    fn sync(&self) -> Result<(), ModelError> {
        B::sync(&self.device).map_err(|error| ModelError::Device(reason(error)))
    }
}
