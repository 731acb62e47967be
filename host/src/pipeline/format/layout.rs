//! Where on the page what was read stands, for the forms of output that keep its place.

use super::super::page::LINE;
use super::super::picture::corners;
use super::glyphless::letter_width;
use super::table::Table;
use super::text::is_line;
use crate::plugin::{Block, BlockKind, Page, Region, Span};

/// Corners in the page's pixels: top left, top right, bottom right, bottom left.
pub(super) type Quad = [(f32, f32); 4];

/// A line whose place is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Its text, without white space at its ends.
    pub text: String,
    /// Where it stands.
    pub quad: Quad,
    /// Mean probability of its tokens, 0 to 1, where that is known.
    pub confidence: Option<f32>,
}

/// A part of a page, in reading order.
pub(super) enum Part<'a> {
    /// Lines that follow each other.
    Lines(Vec<Line>),
    /// Tables of one block.
    Tables(Vec<Table>, &'a Block),
    /// Text of which no more is known than the block's place, if that.
    Text(&'a Block),
}

/// The parts of a page; lines of one paragraph are one, and so are lines that follow each other.
pub(super) fn parts(page: &Page) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut run = Vec::new();
    for block in &page.blocks {
        if matches!(block.kind, BlockKind::TableCell(_)) || block.text.trim().is_empty() {
            continue;
        }
        let lines = lines(block);
        if lines.len() == 1 && is_line(&block.kind) {
            run.extend(lines);
            continue;
        }
        end_run(&mut run, &mut parts);
        let tables = Table::of(block);
        parts.push(if !lines.is_empty() {
            Part::Lines(lines)
        } else if !tables.is_empty() {
            Part::Tables(tables, block)
        } else {
            Part::Text(block)
        });
    }
    end_run(&mut run, &mut parts);
    parts
}

fn end_run(run: &mut Vec<Line>, parts: &mut Vec<Part<'_>>) {
    if !run.is_empty() {
        parts.push(Part::Lines(std::mem::take(run)));
    }
}

/// The lines of a block whose spans say where they stand, or which is a line itself; none where no place is known.
fn lines(block: &Block) -> Vec<Line> {
    let mut spans: Vec<(&Span, &Region)> = block
        .spans
        .iter()
        .filter_map(|span| Some((span, span.region.as_ref().filter(|region| sound(region))?)))
        .collect();
    spans.sort_by_key(|(span, _)| span.start);
    let line = |text: String, region: &Region, confidence| Line {
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        quad: quad(region),
        confidence,
    };
    if spans.is_empty() {
        let alone = matches!(&block.kind, BlockKind::Other(kind) if kind == LINE)
            && block.text.trim().lines().count() == 1;
        let place = block
            .region
            .as_ref()
            .filter(|region| alone && sound(region));
        let confidence = block.spans.first().and_then(|span| span.confidence);
        return place
            .map(|region| line(block.text.clone(), region, confidence))
            .into_iter()
            .collect();
    }
    // What stands between two spans, such as a joint, belongs to the first of them, so that no text is lost.
    let signs: Vec<char> = block.text.chars().collect();
    let at = |index: usize| (spans[index].0.start as usize).min(signs.len());
    let placed = spans.iter().enumerate().map(|(index, (span, region))| {
        let from = if index == 0 { 0 } else { at(index) };
        let to = if index + 1 == spans.len() {
            signs.len()
        } else {
            at(index + 1)
        };
        line(signs[from..to].iter().collect(), region, span.confidence)
    });
    placed.filter(|line| !line.text.is_empty()).collect()
}

fn sound(region: &Region) -> bool {
    let numbers = [region.x, region.y, region.width, region.height];
    numbers.iter().all(|number| number.is_finite()) && region.width >= 1.0 && region.height >= 1.0
}

/// The corners of a region: of its outline where that has four.
pub(in crate::pipeline) fn quad(region: &Region) -> Quad {
    match region.outline.as_slice() {
        [a, b, c, d] => [a, b, c, d].map(|point| (point.x, point.y)),
        _ => corners(region),
    }
}

/// The corners of a block, or of the whole page where its place is not known.
pub(super) fn place(block: &Block, page: &Page) -> Quad {
    match block.region.as_ref().filter(|region| sound(region)) {
        Some(region) => quad(region),
        None => {
            let (width, height) = (page.width as f32, page.height as f32);
            [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
        }
    }
}

/// The upright box around corners, in whole pixels: left, top, right, bottom.
pub(super) fn bounds(quads: impl IntoIterator<Item = Quad>) -> [u32; 4] {
    let mut bounds = [f32::MAX, f32::MAX, 0.0, 0.0];
    for (x, y) in quads.into_iter().flatten() {
        bounds = [
            bounds[0].min(x),
            bounds[1].min(y),
            bounds[2].max(x),
            bounds[3].max(y),
        ];
    }
    let [left, top, right, bottom] = bounds;
    [left.floor(), top.floor(), right.ceil(), bottom.ceil()].map(|v| v as u32)
}

/// A point between two, `part` of the way from the first.
fn between((x0, y0): (f32, f32), (x1, y1): (f32, f32), part: f32) -> (f32, f32) {
    (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part)
}

/// Texts one below the other in a box, each as high as the others and no wider than letters are, since nobody knows where in it they stand.
pub(super) fn spread(texts: &[String], [tl, tr, br, bl]: Quad) -> Vec<Line> {
    let count = texts.len() as f32;
    let wide = (tr.0 - tl.0).hypot(tr.1 - tl.1);
    let high = (bl.0 - tl.0).hypot(bl.1 - tl.1) / count;
    let lines = texts.iter().enumerate().map(|(index, text)| {
        let top = index as f32 / count;
        let em = advance(text);
        let size = (high * 0.8).min(wide / em.max(1.0));
        let bottom = top + size / high.max(f32::EPSILON) / count;
        let part = (size * em / wide.max(f32::EPSILON)).min(1.0);
        let left = (between(tl, bl, top), between(tl, bl, bottom));
        let right = (between(tr, br, top), between(tr, br, bottom));
        Line {
            text: text.clone(),
            quad: [
                left.0,
                between(left.0, right.0, part),
                between(left.1, right.1, part),
                left.1,
            ],
            confidence: None,
        }
    });
    lines.collect()
}

/// How wide a text is in ems, if its letters are as wide as [`letter_width`] says.
pub(super) fn advance(text: &str) -> f32 {
    let widths: u32 = text.chars().map(|c| u32::from(letter_width(c))).sum();
    widths as f32 / 1000.0
}

/// The words of a line with the corners that they have if its letters are as wide as those of a common sans-serif typeface.
pub(super) fn words(line: &Line) -> impl Iterator<Item = (&str, Quad)> {
    let all = advance(&line.text).max(f32::EPSILON);
    let [tl, tr, br, bl] = line.quad;
    line.text.split_whitespace().map(move |word| {
        let start = word.as_ptr() as usize - line.text.as_ptr() as usize;
        let from = advance(&line.text[..start]) / all;
        let to = from + advance(word) / all;
        let at = |a, b| (between(a, b, from), between(a, b, to));
        let ((top_left, top_right), (bottom_left, bottom_right)) = (at(tl, tr), at(bl, br));
        (word, [top_left, top_right, bottom_right, bottom_left])
    })
}
