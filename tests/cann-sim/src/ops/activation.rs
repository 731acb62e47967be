//! Activations.

use crate::op::prelude::*;

aclnn! {
    /// GELU: exact where `approximate` is 0, by tanh where it is 1.
    GeluV2(op; x: In, approximate: I64, y: Out) {
        op.require(matches!(approximate, 0 | 1), || format!("approximate is {approximate}, not 0 or 1"))?;
        float(op, x, y, if approximate == 0 { gelu_erf } else { gelu_tanh })
    }
    /// GELU by tanh.
    Gelu(op; x: In, out: Out) { float(op, x, out, gelu_tanh) }
    /// x * sigmoid(x).
    Silu(op; x: In, out: Out) { float(op, x, out, silu) }
    /// 1 / (1 + e to the -x).
    Sigmoid(op; x: In, out: Out) { float(op, x, out, sigmoid) }
    /// log(sigmoid(x)).
    LogSigmoid(op; x: In, out: Out) {
        op.rank("self", &x, 1..=8)?;
        float(op, x, out, |x| x.min(0.0) - (-x.abs()).exp().ln_1p())
    }
    /// x / 6 + 1 / 2, between 0 and 1.
    Hardsigmoid(op; x: In, out: Out) { float(op, x, out, |x| (x / 6.0 + 0.5).clamp(0.0, 1.0)) }
    /// What is above 0.
    Relu(op; x: In, out: Out) {
        let dtypes = [FLOATS, &[DType::I8, DType::I32, DType::I64]].concat();
        op.dtype("self", &x, &dtypes)?;
        op.dtype("out", &out, &dtypes)?;
        op.same_dtype(&x, &out)?;
        op.shape("out", &out, &x.dims)?;
        op.on_core(&x);
        op.run(move |task| {
            if x.dtype.is_float() {
                return each(task, &x, &out, |x| if x.is_nan() { x } else { x.max(0.0) });
            }
            let values: Vec<i64> = task.read::<i64>(&x)?.iter().map(|value| (*value).max(0)).collect();
            task.write(&out, &values)
        })
    }
    /// x, times the slope where it is below 0.
    LeakyRelu(op; x: In, negative_slope: Number, out: Out) {
        let slope = negative_slope.f64();
        float(op, x, out, move |x| if x < 0.0 { slope * x } else { x })
    }
    /// log(1 + e to the (beta x)) / beta; x where beta x is above the threshold.
    Softplus(op; x: In, beta: Number, threshold: Number, out: Out) {
        let (beta, threshold) = (beta.f64(), threshold.f64());
        float(op, x, out, move |x| if beta * x > threshold { x } else { (beta * x).exp().ln_1p() / beta })
    }
    /// x, times a weight where it is below 0: one for all, or one for each place of the second axis.
    Prelu(op; x: In, weight: In, out: Out) {
        for (what, tensor) in [("self", &x), ("weight", &weight), ("out", &out)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&x, tensor)?;
        }
        op.shape("out", &out, &x.dims)?;
        let channels = x.dims.get(1).copied().unwrap_or(1);
        let count = weight.numel() as i64;
        op.require(weight.rank() <= 1 && (count == 1 || count == channels), || {
            format!("weight has the sizes {:?} where self has {:?}", weight.dims, x.dims)
        })?;
        op.run(move |task| {
            let (values, weights) = (task.read::<f32>(&x)?, task.read::<f32>(&weight)?);
            let inner = x.dims.iter().skip(2).product::<i64>().max(1) as usize;
            let weight = |at: usize| weights[at / inner % weights.len()];
            let values = values.iter().enumerate();
            let values: Vec<f32> = values.map(|(at, &x)| if x < 0.0 { x * weight(at) } else { x }).collect();
            task.write(&out, &values)
        })
    }
    /// silu of the first half of an axis, times the second half.
    SwiGlu(op; x: In, dim: I64, out: Out) {
        op.dtype("x", &x, FLOATS)?;
        op.same_dtype(&x, &out)?;
        op.rank("x", &x, 1..=8)?;
        let axis = op.axis(dim, x.rank())?;
        op.require(x.dims[axis] % 2 == 0, || format!("the axis {dim} of {:?} has no halves", x.dims))?;
        let mut dims = x.dims.clone();
        dims[axis] /= 2;
        op.shape("out", &out, &dims)?;
        for (what, tensor) in [("x", &x), ("out", &out)] {
            op.require(tensor.is_contiguous(), || format!("{what} is not contiguous: {}", tensor.describe()))?;
        }
        op.run(move |task| {
            let values = task.read::<f32>(&x)?;
            let half = dims[axis..].iter().product::<i64>().max(1) as usize;
            let turned = values.chunks_exact(2 * half).flat_map(|pair| {
                let (gate, up) = pair.split_at(half);
                gate.iter().zip(up).map(|(gate, up)| gate / (1.0 + (-gate).exp()) * up)
            });
            let turned: Vec<f32> = turned.collect();
            task.write(&out, &turned)
        })
    }
    /// The gradient of the exact GELU.
    GeluBackward(op; grad_output: In, x: In, grad_input: Out) {
        for (what, tensor) in [("gradOutput", &grad_output), ("self", &x), ("gradInput", &grad_input)] {
            op.dtype(what, tensor, FLOATS)?;
        }
        let dims = op.broadcast(&[&grad_output, &x])?;
        op.shape("gradInput", &grad_input, &dims)?;
        op.run(move |task| {
            let (gradients, values) = (task.read_as::<f64>(&grad_output, &dims)?, task.read_as::<f64>(&x, &dims)?);
            let values = gradients.iter().zip(values.iter()).map(|(gradient, &x)| {
                let density = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
                gradient * (0.5 * (1.0 + erf(x / std::f64::consts::SQRT_2)) + x * density)
            });
            let values: Vec<f64> = values.collect();
            task.write(&grad_input, &values)
        })
    }
}

/// An operator of one input and one output of floats, computed in f64 and rounded once.
fn float(
    op: &mut Op,
    x: Arc<Tensor>,
    out: Arc<Tensor>,
    function: impl Fn(f64) -> f64 + Send + Sync + 'static,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    op.dtype("out", &out, FLOATS)?;
    op.shape("out", &out, &x.dims)?;
    op.run(move |task| each(task, &x, &out, &function))
}

fn each(task: &Task, x: &Tensor, out: &Tensor, function: impl Fn(f64) -> f64) -> Result<()> {
    let values: Vec<f64> = task
        .read::<f64>(x)?
        .iter()
        .map(|value| function(*value))
        .collect();
    task.write(out, &values)
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn silu(x: f64) -> f64 {
    x * sigmoid(x)
}

fn gelu_tanh(x: f64) -> f64 {
    let inner = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x * x * x);
    0.5 * x * (1.0 + inner.tanh())
}

fn gelu_erf(x: f64) -> f64 {
    0.5 * x * (1.0 + erf(x / std::f64::consts::SQRT_2))
}

fn erf(x: f64) -> f64 {
    libm::erf(x)
}
