//! Rotary tables and the three-axis positions of the language model (mrope), computed on the host.

use super::config::{TextConfig, VisionConfig};
use crate::processor::image::Grid;

/// Positions of a prompt's tokens on the time, height and width axes, and where decoding goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MropePositions {
    /// One `[t, h, w]` per token.
    pub positions: Vec<[i64; 3]>,
    /// What a decoded token adds to its index in the sequence: `max position + 1 - length`.
    pub rope_delta: i64,
}

/// Assigns positions as the reference's `get_rope_index` does: text advances all axes together; an image of `h x w` merged patches that
/// starts at `c` has `[c, c + row, c + column]`, and the text after it goes on at `c + max(h, w)`.
///
/// `images` are the grids in patches; each takes `grid.tokens(merge)` consecutive image tokens, in order. The caller has checked that
/// the counts fit.
pub fn mrope_positions(
    ids: &[u32],
    image_token: u32,
    images: &[Grid],
    merge: usize,
) -> MropePositions {
    let mut positions = Vec::with_capacity(ids.len());
    let mut next = 0i64;
    let mut grids = images.iter();
    let mut index = 0;
    while index < ids.len() {
        let grid = (ids[index] == image_token).then(|| grids.next()).flatten();
        match grid {
            None => {
                positions.push([next; 3]);
                next += 1;
                index += 1;
            }
            Some(grid) => {
                let (h, w) = (grid.h / merge, grid.w / merge);
                for row in 0..h {
                    for column in 0..w {
                        positions.push([next, next + row as i64, next + column as i64]);
                    }
                }
                next += h.max(w) as i64;
                index += h * w;
            }
        }
    }
    let highest = positions.iter().flatten().max().copied().unwrap_or(-1);
    MropePositions {
        rope_delta: highest + 1 - ids.len() as i64,
        positions,
    }
}

/// `1 / theta^(2 i / dim)` for `i < dim / 2`, in f32 as the reference computes it.
fn inverse_frequencies(theta: f64, dim: usize) -> Vec<f32> {
    (0..dim / 2)
        .map(|i| 1.0 / (theta as f32).powf((2 * i) as f32 / dim as f32))
        .collect()
}

/// Cosines and sines `[positions, head_dim]` of the language model: each frequency follows the axis of its mrope section, and the second
/// half of a row repeats the first.
pub fn text_tables(config: &TextConfig, positions: &[[i64; 3]]) -> (Vec<f32>, Vec<f32>) {
    let inverse = inverse_frequencies(config.rope_theta, config.head_dim);
    let axes: Vec<usize> = config
        .mrope_section
        .iter()
        .enumerate()
        .flat_map(|(axis, &count)| std::iter::repeat_n(axis, count))
        .collect();
    tables(positions.iter().map(|position| {
        inverse
            .iter()
            .zip(&axes)
            .map(|(f, &axis)| f * position[axis] as f32)
            .collect()
    }))
}

/// Cosines and sines `[patches, head_dim]` of the vision encoder: the first quarter of a row turns with the patch's row, the second with
/// its column, and the second half repeats the first.
pub fn vision_tables(config: &VisionConfig, images: &[Grid]) -> (Vec<f32>, Vec<f32>) {
    let inverse = inverse_frequencies(config.rope_theta, config.head_dim() / 2);
    let patches = images
        .iter()
        .flat_map(|grid| (0..grid.patches()).map(move |i| (i / grid.w % grid.h, i % grid.w)));
    tables(patches.map(|(row, column)| {
        let rows = inverse.iter().map(|f| f * row as f32);
        let columns = inverse.iter().map(|f| f * column as f32);
        rows.chain(columns).collect()
    }))
}

fn tables(angles: impl Iterator<Item = Vec<f32>>) -> (Vec<f32>, Vec<f32>) {
    let (mut cos, mut sin) = (Vec::new(), Vec::new());
    for row in angles {
        for _half in 0..2 {
            cos.extend(row.iter().map(|a| a.cos()));
            sin.extend(row.iter().map(|a| a.sin()));
        }
    }
    (cos, sin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_of_the_documented_example() {
        // a, b, START, six image tokens of a 4 x 6 grid, END, c, d, e
        let ids = [1, 2, 3, 9, 9, 9, 9, 9, 9, 4, 5, 6, 7];
        let found = mrope_positions(&ids, 9, &[Grid { t: 1, h: 4, w: 6 }], 2);
        let axis = |i: usize| found.positions.iter().map(|p| p[i]).collect::<Vec<_>>();
        assert_eq!(axis(0), [0, 1, 2, 3, 3, 3, 3, 3, 3, 6, 7, 8, 9]);
        assert_eq!(axis(1), [0, 1, 2, 3, 3, 3, 4, 4, 4, 6, 7, 8, 9]);
        assert_eq!(axis(2), [0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(found.rope_delta, -3);
    }

    #[test]
    fn text_alone_counts_up() {
        let found = mrope_positions(&[5, 6, 7], 9, &[], 2);
        assert_eq!(found.positions, [[0; 3], [1; 3], [2; 3]]);
        assert_eq!(found.rope_delta, 0);
        assert_eq!(mrope_positions(&[], 9, &[], 2).rope_delta, 0);
    }
}
