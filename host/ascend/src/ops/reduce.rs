//! Sums, products, extremes, scans and orders along dimensions. Reduced dimensions keep size 1; whole tensors are reduced to `[1]`.

use burn_backend::{DType, Shape, TensorMetadata};

use super::layout::{cast, contiguous, reshape};
use crate::dtype::acl_type;
use crate::queue::{In, Ints, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// All elements in one dimension.
pub(crate) fn flat(tensor: AscendTensor) -> AscendTensor {
    let len = tensor.len();
    reshape(tensor, &Shape::from(vec![len]))
}

fn reduced(x: &AscendTensor, dim: usize, dtype: DType) -> AscendTensor {
    let mut shape = x.dims().to_vec();
    shape[dim] = 1;
    x.other(shape, dtype)
}

/// Halves are added up in f32 and rounded once.
fn wide(dtype: DType) -> DType {
    match dtype {
        DType::F16 | DType::BF16 => DType::F32,
        other => other,
    }
}

/// The sum along a dimension.
pub(crate) fn sum(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = reduced(x, dim, wide(x.dtype()));
    if out.is_empty() {
        return cast(out, x.dtype());
    }
    if x.is_empty() {
        super::layout::fill(&out, 0.into());
        return cast(out, x.dtype());
    }
    let (dims, keep, kind) = (Ints(vec![dim as i64]), true, acl_type(out.dtype()));
    let queue = out.queue();
    let kept = x.dtype();
    let (x, y) = (In(x), Out(&out));
    aclnn!(queue, ReduceSum(x, dims, keep, kind, y));
    cast(out, kept)
}

/// The mean along a dimension.
pub(crate) fn mean(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = reduced(x, dim, x.dtype());
    if !out.is_empty() {
        let (dims, keep, kind) = (Ints(vec![dim as i64]), true, acl_type(out.dtype()));
        let (x, y, queue) = (In(x), Out(&out), out.queue());
        aclnn!(queue, Mean(x, dims, keep, kind, y));
    }
    out
}

/// The product along a dimension.
pub(crate) fn product(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = reduced(x, dim, x.dtype());
    if !out.is_empty() {
        let (dim, keep, kind) = (dim as i64, true, acl_type(out.dtype()));
        let (x, y, queue) = (In(x), Out(&out), out.queue());
        aclnn!(queue, ProdDim(x, dim, keep, kind, y));
    }
    out
}

/// Extremes along a dimension, without and with their places.
macro_rules! extremes {
    ($($value:ident => $operator:ident, $place:ident => $index:ident, $both:ident => $pair:ident giving $int:ident;)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $value(x: &AscendTensor, dim: usize) -> AscendTensor {
            let out = reduced(x, dim, x.dtype());
            if !out.is_empty() {
                let (dims, keep) = (Ints(vec![dim as i64]), true);
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $operator(x, dims, keep, y));
            }
            out
        }

        #[doc = concat!("`aclnn", stringify!($index), "`.")]
        pub(crate) fn $place(x: &AscendTensor, dim: usize, dtype: DType) -> AscendTensor {
            let native = match dtype {
                DType::I64 => DType::I64,
                _ => DType::I32,
            };
            let out = reduced(x, dim, native);
            if !out.is_empty() {
                let (dim, keep) = (dim as i64, true);
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $index(x, dim, keep, y));
            }
            cast(out, dtype)
        }

        #[doc = concat!("`aclnn", stringify!($pair), "`.")]
        pub(crate) fn $both(x: &AscendTensor, dim: usize, dtype: DType) -> (AscendTensor, AscendTensor) {
            if !matches!(x.dtype(), DType::F32 | DType::F16 | DType::BF16 | DType::I64 | DType::I32) {
                return ($value(x, dim), $place(x, dim, dtype));
            }
            let (values, places) = (reduced(x, dim, x.dtype()), reduced(x, dim, DType::$int));
            if !values.is_empty() {
                let (dim, keep) = (dim as i64, true);
                let (x, y, z, queue) = (In(x), Out(&values), Out(&places), values.queue());
                aclnn!(queue, $pair(x, dim, keep, y, z));
            }
            (values, cast(places, dtype))
        }
    )*};
}
extremes! {
    max => Amax, arg_max => ArgMax, max_and_place => MaxDim giving I32;
    min => Amin, arg_min => ArgMin, min_and_place => MinDim giving I32;
}

/// Sums of all elements up to each.
pub(crate) fn running_sum(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (dim, kind) = (dim as i64, acl_type(x.dtype()));
        let (x, y, queue) = (In(x), Out(&out), out.queue());
        aclnn!(queue, Cumsum(x, dim, kind, y));
    }
    out
}

/// Products of all elements up to each.
pub(crate) fn running_product(x: &AscendTensor, dim: usize) -> AscendTensor {
    let out = x.empty_like();
    if !out.is_empty() {
        let (dim, kind) = (Num(dim as f64, DType::I64), acl_type(x.dtype()));
        let (x, y, queue) = (In(x), Out(&out), out.queue());
        aclnn!(queue, Cumprod(x, dim, kind, y));
    }
    out
}

/// The largest or smallest of all elements up to each.
macro_rules! running_extremes {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor, dim: usize) -> AscendTensor {
            let (out, places) = (x.empty_like(), x.other(x.shape(), DType::I32));
            if !out.is_empty() {
                let (dim, queue) = (dim as i64, out.queue());
                let (x, y, z) = (In(x), Out(&out), Out(&places));
                aclnn!(queue, $operator(x, dim, y, z));
            }
            out
        }
    )*};
}
running_extremes! { running_max => Cummax, running_min => Cummin, }

/// The `k` largest along a dimension, with their places.
pub(crate) fn top(
    x: &AscendTensor,
    dim: usize,
    k: usize,
    dtype: DType,
) -> (AscendTensor, AscendTensor) {
    let mut shape = x.dims().to_vec();
    shape[dim] = k;
    let (values, places) = (
        x.other(shape.clone(), x.dtype()),
        x.other(shape, DType::I64),
    );
    if !values.is_empty() {
        let (k, dim, largest, sorted) = (k as i64, dim as i64, true, true);
        let (x, y, z, queue) = (In(x), Out(&values), Out(&places), values.queue());
        aclnn!(queue, Topk(x, k, dim, largest, sorted, y, z));
    }
    (values, cast(places, dtype))
}

/// Elements in order along a dimension, with their places; equal ones keep theirs.
pub(crate) fn sorted(
    x: &AscendTensor,
    dim: usize,
    descending: bool,
    dtype: DType,
) -> (AscendTensor, AscendTensor) {
    let (values, places) = (x.empty_like(), x.other(x.shape(), DType::I64));
    if !values.is_empty() {
        let x = contiguous(x.clone());
        let (stable, dim) = (true, dim as i64);
        let (x, y, z, queue) = (In(&x), Out(&values), Out(&places), values.queue());
        aclnn!(queue, Sort(x, stable, dim, descending, y, z));
    }
    (values, cast(places, dtype))
}
