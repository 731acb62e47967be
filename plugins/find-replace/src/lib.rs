//! Replaces text in every block, literally or by a regular expression.

mod find;

use document_edit::{Edit, edit_block};
use inkstone_plugin::{
    Document, DocumentOutput, DocumentProcessor, Error, Info, Level, SettingError, Settings, host,
};

use find::Pattern;

/// The plugin.
pub struct FindReplace;

impl DocumentProcessor for FindReplace {
    fn info() -> Info {
        Info::new(
            "inkstone/find-replace",
            "Find and replace",
            env!("CARGO_PKG_VERSION"),
        )
        .description("Replaces text in every block, literally or by a regular expression.")
        .author("Inkstone")
        .text(
            "pattern",
            "Find",
            "What to look for; nothing is replaced while it is empty",
            "",
        )
        .text(
            "replacement",
            "Replace with",
            "In a regular expression $1 or ${name} is a group, $$ a dollar sign",
            "",
        )
        .toggle(
            "regex",
            "Regular expression",
            "Read the pattern as a regular expression",
            false,
        )
        .toggle(
            "ignore-case",
            "Ignore case",
            "In regular expressions of the letters a to z only",
            false,
        )
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let text = settings.text("pattern");
        if text.is_empty() {
            return Ok(document.into());
        }
        let ignore_case = settings.toggle("ignore-case");
        let pattern = match settings.toggle("regex") {
            true => Pattern::regex(text, ignore_case).map_err(invalid_pattern)?,
            false => Pattern::literal(text, ignore_case),
        };
        let replacement = settings.text("replacement");
        let mut count = 0;
        for block in document.pages.iter_mut().flat_map(|page| &mut page.blocks) {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            let edits: Vec<Edit> = pattern.replacements(&block.text, replacement);
            count += edits.len();
            edit_block(block, &edits);
        }
        host::log(Level::Info, &format!("{count} replaced"));
        Ok(document.into())
    }
}

fn invalid_pattern(message: String) -> Error {
    Error::InvalidSetting(SettingError {
        key: "pattern".into(),
        message,
    })
}

inkstone_plugin::export_document_processor!(FindReplace);
