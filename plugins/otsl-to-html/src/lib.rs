//! Finds the tables in a document's blocks, OTSL and the rows of chart answers, and writes each as a block of its own. See [`to_html`] for OTSL.

mod blocks;
mod chart;
mod forms;
mod html;
mod otsl;
mod rows;
mod spans;

use inkstone_plugin::{Document, DocumentOutput, DocumentProcessor, Error, Info, Settings, host};

pub use forms::Form;
pub use html::escape;
pub use otsl::{Cell, MAX_CELLS, Mode, Table, contains_otsl, parse, split_around, to_html};
pub use rows::Tag;

pub(crate) use otsl::strip;

/// The plugin.
pub struct OtslToHtml;

impl DocumentProcessor for OtslToHtml {
    fn info() -> Info {
        Info::new("inkstone/otsl-to-html", "Tables", env!("CARGO_PKG_VERSION"))
            .description("Turns the tables that the model writes as OTSL, and its answers for charts, into HTML, tab-separated or Markdown tables.")
            .author("Inkstone")
            .choice(
                "form",
                "Form",
                "What a table's text becomes; Markdown tables have no merged cells, so that such tables stay HTML",
                "html",
                &[
                    ("html", "HTML"),
                    ("tsv", "Tab-separated"),
                    ("markdown", "Markdown"),
                ],
            )
            .choice(
                "mode",
                "Mode",
                "How to read tables that PaddleX misreads",
                "robust",
                &[
                    ("robust", "Robust"),
                    ("upstream-exact", "As PaddleX, mistakes included"),
                ],
            )
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let form = match settings.text("form") {
            "tsv" => Form::Tsv,
            "markdown" => Form::Markdown,
            _ => Form::Html,
        };
        let mode = match settings.text("mode") {
            "upstream-exact" => Mode::UpstreamExact,
            _ => Mode::Robust,
        };
        for page in &mut document.pages {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            page.blocks = blocks::with_tables(std::mem::take(&mut page.blocks), form, mode);
        }
        Ok(document.into())
    }
}

inkstone_plugin::export_document_processor!(OtslToHtml);
