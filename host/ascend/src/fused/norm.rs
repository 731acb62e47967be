//! Norms. Their weights stay in f32 as far as the operators allow.

use burn::tensor::Tensor;
use burn_backend::{DType, TensorMetadata};
use inkstone_kernels::composed;

use super::{primitive, wrap};
use crate::backend::Ascend;
use crate::ops::layout::cast;
use crate::queue::{In, Ints, Nil, Out, aclnn};
use crate::tensor::AscendTensor;

/// What a layer computes in: f16 where sums along the layers are kept in f32 beside it.
fn narrowed(x: AscendTensor) -> AscendTensor {
    match x.queue().profile().wide_residual() {
        true => cast(x, DType::F16),
        false => x,
    }
}

/// RMSNorm over the last dimension.
pub(super) fn rms(x: AscendTensor, weight: &AscendTensor, eps: f64) -> AscendTensor {
    // f16 goes together with a weight in f32; bf16 has the range to lose nothing of a weight that was trained in bf16.
    let weight = match x.dtype() {
        DType::BF16 => weight.kept_as(DType::BF16, |weight| cast(weight, DType::BF16)),
        _ => weight.clone(),
    };
    let out = x.empty_like();
    if out.is_empty() {
        return narrowed(out);
    }
    let mut rows = x.dims().to_vec();
    if let Some(last) = rows.last_mut() {
        *last = 1;
    }
    let scales = x.other(rows, DType::F32);
    let (x, gamma, y, rstd, queue) = (In(&x), In(&weight), Out(&out), Out(&scales), out.queue());
    aclnn!(queue, RmsNorm(x, gamma, eps, y, rstd));
    narrowed(out)
}

/// LayerNorm over the last dimension.
pub(super) fn layer(
    x: Tensor<Ascend, 2>,
    weight: &Tensor<Ascend, 1>,
    bias: &Tensor<Ascend, 1>,
    eps: f64,
) -> Tensor<Ascend, 2> {
    let inner = primitive(x.clone());
    if !inner.queue().profile().layer_norm {
        return wrap(narrowed(primitive(composed::layer_norm(
            x, weight, bias, eps,
        ))));
    }
    let same = |tensor: &Tensor<Ascend, 1>| {
        let tensor = primitive(tensor.clone());
        tensor.kept_as(inner.dtype(), |tensor| cast(tensor, inner.dtype()))
    };
    let (weight, bias) = (same(weight), same(bias));
    let out = inner.empty_like();
    if !out.is_empty() {
        let last = Ints(vec![weight.len() as i64]);
        let (x, gamma, beta, y, queue) =
            (In(&inner), In(&weight), In(&bias), Out(&out), out.queue());
        let (mean, rstd) = (Nil, Nil);
        aclnn!(queue, LayerNorm(x, last, gamma, beta, eps, y, mean, rstd));
    }
    wrap(narrowed(out))
}
