//! Pages for tests, made without a model.

use inkstone::pipeline::{BlockRecord, PageRecord, TokenRecord};
use inkstone::plugin::{Artifact, Document};

use super::ReadPage;

/// A page with this text: a line each, one below the other, each a token.
pub fn sample_page(text: &str) -> ReadPage {
    let line = |(index, line): (usize, &str)| {
        let top = 10.0 + 20.0 * index as f32;
        BlockRecord {
            kind: "line".into(),
            text: line.into(),
            source: None,
            quad: Some([
                [10.0, top],
                [90.0, top],
                [90.0, top + 16.0],
                [10.0, top + 16.0],
            ]),
            mean_confidence: Some(0.9),
        }
    };
    let token = |line: &str| TokenRecord {
        id: 7,
        text: line.into(),
        log_prob: -0.125,
    };
    let record = PageRecord {
        sources: vec!["page.png".into()],
        page: None,
        image_sizes: vec![[100, 200]],
        grid_thw: vec![[1, 8, 16]],
        text: text.into(),
        blocks: text.lines().enumerate().map(line).collect(),
        mean_confidence: Some(0.9),
        stop: "end-of-answer",
        notes: Vec::new(),
        prompt_tokens: 4,
        generated_tokens: text.lines().count(),
        tokens: Some(text.lines().map(token).collect()),
        device: "cpu".into(),
        dtype: "float32",
        model: "scripted".into(),
        timings: None,
        failed_plugins: Vec::new(),
        document: Document {
            language: None,
            pages: Vec::new(),
        },
        artifacts: vec![Artifact {
            name: "page.md".into(),
            media_type: "text/markdown".into(),
            data: text.as_bytes().to_vec(),
        }],
    };
    ReadPage::new(record, 1.25)
}
