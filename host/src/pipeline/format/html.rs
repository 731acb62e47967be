//! What was read as one HTML page that needs no other file.

use super::super::record::PageRecord;
use super::table::Table;
use super::text::is_line;
use crate::html::escape;
use crate::plugin::{BlockKind, Document};

const STYLE: &str =
    "table { border-collapse: collapse } td, th { border: 1px solid; padding: 0.2em 0.5em }";

/// Writes pages, each in a section of its own where there are several. Everything that was read is escaped.
pub(super) fn write(records: &[&PageRecord]) -> String {
    let sections: Vec<String> = match records {
        [one] => vec![body(&one.document)],
        many => many
            .iter()
            .map(|record| format!("<section>\n{}\n</section>", body(&record.document)))
            .collect(),
    };
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
        escape(&title(records)),
        sections.join("\n<hr>\n")
    )
}

/// The files that pages were read from, each once.
pub(super) fn title(records: &[&PageRecord]) -> String {
    let mut sources: Vec<&str> = Vec::new();
    for source in records.iter().flat_map(|record| &record.sources) {
        if sources.last() != Some(&source.as_str()) {
            sources.push(source);
        }
    }
    sources.join(", ")
}

/// Writes a table, in the same way whoever wrote it.
pub(super) fn table(table: &Table) -> String {
    let mut out = String::from("<table>");
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            let name = if cell.header { "th" } else { "td" };
            out.push_str(&format!("<{name}"));
            for (attribute, span) in [("rowspan", cell.row_span), ("colspan", cell.column_span)] {
                if span > 1 {
                    out.push_str(&format!(" {attribute}=\"{span}\""));
                }
            }
            out.push_str(&format!(">{}</{name}>", escape(&cell.text)));
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}

fn body(document: &Document) -> String {
    let mut body: Vec<String> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let flush = |lines: &mut Vec<String>, body: &mut Vec<String>| {
        if !lines.is_empty() {
            body.push(format!("<p>{}</p>", std::mem::take(lines).join("<br>\n")));
        }
    };
    for block in document.pages.iter().flat_map(|page| &page.blocks) {
        let text = block.text.trim();
        if text.is_empty() {
            continue;
        }
        if is_line(&block.kind) {
            lines.extend(text.lines().map(escape));
            continue;
        }
        flush(&mut lines, &mut body);
        let tables = Table::of(block);
        match &block.kind {
            BlockKind::TableCell(_) => {}
            BlockKind::Heading(level) => {
                let level = level.clamp(&1, &6);
                body.push(format!("<h{level}>{}</h{level}>", escape(text)));
            }
            BlockKind::Table if !tables.is_empty() => body.extend(tables.iter().map(table)),
            BlockKind::Table | BlockKind::Code => body.push(format!("<pre>{}</pre>", escape(text))),
            _ => body.extend(paragraphs(text).map(|lines| {
                let lines: Vec<String> = lines.into_iter().map(escape).collect();
                format!("<p>{}</p>", lines.join("<br>\n"))
            })),
        }
    }
    flush(&mut lines, &mut body);
    body.join("\n")
}

/// The lines of each paragraph of a text.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let paragraphs = text.split("\n\n").map(str::trim);
    let sound = paragraphs.filter(|paragraph| !paragraph.is_empty());
    sound.map(|paragraph| paragraph.lines().collect())
}
