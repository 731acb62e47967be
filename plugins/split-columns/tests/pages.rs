//! Drawn pages (`draw_pages.py`) are cut into the columns that were drawn, in their order, level or turned.

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, PixelFormat};
use serde_json::Value;
use split_columns::SplitColumns;
use support::{FORMATS, fallen, image, noise, read, recoloured};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn page(name: &str) -> Image {
    read(&folder().join(format!("{name}.png")))
}

fn run(input: Image, pairs: &[(&str, &str)]) -> Vec<ImageOutput> {
    let settings = settings(&SplitColumns::info(), pairs).expect("settings");
    SplitColumns::process(input, &settings).expect("outputs")
}

/// The edges of what is found are within so many pixels of what was drawn: a third of a line's pitch.
const CLOSE: f64 = 6.0;

/// Left, top, right, bottom.
type Bounds = [f64; 4];

/// What is wrong with the outputs for a page whose level form was turned by `degrees`; boxes are compared on the level page.
fn faults(outputs: &[ImageOutput], truth: &Value, input: &Image, degrees: f64) -> Vec<String> {
    let pieces = truth["pieces"].as_array().expect("pieces");
    let labels: Vec<&str> = outputs.iter().map(|o| o.label.as_str()).collect();
    if outputs.len() != pieces.len() {
        return vec![format!("{labels:?} for {} pieces", pieces.len())];
    }
    let mut wrong = Vec::new();
    for (output, piece) in outputs.iter().zip(pieces) {
        let label = piece["label"].as_str().expect("a label");
        let wanted: Bounds = serde_json::from_value(piece["box"].clone()).expect("a box");
        let map = output.to_input.expect("a crop moves");
        let (width, height) = (
            f64::from(output.image.width),
            f64::from(output.image.height),
        );
        let (sin, cos) = (-degrees).to_radians().sin_cos();
        let middle = (f64::from(input.width) / 2.0, f64::from(input.height) / 2.0);
        let frame = if degrees == 0.0 { 0.0 } else { 70.0 };
        let (x, y) = map.apply(width / 2.0, height / 2.0);
        let (dx, dy) = (x - middle.0, y - middle.1);
        let (x, y) = (
            cos * dx - sin * dy + middle.0 - frame,
            sin * dx + cos * dy + middle.1 - frame,
        );
        let found = [
            x - width / 2.0,
            y - height / 2.0,
            x + width / 2.0,
            y + height / 2.0,
        ];
        let off = apart(found, wanted);
        if off > CLOSE || !output.label.starts_with(label) {
            let found = found.map(f64::round);
            wrong.push(format!(
                "{} {found:?} for {label} {wanted:?} ({off:.1} px)",
                output.label
            ));
        }
    }
    wrong
}

/// A gray picture with so much paper around it that nothing is lost when it is turned.
fn framed(gray: &Image, by: u32, paper: u8) -> Image {
    let (width, height) = (gray.width + 2 * by, gray.height + 2 * by);
    let mut data = vec![paper; (width * height) as usize];
    for (y, row) in gray.data.chunks_exact(gray.width as usize).enumerate() {
        let start = (y + by as usize) * width as usize + by as usize;
        data[start..start + row.len()].copy_from_slice(row);
    }
    image(gray.format, width, height, data)
}

/// How far the edges of two boxes are apart at most, in pixels.
fn apart(a: Bounds, b: Bounds) -> f64 {
    let edges = a.iter().zip(b).map(|(a, b)| (a - b).abs());
    edges.fold(0.0, f64::max)
}

