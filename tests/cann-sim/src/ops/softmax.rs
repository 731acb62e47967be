//! Softmax.

use crate::op::prelude::*;

aclnn! {
    /// e to the x, divided by the sum along an axis.
    Softmax(op; x: In, dim: I64, out: Out) {
        along(op, x, dim, out, |row| {
            let sum = normalise(row);
            row.iter_mut().for_each(|value| *value /= sum);
        })
    }
    /// The logarithm of the softmax.
    LogSoftmax(op; x: In, dim: I64, out: Out) {
        op.rank("self", &x, 1..=8)?;
        along(op, x, dim, out, |row| {
            let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum = row.iter().map(|value| (value - largest).exp()).sum::<f64>().ln();
            row.iter_mut().for_each(|value| *value = *value - largest - sum);
        })
    }
}

/// Puts e to the (x - the largest) in place of x and gives their sum.
fn normalise(row: &mut [f64]) -> f64 {
    let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    row.iter_mut()
        .for_each(|value| *value = (*value - largest).exp());
    row.iter().sum()
}

/// An operator that changes each line along an axis.
fn along(
    op: &mut Op,
    x: Arc<Tensor>,
    dim: i64,
    out: Arc<Tensor>,
    change: fn(&mut [f64]),
) -> Result<()> {
    op.dtype("self", &x, FLOATS_64)?;
    op.dtype("out", &out, FLOATS_64)?;
    op.shape("out", &out, &x.dims)?;
    let axis = op.axis(dim, x.rank())?;
    op.workspace(512);
    op.run(move |task| {
        let mut values = task.read::<f64>(&x)?.into_owned();
        let count = x.dims.get(axis).copied().unwrap_or(1).max(1) as usize;
        let inner = x.dims.iter().skip(axis + 1).product::<i64>().max(1) as usize;
        let mut line = vec![0.0; count];
        for block in values.chunks_exact_mut(count * inner) {
            for start in 0..inner {
                let places = || (0..count).map(|at| start + at * inner);
                line.iter_mut()
                    .zip(places())
                    .for_each(|(value, at)| *value = block[at]);
                change(&mut line);
                line.iter()
                    .zip(places())
                    .for_each(|(value, at)| block[at] = *value);
            }
        }
        task.write(&out, &values)
    })
}
