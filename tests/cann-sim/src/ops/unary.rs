//! Element by element, one input, floats out.

use crate::op::prelude::*;

/// Declares operators of one input: the types it takes, those it gives, the function.
macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident: $inputs:expr, $outputs:expr, $function:expr;)*) => {
        aclnn! {$(
            $(#[$doc])*
            $name(op; x: In, out: Out) { unary(op, x, out, $inputs, $outputs, $function) }
        )*}
    };
}

/// float32, float16, float64.
const NO_BF16: &[DType] = &[DType::F32, DType::F16, DType::F64];

functions! {
    /// e to the x.
    Exp: &[FLOATS_64, &[DType::I64, DType::Bool]].concat(), FLOATS_64, f64::exp;
    /// Natural logarithm.
    Log: ALL, FLOATS_64, f64::ln;
    /// Natural logarithm of 1 + x.
    Log1p: ALL, FLOATS_64, f64::ln_1p;
    /// e to the x, less 1.
    Expm1: &[FLOATS, &[DType::I64, DType::Bool]].concat(), FLOATS, f64::exp_m1;
    /// Square root.
    Sqrt: ALL, FLOATS_64, f64::sqrt;
    /// Reciprocal of the square root.
    Rsqrt: ALL, FLOATS_64, |x: f64| x.sqrt().recip();
    /// 1 / x.
    Reciprocal: ALL, FLOATS_64, f64::recip;
    /// Hyperbolic tangent.
    Tanh: &[FLOATS, &[DType::Bool, DType::U8, DType::I8, DType::I16, DType::I32, DType::I64]].concat(), FLOATS, f64::tanh;
    /// Error function.
    Erf: &[NO_BF16, &[DType::Bool, DType::I64]].concat(), NO_BF16, libm::erf;
    /// Sine.
    Sin: ALL, FLOATS_64, f64::sin;
    /// Cosine.
    Cos: ALL, FLOATS_64, f64::cos;
    /// Tangent.
    Tan: ALL, FLOATS_64, f64::tan;
    /// Hyperbolic sine.
    Sinh: ALL, FLOATS_64, f64::sinh;
    /// Hyperbolic cosine.
    Cosh: NO_BF16, NO_BF16, f64::cosh;
    /// Inverse of the sine.
    Asin: ALL_BUT_BF16, NO_BF16, f64::asin;
    /// Inverse of the cosine.
    Acos: ALL_BUT_BF16, NO_BF16, f64::acos;
    /// Inverse of the tangent.
    Atan: ALL, FLOATS_64, f64::atan;
    /// Inverse of the hyperbolic sine.
    Asinh: ALL_BUT_BF16, NO_BF16, f64::asinh;
    /// Inverse of the hyperbolic cosine.
    Acosh: NO_BF16, NO_BF16, f64::acosh;
    /// Inverse of the hyperbolic tangent.
    Atanh: ALL_BUT_BF16, NO_BF16, f64::atanh;
}

/// An operator that computes each element of `out` from one of `x`, which has the same sizes. Integers become float32 first; computed in
/// f64, kept in float32 (float64 where `x` is) and rounded to `out`.
pub fn unary(
    op: &mut Op,
    x: Arc<Tensor>,
    out: Arc<Tensor>,
    inputs: &[DType],
    outputs: &[DType],
    function: impl Fn(f64) -> f64 + Send + Sync + 'static,
) -> Result<()> {
    op.dtype("self", &x, inputs)?;
    op.dtype("out", &out, outputs)?;
    op.shape("out", &out, &x.dims)?;
    let dtype = if x.dtype.is_float() {
        x.dtype
    } else {
        DType::F32
    };
    op.cores_as(&[&x], dtype, FLOATS);
    op.run(move |task| map(task, &x, &out, &function))
}

/// Writes a function of each element.
pub fn map(task: &Task, x: &Tensor, out: &Tensor, function: &impl Fn(f64) -> f64) -> Result<()> {
    if x.dtype == DType::F64 {
        let values: Vec<f64> = task.read::<f64>(x)?.iter().map(|v| function(*v)).collect();
        return task.write(out, &values);
    }
    let values = task.read::<f32>(x)?;
    let values: Vec<f32> = values
        .iter()
        .map(|v| function((*v).into()) as f32)
        .collect();
    task.write(out, &values)
}