#[test]
fn drawn_columns_are_found_in_their_order() {
    let text = std::fs::read_to_string(folder().join("pages.json")).expect("committed");
    let pages: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let mut wrong = Vec::new();
    let cut = pages
        .iter()
        .filter(|page| page["pieces"] != serde_json::json!([]));
    for (index, truth) in cut.enumerate() {
        let name = truth["page"].as_str().expect("a name");
        let paper = truth["paper"].as_u64().expect("a gray value") as u8;
        let level = page(name);
        for degrees in [0.0, [2.7, -6.3][index % 2]] {
            let input = match degrees {
                0.0 => level.clone(),
                _ => fallen(&framed(&level, 70, paper), degrees, paper),
            };
            let outputs = run(input.clone(), &[("margin", "0")]);
            let found = faults(&outputs, truth, &input, degrees);
            wrong.extend(
                found
                    .iter()
                    .map(|fault| format!("{name} at {degrees}: {fault}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_without_columns_stay_whole() {
    let lines = |name: &str| {
        let plugins = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        read(&plugins.join(format!("split-lines/tests/pages/{name}.png")))
    };
    let receipt_table_and_paragraphs = ["receipt", "table", "prose", "blank"].map(lines);
    let mut pages = vec![
        page("single"),
        image(PixelFormat::Gray8, 90, 80, noise(1, 7200)),
    ];
    pages.extend(receipt_table_and_paragraphs);
    for format in FORMATS {
        let pixel = image(format, 0, 0, Vec::new());
        pages.push(image(format, 1, 1, vec![0; pixel.channels()]));
        pages.push(image(format, 1, 1, vec![255; pixel.channels()]));
    }
    for input in pages {
        let outputs = run(input.clone(), &[]);
        assert_eq!((outputs.len(), outputs[0].to_input), (1, None));
        assert_eq!(outputs[0].label, "page");
        let size = |image: &Image| (image.width, image.height);
        assert_eq!(size(&outputs[0].image), size(&input));
    }
}

#[test]
fn margins_end_between_columns() {
    let input = page("two");
    let area = |output: &ImageOutput| {
        let map = output.to_input.expect("a crop moves");
        let (left, top) = (map.tx as u32, map.ty as u32);
        [
            left,
            top,
            left + output.image.width,
            top + output.image.height,
        ]
    };
    let tight: Vec<_> = run(input.clone(), &[("margin", "0")])
        .iter()
        .map(area)
        .collect();
    let some: Vec<_> = run(input.clone(), &[]).iter().map(area).collect();
    let all: Vec<_> = run(input.clone(), &[("margin", "10000")])
        .iter()
        .map(area)
        .collect();
    for (tight, some) in tight.iter().zip(&some) {
        assert_eq!(
            [tight[0] - 8, tight[1] - 8, tight[2] + 8, tight[3] + 8],
            *some
        );
    }
    // With all the white there is the pieces are the page: nothing is lost, nothing is twice.
    let [heading, left, right] = all[..] else {
        panic!("{all:?}")
    };
    assert_eq!([heading[0], heading[1], heading[2]], [0, 0, input.width]);
    assert_eq!([left[0], left[1], left[3]], [0, heading[3], input.height]);
    assert_eq!(right, [left[2], heading[3], input.width, input.height]);
}

#[test]
fn a_crop_has_the_page_s_pixels_in_any_format() {
    let gray = page("sections");
    let wanted: Vec<_> = run(gray.clone(), &[])
        .into_iter()
        .map(|o| o.to_input)
        .collect();
    for format in FORMATS {
        let input = recoloured(&gray, format);
        let outputs = run(input, &[]);
        assert_eq!(
            outputs.iter().map(|o| o.to_input).collect::<Vec<_>>(),
            wanted
        );
        for output in outputs {
            let map = output.to_input.expect("a crop moves");
            let channels = output.image.channels();
            for (index, pixel) in output.image.data.chunks_exact(channels).enumerate() {
                let (x, y) = (
                    index as u32 % output.image.width,
                    index as u32 / output.image.width,
                );
                let (x, y) = (x + map.tx as u32, y + map.ty as u32);
                let value = gray.data[(y * gray.width + x) as usize];
                assert!(pixel.iter().all(|&channel| channel == value));
            }
        }
    }
}

#[test]
fn what_cannot_be_is_refused_and_the_work_can_be_ended() {
    let defaults = settings(&SplitColumns::info(), &[]).expect("defaults");
    let short = image(PixelFormat::Rgba8, 4, 4, vec![0; 63]);
    assert!(matches!(
        SplitColumns::process(short, &defaults),
        Err(Error::InvalidInput(_))
    ));
    let negative = settings(&SplitColumns::info(), &[("margin", "-1")]);
    assert!(matches!(negative, Err(Error::InvalidSetting(_))));
    testing::progress();
    run(page("two"), &[]);
    let told = testing::progress();
    assert!(told.len() > 3 && told.is_sorted() && told.iter().all(|d| (0.0..=1.0).contains(d)));
    testing::cancel(true);
    let ended = SplitColumns::process(page("two"), &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
