//! OmniDocBench's annotations: one JSON list with an object per page, whose `layout_dets` are the blocks and whose `page_info` names the
//! image.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::dataset::{DataError, Dataset, TextPage, Truth};
use crate::pipeline::Format;
use crate::processor::input::Document;

/// Folders that images are looked for in, beside the JSON file.
const FOLDERS: [&str; 3] = ["images", "imgs", "."];
/// How much of a file decides whether it is one.
const HEAD: u64 = 64 << 10;
/// Categories that are no part of a page's text.
const LEFT_OUT: [&str; 10] = [
    "header",
    "footer",
    "page_number",
    "page_footnote",
    "abandon",
    "figure",
    "need_mask",
    "text_mask",
    "table_mask",
    "organic_chemical_formula_mask",
];

/// Whether a file looks like one, by its beginning.
pub(super) fn is_one(path: &Path) -> bool {
    let Ok(file) = std::fs::File::open(path) else {
        return false;
    };
    let mut head = Vec::new();
    if file.take(HEAD).read_to_end(&mut head).is_err() {
        return false;
    }
    let head = String::from_utf8_lossy(&head);
    head.trim_start().starts_with('[')
        && (head.contains("\"layout_dets\"") || head.contains("\"page_info\""))
}

/// Reads a file. The text of a page is that of its blocks in their order, with tables as HTML and formulas in LaTeX.
///
/// # Errors
/// When it cannot be read or is something else.
pub(super) fn read(path: &Path) -> Result<Dataset, DataError> {
    let wrong = |reason: String| DataError::Format {
        path: path.to_owned(),
        reason,
    };
    let bytes = std::fs::read(path).map_err(|source| DataError::Read {
        path: path.to_owned(),
        source,
    })?;
    let value: Value =
        serde_json::from_slice(&bytes).map_err(|error| wrong(format!("not JSON: {error}")))?;
    let pages = value
        .as_array()
        .filter(|pages| !pages.is_empty())
        .ok_or_else(|| wrong("expected OmniDocBench's list of pages".into()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut data = Dataset::default();
    for (index, page) in pages.iter().enumerate() {
        let info = &page["page_info"];
        let Some(image) = info["image_path"].as_str() else {
            return Err(wrong(format!(
                "page {} has no page_info.image_path, so this is not OmniDocBench's form",
                index + 1
            )));
        };
        let (text, unread) = page_text(page);
        if unread > 0 {
            data.notes.push(format!(
                "{image}: {unread} block(s) have no text and count as nothing"
            ));
        }
        data.pages.push(TextPage {
            name: image.to_owned(),
            document: Document::named(find(folder, image)),
            truth: Ok(Truth {
                text,
                format: Format::Markdown,
            }),
            language: info["page_attribute"]["language"]
                .as_str()
                .map(ToOwned::to_owned),
        });
    }
    Ok(data)
}

/// Where a page's image lies; if it is nowhere, where it should, so that reading it says what is missing.
fn find(folder: &Path, image: &str) -> PathBuf {
    let places = FOLDERS.map(|name| folder.join(name).join(image));
    let found = places.iter().find(|place| place.is_file());
    found.unwrap_or(&places[0]).clone()
}

/// A page's text, and how many of its blocks should have one and have none.
fn page_text(page: &Value) -> (String, usize) {
    let blocks = page["layout_dets"].as_array().into_iter().flatten();
    let mut blocks: Vec<(f64, &Value)> = blocks
        .filter(|block| {
            let category = block["category_type"].as_str().unwrap_or_default();
            !LEFT_OUT.contains(&category) && block["ignore"].as_bool() != Some(true)
        })
        .filter_map(|block| Some((block["order"].as_f64()?, block)))
        .collect();
    blocks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut unread = 0;
    let texts = blocks.iter().filter_map(|(_, block)| {
        let text = |key: &str| block[key].as_str().filter(|text| !text.trim().is_empty());
        let found = match block["category_type"].as_str().unwrap_or_default() {
            "table" => text("html").or_else(|| text("latex")),
            "equation_isolated" => text("latex").or_else(|| text("text")),
            _ => text("text"),
        };
        unread += usize::from(found.is_none());
        found
    });
    let texts: Vec<&str> = texts.collect();
    (texts.join("\n\n"), unread)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn blocks_are_read_in_their_order() {
        let page = json!({"layout_dets": [
            {"category_type": "text_block", "order": 2, "text": "second"},
            {"category_type": "title", "order": 1, "text": "first"},
            {"category_type": "header", "order": 0, "text": "not this"},
            {"category_type": "text_block", "order": 3, "ignore": true, "text": "nor this"},
            {"category_type": "figure", "order": 4},
            {"category_type": "table", "order": 5, "html": "<table></table>", "latex": "x"},
            {"category_type": "equation_isolated", "order": 6, "latex": "$$e$$"},
            {"category_type": "text_block", "order": 7, "text": ""},
            {"category_type": "text_block", "order": null, "text": "unordered"},
        ]});
        let (text, unread) = page_text(&page);
        assert_eq!(text, "first\n\nsecond\n\n<table></table>\n\n$$e$$");
        assert_eq!(unread, 1);
    }
}
