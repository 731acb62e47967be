//! The model behind an object: what everything above uses, whatever the backend.

use std::sync::Arc;

use inkstone_kernels::FusedOps;

use super::npu;
use super::spec::{DeviceKind, DeviceSpec, Dtype};
use crate::model::config::ModelConfig;
use crate::model::observe::Observer;
use crate::model::trace::Tap;
use crate::model::{Context, Features, LogitsSink, ModelError, PaddleOcrVl, Prompt, Rows};
use crate::processor::image::Patches;

/// What an engine runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineInfo {
    /// The device, with its index; never `auto`.
    pub device: DeviceSpec,
    /// The dtype that it computes with.
    pub dtype: Dtype,
    /// What the device calls itself, for people: `AVX-512, 2 threads`.
    pub description: String,
    /// Bytes of weights that one decoded token reads.
    pub language_bytes: usize,
}

/// A loaded model on a device. Opens any number of sessions.
pub trait Engine: Send + Sync {
    /// What it runs on.
    fn info(&self) -> &EngineInfo;

    /// Operations that were computed on the host so far, as the device's library has none for them; none where a device has no such thing.
    fn host_operations(&self) -> Option<u64> {
        None
    }

    /// Whether the device failed so that nothing works on it until the program starts anew. Waits until it has done what it was asked for.
    fn is_lost(&self) -> bool {
        false
    }

    /// The model's sizes.
    fn config(&self) -> &ModelConfig;

    /// A new session with an empty cache.
    fn session(&self) -> Box<dyn Session>;

    /// The vision encoder's and the projector's outputs for some images, for comparisons.
    ///
    /// # Errors
    /// When the observer stops the run or the device fails.
    fn features(&self, images: &[Patches], observer: Observer<'_>) -> Result<Features, ModelError>;

    /// Shows a tap what every part of the model computes of a prompt, and of the tokens that the tap names after it.
    ///
    /// # Errors
    /// When prompt and images do not fit together, the tap stops the pass or the device fails.
    fn trace(&self, prompt: &Prompt, tap: &mut dyn Tap) -> Result<(), ModelError>;
}

/// One prompt and what follows it, with its key/value cache.
pub trait Session {
    /// Reads the prompt and returns the logits `[vocabulary]` of its last position. Starts afresh if anything was read before.
    ///
    /// # Errors
    /// When prompt and images do not fit together, the observer stops the run or the device fails. The session then starts afresh too.
    fn prefill(
        &mut self,
        prompt: &Prompt,
        rows: Rows<'_>,
        observer: Observer<'_>,
    ) -> Result<Vec<f32>, ModelError>;

    /// Reads one more token and returns its logits `[vocabulary]`.
    ///
    /// # Errors
    /// As [`Session::prefill`].
    fn step(&mut self, token: u32, observer: Observer<'_>) -> Result<Vec<f32>, ModelError>;

    /// Reads `tokens` in one pass (teacher-forced) and hands every position's logits to `sink`.
    ///
    /// # Errors
    /// As [`Session::prefill`].
    fn score(
        &mut self,
        tokens: &[u32],
        sink: LogitsSink<'_>,
        observer: Observer<'_>,
    ) -> Result<(), ModelError>;

    /// Tokens read so far.
    fn tokens(&self) -> usize;

    /// Forgets all but the first `len` tokens, which must include the whole prompt.
    fn truncate(&mut self, len: usize);
}

/// An engine over a Burn backend.
pub(super) struct BurnEngine<B: FusedOps> {
    model: Arc<PaddleOcrVl<B>>,
    info: EngineInfo,
}

impl<B: FusedOps> BurnEngine<B> {
    pub fn new(model: PaddleOcrVl<B>, device: DeviceSpec, dtype: Dtype, about: String) -> Self {
        Self {
            info: EngineInfo {
                device,
                dtype,
                description: about,
                language_bytes: model.language_bytes(),
            },
            model: Arc::new(model),
        }
    }
}

impl<B: FusedOps> Engine for BurnEngine<B>
where
    PaddleOcrVl<B>: Send + Sync,
{
    fn info(&self) -> &EngineInfo {
        &self.info
    }

    fn host_operations(&self) -> Option<u64> {
        let device = self.info.device;
        (device.kind == DeviceKind::Npu).then(|| npu::host_operations(device))
    }

    fn is_lost(&self) -> bool {
        self.info.device.kind == DeviceKind::Npu && npu::is_lost(self.info.device)
    }

    fn config(&self) -> &ModelConfig {
        self.model.config()
    }

    fn session(&self) -> Box<dyn Session> {
        Box::new(BurnSession {
            context: self.model.context(),
            model: self.model.clone(),
        })
    }

    fn features(&self, images: &[Patches], observer: Observer<'_>) -> Result<Features, ModelError> {
        self.model.features(images, observer)
    }

    fn trace(&self, prompt: &Prompt, tap: &mut dyn Tap) -> Result<(), ModelError> {
        self.model.trace(prompt, tap)
    }
}

struct BurnSession<B: FusedOps> {
    model: Arc<PaddleOcrVl<B>>,
    context: Context<B>,
}

impl<B: FusedOps> Session for BurnSession<B> {
    fn prefill(
        &mut self,
        prompt: &Prompt,
        rows: Rows<'_>,
        observer: Observer<'_>,
    ) -> Result<Vec<f32>, ModelError> {
        self.context = self.model.context();
        let result = self
            .model
            .prefill(&mut self.context, prompt, rows, observer);
        if result.is_err() {
            self.context = self.model.context();
        }
        result
    }

    fn step(&mut self, token: u32, observer: Observer<'_>) -> Result<Vec<f32>, ModelError> {
        self.model
            .extend(&mut self.context, &[token], Rows::Last, observer)
    }

    fn score(
        &mut self,
        tokens: &[u32],
        sink: LogitsSink<'_>,
        observer: Observer<'_>,
    ) -> Result<(), ModelError> {
        self.model
            .extend(&mut self.context, tokens, Rows::All(sink), observer)
            .map(drop)
    }

    fn tokens(&self) -> usize {
        self.context.tokens()
    }

    fn truncate(&mut self, len: usize) {
        self.context.truncate(len);
    }
}
