//! A long text broken into rows, once for all, so that the place of each is known without laying any of them out.

use std::ops::Range;

/// Most characters of a row: characters that take no room would make one without end.
const MOST: usize = 1000;

/// Where the rows of a text begin.
#[derive(Debug, PartialEq)]
pub struct Rows {
    starts: Vec<usize>,
    length: usize,
}

impl Default for Rows {
    fn default() -> Self {
        Self {
            starts: vec![0],
            length: 0,
        }
    }
}

impl Rows {
    /// Breaks a text at its line ends, and lines that are wider than there is room where they may be broken, else anywhere. `width` is that of a
    /// character; `may_break` says whether a row may begin with a byte.
    pub fn of(
        text: &str,
        room: f32,
        width: &mut dyn FnMut(char) -> f32,
        may_break: &dyn Fn(usize) -> bool,
    ) -> Self {
        let widest = (' '..='~').map(&mut *width).fold(0.0, f32::max);
        let mut rows = Self {
            starts: vec![0],
            length: text.len(),
        };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let bare = line.strip_suffix('\n').unwrap_or(line);
            // Most lines are so short and plain that there is no need to look at each character.
            let fits = bare.len() <= MOST && bare.len() as f32 * widest <= room;
            if !(fits && bare.bytes().all(|byte| (b' '..=b'~').contains(&byte))) {
                rows.break_line(bare, at, room, width, may_break);
            }
            at += line.len();
            if line.ends_with('\n') {
                rows.starts.push(at);
            }
        }
        rows
    }

    fn break_line(
        &mut self,
        line: &str,
        from: usize,
        room: f32,
        width: &mut dyn FnMut(char) -> f32,
        may_break: &dyn Fn(usize) -> bool,
    ) {
        let mut start = 0;
        // The width and the number of characters of the row so far, and the same up to where it may be broken.
        let (mut wide, mut count) = (0.0, 0);
        let mut place: Option<(usize, f32, usize)> = None;
        for (at, c) in line.char_indices() {
            if at > start && may_break(from + at) {
                place = Some((at, wide, count));
            }
            let more = width(c);
            // A space may stand out, as it is not seen.
            let full = |wide: f32, count: usize| {
                count >= MOST || (wide + more > room && !c.is_whitespace())
            };
            while at > start && full(wide, count) {
                let (end, before, chars) = place.take().unwrap_or((at, wide, count));
                self.starts.push(from + end);
                start = end;
                wide -= before;
                count -= chars;
            }
            wide += more;
            count += 1;
        }
    }

    /// How many there are: at least one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a row, without a line end.
    pub fn range(&self, row: usize, text: &str) -> Range<usize> {
        let start = self.starts.get(row).copied().unwrap_or(self.length);
        let next = self.starts.get(row + 1).copied();
        let end = match next {
            Some(next) if text.as_bytes().get(next - 1) == Some(&b'\n') => next - 1,
            Some(next) => next,
            None => self.length,
        };
        start..end
    }

    /// The row that a byte is in.
    pub fn row_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of a text where a letter is one wide, and a character of three bytes two.
    fn rows(text: &str, room: f32) -> Vec<&str> {
        let mut width = |c: char| match c.len_utf8() {
            1 => 1.0,
            3 => 2.0,
            _ => 0.0,
        };
        let may_break = |at: usize| text[..at].ends_with(' ') || !text.as_bytes()[at].is_ascii();
        let rows = Rows::of(text, room, &mut width, &may_break);
        (0..rows.count())
            .map(|row| &text[rows.range(row, text)])
            .collect()
    }

    #[test]
    fn lines_are_rows_of_their_own() {
        assert_eq!(rows("", 10.0), [""]);
        assert_eq!(rows("ab\n\ncd\n", 10.0), ["ab", "", "cd", ""]);
    }

    #[test]
    fn long_lines_are_broken_between_words_where_possible() {
        assert_eq!(
            rows("the ferry to Halvard", 10.0),
            ["the ferry ", "to Halvard"]
        );
        assert_eq!(rows("abcdefghijkl mn", 5.0), ["abcde", "fghij", "kl mn"]);
        assert_eq!(rows("abc   defgh", 5.0), ["abc   ", "defgh"]);
    }

    #[test]
    fn characters_have_their_own_width() {
        assert_eq!(rows("渡轮六点开往", 5.0), ["渡轮", "六点", "开往"]);
        assert_eq!(rows("a渡轮", 3.0), ["a渡", "轮"]);
    }

    #[test]
    fn a_row_ends_though_its_characters_take_no_room() {
        let text = "\u{301}".repeat(2500);
        let lengths: Vec<_> = rows(&text, 5.0).iter().map(|r| r.chars().count()).collect();
        assert_eq!(lengths, [1000, 1000, 500]);
    }

    #[test]
    fn no_byte_is_lost() {
        let line = "lorem ipsum 文字 \u{301}\t".repeat(700);
        for room in [0.5, 3.0, 40.0] {
            assert_eq!(rows(&line, room).concat(), line);
        }
    }

    #[test]
    fn every_byte_has_its_row() {
        let text = "ab\n\ncdef";
        let rows = Rows::of(text, 2.0, &mut |_| 1.0, &|_| false);
        let found: Vec<_> = (0..=text.len()).map(|at| rows.row_of(at)).collect();
        assert_eq!(found, [0, 0, 0, 1, 2, 2, 3, 3, 3]);
    }
}
