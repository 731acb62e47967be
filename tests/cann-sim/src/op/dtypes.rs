//! Lists of element types that operators take. [`super::prepare::Op::dtype`] drops bfloat16 where the SoC has none.

use crate::abi::DType;

/// What the vector cores compute floats in.
pub const FLOATS: &[DType] = &[DType::F32, DType::F16, DType::Bf16];
/// The same and float64, which only the AICPU computes.
pub const FLOATS_64: &[DType] = &[DType::F32, DType::F16, DType::Bf16, DType::F64];
/// All numbers.
pub const NUMBERS: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::F64,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::I32,
    DType::I64,
];
/// All numbers and booleans.
pub const ALL: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::F64,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::Bool,
];
/// All numbers and booleans but bfloat16.
pub const ALL_BUT_BF16: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::F64,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::Bool,
];
/// All that memory holds: copies take them.
pub const ANY: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::F64,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::U16,
    DType::I32,
    DType::U32,
    DType::I64,
    DType::U64,
    DType::Bool,
];
/// The same without float64: what the vector cores copy.
pub const MOVED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::U16,
    DType::I32,
    DType::U32,
    DType::I64,
    DType::U64,
    DType::Bool,
];
/// What indices may be.
pub const INDICES: &[DType] = &[DType::I32, DType::I64];
/// Booleans alone.
pub const BOOLS: &[DType] = &[DType::Bool];

/// The type that an operator of two tensors computes in, by the usual promotion: floats over integers over booleans, the wider of two.
pub fn promote(a: DType, b: DType) -> DType {
    let order = [
        DType::Bool,
        DType::U8,
        DType::I8,
        DType::I16,
        DType::I32,
        DType::I64,
        DType::F16,
        DType::Bf16,
        DType::F32,
        DType::F64,
    ];
    let place = |dtype| order.iter().position(|known| *known == dtype);
    match (a, b) {
        (DType::F16, DType::Bf16) | (DType::Bf16, DType::F16) => DType::F32,
        (DType::I8, DType::U8) | (DType::U8, DType::I8) => DType::I16,
        _ if place(a) >= place(b) => a,
        _ => b,
    }
}

/// The type in which a tensor and a number are combined: the tensor's, unless the number is of a higher kind (float over integer over
/// boolean), where it is float32 or the number's.
pub fn promote_number(tensor: DType, number: DType) -> DType {
    let kind = |dtype: DType| match dtype {
        DType::Bool => 0,
        dtype if dtype.is_float() => 2,
        _ => 1,
    };
    match (kind(tensor), kind(number)) {
        (tensor_kind, number_kind) if number_kind <= tensor_kind => tensor,
        (_, 2) => DType::F32,
        _ => number,
    }
}

/// An integer as the type keeps it: the high bits cut off.
pub fn wrap(dtype: DType, value: i64) -> i64 {
    match dtype {
        DType::I8 => (value as i8).into(),
        DType::U8 => (value as u8).into(),
        DType::I16 => (value as i16).into(),
        DType::U16 => (value as u16).into(),
        DType::I32 => (value as i32).into(),
        DType::U32 => (value as u32).into(),
        DType::Bool => (value != 0).into(),
        _ => value,
    }
}
