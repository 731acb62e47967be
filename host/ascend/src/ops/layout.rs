//! Copies, casts, fills, and where elements lie.

use burn_backend::{DType, Scalar, Shape, Slice, TensorMetadata};

use super::transfer::number;
use crate::queue::{In, Ints, List, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// Copies elements into a view of a tensor, converting them to its dtype.
pub(crate) fn copy_into(target: &AscendTensor, source: &AscendTensor) {
    if !target.is_empty() {
        // The copy knows no booleans that are not contiguous; as bytes they are copied alike.
        let (target, source) = match (target.dtype(), source.dtype()) {
            (DType::Bool(_), DType::Bool(_)) => {
                (as_bytes(target.clone()), as_bytes(source.clone()))
            }
            _ => (target.clone(), source.clone()),
        };
        let queue = target.queue();
        let (to, from) = (Out(&target), In(&source));
        aclnn!(queue, InplaceCopy(to, from));
    }
}

/// Booleans as the bytes that they are stored in; other tensors as they are.
pub(crate) fn as_bytes(tensor: AscendTensor) -> AscendTensor {
    match tensor.dtype() {
        DType::Bool(_) => tensor.relabelled(DType::U8),
        _ => tensor,
    }
}

/// A copy in a block of its own, row-major.
pub(crate) fn copied(tensor: &AscendTensor) -> AscendTensor {
    let copy = tensor.empty_like();
    copy_into(&copy, tensor);
    copy
}

/// The tensor itself where its elements lie row by row, else a copy in which they do.
pub(crate) fn contiguous(tensor: AscendTensor) -> AscendTensor {
    match tensor.is_contiguous() {
        true => tensor,
        false => copied(&tensor),
    }
}

/// A tensor that may be written: this one where nobody else looks at its block, else a copy.
pub(crate) fn writable(tensor: AscendTensor) -> AscendTensor {
    if tensor.is_sole_owner() && tensor.is_contiguous() {
        tensor.forget_converted();
        return tensor;
    }
    copied(&tensor)
}

/// Elements converted to another dtype.
pub(crate) fn cast(tensor: AscendTensor, dtype: DType) -> AscendTensor {
    if tensor.dtype() == dtype {
        return tensor;
    }
    if let (DType::Bool(_), DType::Bool(_)) = (tensor.dtype(), dtype) {
        return tensor.relabelled(dtype);
    }
    let out = tensor.other(tensor.shape(), dtype);
    if out.is_empty() {
        return out;
    }
    let tensor = match tensor.dtype() {
        DType::Bool(_) => contiguous(tensor),
        _ => tensor,
    };
    let (queue, kind) = (out.queue(), crate::dtype::acl_type(dtype));
    let (x, y) = (In(&tensor), Out(&out));
    aclnn!(queue, Cast(x, kind, y));
    out
}

/// Sets all elements of a new tensor.
pub(crate) fn fill(tensor: &AscendTensor, value: Scalar) {
    if tensor.is_empty() {
        return;
    }
    let queue = tensor.queue();
    let target = Out(tensor);
    let exact = value.elem::<f64>();
    if tensor.dtype().is_float() || exact.abs() <= (1u64 << 53) as f64 {
        let value = Num(exact, tensor.dtype());
        aclnn!(queue, InplaceFillScalar(target, value));
    } else {
        copy_into(tensor, &number(tensor, value).expanded(tensor.dims()));
    }
}

/// Other sizes; elements move only where they must.
pub(crate) fn reshape(tensor: AscendTensor, shape: &Shape) -> AscendTensor {
    if let Some(view) = tensor.viewed_as(shape.as_slice()) {
        return view;
    }
    let copy = copied(&tensor);
    copy.viewed_as(shape.as_slice()).unwrap_or(copy)
}

/// Elements in the opposite order along some dimensions.
pub(crate) fn flip(tensor: AscendTensor, axes: &[usize]) -> AscendTensor {
    let out = tensor.empty_like();
    if out.is_empty() || axes.is_empty() {
        return tensor;
    }
    let axes = Ints(axes.iter().map(|&axis| axis as i64).collect());
    let (from, to) = (as_bytes(tensor), as_bytes(out.clone()));
    let (x, y, queue) = (In(&from), Out(&to), out.queue());
    aclnn!(queue, Flip(x, axes, y));
    out
}

/// A part of a tensor: a view where it runs forwards.
pub(crate) fn slice(tensor: AscendTensor, slices: &[Slice]) -> AscendTensor {
    let (view, backwards) = part(tensor, slices);
    flip(view, &backwards)
}

/// The part that slices name, forwards in every dimension, and the dimensions that run backwards.
fn part(mut tensor: AscendTensor, slices: &[Slice]) -> (AscendTensor, Vec<usize>) {
    let mut backwards = Vec::new();
    for (dim, slice) in slices.iter().enumerate() {
        let size = tensor.dims()[dim];
        let range = slice.range(size);
        let (step, count) = (slice.step.unsigned_abs().max(1), slice.output_size(size));
        // Backwards, the range's last index is the first.
        let start = match slice.step < 0 && count > 0 {
            true => range.end - 1 - (count - 1) * step,
            false => range.start.min(size),
        };
        if slice.step < 0 {
            backwards.push(dim);
        }
        tensor = tensor.stepped(dim, start, count, step);
    }
    (tensor, backwards)
}

/// A tensor in which a part is replaced.
pub(crate) fn slice_assign(
    tensor: AscendTensor,
    slices: &[Slice],
    value: AscendTensor,
) -> AscendTensor {
    let tensor = writable(tensor);
    let (view, backwards) = part(tensor.clone(), slices);
    copy_into(&view, &flip(value, &backwards));
    tensor
}

/// Tensors one after another along a dimension.
pub(crate) fn cat(tensors: Vec<AscendTensor>, dim: usize) -> AscendTensor {
    let parts: Vec<_> = tensors
        .iter()
        .filter(|tensor| !tensor.is_empty())
        .cloned()
        .map(as_bytes)
        .collect();
    let first = &tensors[0];
    let mut shape = first.dims().to_vec();
    shape[dim] = tensors.iter().map(|tensor| tensor.dims()[dim]).sum();
    let out = first.other(shape, first.dtype());
    if parts.is_empty() {
        return out;
    }
    let to = as_bytes(out.clone());
    let (list, dim, y, queue) = (List(&parts), dim as i64, Out(&to), out.queue());
    aclnn!(queue, Cat(list, dim, y));
    out
}

/// A tensor `times` over along a dimension, as one copy from a view that repeats it: `aclnnRepeat` was seen to read out of bounds.
pub(crate) fn repeat(tensor: AscendTensor, dim: usize, times: usize) -> AscendTensor {
    let mut shape = tensor.dims().to_vec();
    let mut split = shape.clone();
    shape[dim] *= times;
    let out = tensor.other(shape, tensor.dtype());
    if out.is_empty() {
        return out;
    }
    split.insert(dim, 1);
    let source = reshape(tensor, &Shape::from(split.clone()));
    split[dim] = times;
    if let Some(target) = out.viewed_as(&split) {
        copy_into(&target, &source.expanded(&split));
    }
    out
}
