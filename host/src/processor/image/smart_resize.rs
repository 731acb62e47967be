//! The size to which a page is resized before it is cut into patches.

use thiserror::Error;

/// The largest accepted ratio of the longer to the shorter side.
const MAX_ASPECT_RATIO: f64 = 200.0;

/// How many pixels (height x width) a resized page may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PixelLimits {
    /// Smaller pages are enlarged to at least this many pixels.
    pub min_pixels: usize,
    /// Larger pages are reduced to at most this many pixels.
    pub max_pixels: usize,
}

impl Default for PixelLimits {
    /// The limits of the reference class, used where `preprocessor_config.json` names none: 384 x 384 to 1536 x 1536.
    fn default() -> Self {
        Self {
            min_pixels: 384 * 384,
            max_pixels: 1536 * 1536,
        }
    }
}

/// Why a page has no target size.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ResizeError {
    /// One side is zero.
    #[error("an image of {width} x {height} pixels has no content")]
    Empty {
        /// Pixels from top to bottom.
        height: usize,
        /// Pixels from left to right.
        width: usize,
    },
    /// The page is too long and thin for the model.
    #[error(
        "an image of {width} x {height} pixels is too long and thin: its aspect ratio is {ratio:.4}, and the model takes at most 200; \
         cut it into shorter pieces"
    )]
    AspectRatio {
        /// Pixels from top to bottom.
        height: usize,
        /// Pixels from left to right.
        width: usize,
        /// The longer side divided by the shorter, after sides under one merged patch were enlarged.
        ratio: f64,
    },
    /// The factor or a limit is zero, or the limits are in the wrong order.
    #[error("cannot resize to multiples of {factor} within {} to {} pixels; check min_pixels, max_pixels, patch_size and merge_size", limits.min_pixels, limits.max_pixels)]
    Limits {
        /// The side of a merged patch in pixels.
        factor: usize,
        /// The limits that were asked for.
        limits: PixelLimits,
    },
}

/// The (height, width) to which an image of `height` x `width` pixels is resized: multiples of `factor` (patch size x merge size)
/// whose product lies within `limits` where the aspect ratio allows it.
///
/// The arithmetic is that of `smart_resize` in transformers' `paddleocr_vl`: quotients in double precision and Python's `round`,
/// which takes ties to the even neighbour.
///
/// # Errors
/// If a side is zero, if the aspect ratio is over 200, or if `factor` or `limits` make no sense.
pub fn smart_resize(
    height: usize,
    width: usize,
    factor: usize,
    limits: PixelLimits,
) -> Result<(usize, usize), ResizeError> {
    if height == 0 || width == 0 {
        return Err(ResizeError::Empty { height, width });
    }
    if factor == 0 || limits.min_pixels == 0 || limits.min_pixels > limits.max_pixels {
        return Err(ResizeError::Limits { factor, limits });
    }
    let side = factor as f64;
    let (mut h, mut w) = (height as f64, width as f64);
    if h < side {
        w = (w * side / h).round_ties_even();
        h = side;
    }
    if w < side {
        h = (h * side / w).round_ties_even();
        w = side;
    }
    let ratio = h.max(w) / h.min(w);
    if ratio > MAX_ASPECT_RATIO {
        return Err(ResizeError::AspectRatio {
            height,
            width,
            ratio,
        });
    }
    let (min, max) = (limits.min_pixels as f64, limits.max_pixels as f64);
    let mut to_h = (h / side).round_ties_even() * side;
    let mut to_w = (w / side).round_ties_even() * side;
    if to_h * to_w > max {
        let beta = (h * w / max).sqrt();
        to_h = side.max((h / beta / side).floor() * side);
        to_w = side.max((w / beta / side).floor() * side);
    } else if to_h * to_w < min {
        let beta = (min / (h * w)).sqrt();
        to_h = (h * beta / side).ceil() * side;
        to_w = (w * beta / side).ceil() * side;
    }
    Ok((to_h as usize, to_w as usize))
}
