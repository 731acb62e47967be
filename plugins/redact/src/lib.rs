//! Takes e-mail addresses, phone numbers and payment card numbers out of a document: out of its texts and of what the model wrote.

mod card;
mod email;
mod phone;
mod scan;

use std::ops::Range;

use document_edit::{Edit, edit_block, edit_text};
use inkstone_plugin::{
    Document, DocumentOutput, DocumentProcessor, Error, Info, Level, Settings, host,
};

use scan::Scan;

/// The plugin.
pub struct Redact;

impl DocumentProcessor for Redact {
    fn info() -> Info {
        Info::new("inkstone/redact", "Redact", env!("CARGO_PKG_VERSION"))
            .description("Takes e-mail addresses, phone numbers and payment card numbers out of the document. What it does not recognise stays, so check the result.")
            .author("Inkstone")
            .text("replacement", "Replace with", "What stands in the place of each", "[redacted]")
            .toggle("email", "E-mail addresses", "Such as ada@example.org", true)
            .toggle("phone", "Phone numbers", "International and common national forms", true)
            .toggle("card", "Card numbers", "Numbers of payment cards whose checksum is right, also with spaces in the wrong places", true)
    }

    fn process(mut document: Document, settings: &Settings) -> Result<DocumentOutput, Error> {
        let replacement = settings.text("replacement");
        let kinds = Kinds {
            email: settings.toggle("email"),
            phone: settings.toggle("phone"),
            card: settings.toggle("card"),
        };
        let mut count = 0;
        for block in document.pages.iter_mut().flat_map(|page| &mut page.blocks) {
            if host::is_cancelled() {
                return Err(Error::Cancelled);
            }
            let edits = |text: &str| -> Vec<Edit> {
                let found = kinds.find(text).into_iter();
                found.map(|range| Edit::new(range, replacement)).collect()
            };
            let (text, source) = (edits(&block.text), edits(&block.source));
            count += text.len().max(source.len());
            edit_block(block, &text);
            block.source = edit_text(&block.source, &source);
        }
        // Also of a page where nothing was found: a misread number is not recognised.
        let text = format!("{count} redacted; what was not recognised stays, so check the result");
        host::log(Level::Warn, &text);
        Ok(document.into())
    }
}

/// Finds the places of one kind, in characters and in order.
type Finder = fn(&Scan) -> Vec<Range<usize>>;

/// What is looked for.
struct Kinds {
    email: bool,
    phone: bool,
    card: bool,
}

impl Kinds {
    /// The bytes to take out, in order. What overlaps is taken out once, as the kind that is more certain.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let scan = Scan::new(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        let finders: [(bool, Finder); 3] = [
            (self.email, email::find),
            (self.card, card::find),
            (self.phone, phone::find),
        ];
        for (_, find) in finders.into_iter().filter(|(wanted, _)| *wanted) {
            let mut new = find(&scan);
            new.retain(|range| {
                let after = found.partition_point(|f| f.end <= range.start);
                found.get(after).is_none_or(|f| range.end <= f.start)
            });
            found.extend(new);
            found.sort_by_key(|range| range.start);
        }
        let bytes = |range: Range<usize>| scan.byte(range.start)..scan.byte(range.end);
        found.into_iter().map(bytes).collect()
    }
}

inkstone_plugin::export_document_processor!(Redact);
