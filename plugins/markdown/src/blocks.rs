//! A page's blocks as Markdown.

use document_edit::{Marker, list_marker};
use inkstone_plugin::{Block, BlockKind};

use crate::lines::{self, Class, Line};
use crate::{escape, formulas, structure};

/// How many spaces before an item's marker make it one deeper.
const SPACES_PER_DEPTH: usize = 2;

/// A piece of the page; between two pieces stands a blank line, between two items of a list none.
struct Piece {
    text: String,
    is_item: bool,
}

/// Writes a page. Where `find` is on, paragraphs that prove to be headings or items become blocks of that kind.
pub(crate) fn write(blocks: &mut [Block], find: bool, escape: bool) -> String {
    let mut lines = lines::of_page(blocks);
    if find {
        let named = blocks
            .iter()
            .any(|b| matches!(b.kind, BlockKind::Heading(_)));
        structure::find(&mut lines, !named);
        refine(blocks, &lines);
    }
    let mut by_block: Vec<Vec<Line>> = blocks.iter().map(|_| Vec::new()).collect();
    for line in lines.into_iter().flatten() {
        by_block[line.block].push(line);
    }
    let tables = blocks.iter().filter(|b| b.kind == BlockKind::Table).count();
    let mut list = List::default();
    let mut pieces = Vec::new();
    for (block, lines) in blocks.iter().zip(by_block) {
        if lines.is_empty() {
            pieces.extend(other(block, tables, &mut list));
        } else {
            paragraph(&lines, escape, &mut list, &mut pieces);
        }
    }
    join(pieces)
}

fn join(pieces: Vec<Piece>) -> String {
    let mut out = String::new();
    let mut was_item = false;
    for piece in pieces
        .into_iter()
        .filter(|piece| !piece.text.trim().is_empty())
    {
        if !out.is_empty() {
            out.push_str(if was_item && piece.is_item {
                "\n"
            } else {
                "\n\n"
            });
        }
        out.push_str(&piece.text);
        was_item = piece.is_item;
    }
    out
}

/// Gives paragraphs that are one heading or one item that kind; their text stays.
fn refine(blocks: &mut [Block], lines: &[Option<Line>]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(first) = &lines[at] else {
            at += 1;
            continue;
        };
        let count = lines[at..]
            .iter()
            .take_while(|l| l.as_ref().is_some_and(|l| l.block == first.block))
            .count();
        let rest = &lines[at + 1..at + count];
        let goes_on = rest
            .iter()
            .flatten()
            .all(|l| l.class == Class::Continuation);
        match first.class {
            Class::Heading(level) if rest.is_empty() => {
                blocks[first.block].kind = BlockKind::Heading(level)
            }
            Class::Item(..) if goes_on => {
                let depth = indentation(&first.text) / SPACES_PER_DEPTH;
                let depth = u8::try_from(depth).unwrap_or(u8::MAX);
                blocks[first.block].kind = BlockKind::ListItem(depth);
            }
            _ => {}
        }
        at += count;
    }
}

