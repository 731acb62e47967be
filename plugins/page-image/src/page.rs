//! A page's pixels.

use std::fmt;

use crate::Rect;

/// The most pixels that a page may have: 200 million, an A0 sheet at 300 dpi and more.
pub const MOST_PIXELS: usize = 200_000_000;

/// A page's pixels, row by row from the top left.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    pub(crate) pixels: &'a [u8],
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) channels: usize,
}

/// Why pixels are not a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// Neither gray (1) nor RGB (3).
    Channels(usize),
    /// The slice's length is not width x height x channels.
    Length {
        /// How many bytes the dimensions ask for, where that number exists.
        expected: Option<usize>,
        /// How many bytes there are.
        given: usize,
    },
    /// More than [`MOST_PIXELS`].
    TooLarge {
        /// Width in pixels.
        width: usize,
        /// Height in pixels.
        height: usize,
    },
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Channels(count) => write!(
                f,
                "a page has 1 channel (gray) or 3 (RGB), not {count}; hint: drop the alpha channel"
            ),
            Self::Length { expected, given } => match expected {
                Some(expected) => write!(
                    f,
                    "the page's dimensions ask for {expected} bytes, given are {given}"
                ),
                None => write!(f, "the page's dimensions are too large to count its bytes"),
            },
            Self::TooLarge { width, height } => write!(
                f,
                "a page of {width} x {height} px has more than {MOST_PIXELS} pixels; hint: scale it down"
            ),
        }
    }
}

impl std::error::Error for PageError {}

impl<'a> Page<'a> {
    /// A page of `width` x `height` pixels of `channels` bytes each: 1 for gray, 3 for RGB. Either side may be 0.
    ///
    /// # Errors
    /// Other channels, a slice of another length, or more than [`MOST_PIXELS`].
    pub fn new(
        pixels: &'a [u8],
        width: usize,
        height: usize,
        channels: usize,
    ) -> Result<Self, PageError> {
        if channels != 1 && channels != 3 {
            return Err(PageError::Channels(channels));
        }
        let count = width.checked_mul(height);
        let expected = count.and_then(|count| count.checked_mul(channels));
        if expected != Some(pixels.len()) {
            let given = pixels.len();
            return Err(PageError::Length { expected, given });
        }
        if count.is_none_or(|count| count > MOST_PIXELS) {
            return Err(PageError::TooLarge { width, height });
        }
        Ok(Self {
            pixels,
            width,
            height,
            channels,
        })
    }

    /// Its bytes.
    pub fn pixels(&self) -> &'a [u8] {
        self.pixels
    }

    /// Columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Bytes per pixel.
    pub fn channels(&self) -> usize {
        self.channels
    }
}

/// RGBA pixels as they look on white paper, in RGB. Alpha is straight, not premultiplied.
pub fn on_white(rgba: &[u8]) -> Vec<u8> {
    let over = |value: u8, alpha: u32| {
        ((u32::from(value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    rgba.as_chunks::<4>()
        .0
        .iter()
        .flat_map(|&[r, g, b, a]| [r, g, b].map(|value| over(value, u32::from(a))))
        .collect()
}

/// The pixels in a rectangle of a picture whose rows are `width` pixels of `channels` bytes. What lies outside the picture is left out.
pub fn crop(pixels: &[u8], width: usize, channels: usize, rect: &Rect) -> Vec<u8> {
    let (left, right) = (rect.left as usize, (rect.right as usize).min(width));
    let count = right.saturating_sub(left) * channels;
    let mut out = Vec::with_capacity(count * rect.height() as usize);
    for y in rect.top as usize..rect.bottom as usize {
        let start = (y * width + left) * channels;
        out.extend_from_slice(pixels.get(start..start + count).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clear_is_white() {
        let rgba = [10, 20, 30, 255, 10, 20, 30, 0, 0, 100, 200, 128];
        assert_eq!(on_white(&rgba), [10, 20, 30, 255, 255, 255, 127, 177, 227]);
    }

    #[test]
    fn a_crop_has_its_rectangle_s_pixels() {
        let picture: Vec<u8> = (0..24).collect();
        let rect = Rect {
            left: 1,
            top: 1,
            right: 3,
            bottom: 3,
        };
        assert_eq!(
            crop(&picture, 4, 2, &rect),
            [10, 11, 12, 13, 18, 19, 20, 21]
        );
        assert_eq!(crop(&picture, 6, 1, &rect), [7, 8, 13, 14]);
    }
}
