//! A page's plain text as lines, and what each of them is by itself.

use document_edit::{Marker, list_marker};
use inkstone_plugin::{Block, BlockKind};

use crate::formulas;

/// What a line of plain text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Running text.
    Plain,
    /// A line of code or of a formula, which nothing may change.
    Verbatim,
    /// Nothing but white space.
    Blank,
    /// A heading of a level.
    Heading(u8),
    /// An item of a list, with the byte at which its text starts.
    Item(Marker, usize),
    /// More of the item above.
    Continuation,
}

/// One line of a paragraph.
#[derive(Debug)]
pub(crate) struct Line {
    /// The line's text, formulas between dollar signs.
    pub text: String,
    pub class: Class,
    /// The index of its block.
    pub block: usize,
    /// The marker that it begins with, whether or not it is an item's.
    pub marker: Option<(Marker, usize)>,
}

/// The lines of a page's paragraphs. Between two of them stands None where a block of another kind does.
pub(crate) fn of_page(blocks: &[Block]) -> Vec<Option<Line>> {
    let mut lines = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Paragraph => lines.extend(of_text(&block.text, index).into_iter().map(Some)),
            _ => lines.push(None),
        }
    }
    lines
}

fn of_text(text: &str, block: usize) -> Vec<Line> {
    let text = formulas::dollars(text.trim_matches('\n'));
    let mut fence = None;
    let mut in_formula = false;
    let class = |line: &str| {
        let start = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| start.starts_with(mark));
        if fence.is_some() {
            if fence == mark {
                fence = None;
            }
            return Class::Verbatim;
        }
        if mark.is_some() {
            fence = mark;
            return Class::Verbatim;
        }
        let was_in_formula = in_formula;
        in_formula ^= line.matches("$$").count() % 2 == 1;
        if was_in_formula || in_formula {
            Class::Verbatim
        } else if start.is_empty() {
            Class::Blank
        } else {
            Class::Plain
        }
    };
    let classes: Vec<Class> = text.split('\n').map(class).collect();
    let line = |(text, class): (&str, Class)| Line {
        text: text.to_owned(),
        class,
        block,
        marker: list_marker(text).filter(|_| class == Class::Plain),
    };
    text.split('\n').zip(classes).map(line).collect()
}
