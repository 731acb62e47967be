//! What a reader is given of a line: one crop, or several cut at its widest gaps.

use std::ops::Range;

use crate::{Cut, Line, Rect};

/// White around the ink of a crop, as a part of the line's height.
const MARGIN: f32 = 0.12;
/// A gap this many line heights wide parts a row's cells: each is read by itself.
const CELL: f32 = 2.0;

impl Line {
    /// The rectangles of the straightened page to read one after the other, from left to right: the line with a margin, cut where the
    /// cells of a row are far apart, and at the widest of its gaps while a piece is more than `aspect` times as wide as it is high.
    ///
    /// The texts of the pieces belong together with a space between them.
    pub fn pieces(&self, cut: &Cut, aspect: f32) -> Vec<Rect> {
        let height = self.bounds.height().max(1) as f32;
        let margin = (MARGIN * height).round().max(1.0) as u32;
        let most = (aspect * (height + 2.0 * margin as f32) - 2.0 * margin as f32).max(height);
        let mut ranges = Vec::new();
        let mut start = self.bounds.left;
        for gap in self
            .gaps
            .iter()
            .filter(|gap| gap.len() as f32 > CELL * height)
        {
            self.divide(start..gap.start, most, &mut ranges);
            start = gap.end;
        }
        self.divide(start..self.bounds.right, most, &mut ranges);
        let crop = |range: Range<u32>| Rect {
            left: range.start.saturating_sub(margin),
            top: self.bounds.top.saturating_sub(margin),
            right: (range.end + margin).min(cut.width),
            bottom: (self.bounds.bottom + margin).min(cut.height),
        };
        ranges.into_iter().map(crop).collect()
    }

    /// Cuts a range of columns at gaps into parts of about equal width, none wider than `most`.
    fn divide(&self, range: Range<u32>, most: f32, out: &mut Vec<Range<u32>>) {
        let width = range.len() as f32;
        if width <= most {
            out.push(range);
            return;
        }
        // The gap to cut at: wide, and near to where the first of equal parts ends; a letter's gap where there is no word's.
        let part = width / (width / most).ceil();
        let wanted = range.start as f32 + part;
        let inside = |gap: &&Range<u32>| {
            gap.start as f32 > range.start as f32 + part * 0.4
                && gap.end < range.end
                && (gap.start - range.start) as f32 <= most
        };
        let worth = |gap: &Range<u32>| {
            let middle = (gap.start + gap.end) as f32 / 2.0;
            let enough = 0.22 * self.bounds.height() as f32;
            (gap.len() as f32).min(enough) / enough - 0.7 * (middle - wanted).abs() / part
        };
        let best = self
            .gaps
            .iter()
            .filter(inside)
            .max_by(|a, b| worth(a).total_cmp(&worth(b)));
        let gap = best.cloned().unwrap_or_else(|| {
            let at = (wanted as u32).clamp(
                range.start + 1,
                range.end.saturating_sub(1).max(range.start + 1),
            );
            at..at
        });
        out.push(range.start..gap.start.max(range.start + 1));
        if gap.end < range.end {
            self.divide(gap.end..range.end, most, out);
        }
    }
}
