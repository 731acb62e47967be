//! The threads that look into files: what is to be read of what was opened, and the pictures that are shown.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use eframe::egui::ColorImage;
use image::RgbImage;
use image::imageops::{crop_imm, rotate90, rotate180, rotate270, thumbnail};
use inkstone::processor::input::{
    Document, DocumentKind, InputError, InputOptions, Inputs, Page, Pages,
};

use super::Outlet;
use super::caught::caught;
use crate::state::{Event, Fault, ItemId, Notice, Source};
use crate::view::tiles::TILE;

/// The page that the program carries.
const SAMPLE: &[u8] = include_bytes!("../../../tests/samples/page.png");
/// Longest side of a thumbnail, in pixels.
const THUMBNAIL: u32 = 112;

/// What the decoder is asked.
#[derive(Debug)]
pub enum Request {
    /// To find the pages of files, folders and patterns.
    Expand(Vec<PathBuf>),
    /// To decode a page, turned by so many quarters.
    Picture(ItemId, Source, u8, Wanted),
}

/// What is wanted of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it, no side longer than so many pixels.
    Whole(u32),
    /// A tile of it in full size, by column and row.
    Tile(u32, u32),
    /// A small picture of it.
    Thumbnail,
}

impl Wanted {
    /// What its picture shows.
    fn part(self) -> Part {
        match self {
            Self::Whole(_) => Part::Whole,
            Self::Tile(column, row) => Part::Tile(column, row),
            Self::Thumbnail => Part::Thumbnail,
        }
    }
}

/// What a picture shows of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The tile of a column and row.
    Tile(u32, u32),
    /// All of it, small.
    Thumbnail,
}

/// A decoded page.
#[derive(Debug)]
pub struct Picture {
    /// Its item.
    pub id: ItemId,
    /// Quarter turns, clockwise, that it was given.
    pub turns: u8,
    /// What it shows.
    pub part: Part,
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
    let last = Arc::new(Mutex::new(None));
    for _ in 0..THREADS {
        let (asked, last) = (asked.clone(), last.clone());
        let (events, pictures) = (events.clone(), pictures.clone());
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
                    if let Err(fault) = caught(|| serve(request, &events, &pictures, &last)) {
                        match unanswered {
                            Some(picture) => pictures.send(picture),
                            None => events.send(Event::Expanded),
                        }
                        events.send(Event::Notice(Notice::error(fault)));
                    }
                }
            })?;
    }
    Ok(sender)
}

/// The picture that stands for one that cannot be had; none where pages were to be found.
fn unanswered(request: &Request) -> Option<Picture> {
    match request {
        Request::Expand(_) => None,
        Request::Picture(id, _, turns, wanted) => Some(Picture {
            id: *id,
            turns: *turns,
            part: wanted.part(),
            size: [0, 0],
            pixels: None,
        }),
    }
}

fn next(requests: &Receiver<Request>, waiting: &mut Vec<Request>) -> Option<Request> {
    if waiting.is_empty() {
        waiting.push(requests.recv().ok()?);
    }
    waiting.extend(requests.try_iter());
    forget_what_was_left(waiting);
    let of = |wanted: fn(&Request) -> bool| waiting.iter().position(wanted);
    let latest = |wanted: fn(&Request) -> bool| waiting.iter().rposition(wanted);
    let index = of(|request| matches!(request, Request::Expand(_)))
        .or_else(|| of(|r| matches!(r, Request::Picture(.., Wanted::Whole(_)))))
        .or_else(|| latest(|r| matches!(r, Request::Picture(.., Wanted::Tile(..)))))
        .unwrap_or(0);
    Some(waiting.remove(index))
}

/// Drops what shows pages that the user has left: one page is shown, that which was asked for last.
fn forget_what_was_left(waiting: &mut Vec<Request>) {
    let whole = |request: &Request| match request {
        Request::Picture(id, _, turns, Wanted::Whole(_)) => Some((*id, *turns)),
        _ => None,
    };
    let Some(last) = waiting.iter().rposition(|request| whole(request).is_some()) else {
        return;
    };
    let shown = whole(&waiting[last]);
    let mut index = 0;
    waiting.retain(|request| {
        index += 1;
        match request {
            Request::Picture(.., Wanted::Whole(_)) => index - 1 == last,
            Request::Picture(id, _, turns, Wanted::Tile(..)) => Some((*id, *turns)) == shown,
            Request::Expand(_) | Request::Picture(.., Wanted::Thumbnail) => true,
        }
    });
}

