//! Cuts a page of printed text into its lines, in reading order.
//!
//! The way of a page: it becomes gray, its paper is made white and its ink is found (`ink`); its skew is measured on the ink and
//! turned back (`skew`); ink that hangs together becomes components (`components`), of which rules, frames, pictures and specks
//! go and light text on dark bands comes forth (`marks`); neighbouring components become segments of a line (`segments`); and
//! segments become columns, rows and lines in the order in which they are read (`layout`).
//!
//! The crate needs nothing but the standard library, and takes any input without a panic.
//!
//! ```
//! let page = split_lines::Page::new(&[255; 40 * 30], 40, 30, 1).expect("40 x 30 gray pixels");
//! assert!(split_lines::split(&page).lines.is_empty());
//! ```

mod components;
mod ink;
mod layout;
mod marks;
mod pieces;
mod rect;
mod segments;
mod skew;

use std::fmt;

pub use rect::Rect;

use ink::Gray;

/// The most pixels that a page may have: 200 million, an A0 sheet at 300 dpi and more.
pub const MOST_PIXELS: usize = 200_000_000;

/// A page's pixels, row by row from the top left.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    pixels: &'a [u8],
    width: usize,
    height: usize,
    channels: usize,
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
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The ink's bounds on the straightened page.
    pub bounds: Rect,
    /// Where no ink of the line is, from left to right, as half-open ranges of x: between letters, words and parts of a row.
    pub gaps: Vec<std::ops::Range<u32>>,
}

/// A page's lines, and how the page was straightened to find them.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// By how many degrees the page's lines fall to the right (positive) or rise (negative); 0 where it is straight enough.
    pub angle: f32,
    /// Width of the straightened page in pixels.
    pub width: u32,
    /// Height of the straightened page in pixels.
    pub height: u32,
    /// The lines in reading order.
    pub lines: Vec<Line>,
    page: (u32, u32),
}

/// Finds the lines of a page.
///
/// A page without text has no lines. Columns are read one after the other; rows whose right part is short, as the prices of a receipt
/// and the cells of a table are, stay one line.
pub fn split(page: &Page<'_>) -> Cut {
    let mut gray = Gray::of(page);
    let mut cut = Cut {
        angle: 0.0,
        width: page.width as u32,
        height: page.height as u32,
        lines: Vec::new(),
        page: (page.width as u32, page.height as u32),
    };
    let Some(mut ink) = gray.ink() else {
        return cut;
    };
    cut.angle = skew::angle(&ink);
    if cut.angle != 0.0 {
        let turn = cut.turn();
        (cut.width, cut.height) = (turn.width as u32, turn.height as u32);
        gray = Gray {
            pixels: turn.apply(&gray.pixels, 1),
            width: turn.width,
            height: turn.height,
        };
        match gray.ink() {
            Some(straight) => ink = straight,
            None => return cut,
        }
    }
    let marks = marks::marks(&ink);
    let segments = segments::segments(marks);
    cut.lines = layout::lines(segments);
    cut
}

/// The page with its lines level: `cut.height` rows of `cut.width` pixels with the page's channels. Corners that the page does not cover
/// have the colour of its nearest edge.
pub fn straighten(page: &Page<'_>, cut: &Cut) -> Vec<u8> {
    if cut.angle == 0.0 || cut.page != (page.width as u32, page.height as u32) {
        return page.pixels.to_vec();
    }
    cut.turn().apply(page.pixels, page.channels)
}

impl Cut {
    fn turn(&self) -> skew::Turn {
        skew::Turn::new(self.page.0 as usize, self.page.1 as usize, self.angle)
    }

    /// Where a point of the straightened page lies on the page.
    pub fn to_page(&self, x: f32, y: f32) -> (f32, f32) {
        if self.angle == 0.0 {
            return (x, y);
        }
        self.turn().source(x, y)
    }

    /// The corners on the page of a rectangle of the straightened page: top left, top right, bottom right, bottom left.
    pub fn quad(&self, rect: &Rect) -> [(f32, f32); 4] {
        let (left, top) = (rect.left as f32, rect.top as f32);
        let (right, bottom) = (rect.right as f32, rect.bottom as f32);
        [(left, top), (right, top), (right, bottom), (left, bottom)]
            .map(|(x, y)| self.to_page(x, y))
    }

    /// The upright bounds on the page of a rectangle of the straightened page.
    pub fn bounds_on_page(&self, rect: &Rect) -> Rect {
        let quad = self.quad(rect);
        let least = |value: fn(&(f32, f32)) -> f32| quad.iter().map(value).fold(f32::MAX, f32::min);
        let most = |value: fn(&(f32, f32)) -> f32| quad.iter().map(value).fold(0.0, f32::max);
        Rect {
            left: least(|p| p.0).floor().max(0.0) as u32,
            top: least(|p| p.1).floor().max(0.0) as u32,
            right: (most(|p| p.0).ceil() as u32).min(self.page.0),
            bottom: (most(|p| p.1).ceil() as u32).min(self.page.1),
        }
    }
}
