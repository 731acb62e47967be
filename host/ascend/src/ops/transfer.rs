//! Elements from the host to the device and back.

use std::sync::Arc;

use burn_backend::{
    BoolStore, DType, Distribution, ExecutionError, Scalar, Shape, TensorData, TensorMetadata,
};
use burn_std::rand::get_seeded_rng;
use half::{bf16, f16};

use super::layout::{contiguous, fill};
use crate::dtype::BOOL;
use crate::failure::Failure;
use crate::queue::{Command, Queue};
use crate::tensor::AscendTensor;

/// A tensor of these elements.
pub(crate) fn upload(queue: &Arc<Queue>, data: TensorData) -> AscendTensor {
    let kept = data.dtype;
    let (data, dtype) = match kept {
        DType::Bool(BoolStore::U32) => (data.convert_dtype(BOOL), kept),
        DType::Flex32 => (data, DType::F32),
        _ => (data, kept),
    };
    let tensor = AscendTensor::empty(queue, data.shape.clone(), dtype);
    if !tensor.is_empty() {
        queue.submit(Command::Upload {
            view: tensor.view(),
            bytes: data.as_bytes().to_vec(),
        });
    }
    tensor
}

/// The elements of a tensor, after all that was submitted before.
///
/// # Errors
/// When they could not be computed.
pub(crate) fn download(tensor: &AscendTensor) -> Result<TensorData, Failure> {
    let tensor = contiguous(tensor.clone());
    let bytes = match tensor.is_empty() {
        true => Vec::new(),
        false => {
            let (offset, len) = (tensor.byte_offset(), tensor.byte_len());
            tensor.queue().download(tensor.view(), offset, len)?
        }
    };
    let stored = match tensor.dtype() {
        DType::Bool(_) => BOOL,
        other => other,
    };
    Ok(TensorData::from_bytes_vec(bytes, tensor.shape(), stored))
}

/// [`download`] with Burn's error.
pub(crate) fn read(tensor: &AscendTensor) -> Result<TensorData, ExecutionError> {
    let dtype = tensor.dtype();
    let data = download(tensor).map_err(|failure| ExecutionError::WithContext {
        reason: failure.to_string(),
    })?;
    Ok(match dtype {
        DType::Bool(BoolStore::U8 | BoolStore::U32) => data.convert_dtype(dtype),
        _ => data,
    })
}

/// The same elements on another device, by way of the host.
pub(crate) fn moved(tensor: AscendTensor, to: &Arc<Queue>) -> AscendTensor {
    if Arc::ptr_eq(tensor.queue(), to) {
        return tensor;
    }
    match download(&tensor) {
        Ok(data) => upload(to, data),
        Err(failure) => poisoned(to, tensor.shape(), tensor.dtype(), failure),
    }
}

/// A tensor that could not be computed.
pub(crate) fn poisoned(
    queue: &Arc<Queue>,
    shape: Shape,
    dtype: DType,
    failure: Failure,
) -> AscendTensor {
    let tensor = AscendTensor::empty(queue, shape, dtype);
    queue.submit(Command::Poison(tensor.view(), failure));
    tensor
}

/// A tensor of one value.
pub(crate) fn full(queue: &Arc<Queue>, shape: Shape, value: Scalar, dtype: DType) -> AscendTensor {
    let tensor = AscendTensor::empty(queue, shape, dtype);
    fill(&tensor, value);
    tensor
}

/// A tensor of one element with `rank` dimensions, to be combined with others. It is copied to the device, not computed there.
pub(crate) fn number(like: &AscendTensor, value: Scalar) -> AscendTensor {
    let shape = vec![1; like.dims().len()];
    upload(
        like.queue(),
        TensorData::full_dtype(shape, value, like.dtype()),
    )
}

/// Random elements, drawn on the host: the device's generators give other numbers than the CPU's, and need seeds of their own.
pub(crate) fn random(
    queue: &Arc<Queue>,
    shape: Shape,
    distribution: Distribution,
    dtype: DType,
) -> AscendTensor {
    let mut seed = crate::backend::seed();
    let mut rng = seed.take().unwrap_or_else(get_seeded_rng);
    let data = match dtype {
        DType::F64 => TensorData::random::<f64, _, _>(shape, distribution, &mut rng),
        DType::F16 => TensorData::random::<f16, _, _>(shape, distribution, &mut rng),
        DType::BF16 => TensorData::random::<bf16, _, _>(shape, distribution, &mut rng),
        DType::I64 => TensorData::random::<i64, _, _>(shape, distribution, &mut rng),
        DType::I32 => TensorData::random::<i32, _, _>(shape, distribution, &mut rng),
        DType::I16 => TensorData::random::<i16, _, _>(shape, distribution, &mut rng),
        DType::I8 => TensorData::random::<i8, _, _>(shape, distribution, &mut rng),
        DType::U8 => TensorData::random::<u8, _, _>(shape, distribution, &mut rng),
        DType::U16 => TensorData::random::<u16, _, _>(shape, distribution, &mut rng),
        DType::U32 => TensorData::random::<u32, _, _>(shape, distribution, &mut rng),
        DType::U64 => TensorData::random::<u64, _, _>(shape, distribution, &mut rng),
        _ => TensorData::random::<f32, _, _>(shape, distribution, &mut rng),
    };
    *seed = Some(rng);
    upload(queue, data)
}
