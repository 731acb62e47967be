//! A page through a pipeline: pre-processors, the model on each image that they make, post-processors on what was read.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use image::RgbImage;

use super::picture::{IDENTITY, apply, compose, corners, from_plugin, region, to_plugin};
use super::plan::{Pipeline, Step};
use super::reader::{ReadError, ReadEvent, ReadOptions, Reader, Reading};
use crate::generate::LogitsRecorder;
use crate::generate::stop::StopReason;
use crate::plugin::{
    Affine, Artifact, Block, BlockKind, CallContext, Document, Origin, Outcome, Page, PluginError,
    Reason, Region, Span,
};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

/// The kind of the blocks that a reader of single lines yields.
pub const LINE: &str = "line";

/// What is to be read with one prompt: one page, or several images that share it.
pub struct PageImages {
    /// The images.
    pub images: Vec<RgbImage>,
    /// The page's number in its file, from 1.
    pub number: u32,
}

/// One image that the model is shown, and where it is from.
pub struct Piece {
    /// The image.
    pub image: RgbImage,
    /// Takes its points to those of the page.
    pub to_page: Affine,
}

/// A page that went through a pipeline.
pub struct PageResult {
    /// What the model said, of all pieces.
    pub reading: Reading,
    /// What became of it.
    pub document: Document,
    /// Files that post-processors made.
    pub artifacts: Vec<Artifact>,
    /// What the user should know.
    pub notes: Vec<String>,
    /// Plugins that failed; the page went on without them.
    pub failures: Vec<PluginError>,
}

/// What plugins told while a page was on its way.
#[derive(Default)]
pub struct Told {
    /// Their warnings.
    pub notes: Vec<String>,
    /// Their failures.
    pub failures: Vec<PluginError>,
    /// Whether what plugins of others say is withheld: it may hold what was read.
    discreet: bool,
}

/// What is said in the place of a plugin's own words.
const WITHHELD: &str = "what it says is withheld, since the pipeline keeps what was read to itself";

impl Told {
    /// Nothing heard yet, of the plugins of a pipeline.
    pub fn of(pipeline: &Pipeline) -> Self {
        Self {
            discreet: !pipeline.keep_raw,
            ..Self::default()
        }
    }

    fn hear<T>(&mut self, step: &Step, outcome: Result<Outcome<T>, PluginError>) -> Option<T> {
        // Bundled plugins say nothing of what a page holds.
        let withheld = self.discreet && step.plugin.origin != Origin::Bundled;
        match outcome {
            Ok(outcome) => {
                let name = &step.plugin.info.id;
                if withheld && outcome.warnings().next().is_some() {
                    self.notes.push(format!("{name}: {WITHHELD}"));
                } else {
                    self.notes.extend(
                        outcome
                            .warnings()
                            .map(|warning| format!("{name}: {warning}")),
                    );
                }
                Some(outcome.value)
            }
            Err(mut error) => {
                if withheld && error.reason != Reason::Cancelled {
                    error.reason = Reason::Failed(WITHHELD.into());
                    error.trace.clear();
                }
                self.failures.push(error);
                None
            }
        }
    }

    /// Demands that no plugin failed in a pipeline that keeps something to itself: what the plugin should have taken out would be shown.
    fn check(&self, pipeline: &Pipeline) -> Result<(), ReadError> {
        match self.failures.first() {
            Some(error) if !pipeline.keep_raw => Err(ReadError::Page(format!(
                "{error}; the pipeline keeps what was read to itself, so nothing of the page is given"
            ))),
            _ => Ok(()),
        }
    }

    fn cancelled(&self) -> bool {
        self.failures
            .iter()
            .any(|error| error.reason == Reason::Cancelled)
    }
}

fn context(step: &Step, cancel: &Arc<AtomicBool>) -> CallContext {
    CallContext {
        limits: step.limits,
        cancel: cancel.clone(),
        progress: None,
    }
}

impl Pipeline {
    /// Has the pre-processors work on an image, each on every image that the one before made. A plugin that fails leaves its images as they are.
    pub fn pre_process(
        &self,
        image: RgbImage,
        cancel: &Arc<AtomicBool>,
        told: &mut Told,
    ) -> Vec<Piece> {
        let mut pieces = vec![Piece {
            image,
            to_page: IDENTITY,
        }];
        for step in &self.pre {
            let mut made = Vec::new();
            for piece in pieces {
                let call = step.plugin.process_image(
                    &to_plugin(&piece.image),
                    &step.settings,
                    &context(step, cancel),
                );
                let Some(outputs) = told.hear(step, call) else {
                    made.push(piece);
                    continue;
                };
                made.extend(outputs.into_iter().map(|output| Piece {
                    to_page: match &output.to_input {
                        Some(map) => compose(&piece.to_page, map),
                        None => piece.to_page,
                    },
                    image: from_plugin(output.image),
                }));
            }
            pieces = made;
        }
        pieces
    }

    /// Has the post-processors work on a document. A plugin that fails leaves it as it is.
    pub fn post_process(
        &self,
        mut document: Document,
        cancel: &Arc<AtomicBool>,
        told: &mut Told,
    ) -> (Document, Vec<Artifact>) {
        let mut artifacts = Vec::new();
        for step in &self.post {
            let call =
                step.plugin
                    .process_document(&document, &step.settings, &context(step, cancel));
            if let Some(output) = told.hear(step, call) {
                // A file that was made of the document before may hold what was just taken out of it.
                if !self.keep_raw && output.document != document && !artifacts.is_empty() {
                    artifacts.clear();
                    told.notes.push(format!(
                        "files that plugins made before {} are left out, since it changed the page",
                        step.plugin.info.id
                    ));
                }
                document = output.document;
                // A later plugin's file replaces an earlier one's of the same name.
                artifacts.retain(|old: &Artifact| {
                    output.artifacts.iter().all(|new| new.name != old.name)
                });
                artifacts.extend(output.artifacts);
            }
        }
        (document, artifacts)
    }
}

