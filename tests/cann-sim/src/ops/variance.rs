//! Spread, norms and sums of exponentials along axes.

use super::reduce::Axes;
use crate::op::prelude::*;

aclnn! {
    /// Mean square distance from the mean, over the count less 1 where `unbiased`.
    Var(op; x: In, dim: OptInts, unbiased: Bool, keepdim: Bool, out: Out) {
        variance(op, x, dim, i64::from(unbiased), keepdim, out, |value| value)
    }
    /// The same over the count less `correction`.
    VarCorrection(op; x: In, dim: OptInts, correction: I64, keepdim: Bool, out: Out) {
        variance(op, x, dim, correction, keepdim, out, |value| value)
    }
    /// Its square root.
    Std(op; x: In, dim: OptInts, correction: I64, keepdim: Bool, out: Out) {
        variance(op, x, dim, correction, keepdim, out, f64::sqrt)
    }
    /// The norm of order `ord`, in `dtype`.
    LinalgVectorNorm(op; x: In, ord: Number, dims: OptInts, keep_dims: Bool, dtype: DataType, out: Out) {
        op.dtype("self", &x, FLOATS)?;
        op.dtype("out", &out, FLOATS)?;
        op.require(out.dtype == dtype, || format!("out is {:?}, dtype {dtype:?}", out.dtype))?;
        let axes = Axes::of(op, &x, dims.as_deref(), keep_dims, &[&out])?;
        let ord = ord.f64();
        op.run(move |task| axes.floats(task, &x, &out, dtype, |lane| norm(lane, ord)))
    }
    /// Logarithm of the sum of exponentials.
    LogSumExp(op; x: In, dim: OptInts, keep_dim: Bool, out: Out) {
        op.dtype("self", &x, &[FLOATS, INDICES, &[DType::I16, DType::I8, DType::U8, DType::Bool]].concat())?;
        op.dtype("out", &out, FLOATS)?;
        let axes = Axes::of(op, &x, dim.as_deref(), keep_dim, &[&out])?;
        op.cores_as(&[&x], out.dtype, FLOATS);
        op.run(move |task| axes.floats(task, &x, &out, out.dtype, |lane| {
            let largest = extreme(lane.iter().copied());
            if !largest.is_finite() {
                return largest;
            }
            largest + lane.iter().map(|value| (value - largest).exp()).sum::<f64>().ln()
        }))
    }
}

fn variance(
    op: &mut Op,
    x: Arc<Tensor>,
    dims: Option<Vec<i64>>,
    correction: i64,
    keep: bool,
    out: Arc<Tensor>,
    last: fn(f64) -> f64,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    op.same_dtype(&x, &out)?;
    let axes = Axes::of(op, &x, dims.as_deref(), keep, &[&out])?;
    let count = axes.count as f64;
    op.run(move |task| {
        axes.floats(task, &x, &out, x.dtype, |lane| {
            let mean = lane.iter().sum::<f64>() / count;
            let squares: f64 = lane
                .iter()
                .map(|value| (value - mean) * (value - mean))
                .sum();
            last(squares / (count - correction as f64).max(0.0))
        })
    })
}

fn norm(lane: &[f64], ord: f64) -> f64 {
    let absolute = lane.iter().map(|value| value.abs());
    match ord {
        f64::INFINITY => extreme(absolute),
        f64::NEG_INFINITY => -extreme(absolute.map(|value| -value)),
        0.0 => absolute.filter(|value| *value != 0.0).count() as f64,
        1.0 => absolute.sum(),
        2.0 => absolute.map(|value| value * value).sum::<f64>().sqrt(),
        _ => absolute
            .map(|value| value.powf(ord))
            .sum::<f64>()
            .powf(ord.recip()),
    }
}

/// The largest; NaN where one is.
fn extreme(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, super::arithmetic::larger)
}
