//! The vision encoder: a NaViT-style transformer over the patches of all images of a prompt.

use burn::tensor::{DType, Tensor, TensorData};
use inkstone_kernels::cpu::Heads;
use inkstone_kernels::{FusedOps, RopeTable, composed};

use super::ModelError;
use super::config::VisionConfig;
use super::observe::{Progress, Stage};
use super::rope::vision_tables;
use super::trace::Between;
use super::weights::{LinearSpec, Loader, WeightError};
use crate::processor::image::Grid;

/// Weight and bias of a LayerNorm, f32.
#[derive(Debug)]
pub(super) struct LayerNorm<B: FusedOps> {
    weight: Tensor<B, 1>,
    bias: Tensor<B, 1>,
    eps: f64,
}

impl<B: FusedOps> LayerNorm<B> {
    pub fn load(
        loader: &mut Loader<'_, B>,
        name: &str,
        dim: usize,
        eps: f64,
    ) -> Result<Self, WeightError> {
        Ok(Self {
            weight: loader.vector(&format!("{name}.weight"), dim)?,
            bias: loader.vector(&format!("{name}.bias"), dim)?,
            eps,
        })
    }

    pub fn forward(&self, x: Tensor<B, 2>) -> Tensor<B, 2> {
        B::layer_norm_affine(x, &self.weight, &self.bias, self.eps)
    }
}

struct VisionLayer<B: FusedOps> {
    norm1: LayerNorm<B>,
    qkv: B::Packed,
    out: B::Packed,
    norm2: LayerNorm<B>,
    fc1: B::Packed,
    fc2: B::Packed,
}

/// Patches to patch features.
pub(super) struct VisionEncoder<B: FusedOps> {
    config: VisionConfig,
    patch_embedding: B::Packed,
    /// `[side * side, hidden]`, row-major, on the host: it is resampled for each image's grid.
    positions: Vec<f32>,
    layers: Vec<VisionLayer<B>>,
    post_norm: LayerNorm<B>,
}