/// A page in full size, kept while it is looked at closely: its item, its turns and its pixels.
type Last = Option<(ItemId, u8, Arc<RgbImage>)>;

fn serve(request: Request, events: &Outlet<Event>, pictures: &Outlet<Picture>, last: &Mutex<Last>) {
    let (id, source, turns, wanted) = match request {
        Request::Expand(paths) => return expand(&paths, events),
        Request::Picture(id, source, turns, wanted) => (id, source, turns, wanted),
    };
    // Not held while a page is decoded, which takes seconds for a large one: the other thread shows the next page meanwhile.
    let last = || last.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = match wanted {
        // Thumbnails come in between, and leave the page alone that is looked at.
        Wanted::Thumbnail => None,
        Wanted::Whole(_) | Wanted::Tile(..) => {
            let mut last = last();
            // One page at a time is there in full size.
            last.take_if(|(of, with, _)| (*of, *with) != (id, turns));
            last.as_ref().map(|(.., image)| image.clone())
        }
    };
    let image = kept.or_else(|| {
        let page = decode(&source).ok()?;
        Some(Arc::new(turned(page.image, turns)))
    });
    let longest = match wanted {
        Wanted::Whole(longest) => longest,
        Wanted::Tile(..) => TILE,
        Wanted::Thumbnail => THUMBNAIL,
    };
    let pixels = image.as_ref().and_then(|image| match wanted {
        Wanted::Tile(column, row) => tile(image, column, row),
        Wanted::Whole(_) | Wanted::Thumbnail => Some(reduce(image, longest)),
    });
    let size = image
        .as_ref()
        .map_or([0, 0], |image| [image.width(), image.height()]);
    // Tiles are wanted only of pages whose picture had to be reduced.
    let closely = match wanted {
        Wanted::Thumbnail => false,
        Wanted::Whole(_) => size.into_iter().max() > Some(longest),
        Wanted::Tile(..) => true,
    };
    if let Some(image) = image.filter(|_| closely) {
        *last() = Some((id, turns, image));
    }
    pictures.send(Picture {
        id,
        turns,
        part: wanted.part(),
        size,
        pixels,
    });
}

/// A tile of a page; none beyond its edges.
fn tile(image: &RgbImage, column: u32, row: u32) -> Option<ColorImage> {
    let (x, y) = (column.checked_mul(TILE)?, row.checked_mul(TILE)?);
    let width = TILE.min(image.width().checked_sub(x)?);
    let height = TILE.min(image.height().checked_sub(y)?);
    if width == 0 || height == 0 {
        return None;
    }
    let cut = crop_imm(image, x, y, width, height).to_image();
    let size = [width as usize, height as usize];
    Some(ColorImage::from_rgb(size, cut.as_raw()))
}

fn expand(paths: &[PathBuf], events: &Outlet<Event>) {
    for path in paths {
        let inputs = Inputs::expand(&[path]);
        for error in inputs.errors {
            events.send(Event::Broken {
                path: path.clone(),
                page: 0,
                fault: Fault::of(error),
            });
        }
        let (mut sources, mut broken) = (Vec::new(), Vec::new());
        for document in inputs.documents {
            let (found, missing) = pages_of(&document);
            // Trying it again opens the page after those that are there.
            let page = found.len();
            sources.extend(found);
            broken.extend(missing.map(|error| (document.path, page, Fault::of(error))));
        }
        if !sources.is_empty() {
            events.send(Event::Found(sources));
        }
        // The pages that are there are read all the same.
        for (path, page, fault) in broken {
            events.send(Event::Broken { path, page, fault });
        }
    }
    events.send(Event::Expanded);
}

