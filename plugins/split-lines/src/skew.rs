//! How far a page's lines are from level, and turning it back.

use crate::components::components;
use crate::ink::Ink;

/// The steepest lines that are looked for, in degrees.
const STEEPEST: f32 = 8.0;
const COARSE: f32 = 0.5;
const FINE: f32 = 0.05;
/// Below this the page is left as it is, in degrees: over a line of 1500 px it is a quarter of a letter's height.
const STRAIGHT: f32 = 0.12;
/// The levelled page's profile must be this much sharper than the page's, so that a page that has no lines is not turned.
const SHARPER: f64 = 1.03;
/// At most so many points are measured.
const POINTS: usize = 40_000;

/// By how many degrees the lines fall to the right, 0 where they are level.
///
/// The feet of letters are projected along lines of every angle; where they fall into the fewest rows, the angle is the page's (after
/// W. Postl, "Detection of linear oblique structures and skew scan in digitized documents", ICPR 1986).
pub(crate) fn angle(ink: &Ink) -> f32 {
    let mut points: Vec<(f32, f32)> = components(ink)
        .list
        .iter()
        .filter(|c| {
            let (width, height) = (c.bounds.width(), c.bounds.height());
            (5..=120).contains(&height) && width <= 12 * height && height <= 12 * width
        })
        .map(|c| {
            (
                (c.bounds.left + c.bounds.right) as f32 / 2.0,
                c.bounds.bottom as f32,
            )
        })
        .collect();
    if points.len() < 12 {
        return 0.0;
    }
    let stride = points.len().div_ceil(POINTS);
    points = points.into_iter().step_by(stride).collect();
    let middle = ink.width as f32 / 2.0;
    for point in &mut points {
        point.0 -= middle;
    }
    let slack = (ink.width as f32 * 0.08) as usize + 4;
    let mut rows = vec![0u32; ink.height + 2 * slack + 2];
    let mut sharpness = |degrees: f32| {
        rows.fill(0);
        let slope = degrees.to_radians().tan();
        for (x, y) in &points {
            let row = (y - x * slope + slack as f32).max(0.0) as usize;
            rows[row.min(ink.height + 2 * slack)] += 4;
            rows[row.min(ink.height + 2 * slack) + 1] += 2;
            rows[row.saturating_sub(1).min(ink.height + 2 * slack)] += 2;
        }
        rows.iter()
            .map(|&n| f64::from(n) * f64::from(n))
            .sum::<f64>()
    };
    let level = sharpness(0.0);
    let mut best = (level, 0.0);
    let mut search = |from: f32, to: f32, step: f32, best: &mut (f64, f32)| {
        for index in 0..=((to - from) / step).round() as usize {
            let degrees = from + index as f32 * step;
            let value = sharpness(degrees);
            if value > best.0 {
                *best = (value, degrees);
            }
        }
    };
    search(-STEEPEST, STEEPEST, COARSE, &mut best);
    let around = best.1;
    search(around - COARSE, around + COARSE, FINE, &mut best);
    if best.0 < level * SHARPER || best.1.abs() < STRAIGHT {
        return 0.0;
    }
    best.1
}

/// A turn of a page about its middle onto a canvas that holds all of it.
pub(crate) struct Turn {
    /// Width of the canvas.
    pub(crate) width: usize,
    /// Height of the canvas.
    pub(crate) height: usize,
    from: (usize, usize),
    sin: f32,
    cos: f32,
}

impl Turn {
    /// The turn that levels lines which fall by `degrees` on a page of `width` x `height`.
    pub(crate) fn new(width: usize, height: usize, degrees: f32) -> Self {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let (w, h) = (width as f32, height as f32);
        Self {
            width: (w * cos + h * sin.abs()).ceil() as usize,
            height: (w * sin.abs() + h * cos).ceil() as usize,
            from: (width, height),
            sin,
            cos,
        }
    }

    /// Where a point of the canvas comes from.
    pub(crate) fn source(&self, x: f32, y: f32) -> (f32, f32) {
        let (dx, dy) = (x - self.width as f32 / 2.0, y - self.height as f32 / 2.0);
        (
            self.cos * dx - self.sin * dy + self.from.0 as f32 / 2.0,
            self.sin * dx + self.cos * dy + self.from.1 as f32 / 2.0,
        )
    }

    /// Turns a picture of `channels` bytes a pixel, bilinear, with its edges drawn out.
    pub(crate) fn apply(&self, pixels: &[u8], channels: usize) -> Vec<u8> {
        let (width, height) = self.from;
        let mut out = Vec::with_capacity(self.width * self.height * channels);
        if width == 0 || height == 0 {
            out.resize(self.width * self.height * channels, 255);
            return out;
        }
        let (most_x, most_y) = ((width - 1) as f32, (height - 1) as f32);
        for y in 0..self.height {
            for x in 0..self.width {
                let (sx, sy) = self.source(x as f32 + 0.5, y as f32 + 0.5);
                let (sx, sy) = ((sx - 0.5).clamp(0.0, most_x), (sy - 0.5).clamp(0.0, most_y));
                let (left, top) = (sx as usize, sy as usize);
                let (part_x, part_y) = (sx - left as f32, sy - top as f32);
                let (right, below) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
                for channel in 0..channels {
                    let at = |x: usize, y: usize| {
                        f32::from(pixels[(y * width + x) * channels + channel])
                    };
                    let upper = at(left, top) + (at(right, top) - at(left, top)) * part_x;
                    let lower = at(left, below) + (at(right, below) - at(left, below)) * part_x;
                    out.push((upper + (lower - upper) * part_y + 0.5) as u8);
                }
            }
        }
        out
    }
}
