//! What aclnn has no operator for, computed on the host by Burn's own CPU backend.
//!
//! Each use is counted (`Counters::fallbacks`); the model has none.

use burn_backend::{TensorData, TensorMetadata};
use burn_flex::FlexTensor;

use super::transfer::{download, poisoned, upload};
use crate::tensor::AscendTensor;

/// Reads tensors, computes on the host, and puts the results onto the device. Where a tensor cannot be read, the results tell so in turn:
/// their shapes are found with zeros in its place.
pub(crate) fn on_host<const N: usize, const M: usize>(
    tensors: [&AscendTensor; N],
    compute: impl FnOnce([FlexTensor; N]) -> [FlexTensor; M],
) -> [AscendTensor; M] {
    let queue = tensors[0].queue().clone();
    queue.count_fallback();
    let mut failed = None;
    let read = tensors.map(|tensor| {
        let data = download(tensor).unwrap_or_else(|failure| {
            failed.get_or_insert(failure);
            TensorData::full_dtype(tensor.shape(), 0, tensor.dtype())
        });
        FlexTensor::from_data(data)
    });
    compute(read).map(|result| match &failed {
        None => upload(&queue, result.into_data()),
        Some(failure) => poisoned(&queue, result.shape(), result.dtype(), failure.clone()),
    })
}

/// [`on_host`] with one result.
pub(crate) fn one_on_host<const N: usize>(
    tensors: [&AscendTensor; N],
    compute: impl FnOnce([FlexTensor; N]) -> FlexTensor,
) -> AscendTensor {
    let [result] = on_host(tensors, |tensors| [compute(tensors)]);
    result
}
