//! Reports as Markdown.

use super::document::{Block, Cell, Document, Table, Tone};

/// Writes a report; charts and diffs are in the HTML file, whose name is given.
pub(super) fn markdown(document: &Document, html: &str) -> String {
    let mut out = format!("# {}\n\n", line(&document.title));
    out.push_str(&format!(
        "**{}.** {}\n",
        line(&document.verdict.text),
        line(&document.conclusion)
    ));
    for section in &document.sections {
        let blocks: Vec<String> = section.blocks.iter().filter_map(block).collect();
        // Words about charts or texts that are not here say nothing.
        let shown = section
            .blocks
            .iter()
            .any(|b| matches!(b, Block::Table(_) | Block::List(_)));
        let elsewhere = section.blocks.iter().any(|b| block(b).is_none());
        if !blocks.is_empty() && (shown || !elsewhere) {
            out.push_str(&format!("\n## {}\n\n", line(&section.title)));
            out.push_str(&blocks.join("\n"));
        }
    }
    if document.figures().next().is_some() {
        out.push_str(&format!("\nWith charts: [{0}]({0})\n", line(html)));
    }
    out
}

fn block(block: &Block) -> Option<String> {
    match block {
        Block::Text(text) => Some(format!("{}\n", line(text))),
        Block::List(points) => {
            let points: Vec<String> = points.iter().map(|p| format!("- {}\n", line(p))).collect();
            Some(points.concat())
        }
        Block::Table(t) => Some(table(t)),
        Block::Figure(_) | Block::Diff(_) => None,
    }
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let titles = table.columns.iter().map(|column| line(&column.title));
    let mut out = row(titles.collect());
    let rules = table.columns.iter().map(|column| match column.right {
        true => "--:".to_owned(),
        false => "---".to_owned(),
    });
    out.push_str(&row(rules.collect()));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(cell).collect()));
    }
    out
}

fn cell(cell: &Cell) -> String {
    let text = line(&cell.text);
    match cell.tone {
        Tone::Bad => format!("**{text}**"),
        Tone::Plain | Tone::Good => text,
    }
}

/// A text on one line, with what Markdown would take for markup taken literally.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '<' | '>' | '|' | '[' | ']' | '#' | '~' => {
                // Signs that only mean something at a line's start or in pairs stay as they are where they are common in reports.
                if matches!(c, '_' | '#' | '>')
                    && out.chars().last().is_some_and(char::is_alphanumeric)
                {
                    out.push(c);
                } else {
                    out.push('\\');
                    out.push(c);
                }
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_texts_is_taken_literally() {
        assert_eq!(
            line("a|b\n<|IMAGE_START|>"),
            "a\\|b \\<\\|IMAGE_START\\|\\>"
        );
        assert_eq!(line("top_k of **x**"), "top_k of \\*\\*x\\*\\*");
        let mut table = Table::new(&["a", ">b"]);
        table.row(["x|y", "1"]);
        let bad = Cell {
            text: "FAILED".into(),
            tone: Tone::Bad,
        };
        table.row([Cell::from("z"), bad]);
        assert_eq!(
            super::table(&table),
            "| a | b |\n| --- | --: |\n| x\\|y | 1 |\n| z | **FAILED** |\n"
        );
    }
}
