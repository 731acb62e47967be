//! Joins lines to paragraphs: blocks of one line each, as a line reader gives them, and texts with an end to every line.

mod breaks;
mod geometry;
mod hyphens;
mod lines;

use document_edit::{Edit, append, edit_block, unite};
use inkstone_plugin::{
    Block, BlockKind, Document, DocumentOutput, DocumentProcessor, Error, Info, Settings, Span,
    host,
};

use hyphens::{Hyphens, Joint, Words};
use lines::{Line, Run};

/// The plugin.
pub struct JoinLines;

impl DocumentProcessor for JoinLines {
    fn info() -> Info {
        Info::new("inkstone/join-lines", "Join lines", env!("CARGO_PKG_VERSION"))
            .description("Joins lines to paragraphs and undoes hyphenation at line ends.")
            .author("Inkstone")
            .choice(
                "hyphens",
                "Hyphens at line ends",
                "What becomes of a hyphen between a letter at a line's end and a small letter at the start of the next; soft hyphens always go",
                "smart",
                &[
                    ("smart", "Keep where the document writes the word with one"),
                    ("remove", "Remove"),
                    ("keep", "Keep"),
                ],
            )
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let words = Words::of(&document);
        let hyphens = match settings.text("hyphens") {
            "remove" => Hyphens::Remove,
            "keep" => Hyphens::Keep,
            _ => Hyphens::Smart(&words),
        };
        for page in &mut document.pages {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            page.blocks = joined(std::mem::take(&mut page.blocks), &hyphens);
        }
        Ok(document.into())
    }
}

/// A page's blocks with their lines joined. Blocks that are no paragraphs stay and keep those around them apart.
fn joined(blocks: Vec<Block>, hyphens: &Hyphens<'_>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for run in lines::runs(blocks) {
        match run {
            Run::Other(block) => out.push(block),
            Run::Blocks(blocks) => {
                let lines: Vec<Line> = blocks.iter().map(Line::of_block).collect();
                let mut blocks = blocks.into_iter();
                for group in breaks::paragraphs(&lines) {
                    let mut own = blocks.by_ref().take(group.len());
                    match group {
                        [_] => out.extend(own.next()),
                        _ => {
                            own.by_ref().for_each(drop);
                            out.push(paragraph(group, hyphens));
                        }
                    }
                }
            }
            Run::Text(block) => {
                let lines = lines::of_text(&block);
                let groups = breaks::paragraphs(&lines);
                if groups.len() == lines.len() {
                    // Nothing to join: a list or a receipt, which is better left as it is.
                    out.push(block);
                    continue;
                }
                out.extend(groups.into_iter().map(|group| Block {
                    region: block.region.clone(),
                    ..paragraph(group, hyphens)
                }));
            }
        }
    }
    out
}

/// One block of lines. A line with a region of its own and no spans becomes a span, so that its place stays known.
fn paragraph(lines: &[Line], hyphens: &Hyphens<'_>) -> Block {
    let mut block = Block::new(BlockKind::Paragraph, "");
    for line in lines {
        if !block.text.is_empty() {
            let Joint { drop, put } = hyphens.joint(&block.text, &line.text);
            let end = block.text.len();
            if drop > 0 {
                edit_block(&mut block, &[Edit::new(end - drop..end, "")]);
            }
            block.text.push_str(put);
        }
        match (&line.region, line.spans.is_empty()) {
            (Some(region), true) => {
                let whole = Span {
                    start: 0,
                    end: u32::MAX,
                    confidence: region.confidence,
                    region: Some(region.clone()),
                };
                append(&mut block, &line.text, &[whole]);
            }
            _ => append(&mut block, &line.text, &line.spans),
        }
    }
    let sources: Vec<&str> = lines.iter().map(|line| line.source.as_str()).collect();
    block.source = sources.join("\n");
    block.region = unite(lines.iter().filter_map(|line| line.region.as_ref()));
    block
}

inkstone_plugin::export_document_processor!(JoinLines);
