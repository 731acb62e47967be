//! Looking at what a model computes between its layers, and putting other values in their place: so two devices are compared layer by layer.

use std::ops::ControlFlow;

use burn::tensor::{DType, Tensor, TensorData};
use inkstone_kernels::FusedOps;

use super::observe::{Observer, Progress, Stage};
use super::{ModelError, PaddleOcrVl, Prompt, Rows};

/// Whoever looks at a forward pass.
pub trait Tap {
    /// Is told the values after a part of the pass, row-major: `[patches, hidden]` in the vision encoder (`done` is 0 for the embedded patches),
    /// `[tokens, text hidden]` from the projector on, `[vocabulary]` for the head over the last position. Returned values take their place,
    /// and the next part computes with them; those after the head are the last, and nothing takes their place. Breaking stops the pass.
    fn values(&mut self, at: Progress, values: Vec<f32>) -> ControlFlow<(), Option<Vec<f32>>>;

    /// Is told the logits `[vocabulary]` of the last position, and names the token to be read next; none to end.
    fn next_token(&mut self, logits: &[f32]) -> Option<u32>;
}

/// What happens between the parts of a pass.
pub(super) trait Between<B: FusedOps> {
    /// A part was finished.
    fn reached(&mut self, at: Progress) -> Result<(), ModelError>;

    /// A part was finished with this result; the pass goes on with what is returned.
    fn pass(&mut self, at: Progress, x: Tensor<B, 2>) -> Result<Tensor<B, 2>, ModelError>;
}

/// Tells an observer, who hears of layers and not of embeddings.
pub(super) struct Observed<'a>(pub Observer<'a>);

impl<B: FusedOps> Between<B> for Observed<'_> {
    fn reached(&mut self, at: Progress) -> Result<(), ModelError> {
        match (self.0)(at) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ModelError::Cancelled),
        }
    }

    fn pass(&mut self, at: Progress, x: Tensor<B, 2>) -> Result<Tensor<B, 2>, ModelError> {
        if at.done > 0 {
            Between::<B>::reached(self, at)?;
        }
        Ok(x)
    }
}

/// Lets a tap look.
struct Tapped<'a, B: FusedOps> {
    model: &'a PaddleOcrVl<B>,
    tap: &'a mut dyn Tap,
}

impl<B: FusedOps> Between<B> for Tapped<'_, B> {
    fn reached(&mut self, _: Progress) -> Result<(), ModelError> {
        Ok(())
    }

    fn pass(&mut self, at: Progress, x: Tensor<B, 2>) -> Result<Tensor<B, 2>, ModelError> {
        let (dims, dtype) = (x.dims(), x.dtype());
        let values = self.model.read(x.clone())?;
        match self.tap.values(at, values) {
            ControlFlow::Break(()) => Err(ModelError::Cancelled),
            ControlFlow::Continue(None) => Ok(x),
            ControlFlow::Continue(Some(values)) => {
                let data = TensorData::new(values, dims);
                let x = Tensor::<B, 2>::from_data(data, (&self.model.device, DType::F32));
                Ok(x.cast(dtype))
            }
        }
    }
}

impl<B: FusedOps> PaddleOcrVl<B> {
    /// Reads a prompt and the tokens that the tap names after it, one by one, and shows the tap what every part of that computes.
    ///
    /// # Errors
    /// As [`PaddleOcrVl::prefill`]; [`ModelError::Cancelled`] where the tap stops it.
    pub fn trace(&self, prompt: &Prompt, tap: &mut dyn Tap) -> Result<(), ModelError> {
        let mut context = self.context();
        let mut tapped = Tapped { model: self, tap };
        let mut logits = self.read_prompt(&mut context, prompt, Rows::Last, &mut tapped)?;
        loop {
            let head = Progress {
                stage: Stage::Head,
                done: 1,
                total: 1,
            };
            if tapped.tap.values(head, logits.clone()).is_break() {
                return Err(ModelError::Cancelled);
            }
            let Some(token) = tapped.tap.next_token(&logits) else {
                return Ok(());
            };
            logits = self.read_tokens(&mut context, &[token], Rows::Last, &mut tapped)?;
        }
    }
}
