//! A text as characters of one form, and the numbers in it.

use document_edit::is_unspaced;

/// The most separators between two groups of digits of one number.
const SEPARATORS_MAX: usize = 3;

/// A text's characters: digits of other scripts and full-width signs as their ASCII ones, every space but a line end as a space, every dash
/// as a hyphen.
pub(crate) struct Scan {
    pub chars: Vec<char>,
    /// The byte where each starts, and the text's length.
    bytes: Vec<usize>,
}

/// Digits in a row.
pub(crate) struct Group {
    pub start: usize,
    pub end: usize,
    /// As ASCII.
    pub digits: String,
    /// What parts it from the group before; empty for the first.
    pub before: String,
}

impl Scan {
    pub(crate) fn new(text: &str) -> Self {
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        Self {
            chars: text.chars().map(plain).collect(),
            bytes,
        }
    }

    /// The byte at which a character starts.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.bytes[at]
    }

    /// The character at a place, or before another.
    pub(crate) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    pub(crate) fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// The numbers of the text: groups of digits with few separators between them.
    pub(crate) fn numbers(&self) -> Vec<Vec<Group>> {
        let mut numbers: Vec<Vec<Group>> = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            if !self.chars[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while self.get(at).is_some_and(|c| c.is_ascii_digit()) {
                at += 1;
            }
            let last = numbers
                .last()
                .and_then(|number| number.last())
                .map_or(0, |group| group.end);
            let between = &self.chars[last..start];
            let goes_on = !numbers.is_empty()
                && between.len() <= SEPARATORS_MAX
                && between.iter().all(|c| " -./()\n".contains(*c));
            let group = |before: String| Group {
                start,
                end: at,
                digits: self.chars[start..at].iter().collect(),
                before,
            };
            match numbers.last_mut().filter(|_| goes_on) {
                Some(number) => number.push(group(between.iter().collect())),
                None => numbers.push(vec![group(String::new())]),
            }
        }
        numbers
    }

    /// Whether the number that starts at a place is the digits of an IBAN: two capitals right before it, and no letter before them.
    pub(crate) fn is_iban(&self, start: usize) -> bool {
        let capital = |back: usize| {
            start
                .checked_sub(back)
                .and_then(|at| self.get(at))
                .is_some_and(|c| c.is_ascii_uppercase())
        };
        capital(1)
            && capital(2)
            && !start
                .checked_sub(3)
                .and_then(|at| self.get(at))
                .is_some_and(char::is_alphanumeric)
    }
}

/// Whether a character right beside digits makes them a part of a word.
pub(crate) fn joins_words(c: char) -> bool {
    c == '_' || c.is_alphanumeric() && !is_unspaced(c)
}

fn plain(c: char) -> char {
    let digit = |zero: char| char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c);
    match c {
        '０'..='９' => digit('０'),
        '٠'..='٩' => digit('٠'),
        '۰'..='۹' => digit('۰'),
        '＠' => '@',
        '＋' => '+',
        '（' => '(',
        '）' => ')',
        '．' => '.',
        '／' => '/',
        '：' => ':',
        '－' | '‐' | '‑' | '‒' | '–' | '−' => '-',
        '\n' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}
