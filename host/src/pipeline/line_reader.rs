//! Reading with a model that was trained on single lines: the page is cut into lines first, and their texts are put together again.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use image::RgbImage;
use image::imageops;
use serde::Deserialize;

use super::line_pieces::{Pieces, Shared};
use super::picture::{IDENTITY, apply, corners, from_plugin, to_plugin};
use super::reader::{OpenReaderError, ReadError, ReadEvent, ReadOptions, Reader, Reading};
use crate::generate::LogitsRecorder;
use crate::generate::stop::StopReason;
use crate::plugin::settings::{GivenSettings, resolve};
use crate::plugin::{
    Affine, CallContext, FindError, Plugin, PluginError, Reason, Region, Registry, Setting,
};
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
    /// Whether it is the card of the demo reader that the program carries.
    pub fn is_demo(&self) -> bool {
        serde_json::from_slice(super::demo::CARD).is_ok_and(|demo: Self| *self == demo)
    }

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

/// The plugin that cuts pages into lines.
const CUTTER: &str = "inkstone/split-lines";

/// A line of the page and its text.
#[derive(Clone, Debug, PartialEq)]
pub struct LineRegion {
    /// Its text.
    pub text: String,
    /// Its corners on the page in pixels: top left, top right, bottom right, bottom left.
    pub quad: [(f32, f32); 4],
    /// Its tokens within the reading's.
    pub tokens: std::ops::Range<usize>,
    /// How many of its tokens have been read at the end of each of the pieces that it was cut into, at gaps between words.
    pub piece_ends: Vec<usize>,
}

impl LineRegion {
    /// The piece that a token of the reading was read from, from 0; none where the line was read as one.
    pub fn piece_of(&self, token: usize) -> Option<usize> {
        let within = token.saturating_sub(self.tokens.start);
        let piece = || self.piece_ends.partition_point(|end| *end <= within);
        (self.piece_ends.len() > 1).then(piece)
    }
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

/// The plugin that cuts pages into lines, with the settings that a model needs.
pub struct LineCutter {
    plugin: Arc<Plugin>,
    settings: Vec<Setting>,
    /// The lines that the model was trained on.
    pub(super) format: LineFormat,
}

/// A page cut into lines.
struct Lines {
    /// The page, straightened.
    image: RgbImage,
    to_page: Affine,
    /// In reading order.
    lines: Vec<Line>,
}

impl Lines {
    /// The pieces' images in reading order, each with its line from 0.
    fn crops(&self) -> impl Iterator<Item = (usize, RgbImage)> {
        let lines = self.lines.iter().enumerate();
        lines.flat_map(move |(index, line)| {
            (line.pieces.iter()).map(move |piece| (index, self.crop(piece)))
        })
    }

    fn crop(&self, piece: &Region) -> RgbImage {
        let (x, y) = (piece.x as u32, piece.y as u32);
        let (width, height) = (piece.width as u32, piece.height as u32);
        imageops::crop_imm(&self.image, x, y, width.max(1), height.max(1)).to_image()
    }
}

/// A line and the pieces that it is to be read in, on the straightened page.
struct Line {
    bounds: Region,
    pieces: Vec<Region>,
}

impl LineCutter {
    /// That of a checkpoint's folder with what the model is; none where it reads whole pages.
    ///
    /// # Errors
    /// When the folder's `reader.json` cannot be used, or the plugin cannot be had.
    pub fn from_dir(
        folder: &Path,
        plugins: &Registry,
    ) -> Result<Option<(ReaderCard, Self)>, OpenReaderError> {
        let Some(card) = ReaderCard::from_dir(folder).map_err(OpenReaderError::Card)? else {
            return Ok(None);
        };
        let cutter = Self::new(plugins, card.line)?;
        Ok(Some((card, cutter)))
    }

    /// Finds the plugin.
    ///
    /// # Errors
    /// When it cannot be loaded, or is another plugin of its name that does not take the settings.
    fn new(plugins: &Registry, format: LineFormat) -> Result<Self, FindError> {
        let plugin = plugins.find(CUTTER)?;
        let aspect = toml::Value::Float(f64::from(format.aspect));
        let given = GivenSettings::from([
            ("aspect".to_owned(), aspect),
            ("output".to_owned(), "page".into()),
        ]);
        let settings =
            resolve(&plugin.info, &given).map_err(|reason| plugin.error("process", reason))?;
        Ok(Self {
            plugin,
            settings,
            format,
        })
    }

    /// The pieces that a page is read in, in reading order, each with its line from 0.
    ///
    /// # Errors
    /// When the page cannot be cut into lines, or `cancel` is set meanwhile.
    pub fn crops(
        &self,
        page: &RgbImage,
        cancel: &Arc<AtomicBool>,
    ) -> Result<Vec<(usize, RgbImage)>, PluginError> {
        Ok(self.cut(page, cancel)?.crops().collect())
    }

