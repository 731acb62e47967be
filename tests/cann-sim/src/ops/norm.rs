//! Norms over the last axes.

use crate::op::prelude::*;

aclnn! {
    /// (x - mean) / sqrt(variance + eps) * weight + bias over the last axes.
    LayerNorm(
        op; x: In, normalized_shape: Ints, weight: OptIn, bias: OptIn, eps: F64, out: Out, mean_out: OptOut, rstd_out: OptOut,
    ) {
        op.dtype("input", &x, FLOATS)?;
        op.require(!op.soc().is_310p || x.dtype == DType::F16, || format!("{:?} on {}", x.dtype, op.soc().name))?;
        op.same_dtype(&x, &out)?;
        op.shape("out", &out, &x.dims)?;
        let rows = Rows::of(op, &x, &normalized_shape)?;
        for (what, tensor) in [("weight", &weight), ("bias", &bias)] {
            if let Some(tensor) = tensor {
                parameter(op, what, tensor, &x, &normalized_shape)?;
            }
        }
        for (what, tensor) in [("meanOut", &mean_out), ("rstdOut", &rstd_out)] {
            if let Some(tensor) = tensor {
                op.dtype(what, tensor, FLOATS)?;
                op.shape(what, tensor, &rows.statistics)?;
            }
        }
        op.workspace(512);
        op.run(move |task| {
            let mut values = task.read::<f32>(&x)?.into_owned();
            let (weight, bias) = (optional(task, &weight)?, optional(task, &bias)?);
            let statistics = rows.standardise(&mut values, eps);
            rows.scale(&mut values, weight.as_deref(), bias.as_deref());
            task.write(&out, &values)?;
            rows.write(task, &mean_out, &rstd_out, &statistics)
        })
    }
    /// x / sqrt(mean of x squared + epsilon) * gamma over the last axes.
    RmsNorm(op; x: In, gamma: In, epsilon: F64, y: Out, rstd: Out) {
        let rows = rms_checks(op, &x, &gamma, &y, &rstd)?;
        op.run(move |task| {
            let mut values = task.read::<f32>(&x)?.into_owned();
            let gamma = task.read::<f32>(&gamma)?;
            let scales = rows.rms(&mut values, epsilon);
            rows.scale(&mut values, Some(&gamma), None);
            task.write(&y, &values)?;
            task.write(&rstd, &scales)
        })
    }
    /// x1 + x2, and its [`RmsNorm`].
    AddRmsNorm(op; x1: In, x2: In, gamma: In, epsilon: F64, y: Out, rstd: Out, x: Out) {
        op.same_dtype(&x1, &x2)?;
        op.same_dtype(&x1, &x)?;
        op.same_dtype(&x1, &gamma)?;
        op.shape("x2", &x2, &x1.dims)?;
        op.shape("xOut", &x, &x1.dims)?;
        let rows = rms_checks(op, &x1, &gamma, &y, &rstd)?;
        op.run(move |task| {
            let mut values = added(task, &[&x1, &x2])?;
            let gamma = task.read::<f32>(&gamma)?.into_owned();
            task.write(&x, &values)?;
            round_to(x.dtype, &mut values);
            let scales = rows.rms(&mut values, epsilon);
            rows.scale(&mut values, Some(&gamma), None);
            task.write(&y, &values)?;
            task.write(&rstd, &scales)
        })
    }
    /// x1 + x2 + bias, and its [`LayerNorm`].
    AddLayerNorm(
        op; x1: In, x2: In, gamma: In, beta: In, bias: OptIn, epsilon: F64, additional_output: Bool, y: Out, mean: OptOut,
        rstd: OptOut, x: OptOut,
    ) {
        for (what, tensor) in [("x1", &x1), ("x2", &x2), ("y", &y)] {
            op.dtype(what, tensor, FLOATS)?;
            op.shape(what, tensor, &x1.dims)?;
        }
        let rows = Rows::of(op, &x1, &gamma.dims)?;
        for (what, tensor) in [("gamma", &gamma), ("beta", &beta)] {
            op.dtype(what, tensor, FLOATS)?;
            op.shape(what, tensor, &gamma.dims)?;
        }
        if let Some(bias) = &bias {
            let dims = op.broadcast(&[bias, &x1])?;
            op.require(dims == x1.dims, || format!("bias has the sizes {:?}", bias.dims))?;
        }
        for (what, tensor) in [("meanOut", &mean), ("rstdOut", &rstd)] {
            if let Some(tensor) = tensor {
                op.dtype(what, tensor, &[DType::F32])?;
                op.shape(what, tensor, &rows.statistics)?;
            }
        }
        op.require(!additional_output || x.is_some(), || "xOut is null and additionalOutput is set".to_owned())?;
        op.run(move |task| {
            let mut values = added(task, &[&x1, &x2])?;
            if let Some(bias) = &bias {
                let bias = task.read_as::<f32>(bias, &x1.dims)?;
                values.iter_mut().zip(bias.iter()).for_each(|(value, bias)| *value += bias);
            }
            let (gamma, beta) = (task.read::<f32>(&gamma)?.into_owned(), task.read::<f32>(&beta)?.into_owned());
            if let Some(x) = x.as_ref().filter(|_| additional_output) {
                task.write(x, &values)?;
            }
            let statistics = rows.standardise(&mut values, epsilon);
            rows.scale(&mut values, Some(&gamma), Some(&beta));
            task.write(&y, &values)?;
            rows.write(task, &mean, &rstd, &statistics)
        })
    }
}

