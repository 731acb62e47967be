//! Logic of booleans, and of bits.

use super::binary::*;
use crate::op::prelude::*;

/// Whole numbers of up to 16 bits unsigned, and booleans.
const BITS: &[DType] = &[
    DType::Bool,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
];
/// The same and the wider unsigned ones.
const ALL_BITS: &[DType] = &[
    DType::Bool,
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
    DType::U32,
    DType::U64,
];
/// What is shifted.
const SHIFTED: &[DType] = &[
    DType::I8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::U8,
    DType::U16,
    DType::U32,
    DType::U64,
];

/// Declares logic of two tensors, which become booleans first.
macro_rules! logic {
    ($($(#[$doc:meta])* $name:ident: $function:expr;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $name(op; x: In, other: In, out: Out) {
                op.dtype("self", &x, ALL)?;
                op.dtype("other", &other, ALL)?;
                op.dtype("out", &out, ALL)?;
                let dims = op.broadcast(&[&x, &other])?;
                op.shape("out", &out, &dims)?;
                op.cores_as(&[&x, &other], DType::Bool, BOOLS);
                op.run(move |task| {
                    let (a, b) = (task.read_as::<bool>(&x, &dims)?, task.read_as::<bool>(&other, &dims)?);
                    task.write(&out, &a.iter().zip(b.iter()).map(|(a, b)| $function(*a, *b)).collect::<Vec<bool>>())
                })
            }
        )*}
    };
}
logic! {
    /// Whether both are set.
    LogicalAnd: |a, b| a && b;
    /// Whether one is set.
    LogicalOr: |a, b| a || b;
    /// Whether exactly one is set.
    LogicalXor: |a, b| a != b;
}

/// Declares logic of the bits of two tensors, and of a tensor and a number.
macro_rules! bits {
    ($($(#[$doc:meta])* $tensors:ident, $number:ident: $dtypes:ident, $operator:tt;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $tensors(op; x: In, other: In, out: Out) {
                let cores = cores(op);
                binary(op, x, other, out, $dtypes, &cores, Both { float: |a: f64, _| a, integer: |a: i64, b: i64| a $operator b })
            }
            $(#[$doc])*
            $number(op; x: In, other: Number, out: Out) {
                op.require(!other.dtype.is_float(), || format!("other is {:?}", other.dtype))?;
                let cores = cores(op);
                with_number(op, x, other, out, $dtypes, &cores, Both { float: |a: f64, _| a, integer: |a: i64, b: i64| a $operator b })
            }
        )*}
    };
}
bits! {
    /// Bits that both have.
    BitwiseAndTensor, BitwiseAndScalar: BITS, &;
    /// Bits that one has.
    BitwiseOrTensor, BitwiseOrScalar: ALL_BITS, |;
    /// Bits that exactly one has.
    BitwiseXorTensor, BitwiseXorScalar: ALL_BITS, ^;
}

aclnn! {
    /// The opposite of a boolean.
    LogicalNot(op; x: In, out: Out) {
        op.dtype("self", &x, ALL)?;
        op.dtype("out", &out, ALL)?;
        op.shape("out", &out, &x.dims)?;
        op.cores_as(&[&x], DType::Bool, BOOLS);
        op.run(move |task| task.write(&out, &task.read::<bool>(&x)?.iter().map(|set| !set).collect::<Vec<bool>>()))
    }
    /// All bits turned.
    BitwiseNot(op; x: In, out: Out) {
        op.dtype("self", &x, &[DType::I16, DType::I32, DType::I64, DType::I8, DType::U8, DType::Bool])?;
        op.same_dtype(&x, &out)?;
        op.shape("out", &out, &x.dims)?;
        op.cores(&[&x], &[DType::I16, DType::Bool]);
        op.run(move |task| {
            if x.dtype == DType::Bool {
                return task.write(&out, &task.read::<bool>(&x)?.iter().map(|set| !set).collect::<Vec<bool>>());
            }
            task.write(&out, &task.read::<i64>(&x)?.iter().map(|value| !value).collect::<Vec<i64>>())
        })
    }
    /// Bits moved up.
    LeftShift(op; x: In, shift_bits: In, out: Out) {
        op.not_on_310p()?;
        let dtype = promote(x.dtype, shift_bits.dtype);
        binary(op, x, shift_bits, out, SHIFTED, &[], left(dtype))
    }
    /// The same by a number.
    LeftShifts(op; x: In, shift_bits: Number, out: Out) {
        op.not_on_310p()?;
        let dtype = promote_number(x.dtype, shift_bits.dtype);
        with_number(op, x, shift_bits, out, SHIFTED, &[], left(dtype))
    }
    /// Bits moved down, the sign kept.
    RightShift(op; input: In, shift_bits: In, out: Out) {
        op.not_on_310p()?;
        let bits = 8 * promote(input.dtype, shift_bits.dtype).size() as i64;
        let shift = move |a: i64, b: i64| if (0..bits).contains(&b) { a >> b } else { a >> (bits - 1) };
        binary(op, input, shift_bits, out, SHIFTED, &[], Both { float: |a: f64, _| a, integer: shift })
    }
}

/// What the cores have bits of; of booleans it is plain logic.
fn cores(op: &Op) -> Vec<DType> {
    let narrow = [DType::Bool, DType::I16, DType::U16, DType::I32];
    match op.soc().is_310p {
        true => narrow.to_vec(),
        false => [&narrow[..], &[DType::I64]].concat(),
    }
}

fn left(dtype: DType) -> impl Function {
    let bits = 8 * dtype.size() as i64;
    Both {
        float: |a: f64, _| a,
        integer: move |a: i64, b: i64| if (0..bits).contains(&b) { a << b } else { 0 },
    }
}
