//! Cuts blocks that a model filled by repeating itself, by the rules of the PaddleX pipeline. See [`truncate()`] for the rules.

mod periods;
mod truncate;

use document_edit::part;
use inkstone_plugin::{
    Block, Document, DocumentOutput, DocumentProcessor, Error, Info, Level, Settings, host,
};

pub use truncate::{Rule, TABLE_MIN_CHARS, TEXT_MIN_CHARS, Truncated, truncate};

/// The plugin.
pub struct RepetitionGuard;

impl DocumentProcessor for RepetitionGuard {
    fn info() -> Info {
        Info::new(
            "inkstone/repetition-guard",
            "Repetition guard",
            env!("CARGO_PKG_VERSION"),
        )
        .description("Cuts text that the model filled by repeating itself, by the rules of the PaddleX pipeline.")
        .author("Inkstone")
        .integer(
            "min-chars",
            "Shortest text",
            "Shorter texts are left as they are",
            TEXT_MIN_CHARS as i32,
            0..=1_000_000,
        )
        .unit("characters")
        .integer(
            "table-min-chars",
            "Shortest table",
            "The same for tables, whose rows may rightly repeat",
            TABLE_MIN_CHARS as i32,
            0..=1_000_000,
        )
        .unit("characters")
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let limit = |key| usize::try_from(settings.integer(key)).unwrap_or(0);
        let (text, table) = (limit("min-chars"), limit("table-min-chars"));
        for block in document.pages.iter_mut().flat_map(|page| &mut page.blocks) {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            let is_table = holds_otsl(&block.text) || holds_otsl(&block.source);
            guard(block, if is_table { table } else { text });
        }
        Ok(document.into())
    }
}

/// Cuts one block. Its source stays what the model wrote.
fn guard(block: &mut Block, min_chars: usize) {
    let Truncated { text, rule } = truncate(&block.text, min_chars);
    let Some(rule) = rule else {
        return;
    };
    // What is left is a piece of the block's own text.
    let start = text.as_ptr().addr() - block.text.as_ptr().addr();
    let kept = part(block, start..start + text.len());
    (block.text, block.spans) = (kept.text, kept.spans);
    host::log(Level::Warn, &format!("repeated text was cut ({rule:?})"));
}

/// Whether a text holds a tag of OTSL, the model's table language.
fn holds_otsl(text: &str) -> bool {
    ["<fcel>", "<ecel>", "<lcel>", "<ucel>", "<xcel>", "<nl>"]
        .iter()
        .any(|tag| text.contains(tag))
}

inkstone_plugin::export_document_processor!(RepetitionGuard);
