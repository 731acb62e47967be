//! Pools.

use super::window::{Moves, Window};
use super::{picture, sizes};
use crate::fail::violation;
use crate::op::prelude::*;

const PLAIN: &[i64] = &[1];

aclnn! {
    /// Means of windows; what divides is given, or the number of places with or without padding.
    AvgPool2d(
        op; x: In, kernel_size: Ints, strides: Ints, paddings: Ints, ceil_mode: Bool, count_include_pad: Bool,
        divisor_override: I64, cube_math_type: I8, out: Out,
    ) {
        op.require((0..=3).contains(&cube_math_type), || format!("cubeMathType is {cube_math_type}"))?;
        op.rank("self", &x, 3..=4)?;
        op.format("self", &x, &[format::NCHW, format::NCL])?;
        let moves = Moves { kernel: &kernel_size, stride: &strides, padding: &paddings, dilation: PLAIN, ceil: ceil_mode };
        average(op, x, &moves, 2, count_include_pad, divisor_override, out)
    }
    /// The same along three axes.
    AvgPool3d(
        op; x: In, kernel_size: Ints, stride: Ints, padding: Ints, ceil_mode: Bool, count_include_pad: Bool,
        divisor_override: I64, out: Out,
    ) {
        op.rank("self", &x, 4..=5)?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: PLAIN, ceil: ceil_mode };
        average(op, x, &moves, 3, count_include_pad, divisor_override, out)
    }
    /// Means of as many windows as asked for.
    AdaptiveAvgPool2d(op; x: In, output_size: Ints, out: Out) {
        op.format("self", &x, &[format::NCHW, format::NCL])?;
        adaptive(op, x, &output_size, 2, out)
    }
    /// The same along three axes.
    AdaptiveAvgPool3d(op; x: In, output_size: Ints, out: Out) { adaptive(op, x, &output_size, 3, out) }
    /// The largest values of windows and their places in the picture.
    MaxPool2dWithIndices(
        op; x: In, kernel_size: Ints, stride: Ints, padding: Ints, dilation: Ints, ceil_mode: Bool, out: Out, indices: Out,
    ) {
        op.not_on_310p()?;
        op.format("self", &x, &[format::NCHW, format::ND])?;
        op.require(dilation.iter().all(|step| *step == 1), || format!("dilation is {dilation:?}, not 1"))?;
        op.dtype("indices", &indices, INDICES)?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &dilation, ceil: ceil_mode };
        largest(op, x, &moves, out, Some(indices))
    }
    /// The largest values of windows.
    MaxPool(op; x: In, kernel_shape: Ints, strides: Ints, auto_pad: I64, pads: Ints, dilations: Ints, ceil_mode: I64, out: Out) {
        op.not_on_310p()?;
        op.require(auto_pad == 0, || format!("autoPad is {auto_pad}, not 0"))?;
        op.require(dilations.iter().all(|step| *step == 1), || format!("dilations is {dilations:?}, not 1"))?;
        // Starts of both axes, then their ends.
        let pads = match pads[..] {
            [] => vec![0],
            [top, left, bottom, right] => vec![top, bottom, left, right],
            _ => pads,
        };
        let moves = Moves { kernel: &kernel_shape, stride: &strides, padding: &pads, dilation: PLAIN, ceil: ceil_mode != 0 };
        largest(op, x, &moves, out, None)
    }
}

/// The window of a pool over the last `count` axes, and the result's sizes.
pub fn pool(op: &Op, x: &Tensor, moves: &Moves<'_>, count: usize) -> Result<(Window, Vec<i64>)> {
    op.rank("self", x, count + 1..=count + 2)?;
    let (outer, places) = x.dims.split_at(x.rank() - count);
    let window = Window::of(op, places, moves)?;
    for axis in &window.axes {
        op.require(
            axis.padding
                .iter()
                .all(|padding| 2 * padding <= axis.kernel),
            || {
                format!(
                    "padding is {:?}, more than half of the kernel's {}",
                    axis.padding, axis.kernel
                )
            },
        )?;
    }
    let dims = [outer, &window.output()[..]].concat();
    Ok((window, dims))
}

/// What divides the sum of a window.
pub fn divisor(window: &Window, number: usize, with_padding: bool, given: i64) -> f64 {
    if given != 0 {
        return given as f64;
    }
    if with_padding {
        return window.padded_taps(number) as f64;
    }
    let mut count = 0;
    window.each_of(number, |_, _| count += 1);
    f64::from(count)
}

