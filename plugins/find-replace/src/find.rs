//! Looking for a pattern in a text.

use document_edit::Edit;
use regex_lite::{Regex, RegexBuilder};

/// What is looked for.
pub(crate) enum Pattern {
    /// Exactly this text.
    Literal(String),
    /// This text in whatever case; its characters in small letters.
    Folded(Vec<char>),
    /// What a regular expression matches.
    Regex(Regex),
}

impl Pattern {
    /// A text that stands for itself; it is not empty.
    pub(crate) fn literal(text: &str, ignore_case: bool) -> Self {
        match ignore_case {
            true => Self::Folded(text.chars().flat_map(char::to_lowercase).collect()),
            false => Self::Literal(text.to_owned()),
        }
    }

    /// A regular expression. `^` and `$` are the ends of a line.
    ///
    /// # Errors
    /// What is wrong with it, and at which character.
    pub(crate) fn regex(text: &str, ignore_case: bool) -> Result<Self, String> {
        let build = |text: &str| {
            RegexBuilder::new(text)
                .case_insensitive(ignore_case)
                .multi_line(true)
                .build()
        };
        build(text).map(Self::Regex).map_err(|error| {
            // The error does not say where, but the longest beginning that is sound ends before the place.
            let starts = text.char_indices().enumerate();
            let sound = starts
                .filter(|(_, (at, _))| build(&text[..*at]).is_ok())
                .last();
            let place = sound.map_or(0, |(count, _)| count);
            format!("character {}: {error}", place + 1)
        })
    }

    /// What is to be replaced in a text, and by what.
    pub(crate) fn replacements(&self, text: &str, replacement: &str) -> Vec<Edit> {
        match self {
            Self::Literal(pattern) => text
                .match_indices(pattern)
                .map(|(at, _)| Edit::new(at..at + pattern.len(), replacement))
                .collect(),
            Self::Folded(pattern) => folded(text, pattern, replacement),
            Self::Regex(regex) => regex
                .captures_iter(text)
                .filter_map(|found| {
                    let whole = found.get(0)?;
                    let mut put = String::new();
                    found.expand(replacement, &mut put);
                    Some(Edit::new(whole.range(), put))
                })
                .collect(),
        }
    }
}

fn folded(text: &str, pattern: &[char], replacement: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        match folded_length(&text[at..], pattern) {
            Some(length) => {
                edits.push(Edit::new(at..at + length, replacement));
                at += length;
            }
            None => at += first.len_utf8(),
        }
    }
    edits
}

/// How many bytes at a text's start are the pattern, if they are. Characters match whole: `İ`, two characters in small letters, is not `i`.
fn folded_length(text: &str, pattern: &[char]) -> Option<usize> {
    let mut rest = pattern;
    for (at, c) in text.char_indices() {
        if rest.is_empty() {
            return Some(at);
        }
        for small in c.to_lowercase() {
            rest = rest.strip_prefix(&[small])?;
        }
    }
    rest.is_empty().then_some(text.len())
}
