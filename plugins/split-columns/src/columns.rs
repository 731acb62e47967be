//! From a page to its columns.

use page_image::marks::is_rule;
use page_image::{
    Component, Marks, Page, Progress, Rect, Segment, Turn, blocks, components, level, marks,
    segments,
};

/// What is this part of the page's width and of its height is no picture on the page, but a frame around it or its edge.
const FRAME: f32 = 0.8;

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    /// The part of the level page that is the piece's own.
    pub area: Rect,
    /// The bounds of the ink in it.
    pub bounds: Rect,
    /// Whether it is a column beside another, or goes across.
    pub is_column: bool,
}

/// A page's columns, and how the page was turned to find them.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// The turn that makes the page level; none where it is level enough.
    pub turn: Option<Turn>,
    /// The pieces in reading order: columns, and what stands above, between and below them. A page without columns is one piece, one without
    /// text none.
    pub pieces: Vec<Piece>,
}

/// Finds the columns of a page.
///
/// # Errors
/// Those of `progress`.
pub fn columns<E>(page: &Page<'_>, progress: &mut Progress<'_, E>) -> Result<Columns, E> {
    let level = level(page, &mut progress.part(0.0, 0.8))?;
    let mut found = Columns {
        turn: level.turn,
        pieces: Vec::new(),
    };
    let Some(ink) = level.ink else {
        return Ok(found);
    };
    let mut marks = marks(&ink, &mut progress.part(0.8, 0.9))?;
    // Points and specks say nothing of columns, and a few in a row could seem to bridge what is between two.
    let height = marks.height;
    marks
        .list
        .retain(|mark| 3 * mark.width().max(mark.height()) >= height);
    let mut parts = segments(&marks, &mut progress.part(0.9, 0.95))?;
    let area = Rect {
        left: 0,
        top: 0,
        right: ink.width as u32,
        bottom: ink.height as u32,
    };
    parts.extend(pictures(&marks, &area));
    if parts.is_empty() {
        return Ok(found);
    }
    let whole = components(&ink, &mut progress.part(0.95, 1.0))?;
    let (mut inked, mut points): (Vec<Component>, Vec<Component>) = whole
        .list
        .iter()
        .filter(|c| !is_rule(&c.bounds, height) && !is_frame(&c.bounds, &area))
        .partition(|component| 9 * component.area > height * height);
    for block in blocks(parts, area) {
        let is_own = |component: &Component| contains_middle(&block.area, &component.bounds);
        let inked = inked.extract_if(.., |component| is_own(component));
        let Some(bounds) = united(inked.map(|component| component.bounds)) else {
            continue;
        };
        // Points and hyphens belong to the text that they stand at; anywhere else they are specks.
        let near = Rect {
            left: bounds.left.saturating_sub(height / 2),
            top: bounds.top.saturating_sub(height / 2),
            right: bounds.right + height / 2,
            bottom: bounds.bottom + height / 2,
        };
        let points = points.extract_if(.., |point| {
            is_own(point) && contains_middle(&near, &point.bounds)
        });
        let bounds =
            united(points.map(|point| point.bounds)).map_or(bounds, |points| points.union(&bounds));
        found.pieces.push(Piece {
            area: block.area,
            bounds,
            is_column: block.is_column,
        });
    }
    Ok(found)
}

/// The smallest rectangle around all.
fn united(rects: impl Iterator<Item = Rect>) -> Option<Rect> {
    rects.reduce(|all, rect| all.union(&rect))
}

/// Whether the middle of a rectangle lies in an area.
fn contains_middle(area: &Rect, rect: &Rect) -> bool {
    let (x, y) = (
        rect.left.midpoint(rect.right),
        rect.top.midpoint(rect.bottom),
    );
    (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y)
}

/// Whether what has these bounds surrounds the page.
fn is_frame(rect: &Rect, page: &Rect) -> bool {
    let is_most = |of: u32, all: u32| of as f32 >= FRAME * all as f32;
    is_most(rect.width(), page.width()) && is_most(rect.height(), page.height())
}

/// Pictures, tables and bands as segments: they take room as text does.
fn pictures(marks: &Marks, page: &Rect) -> impl Iterator<Item = Segment> {
    marks
        .large
        .iter()
        .filter(|rect| !is_frame(rect, page))
        .map(|&rect| Segment {
            core: rect,
            bounds: rect,
            columns: vec![(rect.left, rect.right)],
            height: marks.height,
        })
}
