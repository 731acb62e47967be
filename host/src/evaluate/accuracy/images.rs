//! The images that an evaluation compares devices on.

use std::path::Path;

use image::RgbImage;

use crate::evaluate::{EvalError, FailedPage, distinct_names};
use crate::pipeline::{OpenReaderError, ReadOptions};
use crate::processor::image::ImageProcessor;
use crate::processor::input::{InputError, InputOptions, Inputs};

/// An image to be read on both sides.
pub struct EvalImage {
    /// Its file, with as much of its folder as tells it from others of the same name, and with the page where there are several.
    pub name: String,
    /// Its pixels.
    pub image: RgbImage,
}

/// The images of an evaluation.
#[derive(Default)]
pub struct EvalImages {
    /// Those that are read.
    pub images: Vec<EvalImage>,
    /// Those that could not be.
    pub failed: Vec<FailedPage>,
}

impl EvalImages {
    /// Decodes all pages of some inputs. Files of the same name are told apart by as much of their folders as that takes.
    pub fn decode(inputs: &Inputs) -> Self {
        let failed = |name: String, error: &InputError| FailedPage {
            name,
            error: error.to_string(),
        };
        let mut all = Self {
            images: Vec::new(),
            failed: (inputs.errors.iter())
                .map(|error| failed(error.subject(), error))
                .collect(),
        };
        let documents = &inputs.documents;
        let paths: Vec<_> = documents.iter().map(|d| d.path.as_path()).collect();
        for (document, name) in documents.iter().zip(distinct_names(&paths)) {
            let pages = match document.open(&InputOptions::default()) {
                Ok(pages) => pages,
                Err(error) => {
                    all.failed.push(failed(name, &error));
                    continue;
                }
            };
            let numbered = |number: usize| format!("{name}, page {number}");
            for page in pages {
                match page {
                    Ok(page) => all.images.push(EvalImage {
                        name: match page.count {
                            1 => name.clone(),
                            _ => numbered(page.index + 1),
                        },
                        image: page.image,
                    }),
                    Err(error) => {
                        let name = match &error {
                            InputError::Page { number, .. } => numbered(*number),
                            _ => name.clone(),
                        };
                        all.failed.push(failed(name, &error));
                    }
                }
            }
        }
        all
    }

    /// Leaves out the images of which a checkpoint's image processor makes nothing.
    ///
    /// # Errors
    /// When the checkpoint does not say how it takes images.
    pub(super) fn leave_out_impossible(
        &mut self,
        model: &Path,
        read: &ReadOptions,
    ) -> Result<(), EvalError> {
        let processor = ImageProcessor::from_file(model.join("preprocessor_config.json"));
        let mut processor = processor.map_err(OpenReaderError::from)?;
        processor.limits = read.limits.unwrap_or(processor.limits);
        for image in std::mem::take(&mut self.images) {
            let (width, height) = image.image.dimensions();
            match processor.grid(height as usize, width as usize) {
                Ok(_) => self.images.push(image),
                Err(error) => self.failed.push(FailedPage {
                    name: image.name,
                    error: error.to_string(),
                }),
            }
        }
        Ok(())
    }
}
