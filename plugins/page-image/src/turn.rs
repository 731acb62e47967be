//! Turning a page so that its lines are level.

use crate::Progress;

/// A turn of a page about its middle onto a canvas that holds all of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// Width of the canvas in pixels.
    pub width: usize,
    /// Height of the canvas in pixels.
    pub height: usize,
    from: (usize, usize),
    sin: f64,
    cos: f64,
}

impl Turn {
    /// The turn that levels lines which fall by `degrees` on a page of `width` x `height`.
    pub fn new(width: usize, height: usize, degrees: f32) -> Self {
        let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
        let (w, h) = (width as f64, height as f64);
        Self {
            width: (w * cos + h * sin.abs()).ceil() as usize,
            height: (w * sin.abs() + h * cos).ceil() as usize,
            from: (width, height),
            sin,
            cos,
        }
    }

    /// The map from the canvas to the page as [a, b, c, d, tx, ty]: x' = a x + b y + tx, y' = c x + d y + ty. Whole numbers are the corners
    /// of pixels; their middles are at a half.
    pub fn to_page(&self) -> [f64; 6] {
        let (x, y) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let (sin, cos) = (self.sin, self.cos);
        let tx = self.from.0 as f64 / 2.0 - cos * x + sin * y;
        let ty = self.from.1 as f64 / 2.0 - sin * x - cos * y;
        [cos, -sin, sin, cos, tx, ty]
    }

    /// Turns a picture of `channels` bytes a pixel, bilinear, with its edges drawn out.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn apply<E>(
        &self,
        pixels: &[u8],
        channels: usize,
        progress: &mut Progress<'_, E>,
    ) -> Result<Vec<u8>, E> {
        let (width, height) = self.from;
        let mut out = Vec::with_capacity(self.width * self.height * channels);
        if width == 0 || height == 0 {
            out.resize(self.width * self.height * channels, 255);
            return Ok(out);
        }
        let (most_x, most_y) = ((width - 1) as f64, (height - 1) as f64);
        let [a, b, c, d, tx, ty] = self.to_page();
        for y in 0..self.height {
            progress.row(y, self.width, self.height)?;
            // From middle to middle: half a pixel on one side, half a pixel back on the other.
            let row = y as f64 + 0.5;
            let (from_x, from_y) = (b * row + tx + a / 2.0 - 0.5, d * row + ty + c / 2.0 - 0.5);
            for x in 0..self.width {
                let sx = (from_x + a * x as f64).clamp(0.0, most_x);
                let sy = (from_y + c * x as f64).clamp(0.0, most_y);
                let (left, top) = (sx as usize, sy as usize);
                let (part_x, part_y) = ((sx - left as f64) as f32, (sy - top as f64) as f32);
                let (right, below) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
                let corners = [(left, top), (right, top), (left, below), (right, below)]
                    .map(|(x, y)| (y * width + x) * channels);
                for channel in 0..channels {
                    let [tl, tr, bl, br] = corners.map(|at| f32::from(pixels[at + channel]));
                    let upper = tl + (tr - tl) * part_x;
                    let lower = bl + (br - bl) * part_x;
                    out.push((upper + (lower - upper) * part_y + 0.5) as u8);
                }
            }
        }
        Ok(out)
    }
}
