//! One page of a data set, read in the form of what is right.

use std::ops::ControlFlow;
use std::sync::atomic;
use std::time::Instant;

use image::RgbImage;

use super::dataset::{TextPage, Truth};
use super::result::PageText;
use super::run::TextOptions;
use crate::evaluate::{EvalError, Watch};
use crate::generate::stop::StopReason;
use crate::pipeline::{Format, PageImages, PageRecord, Pipeline, ReadEvent, Reader};
use crate::plugin::Registry;

/// What keeps a page from being read: its own trouble, or an end of everything.
pub(super) enum PageError {
    Page(String),
    Stop(EvalError),
}

/// Reads all images of a page.
pub(super) fn read_page(
    options: &TextOptions,
    reader: &Reader,
    registry: &Registry,
    page: &TextPage,
    watch: &mut Watch<'_>,
) -> Result<PageText, PageError> {
    let truth = page
        .truth
        .as_ref()
        .map_err(|e| PageError::Page(e.clone()))?;
    let mut plan = options.plan.clone();
    plan.suit(truth.format, registry);
    let pipeline = Pipeline::new(&plan, registry).map_err(|e| PageError::Page(e.to_string()))?;
    let started = Instant::now();
    let images = page.document.open(&options.input);
    let images = images.map_err(|error| PageError::Page(error.to_string()))?;
    let mut result = PageText {
        name: page.name.clone(),
        language: page.language.clone(),
        prediction: String::new(),
        reference: truth.text.clone(),
        tokens: 0,
        seconds: 0.0,
        notes: Vec::new(),
        metrics: Vec::new(),
    };
    for image in images {
        let image = image.map_err(|error| PageError::Page(error.to_string()))?;
        let record = read_image(options, reader, &pipeline, image.image, &mut result, watch)?;
        let one = text_of(&record, truth);
        if !result.prediction.is_empty() {
            result.prediction.push_str("\n\n");
        }
        result.prediction.push_str(one.trim_end_matches('\n'));
    }
    result.seconds = started.elapsed().as_secs_f64();
    Ok(result)
}

/// What was read, in the form of what is right.
fn text_of(record: &PageRecord, truth: &Truth) -> String {
    match truth.format {
        Format::Markdown => record.to_markdown(),
        // HTML is compared as what it says, with tables alone as HTML: so does the text have them.
        _ => record.text.clone(),
    }
}

fn read_image(
    options: &TextOptions,
    reader: &Reader,
    pipeline: &Pipeline,
    image: RgbImage,
    result: &mut PageText,
    watch: &mut Watch<'_>,
) -> Result<PageRecord, PageError> {
    let name = result.name.as_str();
    let size = [image.width(), image.height()];
    let images = PageImages {
        images: vec![image],
        number: 1,
    };
    let cancel = watch.cancel.clone();
    let lines = reader.card.is_some();
    let mut tokens = 0;
    let read = reader.read_page(
        pipeline,
        images,
        &options.read,
        None,
        &cancel,
        &mut |event| {
            match event {
                ReadEvent::Lines { done, total } => {
                    let _ = watch.tell(name, done as f64 / total.max(1) as f64);
                }
                ReadEvent::Progress(progress) if !lines => {
                    // An answer's length is not known; the bar comes closer to the end with every token.
                    let decoded = 1.0 - 1.0 / (1.0 + f64::from(tokens) / 500.0);
                    let _ = watch.model(name, progress, decoded);
                }
                ReadEvent::Text(_) => tokens += 1,
                ReadEvent::Progress(_) => {}
            }
            ControlFlow::Continue(())
        },
    );
    let read = match read {
        Err(_) if cancel.load(atomic::Ordering::SeqCst) => {
            return Err(PageError::Stop(EvalError::Cancelled));
        }
        Err(error) => return Err(PageError::Page(error.to_string())),
        Ok(read) if read.reading.generation.stop == StopReason::Cancelled => {
            return Err(PageError::Stop(EvalError::Cancelled));
        }
        Ok(read) => read,
    };
    result.tokens += read.reading.generation.tokens.len();
    let failures = read.failures.iter().map(ToString::to_string);
    result.notes.extend(failures);
    let record = PageRecord::new(
        reader,
        read,
        vec![name.to_owned()],
        None,
        vec![size],
        true,
        false,
    );
    result.notes.extend(record.notes.iter().cloned());
    Ok(record)
}
