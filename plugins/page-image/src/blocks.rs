//! From segments to blocks: where a page is divided into columns, and the order in which its parts are read.

use std::ops::Range;

use crate::components::{find, join};
use crate::{Rect, Segment};

/// A river of white between columns is at least this wide, in letter heights.
const RIVER: u32 = 1;
/// A column of text has lines of at least this many letter heights (some twenty letters), else it is a row's end.
const COLUMN: u32 = 11;
/// So many lines make a column.
const COLUMN_LINES: usize = 3;

/// A part of a page that is read row by row from the top.
pub struct Block {
    /// The part of the page that is its own; the areas of a page's blocks cover the page and share nothing.
    pub area: Rect,
    /// What stands in it, in no order. May be empty only where the page has a single block.
    pub segments: Vec<Segment>,
    /// Whether it is, or is a part of, a column beside another.
    pub is_column: bool,
}

/// The blocks of an area in reading order: what stands above columns, the columns one after the other, and what is below them.
pub fn blocks(segments: Vec<Segment>, area: Rect) -> Vec<Block> {
    let mut out = Vec::new();
    read(segments, area, false, &mut out);
    out
}

/// Reads a part of a page: its bands from the top down, and bands with a common river column by column.
fn read(mut segments: Vec<Segment>, mut area: Rect, is_column: bool, out: &mut Vec<Block>) {
    segments.sort_by_key(|segment| (segment.core.top, segment.core.left));
    let mut bands = bands(segments);
    loop {
        // The first run of bands that a river divides; what stands before it is a block, or all where there is none.
        let Some((start, end, middle)) = divided(&bands) else {
            let segments = bands.into_iter().flatten().collect();
            out.push(Block {
                area,
                segments,
                is_column,
            });
            return;
        };
        let rest = bands.split_off(end);
        let columns = bands.split_off(start);
        if !bands.is_empty() {
            let below = split_below(&mut area, &bands, &columns);
            let segments = bands.into_iter().flatten().collect();
            out.push(Block {
                area,
                segments,
                is_column,
            });
            area = below;
        }
        let below = (!rest.is_empty()).then(|| split_below(&mut area, &columns, &rest));
        let (left, right): (Vec<_>, Vec<_>) = columns
            .into_iter()
            .flatten()
            .partition(|segment| segment.core.left + segment.core.right < 2 * middle);
        let (mut left_area, mut right_area) = (area, area);
        (left_area.right, right_area.left) = (middle, middle);
        read(left, left_area, true, out);
        read(right, right_area, true, out);
        let Some(below) = below else { return };
        (area, bands) = (below, rest);
    }
}

/// Ends an area midway between two runs of bands; the area that begins there.
fn split_below(area: &mut Rect, above: &[Vec<Segment>], below: &[Vec<Segment>]) -> Rect {
    let ends = above.iter().flatten().map(|segment| segment.bounds.bottom);
    let tops = below.iter().flatten().map(|segment| segment.bounds.top);
    let (end, top) = (
        ends.max().unwrap_or(area.top),
        tops.min().unwrap_or(area.bottom),
    );
    let middle = (end.midpoint(top)).clamp(area.top, area.bottom);
    let below = Rect {
        top: middle,
        ..*area
    };
    area.bottom = middle;
    below
}

/// Groups of segments with common rows, from the top down; takes them sorted by their top.
fn bands(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut bands: Vec<Vec<Segment>> = Vec::new();
    let mut bottom = 0;
    for segment in segments {
        // A descender may reach into the next line's ascenders: a band ends where less than a fifth of a line is shared.
        let shared = bottom
            .min(segment.core.bottom)
            .saturating_sub(segment.core.top);
        let end = segment.core.bottom;
        match bands.last_mut() {
            Some(band) if 5 * shared > segment.core.height() => band.push(segment),
            _ => {
                bands.push(vec![segment]);
                bottom = 0;
            }
        }
        bottom = bottom.max(end);
    }
    bands
}

/// The first run of bands that hold two columns of text, and the middle of the river between them.
fn divided(bands: &[Vec<Segment>]) -> Option<(usize, usize, u32)> {
    for start in 0..bands.len() {
        let mut rivers: Vec<Range<u32>> = whites(&bands[start]);
        let mut best = None;
        for end in start + 1..=bands.len() {
            if end > start + 1 {
                rivers = common(&rivers, &whites(&bands[end - 1]));
            }
            let Some(river) = rivers
                .iter()
                .filter_map(|river| columns(&bands[start..end], river))
                .next()
            else {
                if rivers.is_empty() {
                    break;
                }
                continue;
            };
            best = Some((start, end, river));
        }
        if best.is_some() {
            return best;
        }
    }
    None
}

