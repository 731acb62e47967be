//! A median filter that keeps edges.

use page_image::Progress;

/// A filter of a square window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Median {
    /// Side of the window in pixels: 3 or 5.
    pub window: usize,
    /// Values that are at most so far apart are alike.
    pub edge: u8,
}

impl Median {
    /// The picture, `channels` bytes a pixel and each of them by itself, with noise taken out.
    ///
    /// A value becomes the median of those in its window that are like it, where they are the most: paper and the inside of strokes grow smooth, and
    /// nothing flows over an edge (a median in place of the mean of J.-S. Lee's sigma filter, Computer Vision, Graphics, and Image Processing
    /// 24, 1983). A value that is darker, or lighter, than all of its eight neighbours and like none of them is an impulse and becomes the median of
    /// the whole window. Beyond its edges the picture goes on with its last pixels.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn apply<E>(
        &self,
        pixels: &[u8],
        width: usize,
        channels: usize,
        progress: &mut Progress<'_, E>,
    ) -> Result<Vec<u8>, E> {
        let stride = width * channels;
        let height = pixels.len().checked_div(stride).unwrap_or(0);
        let half = self.window / 2;
        let mut out = Vec::with_capacity(pixels.len());
        let mut window = Vec::with_capacity(self.window * self.window);
        for y in 0..height {
            progress.row(y, width * self.window * channels, height)?;
            let rows: Vec<&[u8]> = (y..=y + 2 * half)
                .map(|row| row.saturating_sub(half).min(height - 1) * stride)
                .map(|start| &pixels[start..start + stride])
                .collect();
            for x in 0..width {
                let left = x.saturating_sub(half) * channels;
                let right = (x + half).min(width - 1) * channels + channels;
                // Most of a page is plain paper, whose windows need no sorting.
                let first = &rows[half][x * channels..(x + 1) * channels];
                let is_plain =
                    |row: &&[u8]| row[left..right].chunks_exact(channels).all(|p| p == first);
                if rows.iter().all(is_plain) {
                    out.extend_from_slice(first);
                    continue;
                }
                for channel in 0..channels {
                    window.clear();
                    for row in &rows {
                        let columns =
                            (x..=x + 2 * half).map(|c| c.saturating_sub(half).min(width - 1));
                        window.extend(columns.map(|column| row[column * channels + channel]));
                    }
                    out.push(self.filtered(&mut window));
                }
            }
        }
        Ok(out)
    }

    /// What the middle of a window becomes; leaves the window in another order.
    fn filtered(&self, window: &mut Vec<u8>) -> u8 {
        let (side, middle) = (self.window, window.len() / 2);
        let value = window[middle];
        let neighbours = [middle - side, middle, middle + side]
            .into_iter()
            .flat_map(|row| row - 1..=row + 1)
            .filter(|&at| at != middle)
            .map(|at| window[at]);
        let (least, most) = neighbours.fold((255, 0), |(least, most), other| {
            (other.min(least), other.max(most))
        });
        let is_impulse =
            least.saturating_sub(self.edge) > value || most.saturating_add(self.edge) < value;
        if !is_impulse {
            let whole = window.len();
            window.retain(|other| value.abs_diff(*other) <= self.edge);
            if 2 * window.len() <= whole {
                return value;
            }
        }
        let middle = window.len() / 2;
        *window.select_nth_unstable(middle).1
    }
}
