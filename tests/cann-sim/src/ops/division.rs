//! Quotients and remainders. Integers divided by 0 give 0; devices give anything.

use super::arithmetic::quotient;
use super::binary::*;
use crate::op::prelude::*;

/// What the cores divide downwards.
const DOWN: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I8,
    DType::U8,
    DType::I64,
];
/// What is divided downwards.
const FLOORED: &[DType] = ALL_BUT_BF16;
/// What has a remainder of the divisor's sign.
const REMAINDERS: &[DType] = &[
    DType::I32,
    DType::I64,
    DType::F16,
    DType::F32,
    DType::F64,
    DType::Bf16,
];
/// What has a remainder of the dividend's sign.
const FMOD: &[DType] = &[
    DType::F64,
    DType::Bf16,
    DType::F16,
    DType::F32,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
];

aclnn! {
    /// Quotients: mode 0 as they are (of floats), 1 without the fraction, 2 the next whole number below.
    DivMod(op; x: In, other: In, mode: I32, out: Out) {
        let dtype = promote(x.dtype, other.dtype);
        match mode {
            0 => binary_in(op, x, other, out, ALL, FLOATS, quotient(dtype), divide(0, DType::F32)),
            1 | 2 => binary(op, x, other, out, ALL, DOWN, divide(mode, dtype)),
            _ => Err(param(format!("mode {mode}"))),
        }
    }
    /// The same by a number.
    DivMods(op; x: In, other: Number, mode: I32, out: Out) {
        let dtype = promote_number(x.dtype, other.dtype);
        match mode {
            0 => number_in(op, x, other, out, ALL, FLOATS, quotient(dtype), divide(0, DType::F32)),
            1 | 2 => with_number(op, x, other, out, ALL, DOWN, divide(mode, dtype)),
            _ => Err(param(format!("mode {mode}"))),
        }
    }
    /// The next whole number below the quotient.
    FloorDivide(op; x: In, other: In, out: Out) { binary(op, x, other, out, FLOORED, DOWN, divide(2, DType::F32)) }
    /// The same by a number.
    FloorDivides(op; x: In, other: Number, out: Out) { with_number(op, x, other, out, FLOORED, DOWN, divide(2, DType::F32)) }
    /// What remains, with the divisor's sign. int32 goes through float32.
    RemainderTensorTensor(op; x: In, other: In, out: Out) {
        let dtype = promote(x.dtype, other.dtype);
        binary(op, x, other, out, REMAINDERS, REMAINDERS, remainder(dtype))
    }
    /// The same by a number.
    RemainderTensorScalar(op; x: In, other: Number, out: Out) {
        let dtype = promote_number(x.dtype, other.dtype);
        with_number(op, x, other, out, REMAINDERS, REMAINDERS, remainder(dtype))
    }
    /// What remains, with the dividend's sign.
    FmodTensor(op; x: In, other: In, out: Out) { binary(op, x, other, out, FMOD, FMOD, fmod()) }
    /// The same by a number.
    FmodScalar(op; x: In, other: Number, out: Out) { with_number(op, x, other, out, FMOD, FMOD, fmod()) }
}

fn divide(mode: i32, dtype: DType) -> impl Function {
    // The quotient is rounded before its fraction is cut off.
    let quotient = move |a: f64, b: f64| {
        let quotient = a / b;
        if dtype == DType::F64 {
            quotient
        } else {
            f64::from(quotient as f32)
        }
    };
    Both {
        float: move |a: f64, b: f64| match mode {
            0 => a / b,
            1 => quotient(a, b).trunc(),
            _ => floor_divide(a, b),
        },
        integer: move |a: i64, b: i64| match mode {
            _ if b == 0 => 0,
            1 => a.wrapping_div(b),
            _ => {
                let down = a % b != 0 && (a < 0) != (b < 0);
                a.wrapping_div(b) - i64::from(down)
            }
        },
    }
}

/// By way of the remainder, so that a quotient just below a whole number is not rounded up.
fn floor_divide(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        return a / b;
    }
    let rest = a % b;
    let whole = (a - rest) / b;
    let down = rest != 0.0 && (b < 0.0) != (rest < 0.0);
    (if down { whole - 1.0 } else { whole }).round()
}

fn remainder(dtype: DType) -> impl Function {
    let float = |a: f64, b: f64| {
        let rest = a % b;
        if rest != 0.0 && (b < 0.0) != (rest < 0.0) {
            rest + b
        } else {
            rest
        }
    };
    let narrow = dtype == DType::I32;
    let integer = move |a: i64, b: i64| match () {
        () if b == 0 => 0,
        () if narrow => float((a as f32).into(), (b as f32).into()) as i64,
        () => {
            let rest = a.wrapping_rem(b);
            if rest != 0 && (b < 0) != (rest < 0) {
                rest + b
            } else {
                rest
            }
        }
    };
    Both { float, integer }
}

fn fmod() -> impl Function {
    Both {
        float: |a: f64, b: f64| a % b,
        integer: |a: i64, b: i64| if b == 0 { 0 } else { a.wrapping_rem(b) },
    }
}
