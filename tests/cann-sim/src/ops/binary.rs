//! Element by element, two inputs that are broadcast, or one and a number.

use crate::op::prelude::*;

/// What the cores add, multiply and compare.
pub const CORES: &[DType] = &[DType::F32, DType::F16, DType::Bf16, DType::I32, DType::I64];

/// A function of two elements, for floats and for integers.
pub struct Both<F, I> {
    /// Of floats.
    pub float: F,
    /// Of integers; booleans are 0 and 1.
    pub integer: I,
}

/// [`Both`] with functions that any thread may call.
pub trait Function: Send + Sync + 'static {
    fn float(&self, a: f64, b: f64) -> f64;
    fn integer(&self, a: i64, b: i64) -> i64;
}

impl<F, I> Function for Both<F, I>
where
    F: Fn(f64, f64) -> f64 + Send + Sync + 'static,
    I: Fn(i64, i64) -> i64 + Send + Sync + 'static,
{
    fn float(&self, a: f64, b: f64) -> f64 {
        (self.float)(a, b)
    }
    fn integer(&self, a: i64, b: i64) -> i64 {
        (self.integer)(a, b)
    }
}

/// An operator that computes each element of `out` from one of `x` and one of `other`, in the type to which theirs are promoted: floats in
/// f64, kept in float32 (float64 where one is) and rounded to `out`, integers and booleans in i64. `cores` are the types that are not left
/// to the AICPU.
pub fn binary(
    op: &mut Op,
    x: Arc<Tensor>,
    other: Arc<Tensor>,
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    function: impl Function,
) -> Result<()> {
    let dtype = promote(x.dtype, other.dtype);
    binary_in(op, x, other, out, dtypes, cores, dtype, function)
}

/// The same in a type of its own.
#[allow(clippy::too_many_arguments, reason = "each is one thing")]
pub fn binary_in(
    op: &mut Op,
    x: Arc<Tensor>,
    other: Arc<Tensor>,
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    dtype: DType,
    function: impl Function,
) -> Result<()> {
    op.dtype("other", &other, dtypes)?;
    let dims = op.broadcast(&[&x, &other])?;
    check(op, &x, &out, dtypes, &dims, dtype)?;
    op.cores_as(&[&x, &other], dtype, cores);
    op.run(move |task| {
        if dtype == DType::F64 {
            let (a, b) = (
                task.read_as::<f64>(&x, &dims)?,
                task.read_as::<f64>(&other, &dims)?,
            );
            return task.write(&out, &pairs(&a, &b, |a, b| function.float(a, b)));
        }
        if dtype.is_float() {
            let (mut a, mut b) = (
                task.read_as::<f32>(&x, &dims)?,
                task.read_as::<f32>(&other, &dims)?,
            );
            narrow(dtype, &x, &mut a);
            narrow(dtype, &other, &mut b);
            let values = pairs(&a, &b, |a, b| function.float(a.into(), b.into()) as f32);
            return write_floats(task, &out, dtype, values);
        }
        let (a, b) = (
            task.read_as::<i64>(&x, &dims)?,
            task.read_as::<i64>(&other, &dims)?,
        );
        task.write(
            &out,
            &pairs(&a, &b, |a, b| wrap(dtype, function.integer(a, b))),
        )
    })
}

/// The same with a number, in the type to which both are promoted.
pub fn with_number(
    op: &mut Op,
    x: Arc<Tensor>,
    other: Scalar,
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    function: impl Function,
) -> Result<()> {
    let dtype = promote_number(x.dtype, other.dtype);
    number_in(op, x, other, out, dtypes, cores, dtype, function)
}

/// The same in a type of its own.
#[allow(clippy::too_many_arguments, reason = "each is one thing")]
pub fn number_in(
    op: &mut Op,
    x: Arc<Tensor>,
    other: Scalar,
    out: Arc<Tensor>,
    dtypes: &[DType],
    cores: &[DType],
    dtype: DType,
    function: impl Function,
) -> Result<()> {
    let dims = x.dims.clone();
    check(op, &x, &out, dtypes, &dims, dtype)?;
    op.cores_as(&[&x], dtype, cores);
    op.run(move |task| {
        if dtype == DType::F64 {
            let (a, b) = (task.read::<f64>(&x)?, other.f64());
            return task.write(
                &out,
                &a.iter().map(|a| function.float(*a, b)).collect::<Vec<_>>(),
            );
        }
        if dtype.is_float() {
            let (mut a, b) = (task.read::<f32>(&x)?, f64::from(other.f64() as f32));
            narrow(dtype, &x, &mut a);
            let values = a
                .iter()
                .map(|a| function.float((*a).into(), b) as f32)
                .collect();
            return write_floats(task, &out, dtype, values);
        }
        let (a, b) = (task.read::<i64>(&x)?, other.i64());
        let values: Vec<i64> = a
            .iter()
            .map(|a| wrap(dtype, function.integer(*a, b)))
            .collect();
        task.write(&out, &values)
    })
}

fn check(
    op: &Op,
    x: &Tensor,
    out: &Tensor,
    dtypes: &[DType],
    dims: &[i64],
    dtype: DType,
) -> Result<()> {
    op.dtype("self", x, dtypes)?;
    op.dtype("out", out, dtypes)?;
    op.shape("out", out, dims)?;
    let to_bool = out.dtype == DType::Bool && dtype != DType::Bool;
    op.require(!to_bool, || {
        format!("a result of {dtype:?} does not become Bool")
    })
}

fn pairs<A: Copy, B>(a: &[A], b: &[A], function: impl Fn(A, A) -> B) -> Vec<B> {
    a.iter().zip(b).map(|(a, b)| function(*a, *b)).collect()
}

/// What a tensor loses where it is converted to `dtype` before the operator.
fn narrow(dtype: DType, tensor: &Tensor, values: &mut std::borrow::Cow<'_, [f32]>) {
    if tensor.dtype != dtype && dtype != DType::F32 {
        round_to(dtype, values.to_mut());
    }
}

fn write_floats(task: &Task, out: &Tensor, dtype: DType, mut values: Vec<f32>) -> Result<()> {
    if out.dtype != dtype {
        round_to(dtype, &mut values);
    }
    task.write(out, &values)
}
