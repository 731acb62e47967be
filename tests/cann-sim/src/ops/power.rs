//! Powers, angles, bounds and combinations of three tensors.

use super::arithmetic::larger;
use super::binary::*;
use super::unary::map;
use crate::op::prelude::*;

/// What the cores raise to a power.
const RAISED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::Bf16,
    DType::I32,
    DType::I8,
    DType::U8,
];
/// What is kept within bounds.
const CLAMPED: &[DType] = &[
    DType::F16,
    DType::F32,
    DType::I8,
    DType::U8,
    DType::I16,
    DType::I32,
    DType::I64,
    DType::Bool,
    DType::Bf16,
];
/// What is multiplied and added at once.
const COMBINED: &[DType] = &[
    DType::F32,
    DType::F16,
    DType::F64,
    DType::Bf16,
    DType::I32,
    DType::I64,
    DType::I8,
    DType::U8,
];

aclnn! {
    /// self to the exponent.
    PowTensorTensor(op; x: In, exponent: In, out: Out) { binary(op, x, exponent, out, ALL, RAISED, power()) }
    /// To a number.
    PowTensorScalar(op; x: In, exponent: Number, out: Out) { with_number(op, x, exponent, out, ALL, RAISED, power()) }
    /// A number to the exponent.
    PowScalarTensor(op; x: Number, exponent: In, out: Out) {
        let swapped = Both { float: |a: f64, b: f64| b.powf(a), integer: |a, b| integer_power(b, a) };
        with_number(op, exponent, x, out, NUMBERS, RAISED, swapped)
    }
    /// The angle of the point (other, self).
    Atan2(op; x: In, other: In, out: Out) {
        op.dtype("out", &out, FLOATS_64)?;
        let dtype = promote(x.dtype, other.dtype);
        let dtype = if dtype.is_float() { dtype } else { DType::F32 };
        binary_in(op, x, other, out, ALL, FLOATS, dtype, Both { float: f64::atan2, integer: |a: i64, _| a })
    }
    /// Within bounds, of which one may be null; NaN stays.
    Clamp(op; x: In, clip_value_min: OptNumber, clip_value_max: OptNumber, out: Out) {
        op.require(clip_value_min.is_some() || clip_value_max.is_some(), || "no bound".to_owned())?;
        op.dtype("self", &x, CLAMPED)?;
        op.dtype("out", &out, CLAMPED)?;
        op.shape("out", &out, &x.dims)?;
        op.cores(&[&x], CORES);
        op.run(move |task| {
            if x.dtype.is_float() {
                let bound = |number: &Option<Scalar>, none: f64| number.as_ref().map_or(none, |number| f64::from(number.f64() as f32));
                let (low, high) = (bound(&clip_value_min, f64::NEG_INFINITY), bound(&clip_value_max, f64::INFINITY));
                return map(task, &x, &out, &|value| smaller(larger(value, low), high));
            }
            let low = clip_value_min.as_ref().map_or(i64::MIN, Scalar::i64);
            let high = clip_value_max.as_ref().map_or(i64::MAX, Scalar::i64);
            let values = task.read::<i64>(&x)?;
            task.write(&out, &values.iter().map(|value| (*value).max(low).min(high)).collect::<Vec<i64>>())
        })
    }
    /// Not below the bound.
    ClampMin(op; x: In, clip_value_min: Number, out: Out) {
        let both = Both { float: larger, integer: |a: i64, b: i64| a.max(b) };
        with_number(op, x, clip_value_min, out, NUMBERS, CORES, both)
    }
    /// Not above the bound.
    ClampMax(op; x: In, clip_value_max: Number, out: Out) {
        let both = Both { float: smaller, integer: |a: i64, b: i64| a.min(b) };
        with_number(op, x, clip_value_max, out, NUMBERS, CORES, both)
    }
    /// self + value * tensor1 * tensor2.
    Addcmul(op; x: In, tensor1: In, tensor2: In, value: Number, out: Out) {
        let (float, integer) = (value.f64(), value.i64());
        three(op, [x, tensor1, tensor2], out, COMBINED, &[FLOATS, &[DType::I32]].concat(), move |a, b, c| a + float * b * c,
            move |a, b, c| a.wrapping_add(integer.wrapping_mul(b).wrapping_mul(c)))
    }
    /// self + weight * (end - self).
    Lerp(op; x: In, end: In, weight: In, out: Out) {
        three(op, [x, end, weight], out, FLOATS, FLOATS, |a, b, weight| a + weight * (b - a), |a, _, _| a)
    }
    /// Numbers in the place of NaN and the infinities.
    NanToNum(op; x: In, nan: F32, posinf: F32, neginf: F32, out: Out) {
        op.dtype("self", &x, &[FLOATS, &[DType::I8, DType::U8, DType::I16, DType::I32, DType::I64, DType::Bool]].concat())?;
        op.same_dtype(&x, &out)?;
        op.shape("out", &out, &x.dims)?;
        op.cores(&[&x], FLOATS);
        op.run(move |task| {
            if !x.dtype.is_float() {
                return task.copy(&x, &out);
            }
            map(task, &x, &out, &|value| match value {
                f64::INFINITY => posinf.into(),
                f64::NEG_INFINITY => neginf.into(),
                value if value.is_nan() => nan.into(),
                value => value,
            })
        })
    }
}

