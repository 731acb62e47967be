//! Taking blocks apart and putting them together.

use std::ops::Range;

use inkstone_plugin::{Block, Span};

use crate::edit::as_u32;

/// A part of a block's text as a block of the same kind and region, read as it was written: its source is its text.
///
/// Spans are cut to the part; those outside it are left out.
///
/// # Panics
/// When the range of bytes is outside the text or cuts a character.
pub fn part(block: &Block, range: Range<usize>) -> Block {
    let first = as_u32(block.text[..range.start].chars().count());
    let text = &block.text[range];
    let length = as_u32(text.chars().count());
    let cut = |span: &Span| {
        let start = span.start.max(first) - first;
        let end = span.end.saturating_sub(first).min(length);
        (start < end).then(|| Span {
            start,
            end,
            ..span.clone()
        })
    };
    Block {
        kind: block.kind.clone(),
        text: text.to_owned(),
        source: text.to_owned(),
        region: block.region.clone(),
        spans: block.spans.iter().filter_map(cut).collect(),
    }
}

/// Writes a text with its spans behind a block's text. Spans outside the text are brought into it.
pub fn append(block: &mut Block, text: &str, spans: &[Span]) {
    let first = as_u32(block.text.chars().count());
    let length = as_u32(text.chars().count());
    block.text.push_str(text);
    block.spans.extend(spans.iter().map(|span| {
        let end = span.end.min(length);
        Span {
            start: first + span.start.min(end),
            end: first + end,
            ..span.clone()
        }
    }));
}
