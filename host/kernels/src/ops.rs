//! The contract between the model and a backend.

use std::fmt::Debug;

use burn::tensor::backend::Backend;
use burn::tensor::{Tensor, TensorData};

use crate::cpu::{Element, Heads, PackError, WeightView};

/// Cosines and sines of a rotary embedding: one row per position, one column per channel of a head, both halves filled.
#[derive(Clone, Debug)]
pub struct RopeTable<B: Backend> {
    /// Cosines, `[m, dim]`, f32 in every compute dtype.
    pub cos: Tensor<B, 2>,
    /// Sines, `[m, dim]`, f32 in every compute dtype.
    pub sin: Tensor<B, 2>,
}

impl<B: Backend> RopeTable<B> {
    /// Puts tables computed on the host, row-major `[m, dim]`, onto a device.
    pub fn new(cos: Vec<f32>, sin: Vec<f32>, dim: usize, device: &B::Device) -> Self {
        let m = cos.len() / dim;
        let place = |values| {
            Tensor::from_data(
                TensorData::new(values, [m, dim]),
                (device, burn::tensor::DType::F32),
            )
        };
        Self {
            cos: place(cos),
            sin: place(sin),
        }
    }
}

/// What the model asks of a backend beyond Burn's own operations.
///
/// Activations are `[m, features]` in the compute dtype (f32, bf16 or f16), with one row per patch or token. For the 16-bit dtypes every
/// operation rounds its output once and works in f32 inside, as torch does. Norm weights and rotary tables stay in f32.
pub trait FusedOps: Backend {
    /// A linear's weight as this backend computes with it; the only copy that is kept.
    type Packed: Clone + Send + Sync + Debug + 'static;
    /// The keys and values of one layer, appended to in place.
    type KvCache: Send + 'static;

    /// Packs matrices `[out, in]`, stacked along `out`, with an optional bias vector for each (`bias` is empty or as long as `parts`).
    ///
    /// # Errors
    /// When `in` differs between the parts or a part has too few bytes.
    fn pack(
        parts: &[WeightView<'_>],
        bias: &[WeightView<'_>],
        compute: Element,
        device: &Self::Device,
    ) -> Result<Self::Packed, PackError>;

    /// Bytes of memory that a packed linear holds.
    fn packed_bytes(weight: &Self::Packed) -> usize;

    /// `x Wᵀ + b`: `[m, in]` to `[m, out]`.
    fn project(x: Tensor<Self, 2>, weight: &Self::Packed) -> Tensor<Self, 2>;

    /// `residual + (x Wᵀ + b)`, with the product rounded to the compute dtype before the sum.
    fn project_add(
        x: Tensor<Self, 2>,
        weight: &Self::Packed,
        residual: Tensor<Self, 2>,
    ) -> Tensor<Self, 2>;

    /// Rows of a packed linear, `[ids, in]`: the embedding look-up. Every id must be below `out`.
    fn rows(weight: &Self::Packed, ids: &[u32], device: &Self::Device) -> Tensor<Self, 2>;

    /// `x / sqrt(mean(x²) + eps) * weight`, over the last dimension.
    fn rms_norm(x: Tensor<Self, 2>, weight: &Tensor<Self, 1>, eps: f64) -> Tensor<Self, 2>;

    /// `(x - mean) / sqrt(var + eps) * weight + bias`, over the last dimension, with the biased variance.
    /// Not `layer_norm`: Burn's module operations have one, and calls would turn ambiguous.
    fn layer_norm_affine(
        x: Tensor<Self, 2>,
        weight: &Tensor<Self, 1>,
        bias: &Tensor<Self, 1>,
        eps: f64,
    ) -> Tensor<Self, 2>;

    /// The tanh approximation of GELU.
    fn gelu_tanh(x: Tensor<Self, 2>) -> Tensor<Self, 2>;

    /// GELU by the error function.
    fn gelu_erf(x: Tensor<Self, 2>) -> Tensor<Self, 2>;

    /// `silu(gate) * up` of a merged projection `[m, 2 * inner]`, gate first.
    fn swiglu(gate_up: Tensor<Self, 2>) -> Tensor<Self, 2>;

    /// Splits a merged projection `[m, (q + 2 kv) * dim]` into head-major queries `[q, m, dim]`, keys and values `[kv, m, dim]`, and
    /// rotates queries and keys by halves (`x cos + rotate_half(x) sin`).
    #[allow(clippy::type_complexity)] // three tensors have no shorter name
    fn split_rope(
        qkv: Tensor<Self, 2>,
        rope: &RopeTable<Self>,
        heads: Heads,
    ) -> (Tensor<Self, 3>, Tensor<Self, 3>, Tensor<Self, 3>);

    /// Bidirectional attention inside each segment `cu_seqlens[i]..cu_seqlens[i + 1]` of the rows; returns `[m, q * dim]`.
    ///
    /// Never holds more than a chunk of the score matrix.
    fn attend_segments(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cu_seqlens: &[usize],
        scale: f64,
    ) -> Tensor<Self, 2>;

    /// An empty cache for one layer.
    fn kv_cache(heads: Heads, compute: Element, device: &Self::Device) -> Self::KvCache;

    /// Appends `k` and `v` of `m` new tokens to the cache, then lets the `m` queries attend causally to all that it holds.
    fn attend_cached(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cache: &mut Self::KvCache,
        scale: f64,
    ) -> Tensor<Self, 2>;

    /// Forgets all but the first `len` tokens.
    fn kv_truncate(cache: &mut Self::KvCache, len: usize);
}
