//! The threads that look into files: what is to be read of what was opened, and the pictures that are shown.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use eframe::egui::ColorImage;
use image::RgbImage;
use image::imageops::thumbnail;
use inkstone::processor::input::{
    Document, DocumentKind, InputError, InputOptions, Inputs, Page, Pages,
};

use super::Outlet;
use super::caught::caught;
use crate::state::{Event, ItemId, Notice, Source};

/// The page that the program carries.
const SAMPLE: &[u8] = include_bytes!("../../../tests/samples/page.png");
/// Longest side of a thumbnail, in pixels.
const THUMBNAIL: u32 = 112;

/// What the decoder is asked.
#[derive(Debug)]
pub enum Request {
    /// To find the pages of files, folders and patterns.
    Expand(Vec<PathBuf>),
    /// To decode a page for showing it, no side longer than this many pixels.
    Picture(ItemId, Source, u32),
    /// To decode a page for its thumbnail.
    Thumbnail(ItemId, Source),
}

/// A decoded page.
#[derive(Debug)]
pub struct Picture {
    /// Its item.
    pub id: ItemId,
    /// Whether it is the thumbnail.
    pub thumbnail: bool,
    /// Width and height of the page itself, in pixels.
    pub size: [u32; 2],
    /// Its pixels, reduced where it is large; none if it cannot be decoded.
    pub pixels: Option<ColorImage>,
}

/// How many threads look into files: a thumbnail does not wait for a large PDF, and the engine keeps the processor.
const THREADS: usize = 2;

/// Starts the threads that look into files. Of what they have been asked for they do first what the user waits for: finding pages, then the
/// latest picture. A panic in one is told, and it goes on with the next request.
pub fn start_decoder(
    events: Outlet<Event>,
    pictures: Outlet<Picture>,
) -> std::io::Result<Sender<Request>> {
    let (sender, requests) = channel();
    let asked = Arc::new(Mutex::new((requests, Vec::new())));
    for _ in 0..THREADS {
        let (asked, events, pictures) = (asked.clone(), events.clone(), pictures.clone());
        thread::Builder::new()
            .name("decoder".into())
            .spawn(move || {
                // The thread that waits for a request holds the lock; nothing is done while holding it that could panic.
                let next = || {
                    let mut asked = asked.lock().ok()?;
                    let (requests, waiting) = &mut *asked;
                    next(requests, waiting)
                };
                while let Some(request) = next() {
                    let unanswered = unanswered(&request);
                    if let Err(message) = caught(|| serve(request, &events, &pictures)) {
                        match unanswered {
                            Some(picture) => pictures.send(picture),
                            None => events.send(Event::Expanded),
                        }
                        events.send(Event::Notice(Notice::error(message)));
                    }
                }
            })?;
    }
    Ok(sender)
}

/// The picture that stands for one that cannot be had; none where pages were to be found.
fn unanswered(request: &Request) -> Option<Picture> {
    let (id, thumbnail) = match request {
        Request::Expand(_) => return None,
        Request::Picture(id, ..) => (*id, false),
        Request::Thumbnail(id, ..) => (*id, true),
    };
    Some(Picture {
        id,
        thumbnail,
        size: [0, 0],
        pixels: None,
    })
}

fn next(requests: &Receiver<Request>, waiting: &mut Vec<Request>) -> Option<Request> {
    if waiting.is_empty() {
        waiting.push(requests.recv().ok()?);
    }
    waiting.extend(requests.try_iter());
    let of = |wanted: fn(&Request) -> bool| waiting.iter().position(wanted);
    let latest = |wanted: fn(&Request) -> bool| waiting.iter().rposition(wanted);
    let index = of(|request| matches!(request, Request::Expand(_)))
        .or_else(|| latest(|request| matches!(request, Request::Picture(..))))
        .unwrap_or(0);
    Some(waiting.remove(index))
}

fn serve(request: Request, events: &Outlet<Event>, pictures: &Outlet<Picture>) {
    let (id, source, longest, thumbnail) = match request {
        Request::Expand(paths) => return expand(&paths, events),
        Request::Picture(id, source, longest) => (id, source, longest, false),
        Request::Thumbnail(id, source) => (id, source, THUMBNAIL, true),
    };
    let decoded = decode(&source).ok();
    pictures.send(Picture {
        id,
        thumbnail,
        size: decoded
            .as_ref()
            .map_or([0, 0], |page| [page.image.width(), page.image.height()]),
        pixels: decoded.map(|page| reduce(page.image, longest)),
    });
}

fn expand(paths: &[PathBuf], events: &Outlet<Event>) {
    for path in paths {
        let inputs = Inputs::expand(&[path]);
        for error in inputs.errors {
            events.send(Event::Broken {
                path: path.clone(),
                message: error.to_string(),
            });
        }
        let sources: Vec<_> = inputs.documents.into_iter().flat_map(pages_of).collect();
        if !sources.is_empty() {
            events.send(Event::Found(sources));
        }
    }
    events.send(Event::Expanded);
}

/// The pages of a document. One that cannot be opened counts as one page, whose reading says why.
fn pages_of(document: Document) -> Vec<Source> {
    let count = match document.kind {
        DocumentKind::Image => 1,
        DocumentKind::MultiFrame | DocumentKind::Pdf => {
            let pages = document.open(&InputOptions::default());
            pages.map_or(1, |pages| pages.count())
        }
    };
    (0..count)
        .map(|page| Source::File {
            path: document.path.clone(),
            page,
            count,
        })
        .collect()
}

/// Decodes a page.
///
/// # Errors
/// When the file or the page cannot be read; the message names it.
pub fn decode(source: &Source) -> Result<Page, InputError> {
    let options = |page: usize| InputOptions {
        pages: (page + 1).to_string().parse().ok(),
        ..InputOptions::default()
    };
    let (path, mut pages) = match source {
        Source::Sample => {
            let path = PathBuf::from(source.name());
            (
                path.clone(),
                Pages::from_bytes(path, SAMPLE.to_vec(), &options(0))?,
            )
        }
        Source::File { path, page, .. } => {
            (path.clone(), Document::named(path).open(&options(*page))?)
        }
    };
    pages.next().unwrap_or(Err(InputError::NotFound { path }))
}

fn reduce(image: RgbImage, longest: u32) -> ColorImage {
    let scale = f64::from(longest) / f64::from(image.width().max(image.height()));
    let image = if scale < 1.0 {
        let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        thumbnail(&image, side(image.width()), side(image.height()))
    } else {
        image
    };
    let size = [image.width() as usize, image.height() as usize];
    ColorImage::from_rgb(size, image.as_raw())
}
