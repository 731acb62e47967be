//! Every fused operation written with plain tensor operations.
//!
//! These forms define what the fused ones must compute; backends without kernels of their own use them through
//! [`compose_fused_ops!`](crate::compose_fused_ops). They trade speed for generality: each is correct on any Burn backend.

use burn::tensor::activation::{sigmoid, softmax};
use burn::tensor::backend::Backend;
use burn::tensor::{DType, Shape, Tensor, TensorData};
use half::{bf16, f16};

use crate::cpu::{Element, Heads, PackError, WeightView, check_parts};
use crate::ops::RopeTable;

/// Most elements of a score matrix that [`attend_segments`] and [`attend_causal`] hold at once: 64 Mi, 256 MB in f32.
const SCORE_BUDGET: usize = 64 << 20;

/// Burn's name of a compute dtype.
pub fn dtype(element: Element) -> DType {
    match element {
        Element::F32 => DType::F32,
        Element::Bf16 => DType::BF16,
        Element::F16 => DType::F16,
    }
}

/// The compute dtype of a float tensor; anything that the model does not compute with counts as f32.
pub fn element(dtype: DType) -> Element {
    match dtype {
        DType::BF16 => Element::Bf16,
        DType::F16 => Element::F16,
        _ => Element::F32,
    }
}

/// Decodes the little-endian values of a weight into f32.
///
/// # Errors
/// When the byte count does not fit the shape.
pub fn decode(view: &WeightView<'_>) -> Result<Vec<f32>, PackError> {
    view.check(0)?;
    Ok(match view.element {
        Element::F32 => view
            .bytes
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
            .collect(),
        Element::Bf16 => view
            .bytes
            .chunks_exact(2)
            .map(|b| bf16::from_le_bytes([b[0], b[1]]).to_f32())
            .collect(),
        Element::F16 => view
            .bytes
            .chunks_exact(2)
            .map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32())
            .collect(),
    })
}

/// Host values as tensor data of the compute dtype.
pub fn encode<S: Into<Shape>>(values: Vec<f32>, shape: S, compute: Element) -> TensorData {
    let shape = shape.into();
    match compute {
        Element::F32 => TensorData::new(values, shape),
        Element::Bf16 => TensorData::new(
            values.into_iter().map(bf16::from_f32).collect::<Vec<_>>(),
            shape,
        ),
        Element::F16 => TensorData::new(
            values.into_iter().map(f16::from_f32).collect::<Vec<_>>(),
            shape,
        ),
    }
}

/// A linear as two plain tensors.
#[derive(Clone, Debug)]
pub struct Linear<B: Backend> {
    /// `[out, in]`, in the compute dtype.
    pub weight: Tensor<B, 2>,
    /// `[1, out]`, in the compute dtype.
    pub bias: Option<Tensor<B, 2>>,
}

