//! What was read as plain text, Markdown or JSON.

use serde::Serialize;

use super::super::page::LINE;
use super::super::record::PageRecord;
use crate::plugin::{BlockKind, Document};

/// The media type of the file that the `markdown` plugin makes.
pub(in crate::pipeline) const MARKDOWN: &str = "text/markdown";

impl PageRecord {
    /// The page as plain text, with a line end at its end.
    pub fn to_text(&self) -> String {
        ended(self.text.clone())
    }

    /// The page as Markdown, with a line end at its end: the file that the pipeline's `markdown` plugin made; without one it is the text.
    pub fn to_markdown(&self) -> String {
        let made = self.artifacts.iter().find(|a| a.media_type == MARKDOWN);
        ended(match made {
            Some(file) => String::from_utf8_lossy(&file.data).into_owned(),
            None => self.text.clone(),
        })
    }

    /// Everything that is known of the page as JSON, with a line end at its end.
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

/// Records as JSON, with a line end at its end.
pub(super) fn to_json(records: &(impl Serialize + ?Sized)) -> String {
    let json = serde_json::to_string_pretty(records);
    ended(json.expect("a record holds nothing but JSON values"))
}

fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The blocks' texts: lines below each other, all else apart by an empty line. A cell is part of its table, so it does not stand for itself.
pub(in crate::pipeline) fn to_text(document: &Document) -> String {
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

pub(super) fn is_line(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Other(kind) if kind == LINE) || matches!(kind, BlockKind::ListItem(_))
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
    }
}
