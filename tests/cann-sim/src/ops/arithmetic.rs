//! Sums, differences, products, quotients and extremes of two elements.

use super::binary::*;
use crate::op::prelude::*;

/// The same and bytes.
const WITH_BYTES: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
    DType::Bool,
];

aclnn! {
    /// self + alpha * other.
    Add(op; x: In, other: In, alpha: Number, out: Out) {
        binary(op, x, other, out, ALL, CORES, plus(&alpha))
    }
    /// The same with a number.
    Adds(op; x: In, other: Number, alpha: Number, out: Out) {
        with_number(op, x, other, out, ALL, CORES, plus(&alpha))
    }
    /// self - alpha * other.
    Sub(op; x: In, other: In, alpha: Number, out: Out) {
        binary(op, x, other, out, ALL, WITH_BYTES, minus(&alpha))
    }
    /// The same with a number.
    Subs(op; x: In, other: Number, alpha: Number, out: Out) {
        with_number(op, x, other, out, ALL, WITH_BYTES, minus(&alpha))
    }
    /// other - alpha * self.
    Rsub(op; x: In, other: In, alpha: Number, out: Out) {
        binary(op, x, other, out, NUMBERS, WITH_BYTES, reverse_minus(&alpha))
    }
    /// The same with a number.
    Rsubs(op; x: In, other: Number, alpha: Number, out: Out) {
        with_number(op, x, other, out, NUMBERS, WITH_BYTES, reverse_minus(&alpha))
    }
    /// self * other.
    Mul(op; x: In, other: In, out: Out) { binary(op, x, other, out, ALL, WITH_BYTES, times()) }
    /// The same with a number, which integers are multiplied with in float32.
    Muls(op; x: In, other: Number, out: Out) { with_number(op, x, other, out, ALL, CORES, times_rounded()) }
    /// self / other; integers give floats.
    Div(op; x: In, other: In, out: Out) {
        let dtype = quotient(promote(x.dtype, other.dtype));
        binary_in(op, x, other, out, ALL, FLOATS, dtype, over())
    }
    /// The same with a number.
    Divs(op; x: In, other: Number, out: Out) {
        let dtype = quotient(promote_number(x.dtype, other.dtype));
        number_in(op, x, other, out, ALL, FLOATS, dtype, over())
    }
    /// The larger one; NaN where one is.
    Maximum(op; x: In, other: In, out: Out) {
        let both = Both { float: |a: f64, b: f64| larger(a, b), integer: |a: i64, b: i64| a.max(b) };
        binary(op, x, other, out, ALL, WITH_BYTES, both)
    }
    /// The smaller one; NaN where one is.
    Minimum(op; x: In, other: In, out: Out) {
        let both = Both { float: |a: f64, b: f64| -larger(-a, -b), integer: |a: i64, b: i64| a.min(b) };
        binary(op, x, other, out, ALL, WITH_BYTES, both)
    }
    /// selfRef + alpha * other.
    InplaceAdd(op; self_ref: InOut, other: In, alpha: Number) {
        binary(op, self_ref.clone(), other, self_ref, ALL, CORES, plus(&alpha))
    }
    /// The same with a number.
    InplaceAdds(op; self_ref: InOut, other: Number, alpha: Number) {
        with_number(op, self_ref.clone(), other, self_ref, ALL, CORES, plus(&alpha))
    }
    /// selfRef - alpha * other.
    InplaceSub(op; self_ref: InOut, other: In, alpha: Number) {
        binary(op, self_ref.clone(), other, self_ref, ALL, WITH_BYTES, minus(&alpha))
    }
    /// selfRef * other.
    InplaceMul(op; self_ref: InOut, other: In) {
        binary(op, self_ref.clone(), other, self_ref, ALL, WITH_BYTES, times())
    }
    /// The same with a number.
    InplaceMuls(op; self_ref: InOut, other: Number) {
        with_number(op, self_ref.clone(), other, self_ref, ALL, CORES, times_rounded())
    }
    /// selfRef / other.
    InplaceDiv(op; self_ref: InOut, other: In) {
        let dtype = quotient(promote(self_ref.dtype, other.dtype));
        binary_in(op, self_ref.clone(), other, self_ref, ALL, FLOATS, dtype, over())
    }
}

fn plus(alpha: &Scalar) -> impl Function + use<> {
    let (float, integer) = (alpha.f64(), alpha.i64());
    Both {
        float: move |a, b| a + float * b,
        integer: move |a: i64, b| a.wrapping_add(integer.wrapping_mul(b)),
    }
}

fn minus(alpha: &Scalar) -> impl Function + use<> {
    let (float, integer) = (alpha.f64(), alpha.i64());
    Both {
        float: move |a, b| a - float * b,
        integer: move |a: i64, b| a.wrapping_sub(integer.wrapping_mul(b)),
    }
}

fn reverse_minus(alpha: &Scalar) -> impl Function + use<> {
    let (float, integer) = (alpha.f64(), alpha.i64());
    Both {
        float: move |a, b| b - float * a,
        integer: move |a, b: i64| b.wrapping_sub(integer.wrapping_mul(a)),
    }
}

fn times() -> impl Function {
    Both {
        float: |a, b| a * b,
        integer: |a: i64, b| a.wrapping_mul(b),
    }
}

fn times_rounded() -> impl Function {
    Both {
        float: |a, b| a * b,
        integer: |a, b| (a as f32 * b as f32) as i64,
    }
}

fn over() -> impl Function {
    Both {
        float: |a, b| a / b,
        integer: |a, _| a,
    }
}

/// NaN, and the sign of zero, as IEEE 754's maximum has them.
pub fn larger(a: f64, b: f64) -> f64 {
    match () {
        () if a.is_nan() || b.is_nan() => f64::NAN,
        () if a == b => {
            if a.is_sign_negative() {
                b
            } else {
                a
            }
        }
        () => a.max(b),
    }
}

/// The type of a quotient.
pub fn quotient(dtype: DType) -> DType {
    if dtype.is_float() { dtype } else { DType::F32 }
}
