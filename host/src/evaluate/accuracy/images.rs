//! The images that an evaluation compares devices on.

use crate::evaluate::distinct_names;
use crate::processor::input::{Document, InputError, InputOptions};

use super::run::EvalImage;

/// Decodes the pages of documents, each page with its own outcome. Those of the same file name are named with as much of their folders as
/// tells them apart.
pub fn eval_images(documents: &[Document]) -> Vec<Result<EvalImage, InputError>> {
    let paths: Vec<_> = documents.iter().map(|d| d.path.as_path()).collect();
    let mut images = Vec::new();
    for (document, name) in documents.iter().zip(distinct_names(&paths)) {
        match document.open(&InputOptions::default()) {
            Err(error) => images.push(Err(error)),
            Ok(pages) => images.extend(pages.map(|page| {
                page.map(|page| EvalImage {
                    name: match page.count {
                        1 => name.clone(),
                        _ => format!("{name}, page {}", page.index + 1),
                    },
                    image: page.image,
                })
            })),
        }
    }
    images
}
