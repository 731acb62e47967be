//! Norms over batches and groups of channels, and the gradient of the norm over the last axes.

use crate::op::prelude::*;

aclnn! {
    /// (x - mean) / sqrt(variance + eps) * gamma + beta over groups of channels.
    GroupNorm(
        op; x: In, gamma: OptIn, beta: OptIn, n: I64, c: I64, hxw: I64, group: I64, eps: F64, out: Out, mean_out: Out, rstd_out: Out,
    ) {
        for (what, tensor) in [("self", &x), ("out", &out), ("meanOut", &mean_out), ("rstdOut", &rstd_out)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&x, tensor)?;
        }
        op.rank("self", &x, 2..=8)?;
        op.shape("out", &out, &x.dims)?;
        op.require(x.dims[..2] == [n, c] && x.dims[2..].iter().product::<i64>() == hxw, || format!("{n}, {c} and {hxw} of {:?}", x.dims))?;
        op.require(group > 0 && c % group == 0, || format!("{group} groups of {c} channels"))?;
        channels(op, &[("gamma", &gamma), ("beta", &beta)], c)?;
        op.shape("meanOut", &mean_out, &[n, group])?;
        op.shape("rstdOut", &rstd_out, &[n, group])?;
        op.run(move |task| {
            let mut values = task.read::<f64>(&x)?.into_owned();
            let (gamma, beta) = (optional(task, &gamma)?, optional(task, &beta)?);
            let statistics = values.chunks_exact_mut((c / group * hxw).max(1) as usize).map(|row| {
                let (mean, variance) = moments(row.iter().copied());
                let scale = (variance + eps).sqrt().recip();
                row.iter_mut().for_each(|value| *value = (*value - mean) * scale);
                (mean, scale)
            });
            let (means, scales): (Vec<f64>, Vec<f64>) = statistics.unzip();
            scale(&mut values, [c as usize, hxw as usize], &gamma, &beta);
            task.write(&out, &values)?;
            task.write(&mean_out, &means)?;
            task.write(&rstd_out, &scales)
        })
    }
    /// (x - mean) / sqrt(variance + eps) * weight + bias for each channel, with the statistics of the batch or with those given.
    BatchNorm(
        op; x: In, weight: OptIn, bias: OptIn, running_mean: OptOut, running_var: OptOut, training: Bool, momentum: F64,
        eps: F64, output: Out, save_mean: OptOut, save_invstd: OptOut,
    ) {
        op.dtype("input", &x, FLOATS)?;
        op.dtype("output", &output, FLOATS)?;
        op.rank("input", &x, 2..=8)?;
        op.shape("output", &output, &x.dims)?;
        let c = x.dims[1];
        channels(op, &[("weight", &weight), ("bias", &bias), ("runningMean", &running_mean), ("runningVar", &running_var)], c)?;
        if training {
            channels(op, &[("saveMean", &save_mean), ("saveInvstd", &save_invstd)], c)?;
        }
        let given = running_mean.is_some() && running_var.is_some();
        op.require(training || given, || "runningMean or runningVar is null".to_owned())?;
        op.run(move |task| {
            let mut values = task.read::<f64>(&x)?.into_owned();
            let (weight, bias) = (optional(task, &weight)?, optional(task, &bias)?);
            let running = [optional(task, &running_mean)?, optional(task, &running_var)?];
            let (channels, inner) = (c as usize, x.dims[2..].iter().product::<i64>() as usize);
            let count = values.len() / channels.max(1);
            let (means, variances): (Vec<f64>, Vec<f64>) = match (&running, training) {
                ([Some(means), Some(variances)], false) => (means.clone(), variances.clone()),
                _ => {
                    let channel = |channel: usize| values.chunks_exact(inner.max(1)).skip(channel).step_by(channels).flatten().copied();
                    (0..channels).map(|number| moments(channel(number))).unzip()
                }
            };
            let inverses: Vec<f64> = variances.iter().map(|variance| (variance + eps).sqrt().recip()).collect();
            for (number, plane) in values.chunks_exact_mut(inner.max(1)).enumerate() {
                let channel = number % channels;
                plane.iter_mut().for_each(|value| *value = (*value - means[channel]) * inverses[channel]);
            }
            scale(&mut values, [channels, inner], &weight, &bias);
            task.write(&output, &values)?;
            if !training {
                return Ok(());
            }
            // The running variance is without bias.
            let unbiased: Vec<f64> = variances.iter().map(|variance| variance * count as f64 / (count as f64 - 1.0)).collect();
            for ((tensor, old), new) in [&running_mean, &running_var].into_iter().zip(&running).zip([&means, &unbiased]) {
                if let (Some(tensor), Some(old)) = (tensor, old) {
                    let mixed = old.iter().zip(new).map(|(old, new)| old * (1.0 - momentum) + new * momentum);
                    task.write(tensor, &mixed.collect::<Vec<_>>())?;
                }
            }
            for (tensor, values) in [(&save_mean, &means), (&save_invstd, &inverses)] {
                if let Some(tensor) = tensor {
                    task.write(tensor, values)?;
                }
            }
            Ok(())
        })
    }
    /// The gradients of the input, the weight and the bias of [`LayerNorm`], as far as `outputMask` asks for them.
    LayerNormBackward(
        op; grad_out: In, x: In, normalized_shape: Ints, mean: In, rstd: In, weight: OptIn, bias: OptIn, output_mask: Bools,
        grad_input: OptOut, grad_weight: OptOut, grad_bias: OptOut,
    ) {
        op.dtype("input", &x, FLOATS)?;
        op.dtype("gradOut", &grad_out, FLOATS)?;
        op.shape("gradOut", &grad_out, &x.dims)?;
        op.require(!normalized_shape.is_empty() && x.dims.ends_with(&normalized_shape), || format!("normalizedShape is {normalized_shape:?}"))?;
        op.require(output_mask.len() == 3, || format!("outputMask has {} values, not 3", output_mask.len()))?;
        let mut statistics = x.dims.clone();
        statistics[x.rank() - normalized_shape.len()..].fill(1);
        op.shape("mean", &mean, &statistics)?;
        op.shape("rstd", &rstd, &statistics)?;
        for (what, tensor) in [("weight", &weight), ("bias", &bias)] {
            if let Some(tensor) = tensor {
                op.shape(what, tensor, &normalized_shape)?;
            }
        }
        let outputs = [("gradInput", grad_input, &x.dims), ("gradWeight", grad_weight, &normalized_shape), ("gradBias", grad_bias, &normalized_shape)];
        let mut wanted = Vec::new();
        for ((what, tensor, dims), asked) in outputs.into_iter().zip(&output_mask) {
            op.require(!asked || tensor.is_some(), || format!("{what} is null and asked for"))?;
            let tensor = tensor.filter(|_| *asked);
            tensor.iter().try_for_each(|tensor| op.shape(what, tensor, dims))?;
            wanted.push(tensor);
        }
        op.run(move |task| {
            let (gradients, values) = (task.read::<f64>(&grad_out)?, task.read::<f64>(&x)?);
            let (means, scales, weight) = (task.read::<f64>(&mean)?, task.read::<f64>(&rstd)?, optional(task, &weight)?);
            let size = normalized_shape.iter().product::<i64>().max(1) as usize;
            let mut found = [Vec::with_capacity(values.len()), vec![0.0; size], vec![0.0; size]];
            let rows = gradients.chunks_exact(size).zip(values.chunks_exact(size)).zip(means.iter().zip(scales.iter()));
            for ((gradients, values), (mean, scale)) in rows {
                let standard = |at: usize| (values[at] - mean) * scale;
                let weighted = |at: usize| gradients[at] * weight.as_ref().map_or(1.0, |weight| weight[at]);
                let mean = (0..size).map(weighted).sum::<f64>() / size as f64;
                let slope = (0..size).map(|at| weighted(at) * standard(at)).sum::<f64>() / size as f64;
                for at in 0..size {
                    found[0].push((weighted(at) - mean - standard(at) * slope) * scale);
                    found[1][at] += gradients[at] * standard(at);
                    found[2][at] += gradients[at];
                }
            }
            for (tensor, values) in wanted.iter().zip(&found) {
                if let Some(tensor) = tensor {
                    task.write(tensor, values)?;
                }
            }
            Ok(())
        })
    }
}

