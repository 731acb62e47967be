//! A page's paragraphs as runs of lines.

use document_edit::{is_line, part};
use inkstone_plugin::{Block, BlockKind, Region, Span};

/// One line of text.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Its text, without white space at both ends.
    pub text: String,
    /// The width of the white space before it, in narrow characters.
    pub indent: usize,
    pub spans: Vec<Span>,
    pub source: String,
    /// Where it stands, if that is known of this line alone.
    pub region: Option<Region>,
    /// Whether a blank line is above.
    pub apart: bool,
}

/// What is worked on together.
pub(crate) enum Run {
    /// Neighbouring lines, or paragraphs of one line each.
    Blocks(Vec<Block>),
    /// A paragraph of several lines.
    Text(Block),
    /// Anything else.
    Other(Block),
}

/// A page's blocks as runs, in order.
pub(crate) fn runs(blocks: Vec<Block>) -> Vec<Run> {
    let mut runs = Vec::new();
    for block in blocks {
        let lines = block
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let running = block.kind == BlockKind::Paragraph || is_line(&block);
        if !running || lines == 0 {
            runs.push(Run::Other(block));
        } else if lines > 1 {
            runs.push(Run::Text(block));
        } else if let Some(Run::Blocks(blocks)) = runs.last_mut() {
            blocks.push(block);
        } else {
            runs.push(Run::Blocks(vec![block]));
        }
    }
    runs
}

impl Line {
    /// The only line of a block.
    pub(crate) fn of_block(block: &Block) -> Self {
        let sound = |r: &&Region| {
            [r.x, r.y, r.width, r.height].iter().all(|v| v.is_finite())
                && r.width > 0.0
                && r.height > 0.0
        };
        let start = block.text.len() - block.text.trim_start().len();
        Self {
            source: block.source.clone(),
            region: block.region.as_ref().filter(sound).cloned(),
            ..Self::new(block, start, start + block.text.trim().len())
        }
    }

    /// A part of a block's text that starts and ends with other than white space.
    fn new(block: &Block, start: usize, end: usize) -> Self {
        let line = block.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let part = part(block, start..end);
        Self {
            text: part.text,
            indent: width(&block.text[line..start]),
            spans: part.spans,
            source: part.source,
            region: None,
            apart: false,
        }
    }
}

/// The lines of a block's text; blank ones are left out.
pub(crate) fn of_text(block: &Block) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut apart = false;
    for text in block.text.split('\n') {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            apart = !lines.is_empty();
        } else {
            let first = start + text.len() - text.trim_start().len();
            lines.push(Line {
                apart,
                ..Line::new(block, first, first + trimmed.len())
            });
            apart = false;
        }
        start += text.len() + 1;
    }
    lines
}

/// How wide a text is, in narrow characters: those of East Asia count two, tabs four.
pub(crate) fn width(text: &str) -> usize {
    let wide = |c: char| matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}');
    let of = |c| match c {
        '\t' => 4,
        '\u{ad}' => 0,
        c if wide(c) => 2,
        _ => 1,
    };
    text.chars().map(of).sum()
}
