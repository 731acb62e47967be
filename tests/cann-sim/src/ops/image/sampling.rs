//! Sampling a picture at given points.

use super::resizing::cubic;
use crate::op::prelude::*;

aclnn! {
    /// Samples `[N, C, H, W]` at the points `[N, h, w, (x, y)]` between -1 and 1: linear (0), nearest (1) or cubic (2); outside are
    /// zeros (0), the border (1) or mirror images (2).
    GridSampler2D(op; input: In, grid: In, interpolation_mode: I64, padding_mode: I64, align_corners: Bool, out: Out) {
        for (what, tensor) in [("input", &input), ("grid", &grid), ("out", &out)] {
            op.dtype(what, tensor, FLOATS_64)?;
            op.same_dtype(&input, tensor)?;
            op.rank(what, tensor, 4..=4)?;
        }
        for (what, mode) in [("interpolationMode", interpolation_mode), ("paddingMode", padding_mode)] {
            op.require((0..=2).contains(&mode), || format!("{what} is {mode}, not 0, 1 or 2"))?;
        }
        let (&[n, c, _, _], &[_, h, w, _]) = (&input.dims[..], &grid.dims[..]) else {
            return Err(param("not four axes"));
        };
        op.shape("grid", &grid, &[n, h, w, 2])?;
        op.shape("out", &out, &[n, c, h, w])?;
        op.run(move |task| {
            let (values, grid) = (task.read::<f64>(&input)?, task.read::<f64>(&grid)?);
            let sampler = Sampler {
                size: [input.dims[3], input.dims[2]], interpolation: interpolation_mode, padding: padding_mode, align: align_corners,
            };
            let (plane, points) = ((input.dims[2] * input.dims[3]) as usize, (h * w) as usize);
            let samples = values.chunks_exact(plane.max(1)).enumerate().flat_map(|(number, plane)| {
                let start = number / c as usize * points * 2;
                let points = grid[start..start + points * 2].chunks_exact(2);
                points.map(|point| sampler.sample(plane, [point[0], point[1]]))
            });
            let samples: Vec<f64> = samples.collect();
            task.write(&out, &samples)
        })
    }
}

struct Sampler {
    /// Width, height.
    size: [i64; 2],
    interpolation: i64,
    padding: i64,
    align: bool,
}

impl Sampler {
    fn sample(&self, plane: &[f64], point: [f64; 2]) -> f64 {
        let place = [0, 1].map(|axis| {
            let size = self.size[axis] as f64;
            let place = if self.align {
                (point[axis] + 1.0) / 2.0 * (size - 1.0)
            } else {
                ((point[axis] + 1.0) * size - 1.0) / 2.0
            };
            // The cubic filter looks at the places outside one by one.
            if self.interpolation == 2 {
                place
            } else {
                self.inside(place, axis)
            }
        });
        let weights = |place: f64| -> Vec<(i64, f64)> {
            let low = place.floor();
            let rest = place - low;
            match self.interpolation {
                0 => vec![(low as i64, 1.0 - rest), (low as i64 + 1, rest)],
                1 => vec![(place.round_ties_even() as i64, 1.0)],
                _ => (-1..=2)
                    .map(|step| (low as i64 + step, cubic(rest - step as f64, -0.75)))
                    .collect(),
            }
        };
        let (columns, rows) = (weights(place[0]), weights(place[1]));
        let sum = rows.iter().flat_map(|(y, down)| {
            columns
                .iter()
                .map(move |(x, along)| down * along * self.value(plane, [*x, *y]))
        });
        sum.sum()
    }

    /// Where a place outside is looked for.
    fn inside(&self, place: f64, axis: usize) -> f64 {
        let last = (self.size[axis] - 1) as f64;
        match self.padding {
            0 => place,
            1 => place.clamp(0.0, last),
            _ => {
                let (low, span) = if self.align {
                    (0.0, last)
                } else {
                    (-0.5, last + 1.0)
                };
                if span == 0.0 {
                    return 0.0;
                }
                let distance = (place - low).abs() % (2.0 * span);
                (distance.min(2.0 * span - distance) + low).clamp(0.0, last)
            }
        }
    }

    fn value(&self, plane: &[f64], place: [i64; 2]) -> f64 {
        let [x, y] = match self.interpolation {
            2 => [0, 1].map(|axis| self.inside(place[axis] as f64, axis) as i64),
            _ => place,
        };
        let within = (0..self.size[0]).contains(&x) && (0..self.size[1]).contains(&y);
        if within {
            plane[(y * self.size[0] + x) as usize]
        } else {
            0.0
        }
    }
}
