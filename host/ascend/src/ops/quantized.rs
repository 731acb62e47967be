//! Quantised tensors stay on the host, where Burn's CPU backend keeps them: the model has none.

use burn_backend::ops::QTensorOps;
use burn_backend::quantization::{QuantScheme, QuantizationParametersPrimitive};
use burn_backend::tensor::{Device, FloatTensor, IntTensor};
use burn_backend::{
    DType, ExecutionError, FloatDType, QTensorPrimitive, Shape, Slice, TensorData, TensorMetadata,
};
use burn_flex::{Flex, FlexDevice, FlexQTensor, FlexTensor};

use super::transfer::{download, upload};
use crate::backend::Ascend;
use crate::device::{AscendDevice, queue};
use crate::tensor::AscendTensor;

/// A quantised tensor, and the device to which it belongs.
#[derive(Clone, Debug)]
pub struct QuantizedTensor {
    values: FlexQTensor,
    device: AscendDevice,
}

impl TensorMetadata for QuantizedTensor {
    fn dtype(&self) -> DType {
        self.values.dtype()
    }

    fn shape(&self) -> Shape {
        self.values.shape()
    }
}

impl QTensorPrimitive for QuantizedTensor {
    fn scheme(&self) -> &QuantScheme {
        self.values.scheme()
    }

    fn default_scheme() -> QuantScheme {
        FlexQTensor::default_scheme()
    }
}

impl QuantizedTensor {
    fn map(self, change: impl FnOnce(FlexQTensor) -> FlexQTensor) -> Self {
        Self {
            values: change(self.values),
            device: self.device,
        }
    }
}

/// The elements on the host. Quantising has no way to say that they could not be computed: zeros stand for them, and `sync` tells.
fn read(tensor: &AscendTensor) -> FlexTensor {
    tensor.queue().count_fallback();
    let zeros = || TensorData::full_dtype(tensor.shape(), 0, tensor.dtype());
    FlexTensor::from_data(download(tensor).unwrap_or_else(|_| zeros()))
}

impl QTensorOps<Self> for Ascend {
    fn q_from_data(data: TensorData, device: &Device<Self>) -> QuantizedTensor {
        QuantizedTensor {
            values: Flex::q_from_data(data, &FlexDevice),
            device: *device,
        }
    }

    fn quantize(
        tensor: FloatTensor<Self>,
        scheme: &QuantScheme,
        qparams: QuantizationParametersPrimitive<Self>,
    ) -> QuantizedTensor {
        let parameters = QuantizationParametersPrimitive {
            scales: read(&qparams.scales),
        };
        QuantizedTensor {
            values: Flex::quantize(read(&tensor), scheme, parameters),
            device: tensor.queue().device(),
        }
    }

    fn quantize_dynamic(tensor: FloatTensor<Self>, scheme: &QuantScheme) -> QuantizedTensor {
        QuantizedTensor {
            values: Flex::quantize_dynamic(read(&tensor), scheme),
            device: tensor.queue().device(),
        }
    }

    fn dequantize(tensor: QuantizedTensor, dtype: FloatDType) -> FloatTensor<Self> {
        let values = Flex::dequantize(tensor.values, dtype);
        upload(&queue(&tensor.device), values.into_data())
    }

    fn q_device(tensor: &QuantizedTensor) -> Device<Self> {
        tensor.device
    }

    fn q_to_device(tensor: QuantizedTensor, device: &Device<Self>) -> QuantizedTensor {
        QuantizedTensor {
            values: tensor.values,
            device: *device,
        }
    }

    fn q_reshape(tensor: QuantizedTensor, shape: Shape) -> QuantizedTensor {
        tensor.map(|values| Flex::q_reshape(values, shape))
    }

    async fn q_into_data(tensor: QuantizedTensor) -> Result<TensorData, ExecutionError> {
        Flex::q_into_data(tensor.values).await
    }

    fn q_expand(tensor: QuantizedTensor, shape: Shape) -> QuantizedTensor {
        tensor.map(|values| Flex::q_expand(values, shape))
    }

    fn q_swap_dims(tensor: QuantizedTensor, dim1: usize, dim2: usize) -> QuantizedTensor {
        tensor.map(|values| Flex::q_swap_dims(values, dim1, dim2))
    }

    fn q_permute(tensor: QuantizedTensor, axes: &[usize]) -> QuantizedTensor {
        tensor.map(|values| Flex::q_permute(values, axes))
    }

    fn q_flip(tensor: QuantizedTensor, axes: &[usize]) -> QuantizedTensor {
        tensor.map(|values| Flex::q_flip(values, axes))
    }

    fn q_select(tensor: QuantizedTensor, dim: usize, indices: IntTensor<Self>) -> QuantizedTensor {
        let indices = read(&indices);
        tensor.map(|values| Flex::q_select(values, dim, indices))
    }

    fn q_slice(tensor: QuantizedTensor, slices: &[Slice]) -> QuantizedTensor {
        tensor.map(|values| Flex::q_slice(values, slices))
    }
}