    fn cut(&self, page: &RgbImage, cancel: &Arc<AtomicBool>) -> Result<Lines, PluginError> {
        let context = CallContext {
            cancel: cancel.clone(),
            ..CallContext::default()
        };
        let outputs = self
            .plugin
            .process_image(&to_plugin(page), &self.settings, &context)?
            .value;
        let Ok([output]) = <[_; 1]>::try_from(outputs) else {
            let why = "not one image of the page".to_owned();
            return Err(self.plugin.error("process", Reason::Nonsense(why)));
        };
        let mut lines: Vec<Line> = Vec::new();
        for region in output.regions {
            match (region.parent, lines.last_mut()) {
                (Some(_), Some(line)) => line.pieces.push(region),
                _ => lines.push(Line {
                    bounds: region,
                    pieces: Vec::new(),
                }),
            }
        }
        Ok(Lines {
            image: from_plugin(output.image),
            to_page: output.to_input.unwrap_or(IDENTITY),
            lines,
        })
    }
}

impl Reader {
    /// Reads a page line by line. The texts of lines are joined by line ends, those of a line's pieces by spaces.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub(super) fn read_lines(
        &self,
        page: &RgbImage,
        cutter: &LineCutter,
        options: &ReadOptions,
        cancel: &Arc<AtomicBool>,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<Reading, ReadError> {
        let started = Instant::now();
        let mut whole = Reading::empty();
        let cut = match cutter.cut(page, cancel) {
            Err(error) if error.reason == Reason::Cancelled => {
                whole.generation.stop = StopReason::Cancelled;
                return Ok(whole);
            }
            cut => cut?,
        };
        let crops: Vec<RgbImage> = cut.crops().map(|(_, crop)| crop).collect();
        let (mut done, total) = (0, crops.len());
        whole.preprocess = started.elapsed();
        let shared = Shared::default();
        std::thread::scope(|scope| {
            let mut pieces = Pieces::begin(self, &crops, cutter.format, options, &shared, scope);
            let (began, before) = (Instant::now(), whole.preprocess);
            for line in &cut.lines {
                let mut read = Reading::empty();
                let mut piece_ends = Vec::with_capacity(line.pieces.len());
                for _ in &line.pieces {
                    if !read.text.is_empty() {
                        let _ = observer(ReadEvent::Text(" "));
                    }
                    let mut one = pieces.read(done, observer)?;
                    one.text = one.text.trim().to_owned();
                    read.append(one, " ");
                    piece_ends.push(read.generation.tokens.len());
                    done += 1;
                    if observer(ReadEvent::Lines { done, total }).is_break() {
                        read.generation.stop = StopReason::Cancelled;
                    }
                    if read.generation.stop == StopReason::Cancelled {
                        break;
                    }
                }
                read.regions = vec![LineRegion {
                    text: read.text.clone(),
                    quad: corners(&line.bounds).map(|corner| apply(&cut.to_page, corner)),
                    tokens: 0..read.generation.tokens.len(),
                    piece_ends,
                }];
                let cancelled = read.generation.stop == StopReason::Cancelled;
                whole.append(read, "\n");
                let _ = observer(ReadEvent::Text("\n"));
                if cancelled {
                    break;
                }
            }
            if pieces.side_by_side() {
                whole.fit_into(began.elapsed(), before);
            }
            Ok(whole)
        })
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
        let options = line_options(options);
        self.read_whole(&[line_image(line, format)], &options, recorder, observer)
    }
}

/// The options for one line.
pub(super) fn line_options(options: &ReadOptions) -> ReadOptions {
    ReadOptions {
        prompt: PromptText::Task(Task::Ocr),
        max_new_tokens: options.max_new_tokens.min(MOST_TOKENS_PER_PIECE),
        // The line is scaled to what training saw; the limits of whole pages would scale it again.
        limits: Some(PixelLimits {
            min_pixels: 1,
            max_pixels: usize::MAX >> 8,
        }),
        ..options.clone()
    }
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

    #[test]
    fn tokens_know_the_piece_of_their_line() {
        let line = |piece_ends: Vec<usize>| LineRegion {
            text: String::new(),
            quad: [(0.0, 0.0); 4],
            tokens: 10..15,
            piece_ends,
        };
        // Nothing was read in the second of the three pieces.
        let cut = line(vec![2, 2, 5]);
        let pieces: Vec<_> = (10..15).map(|token| cut.piece_of(token)).collect();
        assert_eq!(pieces, [0, 0, 2, 2, 2].map(Some));
        assert_eq!(line(vec![5]).piece_of(11), None, "read as one");
    }
}