impl Reader {
    /// Takes one page, or several images that share a prompt, through a pipeline, until `cancel` becomes true or the observer breaks off. With a recorder the pre-processors must leave one image per image.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn read_page(
        &self,
        pipeline: &Pipeline,
        page: PageImages,
        options: &ReadOptions,
        mut recorder: Option<&mut dyn LogitsRecorder>,
        cancel: &Arc<AtomicBool>,
        observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()>,
    ) -> Result<PageResult, ReadError> {
        let observer: &mut dyn FnMut(ReadEvent<'_>) -> ControlFlow<()> = &mut |event| {
            observer(event)?;
            match cancel.load(Ordering::SeqCst) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let mut told = Told::of(pipeline);
        let PageImages { images, number } = page;
        let size = images.first().map_or((0, 0), RgbImage::dimensions);
        let together = images.len() > 1;
        let pieces: Vec<Piece> = images
            .into_iter()
            .flat_map(|image| pipeline.pre_process(image, cancel, &mut told))
            .collect();
        told.check(pipeline)?;
        let mut reading = Reading::empty();
        let mut blocks = Vec::new();
        if together || pieces.is_empty() {
            let images: Vec<RgbImage> = pieces.into_iter().map(|piece| piece.image).collect();
            if !images.is_empty() {
                reading = self.read(&images, options, recorder, cancel, observer)?;
                blocks = blocks_of(&reading, options, &IDENTITY, None);
            }
        } else {
            if recorder.is_some() && pieces.len() > 1 {
                return Err(ReadError::Page(format!(
                    "the pre-processors make {} images of it, and logits are recorded for one; use --pipeline default",
                    pieces.len()
                )));
            }
            for (index, piece) in pieces.iter().enumerate() {
                if index > 0 {
                    let _ = observer(ReadEvent::Text("\n\n"));
                }
                let images = std::slice::from_ref(&piece.image);
                let one = self.read(images, options, recorder.take(), cancel, observer)?;
                blocks.extend(blocks_of(
                    &one,
                    options,
                    &piece.to_page,
                    Some((&piece.image, size)),
                ));
                let cancelled = one.generation.stop == StopReason::Cancelled;
                reading.append(one, "\n\n");
                if cancelled {
                    break;
                }
            }
        }
        let document = Document {
            language: None,
            pages: vec![Page {
                number,
                width: size.0,
                height: size.1,
                blocks,
            }],
        };
        let (document, artifacts) = pipeline.post_process(document, cancel, &mut told);
        told.check(pipeline)?;
        if told.cancelled() {
            reading.generation.stop = StopReason::Cancelled;
        }
        told.failures
            .retain(|error| error.reason != Reason::Cancelled);
        Ok(PageResult {
            reading,
            document,
            artifacts,
            notes: told.notes,
            failures: told.failures,
        })
    }
}

/// What was read as blocks: a line each where the page was cut into lines, else the whole answer. `place` is the image that was read and the page's size.
fn blocks_of(
    reading: &Reading,
    options: &ReadOptions,
    to_page: &Affine,
    place: Option<(&RgbImage, (u32, u32))>,
) -> Vec<Block> {
    let confidence = |tokens: std::ops::Range<usize>| {
        let tokens = &reading.generation.tokens[tokens];
        let sum: f64 = tokens.iter().map(|t| f64::from(t.log_prob).exp()).sum();
        (!tokens.is_empty()).then(|| (sum / tokens.len() as f64) as f32)
    };
    let block =
        |kind: BlockKind, text: &str, confidence: Option<f32>, region: Option<Region>| Block {
            text: text.to_owned(),
            source: text.to_owned(),
            spans: confidence
                .map(|confidence| Span {
                    start: 0,
                    end: text.chars().count() as u32,
                    confidence: Some(confidence.clamp(0.0, 1.0)),
                    // A line keeps its place when a plugin makes it a part of a paragraph.
                    region: region.clone().filter(|region| region.label == LINE),
                })
                .into_iter()
                .collect(),
            kind,
            region,
        };
    if !reading.regions.is_empty() {
        let lines = reading.regions.iter().map(|line| {
            let place =
                place.map(|(_, size)| region(line.quad.map(|p| apply(to_page, p)), LINE, size));
            block(
                BlockKind::Other(LINE.into()),
                &line.text,
                confidence(line.tokens.clone()),
                place,
            )
        });
        return lines.collect();
    }
    if reading.generation.tokens.is_empty() && reading.text.is_empty() {
        return Vec::new();
    }
    let kind = match &options.prompt {
        PromptText::Task(Task::Table) => BlockKind::Table,
        PromptText::Task(Task::Formula) => BlockKind::Formula,
        PromptText::Task(Task::Chart) => BlockKind::Chart,
        PromptText::Task(Task::Seal) => BlockKind::Seal,
        PromptText::Task(Task::Spotting) => BlockKind::Other("spotting".into()),
        _ => BlockKind::Paragraph,
    };
    let whole = place.map(|(image, size)| {
        let all = Region {
            x: 0.0,
            y: 0.0,
            width: image.width() as f32,
            height: image.height() as f32,
            outline: Vec::new(),
            label: String::new(),
            confidence: None,
            parent: None,
        };
        region(corners(&all).map(|p| apply(to_page, p)), "page", size)
    });
    let confidence = confidence(0..reading.generation.tokens.len());
    vec![block(kind, &reading.text, confidence, whole)]
}
