//! Operations on single elements.

use burn_backend::{DType, Scalar, Shape, TensorMetadata};

use super::transfer::number;
use crate::queue::{In, Num, Out, aclnn};
use crate::tensor::AscendTensor;

/// The shape of two tensors combined; Burn has checked that they fit.
pub(crate) fn broadcast(first: &AscendTensor, second: &AscendTensor) -> Shape {
    first
        .shape()
        .broadcast(&second.shape())
        .unwrap_or_else(|_| first.shape())
}

/// Functions of one tensor.
macro_rules! unary {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor) -> AscendTensor {
            let out = x.empty_like();
            if !out.is_empty() {
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $operator(x, y));
            }
            out
        }
    )*};
}
unary! {
    exp => Exp, log => Log, log1p => Log1p, sqrt => Sqrt, recip => Reciprocal, abs => Abs, neg => Neg, sign => Sign,
    sin => Sin, cos => Cos, tan => Tan, sinh => Sinh, cosh => Cosh, tanh => Tanh, asin => Asin, acos => Acos, atan => Atan,
    asinh => Asinh, acosh => Acosh, atanh => Atanh, erf => Erf, round => Round, floor => Floor, ceil => Ceil, trunc => Trunc,
    sigmoid => Sigmoid, relu => Relu, log_sigmoid => LogSigmoid, not => LogicalNot,
}

/// Functions of two tensors of one dtype, whose shapes are broadcast.
macro_rules! binary {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor, y: &AscendTensor) -> AscendTensor {
            let out = x.other(broadcast(x, y), x.dtype());
            if !out.is_empty() {
                let (x, y, z, queue) = (In(x), In(y), Out(&out), out.queue());
                aclnn!(queue, $operator(x, y, z));
            }
            out
        }
    )*};
}
binary! {
    mul => Mul, div => Div, remainder => RemainderTensorTensor, pow => PowTensorTensor, atan2 => Atan2, maximum => Maximum,
    minimum => Minimum, floor_divide => FloorDivide, bit_and => BitwiseAndTensor, bit_or => BitwiseOrTensor, bit_xor => BitwiseXorTensor,
    and => LogicalAnd, or => LogicalOr, xor => LogicalXor,
}

/// Sums and differences, which aclnn weighs.
macro_rules! weighed {
    ($($function:ident => $operator:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor, y: &AscendTensor) -> AscendTensor {
            let out = x.other(broadcast(x, y), x.dtype());
            if !out.is_empty() {
                let one = Num(1.0, x.dtype());
                let (x, y, z, queue) = (In(x), In(y), Out(&out), out.queue());
                aclnn!(queue, $operator(x, y, one, z));
            }
            out
        }
    )*};
}
weighed! { add => Add, sub => Sub, }

/// A tensor and a number, which some operators have weighed besides. Integers are combined as a tensor of one element: the number would go
/// through f32.
macro_rules! with_number {
    ($($function:ident => $operator:ident $(by $one:ident)? or $binary:ident,)*) => {$(
        #[doc = concat!("`aclnn", stringify!($operator), "`.")]
        pub(crate) fn $function(x: &AscendTensor, value: Scalar) -> AscendTensor {
            if !x.dtype().is_float() {
                return $binary(x, &number(x, value));
            }
            let out = x.empty_like();
            if !out.is_empty() {
                let value = Num(value.elem(), x.dtype());
                $(let $one = Num(1.0, x.dtype());)?
                let (x, y, queue) = (In(x), Out(&out), out.queue());
                aclnn!(queue, $operator(x, value, $($one,)? y));
            }
            out
        }
    )*};
}
with_number! {
    mul_number => Muls or mul, div_number => Divs or int_div, remainder_number => RemainderTensorScalar or remainder,
    pow_number => PowTensorScalar or pow, at_least => ClampMin or maximum, at_most => ClampMax or minimum,
    add_number => Adds by one or add, sub_number => Subs by one or sub,
}

/// Quotients of integers, cut towards zero.
pub(crate) fn int_div(x: &AscendTensor, y: &AscendTensor) -> AscendTensor {
    /// Towards zero.
    const TRUNCATE: i32 = 1;
    let out = x.other(broadcast(x, y), x.dtype());
    if !out.is_empty() {
        let (x, y, mode, z, queue) = (In(x), In(y), TRUNCATE, Out(&out), out.queue());
        aclnn!(queue, DivMod(x, y, mode, z));
    }
    out
}

/// Between two bounds.
pub(crate) fn clamp(x: &AscendTensor, low: Scalar, high: Scalar) -> AscendTensor {
    if !x.dtype().is_float() {
        return at_most(&at_least(x, low), high);
    }
    let out = x.empty_like();
    if !out.is_empty() {
        let (low, high) = (Num(low.elem(), x.dtype()), Num(high.elem(), x.dtype()));
        let (x, y, queue) = (In(x), Out(&out), out.queue());
        aclnn!(queue, Clamp(x, low, high, y));
    }
    out
}

/// `x << y`, as a product with a power of two: shifts are not in every CANN, nor on the AI cores.
pub(crate) fn shift_left(x: &AscendTensor, y: &AscendTensor) -> AscendTensor {
    mul(x, &power_of_two(y))
}

/// `x >> y`, keeping the sign, as a quotient rounded down.
pub(crate) fn shift_right(x: &AscendTensor, y: &AscendTensor) -> AscendTensor {
    floor_divide(x, &power_of_two(y))
}

fn power_of_two(exponent: &AscendTensor) -> AscendTensor {
    let two = number(exponent, Scalar::Int(2));
    pow(&two, exponent)
}

/// All bits turned.
pub(crate) fn bit_not(x: &AscendTensor) -> AscendTensor {
    match x.dtype() {
        DType::U8 | DType::U16 | DType::U32 | DType::U64 => {
            let ones = number(x, Scalar::UInt(u64::MAX >> (64 - 8 * x.dtype().size())));
            bit_xor(x, &ones)
        }
        _ => bit_xor(x, &number(x, Scalar::Int(-1))),
    }
}