/// Sums of tensors of the same sizes.
fn added(task: &Task, [a, b]: &[&Tensor; 2]) -> Result<Vec<f32>> {
    let (a, b) = (task.read::<f32>(a)?, task.read::<f32>(b)?);
    Ok(a.iter().zip(b.iter()).map(|(a, b)| a + b).collect())
}

fn optional(task: &Task, tensor: &Option<Arc<Tensor>>) -> Result<Option<Vec<f32>>> {
    let read = tensor.as_ref().map(|tensor| task.read::<f32>(tensor));
    Ok(read.transpose()?.map(|values| values.into_owned()))
}

/// A weight or bias: of the type of `x` or float32.
fn parameter(op: &Op, what: &str, tensor: &Tensor, x: &Tensor, dims: &[i64]) -> Result<()> {
    op.dtype(what, tensor, &[x.dtype, DType::F32])?;
    op.shape(what, tensor, dims)
}

fn rms_checks(op: &mut Op, x: &Tensor, gamma: &Tensor, y: &Tensor, rstd: &Tensor) -> Result<Rows> {
    op.dtype("x", x, FLOATS)?;
    op.same_dtype(x, y)?;
    op.shape("y", y, &x.dims)?;
    // bfloat16 goes with nothing else.
    let widened = if x.dtype == DType::F16 {
        DType::F32
    } else {
        x.dtype
    };
    op.dtype("gamma", gamma, &[x.dtype, widened])?;
    let rows = Rows::of(op, x, &gamma.dims)?;
    op.dtype("rstd", rstd, &[DType::F32])?;
    op.shape("rstd", rstd, &rows.statistics)?;
    let short = op.soc().is_310p && x.dims.last().unwrap_or(&0) * (x.dtype.size() as i64) < 32;
    op.tiling(!short, || {
        format!("the last axis of {} has less than 32 bytes", x.describe())
    })?;
    op.workspace(512);
    Ok(rows)
}

/// The last axes of a tensor as rows.
struct Rows {
    /// Elements of a row.
    size: usize,
    /// The tensor's sizes with 1 in place of those of a row.
    statistics: Vec<i64>,
}

impl Rows {
    fn of(op: &Op, x: &Tensor, last: &[i64]) -> Result<Self> {
        op.require(!last.is_empty() && x.dims.ends_with(last), || {
            format!("{:?} does not end with the sizes {last:?}", x.dims)
        })?;
        let mut statistics = x.dims.clone();
        let first = x.rank() - last.len();
        statistics[first..].fill(1);
        Ok(Self {
            size: last.iter().product::<i64>().max(1) as usize,
            statistics,
        })
    }

    /// Subtracts the mean and divides by the deviation; gives means and the inverse deviations.
    fn standardise(&self, values: &mut [f32], eps: f64) -> [Vec<f32>; 2] {
        let statistics = values.chunks_exact_mut(self.size).map(|row| {
            let mean = row.iter().map(|value| f64::from(*value)).sum::<f64>() / row.len() as f64;
            let variance = row
                .iter()
                .map(|value| (f64::from(*value) - mean).powi(2))
                .sum::<f64>()
                / row.len() as f64;
            let scale = (variance + eps).sqrt().recip();
            row.iter_mut()
                .for_each(|value| *value = ((f64::from(*value) - mean) * scale) as f32);
            (mean as f32, scale as f32)
        });
        let (means, scales) = statistics.unzip();
        [means, scales]
    }

    /// Divides by the root mean square; gives its inverses.
    fn rms(&self, values: &mut [f32], eps: f64) -> Vec<f32> {
        let scales = values.chunks_exact_mut(self.size).map(|row| {
            let mean = row
                .iter()
                .map(|value| f64::from(*value).powi(2))
                .sum::<f64>()
                / row.len() as f64;
            let scale = (mean + eps).sqrt().recip() as f32;
            row.iter_mut().for_each(|value| *value *= scale);
            scale
        });
        scales.collect()
    }

    fn scale(&self, values: &mut [f32], weight: Option<&[f32]>, bias: Option<&[f32]>) {
        for row in values.chunks_exact_mut(self.size) {
            if let Some(weight) = weight {
                row.iter_mut()
                    .zip(weight)
                    .for_each(|(value, weight)| *value *= weight);
            }
            if let Some(bias) = bias {
                row.iter_mut()
                    .zip(bias)
                    .for_each(|(value, bias)| *value += bias);
            }
        }
    }

    fn write(
        &self,
        task: &Task,
        mean: &Option<Arc<Tensor>>,
        rstd: &Option<Arc<Tensor>>,
        values: &[Vec<f32>; 2],
    ) -> Result<()> {
        for (tensor, values) in [mean, rstd].into_iter().zip(values) {
            if let Some(tensor) = tensor {
                task.write(tensor, values)?;
            }
        }
        Ok(())
    }
}
