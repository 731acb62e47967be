//! The model's fused operations on aclnn. What an operator of the SoC does not do in a dtype is composed of Burn's operations.

mod attention;
mod cache;
mod linear;
mod norm;
mod rope;

use burn::tensor::{Tensor, TensorPrimitive};
use inkstone_kernels::cpu::{Element, Heads, PackError, WeightView};
use inkstone_kernels::{FusedOps, RopeTable};

use crate::backend::Ascend;
use crate::device::AscendDevice;
use crate::ops::{Gelu, gelu};
use crate::queue::{In, Out, aclnn};
use crate::tensor::AscendTensor;

pub use cache::KvCache;
pub use linear::Packed;

/// The tensor behind Burn's.
fn primitive<const D: usize>(tensor: Tensor<Ascend, D>) -> AscendTensor {
    tensor.into_primitive().tensor()
}

/// Burn's tensor around one of ours.
fn wrap<const D: usize>(tensor: AscendTensor) -> Tensor<Ascend, D> {
    Tensor::from_primitive(TensorPrimitive::Float(tensor))
}

impl FusedOps for Ascend {
    type Packed = Packed;
    type KvCache = KvCache;

    fn pack(
        parts: &[WeightView<'_>],
        bias: &[WeightView<'_>],
        compute: Element,
        device: &AscendDevice,
    ) -> Result<Packed, PackError> {
        Packed::new(parts, bias, compute, device)
    }

    fn packed_bytes(weight: &Packed) -> usize {
        weight.bytes()
    }

    fn project(x: Tensor<Self, 2>, weight: &Packed) -> Tensor<Self, 2> {
        wrap(weight.apply(&primitive(x)))
    }

    fn project_add(
        x: Tensor<Self, 2>,
        weight: &Packed,
        residual: Tensor<Self, 2>,
    ) -> Tensor<Self, 2> {
        wrap(weight.apply_and_add(&primitive(x), primitive(residual)))
    }

    fn rows(weight: &Packed, ids: &[u32], _device: &AscendDevice) -> Tensor<Self, 2> {
        wrap(weight.rows(ids))
    }

    fn rms_norm(x: Tensor<Self, 2>, weight: &Tensor<Self, 1>, eps: f64) -> Tensor<Self, 2> {
        wrap(norm::rms(primitive(x), &primitive(weight.clone()), eps))
    }

    fn layer_norm_affine(
        x: Tensor<Self, 2>,
        weight: &Tensor<Self, 1>,
        bias: &Tensor<Self, 1>,
        eps: f64,
    ) -> Tensor<Self, 2> {
        norm::layer(x, weight, bias, eps)
    }

    fn gelu_tanh(x: Tensor<Self, 2>) -> Tensor<Self, 2> {
        wrap(gelu(&primitive(x), Gelu::Tanh))
    }

    fn gelu_erf(x: Tensor<Self, 2>) -> Tensor<Self, 2> {
        wrap(gelu(&primitive(x), Gelu::Erf))
    }

    fn swiglu(gate_up: Tensor<Self, 2>) -> Tensor<Self, 2> {
        /// The last dimension.
        const LAST: i64 = -1;
        let x = crate::ops::layout::contiguous(primitive(gate_up));
        let out = x.other(
            vec![x.dims()[0], x.dims()[1] / 2],
            burn_backend::TensorMetadata::dtype(&x),
        );
        if !out.is_empty() {
            let (x, dim, y, queue) = (In(&x), LAST, Out(&out), out.queue());
            aclnn!(queue, SwiGlu(x, dim, y));
        }
        wrap(out)
    }

    fn split_rope(
        qkv: Tensor<Self, 2>,
        rope: &RopeTable<Self>,
        heads: Heads,
    ) -> (Tensor<Self, 3>, Tensor<Self, 3>, Tensor<Self, 3>) {
        rope::split_and_turn(qkv, rope, heads)
    }

    fn attend_segments(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cu_seqlens: &[usize],
        scale: f64,
    ) -> Tensor<Self, 2> {
        attention::segments(q, k, v, cu_seqlens, scale)
    }

    fn kv_cache(heads: Heads, compute: Element, device: &AscendDevice) -> KvCache {
        KvCache::new(heads, compute, device)
    }

    fn attend_cached(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cache: &mut KvCache,
        scale: f64,
    ) -> Tensor<Self, 2> {
        let past = cache.len();
        cache.append(&primitive(k), &primitive(v));
        attention::causal(q, cache, past, scale)
    }

    fn kv_truncate(cache: &mut KvCache, len: usize) {
        cache.truncate(len);
    }
}
