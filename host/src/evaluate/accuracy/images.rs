//! The images that an evaluation compares devices on.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use image::RgbImage;

use crate::evaluate::{EvalError, FailedPage, Watch, distinct_names};
use crate::pipeline::{LineCutter, OpenReaderError, ReadOptions, ReaderCard};
use crate::plugin::{PluginError, Reason};
use crate::processor::image::ImageProcessor;
use crate::processor::input::{InputError, InputOptions, Inputs};

/// An image to be read on both sides.
pub struct EvalImage {
    /// Its file, with as much of its folder as tells it from others of the same name, with the page where there are several, and with the
    /// line where it was cut into lines.
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

    /// Cuts pages into the lines that a model reads, each of them an image from now on, and says so. A page that cannot be cut is told and
    /// left out.
    ///
    /// # Errors
    /// When no line is found, or the watch asks to stop.
    pub(super) fn cut_into_lines(
        &mut self,
        (card, cutter): (&ReaderCard, &LineCutter),
        watch: &mut Watch<'_>,
    ) -> Result<Vec<String>, EvalError> {
        let pages = std::mem::take(&mut self.images);
        let (mut notes, mut lines, count) = (Vec::new(), 0, pages.len());
        for (index, page) in pages.into_iter().enumerate() {
            watch.tell("cutting pages into lines", index as f64 / count as f64)?;
            let pieces = match pieces_of_lines(cutter, &page.name, &page.image, &watch.cancel) {
                Ok(pieces) => pieces,
                Err(error) if error.reason == Reason::Cancelled => {
                    return Err(EvalError::Cancelled);
                }
                Err(error) => {
                    self.failed.push(FailedPage {
                        name: page.name,
                        error: error.to_string(),
                    });
                    continue;
                }
            };
            match pieces.last() {
                Some((last, _)) => lines += last + 1,
                None => notes.push(format!("{}: there is no line of text on it", page.name)),
            }
            self.images
                .extend(pieces.into_iter().map(|(_, piece)| piece));
        }
        if self.images.is_empty() && self.failed.is_empty() {
            return Err(EvalError::Mismatch(format!(
                "there is nothing to compare: no line of text was found on the pages\nhint: give pages with text; the {} reads {}",
                card.name, card.about
            )));
        }
        let pages = if count == 1 { "page was" } else { "pages were" };
        let pieces = match self.images.len() {
            same if same == lines => String::new(),
            more => format!(" in {more} pieces"),
        };
        notes.insert(
            0,
            format!(
                "the {} reads single lines, so {count} {pages} cut into {lines} lines{pieces}, each compared by itself",
                card.name
            ),
        );
        Ok(notes)
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

/// The pieces of a page's lines in reading order, each with its line from 0. A line is in several pieces where it is too long for the model.
pub(in crate::evaluate) fn pieces_of_lines(
    cutter: &LineCutter,
    name: &str,
    page: &RgbImage,
    cancel: &Arc<AtomicBool>,
) -> Result<Vec<(usize, EvalImage)>, PluginError> {
    let crops = cutter.crops(page, cancel)?;
    let lines: Vec<usize> = crops.iter().map(|(line, _)| *line).collect();
    let names = piece_names(name, &lines);
    let pieces = crops.into_iter().zip(names);
    Ok(pieces
        .map(|((line, image), name)| (line, EvalImage { name, image }))
        .collect())
}

/// Names of pieces, from the line of each.
fn piece_names(page: &str, lines: &[usize]) -> Vec<String> {
    let of = |lines: &[usize], line| lines.iter().filter(|other| **other == line).count();
    let pieces = lines.iter().enumerate();
    let names = pieces.map(|(at, &line)| match of(lines, line) {
        1 => format!("{page}, line {}", line + 1),
        _ => format!(
            "{page}, line {}, piece {}",
            line + 1,
            of(&lines[..=at], line)
        ),
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_long_line_are_told_apart() {
        assert_eq!(
            piece_names("a.png", &[0, 1, 1, 2]),
            [
                "a.png, line 1",
                "a.png, line 2, piece 1",
                "a.png, line 2, piece 2",
                "a.png, line 3",
            ]
        );
    }
}
