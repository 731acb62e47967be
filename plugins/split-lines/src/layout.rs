//! From a page's blocks to its lines.

use page_image::blocks::grouped;
use page_image::{Block, Rect};

use crate::Line;

/// The lines of a page's blocks, in the order of the blocks.
pub(crate) fn lines(blocks: Vec<Block>) -> Vec<Line> {
    let mut out = Vec::new();
    for block in blocks {
        rows(&block, &mut out);
    }
    out
}

/// Writes the rows of a block as lines.
fn rows(block: &Block, out: &mut Vec<Line>) {
    let segments = &block.segments;
    let cores: Vec<Rect> = segments.iter().map(|segment| segment.core).collect();
    for row in grouped(&cores) {
        let bounds = row[1..]
            .iter()
            .fold(segments[row[0]].bounds, |whole, &index| {
                whole.union(&segments[index].bounds)
            });
        let mut columns: Vec<(u32, u32)> = row
            .iter()
            .flat_map(|&index| segments[index].columns.iter().copied())
            .collect();
        columns.sort_unstable();
        let mut gaps = Vec::new();
        let mut at = bounds.left;
        for (left, right) in columns {
            if left > at {
                gaps.push(at..left);
            }
            at = at.max(right);
        }
        out.push(Line { bounds, gaps });
    }
}
