//! Pages for tests, as if they had been read.

use inkstone::pipeline::{BlockRecord, PageRecord};
use inkstone::plugin::{Block, BlockKind, Document, Page};

use super::ReadPage;

/// A page of blocks by kind and text, each below the other on a page of 1000 by 1000 pixels.
pub fn read_page(blocks: &[(&str, &str)]) -> ReadPage {
    let kind = |name: &str| match name {
        "paragraph" => BlockKind::Paragraph,
        "table" => BlockKind::Table,
        "formula" => BlockKind::Formula,
        name => match name.strip_prefix("heading ") {
            Some(level) => BlockKind::Heading(level.parse().expect("a level")),
            None => BlockKind::Other(name.into()),
        },
    };
    let document = Document {
        language: None,
        pages: vec![Page {
            number: 1,
            width: 1000,
            height: 1000,
            blocks: blocks
                .iter()
                .map(|(name, text)| Block {
                    kind: kind(name),
                    text: (*text).into(),
                    source: (*text).into(),
                    region: None,
                    spans: Vec::new(),
                })
                .collect(),
        }],
    };
    let step = 1000.0 / blocks.len() as f32;
    let records = blocks.iter().enumerate().map(|(index, (kind, text))| {
        let (top, bottom) = (index as f32 * step, (index as f32 + 0.9) * step);
        BlockRecord {
            kind: (*kind).into(),
            text: (*text).into(),
            source: None,
            quad: Some([[0.0, top], [1000.0, top], [1000.0, bottom], [0.0, bottom]]),
            mean_confidence: Some(0.99),
        }
    });
    let texts: Vec<&str> = blocks.iter().map(|(_, text)| *text).collect();
    let record = PageRecord {
        sources: vec!["page.png".into()],
        page: None,
        image_sizes: vec![[1000, 1000]],
        grid_thw: vec![[1, 2, 2]],
        text: texts.join("\n\n"),
        blocks: records.collect(),
        mean_confidence: Some(0.99),
        stop: "end-of-answer",
        notes: Vec::new(),
        prompt_tokens: 1,
        generated_tokens: 1,
        tokens: None,
        device: "cpu".into(),
        dtype: "float32",
        model: "model".into(),
        timings: None,
        failed_plugins: Vec::new(),
        document,
        artifacts: Vec::new(),
    };
    ReadPage {
        text: record.to_text(),
        markdown: record.to_markdown(),
        json: record.to_json(),
        record,
        seconds: 1.0,
        pipeline: "default".into(),
    }
}
