//! From pixels to ink: gray values, even paper, and a threshold between the two.

use crate::{Page, Progress};

/// A gray picture.
pub struct Gray {
    /// Its pixels, row by row.
    pub pixels: Vec<u8>,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// Which pixels are ink.
pub struct Ink {
    /// Whether a pixel is ink, row by row.
    pub pixels: Vec<bool>,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// Side of the squares in which the paper's brightness is looked up, in pixels: wider than letters, narrower than shadows.
const TILE: usize = 64;
/// Of a tile's pixels, the part that is darker than its paper.
const PAPER: f32 = 0.8;
/// Paper is never taken to be darker than this part of the page's paper: what is darker is a band of ink.
const DARKEST_PAPER: f32 = 0.6;
/// Ink is at least this much darker than its paper, of 255.
const CONTRAST: u32 = 24;
/// On paper brought to 255, darker than this is ink, also where Otsu's threshold is lower: letters are thin and thereby pale.
const FAINT: u32 = 176;
/// Ink is darker than the paper by this many standard deviations of the paper's noise.
const NOISE: f32 = 4.5;

impl Gray {
    /// The page's luminance (ITU-R BT.601).
    pub fn of(page: &Page<'_>) -> Self {
        let pixels = if page.channels == 1 {
            page.pixels.to_vec()
        } else {
            let luma = |rgb: &[u8; 3]| {
                let [r, g, b] = rgb.map(u32::from);
                ((299 * r + 587 * g + 114 * b + 500) / 1000) as u8
            };
            page.pixels.as_chunks::<3>().0.iter().map(luma).collect()
        };
        Self {
            pixels,
            width: page.width,
            height: page.height,
        }
    }

    /// The ink, dark on light or light on dark by what there is less of; None where nothing stands out.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn ink<E>(&self, progress: &mut Progress<'_, E>) -> Result<Option<Ink>, E> {
        if self.pixels.is_empty() {
            return Ok(None);
        }
        let histogram = histogram(self.pixels.iter().copied());
        let dark_page = quantile(&histogram, 0.5) < 112;
        let even = self.with_white_paper(dark_page, &mut progress.part(0.0, 0.9))?;
        let histogram = self::histogram(even.iter().copied());
        progress.at(0.9)?;
        Ok(threshold(&histogram).map(|threshold| Ink {
            pixels: even.iter().map(|&v| u32::from(v) < threshold).collect(),
            width: self.width,
            height: self.height,
        }))
    }

