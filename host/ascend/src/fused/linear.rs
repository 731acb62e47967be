//! Linears: weights as they are in the file, `[out, in]`, multiplied as a transposed view.

use burn_backend::{DType, TensorData, TensorMetadata};
use inkstone_kernels::composed::{decode, dtype, encode};
use inkstone_kernels::cpu::{Element, PackError, WeightView, check_parts};

use crate::device::{AscendDevice, queue};
use crate::ops::layout::{cast, contiguous};
use crate::ops::transfer::upload;
use crate::ops::{elementwise, precision, select};
use crate::queue::{In, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// A linear on the device.
#[derive(Clone, Debug)]
pub struct Packed {
    /// `[out, in]`, in the compute dtype.
    weight: AscendTensor,
    /// `[out]`, in the compute dtype.
    bias: Option<AscendTensor>,
}

/// Values of parts that [`check_parts`] has passed, one after another, in the compute dtype: as they are where the file has it.
fn stacked(parts: &[WeightView<'_>], compute: Element) -> Result<Vec<u8>, PackError> {
    let mut bytes = Vec::with_capacity(
        parts
            .iter()
            .map(|part| part.rows * part.cols * compute.size())
            .sum(),
    );
    for part in parts {
        if part.element == compute {
            bytes.extend_from_slice(part.bytes);
        } else {
            let encoded = encode(decode(part)?, [part.rows * part.cols], compute);
            bytes.extend_from_slice(encoded.as_bytes());
        }
    }
    Ok(bytes)
}

impl Packed {
    /// Stacks matrices along `out` and puts them onto the device.
    ///
    /// # Errors
    /// [`PackError`] when shapes and bytes do not fit together.
    pub(crate) fn new(
        parts: &[WeightView<'_>],
        bias: &[WeightView<'_>],
        compute: Element,
        device: &AscendDevice,
    ) -> Result<Self, PackError> {
        let (rows, cols) = check_parts(parts, bias)?;
        let queue = queue(device);
        let place = |bytes, shape: Vec<usize>| {
            upload(
                &queue,
                TensorData::from_bytes_vec(bytes, shape, dtype(compute)),
            )
        };
        let weight = place(stacked(parts, compute)?, vec![rows, cols]);
        let bias = match bias.is_empty() {
            true => None,
            false => Some(place(stacked(bias, compute)?, vec![rows])),
        };
        Ok(Self { weight, bias })
    }

    /// Bytes of device memory.
    pub(crate) fn bytes(&self) -> usize {
        self.weight.byte_len() + self.bias.as_ref().map_or(0, AscendTensor::byte_len)
    }

    /// `x Wᵀ + b`.
    pub(crate) fn apply(&self, x: &AscendTensor) -> AscendTensor {
        match &self.bias {
            Some(bias) => self.added_to(bias, x),
            None => {
                let out = self.output(x);
                if !out.is_empty() {
                    let transposed = self.weight.clone().swapped(0, 1);
                    let (precision, queue) = (precision(&out), out.queue());
                    let (x, w, y) = (In(x), In(&transposed), Out(&out));
                    aclnn!(queue, Mm(x, w, y, precision));
                }
                out
            }
        }
    }

    /// `residual + (x Wᵀ + b)`. For 16-bit dtypes the product is rounded before the sum, as transformers does.
    pub(crate) fn apply_and_add(&self, x: &AscendTensor, residual: AscendTensor) -> AscendTensor {
        if x.dtype() == DType::F32 && self.bias.is_none() {
            return self.added_to(&residual, x);
        }
        let product = self.apply(x);
        if product.queue().profile().wide_residual() && product.dtype() != DType::F32 {
            return elementwise::add(&cast(residual, DType::F32), &cast(product, DType::F32));
        }
        elementwise::add(&residual, &product)
    }

    /// `first + x Wᵀ` in one operator.
    fn added_to(&self, first: &AscendTensor, x: &AscendTensor) -> AscendTensor {
        let out = self.output(x);
        if out.is_empty() {
            return out;
        }
        let transposed = self.weight.clone().swapped(0, 1);
        let (one, all) = (Num(1.0, out.dtype()), Num(1.0, out.dtype()));
        let (precision, queue) = (precision(&out), out.queue());
        let (first, x, w, y) = (In(first), In(x), In(&transposed), Out(&out));
        aclnn!(queue, Addmm(first, x, w, one, all, y, precision));
        out
    }

    fn output(&self, x: &AscendTensor) -> AscendTensor {
        x.other(vec![x.dims()[0], self.weight.dims()[0]], x.dtype())
    }

    /// Rows of the weight.
    pub(crate) fn rows(&self, ids: &[u32]) -> AscendTensor {
        let ids: Vec<i32> = ids
            .iter()
            .map(|&id| i32::try_from(id).unwrap_or(i32::MAX))
            .collect();
        let count = ids.len();
        let ids = upload(self.weight.queue(), TensorData::new(ids, [count]));
        contiguous(select::select(&self.weight, 0, ids))
    }
}
