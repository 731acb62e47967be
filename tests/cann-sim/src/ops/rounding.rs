//! Signs and whole numbers, of floats and integers.

use super::unary::map;
use crate::op::prelude::*;

/// float32, float16, bfloat16 and int32.
const WITH_I32: &[DType] = &[DType::F32, DType::F16, DType::Bf16, DType::I32];

/// Declares operators: the types they take and give, those that the cores compute, the function of floats, the function of integers.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident: $dtypes:expr, $cores:expr, $float:expr, $integer:expr;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $name(op; x: In, out: Out) { same(op, x, out, $dtypes, $cores, $float, $integer) }
        )*}
    };
}
functions! {
    /// Without the sign.
    Abs: ALL, &[WITH_I32, &[DType::I64]].concat(), f64::abs, i64::wrapping_abs;
    /// The opposite.
    Neg: &[FLOATS_64, INDICES, &[DType::I8]].concat(), &[WITH_I32, &[DType::I64, DType::I8]].concat(), |v| -v, i64::wrapping_neg;
    /// The next whole number below.
    Floor: &[NUMBERS, &[DType::U16, DType::U32, DType::U64]].concat(), FLOATS, f64::floor, |v| v;
    /// The next whole number above.
    Ceil: FLOATS_64, FLOATS, f64::ceil, |v| v;
    /// The nearest whole number, the even one of two.
    Round: &[FLOATS_64, INDICES].concat(), WITH_I32, f64::round_ties_even, |v| v;
    /// Without the fraction.
    Trunc: FLOATS, FLOATS, f64::trunc, |v| v;
    /// 1, 0 or -1; NaN stays.
    Sign: &[DType::F32, DType::F16, DType::F64, DType::I32, DType::I64, DType::Bool], WITH_I32, sign, i64::signum;
    /// The product with itself.
    Square: &[FLOATS, INDICES].concat(), &[FLOATS, INDICES].concat(), |v| v * v, |v| v.wrapping_mul(v);
}

fn sign(value: f64) -> f64 {
    match value.partial_cmp(&0.0) {
        Some(std::cmp::Ordering::Greater) => 1.0,
        Some(std::cmp::Ordering::Less) => -1.0,
        Some(std::cmp::Ordering::Equal) => 0.0,
        None => value,
    }
}

fn same(
    op: &mut Op,
    x: Arc<Tensor>,
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    float: fn(f64) -> f64,
    integer: fn(i64) -> i64,
) -> Result<()> {
    op.dtype("self", &x, dtypes)?;
    op.same_dtype(&x, &out)?;
    op.shape("out", &out, &x.dims)?;
    op.cores(&[&x], cores);
    op.run(move |task| {
        if x.dtype.is_float() {
            return map(task, &x, &out, &float);
        }
        let values = task.read::<i64>(&x)?;
        task.write(
            &out,
            &values.iter().map(|v| integer(*v)).collect::<Vec<i64>>(),
        )
    })
}
