//! The rules of the PaddleX pipeline on one text.
//!
//! Three rules are tried in order, and the first that applies decides:
//!
//! 1. one long line that ends in the same phrase over and over: what stands before the phrase is kept;
//! 2. one line that is nothing but one unit over and over: the unit is kept;
//! 3. many lines, nearly all of them the same: that line is kept.
//!
//! All counting is by Unicode scalar values, as in Python. Every rule takes time linear in the text (upstream's search is
//! quadratic), so a text of any length may be given.
//!
//! ```
//! use repetition_guard::{Rule, TEXT_MIN_CHARS, truncate};
//! let text = "Total: ".to_owned() + &"la ".repeat(50);
//! let cut = truncate(&text, TEXT_MIN_CHARS);
//! assert_eq!((cut.text, cut.rule), ("Total:", Some(Rule::RepeatingEnd)));
//! ```

use std::collections::HashMap;

use crate::periods;

/// The length in characters from which PaddleX looks at a text block.
pub const TEXT_MIN_CHARS: usize = 50;

/// The length in characters from which PaddleX looks at a table, whose rows may rightly repeat.
pub const TABLE_MIN_CHARS: usize = 5000;

/// Rule 1 looks at a line only if it is longer than this.
const LONG_LINE_CHARS: usize = 100;
/// The shortest phrase that rule 1 counts.
const PHRASE_MIN_CHARS: usize = 8;
/// How often a phrase must be repeated at the end of the line for rule 1.
const PHRASE_MIN_REPEATS: usize = 5;
/// Rule 2 looks at a line only if it is longer than this.
const UNIT_MIN_TEXT_CHARS: usize = 10;
/// How often the unit must be repeated for rule 2.
const UNIT_MIN_REPEATS: usize = 10;
/// How many lines, and how many equal lines, rule 3 needs.
const EQUAL_LINES_MIN: usize = 10;
/// The part of all lines that must be equal for rule 3.
const EQUAL_LINES_MIN_SHARE: f64 = 0.8;

/// Which of the three rules cut a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A long single line ends in a phrase of at least 8 characters, at least 5 times, over more than half its length.
    RepeatingEnd,
    /// The whole of a single line is one unit, at least 10 times.
    RepeatedUnit,
    /// Of at least 10 lines, at least 10 and 80 % are the same.
    EqualLines,
}

/// A text after the guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truncated<'a> {
    /// What is left: a part of the text given, or all of it.
    pub text: &'a str,
    /// The rule that cut it; None when nothing was cut.
    pub rule: Option<Rule>,
}

/// Cuts a text that repeats itself; one of fewer than `min_chars` characters is returned as it is.
///
/// PaddleX uses [`TEXT_MIN_CHARS`], and [`TABLE_MIN_CHARS`] for tables.
pub fn truncate(content: &str, min_chars: usize) -> Truncated<'_> {
    let whole = Truncated {
        text: content,
        rule: None,
    };
    let stripped = strip(content);
    if stripped.is_empty() || content.chars().count() < min_chars {
        return whole;
    }
    let cut = |text, rule| Truncated {
        text,
        rule: Some(rule),
    };
    if !stripped.contains('\n') {
        let line = Line::new(stripped);
        if let Some(prefix) = line.before_repeating_end() {
            return cut(prefix, Rule::RepeatingEnd);
        }
        if let Some(unit) = line.repeated_unit() {
            return cut(unit, Rule::RepeatedUnit);
        }
    }
    equal_line(content).map_or(whole, |line| cut(line, Rule::EqualLines))
}

/// A single line and what rules 1 and 2 need to know of it.
struct Line<'a> {
    text: &'a str,
    /// Its length in characters.
    chars: usize,
    /// For every shift i the number of characters at the end that equal those i before them.
    matches_at_end: Vec<usize>,
}

impl<'a> Line<'a> {
    fn new(text: &'a str) -> Self {
        let reversed: Vec<char> = text.chars().rev().collect();
        Self {
            text,
            chars: reversed.len(),
            matches_at_end: periods::prefix_matches(&reversed),
        }
    }

    /// Rule 1: the longest phrase counts, even where a shorter one would cover more.
    fn before_repeating_end(&self) -> Option<&'a str> {
        if self.chars <= LONG_LINE_CHARS {
            return None;
        }
        let longest = self.chars / PHRASE_MIN_REPEATS;
        let phrase = (PHRASE_MIN_CHARS..=longest)
            .rev()
            .find(|&length| self.matches_at_end[length] >= (PHRASE_MIN_REPEATS - 1) * length)?;
        let repeated = (self.matches_at_end[phrase] / phrase + 1) * phrase;
        (2 * repeated > self.chars).then(|| self.first(self.chars - repeated))
    }

    /// Rule 2: the shortest unit counts.
    fn repeated_unit(&self) -> Option<&'a str> {
        if self.chars <= UNIT_MIN_TEXT_CHARS {
            return None;
        }
        let unit = (1..=self.chars / 2).find(|&length| {
            self.chars.is_multiple_of(length) && self.matches_at_end[length] == self.chars - length
        })?;
        (self.chars / unit >= UNIT_MIN_REPEATS).then(|| self.first(unit))
    }

    /// The first `count` characters.
    fn first(&self, count: usize) -> &'a str {
        let end = self
            .text
            .char_indices()
            .nth(count)
            .map_or(self.text.len(), |(at, _)| at);
        &self.text[..end]
    }
}

/// Rule 3. Of lines that are equally frequent the first counts.
fn equal_line(content: &str) -> Option<&str> {
    let lines: Vec<&str> = content
        .split('\n')
        .map(strip)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() < EQUAL_LINES_MIN {
        return None;
    }
    let mut counts = HashMap::new();
    for line in &lines {
        *counts.entry(*line).or_insert(0_usize) += 1;
    }
    let most = counts.values().copied().max()?;
    let enough =
        most >= EQUAL_LINES_MIN && most as f64 / lines.len() as f64 >= EQUAL_LINES_MIN_SHARE;
    lines
        .into_iter()
        .find(|line| enough && counts[line] == most)
}

/// Removes white space from both ends as Python's `str.strip` does: Unicode white space and the four ASCII separators.
fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}