impl<B: FusedOps> VisionEncoder<B> {
    pub fn load(loader: &mut Loader<'_, B>, config: &VisionConfig) -> Result<Self, WeightError> {
        let root = "visual.vision_model";
        let (d, patch) = (config.hidden_size, config.patch_size);
        let linear = |loader: &mut Loader<'_, B>, name: &str, out, input: &[usize]| {
            let bias = true;
            loader.linear(&[LinearSpec { name, out, bias }], input)
        };
        let patch_embedding = linear(
            loader,
            &format!("{root}.embeddings.patch_embedding"),
            d,
            &[config.num_channels, patch, patch],
        )?;
        let side = config.position_side();
        let positions = loader.host(
            &format!("{root}.embeddings.position_embedding.weight"),
            &[side * side, d],
        )?;
        let layers = (0..config.num_hidden_layers)
            .map(|i| {
                let at = format!("{root}.encoder.layers.{i}");
                let names = ["q", "k", "v"].map(|p| format!("{at}.self_attn.{p}_proj"));
                let specs = names.each_ref().map(|name| LinearSpec {
                    name,
                    out: d,
                    bias: true,
                });
                Ok(VisionLayer {
                    norm1: LayerNorm::load(
                        loader,
                        &format!("{at}.layer_norm1"),
                        d,
                        config.layer_norm_eps,
                    )?,
                    qkv: loader.linear(&specs, &[d])?,
                    out: linear(loader, &format!("{at}.self_attn.out_proj"), d, &[d])?,
                    norm2: LayerNorm::load(
                        loader,
                        &format!("{at}.layer_norm2"),
                        d,
                        config.layer_norm_eps,
                    )?,
                    fc1: linear(
                        loader,
                        &format!("{at}.mlp.fc1"),
                        config.intermediate_size,
                        &[d],
                    )?,
                    fc2: linear(
                        loader,
                        &format!("{at}.mlp.fc2"),
                        d,
                        &[config.intermediate_size],
                    )?,
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            patch_embedding,
            positions,
            layers,
            post_norm: LayerNorm::load(
                loader,
                &format!("{root}.post_layernorm"),
                d,
                config.layer_norm_eps,
            )?,
            config: config.clone(),
        })
    }

    /// Features `[patches, hidden]` of the images whose patches, `[patches, 3 * patch * patch]` in raster order, lie one after another.
    /// Every patch attends to all patches of its own image and to no others.
    pub fn forward(
        &self,
        patches: Tensor<B, 2>,
        images: &[Grid],
        between: &mut dyn Between<B>,
    ) -> Result<Tensor<B, 2>, ModelError> {
        let device = patches.device();
        let compute = composed::element(patches.dtype());
        let (d, dim) = (self.config.hidden_size, self.config.head_dim());
        let heads = Heads {
            q: self.config.num_attention_heads,
            kv: self.config.num_attention_heads,
            dim,
        };
        let scale = (dim as f64).powf(-0.5);
        let mut cu_seqlens = vec![0];
        let mut positions = Vec::new();
        for grid in images {
            cu_seqlens.push(cu_seqlens[cu_seqlens.len() - 1] + grid.patches());
            positions.extend(resample_positions(
                &self.positions,
                self.config.position_side(),
                d,
                *grid,
            ));
        }
        let total = cu_seqlens[images.len()];
        let positions = Tensor::<B, 2>::from_data(
            TensorData::new(positions, [total, d]),
            (&device, DType::F32),
        )
        .cast(composed::dtype(compute));
        let (cos, sin) = vision_tables(&self.config, images);
        let rope = RopeTable::new(cos, sin, dim, &device);
        let at = |done| Progress {
            stage: Stage::Vision,
            done,
            total: self.layers.len(),
        };
        let mut x = between.pass(
            at(0),
            B::project_add(patches, &self.patch_embedding, positions),
        )?;
        for (i, layer) in self.layers.iter().enumerate() {
            let qkv = B::project(layer.norm1.forward(x.clone()), &layer.qkv);
            let (q, k, v) = B::split_rope(qkv, &rope, heads);
            let mixed = B::attend_segments(q, k, v, &cu_seqlens, scale);
            x = B::project_add(mixed, &layer.out, x);
            let inner = B::gelu_tanh(B::project(layer.norm2.forward(x.clone()), &layer.fc1));
            x = between.pass(at(i + 1), B::project_add(inner, &layer.fc2, x))?;
        }
        Ok(self.post_norm.forward(x))
    }
}

/// Resamples the learned square table to an image's grid: bilinear, half-pixel centres (`align_corners=False`), clamped at the border.
/// Returns `[grid.patches(), dim]`.
fn resample_positions(table: &[f32], side: usize, dim: usize, grid: Grid) -> Vec<f32> {
    let rows = taps(grid.h, side);
    let columns = taps(grid.w, side);
    let mut out = Vec::with_capacity(grid.patches() * dim);
    for _frame in 0..grid.t {
        for row in &rows {
            for column in &columns {
                let corner = |r: usize, c: usize| {
                    let start = (row.index[r] * side + column.index[c]) * dim;
                    (&table[start..start + dim], row.weight[r] * column.weight[c])
                };
                let corners = [corner(0, 0), corner(0, 1), corner(1, 0), corner(1, 1)];
                out.extend((0..dim).map(|i| corners.iter().map(|(v, w)| v[i] * w).sum::<f32>()));
            }
        }
    }
    out
}

/// The two neighbours of one output coordinate and their weights.
struct Taps {
    index: [usize; 2],
    weight: [f32; 2],
}

fn taps(len: usize, side: usize) -> Vec<Taps> {
    let scale = side as f32 / len as f32;
    (0..len)
        .map(|i| {
            let at = ((i as f32 + 0.5) * scale - 0.5).max(0.0);
            let low = (at as usize).min(side - 1);
            let fraction = at - low as f32;
            Taps {
                index: [low, (low + 1).min(side - 1)],
                weight: [1.0 - fraction, fraction],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_on_their_own_grid_stay_as_they_are() {
        let table: Vec<f32> = (0..18).map(|v| v as f32).collect();
        let same = resample_positions(&table, 3, 2, Grid { t: 1, h: 3, w: 3 });
        assert_eq!(same, table);
    }

    #[test]
    fn positions_are_interpolated_between_half_pixel_centres() {
        // One row 0, 10, 20 stretched to six columns: centres at -0.25 (clamped), 0.25, 0.75, 1.25, 1.75, 2.25 (clamped).
        let table = [0.0, 10.0, 20.0, 0.0, 10.0, 20.0, 0.0, 10.0, 20.0];
        let row = resample_positions(&table, 3, 1, Grid { t: 1, h: 1, w: 6 });
        assert_eq!(row, [0.0, 2.5, 7.5, 12.5, 17.5, 20.0]);
    }
}
