//! A window that moves over a picture.

use super::{per_axis, sizes};
use crate::op::prelude::*;

/// Along one axis.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    /// Places of the picture.
    pub input: usize,
    /// Places of the window.
    pub kernel: usize,
    /// Step from one window to the next.
    pub stride: usize,
    /// Padding on both sides.
    pub padding: [usize; 2],
    /// Step from one place of the window to the next.
    pub dilation: usize,
    /// Windows.
    pub output: usize,
}

/// Along all axes.
#[derive(Clone, Debug)]
pub struct Window {
    pub axes: Vec<Axis>,
}

/// How it moves, as operators are told.
pub struct Moves<'a> {
    pub kernel: &'a [i64],
    pub stride: &'a [i64],
    /// For each axis, or first of all axes' starts and then of their ends where there are twice as many.
    pub padding: &'a [i64],
    pub dilation: &'a [i64],
    pub ceil: bool,
}

impl Window {
    /// Over a picture of `input` places.
    pub fn of(op: &Op, input: &[i64], moves: &Moves<'_>) -> Result<Self> {
        let count = input.len();
        let kernel = per_axis(op, "the kernel's size", moves.kernel, count, 1)?;
        let stride = if moves.stride.is_empty() {
            kernel.clone()
        } else {
            per_axis(op, "stride", moves.stride, count, 1)?
        };
        let padding = both_ends(op, moves.padding, count)?;
        let dilation = per_axis(op, "dilation", moves.dilation, count, 1)?;
        let axes = sizes(input).into_iter().enumerate().map(|(axis, input)| {
            let [kernel, stride, dilation] = [kernel[axis], stride[axis], dilation[axis]];
            let [before, after] = padding[axis];
            let (padded, reach) = (input + before + after, dilation * (kernel - 1) + 1);
            op.require(padded >= reach, || {
                format!("the kernel reaches over {reach} of {padded} places")
            })?;
            let mut output = (padded - reach) / stride + 1;
            // The last window begins in the picture or the padding before it.
            if moves.ceil && (padded - reach) % stride != 0 && output * stride < input + before {
                output += 1;
            }
            Ok(Axis {
                input,
                kernel,
                stride,
                padding: [before, after],
                dilation,
                output,
            })
        });
        Ok(Self {
            axes: axes.collect::<Result<_>>()?,
        })
    }

    fn product(&self, size: impl Fn(&Axis) -> usize) -> usize {
        self.axes.iter().map(size).product()
    }

    /// Places of the picture.
    pub fn places(&self) -> usize {
        self.product(|axis| axis.input)
    }

    /// Places of the window.
    pub fn taps(&self) -> usize {
        self.product(|axis| axis.kernel)
    }

    /// Windows.
    pub fn windows(&self) -> usize {
        self.product(|axis| axis.output)
    }

    /// How many windows there are along each axis.
    pub fn output(&self) -> Vec<i64> {
        self.axes.iter().map(|axis| axis.output as i64).collect()
    }

    /// Visits each place of each window that is in the picture: number of the window, place in the window, place in the picture.
    pub fn each(&self, mut visit: impl FnMut(usize, usize, usize)) {
        for window in 0..self.windows() {
            self.each_of(window, |tap, place| visit(window, tap, place));
        }
    }

    /// The same for one window.
    pub fn each_of(&self, window: usize, mut visit: impl FnMut(usize, usize)) {
        'taps: for tap in 0..self.taps() {
            let (mut rest, mut rest_tap, mut place, mut step) = (window, tap, 0, 1);
            for axis in self.axes.iter().rev() {
                let (at, in_window) = (rest % axis.output, rest_tap % axis.kernel);
                (rest, rest_tap) = (rest / axis.output, rest_tap / axis.kernel);
                let padded = at * axis.stride + in_window * axis.dilation;
                match padded.checked_sub(axis.padding[0]) {
                    Some(at) if at < axis.input => place += at * step,
                    _ => continue 'taps,
                }
                step *= axis.input;
            }
            visit(tap, place);
        }
    }

    /// Places of a window that are in the picture or its padding.
    pub fn padded_taps(&self, window: usize) -> usize {
        let (mut rest, mut count) = (window, 1);
        for axis in self.axes.iter().rev() {
            let start = rest % axis.output * axis.stride;
            rest /= axis.output;
            count *= axis
                .kernel
                .min(axis.padding[0] + axis.input + axis.padding[1] - start);
        }
        count
    }
}

/// Padding before and after each axis.
pub fn both_ends(op: &Op, given: &[i64], count: usize) -> Result<Vec<[usize; 2]>> {
    if given.len() == 2 * count {
        let ends = given
            .chunks_exact(2)
            .map(|ends| per_axis(op, "padding", ends, 2, 0));
        return ends
            .map(|ends| ends.map(|ends| [ends[0], ends[1]]))
            .collect();
    }
    Ok(per_axis(op, "padding", given, count, 0)?
        .into_iter()
        .map(|padding| [padding, padding])
        .collect())
}
