//! Element by element, two inputs that are broadcast.

use crate::op::prelude::*;

aclnn! {
    /// self + alpha * other.
    Add(op; x: In, other: In, alpha: Number, out: Out) {
        let (float, integer) = (alpha.f64(), alpha.i64());
        binary(op, x, other, out, ALL, move |a, b| a + float * b, move |a, b| a.wrapping_add(integer.wrapping_mul(b)))
    }
}

/// An operator that computes each element of `out` from one of `x` and one of `other`, in the type to which theirs are promoted: floats in
/// f64 and rounded once, integers and booleans in i64.
pub fn binary(
    op: &mut Op,
    x: Arc<Tensor>,
    other: Arc<Tensor>,
    out: Arc<Tensor>,
    dtypes: &[DType],
    float: impl Fn(f64, f64) -> f64 + Send + Sync + 'static,
    integer: impl Fn(i64, i64) -> i64 + Send + Sync + 'static,
) -> Result<()> {
    op.dtype("self", &x, dtypes)?;
    op.dtype("other", &other, dtypes)?;
    op.dtype("out", &out, dtypes)?;
    let dims = op.broadcast(&[&x, &other])?;
    op.shape("out", &out, &dims)?;
    let dtype = promote(x.dtype, other.dtype);
    let to_bool = out.dtype == DType::Bool && dtype != DType::Bool;
    op.require(!to_bool, || {
        format!("a result of {dtype:?} does not become Bool")
    })?;
    op.run(move |task| {
        if dtype.is_float() {
            let (a, b) = (
                task.read_as::<f64>(&x, &dims)?,
                task.read_as::<f64>(&other, &dims)?,
            );
            let mut values: Vec<f64> = a.iter().zip(b.iter()).map(|(a, b)| float(*a, *b)).collect();
            if out.dtype != dtype {
                round_to(dtype, &mut values);
            }
            return task.write(&out, &values);
        }
        let (a, b) = (
            task.read_as::<i64>(&x, &dims)?,
            task.read_as::<i64>(&other, &dims)?,
        );
        let values: Vec<i64> = a
            .iter()
            .zip(b.iter())
            .map(|(a, b)| integer(*a, *b))
            .collect();
        task.write(&out, &values)
    })
}
