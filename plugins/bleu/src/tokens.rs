//! The tokenizers of sacrebleu that need no model: 13a (mteval-v13a's), zh, char and none. Each turns a text into one with white space
//! between its tokens.

use text_units::is_space;

/// A way to cut texts into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tokenizer {
    Words13a,
    Chinese,
    Characters,
    None,
}

impl Tokenizer {
    /// The tokenizer of a name in the settings; 13a is the default there.
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "zh" => Self::Chinese,
            "char" => Self::Characters,
            "none" => Self::None,
            _ => Self::Words13a,
        }
    }

    /// The text with white space between tokens.
    pub(crate) fn cut(self, text: &str) -> String {
        let text = text.trim_end_matches(is_space);
        match self {
            Self::Words13a => words_13a(text),
            Self::Chinese => chinese(text),
            Self::Characters => text.chars().flat_map(|c| [c, ' ']).collect(),
            Self::None => text.to_owned(),
        }
    }
}

fn words_13a(text: &str) -> String {
    let mut text = text
        .replace("<skipped>", "")
        .replace("-\n", "")
        .replace('\n', " ");
    for (reference, character) in [
        ("&quot;", "\""),
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ] {
        text = text.replace(reference, character);
    }
    set_apart(&format!(" {text} "))
}

fn chinese(text: &str) -> String {
    let mut apart = String::with_capacity(2 * text.len());
    for c in text.trim_matches(is_space).chars() {
        if is_chinese(c) {
            apart.extend([' ', c, ' ']);
        } else {
            apart.push(c);
        }
    }
    set_apart(&apart)
}

/// Sets punctuation apart: ASCII marks and symbols always (the apostrophe and the hyphen are none here); a period or comma unless it
/// stands between digits; a hyphen after a digit. The steps are those of mteval-v13a, each over what the one before left.
fn set_apart(text: &str) -> String {
    let mut apart = Vec::with_capacity(2 * text.len());
    for c in text.chars() {
        if is_mark(c) {
            apart.extend([' ', c, ' ']);
        } else {
            apart.push(c);
        }
    }
    let is_stop = |c: char| matches!(c, '.' | ',');
    let is_digit = |c: char| c.is_ascii_digit();
    let apart = rewrite(&apart, |a, b| {
        (!is_digit(a) && is_stop(b)).then_some([a, ' ', b, ' '])
    });
    let apart = rewrite(&apart, |a, b| {
        (is_stop(a) && !is_digit(b)).then_some([' ', a, ' ', b])
    });
    let apart = rewrite(&apart, |a, b| {
        (is_digit(a) && b == '-').then_some([a, ' ', b, ' '])
    });
    apart.into_iter().collect()
}

/// Replaces pairs of characters from left to right; a character belongs to one pair at most.
fn rewrite(text: &[char], replace: impl Fn(char, char) -> Option<[char; 4]>) -> Vec<char> {
    let mut rewritten = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let replaced = after.first().and_then(|second| replace(*first, *second));
        match replaced {
            Some(replaced) => {
                rewritten.extend(replaced);
                rest = &after[1..];
            }
            None => {
                rewritten.push(*first);
                rest = after;
            }
        }
    }
    rewritten
}

/// The ASCII characters that are tokens wherever they stand; the space is among them, which changes nothing.
fn is_mark(c: char) -> bool {
    matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/')
}

/// What sacrebleu's `zh` takes for Chinese. U+2001 to U+2A6D and U+2F81 to U+2FA1 are among it because its table names the extensions
/// in planes beyond the first in a way that Python reads so; the extensions themselves are not. To give the same scores this does the same.
fn is_chinese(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4db5}'
        | '\u{4e00}'..='\u{9fbb}'
        | '\u{f900}'..='\u{fa2d}'
        | '\u{fa30}'..='\u{fa6a}'
        | '\u{fa70}'..='\u{fad9}'
        | '\u{2001}'..='\u{2a6d}'
        | '\u{2e80}'..='\u{2eff}'
        | '\u{2f00}'..='\u{2fdf}'
        | '\u{2ff0}'..='\u{303f}'
        | '\u{3100}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31c0}'..='\u{31ef}'
        | '\u{3200}'..='\u{33ff}'
        | '\u{fe10}'..='\u{fe1f}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}')
}
