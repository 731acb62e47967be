//! The plugin gives what the functions find: regions of the straightened page, or an image of each line.

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, PixelFormat, Region};
use split_lines::{Page, SplitLines, split};
use support::{FORMATS, image, noise, read, recoloured};

fn page(name: &str) -> Image {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    read(&folder.join(format!("{name}.png")))
}

fn run(input: Image, pairs: &[(&str, &str)]) -> Vec<ImageOutput> {
    let settings = settings(&SplitLines::info(), pairs).expect("settings");
    SplitLines::process(input, &settings).expect("outputs")
}

fn numbers(region: &Region) -> [f32; 4] {
    [region.x, region.y, region.width, region.height]
}

#[test]
fn a_page_has_its_lines_each_followed_by_its_pieces() {
    for name in ["prose", "receipt", "falling", "columns"] {
        let input = page(name);
        let (width, height) = (input.width as usize, input.height as usize);
        let cut = split(&Page::new(&input.data, width, height, 1).expect("a gray page"));
        let mut outputs = run(input.clone(), &[("aspect", "6")]);
        let output = outputs.remove(0);
        assert!(outputs.is_empty());
        assert_eq!(
            (output.image.width, output.image.height),
            (cut.width, cut.height)
        );
        assert_eq!(output.to_input.is_some(), cut.angle != 0.0, "{name}");
        let mut regions = output.regions.iter().enumerate().peekable();
        for line in &cut.lines {
            let (parent, region) = regions.next().expect("a line");
            assert_eq!((region.label.as_str(), region.parent), ("line", None));
            let bounds = line.bounds;
            let wanted = [bounds.left, bounds.top, bounds.width(), bounds.height()];
            assert_eq!(numbers(region), wanted.map(|n| n as f32));
            for piece in line.pieces(&cut, 6.0) {
                let (_, region) = regions.next().expect("a piece");
                let of = Some(parent as u32);
                assert_eq!((region.label.as_str(), region.parent), ("piece", of));
                let wanted = [piece.left, piece.top, piece.width(), piece.height()];
                assert_eq!(numbers(region), wanted.map(|n| n as f32));
                assert!(piece.width() > 0 && piece.height() > 0);
                assert!(piece.right <= cut.width && piece.bottom <= cut.height);
            }
        }
        assert!(regions.next().is_none());
    }
}

#[test]
fn a_turned_page_maps_back_to_where_its_ink_was() {
    let input = page("falling");
    let output = &run(input.clone(), &[])[0];
    let map = output.to_input.expect("the page was turned");
    let dark = |image: &Image, x: f64, y: f64| {
        image.data[y as usize * image.width as usize + x as usize] < 128
    };
    // Where the straightened page has ink in a whole 3 x 3 square, the input has ink in the square's middle.
    let mut seen = 0;
    let (width, height) = (output.image.width as usize, output.image.height as usize);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let square =
                |dx: usize, dy: usize| output.image.data[(y + dy - 1) * width + x + dx - 1] < 64;
            if (0..9).all(|at| square(at % 3, at / 3)) {
                let (sx, sy) = map.apply(x as f64 + 0.5, y as f64 + 0.5);
                assert!(dark(&input, sx, sy), "{x}, {y} came from {sx}, {sy}");
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen} squares of ink");
}

#[test]
fn lines_are_crops_of_the_page() {
    for name in ["receipt", "rising"] {
        let whole = &run(page(name), &[])[0];
        let lines = run(page(name), &[("output", "lines")]);
        let count = whole.regions.iter().filter(|r| r.label == "line").count();
        assert_eq!(lines.len(), count);
        for (index, line) in lines.iter().enumerate() {
            assert_eq!(line.label, format!("line {}", index + 1));
            let at = |x: f64, y: f64| {
                let map = line.to_input.expect("a crop moves");
                map.apply(x, y)
            };
            // The crop's corner is a whole pixel of the page, and its pixels are the page's.
            let piece = &line.regions[0];
            let on_page = whole
                .regions
                .iter()
                .filter(|region| region.label == "piece")
                .find(|region| {
                    let (x, y) = whole
                        .to_input
                        .map_or((f64::from(region.x), f64::from(region.y)), |map| {
                            map.apply(region.x.into(), region.y.into())
                        });
                    let (lx, ly) = at(piece.x.into(), piece.y.into());
                    (x - lx).abs() < 1e-6 && (y - ly).abs() < 1e-6
                })
                .expect("the line's first piece is one of the page's");
            let (left, top) = (
                (on_page.x - piece.x) as usize,
                (on_page.y - piece.y) as usize,
            );
            let width = line.image.width as usize;
            for (y, row) in line.image.data.chunks_exact(width).enumerate() {
                let start = (top + y) * whole.image.width as usize + left;
                assert_eq!(row, &whole.image.data[start..start + width]);
            }
        }
    }
}

#[test]
fn colours_and_what_one_sees_through_make_no_difference() {
    let gray = page("receipt");
    let regions = run(gray.clone(), &[])[0].regions.clone();
    for format in FORMATS {
        let output = &run(recoloured(&gray, format), &[])[0];
        assert_eq!(output.regions, regions);
        assert_ne!(output.image.format, PixelFormat::Rgba8);
    }
    // Black ink on nothing at all.
    let pixel = |&v: &u8| [0, 0, 0, 255 - v];
    let clear = gray.data.iter().flat_map(pixel).collect();
    let clear = image(PixelFormat::Rgba8, gray.width, gray.height, clear);
    assert_eq!(run(clear, &[])[0].regions, regions);
}

#[test]
fn pages_without_text_have_no_lines() {
    for format in FORMATS {
        for value in [0, 255] {
            let input = image(format, 1, 1, vec![value; recoloured_bytes(format)]);
            let outputs = run(input.clone(), &[]);
            assert_eq!((outputs.len(), outputs[0].regions.len()), (1, 0));
            assert_eq!(outputs[0].image.width, 1);
            assert!(run(input, &[("output", "lines")]).is_empty());
        }
    }
    assert!(run(page("blank"), &[])[0].regions.is_empty());
    assert_eq!(
        run(image(PixelFormat::Gray8, 200, 100, noise(5, 20_000)), &[]).len(),
        1
    );
}

fn recoloured_bytes(format: PixelFormat) -> usize {
    image(format, 0, 0, Vec::new()).channels()
}

#[test]
fn what_cannot_be_is_refused() {
    let short = image(PixelFormat::Rgb8, 4, 4, vec![0; 47]);
    let defaults = settings(&SplitLines::info(), &[]).expect("defaults");
    assert!(matches!(
        SplitLines::process(short, &defaults),
        Err(Error::InvalidInput(_))
    ));
    for pair in [("aspect", "0"), ("output", "words"), ("height", "3")] {
        assert!(matches!(
            settings(&SplitLines::info(), &[pair]),
            Err(Error::InvalidSetting(_))
        ));
    }
}

#[test]
fn the_work_tells_how_far_it_is_and_can_be_ended() {
    testing::progress();
    run(page("falling"), &[]);
    let told = testing::progress();
    assert!(told.len() > 5 && told.is_sorted() && told.iter().all(|d| (0.0..=1.0).contains(d)));
    testing::cancel(true);
    let defaults = settings(&SplitLines::info(), &[]).expect("defaults");
    let ended = SplitLines::process(page("falling"), &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
