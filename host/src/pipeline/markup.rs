//! The model's text as plain text, Markdown or HTML.

use std::fmt::Write as _;
use std::str::FromStr;

use otsl::{Cell, Mode, Table, escape};

use super::record::PageRecord;

/// A form of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text; tables as tab-separated lines.
    #[default]
    Text,
    /// Markdown; tables as HTML, formulas between dollar signs.
    Markdown,
    /// Everything that is known, as JSON.
    Json,
    /// A whole HTML page.
    Html,
}

impl Format {
    /// Its name and, but for text and Markdown, its file ending.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Html => "html",
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" | "txt" => Ok(Self::Text),
            "markdown" | "md" => Ok(Self::Markdown),
            "json" => Ok(Self::Json),
            "html" => Ok(Self::Html),
            _ => Err(format!(
                "unknown format {text:?}; use text, markdown, json or html"
            )),
        }
    }
}

/// Writes one page in a form, with a line end at its end.
pub fn render(record: &PageRecord, format: Format) -> String {
    let mut out = match format {
        Format::Text => to_text(&record.text),
        Format::Markdown => to_markdown(&record.text),
        Format::Html => to_html_page(&record.sources.join(", "), &record.text),
        Format::Json => {
            serde_json::to_string_pretty(record).expect("a record holds nothing but JSON values")
        }
    };
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// One part of a text.
enum Part<'a> {
    Text(&'a str),
    Table(&'a str),
}

/// Splits a text at its OTSL table, if it has one that can be read.
fn parts(text: &str) -> Vec<Part<'_>> {
    match otsl::split_around(text) {
        Some((before, table, after)) if otsl::parse(table).is_some() => {
            vec![Part::Text(before), Part::Table(table), Part::Text(after)]
        }
        _ => vec![Part::Text(text)],
    }
}

/// Joins the parts that are not blank by a separator.
fn joined(text: &str, separator: &str, write: impl Fn(Part<'_>) -> String) -> String {
    let written: Vec<String> = parts(text)
        .into_iter()
        .filter(|part| !matches!(part, Part::Text(t) if t.trim().is_empty()))
        .map(write)
        .collect();
    written.join(separator)
}

fn to_text(text: &str) -> String {
    joined(text, "\n", |part| match part {
        Part::Text(text) => text.to_owned(),
        Part::Table(table) => otsl::parse(table).map_or_else(String::new, |t| tab_separated(&t)),
    })
}

/// A table's rows as lines of tab-separated cells; places that a cell reaches over are empty.
fn tab_separated(table: &Table) -> String {
    let line = |row: &Vec<Cell>| {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Origin { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
                Cell::Covered => String::new(),
            })
            .collect();
        cells.join("\t")
    };
    table.rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn to_markdown(text: &str) -> String {
    joined(text, "\n\n", |part| match part {
        Part::Text(text) => dollar_formulas(text.trim_matches('\n')),
        Part::Table(table) => html_table(table),
    })
}

fn html_table(table: &str) -> String {
    otsl::to_html(table, Mode::Robust).unwrap_or_default()
}

/// Writes `\(x\)` as `$x$` and `\[x\]` as `$$x$$`, which is what Markdown renderers know. A text without them keeps its dollar signs; one
/// with them has its own escaped, so that an amount of money does not open a formula.
fn dollar_formulas(text: &str) -> String {
    if !["\\(", "\\["].iter().any(|open| text.contains(open)) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let forms = [("\\(", "\\)", "$"), ("\\[", "\\]", "$$")];
    loop {
        let next = forms
            .iter()
            .filter_map(|form| Some((rest.find(form.0)?, form)))
            .min_by_key(|(at, _)| *at);
        let Some((at, (open, close, mark))) = next else {
            break;
        };
        let inner = &rest[at + open.len()..];
        let Some(end) = inner.find(close) else {
            break;
        };
        out.push_str(&rest[..at].replace('$', "\\$"));
        let _ = write!(out, "{mark}{}{mark}", inner[..end].trim());
        rest = &inner[end + close.len()..];
    }
    out.push_str(&rest.replace('$', "\\$"));
    out
}

fn to_html_page(title: &str, text: &str) -> String {
    let body = joined(text, "\n", |part| match part {
        Part::Text(text) => text
            .split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty())
            .map(|paragraph| {
                let lines: Vec<String> = paragraph.trim().lines().map(escape).collect();
                format!("<p>{}</p>", lines.join("<br>\n"))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Part::Table(table) => html_table(table),
    });
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>table {{ border-collapse: collapse }} td {{ border: 1px solid; padding: 0.2em 0.5em }}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n",
        escape(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Prices\n<fcel>A<fcel>B & C<nl><fcel>1<lcel><nl>";

    #[test]
    fn tables_become_tabs_or_html() {
        assert_eq!(to_text(TABLE), "Prices\n\nA\tB & C\n1\t");
        let markdown = to_markdown(TABLE);
        assert!(markdown.starts_with("Prices\n\n<table>"), "{markdown}");
        assert!(markdown.contains("B &amp; C") && markdown.contains("colspan=\"2\""));
        let html = to_html_page("a<b", TABLE);
        assert!(html.contains("<title>a&lt;b</title>") && html.contains("<p>Prices</p>\n<table>"));
    }

    #[test]
    fn formulas_get_dollars_and_money_keeps_them() {
        assert_eq!(to_markdown("costs $5 or $6"), "costs $5 or $6");
        assert_eq!(
            to_markdown(r"$5 is \( x \) and \[y^2\]."),
            r"\$5 is $x$ and $$y^2$$."
        );
        assert_eq!(
            to_markdown(r"open \( never closed"),
            r"open \( never closed"
        );
    }

    #[test]
    fn text_in_html_is_escaped() {
        let html = to_html_page("t", "a < b\nc\n\n<script>");
        assert!(html.contains("<p>a &lt; b<br>\nc</p>\n<p>&lt;script&gt;</p>"));
    }
}
