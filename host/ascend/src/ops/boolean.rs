//! Burn's names for operations on booleans.

use burn_backend::ops::BoolTensorOps;
use burn_backend::tensor::{BoolTensor, Device, FloatTensor, IntTensor};
use burn_backend::{
    BoolDType, DType, ExecutionError, FloatDType, IntDType, Scalar, Shape, Slice, TensorData,
    TensorMetadata,
};

use super::transfer::{full, moved, read, upload};
use super::{compare, elementwise, layout, reduce, select};
use crate::backend::Ascend;
use crate::device::queue;
use crate::dtype::{float, int};
use crate::queue::{In, Ints, Out, aclnn};
use crate::tensor::AscendTensor;

impl BoolTensorOps<Self> for Ascend {
    fn bool_from_data(data: TensorData, device: &Device<Self>) -> BoolTensor<Self> {
        upload(&queue(device), data)
    }

    async fn bool_into_data(tensor: BoolTensor<Self>) -> Result<TensorData, ExecutionError> {
        read(&tensor)
    }

    fn bool_empty(shape: Shape, device: &Device<Self>, dtype: BoolDType) -> BoolTensor<Self> {
        AscendTensor::empty(&queue(device), shape, DType::Bool(dtype))
    }

    fn bool_zeros(shape: Shape, device: &Device<Self>, dtype: BoolDType) -> BoolTensor<Self> {
        full(&queue(device), shape, false.into(), DType::Bool(dtype))
    }

    fn bool_ones(shape: Shape, device: &Device<Self>, dtype: BoolDType) -> BoolTensor<Self> {
        full(&queue(device), shape, true.into(), DType::Bool(dtype))
    }

    fn bool_into_int(tensor: BoolTensor<Self>, out_dtype: IntDType) -> IntTensor<Self> {
        layout::cast(tensor, int(out_dtype))
    }

    fn bool_into_float(tensor: BoolTensor<Self>, out_dtype: FloatDType) -> FloatTensor<Self> {
        layout::cast(tensor, float(out_dtype))
    }

    fn bool_scatter_or(
        dim: usize,
        tensor: BoolTensor<Self>,
        indices: IntTensor<Self>,
        value: BoolTensor<Self>,
    ) -> BoolTensor<Self> {
        select::or_by_sum(tensor, value, |tensor, value| {
            select::scatter_add(dim, tensor, indices, value)
        })
    }

    fn bool_select_or(
        tensor: BoolTensor<Self>,
        dim: usize,
        indices: IntTensor<Self>,
        value: BoolTensor<Self>,
    ) -> BoolTensor<Self> {
        select::or_by_sum(tensor, value, |tensor, value| {
            select::select_add(tensor, dim, indices, &value)
        })
    }

    fn bool_equal(lhs: BoolTensor<Self>, rhs: BoolTensor<Self>) -> BoolTensor<Self> {
        let kind = store(&lhs);
        compare::equal(&lhs, &rhs, kind)
    }

    fn bool_not_equal(lhs: BoolTensor<Self>, rhs: BoolTensor<Self>) -> BoolTensor<Self> {
        elementwise::xor(&lhs, &rhs)
    }

    fn bool_equal_elem(lhs: BoolTensor<Self>, rhs: Scalar) -> BoolTensor<Self> {
        match rhs.elem::<bool>() {
            true => lhs,
            false => elementwise::not(&lhs),
        }
    }

    fn bool_not_equal_elem(lhs: BoolTensor<Self>, rhs: Scalar) -> BoolTensor<Self> {
        Self::bool_equal_elem(lhs, (!rhs.elem::<bool>()).into())
    }

    fn bool_not(tensor: BoolTensor<Self>) -> BoolTensor<Self> {
        elementwise::not(&tensor)
    }

    fn bool_and(lhs: BoolTensor<Self>, rhs: BoolTensor<Self>) -> BoolTensor<Self> {
        elementwise::and(&lhs, &rhs)
    }

    fn bool_or(lhs: BoolTensor<Self>, rhs: BoolTensor<Self>) -> BoolTensor<Self> {
        elementwise::or(&lhs, &rhs)
    }

    fn bool_xor(lhs: BoolTensor<Self>, rhs: BoolTensor<Self>) -> BoolTensor<Self> {
        elementwise::xor(&lhs, &rhs)
    }

