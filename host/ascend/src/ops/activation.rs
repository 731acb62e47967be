//! Burn's names for activations. Their gradients keep Burn's own compositions.

use burn_backend::ops::ActivationOps;
use burn_backend::tensor::FloatTensor;
use burn_backend::{Scalar, TensorMetadata};

use super::elementwise;
use super::layout::contiguous;
use crate::backend::Ascend;
use crate::queue::{In, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// How `aclnnGeluV2` approximates.
#[derive(Clone, Copy)]
pub(crate) enum Gelu {
    /// By the error function.
    Erf = 0,
    /// By tanh.
    Tanh = 1,
}

/// GELU.
pub(crate) fn gelu(x: &AscendTensor, kind: Gelu) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (x, kind, y, queue) = (In(x), kind as i64, Out(&out), out.queue());
        aclnn!(queue, GeluV2(x, kind, y));
    }
    out
}

/// Softmax along a dimension.
pub(crate) fn softmax(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (x, dim, y, queue) = (In(x), dim as i64, Out(&out), out.queue());
        aclnn!(queue, Softmax(x, dim, y));
    }
    out
}

impl ActivationOps<Self> for Ascend {
    fn relu(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        elementwise::relu(&tensor)
    }

    fn gelu(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        gelu(&tensor, Gelu::Erf)
    }

    fn sigmoid(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        elementwise::sigmoid(&tensor)
    }

    fn log_sigmoid(tensor: FloatTensor<Self>) -> FloatTensor<Self> {
        elementwise::log_sigmoid(&tensor)
    }

    fn leaky_relu(tensor: FloatTensor<Self>, negative_slope: Scalar) -> FloatTensor<Self> {
        let out = tensor.empty_like();
        if !out.is_empty() {
            let slope = Num(negative_slope.elem(), tensor.dtype());
            let (x, y, queue) = (In(&tensor), Out(&out), out.queue());
            aclnn!(queue, LeakyRelu(x, slope, y));
        }
        out
    }

    fn prelu(tensor: FloatTensor<Self>, alpha: FloatTensor<Self>) -> FloatTensor<Self> {
        // The operator wants one weight, or one per channel in a single dimension.
        let (tensor, alpha) = (contiguous(tensor), super::reduce::flat(alpha));
        let out = tensor.empty_like();
        if !out.is_empty() {
            let (x, weight, y, queue) = (In(&tensor), In(&alpha), Out(&out), out.queue());
            aclnn!(queue, Prelu(x, weight, y));
        }
        out
    }

    fn softmax(tensor: FloatTensor<Self>, dim: usize) -> FloatTensor<Self> {
        softmax(&tensor, dim)
    }

    fn log_softmax(tensor: FloatTensor<Self>, dim: usize) -> FloatTensor<Self> {
        let out = tensor.empty_like();
        if !out.is_empty() {
            let (x, dim, y, queue) = (In(&tensor), dim as i64, Out(&out), out.queue());
            aclnn!(queue, LogSoftmax(x, dim, y));
        }
        out
    }
}
