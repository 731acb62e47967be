//! What a reader is given of a line: one crop, or several cut at its widest gaps.

use std::ops::Range;

use crate::{Cut, Line, Rect};

/// White around the ink of a crop, as a part of the line's height.
const MARGIN: f32 = 0.12;
/// A gap this many line heights wide parts a row's cells: each is read by itself.
const CELL: f32 = 2.0;
/// Gaps from this many line heights on are between words in most fonts.
const WORD: f32 = 0.22;
/// Wider gaps than this many line heights count as this wide: one tabulator must not make letters' gaps of a line's spaces.
const WIDEST: f32 = 1.2;
/// How wide a gap has to be, as a part of the mean of a line's wide ones, to be as good as any of them.
const ENOUGH: f32 = 0.9;

impl Line {
    /// The rectangles of the straightened page to read one after the other, from left to right: the line with a margin, cut where the
    /// cells of a row are far apart, and at the widest of its gaps while a piece is more than `aspect` times as wide as it is high.
    ///
    /// The texts of the pieces belong together with a space between them.
    pub fn pieces(&self, cut: &Cut, aspect: f32) -> Vec<Rect> {
        let margin = self.margin();
        let crop = |range: Range<u32>| Rect {
            left: range.start.saturating_sub(margin),
            top: self.bounds.top.saturating_sub(margin),
            right: (range.end + margin).min(cut.width),
            bottom: (self.bounds.bottom + margin).min(cut.height),
        };
        self.parts(aspect).into_iter().map(crop).collect()
    }

    fn margin(&self) -> u32 {
        (MARGIN * self.bounds.height() as f32).round().max(1.0) as u32
    }

    /// The columns of the pieces, without their margins.
    fn parts(&self, aspect: f32) -> Vec<Range<u32>> {
        let height = self.bounds.height().max(1) as f32;
        let margins = 2.0 * self.margin() as f32;
        let most = (aspect * (height + margins) - margins).max(height);
        let word = self.word_gap();
        let mut ranges = Vec::new();
        let mut start = self.bounds.left;
        for gap in self
            .gaps
            .iter()
            .filter(|gap| gap.len() as f32 > CELL * height)
        {
            self.divide(start..gap.start, (most, word), &mut ranges);
            start = gap.end;
        }
        self.divide(start..self.bounds.right, (most, word), &mut ranges);
        ranges
    }

    /// The width from which on a gap of this line is surely between words: where every letter is as wide as the others, those beside a
    /// narrow letter are wider than the spaces of most fonts. The gaps are parted in two classes so that these differ most (Otsu's
    /// criterion on their widths), and the mean of the wider ones counts.
    fn word_gap(&self) -> f32 {
        let height = self.bounds.height() as f32;
        let of_line = self.gaps.iter().map(|gap| gap.len() as f32);
        let mut widths: Vec<f32> = of_line
            .filter(|width| *width <= CELL * height)
            .map(|width| width.min(WIDEST * height))
            .collect();
        widths.sort_by(f32::total_cmp);
        let mean = |widths: &[f32]| widths.iter().sum::<f32>() / widths.len() as f32;
        let apart = |at: usize| {
            let (narrow, wide) = widths.split_at(at);
            let between = mean(wide) - mean(narrow);
            narrow.len() as f32 * wide.len() as f32 * between * between
        };
        let cut = (1..widths.len()).max_by(|a, b| apart(*a).total_cmp(&apart(*b)));
        let wide = cut.map_or(0.0, |at| ENOUGH * mean(&widths[at..]));
        wide.max(WORD * height)
    }

    /// Cuts a range of columns at gaps into parts of about equal width, none wider than `most`. Gaps from `word` on are between words.
    fn divide(&self, range: Range<u32>, (most, word): (f32, f32), out: &mut Vec<Range<u32>>) {
        let width = range.len() as f32;
        if width <= most {
            out.push(range);
            return;
        }
        // The gap to cut at: between words, and near to where the first of equal parts ends; a wide one of letters where there is no such.
        let part = width / (width / most).ceil();
        let wanted = range.start as f32 + part;
        let inside = |gap: &&Range<u32>| {
            gap.start as f32 > range.start as f32 + part * 0.4
                && gap.end < range.end
                && (gap.start - range.start) as f32 <= most
        };
        let worth = |gap: &Range<u32>| {
            let middle = (gap.start + gap.end) as f32 / 2.0;
            let wide = (gap.len() as f32).min(word) / word;
            (wide >= 1.0, wide - 0.7 * (middle - wanted).abs() / part)
        };
        let best = self.gaps.iter().filter(inside).max_by(|a, b| {
            let (a, b) = (worth(a), worth(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let gap = best.cloned().unwrap_or_else(|| {
            let at = (wanted as u32).clamp(
                range.start + 1,
                range.end.saturating_sub(1).max(range.start + 1),
            );
            at..at
        });
        out.push(range.start..gap.start.max(range.start + 1));
        if gap.end < range.end {
            self.divide(gap.end..range.end, (most, word), out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of letters that are all 10 columns apart, with the ink of narrow ones in the middle of theirs.
    fn typewritten(text: &str) -> Line {
        let ink = |letter: char| match letter {
            ' ' => 5..5,
            'i' | 'l' | ',' | '.' | '\'' => 4..7,
            _ => 1..9,
        };
        let mut gaps = Vec::new();
        let mut at = 0;
        for (cell, letter) in (0..).step_by(10).zip(text.chars()) {
            let ink = ink(letter);
            if ink.is_empty() {
                continue;
            }
            gaps.push(at..cell + ink.start);
            at = cell + ink.end;
        }
        gaps.retain(|gap: &Range<u32>| gap.start > 0 && !gap.is_empty());
        let (left, top, right, bottom) = (1, 0, at, 16);
        let bounds = Rect {
            left,
            top,
            right,
            bottom,
        };
        Line { bounds, gaps }
    }

    /// The texts of a line's pieces: the letters whose middle a piece holds.
    fn texts(text: &str, aspect: f32) -> Vec<String> {
        let of = |part: Range<u32>| {
            let letters = (0..).step_by(10).zip(text.chars());
            let held = letters.filter(|(cell, _)| part.contains(&(cell + 5)));
            held.map(|(_, letter)| letter).collect::<String>()
        };
        let parts = typewritten(text).parts(aspect).into_iter();
        parts.map(|part| of(part).trim().to_owned()).collect()
    }

    #[test]
    fn typewritten_lines_are_cut_between_words() {
        for text in [
            "Grocers since 1931",
            "48 Mill Road, Ashford",
            "Rye bread, sliced",
            "Goods can be returned within 14 days",
        ] {
            let pieces = texts(text, 8.0);
            assert!(pieces.len() > 1, "{pieces:?}");
            assert_eq!(pieces.join(" "), text, "{pieces:?}");
        }
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_between_letters() {
        let pieces = texts("incomprehensibilities", 8.0);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert_eq!(pieces.concat(), "incomprehensibilities");
    }
}
