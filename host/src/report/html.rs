//! Reports as one HTML file that needs nothing else: style and charts are inside, in light and dark.

use inkstone_charts::Theme;

use super::diff::DiffPart;
use super::document::{Block, Cell, Diff, Document, Figure, Table, Tone};
use crate::html::escape;

/// Width of the charts in CSS pixels.
const WIDTH: u32 = 860;

/// A word of more signs than these may be broken anywhere in a table.
const LONG: usize = 32;
/// A cell of more signs than these is prose, which is not to become a column of single words.
const PROSE: usize = 48;

const STYLE: &str = include_str!("style.css");

/// Writes a report.
pub(super) fn html(document: &Document) -> String {
    let tone = class(document.verdict.tone);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p class=\"conclusion {tone}\"><b class=\"{tone}\">{verdict}</b> {conclusion}</p>\n",
        title = escape(&document.title),
        verdict = escape(&document.verdict.text),
        conclusion = escape(&document.conclusion),
    );
    for section in &document.sections {
        out.push_str(&format!("<h2>{}</h2>\n", escape(&section.title)));
        for block in &section.blocks {
            match block {
                Block::Text(text) => out.push_str(&format!("<p>{}</p>\n", escape(text))),
                Block::List(points) => {
                    let points = points
                        .iter()
                        .map(|point| format!("<li>{}</li>\n", escape(point)));
                    out.push_str(&format!("<ul>\n{}</ul>\n", points.collect::<String>()));
                }
                Block::Table(t) => table(t, &mut out),
                Block::Figure(f) => figure(f, &mut out),
                Block::Diff(d) => diff(d, &mut out),
            }
        }
    }
    out.push_str("<footer>Made by inkstone.</footer>\n</body>\n</html>\n");
    out
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Bad => "bad",
    }
}

fn table(table: &Table, out: &mut String) {
    out.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    let side = |right: bool| if right { " class=\"right\"" } else { "" };
    for column in &table.columns {
        let (side, title) = (side(column.right), escape(&column.title));
        out.push_str(&format!("<th{side}>{title}</th>"));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (column, cell) in table.columns.iter().zip(row) {
            let class = match cell.text.chars().nth(PROSE) {
                Some(_) if !column.right => " class=\"prose\"",
                _ => side(column.right),
            };
            out.push_str(&format!("<td{class}>{}</td>", marked(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

fn marked(cell: &Cell) -> String {
    let text = breakable(&cell.text);
    match cell.tone {
        Tone::Plain => text,
        tone => format!("<span class=\"{}\">{text}</span>", class(tone)),
    }
}

/// A cell's text, escaped: its words stay whole, but for those that are longer than a column, as paths and hashes are.
fn breakable(text: &str) -> String {
    let words = text.split_inclusive(char::is_whitespace);
    let shown = words.map(|word| match word.chars().nth(LONG) {
        Some(_) => format!("<span class=\"long\">{}</span>", escape(word)),
        None => escape(word),
    });
    shown.collect()
}

fn figure(figure: &Figure, out: &mut String) {
    let size = figure.chart.natural_size(WIDTH);
    out.push_str("<figure>\n");
    for (class, theme) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        let svg = figure.chart.svg(size, theme);
        out.push_str(&format!("<div class=\"{class}\">{svg}</div>\n"));
    }
    let caption = escape(&figure.caption);
    out.push_str(&format!("<figcaption>{caption}</figcaption>\n</figure>\n"));
}

fn diff(diff: &Diff, out: &mut String) {
    let open = if diff.open { " open" } else { "" };
    out.push_str(&format!(
        "<details{open}><summary>{}</summary>\n<div class=\"scroll\"><table class=\"diff\">\n<thead><tr><th>Right</th><th>Read</th></tr></thead>\n<tbody>\n",
        escape(&diff.title)
    ));
    for row in &diff.rows {
        let changed = if row.same() { "" } else { " class=\"changed\"" };
        out.push_str(&format!(
            "<tr{changed}><td>{}</td><td>{}</td></tr>\n",
            side(row.left.as_deref(), "del"),
            side(row.right.as_deref(), "ins")
        ));
    }
    out.push_str("</tbody></table></div></details>\n");
}

fn side(parts: Option<&[DiffPart]>, tag: &str) -> String {
    let Some(parts) = parts else {
        return "<span class=\"none\">–</span>".into();
    };
    let shown = parts.iter().map(|part| match part.changed {
        true => format!("<{tag}>{}</{tag}>", escape(&part.text)),
        false => escape(&part.text),
    });
    shown.collect()
}
