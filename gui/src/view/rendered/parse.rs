//! A page's blocks as pieces that can be laid out one by one.

use std::ops::Range;
use std::sync::Arc;

use inkstone::pipeline::LINE;

use super::cut::{Part, code_parts, pieces};
use super::grid::{self, Grid};
use super::inline::{self, Run};

/// Most rows of a table that are laid out together.
const ROWS: usize = 24;

/// What a piece is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Run>),
    /// Running text.
    Paragraph(Vec<Run>),
    /// A line of the page, close to the next one.
    Line(Vec<Run>),
    /// An item of a list: how deep it is, its mark, and its text.
    Item(usize, String, Vec<Run>),
    /// Some rows of a table.
    Table(Arc<Grid>, Range<usize>),
    /// A formula of its own, in LaTeX.
    Formula(String),
    /// Text of fixed width, or a part of one.
    Code(String, Part),
    /// A line across.
    Rule,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The block that it is of.
    pub block: usize,
    /// What it is.
    pub kind: Kind,
}

impl Kind {
    /// The texts that it shows, for searching: one of a paragraph, one of each cell of a table.
    pub fn texts(&self) -> Vec<String> {
        match self {
            Self::Heading(_, runs)
            | Self::Paragraph(runs)
            | Self::Line(runs)
            | Self::Item(_, _, runs) => vec![inline::shown(runs)],
            Self::Table(grid, rows) => {
                let cells = grid.cells_in(rows).iter();
                cells.map(|cell| inline::shown(&cell.runs)).collect()
            }
            Self::Formula(text) | Self::Code(text, _) => vec![text.clone()],
            Self::Rule => Vec::new(),
        }
    }

    /// Its height before it was laid out, at a width in em: a guess, in em.
    pub fn estimated_height(&self, width: f32) -> f32 {
        let lines = |text: &str| {
            let wrapped = |line: &str| (grid::estimated_width(line) / width.max(1.0)).ceil();
            text.split('\n')
                .map(|line| wrapped(line).max(1.0))
                .sum::<f32>()
        };
        match self {
            Self::Heading(_, runs) => lines(&inline::shown(runs)) * 2.0 + 1.0,
            Self::Paragraph(runs) | Self::Item(_, _, runs) => {
                lines(&inline::shown(runs)) * 1.6 + 0.7
            }
            Self::Line(runs) => lines(&inline::shown(runs)) * 1.6,
            Self::Table(_, rows) => rows.len() as f32 * 2.2,
            Self::Formula(_) => 3.5,
            Self::Code(text, _) => lines(text) * 1.3 + 1.2,
            Self::Rule => 1.4,
        }
    }
}

/// Reads the text of a block of a kind, and adds its pieces.
pub fn block(index: usize, kind: &str, text: &str, nodes: &mut Vec<Node>) {
    let text = text.trim_matches('\n');
    if text.trim().is_empty() || kind == "table cell" {
        return;
    }
    let mut push = |kind| nodes.push(Node { block: index, kind });
    let level = kind.strip_prefix("heading ").and_then(|l| l.parse().ok());
    match kind {
        _ if level.is_some() => {
            let title = text.trim_start_matches('#').trim_start();
            for piece in pieces(title) {
                push(Kind::Heading(level.unwrap_or(1), inline::parse(piece)));
            }
        }
        LINE => pieces(text).for_each(|text| push(Kind::Line(inline::parse(text)))),
        "formula" => push(Kind::Formula(bare_formula(text).to_owned())),
        "code" => code(&bare_code(text), push),
        "table" | "chart" if !text.contains("<table") && !grid::is_otsl(text) => {
            match grid::tabs(text) {
                Some(grid) => table(index, grid, nodes),
                None => markdown(index, text, nodes),
            }
        }
        _ => markdown(index, text, nodes),
    }
}

/// Every line of a text as it is, for showing without any markup.
pub fn plain(index: usize, kind: &str, text: &str, nodes: &mut Vec<Node>) {
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return;
    }
    let mut push = |kind| nodes.push(Node { block: index, kind });
    match kind {
        kind if kind.starts_with("heading") => {
            pieces(text).for_each(|text| push(Kind::Heading(4, inline::plain(text))));
        }
        "table" | "code" | "formula" => code(text, push),
        LINE => pieces(text).for_each(|text| push(Kind::Line(inline::plain(text)))),
        _ => text.split("\n\n").flat_map(pieces).for_each(|text| {
            push(Kind::Paragraph(inline::plain(text)));
        }),
    }
}

fn table(index: usize, grid: Grid, nodes: &mut Vec<Node>) {
    let groups = grid.groups(ROWS);
    let grid = Arc::new(grid);
    let kinds = groups
        .into_iter()
        .map(|rows| Kind::Table(grid.clone(), rows));
    nodes.extend(kinds.map(|kind| Node { block: index, kind }));
}

/// A formula without the signs around it.
fn bare_formula(text: &str) -> &str {
    let text = text.trim();
    for (open, close) in [("$$", "$$"), (r"\[", r"\]"), (r"\(", r"\)"), ("$", "$")] {
        let inner = text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.contains(open)) {
            return inner.trim();
        }
    }
    text
}

