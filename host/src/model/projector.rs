//! The projector: blocks of patch features become image tokens of the language model.

use burn::tensor::Tensor;
use inkstone_kernels::FusedOps;

use super::config::ModelConfig;
use super::vision::LayerNorm;
use super::weights::{LinearSpec, Loader, WeightError};
use crate::processor::image::Grid;

/// Epsilon of the projector's LayerNorm, which no configuration names.
const NORM_EPS: f64 = 1e-5;

/// LayerNorm, spatial merge, linear, erf GELU, linear.
pub(super) struct Projector<B: FusedOps> {
    norm: LayerNorm<B>,
    linear1: B::Packed,
    linear2: B::Packed,
    merge: usize,
}

impl<B: FusedOps> Projector<B> {
    pub fn load(loader: &mut Loader<'_, B>, config: &ModelConfig) -> Result<Self, WeightError> {
        let merge = config.vision.spatial_merge_size;
        let merged = config.vision.hidden_size * merge * merge;
        let mut linear = |name, out| {
            let bias = true;
            loader.linear(&[LinearSpec { name, out, bias }], &[merged])
        };
        let linear1 = linear("mlp_AR.linear_1", merged)?;
        let linear2 = linear("mlp_AR.linear_2", config.text.hidden_size)?;
        Ok(Self {
            norm: LayerNorm::load(
                loader,
                "mlp_AR.pre_norm",
                config.vision.hidden_size,
                NORM_EPS,
            )?,
            linear1,
            linear2,
            merge,
        })
    }

    /// Image tokens `[tokens, text hidden]` from features `[patches, vision hidden]`; a token merges `merge x merge` neighbouring patches,
    /// row by row, and tokens are in raster order.
    pub fn forward(&self, features: Tensor<B, 2>, images: &[Grid]) -> Tensor<B, 2> {
        let features = self.norm.forward(features);
        let [_, d] = features.dims();
        let m = self.merge;
        let mut start = 0;
        let blocks = images
            .iter()
            .map(|grid| {
                let one = features.clone().narrow(0, start, grid.patches());
                start += grid.patches();
                one.reshape([grid.t * grid.h / m, m, grid.w / m, m * d])
                    .swap_dims(1, 2)
                    .reshape([grid.tokens(m), m * m * d])
            })
            .collect();
        let inner = B::gelu_erf(B::project(Tensor::cat(blocks, 0), &self.linear1));
        B::project(inner, &self.linear2)
    }
}
