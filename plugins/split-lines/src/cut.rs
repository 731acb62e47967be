//! From a page to its lines.

use page_image::{Page, Progress, Rect, Turn, blocks, level, marks, segments, unheard};

use crate::layout;

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
    unheard(|progress| split_with(page, progress))
}

/// As [`split`], telling how far it is.
///
/// # Errors
/// Those of `progress`.
pub fn split_with<E>(page: &Page<'_>, progress: &mut Progress<'_, E>) -> Result<Cut, E> {
    let level = level(page, &mut progress.part(0.0, 0.8))?;
    let size = |turn: Turn| (turn.width, turn.height);
    let (width, height) = level.turn.map_or((page.width(), page.height()), size);
    let mut cut = Cut {
        angle: level.angle,
        width: width as u32,
        height: height as u32,
        lines: Vec::new(),
        page: (page.width() as u32, page.height() as u32),
    };
    let Some(ink) = level.ink else {
        return Ok(cut);
    };
    let marks = marks(&ink, &mut progress.part(0.8, 0.9))?;
    let segments = segments(&marks, &mut progress.part(0.9, 1.0))?;
    let area = Rect {
        left: 0,
        top: 0,
        right: cut.width,
        bottom: cut.height,
    };
    cut.lines = layout::lines(blocks(segments, area));
    Ok(cut)
}

/// The page with its lines level: `cut.height` rows of `cut.width` pixels with the page's channels. Corners that the page does not cover
/// have the colour of its nearest edge.
pub fn straighten(page: &Page<'_>, cut: &Cut) -> Vec<u8> {
    if cut.angle == 0.0 || cut.page != (page.width() as u32, page.height() as u32) {
        return page.pixels().to_vec();
    }
    unheard(|progress| {
        let turn = cut.turn();
        turn.apply(page.pixels(), page.channels(), progress)
    })
}

impl Cut {
    /// The turn that straightens the page.
    pub fn turn(&self) -> Turn {
        Turn::new(self.page.0 as usize, self.page.1 as usize, self.angle)
    }

    /// Where a point of the straightened page lies on the page.
    pub fn to_page(&self, x: f32, y: f32) -> (f32, f32) {
        if self.angle == 0.0 {
            return (x, y);
        }
        let [a, b, c, d, tx, ty] = self.turn().to_page();
        let (x, y) = (f64::from(x), f64::from(y));
        ((a * x + b * y + tx) as f32, (c * x + d * y + ty) as f32)
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
