//! Comparisons, and choices by a mask.

use burn_backend::{BoolDType, DType, Scalar, TensorMetadata};

use super::elementwise::broadcast;
use super::layout::{as_bytes, writable};
use super::transfer::number;
use crate::queue::{In, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// Comparisons of two tensors, and of a tensor with a number.
macro_rules! comparisons {
    ($($tensors:ident => $operator:ident, $value:ident => $scalar:ident;)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $tensors(x: &AscendTensor, y: &AscendTensor, kind: BoolDType) -> AscendTensor {
            let out = x.other(broadcast(x, y), DType::Bool(kind));
            if !out.is_empty() {
                let (x, y, z, queue) = (In(x), In(y), Out(&out), out.queue());
                aclnn!(queue, $operator(x, y, z));
            }
            out
        }

        #[doc = concat!("`aclnn", stringify!($scalar), "`; integers are compared as a tensor of one element, as the number would go through f32.")]
        pub(crate) fn $value(x: &AscendTensor, value: Scalar, kind: BoolDType) -> AscendTensor {
            if !x.dtype().is_float() {
                return $tensors(x, &number(x, value), kind);
            }
            let out = x.other(x.shape(), DType::Bool(kind));
            if !out.is_empty() {
                let value = Num(value.elem(), x.dtype());
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $scalar(x, value, y));
            }
            out
        }
    )*};
}
comparisons! {
    equal => EqTensor, equals => EqScalar;
    not_equal => NeTensor, differs => NeScalar;
    greater => GtTensor, above => GtScalar;
    greater_equal => GeTensor, not_below => GeScalar;
    lower => LtTensor, below => LtScalar;
    lower_equal => LeTensor, not_above => LeScalar;
}

/// `value` where the mask is set, else `tensor`.
pub(crate) fn choose(
    tensor: &AscendTensor,
    mask: &AscendTensor,
    value: &AscendTensor,
) -> AscendTensor {
    let shape = broadcast(tensor, value);
    let shape = shape.broadcast(&mask.shape()).unwrap_or(shape);
    let out = tensor.other(shape, tensor.dtype());
    if !out.is_empty() {
        // The operator's list of dtypes has bytes, but no booleans, for what is chosen.
        let (kept, put, to) = (
            as_bytes(tensor.clone()),
            as_bytes(value.clone()),
            as_bytes(out.clone()),
        );
        let (mask, x, y, z, queue) = (In(mask), In(&put), In(&kept), Out(&to), out.queue());
        aclnn!(queue, SWhere(mask, x, y, z));
    }
    out
}

/// A number where the mask is set, else `tensor`.
pub(crate) fn mask_fill(tensor: AscendTensor, mask: &AscendTensor, value: Scalar) -> AscendTensor {
    let native = matches!(
        tensor.dtype(),
        DType::F32 | DType::F16 | DType::BF16 | DType::I32 | DType::I8 | DType::Bool(_)
    );
    if !native {
        let value = number(&tensor, value);
        return choose(&tensor, mask, &value);
    }
    let out = writable(tensor);
    if !out.is_empty() {
        let (target, mask, value, queue) = (
            Out(&out),
            In(mask),
            Num(value.elem(), out.dtype()),
            out.queue(),
        );
        aclnn!(queue, InplaceMaskedFillScalar(target, mask, value));
    }
    out
}