/// The pages of a document, and what is said of those that cannot be found in it. One that cannot be opened counts as one page, whose
/// reading says why.
fn pages_of(document: &Document) -> (Vec<Source>, Option<InputError>) {
    let (count, missing) = match document.kind {
        DocumentKind::Image => (1, None),
        DocumentKind::MultiFrame | DocumentKind::Pdf => {
            let pages = document.open(&InputOptions::default());
            // The iterator's own count would draw every page.
            pages.map_or((1, None), |pages| (Pages::count(&pages), pages.missing()))
        }
    };
    let page = |page| Source::File {
        path: document.path.clone(),
        page,
        count,
    };
    ((0..count).map(page).collect(), missing)
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

/// An image turned by quarters, clockwise.
pub fn turned(image: RgbImage, quarters: u8) -> RgbImage {
    match quarters % 4 {
        1 => rotate90(&image),
        2 => rotate180(&image),
        3 => rotate270(&image),
        _ => image,
    }
}

/// A page as it is drawn, no side longer than this many pixels.
pub fn reduce(image: &RgbImage, longest: u32) -> ColorImage {
    let scale = f64::from(longest) / f64::from(image.width().max(image.height()));
    let small;
    let image = if scale < 1.0 {
        let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        small = thumbnail(image, side(image.width()), side(image.height()));
        &small
    } else {
        image
    };
    let size = [image.width() as usize, image.height() as usize];
    ColorImage::from_rgb(size, image.as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    /// An image whose pixels tell where they are.
    fn numbered(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            Rgb([(x % 251) as u8, (y % 251) as u8, (x / 251) as u8])
        })
    }

    #[test]
    fn tiles_hold_the_pixels_of_their_place() {
        let image = numbered(9000, 300);
        let first = tile(&image, 0, 0).expect("a tile");
        assert_eq!(first.size, [1024, 300]);
        let last = tile(&image, 8, 0).expect("a tile");
        assert_eq!(last.size, [9000 - 8 * 1024, 300]);
        let pixel = last.pixels[5 * last.size[0] + 7];
        let Rgb([r, g, b]) = *image.get_pixel(8 * 1024 + 7, 5);
        assert_eq!([pixel.r(), pixel.g(), pixel.b()], [r, g, b]);
        assert!(tile(&image, 9, 0).is_none() && tile(&image, 0, 1).is_none());
        assert!(tile(&image, u32::MAX, 0).is_none());
    }

    #[test]
    fn what_the_user_waits_for_comes_first_and_what_was_left_never() {
        let picture = |id, wanted| Request::Picture(id, Source::Sample, 0, wanted);
        let (sender, requests) = channel();
        for request in [
            picture(1, Wanted::Thumbnail),
            picture(1, Wanted::Whole(100)),
            picture(1, Wanted::Tile(0, 0)),
            picture(2, Wanted::Whole(100)),
            picture(2, Wanted::Tile(0, 0)),
            picture(2, Wanted::Tile(0, 1)),
            picture(3, Wanted::Thumbnail),
            Request::Expand(Vec::new()),
        ] {
            sender.send(request).expect("received below");
        }
        drop(sender);
        let mut waiting = Vec::new();
        let order: Vec<_> = std::iter::from_fn(|| next(&requests, &mut waiting))
            .map(|request| match request {
                Request::Expand(_) => (0, None),
                Request::Picture(id, .., wanted) => (id, Some(wanted)),
            })
            .collect();
        let expected = [
            (0, None),
            (2, Some(Wanted::Whole(100))),
            (2, Some(Wanted::Tile(0, 1))),
            (2, Some(Wanted::Tile(0, 0))),
            (1, Some(Wanted::Thumbnail)),
            (3, Some(Wanted::Thumbnail)),
        ];
        assert_eq!(order, expected);
    }

    #[test]
    fn quarters_turn_clockwise() {
        let image = numbered(3, 2);
        let once = turned(image.clone(), 1);
        assert_eq!(once.dimensions(), (2, 3));
        assert_eq!(once.get_pixel(1, 0), image.get_pixel(0, 0));
        assert_eq!(turned(turned(image.clone(), 3), 1), image);
        assert_eq!(turned(image.clone(), 4), image);
    }
}
