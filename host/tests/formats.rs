//! The forms of output against committed files, which `tests/reference/formats/check.py` has read with other programs' readers, and PDF
//! against what is drawn of it. `UPDATE_SNAPSHOTS=1 cargo test -p inkstone --test formats` writes the files anew; run the script before
//! committing them.

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};
use inkstone::pipeline::{ExportError, ExportPage, Format, PagePicture, PageRecord, export};
use inkstone::plugin::{Block, BlockKind, Document, Page, Point, Region, Span};
use inkstone::processor::input::{DecodeLimits, InputOptions, Pages, decode_bytes};
use serde_json::Value;

/// Exact in binary when pixels become points and points pixels.
const DPI: f32 = 144.0;

fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference")
}

fn number(value: &Value) -> f32 {
    value.as_f64().expect("a number") as f32
}

fn region(block: &Value) -> Option<Region> {
    let outline: Vec<Point> = match &block["quad"] {
        Value::Array(corners) => {
            let point = |c: &Value| Point {
                x: number(&c[0]),
                y: number(&c[1]),
            };
            corners.iter().map(point).collect()
        }
        _ => Vec::new(),
    };
    let (left, top, right, bottom) = match (&block["box"], outline.as_slice()) {
        (Value::Array(b), _) => (number(&b[0]), number(&b[1]), number(&b[2]), number(&b[3])),
        (_, [a, b, c, d]) => (d.x, a.y, b.x, c.y),
        _ => return None,
    };
    Some(Region {
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
        outline,
        label: String::new(),
        confidence: None,
        parent: None,
    })
}

fn block(value: &Value) -> Block {
    let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let span = |of: &Value, start: u64, end: u64, region| Span {
        start: start as u32,
        end: end as u32,
        confidence: of["confidence"].as_f64().map(|c| c as f32),
        region,
    };
    let place = region(value);
    let length = text("text").chars().count() as u64;
    let (kind, text, spans) = match value["kind"].as_str().expect("a kind") {
        "line" => {
            let spans = vec![span(value, 0, length, place.clone())];
            (BlockKind::Other("line".into()), text("text"), spans)
        }
        "table" => (BlockKind::Table, text("html"), Vec::new()),
        "heading" => (BlockKind::Heading(1), text("text"), Vec::new()),
        "joined" => {
            let lines = value["lines"].as_array().expect("lines").iter();
            let at = |line: &Value, key: &str| line[key].as_u64().expect("a place");
            let spans =
                lines.map(|line| span(line, at(line, "start"), at(line, "end"), region(line)));
            (BlockKind::Paragraph, text("text"), spans.collect())
        }
        _ => (BlockKind::Paragraph, text("text"), Vec::new()),
    };
    Block {
        kind,
        source: text.clone(),
        text,
        region: place,
        spans,
    }
}

fn record(
    sources: &str,
    page: Option<usize>,
    (width, height): (u32, u32),
    blocks: Vec<Block>,
) -> PageRecord {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    PageRecord {
        sources: vec![sources.into()],
        page,
        image_sizes: vec![[width, height]],
        grid_thw: Vec::new(),
        text: texts.join("\n\n"),
        blocks: Vec::new(),
        mean_confidence: None,
        stop: "end-of-answer",
        notes: Vec::new(),
        prompt_tokens: 1,
        generated_tokens: 1,
        tokens: Some(Vec::new()),
        device: "cpu".into(),
        dtype: "float32",
        model: "model".into(),
        timings: None,
        failed_plugins: Vec::new(),
        document: Document {
            language: None,
            pages: vec![Page {
                number: page.unwrap_or(1) as u32,
                width,
                height,
                blocks,
            }],
        },
        artifacts: Vec::new(),
    }
}

/// A picture in which every pixel tells where it is.
fn picture((width, height): (u32, u32), gray: bool) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (a, b) = ((x % 251) as u8, (y % 241) as u8);
        Rgb(if gray {
            [a ^ b; 3]
        } else {
            [a, b, (x / 7 + y / 5) as u8]
        })
    })
}

/// The pages of `pages.json`, the first in colours, the second in grays.
fn pages() -> Vec<(PageRecord, PagePicture)> {
    let text = std::fs::read_to_string(reference().join("formats/pages.json")).expect("the pages");
    let pages: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let page = |(index, page): (usize, &Value)| {
        let side = |i: usize| page["size"][i].as_u64().expect("a side") as u32;
        let size = (side(0), side(1));
        let blocks = page["blocks"].as_array().expect("blocks").iter().map(block);
        let number = page["page"].as_u64().map(|n| n as usize);
        let source = page["source"].as_str().expect("a source");
        let record = record(source, number, size, blocks.collect());
        let picture = PagePicture::new(&picture(size, index == 1), None, DPI).expect("a picture");
        (record, picture)
    };
    pages.iter().enumerate().map(page).collect()
}

fn written(pages: &[(PageRecord, PagePicture)], format: Format) -> Result<Vec<u8>, ExportError> {
    let pages: Vec<ExportPage<'_>> = pages
        .iter()
        .map(|(record, picture)| ExportPage {
            record,
            picture: Some(picture),
        })
        .collect();
    export(&pages, format)
}

