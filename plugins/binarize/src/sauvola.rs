//! Sauvola's local threshold.

use page_image::Progress;

/// The window and the constants of the threshold T = m (1 + k (s / r - 1)), where m and s are the mean and the standard deviation in the window
/// around a pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sauvola {
    /// Side of the window in pixels, odd.
    pub window: usize,
    /// How much a window's lack of contrast lowers its threshold.
    pub k: f64,
    /// The largest standard deviation that there can be; for 8-bit pixels 127.5, half of their range.
    pub r: f64,
}

impl Sauvola {
    /// The thresholds of a gray picture, handed out row by row together with the row's pixels. Beyond its edges the picture is mirrored without
    /// repeating the edge itself, as often as the window needs.
    ///
    /// After J. Sauvola and M. Pietikäinen, "Adaptive document image binarization", Pattern Recognition 33 (2000), in the order of operations of
    /// scikit-image's `threshold_sauvola`: sums are whole numbers here and exact there, so that the results are equal to the last bit. A pixel
    /// costs the same whatever the window: the sums slide along.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn rows<E>(
        &self,
        pixels: &[u8],
        width: usize,
        progress: &mut Progress<'_, E>,
        mut each: impl FnMut(&[u8], &[f64]),
    ) -> Result<(), E> {
        let height = pixels.len().checked_div(width).unwrap_or(0);
        if height == 0 {
            return Ok(());
        }
        let half = (self.window / 2) as isize;
        let count = (self.window * self.window) as f64;
        let row = |y: isize| {
            let y = mirrored(y, height);
            &pixels[y * width..(y + 1) * width]
        };
        let mut columns = vec![Sum::default(); width];
        for y in -half..=half {
            for (column, &value) in columns.iter_mut().zip(row(y)) {
                column.add(value);
            }
        }
        let across: Vec<usize> = (-half..width as isize + half)
            .map(|x| mirrored(x, width))
            .collect();
        let mut thresholds = Vec::with_capacity(width);
        for y in 0..height as isize {
            progress.row(y as usize, width, height)?;
            let mut window = Sum::default();
            for &x in &across[..self.window - 1] {
                window.join(&columns[x]);
            }
            thresholds.clear();
            for x in 0..width {
                window.join(&columns[across[x + self.window - 1]]);
                let mean = window.values as f64 / count;
                let variance = window.squares as f64 / count - mean * mean;
                let deviation = variance.max(0.0).sqrt();
                thresholds.push(mean * (1.0 + self.k * (deviation / self.r - 1.0)));
                window.part(&columns[across[x]]);
            }
            each(row(y), &thresholds);
            let (gone, come) = (row(y - half), row(y + half + 1));
            for ((column, &gone), &come) in columns.iter_mut().zip(gone).zip(come) {
                column.remove(gone);
                column.add(come);
            }
        }
        Ok(())
    }
}

/// Sums of values and of their squares.
#[derive(Clone, Copy, Default)]
struct Sum {
    values: u64,
    squares: u64,
}

impl Sum {
    fn add(&mut self, value: u8) {
        self.values += u64::from(value);
        self.squares += u64::from(value) * u64::from(value);
    }

    fn remove(&mut self, value: u8) {
        self.values -= u64::from(value);
        self.squares -= u64::from(value) * u64::from(value);
    }

    fn join(&mut self, other: &Self) {
        self.values += other.values;
        self.squares += other.squares;
    }

    fn part(&mut self, other: &Self) {
        self.values -= other.values;
        self.squares -= other.squares;
    }
}

/// The place inside of `count` places that a place outside is the mirror image of.
fn mirrored(at: isize, count: usize) -> usize {
    if count == 1 {
        return 0;
    }
    let period = 2 * (count - 1);
    let at = at.rem_euclid(period as isize) as usize;
    at.min(period - at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_stand_on_the_edges() {
        let places: Vec<usize> = (-5..8).map(|at| mirrored(at, 3)).collect();
        assert_eq!(places, [1, 0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1]);
    }
}
