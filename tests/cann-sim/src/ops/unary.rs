//! Element by element, one input.

use crate::op::prelude::*;

aclnn! {
    /// e to the x.
    Exp(op; x: In, out: Out) { unary(op, x, out, &[FLOATS_64, BOOLS, &[DType::I64]].concat(), f64::exp) }
}

/// An operator that computes each element of `out` from one of `x`, which has the same sizes. Computed in f64 and rounded once.
pub fn unary(
    op: &mut Op,
    x: Arc<Tensor>,
    out: Arc<Tensor>,
    inputs: &[DType],
    function: fn(f64) -> f64,
) -> Result<()> {
    op.dtype("self", &x, inputs)?;
    op.dtype("out", &out, FLOATS_64)?;
    op.shape("out", &out, &x.dims)?;
    op.run(move |task| {
        let values = task.read::<f64>(&x)?;
        let values: Vec<f64> = values.iter().map(|value| function(*value)).collect();
        task.write(&out, &values)
    })
}
