//! The backend.

use std::sync::{Mutex, MutexGuard, PoisonError};

use burn_backend::{
    Backend, BackendTypes, DType, DTypeUsage, DTypeUsageSet, DeviceOps, ExecutionError,
};
use burn_std::rand::{SeedableRng, StdRng};

use crate::device::{self, AscendDevice};
use crate::ops::QuantizedTensor;
use crate::tensor::AscendTensor;

/// Burn on Ascend NPUs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ascend;

static SEED: Mutex<Option<StdRng>> = Mutex::new(None);

/// The generator that `Backend::seed` set.
pub(crate) fn seed() -> MutexGuard<'static, Option<StdRng>> {
    SEED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BackendTypes for Ascend {
    type Device = AscendDevice;
    type FloatTensorPrimitive = AscendTensor;
    type FloatElem = f32;
    type IntTensorPrimitive = AscendTensor;
    // Integers of 64 bits run on the device's AI CPU, a hundred times slower.
    type IntElem = i32;
    type BoolTensorPrimitive = AscendTensor;
    type BoolElem = bool;
    type QuantizedTensorPrimitive = QuantizedTensor;
}

impl Backend for Ascend {
    fn name(device: &AscendDevice) -> String {
        format!("npu:{}", device.id().index_id)
    }

    fn seed(_device: &AscendDevice, number: u64) {
        *seed() = Some(StdRng::seed_from_u64(number));
    }

    fn sync(device: &AscendDevice) -> Result<(), ExecutionError> {
        device::queue(device)
            .sync()
            .map_err(|failure| ExecutionError::WithContext {
                reason: failure.to_string(),
            })
    }

    fn dtype_usage(device: &AscendDevice, dtype: DType) -> DTypeUsageSet {
        let general = DTypeUsage::Storage | DTypeUsage::Arithmetic;
        match dtype {
            DType::F16
            | DType::F32
            | DType::F64
            | DType::I64
            | DType::I32
            | DType::I16
            | DType::I8
            | DType::U8
            | DType::Bool(_) => general,
            DType::BF16 if device::queue(device).profile().soc.has_bf16() => general,
            DType::U64 | DType::U32 | DType::U16 | DType::QFloat(_) => DTypeUsage::Storage.into(),
            _ => DTypeUsageSet::empty(),
        }
    }

    fn device_count(_type_id: u16) -> usize {
        device::count()
    }
}

impl burn_backend::ops::TransactionOps<Self> for Ascend {}
