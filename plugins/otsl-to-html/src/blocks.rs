//! From blocks that hold tables to blocks that are tables.

use std::ops::Range;

use document_edit::part;
use inkstone_plugin::{Block, BlockKind};

use crate::{Form, Mode, Table, chart, forms, otsl, rows};

/// A page's blocks with their tables in blocks of their own. Cells that point to a table of the page keep pointing to it.
pub(crate) fn with_tables(blocks: Vec<Block>, form: Form, mode: Mode) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    // For each table of the page before, its number now.
    let mut numbers = Vec::new();
    let mut tables = 0;
    for block in blocks {
        if block.kind == BlockKind::Table {
            numbers.push(tables);
        }
        let first = out.len();
        match find(&block, mode) {
            None => out.push(block),
            Some(found) => out.extend(split(&block, found, form)),
        }
        let is_table = |block: &&Block| block.kind == BlockKind::Table;
        tables += out[first..].iter().filter(is_table).count();
    }
    for block in &mut out {
        if let BlockKind::TableCell(cell) = &mut block.kind
            && let Some(number) = numbers.get(cell.table as usize)
        {
            cell.table = u32::try_from(*number).unwrap_or(u32::MAX);
        }
    }
    out
}

/// The tables of a block with the bytes that they take, in order.
fn find(block: &Block, mode: Mode) -> Option<Vec<(Range<usize>, Table)>> {
    let text = &block.text;
    let otsl = match mode {
        Mode::Robust => otsl_tables(text),
        // All of the text counts, since what stands before the table can change it.
        Mode::UpstreamExact => otsl::split_around(text)
            .zip(otsl::read(text, mode))
            .map(|((before, table, _), read)| (before.len()..before.len() + table.len(), read))
            .into_iter()
            .collect(),
    };
    let tables = match &block.kind {
        BlockKind::Chart if otsl.is_empty() => chart::find(text).into_iter().collect(),
        _ => otsl,
    };
    (!tables.is_empty()).then_some(tables)
}

/// The OTSL tables of a text. Where text stands between the end of a row and the next one, a table ends: the text belongs to no cell and
/// would otherwise be lost.
fn otsl_tables(text: &str) -> Vec<(Range<usize>, Table)> {
    let mut tables = Vec::new();
    let mut from = 0;
    while let Some((start, ..)) = rows::next_tag(&text[from..]) {
        let start = from + start;
        let end = table_end(text, start);
        if let Some(table) = otsl::parse(&text[start..end]) {
            tables.push((start..end, table));
        }
        from = end;
    }
    tables
}

/// Where the table that starts at a tag ends: behind the last `<nl>` before other text, or at the text's end.
fn table_end(text: &str, start: usize) -> usize {
    let mut at = start;
    let mut row_ended = None;
    while let Some((gap, tag, length)) = rows::next_tag(&text[at..]) {
        if let Some(end) = row_ended.filter(|_| !text[at..at + gap].trim().is_empty()) {
            return end;
        }
        at += length;
        row_ended = (tag == rows::Tag::NewLine).then_some(at);
    }
    row_ended.unwrap_or(text.len())
}

/// A block as its tables and the texts around them; blank ones are left out.
fn split(block: &Block, tables: Vec<(Range<usize>, Table)>, form: Form) -> Vec<Block> {
    let mut out = Vec::new();
    let mut done = 0;
    for (range, table) in tables {
        out.extend(around(block, done..range.start));
        done = range.end;
        out.push(Block {
            kind: BlockKind::Table,
            text: forms::write(&table, form),
            source: block.text[range].to_owned(),
            region: block.region.clone(),
            spans: Vec::new(),
        });
    }
    out.extend(around(block, done..block.text.len()));
    out
}

/// Text beside a table, without blank lines around it.
fn around(block: &Block, range: Range<usize>) -> Option<Block> {
    let text = &block.text[range.clone()];
    let end = range.start + text.trim_end().len();
    let first = text.len() - text.trim_start().len();
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    if end <= range.start {
        return None;
    }
    let mut part = part(block, range.start + line..end);
    if matches!(
        part.kind,
        BlockKind::Table | BlockKind::TableCell(_) | BlockKind::Chart
    ) {
        part.kind = BlockKind::Paragraph;
    }
    Some(part)
}
