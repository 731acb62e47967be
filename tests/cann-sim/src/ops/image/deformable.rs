//! Convolution at places that are moved.

use super::window::{Moves, Window};
use crate::op::prelude::*;
use crate::ops::cube::{Matrix, multiply};

aclnn! {
    /// A convolution whose places are moved and weighted by `offset`: `[N, 3 * groups * window, ...]`, all steps along the width, then all
    /// along the height, then all weights. Between places it is linear, outside there are zeros. `deformOut` is what is sampled.
    DeformableConv2d(
        op; x: In, weight: In, offset: In, bias: OptIn, kernel_size: Ints, stride: Ints, padding: Ints, dilation: Ints, groups: I64,
        deformable_groups: I64, modulated: Bool, out: Out, deform_out: OptOut,
    ) {
        op.not_on_310p()?;
        for (what, tensor) in [("x", &x), ("weight", &weight), ("offset", &offset), ("out", &out)] {
            op.dtype(what, tensor, FLOATS)?;
            op.same_dtype(&x, tensor)?;
            op.rank(what, tensor, 4..=4)?;
            op.format(what, tensor, &[format::NCHW, format::ND])?;
        }
        op.require(modulated, || "modulated is false".to_owned())?;
        op.require(kernel_size.len() == 2, || format!("kernelSize is {kernel_size:?}"))?;
        for (what, given) in [("stride", &stride), ("dilation", &dilation)] {
            op.require(given.len() == 4 && given[..2] == [1, 1], || format!("{what} is {given:?}: 1, 1 and two for the places"))?;
        }
        op.require(padding.len() == 4, || format!("padding is {padding:?}: top, bottom, left, right"))?;
        let moves = Moves { kernel: &kernel_size, stride: &stride[2..], padding: &padding, dilation: &dilation[2..], ceil: false };
        let window = Window::of(op, &x.dims[2..], &moves)?;
        let (n, given, made) = (x.dims[0], x.dims[1], weight.dims[0]);
        op.require(groups > 0 && given % groups == 0 && made % groups == 0, || format!("{groups} groups of {given} and {made} channels"))?;
        op.require(deformable_groups > 0 && given % deformable_groups == 0, || format!("{deformable_groups} groups of {given} channels"))?;
        op.shape("weight", &weight, &[&[made, given / groups], &kernel_size[..]].concat())?;
        let output = window.output();
        let taps = window.taps() as i64;
        op.shape("offset", &offset, &[&[n, 3 * deformable_groups * taps], &output[..]].concat())?;
        op.shape("out", &out, &[&[n, made], &output[..]].concat())?;
        if let Some(bias) = &bias {
            op.same_dtype(&x, bias)?;
            op.shape("bias", bias, &[made])?;
        }
        if let Some(sampled) = &deform_out {
            op.same_dtype(&x, sampled)?;
            op.shape("deformOut", sampled, &[n, given, output[0] * kernel_size[0], output[1] * kernel_size[1]])?;
        }
        op.workspace(512);
        op.run(move |task| {
            let (values, weights, offsets) = (task.read::<f32>(&x)?, task.read::<f32>(&weight)?, task.read::<f32>(&offset)?);
            let (given, made, groups, moved) = (given as usize, made as usize, groups as usize, deformable_groups as usize);
            let (places, windows, taps) = (window.places(), window.windows(), window.taps());
            // For each channel and window, the samples of its places.
            let mut samples = vec![0.0; n as usize * given * windows * taps];
            for (number, samples) in samples.chunks_exact_mut((windows * taps).max(1)).enumerate() {
                let (batch, group) = (number / given, number % given / (given / moved));
                let plane = &values[number * places..(number + 1) * places];
                let offsets = &offsets[batch * 3 * moved * taps * windows..];
                for (at, sample) in samples.iter_mut().enumerate() {
                    let (place, tap) = (at / taps, at % taps);
                    let part = |part: usize| offsets[((part * moved + group) * taps + tap) * windows + place];
                    *sample = part(2) * sampled(&window, plane, [place, tap], [part(1), part(0)]);
                }
            }
            let width = given / groups * taps;
            let mut result = vec![0.0; out.numel()];
            for (number, result) in result.chunks_exact_mut((made / groups * windows).max(1)).enumerate() {
                let first = number * given / groups;
                let sample = |channel: usize, place: usize, tap: usize| samples[((first + channel) * windows + place) * taps + tap];
                let columns: Vec<f32> = (0..windows * width).map(|at| sample(at % width / taps, at / width, at % taps)).collect();
                let start = number % groups * (made / groups) * width;
                let rows = &weights[start..start + made / groups * width];
                multiply(rows, Matrix { values: &columns, by_columns: true }, result, [made / groups, width, windows]);
            }
            if let Some(bias) = &bias {
                let bias = task.read::<f32>(bias)?;
                for (channel, plane) in result.chunks_exact_mut(windows.max(1)).enumerate() {
                    plane.iter_mut().for_each(|value| *value += bias[channel % made]);
                }
            }
            task.write(&out, &result)?;
            let Some(sampled) = &deform_out else { return Ok(()) };
            let [down, along] = [window.axes[0].kernel, window.axes[1].kernel];
            let wide = window.axes[1].output * along;
            let mut laid = vec![0.0; samples.len()];
            for (at, sample) in samples.iter().enumerate() {
                let (tap, place) = (at % taps, at / taps % windows);
                let row = place / window.axes[1].output * down + tap / along;
                let column = place % window.axes[1].output * along + tap % along;
                laid[at / (taps * windows) * taps * windows + row * wide + column] = *sample;
            }
            task.write(sampled, &laid)
        })
    }
}

/// The value at a place of a window, moved down and along by `offset`.
fn sampled(window: &Window, plane: &[f32], [place, tap]: [usize; 2], offset: [f32; 2]) -> f32 {
    let [rows, columns] = [window.axes[0], window.axes[1]];
    let at = [
        (rows, place / columns.output, tap / columns.kernel),
        (columns, place % columns.output, tap % columns.kernel),
    ];
    let at = [0, 1].map(|axis| {
        let (of, number, tap) = at[axis];
        (number * of.stride + tap * of.dilation) as f32 - of.padding[0] as f32 + offset[axis]
    });
    let low = at.map(f32::floor);
    let mut sum = 0.0;
    for corner in [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] {
        let [row, column] = [low[0] + corner[0], low[1] + corner[1]];
        let share = (1.0 - (at[0] - row).abs()) * (1.0 - (at[1] - column).abs());
        if row >= 0.0
            && column >= 0.0
            && (row as usize) < rows.input
            && (column as usize) < columns.input
        {
            sum += share * plane[row as usize * columns.input + column as usize];
        }
    }
    sum
}
