//! Resizing: each axis by a table of what a place is made of.

use super::{picture, sizes};
use crate::op::prelude::*;

/// How a place is made from those around it.
#[derive(Clone, Copy, PartialEq)]
enum Filter {
    Nearest,
    Linear,
    Cubic,
    /// The same over all places that a smaller result covers.
    LinearArea,
    CubicArea,
}

aclnn! {
    /// The nearest pixel.
    UpsampleNearest2d(op; x: In, output_size: Ints, out: Out) { resize(op, Filter::Nearest, x, &output_size, false, &[0.0; 2], out) }
    /// The same with scales.
    UpsampleNearest2dV2(op; x: In, output_size: Ints, scales_h: F32, scales_w: F32, out: Out) {
        resize(op, Filter::Nearest, x, &output_size, false, &[scales_h.into(), scales_w.into()], out)
    }
    /// The nearest sample.
    UpsampleNearest1dV2(op; x: In, output_size: Ints, scale: F32, out: Out) {
        resize(op, Filter::Nearest, x, &output_size, false, &[scale.into()], out)
    }
    /// Linear between two samples.
    UpsampleLinear1d(op; x: In, output_size: Ints, align_corners: Bool, scale: F64, out: Out) {
        resize(op, Filter::Linear, x, &output_size, align_corners, &[scale], out)
    }
    /// Linear between four pixels.
    UpsampleBilinear2d(op; x: In, output_size: Ints, align_corners: Bool, scales_h: F64, scales_w: F64, out: Out) {
        resize(op, Filter::Linear, x, &output_size, align_corners, &[scales_h, scales_w], out)
    }
    /// Linear between eight voxels.
    UpsampleTrilinear3d(op; x: In, output_size: Ints, align_corners: Bool, scales_d: F64, scales_h: F64, scales_w: F64, out: Out) {
        resize(op, Filter::Linear, x, &output_size, align_corners, &[scales_d, scales_h, scales_w], out)
    }
    /// Cubic between sixteen pixels.
    UpsampleBicubic2d(op; x: In, output_size: Ints, align_corners: Bool, scales_h: F64, scales_w: F64, out: Out) {
        resize(op, Filter::Cubic, x, &output_size, align_corners, &[scales_h, scales_w], out)
    }
    /// Linear, over all that a smaller picture's pixel covers.
    UpsampleBilinear2dAA(op; x: In, output_size: Ints, align_corners: Bool, scales_h: F64, scales_w: F64, out: Out) {
        op.not_on_310p()?;
        resize(op, Filter::LinearArea, x, &output_size, align_corners, &[scales_h, scales_w], out)
    }
    /// Cubic, over all that a smaller picture's pixel covers.
    UpsampleBicubic2dAA(op; x: In, output_size: Ints, align_corners: Bool, scales_h: F64, scales_w: F64, out: Out) {
        op.not_on_310p()?;
        resize(op, Filter::CubicArea, x, &output_size, align_corners, &[scales_h, scales_w], out)
    }
    /// The gradient of [`UpsampleBilinear2d`].
    UpsampleBilinear2dBackward(
        op; grad_out: In, output_size: Ints, input_size: Ints, align_corners: Bool, scales_h: F64, scales_w: F64, out: Out,
    ) {
        op.dtype("gradOut", &grad_out, FLOATS)?;
        op.same_dtype(&grad_out, &out)?;
        picture(op, "gradOut", &grad_out)?;
        op.shape("out", &out, &input_size)?;
        op.require(input_size.len() == 4 && output_size.len() == 2, || format!("inputSize is {input_size:?}, outputSize {output_size:?}"))?;
        op.shape("gradOut", &grad_out, &[&input_size[..2], &output_size[..]].concat())?;
        let tables = tables(op, Filter::Linear, &input_size[2..], &output_size, align_corners, &[scales_h, scales_w])?;
        op.run(move |task| {
            let mut values = task.read::<f64>(&grad_out)?.into_owned();
            let mut after = 1;
            for table in tables.iter().rev() {
                values = table.spread(&values, after);
                after *= table.input;
            }
            task.write(&out, &values)
        })
    }
}

/// For each place of a result along one axis: which places it is made of, and how much of each.
struct Table {
    input: usize,
    rows: Vec<Vec<(usize, f64)>>,
}

fn resize(
    op: &mut Op,
    filter: Filter,
    x: Arc<Tensor>,
    wanted: &[i64],
    align: bool,
    scales: &[f64],
    out: Arc<Tensor>,
) -> Result<()> {
    let dtypes = match filter {
        Filter::Nearest => &[FLOATS_64, &[DType::U8]].concat()[..],
        Filter::Linear => FLOATS_64,
        _ => FLOATS,
    };
    op.dtype("self", &x, dtypes)?;
    op.same_dtype(&x, &out)?;
    op.rank("self", &x, wanted.len() + 2..=wanted.len() + 2)?;
    for (what, tensor) in [("self", &x), ("out", &out)] {
        // The cubic operator alone does not ask for a picture's format.
        if !(filter == Filter::Cubic && tensor.format == format::ND) {
            picture(op, what, tensor)?;
        }
    }
    op.shape("out", &out, &[&x.dims[..2], wanted].concat())?;
    let tables = tables(op, filter, &x.dims[2..], wanted, align, scales)?;
    op.workspace(512);
    op.run(move |task| {
        let mut values = task.read::<f64>(&x)?.into_owned();
        let mut after = 1;
        for table in tables.iter().rev() {
            values = table.gather(&values, after);
            after *= table.rows.len();
        }
        task.write(&out, &values)
    })
}

