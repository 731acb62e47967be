//! How far a page's lines are from level.

use crate::{Ink, Progress, components};

/// The steepest lines that are looked for, in degrees.
pub const STEEPEST: f32 = 15.5;
/// The steps of the search in degrees, each around the best angle of the one before.
const STEPS: [f32; 3] = [0.5, 0.05, 0.01];
/// The levelled page's profile must be this much sharper than the page's, so that a page that has no lines is not turned.
const SHARPER: f64 = 1.03;
/// At most so many points are measured.
const POINTS: usize = 40_000;

/// By how many degrees the lines fall to the right: at most [`STEEPEST`] to either side, 0 where there are no lines to measure.
///
/// The feet of letters are projected along lines of every angle; where they fall into the fewest rows, the angle is the page's (after
/// W. Postl, "Detection of linear oblique structures and skew scan in digitized documents", ICPR 1986).
///
/// # Errors
/// Those of `progress`.
pub fn angle<E>(ink: &Ink, progress: &mut Progress<'_, E>) -> Result<f32, E> {
    let found = components(ink, &mut progress.part(0.0, 0.5))?;
    let mut points: Vec<(f32, f32)> = found
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
        return Ok(0.0);
    }
    let stride = points.len().div_ceil(POINTS);
    points = points.into_iter().step_by(stride).collect();
    let middle = ink.width as f32 / 2.0;
    for point in &mut points {
        point.0 -= middle;
    }
    let slack = (middle * STEEPEST.to_radians().tan()) as usize + 4;
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
    let (mut best, mut sharpest) = (0.0, level);
    let mut reach = STEEPEST;
    for (stage, step) in STEPS.into_iter().enumerate() {
        let around = best;
        let count = (reach / step).round() as i32;
        for index in -count..=count {
            let degrees = around + index as f32 * step;
            let value = sharpness(degrees);
            if value > sharpest {
                (sharpest, best) = (value, degrees);
            }
        }
        progress.at(0.5 + (stage + 1) as f32 / (2 * STEPS.len()) as f32)?;
        reach = step;
    }
    let is_turned = sharpest >= level * SHARPER;
    Ok(if is_turned { best } else { 0.0 })
}
