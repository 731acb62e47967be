//! Convolutions and their transposes.

use super::window::{Moves, Window};
use super::{per_axis, picture};
use crate::op::prelude::*;
use crate::ops::cube::{Cube, Matrix, multiply};

aclnn! {
    /// Cross-correlation with a weight `[out, in / groups, ...]`; transposed, with one of `[in, out / groups, ...]`.
    Convolution(
        op; input: In, weight: In, bias: OptIn, stride: Ints, padding: Ints, dilation: Ints, transposed: Bool,
        output_padding: OptInts, groups: I64, output: Out, cube_math_type: I8,
    ) {
        let moves = Moves { kernel: &weight.dims[weight.rank().min(2)..], stride: &stride, padding: &padding, dilation: &dilation, ceil: false };
        let convolution = Convolution::of(op, &input, &weight, &output, &moves, transposed, &output_padding.unwrap_or_default(), groups)?;
        convolve(op, convolution, [input, weight, output], bias, cube_math_type)
    }
    /// The same with one input channel for each output channel.
    ConvDepthwise2d(
        op; input: In, weight: In, kernel_size: Ints, bias: OptIn, stride: Ints, padding: Ints, dilation: Ints, output: Out,
        cube_math_type: I8,
    ) {
        op.not_on_310p()?;
        op.rank("self", &input, 4..=4)?;
        op.require(weight.dims.ends_with(&kernel_size), || format!("kernelSize is {kernel_size:?} for {:?}", weight.dims))?;
        let moves = Moves { kernel: &kernel_size, stride: &stride, padding: &padding, dilation: &dilation, ceil: false };
        let convolution = Convolution::of(op, &input, &weight, &output, &moves, false, &[], input.dims[1])?;
        convolve(op, convolution, [input, weight, output], bias, cube_math_type)
    }
}

/// What goes where. Transposed, the window moves over the output.
pub struct Convolution {
    pub window: Window,
    pub batches: usize,
    pub groups: usize,
    /// Of the input and the output, in a group.
    pub channels: [usize; 2],
    pub transposed: bool,
}

impl Convolution {
    #[allow(clippy::too_many_arguments, reason = "as the C function")]
    pub fn of(
        op: &Op,
        input: &Tensor,
        weight: &Tensor,
        output: &Tensor,
        moves: &Moves<'_>,
        transposed: bool,
        output_padding: &[i64],
        groups: i64,
    ) -> Result<Self> {
        for (what, tensor) in [("input", input), ("weight", weight), ("output", output)] {
            picture(op, what, tensor)?;
            op.require(tensor.rank() == input.rank(), || {
                format!("{what} has {} axes, input {}", tensor.rank(), input.rank())
            })?;
        }
        let count = input.rank() - 2;
        for (what, given) in [("stride", moves.stride), ("dilation", moves.dilation)] {
            op.require(given.len() == count, || {
                format!("{what} is {given:?} for {count} axes")
            })?;
        }
        let padding = moves.padding.len();
        op.require([count, 2 * count].contains(&padding), || {
            format!("padding is {:?} for {count} axes", moves.padding)
        })?;
        let (given, places) = (input.dims[1], &input.dims[2..]);
        op.require(
            groups > 0 && given % groups == 0 && weight.dims[0] % groups == 0,
            || {
                format!(
                    "{groups} groups of {given} channels and a weight of {:?}",
                    weight.dims
                )
            },
        )?;
        let (taken, made) = match transposed {
            false => (weight.dims[1] * groups, weight.dims[0]),
            true => (weight.dims[0], weight.dims[1] * groups),
        };
        op.require(taken == given, || {
            format!(
                "input has {given} channels, the weight {:?} takes {taken}",
                weight.dims
            )
        })?;
        let over = if transposed {
            transposed_places(op, places, moves, output_padding)?
        } else {
            places.to_vec()
        };
        let window = Window::of(op, &over, moves)?;
        let result = if transposed { over } else { window.output() };
        op.shape(
            "output",
            output,
            &[&[input.dims[0], made], &result[..]].concat(),
        )?;
        op.require(!transposed || window.output() == places, || {
            format!("outputPadding {output_padding:?} is too large")
        })?;
        Ok(Self {
            window,
            batches: input.dims[0] as usize,
            groups: groups as usize,
            channels: [(given / groups) as usize, (made / groups) as usize],
            transposed,
        })
    }

