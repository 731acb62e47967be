//! Replacing stretches of a text.

use std::ops::Range;

use inkstone_plugin::{Block, Span};

/// One stretch of a text and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go, both ends between characters. Empty to insert.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Puts a text in the place of a range of bytes.
    pub fn new(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }
}

/// The text after edits, which are in order and do not overlap.
///
/// # Panics
/// When they overlap, are out of order, or cut a character.
pub fn edit_text(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// Changes a block's text and moves its spans along; the source stays as it is.
///
/// A span that reaches into a replaced stretch covers all of what replaces it; one of which nothing is left is dropped. Spans that were out of
/// range are brought into it.
///
/// # Panics
/// As [`edit_text`].
pub fn edit_block(block: &mut Block, edits: &[Edit]) {
    if edits.is_empty() {
        return;
    }
    let moves = Moves::new(&block.text, edits);
    block.text = edit_text(&block.text, edits);
    block.spans.retain_mut(|span| moves.follow(span));
}

/// A replaced stretch in characters, before and after.
struct Move {
    old: Range<usize>,
    new: Range<usize>,
}

/// Where characters go.
struct Moves {
    moves: Vec<Move>,
    old_length: usize,
    new_length: usize,
}

impl Moves {
    fn new(text: &str, edits: &[Edit]) -> Self {
        let (mut old, mut new, mut done) = (0, 0, 0);
        let mut moves = Vec::with_capacity(edits.len());
        for edit in edits {
            let kept = text[done..edit.range.start].chars().count();
            let gone = text[edit.range.clone()].chars().count();
            let come = edit.text.chars().count();
            (old, new) = (old + kept, new + kept);
            moves.push(Move {
                old: old..old + gone,
                new: new..new + come,
            });
            (old, new) = (old + gone, new + come);
            done = edit.range.end;
        }
        let rest = text[done..].chars().count();
        Self {
            moves,
            old_length: old + rest,
            new_length: new + rest,
        }
    }

    /// Moves a span; false when nothing of it is left.
    fn follow(&self, span: &mut Span) -> bool {
        let end = (span.end as usize).min(self.old_length);
        let start = (span.start as usize).min(end);
        let new_start = self.start(start);
        let new_end = self.end(end).max(new_start).min(self.new_length);
        (span.start, span.end) = (as_u32(new_start), as_u32(new_end));
        new_end > new_start || start == end
    }

    /// A span's start: text that is inserted right before it stays outside.
    fn start(&self, at: usize) -> usize {
        match self.before(|m| m.old.start <= at) {
            Some(m) if at < m.old.end => m.new.start,
            Some(m) => at - m.old.end + m.new.end,
            None => at,
        }
    }

    /// A span's end: text that is inserted right behind it stays outside.
    fn end(&self, at: usize) -> usize {
        match self.before(|m| m.old.start < at) {
            Some(m) if at < m.old.end => m.new.end,
            Some(m) => at - m.old.end + m.new.end,
            None => at,
        }
    }

    /// The last stretch of those for which a test holds; they come first.
    fn before(&self, test: impl Fn(&Move) -> bool) -> Option<&Move> {
        let count = self.moves.partition_point(test);
        self.moves[..count].last()
    }
}

/// A count of characters as spans hold it; no text that a plugin can hold has more.
pub(crate) fn as_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
