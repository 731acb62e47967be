//! The CPU kernels behind Burn's `Flex` backend.
//!
//! Tensors keep Flex's storage in the compute dtype. Kernels work on f32 slices: f32 tensors are lent to them as they are, 16-bit tensors
//! are widened first, and every result is rounded once to the dtype of the operation's input, as torch does.

use std::borrow::Cow;
use std::sync::Arc;

use burn::backend::Flex;
use burn::tensor::{Tensor, TensorData, TensorPrimitive};
use burn_flex::{FlexDevice, FlexTensor};
use half::slice::HalfFloatSliceExt;
use half::{bf16, f16};

use crate::composed::{element, encode};
use crate::cpu::{self, Cpu, Element, Heads, KvBlocks, PackError, PackedLinear, WeightView};
use crate::ops::{FusedOps, RopeTable};

/// A contiguous tensor in memory, with its shape and compute dtype.
struct Held {
    tensor: FlexTensor,
    compute: Element,
}

impl Held {
    fn new<const D: usize>(x: Tensor<Flex, D>) -> Self {
        let tensor = x.into_primitive().tensor();
        let tensor = match tensor.layout().contiguous_offsets() {
            Some(_) => tensor,
            None => tensor.to_contiguous(),
        };
        Self {
            compute: element(tensor.dtype()),
            tensor,
        }
    }

    /// Its values in f32, borrowed where they are f32 already.
    fn values(&self) -> Cow<'_, [f32]> {
        let (start, end) = self
            .tensor
            .layout()
            .contiguous_offsets()
            .expect("Held::new makes the tensor contiguous");
        match self.compute {
            Element::F32 => Cow::Borrowed(&self.tensor.storage::<f32>()[start..end]),
            Element::Bf16 => Cow::Owned(self.tensor.storage::<bf16>()[start..end].to_f32_vec()),
            Element::F16 => Cow::Owned(self.tensor.storage::<f16>()[start..end].to_f32_vec()),
        }
    }

    /// Its values in f32, taken over without a copy where that is possible.
    fn into_values(self) -> Vec<f32> {
        match self.compute {
            Element::F32 => self
                .tensor
                .into_data()
                .into_vec()
                .expect("an f32 tensor holds f32 values"),
            _ => self.values().into_owned(),
        }
    }

    fn rows_and_width(&self) -> (usize, usize) {
        let shape = self.tensor.layout().shape();
        (shape[0], shape[1])
    }
}

/// Wraps a result, rounded to the compute dtype.
fn wrap<const D: usize>(values: Vec<f32>, shape: [usize; D], compute: Element) -> Tensor<Flex, D> {
    let data: TensorData = encode(values, shape, compute);
    Tensor::from_primitive(TensorPrimitive::Float(FlexTensor::from_data(data)))
}

impl FusedOps for Flex {
    type Packed = Arc<PackedLinear>;
    type KvCache = KvBlocks;

