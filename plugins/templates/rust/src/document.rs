//! {{title}}: replaces typographic characters by those of a keyboard.

use inkstone_plugin::{
    Artifact, Document, DocumentOutput, DocumentProcessor, Error, Info, Settings,
    export_document_processor,
};

/// Who it is, for ever; pipelines and settings refer to it.
const ID: &str = "{{id}}";

/// What people read.
const NAME: &str = "{{title}}";

/// Makes quotation marks, dashes and spaces plain, and a text file of the result if that is wanted.
pub struct Plugin;

impl DocumentProcessor for Plugin {
    fn info() -> Info {
        Info::new(ID, NAME, env!("CARGO_PKG_VERSION"))
            .description("Replaces typographic quotation marks, dashes and spaces by plain ones")
            .toggle(
                "text-file",
                "Text file",
                "Also make text.txt of the text",
                false,
            )
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        for block in document.pages.iter_mut().flat_map(|page| &mut page.blocks) {
            // One character for one character, so the spans of the block stay right.
            block.text = block.text.chars().map(plain).collect();
        }
        let mut artifacts = Vec::new();
        if settings.toggle("text-file") {
            let blocks = document.pages.iter().flat_map(|page| &page.blocks);
            let lines: String = blocks.map(|block| format!("{}\n", block.text)).collect();
            artifacts.push(Artifact {
                name: "text.txt".into(),
                media_type: "text/plain".into(),
                data: lines.into_bytes(),
            });
        }
        Ok(DocumentOutput {
            document,
            artifacts,
        })
    }
}

export_document_processor!(Plugin);

fn plain(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::{Block, BlockKind, Page, testing};

    fn process(text: &str, settings: &[(&str, &str)]) -> DocumentOutput {
        let document = Document {
            language: None,
            pages: vec![Page {
                number: 1,
                width: 0,
                height: 0,
                blocks: vec![Block::new(BlockKind::Paragraph, text)],
            }],
        };
        let settings = testing::settings(&Plugin::info(), settings).unwrap();
        Plugin::process(document, &settings).unwrap()
    }

    #[test]
    fn replaces_and_keeps_the_rest() {
        let output = process("\u{201c}a\u{2013}b\u{201d}\u{a0}é", &[]);
        assert_eq!(output.document.pages[0].blocks[0].text, "\"a-b\" é");
        assert!(output.artifacts.is_empty());
    }

    #[test]
    fn makes_a_text_file() {
        let output = process("one", &[("text-file", "true")]);
        assert_eq!(output.artifacts[0].data, b"one\n");
    }
}