    /// The picture, inverted where the page is dark, divided by its paper's brightness.
    fn with_white_paper<E>(
        &self,
        invert: bool,
        progress: &mut Progress<'_, E>,
    ) -> Result<Vec<u8>, E> {
        let flip = if invert { 255 } else { 0 };
        let (across, down) = (self.width.div_ceil(TILE), self.height.div_ceil(TILE));
        let mut paper = Vec::with_capacity(across * down);
        let mut whole = [0u32; 256];
        let mut tiles = progress.part(0.0, 0.3);
        for tile_y in 0..down {
            tiles.row(tile_y * TILE, self.width * TILE, self.height)?;
            for tile_x in 0..across {
                let (left, right) = (tile_x * TILE, ((tile_x + 1) * TILE).min(self.width));
                let rows = tile_y * TILE..((tile_y + 1) * TILE).min(self.height);
                let mut counts = [0u32; 256];
                for y in rows {
                    for &value in &self.pixels[y * self.width + left..y * self.width + right] {
                        counts[usize::from(value ^ flip)] += 1;
                    }
                }
                paper.push(quantile(&counts, PAPER) as f32);
                for (sum, count) in whole.iter_mut().zip(counts) {
                    *sum += count;
                }
            }
        }
        let least = (quantile(&whole, PAPER) as f32 * DARKEST_PAPER).max(1.0);
        for value in &mut paper {
            *value = value.max(least);
        }
        let paper = widened(&paper, across, down);
        let place = |at: usize, count: usize| {
            let position = ((at as f32 + 0.5) / TILE as f32 - 0.5).clamp(0.0, (count - 1) as f32);
            let first = position as usize;
            (first, (first + 1).min(count - 1), position - first as f32)
        };
        let columns: Vec<_> = (0..self.width).map(|x| place(x, across)).collect();
        let mut even = Vec::with_capacity(self.pixels.len());
        let mut row = vec![0.0; across];
        let mut rows = progress.part(0.3, 1.0);
        for y in 0..self.height {
            rows.row(y, self.width, self.height)?;
            let (above, below, part) = place(y, down);
            for (x, value) in row.iter_mut().enumerate() {
                let (a, b) = (paper[above * across + x], paper[below * across + x]);
                *value = 255.0 / (a + (b - a) * part);
            }
            let pixels = &self.pixels[y * self.width..(y + 1) * self.width];
            even.extend(
                pixels
                    .iter()
                    .zip(&columns)
                    .map(|(&value, &(left, right, part))| {
                        let scale = row[left] + (row[right] - row[left]) * part;
                        (f32::from(value ^ flip) * scale).min(255.0) as u8
                    }),
            );
        }
        Ok(even)
    }
}

/// Each tile's paper becomes the brightest of its neighbourhood, so that a tile full of ink has its neighbours' paper.
fn widened(paper: &[f32], across: usize, down: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(paper.len());
    for y in 0..down {
        for x in 0..across {
            let mut most = 0.0f32;
            for row in y.saturating_sub(1)..(y + 2).min(down) {
                for value in
                    &paper[row * across + x.saturating_sub(1)..row * across + (x + 2).min(across)]
                {
                    most = most.max(*value);
                }
            }
            out.push(most);
        }
    }
    out
}

fn histogram(values: impl Iterator<Item = u8>) -> [u32; 256] {
    let mut counts = [0; 256];
    for value in values {
        counts[usize::from(value)] += 1;
    }
    counts
}

/// The value below or at which the given part of a histogram lies.
fn quantile(counts: &[u32; 256], part: f32) -> u32 {
    let total: u64 = counts.iter().map(|&c| u64::from(c)).sum();
    let wanted = (total as f64 * f64::from(part)) as u64;
    let mut sum = 0;
    for (value, &count) in counts.iter().enumerate() {
        sum += u64::from(count);
        if sum > wanted {
            return value as u32;
        }
    }
    255
}

/// The value below which a pixel is ink: Otsu's, raised for thin letters and kept clear of the paper's noise; None where what is darker
/// than the paper is no darker than noise.
///
/// N. Otsu, "A threshold selection method from gray-level histograms", IEEE Trans. SMC 9 (1979).
fn threshold(counts: &[u32; 256]) -> Option<u32> {
    let total: f64 = counts.iter().map(|&c| f64::from(c)).sum();
    let sum: f64 = counts
        .iter()
        .enumerate()
        .map(|(v, &c)| v as f64 * f64::from(c))
        .sum();
    let (mut below, mut below_sum, mut best, mut otsu) = (0.0, 0.0, 0.0, None);
    for (value, &count) in counts.iter().enumerate().take(255) {
        below += f64::from(count);
        below_sum += value as f64 * f64::from(count);
        if below == 0.0 || below == total {
            continue;
        }
        let apart = below_sum / below - (sum - below_sum) / (total - below);
        let between = below * (total - below) * apart * apart;
        if between > best {
            (best, otsu) = (between, Some((value as u32 + 1, -apart)));
        }
    }
    let (otsu, apart) = otsu?;
    if apart < f64::from(CONTRAST) {
        return None;
    }
    // Between its median and its 30 % quantile a page is paper; in a normal distribution that is 0.524 standard deviations.
    let paper = quantile(counts, 0.5);
    let deviation = (paper - quantile(counts, 0.3)) as f32 / 0.524;
    let clear = paper.saturating_sub(((NOISE * deviation) as u32).max(CONTRAST));
    Some(otsu.max(FAINT).min(clear)).filter(|&threshold| threshold > 0)
}
