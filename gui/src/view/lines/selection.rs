//! What is selected of a text that is read and not written.

use std::ops::Range;

use eframe::egui::{Key, Modifiers};

use super::rows::Rows;

/// From where to where is selected, in bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it was begun.
    pub anchor: usize,
    /// Where the cursor is.
    pub head: usize,
    /// The column that the cursor keeps while it goes through shorter rows.
    column: Option<usize>,
}

impl Selection {
    /// What is selected.
    pub fn range(&self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// Selects a range; the cursor is at its end.
    pub fn select(&mut self, range: Range<usize>) {
        *self = Self {
            anchor: range.start,
            head: range.end,
            column: None,
        };
    }

    /// Moves the cursor; what lies between stays selected if it is extended.
    pub fn go(&mut self, to: usize, extend: bool) {
        self.head = to;
        self.column = None;
        if !extend {
            self.anchor = to;
        }
    }

    /// Moves the cursor as a key says, and says whether the key does that. `page` is how many rows are in sight.
    pub fn key(
        &mut self,
        key: Key,
        modifiers: Modifiers,
        text: &str,
        rows: &Rows,
        page: usize,
    ) -> bool {
        let row = rows.row_of(self.head);
        let by_words = modifiers.alt || modifiers.ctrl;
        let rows_further = match key {
            Key::ArrowUp => Some(-1),
            Key::ArrowDown => Some(1),
            Key::PageUp => Some(-(page as isize)),
            Key::PageDown => Some(page as isize),
            _ => None,
        };
        if let Some(by) = rows_further {
            let start = rows.range(row, text).start;
            let column = || text[start..self.head].chars().count();
            let column = self.column.unwrap_or_else(column);
            let to = match row.checked_add_signed(by) {
                None => 0,
                Some(to) if to >= rows.count() => text.len(),
                Some(to) => at_column(text, rows, to, column),
            };
            self.go(to, modifiers.shift);
            self.column = Some(column);
            return true;
        }
        let to = match key {
            Key::ArrowLeft if by_words => word_before(text, self.head),
            Key::ArrowRight if by_words => word_behind(text, self.head),
            Key::ArrowLeft => before(text, self.head),
            Key::ArrowRight => behind(text, self.head),
            Key::Home if modifiers.command => 0,
            Key::End if modifiers.command => text.len(),
            Key::Home => rows.range(row, text).start,
            Key::End => at_column(text, rows, row, usize::MAX),
            _ => return false,
        };
        self.go(to, modifiers.shift);
        true
    }
}

/// The place of a column in a row; that before the row's last character where the row goes on in the next one.
fn at_column(text: &str, rows: &Rows, row: usize, column: usize) -> usize {
    let range = rows.range(row, text);
    let mut places = text[range.clone()].char_indices();
    let found = places.nth(column).map(|(at, _)| range.start + at);
    let goes_on = || rows.row_of(range.end) != row;
    found.unwrap_or_else(|| match goes_on() {
        true => before(text, range.end),
        false => range.end,
    })
}

fn before(text: &str, at: usize) -> usize {
    at - text[..at].chars().next_back().map_or(0, char::len_utf8)
}

fn behind(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// What belongs together to a word: letters and digits, or spaces. Other signs, and characters that are words of their own, stand alone.
fn class(c: char) -> Option<bool> {
    match c {
        '\n' => None,
        c if c.is_whitespace() => Some(false),
        c if c < '\u{2E80}' && (c.is_alphanumeric() || c == '_') => Some(true),
        _ => None,
    }
}

/// The word at a place.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let Some(c) = text[at..].chars().next().filter(|c| *c != '\n') else {
        return at..at;
    };
    let Some(of_word) = class(c) else {
        return at..at + c.len_utf8();
    };
    let same = |c: &char| class(*c) == Some(of_word);
    let length = |chars: &mut dyn Iterator<Item = char>| -> usize {
        chars.take_while(same).map(char::len_utf8).sum()
    };
    at - length(&mut text[..at].chars().rev())..at + length(&mut text[at..].chars())
}

/// The line at a place, without its end.
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..end
}

fn word_before(text: &str, at: usize) -> usize {
    let end = text[..at].trim_end().len();
    match end {
        0 => 0,
        end => word_at(text, before(text, end)).start,
    }
}

fn word_behind(text: &str, at: usize) -> usize {
    let rest = &text[word_at(text, at).end..];
    text.len() - rest.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "the ferry_2 to\n\n岛上, now";

    #[test]
    fn words_and_lines_are_found() {
        let word = |at| &TEXT[word_at(TEXT, at)];
        assert_eq!((word(1), word(3), word(6)), ("the", " ", "ferry_2"));
        assert_eq!((word(14), word(16), word(22)), ("", "岛", ","));
        assert_eq!(&TEXT[line_at(TEXT, 5)], "the ferry_2 to");
        assert_eq!(line_at(TEXT, 15), 15..15);
        assert_eq!(&TEXT[line_at(TEXT, TEXT.len())], "岛上, now");
    }

    #[test]
    fn keys_move_the_cursor_and_shift_selects() {
        let rows = Rows::of(TEXT, 11.0, &mut |_| 1.0, &|at| TEXT[..at].ends_with(' '));
        assert_eq!(rows.count(), 4, "the second row is `to`");
        let mut selection = Selection::default();
        let mut press = |key, modifiers| {
            assert!(selection.key(key, modifiers, TEXT, &rows, 2));
            (selection.anchor, selection.head)
        };
        let none = Modifiers::NONE;
        assert_eq!(press(Key::ArrowRight, Modifiers::CTRL), (4, 4));
        assert_eq!(press(Key::End, Modifiers::SHIFT), (4, 11));
        assert_eq!(press(Key::ArrowDown, none), (14, 14));
        assert_eq!(press(Key::ArrowDown, none), (15, 15));
        // The column of the first row is kept through the shorter ones.
        assert_eq!(press(Key::ArrowDown, none), (27, 27));
        assert_eq!(press(Key::PageUp, Modifiers::SHIFT), (27, 14));
        assert_eq!(press(Key::ArrowUp, none), (11, 11));
        assert_eq!(press(Key::Home, none), (0, 0));
        assert_eq!(press(Key::ArrowUp, none), (0, 0));
        assert_eq!(press(Key::End, Modifiers::COMMAND), (27, 27));
        assert_eq!(press(Key::ArrowLeft, Modifiers::CTRL), (24, 24));
        assert_eq!(press(Key::ArrowLeft, none), (23, 23));
        assert_eq!(press(Key::ArrowLeft, none), (22, 22));
        assert_eq!(press(Key::ArrowLeft, none), (19, 19));
        assert!(!selection.key(Key::A, none, TEXT, &rows, 2));
    }
}
