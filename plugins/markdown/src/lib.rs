//! Writes a document as one Markdown file, `page.md`, and finds headings and lists in its plain text on the way.

mod blocks;
mod escape;
mod formulas;
mod lines;
mod structure;

use document_edit::{is_line, paragraphs_of_lines};
use inkstone_plugin::{
    Artifact, Document, DocumentOutput, DocumentProcessor, Error, Info, Settings, host,
};

/// The plugin.
pub struct Markdown;

impl DocumentProcessor for Markdown {
    fn info() -> Info {
        Info::new("inkstone/markdown", "Markdown", env!("CARGO_PKG_VERSION"))
            .description("Writes the document as Markdown; tables stay HTML, formulas stand between dollar signs.")
            .author("Inkstone")
            .toggle(
                "structure",
                "Find headings and lists",
                "Recognise headings, numbered and bulleted items in plain text",
                true,
            )
            .toggle(
                "escape",
                "Escape",
                "Escape characters at the start of lines that Markdown would take for markup; the model writes some Markdown itself",
                false,
            )
            .text(
                "page-break",
                "Page break",
                "Stands between two pages; empty for none",
                "---",
            )
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let (find, escape) = (settings.toggle("structure"), settings.toggle("escape"));
        let mut pages = Vec::new();
        for page in &mut document.pages {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            // Lines that nobody joined are one text to a reader, and stay lines in the document.
            let text = if page.blocks.iter().any(is_line) {
                blocks::write(&mut paragraphs_of_lines(&page.blocks), find, escape)
            } else {
                blocks::write(&mut page.blocks, find, escape)
            };
            if !text.is_empty() {
                pages.push(text);
            }
        }
        let page_break = match settings.text("page-break").trim() {
            "" => "\n\n".to_owned(),
            line => format!("\n\n{line}\n\n"),
        };
        let mut text = pages.join(&page_break);
        if !text.is_empty() {
            text.push('\n');
        }
        let file = Artifact {
            name: "page.md".into(),
            media_type: "text/markdown".into(),
            data: text.into_bytes(),
        };
        Ok(DocumentOutput {
            document,
            artifacts: vec![file],
        })
    }
}

inkstone_plugin::export_document_processor!(Markdown);
