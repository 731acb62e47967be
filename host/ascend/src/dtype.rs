//! Burn's dtypes and AscendCL's.

use burn_backend::{BoolStore, DType, FloatDType, IntDType};
use inkstone_ascend_sys::bindings as acl;

/// AscendCL's name of a dtype. Booleans take one byte whatever Burn calls them; what the device does not store counts as bytes.
pub(crate) fn acl_type(dtype: DType) -> acl::aclDataType {
    match dtype {
        DType::F64 => acl::ACL_DOUBLE,
        DType::F32 | DType::Flex32 => acl::ACL_FLOAT,
        DType::F16 => acl::ACL_FLOAT16,
        DType::BF16 => acl::ACL_BF16,
        DType::I64 => acl::ACL_INT64,
        DType::I32 => acl::ACL_INT32,
        DType::I16 => acl::ACL_INT16,
        DType::I8 => acl::ACL_INT8,
        DType::U64 => acl::ACL_UINT64,
        DType::U32 => acl::ACL_UINT32,
        DType::U16 => acl::ACL_UINT16,
        DType::U8 | DType::QFloat(_) => acl::ACL_UINT8,
        DType::Bool(_) => acl::ACL_BOOL,
    }
}

/// Bytes of an element on the device.
pub(crate) fn size_of(dtype: DType) -> usize {
    match dtype {
        DType::Bool(_) => 1,
        other => other.size(),
    }
}

/// The dtype of booleans.
pub(crate) const BOOL: DType = DType::Bool(BoolStore::Native);

pub(crate) fn float(dtype: FloatDType) -> DType {
    match dtype {
        FloatDType::Flex32 => DType::F32,
        other => other.into(),
    }
}

pub(crate) fn int(dtype: IntDType) -> DType {
    dtype.into()
}
