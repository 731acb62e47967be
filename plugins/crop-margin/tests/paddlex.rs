//! Crops are those of PaddleX's rule in OpenCV and numpy (`make_fixtures.py`).

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use crop_margin::CropMargin;
use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, PixelFormat};
use serde_json::Value;
use support::{FORMATS, image, noise, read, recoloured};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn picture(name: &str) -> Image {
    read(&fixture(&format!("{name}.png")))
}

fn run(input: Image, pairs: &[(&str, &str)]) -> ImageOutput {
    let settings = settings(&CropMargin::info(), pairs).expect("settings");
    let mut outputs = CropMargin::process(input, &settings).expect("an output");
    assert_eq!(outputs.len(), 1);
    outputs.remove(0)
}

/// [x, y, width, height] of the crop within the input, by the map; none where the image is whole.
fn crop(output: &ImageOutput) -> Option<[u32; 4]> {
    let map = output.to_input?;
    assert_eq!((map.a, map.b, map.c, map.d), (1.0, 0.0, 0.0, 1.0));
    Some([
        map.tx as u32,
        map.ty as u32,
        output.image.width,
        output.image.height,
    ])
}

#[test]
fn crops_are_the_rule_s() {
    let text = std::fs::read(fixture("crops.json")).expect("committed");
    let crops: Value = serde_json::from_slice(&text).expect("JSON");
    let crops = crops.as_object().expect("pictures");
    assert_eq!(crops.len(), 29);
    for (name, wanted) in crops {
        let input = picture(name);
        let output = run(input.clone(), &[]);
        let wanted: Option<[u32; 4]> = serde_json::from_value(wanted.clone()).expect("a crop");
        assert_eq!(crop(&output), wanted, "{name}");
        let Some([x, y, width, height]) = wanted else {
            assert_eq!(output.image, input, "{name}");
            continue;
        };
        let channels = input.channels();
        for row in 0..height {
            let from = (((y + row) * input.width + x) as usize) * channels;
            let to = (row * width) as usize * channels;
            let length = width as usize * channels;
            assert_eq!(
                output.image.data[to..to + length],
                input.data[from..from + length],
                "{name}"
            );
        }
    }
}

#[test]
fn a_margin_is_kept_as_far_as_there_is_one() {
    let input = picture("gray");
    assert_eq!(
        crop(&run(input.clone(), &[("margin", "5")])),
        Some([31, 22, 166, 29])
    );
    let wide = run(input.clone(), &[("margin", "10000")]);
    assert_eq!(crop(&wide), Some([0, 0, input.width, input.height]));
    assert_eq!(crop(&run(picture("thin"), &[("margin", "5")])), None);
}

#[test]
fn formats_make_no_difference() {
    let gray = picture("gray");
    for format in FORMATS {
        let output = run(recoloured(&gray, format), &[]);
        assert_eq!(crop(&output), Some([36, 27, 156, 19]));
        assert_eq!(
            output.image.format == PixelFormat::Gray8,
            format == PixelFormat::Gray8
        );
    }
    // What one sees through is white: no ink, whatever its colour.
    let mut clear = recoloured(&gray, PixelFormat::Rgba8);
    clear.data[..4].copy_from_slice(&[0, 0, 0, 0]);
    assert_eq!(crop(&run(clear, &[])), Some([36, 27, 156, 19]));
}

#[test]
fn any_size_is_taken() {
    for (width, height) in [(1, 1), (1, 300), (300, 1), (2, 2), (3, 3)] {
        for format in FORMATS {
            let channels = image(format, 0, 0, Vec::new()).channels();
            let data = noise(width + height, (width * height) as usize * channels);
            let output = run(image(format, width, height, data), &[("margin", "1")]);
            assert!(output.image.width <= width && output.image.height <= height);
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let defaults = settings(&CropMargin::info(), &[]).expect("defaults");
    let long = image(PixelFormat::Gray8, 4, 4, vec![0; 17]);
    assert!(matches!(
        CropMargin::process(long, &defaults),
        Err(Error::InvalidInput(_))
    ));
    let negative = settings(&CropMargin::info(), &[("margin", "-1")]);
    assert!(matches!(negative, Err(Error::InvalidSetting(_))));
    testing::cancel(true);
    let ended = CropMargin::process(picture("gray"), &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