/// [`FusedOps::pack`](crate::FusedOps::pack) by concatenation on the host.
///
/// # Errors
/// [`PackError`] when shapes and bytes do not fit together.
pub fn pack<B: Backend>(
    parts: &[WeightView<'_>],
    bias: &[WeightView<'_>],
    compute: Element,
    device: &B::Device,
) -> Result<Linear<B>, PackError> {
    let (rows, cols) = check_parts(parts, bias)?;
    let mut values = Vec::with_capacity(rows * cols);
    for part in parts {
        values.extend(decode(part)?);
    }
    let mut offsets = Vec::new();
    for part in bias {
        offsets.extend(decode(part)?);
    }
    let place = |data| Tensor::<B, 2>::from_data(data, (device, dtype(compute)));
    let bias = (!bias.is_empty()).then(|| place(encode(offsets, [1, rows], compute)));
    Ok(Linear {
        weight: place(encode(values, [rows, cols], compute)),
        bias,
    })
}

/// `x Wᵀ + b`.
pub fn project<B: Backend>(x: Tensor<B, 2>, linear: &Linear<B>) -> Tensor<B, 2> {
    let y = x.matmul(linear.weight.clone().transpose());
    match &linear.bias {
        Some(bias) => y + bias.clone(),
        None => y,
    }
}

/// Rows of the weight.
pub fn rows<B: Backend>(linear: &Linear<B>, ids: &[u32], device: &B::Device) -> Tensor<B, 2> {
    let ids: Vec<i64> = ids.iter().map(|&id| i64::from(id)).collect();
    let count = ids.len();
    let ids = Tensor::from_data(TensorData::new(ids, [count]), (device, DType::I64));
    linear.weight.clone().select(0, ids)
}

/// Runs `f` in f32 and returns to the dtype of `x`.
fn in_f32<B: Backend, const D: usize>(
    x: Tensor<B, D>,
    f: impl FnOnce(Tensor<B, D>) -> Tensor<B, D>,
) -> Tensor<B, D> {
    let kept = x.dtype();
    if kept == DType::F32 {
        return f(x);
    }
    f(x.cast(DType::F32)).cast(kept)
}

/// RMSNorm.
pub fn rms_norm<B: Backend>(x: Tensor<B, 2>, weight: &Tensor<B, 1>, eps: f64) -> Tensor<B, 2> {
    in_f32(x, |x| {
        let scale = x.clone().square().mean_dim(1).add_scalar(eps).sqrt();
        x / scale * weight.clone().unsqueeze()
    })
}

/// LayerNorm.
pub fn layer_norm<B: Backend>(
    x: Tensor<B, 2>,
    weight: &Tensor<B, 1>,
    bias: &Tensor<B, 1>,
    eps: f64,
) -> Tensor<B, 2> {
    in_f32(x, |x| {
        let centred = x.clone() - x.mean_dim(1);
        let scale = centred.clone().square().mean_dim(1).add_scalar(eps).sqrt();
        centred / scale * weight.clone().unsqueeze() + bias.clone().unsqueeze()
    })
}

/// `0.5 x (1 + tanh(sqrt(2/π) (x + 0.044715 x³)))`.
pub fn gelu_tanh<B: Backend>(x: Tensor<B, 2>) -> Tensor<B, 2> {
    in_f32(x, |x| {
        let inner = x.clone() + x.clone().powi_scalar(3).mul_scalar(0.044_715);
        let gate = inner
            .mul_scalar((2.0 / std::f64::consts::PI).sqrt())
            .tanh()
            .add_scalar(1.0);
        x * gate * 0.5
    })
}

/// `0.5 x (1 + erf(x / sqrt(2)))`.
pub fn gelu_erf<B: Backend>(x: Tensor<B, 2>) -> Tensor<B, 2> {
    in_f32(x, |x| {
        let gate = x
            .clone()
            .div_scalar(std::f64::consts::SQRT_2)
            .erf()
            .add_scalar(1.0);
        x * gate * 0.5
    })
}

/// `silu(gate) * up`.
pub fn swiglu<B: Backend>(gate_up: Tensor<B, 2>) -> Tensor<B, 2> {
    in_f32(gate_up, |x| {
        let inner = x.dims()[1] / 2;
        let gate = x.clone().narrow(1, 0, inner);
        let up = x.narrow(1, inner, inner);
        sigmoid(gate.clone()) * gate * up
    })
}

/// Splits and rotates a merged projection; see [`FusedOps::split_rope`](crate::FusedOps::split_rope).
pub fn split_rope<B: Backend>(
    qkv: Tensor<B, 2>,
    rope: &RopeTable<B>,
    heads: Heads,
) -> (Tensor<B, 3>, Tensor<B, 3>, Tensor<B, 3>) {
    let [m, _] = qkv.dims();
    let part = |start: usize, count: usize| {
        qkv.clone()
            .narrow(1, start * heads.dim, count * heads.dim)
            .reshape([m, count, heads.dim])
            .swap_dims(0, 1)
    };
    let half = heads.dim / 2;
    let rotate = |x: Tensor<B, 3>| {
        in_f32(x, |x| {
            let first = x.clone().narrow(2, 0, half);
            let second = x.clone().narrow(2, half, half);
            let turned = Tensor::cat(vec![second.neg(), first], 2);
            x * rope.cos.clone().unsqueeze() + turned * rope.sin.clone().unsqueeze()
        })
    };
    (
        rotate(part(0, heads.q)),
        rotate(part(heads.q, heads.kv)),
        part(heads.q + heads.kv, heads.kv),
    )
}

/// As many query rows as [`SCORE_BUDGET`] allows at once.
fn chunk_of<B: Backend>(q: &Tensor<B, 3>, keys: usize) -> usize {
    (SCORE_BUDGET / (q.dims()[0] * keys).max(1)).max(1)
}

/// Attention of queries `[q, m, dim]` over keys and values `[kv, n, dim]`, for `chunk` query rows at a time; returns `[m, q * dim]`.
///
/// With `causal_past`, row `i` sees the first `causal_past + i + 1` keys; otherwise all.
pub fn attend_chunked<B: Backend>(
    q: Tensor<B, 3>,
    k: Tensor<B, 3>,
    v: Tensor<B, 3>,
    scale: f64,
    causal_past: Option<usize>,
    chunk: usize,
) -> Tensor<B, 2> {
    let [heads, m, dim] = q.dims();
    let [kv, n, _] = k.dims();
    let group = heads / kv;
    let device = q.device();
    let kept = q.dtype();
    let chunk = chunk.clamp(1, m.max(1));
    let keys = k.swap_dims(1, 2);
    let mut done = Vec::new();
    for start in (0..m).step_by(chunk) {
        let rows = chunk.min(m - start);
        // Query heads that share a key head are stacked along the rows, so that keys are never repeated.
        let queries = q
            .clone()
            .narrow(1, start, rows)
            .reshape([kv, group * rows, dim]);
        let mut scores = queries
            .matmul(keys.clone())
            .cast(DType::F32)
            .mul_scalar(scale);
        if let Some(past) = causal_past
            && past + start + 1 < n
        {
            let hidden: Vec<bool> = (0..group)
                .flat_map(|_| 0..rows)
                .flat_map(|row| (0..n).map(move |key| key > past + start + row))
                .collect();
            let hidden = Tensor::<B, 2, burn::tensor::Bool>::from_data(
                TensorData::new(hidden, [group * rows, n]),
                &device,
            );
            scores = scores.mask_fill(
                hidden.unsqueeze::<3>().expand([kv, group * rows, n]),
                f32::NEG_INFINITY,
            );
        }
        let mixed = softmax(scores, 2).cast(kept).matmul(v.clone());
        done.push(
            mixed
                .reshape([heads, rows, dim])
                .swap_dims(0, 1)
                .reshape([rows, heads * dim]),
        );
    }
    Tensor::cat(done, 0)
}

/// Causal attention of queries `[q, m, dim]`, which follow `past` tokens, over keys and values `[kv, n, dim]`; returns `[m, q * dim]`.
pub fn attend_causal<B: Backend>(
    q: Tensor<B, 3>,
    k: Tensor<B, 3>,
    v: Tensor<B, 3>,
    past: usize,
    scale: f64,
) -> Tensor<B, 2> {
    let chunk = chunk_of(&q, k.dims()[1]);
    attend_chunked(q, k, v, scale, Some(past), chunk)
}

/// Bidirectional attention inside segments.
pub fn attend_segments<B: Backend>(
    q: Tensor<B, 3>,
    k: Tensor<B, 3>,
    v: Tensor<B, 3>,
    cu_seqlens: &[usize],
    scale: f64,
) -> Tensor<B, 2> {
    let parts = cu_seqlens
        .windows(2)
        .filter(|w| w[1] > w[0])
        .map(|w| {
            let cut = |x: &Tensor<B, 3>| x.clone().narrow(1, w[0], w[1] - w[0]);
            let chunk = chunk_of(&q, w[1] - w[0]);
            attend_chunked(cut(&q), cut(&k), cut(&v), scale, None, chunk)
        })
        .collect();
    Tensor::cat(parts, 0)
}

/// Keys and values of one layer in one growing buffer, doubled when it is full.
#[derive(Debug)]
pub struct KvCache<B: Backend> {
    keys: Option<Tensor<B, 3>>,
    values: Option<Tensor<B, 3>>,
    len: usize,
}

impl<B: Backend> KvCache<B> {
    /// An empty cache; its buffers are made by the first append.
    pub fn empty() -> Self {
        Self {
            keys: None,
            values: None,
            len: 0,
        }
    }

    /// Tokens held.
    pub fn tokens(&self) -> usize {
        self.len
    }

    /// Forgets all but the first `len` tokens.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    fn append(&mut self, k: Tensor<B, 3>, v: Tensor<B, 3>) {
        let [_, m, _] = k.dims();
        let (from, to) = (self.len, self.len + m);
        for (slot, new) in [(&mut self.keys, k), (&mut self.values, v)] {
            let [kv, _, dim] = new.dims();
            let old = slot.take();
            let room = old.as_ref().map_or(0, |t| t.dims()[1]);
            let buffer = match old {
                Some(buffer) if room >= to => buffer,
                old => {
                    let size = to.next_multiple_of(256).max(2 * room);
                    let grown = Tensor::zeros([kv, size, dim], (&new.device(), new.dtype()));
                    match old {
                        Some(old) if from > 0 => {
                            grown.slice_assign([0..kv, 0..from, 0..dim], old.narrow(1, 0, from))
                        }
                        _ => grown,
                    }
                }
            };
            *slot = Some(buffer.slice_assign([0..kv, from..to, 0..dim], new));
        }
        self.len = to;
    }
}

/// Appends to the cache, then attends causally.
pub fn attend_cached<B: Backend>(
    q: Tensor<B, 3>,
    k: Tensor<B, 3>,
    v: Tensor<B, 3>,
    cache: &mut KvCache<B>,
    scale: f64,
) -> Tensor<B, 2> {
    let past = cache.len;
    cache.append(k, v);
    let held = |slot: &Option<Tensor<B, 3>>| {
        slot.as_ref()
            .expect("append has just filled both buffers")
            .clone()
            .narrow(1, 0, cache.len)
    };
    attend_causal(q, held(&cache.keys), held(&cache.values), past, scale)
}

/// Implements [`FusedOps`](crate::FusedOps) for a backend out of the composed forms alone.
#[macro_export]
macro_rules! compose_fused_ops {
    ($backend:ty) => {
        impl $crate::FusedOps for $backend {
            type Packed = $crate::composed::Linear<Self>;
            type KvCache = $crate::composed::KvCache<Self>;

            fn pack(
                parts: &[$crate::cpu::WeightView<'_>],
                bias: &[$crate::cpu::WeightView<'_>],
                compute: $crate::cpu::Element,
                device: &Self::Device,
            ) -> Result<Self::Packed, $crate::PackError> {
                $crate::composed::pack(parts, bias, compute, device)
            }

            fn packed_bytes(weight: &Self::Packed) -> usize {
                weight.weight.shape().num_elements() * weight.weight.dtype().size()
            }

            fn project(
                x: burn::tensor::Tensor<Self, 2>,
                weight: &Self::Packed,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::project(x, weight)
            }

            fn project_add(
                x: burn::tensor::Tensor<Self, 2>,
                weight: &Self::Packed,
                residual: burn::tensor::Tensor<Self, 2>,
            ) -> burn::tensor::Tensor<Self, 2> {
                residual + $crate::composed::project(x, weight)
            }

            fn rows(
                weight: &Self::Packed,
                ids: &[u32],
                device: &Self::Device,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::rows(weight, ids, device)
            }

            fn rms_norm(
                x: burn::tensor::Tensor<Self, 2>,
                weight: &burn::tensor::Tensor<Self, 1>,
                eps: f64,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::rms_norm(x, weight, eps)
            }

            fn layer_norm_affine(
                x: burn::tensor::Tensor<Self, 2>,
                weight: &burn::tensor::Tensor<Self, 1>,
                bias: &burn::tensor::Tensor<Self, 1>,
                eps: f64,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::layer_norm(x, weight, bias, eps)
            }

            fn gelu_tanh(x: burn::tensor::Tensor<Self, 2>) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::gelu_tanh(x)
            }

            fn gelu_erf(x: burn::tensor::Tensor<Self, 2>) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::gelu_erf(x)
            }

            fn swiglu(gate_up: burn::tensor::Tensor<Self, 2>) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::swiglu(gate_up)
            }

            fn split_rope(
                qkv: burn::tensor::Tensor<Self, 2>,
                rope: &$crate::RopeTable<Self>,
                heads: $crate::cpu::Heads,
            ) -> (
                burn::tensor::Tensor<Self, 3>,
                burn::tensor::Tensor<Self, 3>,
                burn::tensor::Tensor<Self, 3>,
            ) {
                $crate::composed::split_rope(qkv, rope, heads)
            }

            fn attend_segments(
                q: burn::tensor::Tensor<Self, 3>,
                k: burn::tensor::Tensor<Self, 3>,
                v: burn::tensor::Tensor<Self, 3>,
                cu_seqlens: &[usize],
                scale: f64,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::attend_segments(q, k, v, cu_seqlens, scale)
            }

            fn kv_cache(
                _heads: $crate::cpu::Heads,
                _compute: $crate::cpu::Element,
                _device: &Self::Device,
            ) -> Self::KvCache {
                $crate::composed::KvCache::empty()
            }

            fn attend_cached(
                q: burn::tensor::Tensor<Self, 3>,
                k: burn::tensor::Tensor<Self, 3>,
                v: burn::tensor::Tensor<Self, 3>,
                cache: &mut Self::KvCache,
                scale: f64,
            ) -> burn::tensor::Tensor<Self, 2> {
                $crate::composed::attend_cached(q, k, v, cache, scale)
            }

            fn kv_truncate(cache: &mut Self::KvCache, len: usize) {
                cache.truncate(len);
            }
        }
    };
}