    fn pack(
        parts: &[WeightView<'_>],
        bias: &[WeightView<'_>],
        compute: Element,
        _device: &FlexDevice,
    ) -> Result<Self::Packed, PackError> {
        PackedLinear::pack(Cpu::global(), parts, bias, compute).map(Arc::new)
    }

    fn packed_bytes(weight: &Self::Packed) -> usize {
        weight.bytes()
    }

    fn project(x: Tensor<Self, 2>, weight: &Self::Packed) -> Tensor<Self, 2> {
        let x = Held::new(x);
        let (m, _) = x.rows_and_width();
        let mut out = vec![0.0; m * weight.out_features()];
        weight.forward(Cpu::global(), &x.values(), m, None, &mut out);
        wrap(out, [m, weight.out_features()], x.compute)
    }

    fn project_add(
        x: Tensor<Self, 2>,
        weight: &Self::Packed,
        residual: Tensor<Self, 2>,
    ) -> Tensor<Self, 2> {
        let x = Held::new(x);
        if x.compute != Element::F32 {
            let compute = x.compute;
            let x = Tensor::from_primitive(TensorPrimitive::Float(x.tensor));
            // `project` has rounded the product, as the contract asks.
            let mut sum = Held::new(Self::project(x, weight)).into_values();
            let residual = Held::new(residual);
            for (sum, r) in sum.iter_mut().zip(residual.values().iter()) {
                *sum += r;
            }
            let [m, n] = [residual.rows_and_width().0, weight.out_features()];
            return wrap(sum, [m, n], compute);
        }
        let (m, _) = x.rows_and_width();
        let residual = Held::new(residual);
        let mut out = vec![0.0; m * weight.out_features()];
        weight.forward(
            Cpu::global(),
            &x.values(),
            m,
            Some(&residual.values()),
            &mut out,
        );
        wrap(out, [m, weight.out_features()], Element::F32)
    }

    fn rows(weight: &Self::Packed, ids: &[u32], _device: &FlexDevice) -> Tensor<Self, 2> {
        let width = weight.in_features();
        let mut out = vec![0.0; ids.len() * width];
        for (&id, row) in ids.iter().zip(out.chunks_exact_mut(width)) {
            weight.row(id as usize, row);
        }
        wrap(out, [ids.len(), width], weight.element())
    }

    fn rms_norm(x: Tensor<Self, 2>, weight: &Tensor<Self, 1>, eps: f64) -> Tensor<Self, 2> {
        let (x, weight) = (Held::new(x), Held::new(weight.clone()));
        let (m, dim) = x.rows_and_width();
        let mut out = vec![0.0; m * dim];
        cpu::rms_norm(
            Cpu::global(),
            &x.values(),
            m,
            dim,
            &weight.values(),
            eps as f32,
            &mut out,
        );
        wrap(out, [m, dim], x.compute)
    }

    fn layer_norm_affine(
        x: Tensor<Self, 2>,
        weight: &Tensor<Self, 1>,
        bias: &Tensor<Self, 1>,
        eps: f64,
    ) -> Tensor<Self, 2> {
        let (x, weight, bias) = (
            Held::new(x),
            Held::new(weight.clone()),
            Held::new(bias.clone()),
        );
        let (m, dim) = x.rows_and_width();
        let mut out = vec![0.0; m * dim];
        cpu::layer_norm(
            Cpu::global(),
            &x.values(),
            m,
            dim,
            &weight.values(),
            &bias.values(),
            eps as f32,
            &mut out,
        );
        wrap(out, [m, dim], x.compute)
    }

    fn gelu_tanh(x: Tensor<Self, 2>) -> Tensor<Self, 2> {
        in_place(x, cpu::gelu_tanh)
    }

    fn gelu_erf(x: Tensor<Self, 2>) -> Tensor<Self, 2> {
        in_place(x, cpu::gelu_erf)
    }

    fn swiglu(gate_up: Tensor<Self, 2>) -> Tensor<Self, 2> {
        let x = Held::new(gate_up);
        let (m, width) = x.rows_and_width();
        let inner = width / 2;
        let mut out = vec![0.0; m * inner];
        cpu::swiglu(Cpu::global(), &x.values(), m, inner, &mut out);
        wrap(out, [m, inner], x.compute)
    }

    fn split_rope(
        qkv: Tensor<Self, 2>,
        rope: &RopeTable<Self>,
        heads: Heads,
    ) -> (Tensor<Self, 3>, Tensor<Self, 3>, Tensor<Self, 3>) {
        let qkv = Held::new(qkv);
        let (m, _) = qkv.rows_and_width();
        let (cos, sin) = (Held::new(rope.cos.clone()), Held::new(rope.sin.clone()));
        let mut q = vec![0.0; heads.q * m * heads.dim];
        let mut k = vec![0.0; heads.kv * m * heads.dim];
        let mut v = vec![0.0; heads.kv * m * heads.dim];
        cpu::split_rope(
            Cpu::global(),
            &qkv.values(),
            m,
            heads,
            &cos.values(),
            &sin.values(),
            &mut q,
            &mut k,
            &mut v,
        );
        let shaped = |values, count| wrap(values, [count, m, heads.dim], qkv.compute);
        (shaped(q, heads.q), shaped(k, heads.kv), shaped(v, heads.kv))
    }

    fn attend_segments(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cu_seqlens: &[usize],
        scale: f64,
    ) -> Tensor<Self, 2> {
        let heads = heads_of(&q, &k);
        let m = q.dims()[1];
        let (q, k, v) = (Held::new(q), Held::new(k), Held::new(v));
        let mut out = vec![0.0; m * heads.q * heads.dim];
        cpu::attend_segments(
            Cpu::global(),
            &q.values(),
            &k.values(),
            &v.values(),
            m,
            heads,
            cu_seqlens,
            scale as f32,
            &mut out,
        );
        wrap(out, [m, heads.q * heads.dim], q.compute)
    }

    fn kv_cache(heads: Heads, _compute: Element, _device: &FlexDevice) -> KvBlocks {
        KvBlocks::new(heads.kv, heads.dim)
    }

    fn attend_cached(
        q: Tensor<Self, 3>,
        k: Tensor<Self, 3>,
        v: Tensor<Self, 3>,
        cache: &mut KvBlocks,
        scale: f64,
    ) -> Tensor<Self, 2> {
        let heads = heads_of(&q, &k);
        let m = q.dims()[1];
        let (q, k, v) = (Held::new(q), Held::new(k), Held::new(v));
        cache.append(&k.values(), &v.values(), m);
        let mut out = vec![0.0; m * heads.q * heads.dim];
        cpu::attend_causal(
            Cpu::global(),
            &q.values(),
            m,
            heads,
            cache,
            scale as f32,
            &mut out,
        );
        wrap(out, [m, heads.q * heads.dim], q.compute)
    }

    fn kv_truncate(cache: &mut KvBlocks, len: usize) {
        cache.truncate(len);
    }
}

fn heads_of(q: &Tensor<Flex, 3>, k: &Tensor<Flex, 3>) -> Heads {
    let [queries, _, dim] = q.dims();
    Heads {
        q: queries,
        kv: k.dims()[0],
        dim,
    }
}

fn in_place(x: Tensor<Flex, 2>, kernel: fn(&Cpu, &mut [f32])) -> Tensor<Flex, 2> {
    let x = Held::new(x);
    let compute = x.compute;
    let (m, width) = x.rows_and_width();
    let mut values = x.into_values();
    kernel(Cpu::global(), &mut values);
    wrap(values, [m, width], compute)
}
