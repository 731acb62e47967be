//! The pieces that text metrics count: words, white space and n-grams, by the rules of Python's strings, because the reference
//! implementations (jiwer, RapidFuzz, sacrebleu) are written in Python. Characters are Unicode scalar values, as there.
//!
//! ```
//! use text_units::{Vocabulary, ngrams, words};
//! let mut vocabulary = Vocabulary::new();
//! let reading = vocabulary.number(words("the cat is here"));
//! let truth = vocabulary.number(words("the cat sat here"));
//! let counts = ngrams::count(&reading, &truth, 2);
//! assert_eq!((counts[0].matched, counts[1].matched), (3, 1));
//! ```

#![forbid(unsafe_code)]

pub mod ngrams;

use std::collections::BTreeMap;

/// Whether Python's `str.isspace`, `str.split` and `\s` take this character for white space: Unicode's White_Space and the four
/// information separators U+001C to U+001F.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The words between runs of white space, as `str.split()` without an argument gives them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// The text without white space at its ends, as `str.strip()`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Numbers for words, the same number for the same word, so that sequences of words are quick to compare.
#[derive(Debug, Default)]
pub struct Vocabulary<'a>(BTreeMap<&'a str, u32>);

impl<'a> Vocabulary<'a> {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The words' numbers, in order. New words get the next numbers.
    pub fn number(&mut self, words: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        words
            .into_iter()
            .map(|word| {
                let next = self.0.len() as u32;
                *self.0.entry(word).or_insert(next)
            })
            .collect()
    }
}
