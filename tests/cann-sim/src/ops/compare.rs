//! Comparisons.

use crate::op::prelude::*;

/// What is compared on the cores.
const COMPARED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
];
/// The same and booleans.
const EQUATED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
    DType::Bool,
];

/// Declares a comparison of tensors and one with a number.
macro_rules! comparisons {
    ($($(#[$doc:meta])* $tensors:ident, $number:ident: $cores:ident, $operator:tt;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $tensors(op; x: In, other: In, out: Out) {
                let dtype = promote(x.dtype, other.dtype);
                let dims = op.broadcast(&[&x, &other])?;
                op.dtype("other", &other, ANY)?;
                check(op, &x, &out, &dims)?;
                op.cores_as(&[&x, &other], dtype, $cores);
                op.run(move |task| {
                    let (x, y) = (&x, &other);
                    let values: Vec<bool> = match dtype {
                        DType::F64 => pairs(&task.read_as::<f64>(x, &dims)?, &task.read_as(y, &dims)?, |a, b| a $operator b),
                        dtype if dtype.is_float() => {
                            pairs(&task.read_as::<f32>(x, &dims)?, &task.read_as(y, &dims)?, |a, b| a $operator b)
                        }
                        _ => pairs(&task.read_as::<i64>(x, &dims)?, &task.read_as(y, &dims)?, |a, b| a $operator b),
                    };
                    task.write(&out, &values)
                })
            }
            $(#[$doc])*
            /// With a number, which becomes a float32 where the tensor is a float of at most 32 bits.
            $number(op; x: In, other: Number, out: Out) {
                let dtype = promote_number(x.dtype, other.dtype);
                let dims = x.dims.clone();
                check(op, &x, &out, &dims)?;
                op.cores_as(&[&x], dtype, $cores);
                op.run(move |task| {
                    let values: Vec<bool> = if dtype == DType::F64 {
                        let number = other.f64();
                        task.read::<f64>(&x)?.iter().map(|a| *a $operator number).collect()
                    } else if dtype.is_float() {
                        let number = rounded(dtype, &other);
                        task.read::<f32>(&x)?.iter().map(|a| *a $operator number).collect()
                    } else {
                        let number = other.i64();
                        task.read::<i64>(&x)?.iter().map(|a| *a $operator number).collect()
                    };
                    task.write(&out, &values)
                })
            }
        )*}
    };
}
comparisons! {
    /// Whether the first is larger.
    GtTensor, GtScalar: COMPARED, >;
    /// Whether the first is smaller.
    LtTensor, LtScalar: COMPARED, <;
    /// Whether the first is not smaller.
    GeTensor, GeScalar: COMPARED, >=;
    /// Whether the first is not larger.
    LeTensor, LeScalar: COMPARED, <=;
    /// Whether both are the same.
    EqTensor, EqScalar: EQUATED, ==;
    /// Whether both differ, as NaN does from itself.
    NeTensor, NeScalar: EQUATED, !=;
}

/// Declares questions about one float.
macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident: $dtypes:expr, $function:expr;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $name(op; x: In, out: Out) {
                op.dtype("self", &x, $dtypes)?;
                op.dtype("out", &out, BOOLS)?;
                op.shape("out", &out, &x.dims)?;
                op.cores(&[&x], FLOATS);
                op.run(move |task| {
                    let values: Vec<bool> = task.read::<f64>(&x)?.iter().map(|v| $function(*v)).collect();
                    task.write(&out, &values)
                })
            }
        )*}
    };
}
questions! {
    /// Whether it is neither NaN nor infinite.
    IsFinite: FLOATS_64, f64::is_finite;
    /// Whether it is infinite and above 0.
    IsPosInf: FLOATS_64, |v: f64| v == f64::INFINITY;
    /// Whether it is infinite and below 0.
    IsNegInf: FLOATS_64, |v: f64| v == f64::NEG_INFINITY;
    /// Whether it is infinite.
    IsInf: ALL, f64::is_infinite;
}

fn check(op: &Op, x: &Tensor, out: &Tensor, dims: &[i64]) -> Result<()> {
    op.dtype("self", x, ANY)?;
    op.dtype("out", out, ANY)?;
    op.shape("out", out, dims)
}

fn pairs<T: Copy>(a: &[T], b: &[T], function: impl Fn(T, T) -> bool) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| function(*a, *b)).collect()
}

/// The number as the tensor's type has it.
fn rounded(dtype: DType, number: &Scalar) -> f32 {
    let mut value = [number.f64() as f32];
    round_to(dtype, &mut value);
    value[0]
}
