//! Pages for tests, as if they had been read.

use inkstone::pipeline::{BlockRecord, PageRecord, TokenRecord};
use inkstone::plugin::{Artifact, Block, BlockKind, Document, Page};

use super::ReadPage;

/// A page of blocks by kind and text, each below the other on a page of 1000 by 1000 pixels.
pub fn read_page(blocks: &[(&str, &str)]) -> ReadPage {
    let texts: Vec<&str> = blocks.iter().map(|(_, text)| *text).collect();
    ReadPage::new(record(blocks, texts.join("\n\n")), 1.0, "default".into())
}

/// A page with this text: a line each, each a token, and its Markdown.
pub fn sample_page(text: &str) -> ReadPage {
    let lines: Vec<_> = text.lines().map(|line| ("line", line)).collect();
    let token = |(number, (_, line)): (usize, &(&str, &str))| TokenRecord {
        id: 7,
        text: (*line).into(),
        log_prob: -0.125,
        line: Some(number),
        piece: None,
    };
    let record = PageRecord {
        generated_tokens: lines.len(),
        tokens: Some(lines.iter().enumerate().map(token).collect()),
        artifacts: vec![Artifact {
            name: "page.md".into(),
            media_type: "text/markdown".into(),
            data: text.as_bytes().to_vec(),
        }],
        ..record(&lines, text.into())
    };
    ReadPage::new(record, 1.25, "default".into())
}

fn record(blocks: &[(&str, &str)], text: String) -> PageRecord {
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
    PageRecord {
        sources: vec!["page.png".into()],
        page: None,
        image_sizes: vec![[1000, 1000]],
        grid_thw: vec![[1, 2, 2]],
        text,
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
        raw: None,
        logs: Vec::new(),
    }
}
