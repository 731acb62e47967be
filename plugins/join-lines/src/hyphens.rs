//! What stands where two lines meet.

use std::collections::HashSet;

use document_edit::is_unspaced;
use inkstone_plugin::Document;

const SOFT_HYPHEN: char = '\u{ad}';
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
/// Words before which a hyphen stands for a part left out (`Haus- und Hoftür`), so that it stays, and the space with it.
const CONJUNCTIONS: [&str; 13] = [
    "und", "oder", "bzw", "bis", "sowie", "and", "or", "to", "et", "ou", "en", "of", "och",
];

/// Where two lines meet: how many bytes of the first one's end go, and what comes between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joint {
    pub drop: usize,
    pub put: &'static str,
}

/// What becomes of a hyphen before a small letter.
pub(crate) enum Hyphens<'a> {
    /// It stays where the document writes the word with one inside a line, and not without.
    Smart(&'a Words),
    Remove,
    Keep,
}

impl Hyphens<'_> {
    /// How a text goes on with the next line.
    pub(crate) fn joint(&self, text: &str, next: &str) -> Joint {
        let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else {
            return Joint { drop: 0, put: "" };
        };
        if last == SOFT_HYPHEN {
            return Joint {
                drop: last.len_utf8(),
                put: "",
            };
        }
        if is_hyphenated(text) && first.is_alphanumeric() {
            let start = text.trim_end_matches(HYPHENS);
            let word = first_word(next);
            if CONJUNCTIONS.contains(&word.to_lowercase().as_str()) {
                return Joint { drop: 0, put: " " };
            }
            let keeps = match self {
                _ if !first.is_lowercase() => true,
                Self::Keep => true,
                Self::Remove => false,
                Self::Smart(words) => words.has_hyphen(last_word(start), word),
            };
            let drop = if keeps { 0 } else { last.len_utf8() };
            return Joint { drop, put: "" };
        }
        let tight = last == '—' || is_unspaced(last) || is_unspaced(first);
        Joint {
            drop: 0,
            put: if tight { "" } else { " " },
        }
    }
}

/// Whether a line ends in a letter and one hyphen, hard or soft.
pub(crate) fn is_hyphenated(text: &str) -> bool {
    let mut from_end = text.chars().rev();
    let last = from_end.next();
    let before = from_end.next();
    last == Some(SOFT_HYPHEN)
        || last.is_some_and(|c| HYPHENS.contains(&c)) && before.is_some_and(char::is_alphanumeric)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’')
}

fn first_word(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c| !is_word(c)).next().unwrap_or_default()
}

/// The words of a document, those with a hyphen inside and those without, in small letters.
pub(crate) struct Words(HashSet<String>);

impl Words {
    /// Collects them from all blocks. Words at the ends of lines do not count, since they may be parts.
    pub(crate) fn of(document: &Document) -> Self {
        let blocks = document.pages.iter().flat_map(|page| &page.blocks);
        let mut words = HashSet::new();
        for line in blocks.flat_map(|block| block.text.lines()) {
            for word in line.split_whitespace() {
                let word =
                    word.trim_matches(|c: char| !c.is_alphanumeric() && !HYPHENS.contains(&c));
                words.insert(word.replace(HYPHENS, "-").to_lowercase());
            }
        }
        Self(words)
    }

    fn has_hyphen(&self, start: &str, end: &str) -> bool {
        let with = format!("{start}-{end}").to_lowercase();
        let without = format!("{start}{end}").to_lowercase();
        self.0.contains(&with) && !self.0.contains(&without)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::{Block, BlockKind, Page};

    fn words(text: &str) -> Words {
        let page = Page {
            number: 1,
            width: 0,
            height: 0,
            blocks: vec![Block::new(BlockKind::Paragraph, text)],
        };
        Words::of(&Document {
            language: None,
            pages: vec![page],
        })
    }

    fn join(hyphens: &Hyphens<'_>, text: &str, next: &str) -> String {
        let Joint { drop, put } = hyphens.joint(text, next);
        format!("{}{put}{next}", &text[..text.len() - drop])
    }

    #[test]
    fn hyphens_between_lines() {
        for (text, next, removed, kept) in [
            (
                "a hyphen-",
                "ated word",
                "a hyphenated word",
                "a hyphen-ated word",
            ),
            ("soft\u{ad}", "ware", "software", "software"),
            ("COVID-", "19 and", "COVID-19 and", "COVID-19 and"),
            ("Anglo-", "American", "Anglo-American", "Anglo-American"),
            ("Haus-", "und Hof", "Haus- und Hof", "Haus- und Hof"),
            ("pages 3 -", "five", "pages 3 - five", "pages 3 - five"),
            ("plain", "text", "plain text", "plain text"),
            ("wait—", "no", "wait—no", "wait—no"),
            ("中文的", "段落", "中文的段落", "中文的段落"),
            ("使用", "Rust", "使用Rust", "使用Rust"),
            ("한국어", "문장", "한국어 문장", "한국어 문장"),
            ("สวัส", "ดี", "สวัสดี", "สวัสดี"),
            ("", "x", "x", "x"),
        ] {
            assert_eq!(join(&Hyphens::Remove, text, next), removed);
            assert_eq!(join(&Hyphens::Keep, text, next), kept);
        }
    }

    #[test]
    fn the_document_knows_its_compounds() {
        let words = words("A well-known fact, (Well-read) and wellness, well-\nness");
        let smart = Hyphens::Smart(&words);
        assert_eq!(join(&smart, "so well-", "known."), "so well-known.");
        assert_eq!(join(&smart, "“Well-", "read”"), "“Well-read”");
        assert_eq!(join(&smart, "well-", "ness"), "wellness");
        assert_eq!(join(&smart, "un-", "known"), "unknown");
    }
}