/// The opposite of [`larger`].
fn smaller(a: f64, b: f64) -> f64 {
    -larger(-a, -b)
}

fn power() -> impl Function {
    Both {
        float: f64::powf,
        integer: integer_power,
    }
}

/// Below exponent 0 only 1 and -1 have powers that are not 0.
fn integer_power(base: i64, exponent: i64) -> i64 {
    match (base, exponent) {
        (1, ..0) => 1,
        (-1, ..0) => {
            if exponent % 2 == 0 {
                1
            } else {
                -1
            }
        }
        (_, ..0) => 0,
        _ => {
            let (mut power, mut square, mut left) = (1_i64, base, exponent);
            while left > 0 {
                if left % 2 == 1 {
                    power = power.wrapping_mul(square);
                }
                square = square.wrapping_mul(square);
                left /= 2;
            }
            power
        }
    }
}

/// Like [`binary`], of three tensors.
fn three(
    op: &mut Op,
    tensors: [Arc<Tensor>; 3],
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    float: impl Fn(f64, f64, f64) -> f64 + Send + Sync + 'static,
    integer: impl Fn(i64, i64, i64) -> i64 + Send + Sync + 'static,
) -> Result<()> {
    let [x, y, z] = &tensors;
    for tensor in [x, y, z, &out] {
        op.dtype("a tensor", tensor, dtypes)?;
    }
    let dims = op.broadcast(&[x, y, z])?;
    op.shape("out", &out, &dims)?;
    let dtype = promote(promote(x.dtype, y.dtype), z.dtype);
    op.cores_as(&[x, y, z], dtype, cores);
    op.run(move |task| {
        let [x, y, z] = &tensors;
        if dtype.is_float() {
            let (a, b, c) = (
                task.read_as::<f64>(x, &dims)?,
                task.read_as::<f64>(y, &dims)?,
                task.read_as::<f64>(z, &dims)?,
            );
            let values = a
                .iter()
                .zip(b.iter())
                .zip(c.iter())
                .map(|((a, b), c)| float(*a, *b, *c));
            return task.write(&out, &values.collect::<Vec<f64>>());
        }
        let (a, b, c) = (
            task.read_as::<i64>(x, &dims)?,
            task.read_as::<i64>(y, &dims)?,
            task.read_as::<i64>(z, &dims)?,
        );
        let values = a
            .iter()
            .zip(b.iter())
            .zip(c.iter())
            .map(|((a, b), c)| wrap(dtype, integer(*a, *b, *c)));
        task.write(&out, &values.collect::<Vec<i64>>())
    })
}