fn indentation(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// A paragraph's lines: verbatim where none of them has a structure, else its items, headings and the text between them.
fn paragraph(lines: &[Line], escaping: bool, list: &mut List, pieces: &mut Vec<Piece>) {
    let mut plain: Vec<String> = Vec::new();
    let flush = |plain: &mut Vec<String>, pieces: &mut Vec<Piece>| {
        let text = std::mem::take(plain).join("\n");
        pieces.push(Piece {
            text: text.trim_matches('\n').to_owned(),
            is_item: false,
        });
    };
    for line in lines {
        match line.class {
            Class::Item(marker, start) => {
                flush(&mut plain, pieces);
                let depth = indentation(&line.text) / SPACES_PER_DEPTH;
                pieces.push(list.item(depth, Some(marker), &line.text[start..]));
            }
            Class::Continuation => {
                let item = pieces.last_mut().filter(|piece| piece.is_item);
                if let Some(item) = item {
                    item.text
                        .push_str(&format!("\n{}{}", list.indent(), line.text.trim()));
                }
            }
            Class::Heading(level) => {
                flush(&mut plain, pieces);
                list.end();
                pieces.push(heading(level, &line.text));
            }
            Class::Plain if escaping => plain.push(escape::line_start(&line.text)),
            Class::Plain | Class::Verbatim | Class::Blank => plain.push(line.text.clone()),
        }
        if matches!(line.class, Class::Plain | Class::Verbatim) {
            list.end();
        }
    }
    flush(&mut plain, pieces);
}

/// A block that is no paragraph.
fn other(block: &Block, tables: usize, list: &mut List) -> Option<Piece> {
    let text = block.text.trim_matches('\n');
    if let BlockKind::ListItem(depth) = block.kind {
        let text = formulas::dollars(text.trim());
        let (marker, start) = match list_marker(&text) {
            Some((marker @ (Marker::Bullet(_) | Marker::Number(..)), start)) => {
                (Some(marker), start)
            }
            _ => (None, 0),
        };
        return Some(list.item(depth.into(), marker, &text[start..]));
    }
    list.end();
    let text = match &block.kind {
        BlockKind::Heading(level) => return Some(heading(*level, &formulas::dollars(text))),
        BlockKind::Formula => formulas::block(text),
        BlockKind::Code => fenced(text),
        BlockKind::Figure => figure(block),
        BlockKind::Table => text.to_owned(),
        // Its text is in the table too.
        BlockKind::TableCell(cell) if (cell.table as usize) < tables => return None,
        _ => formulas::dollars(text),
    };
    Some(Piece {
        text,
        is_item: false,
    })
}

/// A heading on one line. Number signs that the text has already are not doubled.
fn heading(level: u8, text: &str) -> Piece {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = text.trim_start_matches('#');
    let title = match bare.strip_prefix(' ') {
        Some(title) if text.len() - bare.len() <= 6 => title,
        _ => &text,
    };
    let text = match title.is_empty() {
        true => String::new(),
        false => format!("{} {title}", "#".repeat(level.clamp(1, 6).into())),
    };
    Piece {
        text,
        is_item: false,
    }
}

/// Code between fences that are longer than any in it.
fn fenced(text: &str) -> String {
    let fences = ["```", "~~~"];
    let has_fences = fences.iter().any(|f| {
        text.starts_with(f)
            && text
                .lines()
                .skip(1)
                .last()
                .is_some_and(|l| l.starts_with(f))
    });
    if text.trim().is_empty() || has_fences {
        return text.to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}\n{text}\n{fence}")
}

/// A picture where the source names one, with the text as its description; else the text alone.
fn figure(block: &Block) -> String {
    let source = block.source.trim();
    let ends = [
        ".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".bmp", ".tif", ".tiff",
    ];
    let lower = source.to_ascii_lowercase();
    let is_picture =
        ends.iter().any(|end| lower.ends_with(end)) && !source.contains(['(', ')', '\n', '<', '>']);
    let text = block.text.trim();
    if !is_picture {
        return formulas::dollars(text);
    }
    let words: Vec<&str> = text.split_whitespace().filter(|_| text != source).collect();
    let description = words.join(" ").replace('[', "\\[").replace(']', "\\]");
    let target = match source.contains(char::is_whitespace) {
        true => format!("<{source}>"),
        false => source.to_owned(),
    };
    format!("![{description}]({target})")
}

/// The items of the list that is being written, from the outermost: how deep each was, and where its text starts.
#[derive(Default)]
struct List(Vec<(usize, usize)>);

impl List {
    /// Writes an item, indented to the text of the one that it belongs to. Bullets become dashes, numbers stay.
    fn item(&mut self, depth: usize, marker: Option<Marker>, text: &str) -> Piece {
        while self.0.last().is_some_and(|(above, _)| *above >= depth) {
            self.0.pop();
        }
        let marker = match marker {
            Some(Marker::Number(value, '、')) => format!("{value}. "),
            Some(Marker::Number(value, mark)) => format!("{value}{mark} "),
            _ => "- ".to_owned(),
        };
        let indent = self.indent();
        self.0.push((depth, indent.len() + marker.len()));
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        let text = lines.join(&format!("\n{}", self.indent()));
        let text = match text.is_empty() {
            true => String::new(),
            false => format!("{indent}{marker}{text}"),
        };
        Piece {
            text,
            is_item: true,
        }
    }

    /// The white space before what belongs to the last item.
    fn indent(&self) -> String {
        " ".repeat(self.0.last().map_or(0, |(_, text)| *text))
    }

    fn end(&mut self) {
        self.0.clear();
    }
}