    fn bool_any(tensor: BoolTensor<Self>) -> BoolTensor<Self> {
        any(&reduce::flat(tensor), 0)
    }

    fn bool_any_dim(tensor: BoolTensor<Self>, dim: usize) -> BoolTensor<Self> {
        any(&tensor, dim)
    }

    fn bool_all(tensor: BoolTensor<Self>) -> BoolTensor<Self> {
        all(&reduce::flat(tensor), 0)
    }

    fn bool_all_dim(tensor: BoolTensor<Self>, dim: usize) -> BoolTensor<Self> {
        all(&tensor, dim)
    }

    fn bool_device(tensor: &BoolTensor<Self>) -> Device<Self> {
        tensor.queue().device()
    }

    fn bool_to_device(tensor: BoolTensor<Self>, device: &Device<Self>) -> BoolTensor<Self> {
        moved(tensor, &queue(device))
    }

    fn bool_swap_dims(tensor: BoolTensor<Self>, dim1: usize, dim2: usize) -> BoolTensor<Self> {
        tensor.swapped(dim1, dim2)
    }

    fn bool_permute(tensor: BoolTensor<Self>, axes: &[usize]) -> BoolTensor<Self> {
        tensor.permuted(axes)
    }

    fn bool_flip(tensor: BoolTensor<Self>, axes: &[usize]) -> BoolTensor<Self> {
        layout::flip(tensor, axes)
    }

    fn bool_reshape(tensor: BoolTensor<Self>, shape: Shape) -> BoolTensor<Self> {
        layout::reshape(tensor, &shape)
    }

    fn bool_expand(tensor: BoolTensor<Self>, shape: Shape) -> BoolTensor<Self> {
        tensor.expanded(shape.as_slice())
    }

    fn bool_unfold(
        tensor: BoolTensor<Self>,
        dim: usize,
        size: usize,
        step: usize,
    ) -> BoolTensor<Self> {
        tensor.unfolded(dim, size, step)
    }

    fn bool_slice(tensor: BoolTensor<Self>, slices: &[Slice]) -> BoolTensor<Self> {
        layout::slice(tensor, slices)
    }

    fn bool_slice_assign(
        tensor: BoolTensor<Self>,
        slices: &[Slice],
        value: BoolTensor<Self>,
    ) -> BoolTensor<Self> {
        layout::slice_assign(tensor, slices, value)
    }

    fn bool_cat(tensors: Vec<BoolTensor<Self>>, dim: usize) -> BoolTensor<Self> {
        layout::cat(tensors, dim)
    }

    fn bool_repeat_dim(tensor: BoolTensor<Self>, dim: usize, times: usize) -> BoolTensor<Self> {
        layout::repeat(tensor, dim, times)
    }

    fn bool_mask_where(
        tensor: BoolTensor<Self>,
        mask: BoolTensor<Self>,
        value: BoolTensor<Self>,
    ) -> BoolTensor<Self> {
        compare::choose(&tensor, &mask, &value)
    }

    fn bool_mask_fill(
        tensor: BoolTensor<Self>,
        mask: BoolTensor<Self>,
        value: Scalar,
    ) -> BoolTensor<Self> {
        compare::mask_fill(tensor, &mask, value)
    }

    fn bool_gather(
        dim: usize,
        tensor: BoolTensor<Self>,
        indices: IntTensor<Self>,
    ) -> BoolTensor<Self> {
        select::gather(dim, &tensor, indices)
    }

    fn bool_select(
        tensor: BoolTensor<Self>,
        dim: usize,
        indices: IntTensor<Self>,
    ) -> BoolTensor<Self> {
        select::select(&tensor, dim, indices)
    }
}

fn store(tensor: &AscendTensor) -> BoolDType {
    match tensor.dtype() {
        DType::Bool(store) => store,
        _ => BoolDType::Native,
    }
}

/// Whether any, or every element along a dimension is set.
macro_rules! quantifiers {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        fn $function(x: &AscendTensor, dim: usize) -> AscendTensor {
            let mut shape = x.dims().to_vec();
            shape[dim] = 1;
            let out = x.other(shape, x.dtype());
            if !out.is_empty() {
                let (dims, keep) = (Ints(vec![dim as i64]), true);
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $operator(x, dims, keep, y));
            }
            out
        }
    )*};
}
quantifiers! { any => Any, all => All, }
