//! Reading with a model that was trained on single lines: the page is cut into lines first, and their texts are put together again.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use image::RgbImage;
use image::imageops;
use serde::Deserialize;
use split_lines::{Cut, Page, Rect, split, straighten};

use super::reader::{ReadError, ReadEvent, ReadOptions, Reader, Reading};
use crate::generate::stop::StopReason;
use crate::generate::{LogitsRecorder, Timings};
use crate::processor::image::{PixelLimits, resize_bicubic};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

/// Tokens that no line needs more of: an endless answer to one crop ends there.
const MOST_TOKENS_PER_PIECE: usize = 160;

/// What `reader.json` says beside a checkpoint that was not trained on whole pages.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ReaderCard {
    /// What to call it, for people.
    pub name: String,
    /// What it reads and what it does not, in one line.
    pub about: String,
    /// The lines that it was trained on.
    pub line: LineFormat,
}

/// The form of the line images that a model was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct LineFormat {
    /// Height in pixels that every line is scaled to.
    pub height: u32,
    /// The width is padded on the right, with the line's edge colour, to a multiple of this many pixels.
    pub step: u32,
    /// Lines wider than this many times their height are cut at word gaps.
    pub aspect: f32,
}

impl ReaderCard {
    /// Reads `reader.json`; none where there is no such file.
    ///
    /// # Errors
    /// When the file cannot be read or does not say what it must, naming it.
    pub fn from_dir(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join("reader.json");
        let text = match std::fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            result => result.map_err(|e| format!("{}: cannot read: {e}", path.display()))?,
        };
        let card: Self =
            serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
        let LineFormat {
            height,
            step,
            aspect,
        } = card.line;
        if !(1..=4096).contains(&height)
            || !(1..=4096).contains(&step)
            || aspect.is_nan()
            || aspect < 1.0
        {
            return Err(format!(
                "{}: line height and step must be 1 to 4096, aspect at least 1",
                path.display()
            ));
        }
        Ok(Some(card))
    }
}

/// A region of the page and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Region {
    /// Its text.
    pub text: String,
    /// Its corners on the page in pixels: top left, top right, bottom right, bottom left.
    pub quad: [(f32, f32); 4],
    /// Its tokens within the reading's.
    pub tokens: std::ops::Range<usize>,
}

/// Scales a crop to the line height and pads it, as training did.
pub fn line_image(crop: &RgbImage, format: LineFormat) -> RgbImage {
    let (w, h) = (crop.width().max(1), crop.height().max(1));
    let scaled = (f64::from(w) * f64::from(format.height) / f64::from(h)).round_ties_even();
    let width = (scaled as u32).max(format.step / 4).max(1);
    let line = resize_bicubic(crop, width, format.height);
    RgbImage::from_fn(
        width.next_multiple_of(format.step),
        format.height,
        |x, y| *line.get_pixel(x.min(width - 1), y),
    )
}

