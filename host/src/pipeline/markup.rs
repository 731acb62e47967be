//! The model's text as plain text, Markdown or HTML.

use std::str::FromStr;

use super::page::LINE;
use super::record::PageRecord;
use crate::plugin::{BlockKind, Document};

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

/// The media type of the file that the `markdown` plugin makes.
pub(super) const MARKDOWN: &str = "text/markdown";

/// Writes one page in a form, with a line end at its end. Markdown is the file that the pipeline's `markdown` plugin made; without one it is the text.
pub fn render(record: &PageRecord, format: Format) -> String {
    let mut out = match format {
        Format::Text => record.text.clone(),
        Format::Markdown => match record.artifacts.iter().find(|a| a.media_type == MARKDOWN) {
            Some(file) => String::from_utf8_lossy(&file.data).into_owned(),
            None => record.text.clone(),
        },
        Format::Html => to_html_page(&record.sources.join(", "), &record.document),
        Format::Json => {
            serde_json::to_string_pretty(record).expect("a record holds nothing but JSON values")
        }
    };
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The blocks' texts: lines below each other, all else apart by an empty line. A cell is part of its table, so it does not stand for itself.
pub(super) fn to_text(document: &Document) -> String {
    let mut out = String::new();
    let mut after_line = false;
    for block in document.pages.iter().flat_map(|page| &page.blocks) {
        if matches!(block.kind, BlockKind::TableCell(_)) || block.text.trim().is_empty() {
            continue;
        }
        let line = is_line(&block.kind);
        if !out.is_empty() {
            out.push_str(if line && after_line { "\n" } else { "\n\n" });
        }
        // What a table plugin gives may start with empty cells, which are tabs.
        out.push_str(block.text.trim_matches('\n'));
        after_line = line;
    }
    out
}

fn is_line(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Other(kind) if kind == LINE) || matches!(kind, BlockKind::ListItem(_))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn to_html_page(title: &str, document: &Document) -> String {
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
        match &block.kind {
            BlockKind::TableCell(_) => {}
            BlockKind::Heading(level) => body.push(format!("<h{level}>{}</h{level}>", escape(text))),
            // The bundled plugin writes HTML, and escapes what the model wrote.
            BlockKind::Table if text.starts_with("<table") => body.push(text.to_owned()),
            BlockKind::Table | BlockKind::Code => body.push(format!("<pre>{}</pre>", escape(text))),
            _ => body.extend(text.split("\n\n").filter(|p| !p.trim().is_empty()).map(|paragraph| {
                let lines: Vec<String> = paragraph.trim().lines().map(escape).collect();
                format!("<p>{}</p>", lines.join("<br>\n"))
            })),
        }
    }
    flush(&mut lines, &mut body);
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>table {{ border-collapse: collapse }} td, th {{ border: 1px solid; padding: 0.2em 0.5em }}</style>\n</head>\n<body>\n{}\n</body>\n</html>\n",
        escape(title),
        body.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::{Block, Page};

    fn document(blocks: &[(BlockKind, &str)]) -> Document {
        let blocks = blocks.iter().map(|(kind, text)| Block {
            kind: kind.clone(),
            text: (*text).into(),
            source: (*text).into(),
            region: None,
            spans: Vec::new(),
        });
        Document {
            language: None,
            pages: vec![Page {
                number: 1,
                width: 0,
                height: 0,
                blocks: blocks.collect(),
            }],
        }
    }

    #[test]
    fn lines_stay_together_and_other_blocks_apart() {
        let line = || BlockKind::Other(LINE.into());
        let page = document(&[
            (line(), "one"),
            (line(), "two"),
            (BlockKind::Table, "\ta\n1\t2"),
            (BlockKind::Paragraph, "  "),
            (BlockKind::Paragraph, "end"),
        ]);
        assert_eq!(to_text(&page), "one\ntwo\n\n\ta\n1\t2\n\nend");
        let html = to_html_page("a<b", &page);
        assert!(html.contains("<title>a&lt;b</title>"));
        assert!(html.contains("<p>one<br>\ntwo</p>\n<pre>a\n1\t2</pre>\n<p>end</p>"), "{html}");
    }

    #[test]
    fn text_in_html_is_escaped_and_tables_are_not() {
        let html = to_html_page(
            "t",
            &document(&[
                (BlockKind::Paragraph, "a < b\nc\n\n<script>"),
                (BlockKind::Heading(2), "A & B"),
                (BlockKind::Table, "<table><tr><td>1</td></tr></table>"),
            ]),
        );
        assert!(html.contains("<p>a &lt; b<br>\nc</p>\n<p>&lt;script&gt;</p>"));
        assert!(html.contains("<h2>A &amp; B</h2>\n<table><tr>"));
    }
}
