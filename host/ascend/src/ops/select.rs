//! Elements by index, and their updates.

use burn_backend::{DType, TensorMetadata};

use super::compare::differs;
use super::layout::{as_bytes, cast, contiguous, copied};
use crate::dtype::BOOL;
use crate::queue::{In, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// Indices in a dtype that the operators take.
pub(crate) fn indices(tensor: AscendTensor) -> AscendTensor {
    match tensor.dtype() {
        DType::I32 | DType::I64 => tensor,
        _ => cast(tensor, DType::I32),
    }
}

/// `out[i][j] = tensor[index[i][j]][j]`, for `dim` 0.
pub(crate) fn gather(dim: usize, tensor: &AscendTensor, index: AscendTensor) -> AscendTensor {
    let out = tensor.other(index.shape(), tensor.dtype());
    if !out.is_empty() {
        let (index, from, to) = (
            indices(index),
            as_bytes(tensor.clone()),
            as_bytes(out.clone()),
        );
        let (x, dim, index, y, queue) = (In(&from), dim as i64, In(&index), Out(&to), out.queue());
        aclnn!(queue, Gather(x, dim, index, y));
    }
    out
}

/// `out = tensor; out[index[i][j]][j] += value[i][j]`, for `dim` 0.
pub(crate) fn scatter_add(
    dim: usize,
    tensor: &AscendTensor,
    index: AscendTensor,
    value: AscendTensor,
) -> AscendTensor {
    let out = tensor.empty_like();
    if out.is_empty() || value.is_empty() {
        return copied(tensor);
    }
    let (index, value) = (indices(index), contiguous(value));
    let (x, dim, index, src, y, queue) = (
        In(tensor),
        dim as i64,
        In(&index),
        In(&value),
        Out(&out),
        out.queue(),
    );
    aclnn!(queue, ScatterAdd(x, dim, index, src, y));
    out
}

/// Whole slices along `dim`.
pub(crate) fn select(tensor: &AscendTensor, dim: usize, index: AscendTensor) -> AscendTensor {
    let mut shape = tensor.dims().to_vec();
    shape[dim] = index.len();
    let out = tensor.other(shape, tensor.dtype());
    if !out.is_empty() {
        let index = contiguous(indices(index));
        let (from, to) = (as_bytes(tensor.clone()), as_bytes(out.clone()));
        let (x, dim, index, y, queue) = (In(&from), dim as i64, In(&index), Out(&to), out.queue());
        aclnn!(queue, IndexSelect(x, dim, index, y));
    }
    out
}

/// Slices added to those along `dim` that the indices name.
pub(crate) fn select_add(
    tensor: &AscendTensor,
    dim: usize,
    index: AscendTensor,
    value: &AscendTensor,
) -> AscendTensor {
    let out = tensor.empty_like();
    if out.is_empty() || value.is_empty() {
        return copied(tensor);
    }
    let index = contiguous(indices(index));
    let one = Num(1.0, tensor.dtype());
    let (x, dim, index, source, y, queue) = (
        In(tensor),
        dim as i64,
        In(&index),
        In(value),
        Out(&out),
        out.queue(),
    );
    aclnn!(queue, IndexAdd(x, dim, index, source, one, y));
    out
}

/// An update of booleans by `or`, as a sum of numbers that is not zero.
pub(crate) fn or_by_sum(
    tensor: AscendTensor,
    value: AscendTensor,
    sum: impl FnOnce(&AscendTensor, AscendTensor) -> AscendTensor,
) -> AscendTensor {
    let kind = tensor.dtype();
    let counted = sum(&cast(tensor, DType::I32), cast(value, DType::I32));
    let DType::Bool(store) = (match kind {
        DType::Bool(_) => kind,
        _ => BOOL,
    }) else {
        return counted;
    };
    differs(&counted, 0.into(), store)
}