impl Reader {
    /// Reads a page line by line. The texts of lines are joined by line ends, those of a line's pieces by spaces.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub(super) fn read_lines(
        &self,
        page: &RgbImage,
        format: LineFormat,
        options: &ReadOptions,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let started = Instant::now();
        let (width, height) = (page.width() as usize, page.height() as usize);
        let pixels = Page::new(page.as_raw(), width, height, 3)
            .map_err(|error| ReadError::Page(error.to_string()))?;
        let cut = split(&pixels);
        let straight = RgbImage::from_raw(cut.width, cut.height, straighten(&pixels, &cut))
            .ok_or_else(|| {
                ReadError::Page("its straightened form has an impossible size".into())
            })?;
        let pieces: Vec<Vec<Rect>> = cut
            .lines
            .iter()
            .map(|line| line.pieces(&cut, format.aspect))
            .collect();
        let total = pieces.iter().map(Vec::len).sum();
        let mut whole = Gathered {
            reading: Reading::empty(),
            done: 0,
            total,
        };
        whole.reading.preprocess = started.elapsed();
        for (line, pieces) in cut.lines.iter().zip(pieces) {
            let first_token = whole.reading.generation.tokens.len();
            let mut texts: Vec<String> = Vec::new();
            for rect in pieces {
                if !texts.is_empty() {
                    let _ = observer(ReadEvent::Text(" "));
                }
                let crop = imageops::crop_imm(
                    &straight,
                    rect.left,
                    rect.top,
                    rect.width().max(1),
                    rect.height().max(1),
                );
                let piece = self.read_line(&crop.to_image(), format, options, None, observer)?;
                texts.push(piece.text.trim().to_owned());
                if whole.add(piece, observer).is_break() {
                    break;
                }
            }
            texts.retain(|text| !text.is_empty());
            let tokens = first_token..whole.reading.generation.tokens.len();
            whole.line(&texts.join(" "), &cut, &line.bounds, tokens);
            let _ = observer(ReadEvent::Text("\n"));
            if whole.reading.generation.stop == StopReason::Cancelled {
                break;
            }
        }
        Ok(whole.reading)
    }

    /// Reads an image that holds one line.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn read_line(
        &self,
        line: &RgbImage,
        format: LineFormat,
        options: &ReadOptions,
        recorder: Option<&mut dyn LogitsRecorder>,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let options = ReadOptions {
            prompt: PromptText::Task(Task::Ocr),
            max_new_tokens: options.max_new_tokens.min(MOST_TOKENS_PER_PIECE),
            // The line is scaled to what training saw; the limits of whole pages would scale it again.
            limits: Some(PixelLimits {
                min_pixels: 1,
                max_pixels: usize::MAX >> 8,
            }),
            ..options.clone()
        };
        self.read_whole(&[line_image(line, format)], &options, recorder, observer)
    }
}

/// The readings of all pieces so far, as one.
struct Gathered {
    reading: Reading,
    done: usize,
    total: usize,
}

impl Gathered {
    fn add(
        &mut self,
        piece: Reading,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (all, one) = (&mut self.reading.generation, piece.generation);
        if self.done == 0 {
            self.reading.prompt = piece.prompt;
        }
        all.tokens.extend(one.tokens);
        all.prompt_tokens += one.prompt_tokens;
        all.stop = match (all.stop, one.stop) {
            // One piece that did not end by itself makes the page one that did not.
            (_, StopReason::Cancelled) => StopReason::Cancelled,
            (StopReason::EndOfAnswer(_), stop) => stop,
            (stop, _) => stop,
        };
        add_timings(&mut all.timings, &one.timings);
        self.reading.preprocess += piece.preprocess;
        self.reading.cut = self.reading.cut.or(piece.cut);
        self.reading.grids.extend(piece.grids);
        self.done += 1;
        let told = observer(ReadEvent::Lines {
            done: self.done,
            total: self.total,
        });
        if told.is_break() {
            self.reading.generation.stop = StopReason::Cancelled;
        }
        match self.reading.generation.stop {
            StopReason::Cancelled => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    }

    fn line(&mut self, text: &str, cut: &Cut, bounds: &Rect, tokens: std::ops::Range<usize>) {
        if !self.reading.text.is_empty() {
            self.reading.text.push('\n');
        }
        self.reading.text.push_str(text);
        self.reading.regions.push(Region {
            text: text.to_owned(),
            quad: cut.quad(bounds),
            tokens,
        });
    }
}

fn add_timings(all: &mut Timings, one: &Timings) {
    all.vision += one.vision;
    all.projector += one.projector;
    all.prefill += one.prefill;
    all.decode += one.decode;
    all.decode_steps += one.decode_steps;
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMAT: LineFormat = LineFormat {
        height: 28,
        step: 56,
        aspect: 14.0,
    };

    #[test]
    fn lines_are_scaled_and_padded_with_their_edge() {
        let crop = RgbImage::from_fn(100, 56, |x, _| {
            image::Rgb([if x > 50 { 200 } else { 10 }; 3])
        });
        let line = line_image(&crop, FORMAT);
        assert_eq!(line.dimensions(), (56, 28));
        assert_eq!(line.get_pixel(55, 5).0, [200; 3]);
        assert_eq!(
            line_image(&RgbImage::new(1, 900), FORMAT).dimensions(),
            (56, 28)
        );
        assert_eq!(
            line_image(&RgbImage::new(57, 28), FORMAT).dimensions(),
            (112, 28)
        );
    }
}
