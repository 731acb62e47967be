//! Pillow's antialiased bicubic resampling, to the last bit.
//!
//! Source of the algorithm: Pillow's `Image.resize` with `Resampling.BICUBIC` for 8-bit images. The kernel is Keys' cubic with
//! a = -0.5, stretched when shrinking; weights are normalised in double precision and then rounded to 22 fractional bits; what the
//! first pass yields is rounded to 8 bits before the second. The horizontal pass comes first, except, since Pillow 13, where rows
//! shrink much more than columns: the order changes the rounding, so it has to be the same.

use std::ops::Range;

use image::RgbImage;
use rayon::prelude::*;

/// Fractional bits of a weight: 32 bits less 8 for the sample and 2 of head room for sums over negative lobes.
const PRECISION_BITS: u32 = 32 - 8 - 2;
const HALF: i32 = 1 << (PRECISION_BITS - 1);
/// Half-width of the kernel in source pixels when not shrinking.
const SUPPORT: f64 = 2.0;
const CHANNELS: usize = 3;

/// Resizes `src` to `width` x `height` pixels, multi-threaded; equal to `resize((width, height), BICUBIC)` of Pillow 13.
///
/// # Panics
/// If a side of `src` or of the target is zero.
pub fn resize_bicubic(src: &RgbImage, width: u32, height: u32) -> RgbImage {
    assert!(
        src.width() > 0 && src.height() > 0 && width > 0 && height > 0,
        "resize_bicubic needs at least one pixel on both sides"
    );
    let across = |image: &RgbImage| (width != image.width()).then(|| resize_rows(image, width));
    let down = |image: &RgbImage| (height != image.height()).then(|| resize_columns(image, height));
    let first = if vertical_first(src, width, height) {
        down(src)
    } else {
        across(src)
    };
    let half = first.as_ref().unwrap_or(src);
    let second = across(half).or_else(|| down(half));
    second.or(first).unwrap_or_else(|| src.clone())
}

/// Pillow 13's choice: rows go first where more than twice as many of them vanish as columns do.
fn vertical_first(src: &RgbImage, width: u32, height: u32) -> bool {
    let lost_columns = u64::from(src.width().saturating_sub(width));
    let lost_rows = u64::from(src.height().saturating_sub(height));
    lost_rows > 2 * lost_columns
}

/// The weights of one output pixel, in fixed point, and the source pixels that they apply to.
struct Taps {
    source: Range<usize>,
    weights: Vec<i32>,
}

fn kernel(x: f64) -> f64 {
    const A: f64 = -0.5;
    let x = x.abs();
    if x < 1.0 {
        ((A + 2.0) * x - (A + 3.0)) * x * x + 1.0
    } else if x < 2.0 {
        (((x - 5.0) * x + 8.0) * x - 4.0) * A
    } else {
        0.0
    }
}

fn taps(from: usize, to: usize) -> Vec<Taps> {
    let scale = from as f64 / to as f64;
    let stretch = scale.max(1.0);
    let support = SUPPORT * stretch;
    (0..to)
        .map(|index| {
            let center = (index as f64 + 0.5) * scale;
            // Truncation, not floor: a negative start counts as the first pixel either way.
            let start = (center - support + 0.5).max(0.0) as usize;
            let end = ((center + support + 0.5) as usize).min(from);
            let raw: Vec<f64> = (start..end)
                .map(|pixel| kernel((pixel as f64 - center + 0.5) * (1.0 / stretch)))
                .collect();
            let sum: f64 = raw.iter().sum();
            let weights = raw
                .iter()
                .map(|weight| {
                    let weight = if sum == 0.0 { *weight } else { weight / sum };
                    let scaled = weight * f64::from(1u32 << PRECISION_BITS);
                    (scaled + if weight < 0.0 { -0.5 } else { 0.5 }) as i32
                })
                .collect();
            Taps {
                source: start..end,
                weights,
            }
        })
        .collect()
}

fn to_u8(sum: i32) -> u8 {
    (sum >> PRECISION_BITS).clamp(0, 255) as u8
}

fn resize_rows(src: &RgbImage, width: u32) -> RgbImage {
    let taps = taps(src.width() as usize, width as usize);
    let mut out = RgbImage::new(width, src.height());
    out.par_chunks_exact_mut(width as usize * CHANNELS)
        .zip(src.par_chunks_exact(src.width() as usize * CHANNELS))
        .for_each(|(out_row, src_row)| {
            for (pixel, taps) in out_row.chunks_exact_mut(CHANNELS).zip(&taps) {
                let samples = &src_row[taps.source.start * CHANNELS..taps.source.end * CHANNELS];
                let mut sum = [HALF; CHANNELS];
                for (sample, &weight) in samples.chunks_exact(CHANNELS).zip(&taps.weights) {
                    for (sum, &value) in sum.iter_mut().zip(sample) {
                        *sum += i32::from(value) * weight;
                    }
                }
                for (value, sum) in pixel.iter_mut().zip(sum) {
                    *value = to_u8(sum);
                }
            }
        });
    out
}

fn resize_columns(src: &RgbImage, height: u32) -> RgbImage {
    let taps = taps(src.height() as usize, height as usize);
    let row_len = src.width() as usize * CHANNELS;
    let samples: &[u8] = src.as_raw();
    let mut out = RgbImage::new(src.width(), height);
    out.par_chunks_exact_mut(row_len).zip(&taps).for_each_init(
        || vec![0; row_len],
        |sums, (out_row, taps)| {
            sums.fill(HALF);
            for (row, &weight) in taps.source.clone().zip(&taps.weights) {
                let src_row = &samples[row * row_len..(row + 1) * row_len];
                for (sum, &value) in sums.iter_mut().zip(src_row) {
                    *sum += i32::from(value) * weight;
                }
            }
            for (value, &sum) in out_row.iter_mut().zip(sums.iter()) {
                *value = to_u8(sum);
            }
        },
    );
    out
}