fn tables(
    op: &Op,
    filter: Filter,
    input: &[i64],
    wanted: &[i64],
    align: bool,
    scales: &[f64],
) -> Result<Vec<Table>> {
    op.require(
        wanted.len() == scales.len() && wanted.iter().chain(input).all(|size| *size > 0),
        || format!("outputSize is {wanted:?} for {input:?}"),
    )?;
    let axes = sizes(input).into_iter().zip(sizes(wanted)).zip(scales);
    let tables = axes.map(|((input, output), &scale)| {
        let fits = scale <= 0.0 || (input as f64 * scale).floor() == output as f64;
        op.require(fits, || {
            format!("{input} times the scale {scale} is not the size {output}")
        })?;
        Ok(Table {
            input,
            rows: (0..output)
                .map(|at| filter.row(at, input, output, align, scale))
                .collect(),
        })
    });
    tables.collect()
}

impl Table {
    fn gather(&self, values: &[f64], after: usize) -> Vec<f64> {
        let blocks = values.chunks_exact(self.input * after);
        let made = blocks.flat_map(|block| {
            self.rows.iter().flat_map(move |row| {
                (0..after).map(move |inner| {
                    row.iter()
                        .map(|(at, weight)| block[at * after + inner] * weight)
                        .sum::<f64>()
                })
            })
        });
        made.collect()
    }

    fn spread(&self, values: &[f64], after: usize) -> Vec<f64> {
        let blocks = values.chunks_exact(self.rows.len() * after);
        let made = blocks.flat_map(|block| {
            let mut given = vec![0.0; self.input * after];
            for (row, values) in self.rows.iter().zip(block.chunks_exact(after)) {
                for (at, weight) in row {
                    let places = given[at * after..(at + 1) * after].iter_mut();
                    places
                        .zip(values)
                        .for_each(|(given, value)| *given += value * weight);
                }
            }
            given
        });
        made.collect()
    }
}

impl Filter {
    /// What the place `at` of `output` is made of, by PyTorch's rules.
    fn row(
        self,
        at: usize,
        input: usize,
        output: usize,
        align: bool,
        scale: f64,
    ) -> Vec<(usize, f64)> {
        let ratio = match (align, scale > 0.0) {
            (true, _) if output > 1 => (input - 1) as f64 / (output - 1) as f64,
            (true, _) => 0.0,
            (false, true) => 1.0 / scale,
            (false, false) => input as f64 / output as f64,
        };
        let last = input as i64 - 1;
        let clamp = |place: i64| place.clamp(0, last) as usize;
        let centre = |at: usize| {
            if align {
                at as f64 * ratio
            } else {
                (at as f64 + 0.5) * ratio - 0.5
            }
        };
        match self {
            Self::Nearest => vec![(clamp((at as f32 * ratio as f32) as i64), 1.0)],
            Self::Linear => {
                let place = centre(at).max(0.0);
                let (low, rest) = (place as i64, place.fract());
                vec![(clamp(low), 1.0 - rest), (clamp(low + 1), rest)]
            }
            Self::Cubic => {
                let place = centre(at);
                let low = place.floor();
                (-1..=2)
                    .map(|step| {
                        (
                            clamp(low as i64 + step),
                            cubic(place - low - step as f64, -0.75),
                        )
                    })
                    .collect()
            }
            Self::LinearArea | Self::CubicArea => {
                let reach = if self == Self::LinearArea { 1.0 } else { 2.0 };
                let (support, shrink) = (reach * ratio.max(1.0), ratio.max(1.0).recip());
                let centre = ratio * (at as f64 + 0.5);
                let first = ((centre - support + 0.5) as i64).max(0);
                let end = ((centre + support + 0.5) as i64).min(input as i64);
                let weight = |place: i64| {
                    let distance = (place as f64 - centre + 0.5) * shrink;
                    if self == Self::LinearArea {
                        (1.0 - distance.abs()).max(0.0)
                    } else {
                        cubic(distance, -0.5)
                    }
                };
                let total: f64 = (first..end).map(weight).sum();
                (first..end)
                    .map(|place| (place as usize, weight(place) / total))
                    .collect()
            }
        }
    }
}

/// The cubic convolution kernel of Keys with the free parameter `a`.
pub fn cubic(distance: f64, a: f64) -> f64 {
    let x = distance.abs();
    if x < 1.0 {
        ((a + 2.0) * x - (a + 3.0)) * x * x + 1.0
    } else if x < 2.0 {
        ((a * x - 5.0 * a) * x + 8.0 * a) * x - 4.0 * a
    } else {
        0.0
    }
}