fn rendered(pdf: Vec<u8>, dpi: f32) -> Vec<RgbImage> {
    let options = InputOptions {
        dpi,
        ..InputOptions::default()
    };
    let pages = Pages::from_bytes("made.pdf".into(), pdf, &options).expect("a PDF");
    let page = |page: Result<inkstone::processor::input::Page, _>| {
        let page = page.expect("a page");
        assert!(page.warnings.is_empty(), "{:?}", page.warnings);
        page.image
    };
    pages.map(page).collect()
}

#[test]
fn every_form_is_what_other_readers_have_checked() {
    let pages = pages();
    for format in [
        Format::Html,
        Format::Hocr,
        Format::Pdf,
        Format::Csv,
        Format::Tsv,
    ] {
        let made = written(&pages, format).expect("written");
        let path = reference()
            .join("formats/expected/pages")
            .with_extension(format.extension());
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&path, &made).expect("written");
        }
        let wanted = std::fs::read(&path).expect("the committed file");
        assert!(
            made == wanted,
            "{}:\n{}",
            path.display(),
            String::from_utf8_lossy(&made)
        );
    }
}

#[test]
fn a_pdf_shows_the_pictures_pixel_by_pixel_and_nothing_of_the_text() {
    let made = rendered(written(&pages(), Format::Pdf).expect("written"), DPI);
    let expected = [picture((600, 400), false), picture((300, 500), true)];
    assert_eq!(made.len(), expected.len());
    for (made, expected) in made.iter().zip(&expected) {
        assert_eq!(made.dimensions(), expected.dimensions());
        assert!(made == expected, "the pixels differ");
    }
}

#[test]
fn a_jpeg_file_is_kept_and_stands_upright() {
    for name in (1..=8)
        .map(|n| format!("orientation-{n}.jpg"))
        .chain(["gray.jpg".into(), "420-progressive.jpg".into()])
    {
        let path = reference().join("image/files").join(&name);
        let file = std::fs::read(&path).expect("the file");
        let image = decode_bytes(&file, DecodeLimits::default())
            .expect("decoded")
            .remove(0);
        let kept = PagePicture::new(&image, Some(&path), 72.0).expect("a picture");
        let pdf = written(
            &[(record(&name, None, image.dimensions(), Vec::new()), kept)],
            Format::Pdf,
        );
        let pdf = pdf.expect("written");
        assert!(
            pdf.windows(file.len()).any(|window| window == file),
            "{name} was compressed anew"
        );
        let made = rendered(pdf, 72.0).remove(0);
        assert_eq!(made.dimensions(), image.dimensions(), "{name}");
        // Another decoder, whose colours are enlarged in another way.
        let off: u64 = made
            .as_raw()
            .iter()
            .zip(image.as_raw())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        let mean = off as f64 / made.as_raw().len() as f64;
        assert!(mean < 4.0, "{name}: {mean} levels off on average");
    }
}

#[test]
fn a_jpeg_that_not_all_readers_show_alike_is_compressed_anew() {
    for name in ["cmyk.jpg", "rgb-as-rgb.jpg", "gray.png"] {
        let path = reference().join("image/files").join(name);
        let file = std::fs::read(&path).expect("the file");
        let image = decode_bytes(&file, DecodeLimits::default())
            .expect("decoded")
            .remove(0);
        let kept = PagePicture::new(&image, Some(&path), 72.0).expect("a picture");
        let page = (record(name, None, image.dimensions(), Vec::new()), kept);
        let pdf = written(&[page], Format::Pdf).expect("written");
        assert!(rendered(pdf, 72.0)[0] == image, "{name}");
    }
}

#[test]
fn what_has_no_place_in_a_form_is_told() {
    let (mut record, picture) = pages().remove(0);
    let alone = ExportPage {
        record: &record,
        picture: None,
    };
    assert_eq!(export(&[alone], Format::Pdf), Err(ExportError::NoPicture));
    record.document.pages[0]
        .blocks
        .retain(|block| block.kind != BlockKind::Table);
    record.tokens = None;
    let hidden = [(record, picture)];
    assert_eq!(written(&hidden, Format::Pdf), Err(ExportError::Withheld));
    assert_eq!(written(&hidden, Format::Csv), Err(ExportError::NoTable));
    assert!(written(&hidden, Format::Hocr).is_ok());
}

#[test]
fn what_a_model_writes_as_a_table_cannot_bring_markup() {
    let html = "<table onclick=\"x()\"><tr><td><script>alert(1)</script><b>&lt;i&gt;</b></td></tr></table><img src=x>";
    let hostile = Block {
        kind: BlockKind::Table,
        text: html.into(),
        source: html.into(),
        region: None,
        spans: Vec::new(),
    };
    let (_, picture) = pages().remove(0);
    let page = [(record("a.png", None, (10, 10), vec![hostile]), picture)];
    for format in [Format::Html, Format::Hocr] {
        let made = String::from_utf8(written(&page, format).expect("written")).expect("UTF-8");
        assert!(
            made.contains("<table><tr><td>alert(1)&lt;i&gt;</td></tr></table>"),
            "{made}"
        );
        for markup in ["<script", "onclick", "<img", "<b>"] {
            assert!(!made.contains(markup), "{markup}: {made}");
        }
    }
}