/// What is white in a band between its first and last column of ink, and at both sides of it.
fn whites(band: &[Segment]) -> Vec<Range<u32>> {
    let mut inked: Vec<(u32, u32)> = band.iter().map(|s| (s.core.left, s.core.right)).collect();
    inked.sort_unstable();
    let mut whites = Vec::new();
    let mut at = 0;
    for (left, right) in inked {
        if left > at {
            whites.push(at..left);
        }
        at = at.max(right);
    }
    whites.push(at..u32::MAX);
    whites
}

fn common(a: &[Range<u32>], b: &[Range<u32>]) -> Vec<Range<u32>> {
    let both = |x: &Range<u32>, y: &Range<u32>| x.start.max(y.start)..x.end.min(y.end);
    let all = a.iter().flat_map(|x| b.iter().map(move |y| both(x, y)));
    all.filter(|range| range.start < range.end).collect()
}

/// The river's middle, where it parts two columns of text.
fn columns(bands: &[Vec<Segment>], river: &Range<u32>) -> Option<u32> {
    if river.start == 0 || river.end == u32::MAX {
        return None;
    }
    let middle = river.start + (river.end - river.start) / 2;
    let all = || bands.iter().flatten();
    let mut heights: Vec<u32> = all().map(|segment| segment.height).collect();
    heights.sort_unstable();
    let height = heights[heights.len() / 2];
    if river.end - river.start < RIVER * height {
        return None;
    }
    let side = |left: bool| -> Vec<&Segment> {
        let is_side = |s: &&Segment| (s.core.left + s.core.right < 2 * middle) == left;
        all().filter(is_side).collect()
    };
    let is_column = |side: &[&Segment]| {
        let mut widths: Vec<u32> = grouped(&side.iter().map(|s| s.core).collect::<Vec<_>>())
            .iter()
            .map(|row| {
                let least = row.iter().map(|&i| side[i].core.left).min().unwrap_or(0);
                row.iter().map(|&i| side[i].core.right).max().unwrap_or(0) - least
            })
            .collect();
        widths.sort_unstable();
        widths.len() >= COLUMN_LINES && widths[widths.len() / 2] >= COLUMN * height
    };
    let (left, right) = (side(true), side(false));
    (is_column(&left) && is_column(&right) && are_abreast(&left, &right)).then_some(middle)
}

/// Whether two columns stand beside each other, and not one below the other as an address and a date do.
fn are_abreast(left: &[&Segment], right: &[&Segment]) -> bool {
    let reach = |side: &[&Segment]| {
        let top = side.iter().map(|s| s.core.top).min().unwrap_or(0);
        (top, side.iter().map(|s| s.core.bottom).max().unwrap_or(0))
    };
    let (a, b) = (reach(left), reach(right));
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    2 * shared >= (a.1 - a.0).min(b.1 - b.0)
}

/// Indices of rectangles that stand in one row, row by row from the top.
pub fn grouped(cores: &[Rect]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..cores.len()).collect();
    order.sort_unstable_by_key(|&index| cores[index].top);
    let mut parents: Vec<u32> = (0..cores.len() as u32).collect();
    for (rank, &a) in order.iter().enumerate() {
        for &b in &order[rank + 1..] {
            let (first, second) = (&cores[a], &cores[b]);
            if second.top >= first.bottom {
                break;
            }
            let low = first.height().min(second.height());
            let apart =
                4 * first.columns_shared(second) <= i64::from(first.width().min(second.width()));
            if apart && 2 * first.rows_shared(second) > i64::from(low) {
                join(&mut parents, a as u32, b as u32);
            }
        }
    }
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); cores.len()];
    for &index in &order {
        rows[find(&mut parents, index as u32) as usize].push(index);
    }
    rows.retain(|row| !row.is_empty());
    rows.sort_by_key(|row| {
        let sum: u64 = row.iter().map(|&i| u64::from(cores[i].middle2())).sum();
        sum / row.len() as u64
    });
    rows
}
