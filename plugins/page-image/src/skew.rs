//! How far a page's lines are from level.

use crate::{Ink, Progress, components};

/// The steepest lines that are looked for, in degrees.
pub const STEEPEST: f32 = 15.5;
/// The steps of the search in degrees, each around the best angle of the one before.
const COARSE: f32 = 0.5;
const FINE: f32 = 0.05;
const FINEST: f32 = 0.01;
/// What is sharper than this part of the sharpest is of the peak.
const PEAK: f64 = 0.8;
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
    let mut rows = vec![0.0f32; ink.height + 2 * slack + 2];
    // How few rows the feet fall into: each is shared by the two rows that it lies between, and a row counts with the next one.
    let mut sharpness = |degrees: f32| {
        rows.fill(0.0);
        let slope = degrees.to_radians().tan();
        for (x, y) in &points {
            let place = (y - x * slope + slack as f32).clamp(0.0, (ink.height + 2 * slack) as f32);
            let part = place.fract();
            rows[place as usize] += 1.0 - part;
            rows[place as usize + 1] += part;
        }
        let pairs = rows.windows(2).map(|pair| f64::from(pair[0] + pair[1]));
        pairs.map(|sum| sum * sum).sum::<f64>()
    };
    let level = sharpness(0.0);
    let (mut best, mut sharpest) = (0.0, level);
    let mut search = |reach: f32, step: f32, best: &mut f32, sharpest: &mut f64| {
        let (around, count) = (*best, (reach / step).round() as i32);
        let tried = (-count..=count).map(|index| {
            let degrees = around + index as f32 * step;
            (degrees, sharpness(degrees))
        });
        let tried: Vec<(f32, f64)> = tried.collect();
        for &(degrees, value) in &tried {
            if value > *sharpest {
                (*sharpest, *best) = (value, degrees);
            }
        }
        tried
    };
    search(STEEPEST, COARSE, &mut best, &mut sharpest);
    progress.at(0.7)?;
    search(COARSE, FINE, &mut best, &mut sharpest);
    progress.at(0.9)?;
    let tried = search(FINE * 5.0, FINEST, &mut best, &mut sharpest);
    if sharpest < level * SHARPER {
        return Ok(0.0);
    }
    // On a small page the peak is broad and its top uneven: its middle is nearer to the truth than its highest point.
    let (mut sum, mut weights) = (0.0, 0.0);
    for (degrees, value) in tried {
        let weight = (value - PEAK * sharpest).max(0.0);
        sum += weight * f64::from(degrees);
        weights += weight;
    }
    Ok((sum / weights) as f32)
}
