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
