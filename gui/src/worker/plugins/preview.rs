//! Plugins tried on a page.

use std::sync::atomic::Ordering;
use std::sync::{Arc, atomic::AtomicBool};
use std::time::Instant;

use image::RgbImage;
use inkstone::pipeline::{Entry, LINE, Piece, Pipeline, Plan, Step, Told};
use inkstone::plugin::{Artifact, BlockKind, Document};
use inkstone::report::side_by_side;

use super::Worker;
use crate::state::extend::{
    Failure, ImagePreview, Made, PreviewImage, PreviewJob, Previewed, Stage, Target, TextPreview,
};
use crate::state::{Fault, ReadPage, Source};
use crate::worker::decoder::{decode, reduce};

/// Seconds that a plugin may take for a preview.
const MOST_SECONDS: f64 = 15.0;
/// Longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 2048;

impl Worker {
    /// Tries what a job says.
    pub(super) fn preview(&mut self, job: PreviewJob) -> Previewed {
        let cancelled = || job.cancel.load(Ordering::SeqCst);
        if cancelled() {
            return Previewed::Cancelled;
        }
        match self.try_preview(&job) {
            _ if cancelled() => Previewed::Cancelled,
            Ok(made) => Previewed::Made(Box::new(made)),
            Err(fault) => Previewed::Failed(fault),
        }
    }

    fn try_preview(&mut self, job: &PreviewJob) -> Result<Made, Fault> {
        let wanted = &job.wanted;
        let plan = tried(&wanted.plan, wanted.target);
        let pipeline = {
            let registry = self.registry()?;
            Pipeline::new(&plan, registry).map_err(Fault::of)?
        };
        let started = Instant::now();
        let mut told = Told::of(&pipeline);
        let mut made = Made::default();
        if !pipeline.pre.is_empty() {
            let page = self.page(&wanted.source)?;
            made.image = Some(images(
                &pipeline,
                page,
                wanted.target,
                &job.cancel,
                &mut told,
            ));
        }
        if let Some(page) = &wanted.page
            && wanted.target != Target::Step(Stage::Metric, 0)
            && !matches!(wanted.target, Target::Step(Stage::Pre, _))
        {
            made.text = Some(texts(
                &pipeline,
                page,
                wanted.target,
                &job.cancel,
                &mut told,
            ));
        }
        made.time = started.elapsed();
        made.logs = told.logs;
        made.failures = (told.failures.iter())
            .map(|error| (error.plugin.clone(), Failure::from(error)))
            .collect();
        Ok(made)
    }

    /// The page's pixels; those of the last page are kept, as settings are changed many times on one page.
    fn page(&mut self, source: &Source) -> Result<RgbImage, Fault> {
        if let Some((known, image)) = &self.page
            && known == source
        {
            return Ok(image.clone());
        }
        self.page = None;
        let page = decode(source).map_err(Fault::of)?;
        self.page = Some((source.clone(), page.image.clone()));
        Ok(page.image)
    }
}

/// The part of a plan that has to run for a target. A step that does not take part is tried all the same.
fn tried(plan: &Plan, target: Target) -> Plan {
    let until = |entries: &[Entry], last: Option<usize>| -> Vec<Entry> {
        let enabled = entries.iter().enumerate().filter_map(|(index, entry)| {
            let mut entry = entry.full();
            entry.limits.seconds = entry.limits.seconds.min(MOST_SECONDS);
            let here = last == Some(index);
            let before = last.is_none_or(|last| index < last) && entry.enabled;
            entry.enabled = true;
            (here || before).then_some(Entry::Full(entry))
        });
        enabled.collect()
    };
    let (pre, post) = match target {
        Target::Whole => (until(&plan.pre, None), until(&plan.post, None)),
        Target::Step(Stage::Pre, index) => (until(&plan.pre, Some(index)), Vec::new()),
        Target::Step(Stage::Post, index) => (Vec::new(), until(&plan.post, Some(index))),
        Target::Step(Stage::Metric, _) => (Vec::new(), Vec::new()),
    };
    Plan {
        pre,
        post,
        metrics: Vec::new(),
        ..plan.clone()
    }
}

/// The last step, where one alone is looked at, and those before it.
fn split(steps: &[Step], target: Target) -> (&[Step], &[Step]) {
    match target {
        Target::Whole => (&[], steps),
        Target::Step(..) => steps.split_at(steps.len().saturating_sub(1)),
    }
}

fn images(
    pipeline: &Pipeline,
    page: RgbImage,
    target: Target,
    cancel: &Arc<AtomicBool>,
    told: &mut Told,
) -> ImagePreview {
    let (first, looked_at) = split(&pipeline.pre, target);
    let run = |steps: &[Step], pieces: Vec<Piece>, told: &mut Told| {
        (steps.iter()).fold(pieces, |pieces, step| step.cut(pieces, cancel, told))
    };
    let before = run(first, vec![Piece::whole(page.clone())], told);
    let shown_before = picture(&page, &before);
    let after = run(looked_at, before, told);
    ImagePreview {
        before: shown_before.unwrap_or_else(|| whole(page.clone())),
        after: picture(&page, &after),
    }
}

/// A piece as it is, or where several pieces lie on the page.
fn picture(page: &RgbImage, pieces: &[Piece]) -> Option<PreviewImage> {
    match pieces {
        [] => None,
        [one] => Some(whole(one.image.clone())),
        many => Some(PreviewImage {
            pieces: (many.iter())
                .map(|piece| piece.corners().map(|(x, y)| [x, y]))
                .collect(),
            ..whole(page.clone())
        }),
    }
}

fn whole(image: RgbImage) -> PreviewImage {
    PreviewImage {
        size: [image.width(), image.height()],
        pixels: reduce(&image, LONGEST_SIDE),
        pieces: Vec::new(),
    }
}

fn texts(
    pipeline: &Pipeline,
    page: &ReadPage,
    target: Target,
    cancel: &Arc<AtomicBool>,
    told: &mut Told,
) -> TextPreview {
    // A pipeline that keeps the model's own words to itself leaves what it made of them.
    let record = &page.record;
    let raw = record.raw.as_ref().unwrap_or(&record.document).clone();
    let (first, looked_at) = split(&pipeline.post, target);
    let run = |steps: &[Step], document: Document, told: &mut Told| {
        let part = Pipeline {
            pre: Vec::new(),
            post: steps.to_vec(),
            metrics: Vec::new(),
            keep_raw: pipeline.keep_raw,
        };
        part.post_process(document, cancel, told)
    };
    let (before, _) = run(first, raw, told);
    let old = text_of(&before);
    let (after, artifacts) = run(looked_at, before, told);
    TextPreview {
        rows: side_by_side(&old, &text_of(&after)),
        files: artifacts.into_iter().filter_map(text_file).collect(),
    }
}

/// The blocks' text; lines of running text follow each other, other blocks stand apart.
fn text_of(document: &Document) -> String {
    let blocks = document.pages.iter().flat_map(|page| &page.blocks);
    let mut text = String::new();
    let mut last_is_line = false;
    for block in blocks {
        let is_line = matches!(&block.kind, BlockKind::Other(kind) if kind == LINE);
        if !text.is_empty() {
            let together = is_line && last_is_line;
            text.push_str(if together { "\n" } else { "\n\n" });
        }
        text.push_str(&block.text);
        last_is_line = is_line;
    }
    text
}

fn text_file(file: Artifact) -> Option<(String, String)> {
    Some((file.name, String::from_utf8(file.data).ok()?))
}