fn bare_code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    match lines.as_slice() {
        [first, inner @ .., last] if first.starts_with("```") && last.trim() == "```" => {
            inner.join("\n")
        }
        _ => text.to_owned(),
    }
}

fn code(text: &str, mut push: impl FnMut(Kind)) {
    for (text, part) in code_parts(text) {
        push(Kind::Code(text.to_owned(), part));
    }
}

/// Reads text with Markdown's structure.
fn markdown(index: usize, text: &str, nodes: &mut Vec<Node>) {
    let mut rest = text;
    while !rest.is_empty() {
        let taken = step(index, rest, nodes);
        rest = &rest[taken.max(1).min(rest.len())..];
    }
}

/// Reads what stands at the start of a text, and says how many bytes it takes.
fn step(index: usize, text: &str, nodes: &mut Vec<Node>) -> usize {
    let line = text.lines().next().unwrap_or("");
    let line_length = text.find('\n').map_or(text.len(), |end| end + 1);
    let bare = line.trim();
    let mut push = |kind| nodes.push(Node { block: index, kind });
    if bare.is_empty() {
        return line_length;
    }
    let indent = text.len() - text.trim_start().len();
    if let Some((grid, length)) = grid::html(text.trim_start()) {
        table(index, grid, nodes);
        return indent + length;
    }
    if grid::is_otsl(bare) {
        let length = grid::otsl_length(text);
        if let Some(grid) = grid::otsl(&text[..length]) {
            table(index, grid, nodes);
            return length;
        }
    }
    if let Some((latex, length)) = display_formula(text) {
        push(Kind::Formula(latex.trim().to_owned()));
        return length;
    }
    if let Some((inner, length)) = fenced(text) {
        code(&inner, push);
        return length;
    }
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && bare[hashes..].starts_with(' ') {
        for piece in pieces(bare[hashes..].trim()) {
            push(Kind::Heading(hashes as u8, inline::parse(piece)));
        }
        return line_length;
    }
    if bare.len() >= 3
        && ["-", "*", "_"]
            .iter()
            .any(|c| bare.replace(c, "").is_empty())
    {
        push(Kind::Rule);
        return line_length;
    }
    if bare.contains('|') {
        let lines: Vec<&str> = text.lines().take_while(|l| l.contains('|')).collect();
        if let Some((grid, taken)) = grid::bars(&lines) {
            table(index, grid, nodes);
            let length = text.split_inclusive('\n').take(taken).map(str::len).sum();
            return length;
        }
    }
    if let Some((depth, mark, inner)) = item(line) {
        let mut parts = pieces(inner);
        let first = parts.next().unwrap_or_default();
        push(Kind::Item(depth, mark, inline::parse(first)));
        for piece in parts {
            push(Kind::Item(depth, String::new(), inline::parse(piece)));
        }
        return line_length;
    }
    let length = paragraph_length(text);
    for piece in pieces(text[..length].trim_end()) {
        push(Kind::Paragraph(inline::parse(piece)));
    }
    length
}

/// How many bytes stand before something that is no running text.
fn paragraph_length(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let starts = |signs: &[&str]| signs.iter().any(|sign| bare.starts_with(sign));
        let other = bare.is_empty()
            || starts(&["<table", "$$", r"\[", "```", "# ", "## ", "### ", "#### "])
            || grid::is_otsl(bare)
            || item(line).is_some();
        if other && length > 0 {
            break;
        }
        length += line.len();
    }
    length
}

fn display_formula(text: &str) -> Option<(&str, usize)> {
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    [("$$", "$$"), (r"\[", r"\]")]
        .iter()
        .find_map(|(open, close)| {
            let inner = trimmed.strip_prefix(open)?;
            let end = inner.find(close).filter(|end| *end > 0)?;
            let after = &inner[end + close.len()..];
            // With words after it on its line it stands in a paragraph.
            let alone = after.lines().next().unwrap_or("").trim().is_empty();
            let length = indent + open.len() + end + close.len();
            alone.then_some((&inner[..end], length))
        })
}

fn fenced(text: &str) -> Option<(String, usize)> {
    let first = text.lines().next()?;
    let fence_length = first.len() - first.trim_start_matches('`').len();
    if fence_length < 3 {
        return None;
    }
    let fence = &first[..fence_length];
    let mut length = 0;
    let mut code = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        length += line.len();
        if index > 0 {
            if line.trim_end() == fence {
                break;
            }
            code.push(line.trim_end_matches(['\n', '\r']));
        }
    }
    Some((code.join("\n"), length))
}

/// The depth, mark and text of an item of a list.
fn item(line: &str) -> Option<(usize, String, &str)> {
    let bare = line.trim_start();
    let depth = (line.len() - bare.len()) / 2;
    for bullet in ["- ", "* ", "+ ", "• ", "· "] {
        if let Some(text) = bare.strip_prefix(bullet) {
            return Some((depth, "•".into(), text.trim()));
        }
    }
    let digits = bare.find(|c: char| !c.is_ascii_digit())?;
    let text = &bare[digits..];
    let rest = text
        .strip_prefix(". ")
        .or_else(|| text.strip_prefix(") "))?;
    let number = (1..=3).contains(&digits);
    number.then(|| (depth, bare[..=digits].to_owned(), rest.trim()))
}

#[cfg(test)]
mod tests;