/// Refuses what has not one float for each channel.
fn channels(op: &Op, tensors: &[(&str, &Option<Arc<Tensor>>)], count: i64) -> Result<()> {
    for (what, tensor) in tensors {
        if let Some(tensor) = tensor {
            op.dtype(what, tensor, FLOATS)?;
            op.shape(what, tensor, &[count])?;
        }
    }
    Ok(())
}

fn optional(task: &Task, tensor: &Option<Arc<Tensor>>) -> Result<Option<Vec<f64>>> {
    let read = tensor.as_ref().map(|tensor| task.read::<f64>(tensor));
    Ok(read.transpose()?.map(|values| values.into_owned()))
}

/// Mean and variance.
fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    (
        mean,
        values.map(|value| (value - mean).powi(2)).sum::<f64>() / count,
    )
}

fn scale(
    values: &mut [f64],
    [channels, inner]: [usize; 2],
    weight: &Option<Vec<f64>>,
    bias: &Option<Vec<f64>>,
) {
    for (number, plane) in values.chunks_exact_mut(inner.max(1)).enumerate() {
        let channel = number % channels;
        let [weight, bias] = [
            weight.as_ref().map_or(1.0, |all| all[channel]),
            bias.as_ref().map_or(0.0, |all| all[channel]),
        ];
        plane
            .iter_mut()
            .for_each(|value| *value = *value * weight + bias);
    }
}