    /// Elements of the weight in a group.
    pub fn group(&self) -> usize {
        self.channels[0] * self.channels[1] * self.window.taps()
    }

    /// One group of one batch.
    fn forward(&self, input: &[f32], weight: &[f32], output: &mut [f32]) {
        let (windows, places, taps) = (
            self.window.windows(),
            self.window.places(),
            self.window.taps(),
        );
        let [given, made] = self.channels;
        if !self.transposed {
            let width = given * taps;
            let mut columns = vec![0.0; windows * width];
            self.window.each(|window, tap, place| {
                let column = &mut columns[window * width..(window + 1) * width];
                (0..given).for_each(|channel| {
                    column[channel * taps + tap] = input[channel * places + place]
                });
            });
            multiply(
                weight,
                Matrix {
                    values: &columns,
                    by_columns: true,
                },
                output,
                [made, width, windows],
            );
            return;
        }
        let width = made * taps;
        let rows: Vec<f32> = (0..windows * given)
            .map(|at| input[at % given * windows + at / given])
            .collect();
        let mut columns = vec![0.0; windows * width];
        multiply(
            &rows,
            Matrix {
                values: weight,
                by_columns: false,
            },
            &mut columns,
            [windows, given, width],
        );
        output.fill(0.0);
        self.window.each(|window, tap, place| {
            let column = &columns[window * width..(window + 1) * width];
            (0..made).for_each(|channel| {
                output[channel * places + place] += column[channel * taps + tap]
            });
        });
    }
}

fn transposed_places(op: &Op, places: &[i64], moves: &Moves<'_>, more: &[i64]) -> Result<Vec<i64>> {
    let count = places.len();
    let padding = super::window::both_ends(op, moves.padding, count)?;
    let more = if more.is_empty() {
        vec![0; count]
    } else {
        per_axis(op, "outputPadding", more, count, 0)?
    };
    let size = |axis: usize| {
        let [before, after] = padding[axis].map(|padding| padding as i64);
        (places[axis] - 1) * moves.stride[axis] - before - after
            + moves.dilation[axis] * (moves.kernel[axis] - 1)
            + more[axis] as i64
            + 1
    };
    Ok((0..count).map(size).collect())
}

fn convolve(
    op: &mut Op,
    convolution: Convolution,
    [input, weight, output]: [Arc<Tensor>; 3],
    bias: Option<Arc<Tensor>>,
    cube_math_type: i8,
) -> Result<()> {
    let cube = Cube::of(op, &[&input, &weight], &output, cube_math_type)?;
    let made = convolution.channels[1] * convolution.groups;
    if let Some(bias) = &bias {
        op.dtype("bias", bias, FLOATS)?;
        op.shape("bias", bias, &[made as i64])?;
    }
    op.workspace(512);
    op.run(move |task| {
        let (inputs, weights) = (cube.read(task, &input)?, cube.read(task, &weight)?);
        let mut values = vec![0.0; output.numel()];
        let groups = convolution.batches * convolution.groups;
        let [taken, given] = [inputs.len(), values.len()].map(|all| (all / groups.max(1)).max(1));
        for (number, (input, output)) in inputs
            .chunks_exact(taken)
            .zip(values.chunks_exact_mut(given))
            .enumerate()
        {
            let start = number % convolution.groups * convolution.group();
            convolution.forward(input, &weights[start..start + convolution.group()], output);
        }
        if let Some(bias) = &bias {
            let bias = task.read::<f32>(bias)?;
            let plane = (values.len() / (convolution.batches * made).max(1)).max(1);
            for (channel, plane) in values.chunks_exact_mut(plane).enumerate() {
                plane
                    .iter_mut()
                    .for_each(|value| *value += bias[channel % made]);
            }
        }
        task.write(&output, &values)
    })
}