fn average(
    op: &mut Op,
    x: Arc<Tensor>,
    moves: &Moves<'_>,
    count: usize,
    with_padding: bool,
    given: i64,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    op.same_dtype(&x, &out)?;
    op.require((-255..=255).contains(&given), || {
        format!("divisorOverride is {given}")
    })?;
    let (window, dims) = pool(op, &x, moves, count)?;
    op.shape("out", &out, &dims)?;
    op.workspace(512);
    op.run(move |task| {
        let values = task.read::<f32>(&x)?;
        let planes = values
            .chunks_exact(window.places().max(1))
            .flat_map(|plane| {
                (0..window.windows()).map(|number| {
                    let mut sum = 0.0;
                    window.each_of(number, |_, place| sum += f64::from(plane[place]));
                    sum / divisor(&window, number, with_padding, given)
                })
            });
        let values: Vec<f64> = planes.collect();
        task.write(&out, &values)
    })
}

fn largest(
    op: &mut Op,
    x: Arc<Tensor>,
    moves: &Moves<'_>,
    out: Arc<Tensor>,
    indices: Option<Arc<Tensor>>,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    op.same_dtype(&x, &out)?;
    let (window, dims) = pool(op, &x, moves, 2)?;
    for tensor in indices.iter().chain([&out]) {
        op.shape("a result", tensor, &dims)?;
    }
    op.workspace(512);
    op.run(move |task| {
        let values = task.read::<f32>(&x)?;
        if values
            .iter()
            .any(|value| value.is_nan() || *value == f32::NEG_INFINITY)
        {
            violation(
                "not_a_number",
                "the largest of values with NaN or minus infinity is not defined",
            );
        }
        let found = values
            .chunks_exact(window.places().max(1))
            .flat_map(|plane| {
                (0..window.windows()).map(|number| {
                    let mut best = (f32::NEG_INFINITY, 0_i64);
                    window.each_of(number, |_, place| {
                        if plane[place] > best.0 {
                            best = (plane[place], place as i64);
                        }
                    });
                    best
                })
            });
        let (values, places): (Vec<f32>, Vec<i64>) = found.unzip();
        task.write(&out, &values)?;
        indices
            .as_ref()
            .map_or(Ok(()), |indices| task.write(indices, &places))
    })
}

fn adaptive(
    op: &mut Op,
    x: Arc<Tensor>,
    wanted: &[i64],
    count: usize,
    out: Arc<Tensor>,
) -> Result<()> {
    op.dtype("self", &x, FLOATS)?;
    op.same_dtype(&x, &out)?;
    op.rank("self", &x, count + 1..=count + 2)?;
    op.require(
        wanted.len() == count && wanted.iter().all(|size| *size > 0),
        || format!("outputSize is {wanted:?}"),
    )?;
    let (outer, places) = x.dims.split_at(x.rank() - count);
    op.shape("out", &out, &[outer, wanted].concat())?;
    let (places, wanted) = (sizes(places), sizes(wanted));
    op.run(move |task| {
        let values = task.read::<f32>(&x)?;
        // The window of each result along an axis: from its share's start to its end, both rounded outwards.
        let range = |axis: usize, at: usize| {
            at * places[axis] / wanted[axis]..((at + 1) * places[axis]).div_ceil(wanted[axis])
        };
        let total: usize = wanted.iter().product();
        let planes = values.chunks_exact(places.iter().product::<usize>().max(1));
        let means = planes.flat_map(|plane| {
            (0..total).map(|number| {
                let (mut rest, mut step, mut chosen) = (number, 1, vec![0]);
                for axis in (0..wanted.len()).rev() {
                    let range = range(axis, rest % wanted[axis]);
                    rest /= wanted[axis];
                    chosen = range
                        .flat_map(|at| chosen.iter().map(move |inner| inner + at * step))
                        .collect();
                    step *= places[axis];
                }
                chosen.iter().map(|at| f64::from(plane[*at])).sum::<f64>() / chosen.len() as f64
            })
        });
        let means: Vec<f64> = means.collect();
        task.write(&out, &means)
    })
}

/// Refuses what is no picture with two axes of places, with or without batches.
pub fn plane(op: &Op, what: &str, tensor: &Tensor) -> Result<()> {
    match tensor.rank() {
        4 => picture(op, what, tensor),
        _ => op.rank(what, tensor, 3..=3),
    }
}
