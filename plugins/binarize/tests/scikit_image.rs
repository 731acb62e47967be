//! Thresholds and results are scikit-image's (`make_fixtures.py`).

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use binarize::{Binarize, Sauvola};
use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageProcessor, PixelFormat};
use page_image::{Progress, unheard};
use serde_json::Value;
use support::{FORMATS, image, noise, read, recoloured};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn run(input: Image, pairs: &[(&str, &str)]) -> Image {
    let settings = settings(&Binarize::info(), pairs).expect("settings");
    let outputs = Binarize::process(input, &settings).expect("an output");
    assert_eq!((outputs.len(), outputs[0].to_input), (1, None));
    outputs.into_iter().next().expect("one").image
}

fn thresholds(sauvola: Sauvola, pixels: &[u8], width: usize) -> Vec<f64> {
    let mut all = Vec::new();
    unheard(|progress: &mut Progress<'_>| {
        sauvola.rows(pixels, width, progress, |_, row| all.extend_from_slice(row))
    });
    all
}

#[test]
fn thresholds_and_results_are_scikit_images() {
    let bytes = |name| std::fs::read(fixture(name)).expect("committed");
    let cases: Value = serde_json::from_slice(&bytes("cases.json")).expect("JSON");
    let (limits, paper) = (bytes("thresholds.bin"), bytes("paper.bin"));
    let mut limits = limits
        .as_chunks::<8>()
        .0
        .iter()
        .map(|&b| f64::from_le_bytes(b));
    let mut paper = paper.as_slice();
    for case in cases.as_array().expect("cases") {
        let name = case["picture"].as_str().expect("a name");
        let [window, k, r] = ["window", "k", "r"].map(|key| case[key].to_string());
        let input = read(&fixture(&format!("{name}.png")));
        let sauvola = Sauvola {
            window: window.parse().expect("a whole number"),
            k: k.parse().expect("a number"),
            r: case["r"].as_f64().filter(|&r| r > 0.0).unwrap_or(127.5),
        };
        let step = case["step"].as_u64().expect("a whole number") as usize;
        let found = thresholds(sauvola, &input.data, input.width as usize);
        for (index, found) in found.iter().enumerate().step_by(step) {
            let wanted = limits.next().expect("a threshold");
            assert_eq!(
                found.to_bits(),
                wanted.to_bits(),
                "{name}, window {window}, pixel {index}: {found} for {wanted}"
            );
        }
        let (bits, rest) = paper.split_at(input.data.len().div_ceil(8));
        paper = rest;
        let output = run(input, &[("window", &window), ("k", &k), ("r", &r)]);
        for (index, value) in output.data.iter().enumerate() {
            let is_paper = bits[index / 8] >> (7 - index % 8) & 1 == 1;
            assert_eq!(
                *value,
                if is_paper { 255 } else { 0 },
                "{name}, window {window}, pixel {index}"
            );
        }
    }
    assert!(limits.next().is_none() && paper.is_empty());
}

#[test]
fn sliding_sums_are_sums() {
    let (width, height) = (23, 17);
    let pixels = noise(3, width * height);
    let sauvola = Sauvola {
        window: 7,
        k: 0.3,
        r: 100.0,
    };
    let found = thresholds(sauvola, &pixels, width);
    // Away from the edges, where nothing is mirrored.
    for y in 3..height - 3 {
        for x in 3..width - 3 {
            let window =
                (0..49).map(|at| f64::from(pixels[(y + at / 7 - 3) * width + x + at % 7 - 3]));
            let mean = window.clone().sum::<f64>() / 49.0;
            let deviation = (window.map(|v| (v - mean).powi(2)).sum::<f64>() / 49.0).sqrt();
            let wanted = mean * (1.0 + 0.3 * (deviation / 100.0 - 1.0));
            assert!((found[y * width + x] - wanted).abs() < 1e-9);
        }
    }
}

#[test]
fn formats_make_no_difference() {
    let gray = read(&fixture("text.png"));
    let wanted = run(gray.clone(), &[]);
    for format in FORMATS {
        assert_eq!(run(recoloured(&gray, format), &[]), wanted);
    }
    let kept = Image {
        dpi: Some(300.0),
        ..gray
    };
    assert_eq!(run(kept, &[]).dpi, Some(300.0));
}

#[test]
fn any_size_is_taken() {
    for (width, height) in [(1, 1), (2, 1), (1, 999), (700, 2), (5, 5)] {
        for format in FORMATS {
            let channels = image(format, 0, 0, Vec::new()).channels();
            let input = image(
                format,
                width,
                height,
                noise(width, (width * height) as usize * channels),
            );
            for window in ["3", "999"] {
                let output = run(input.clone(), &[("window", window)]);
                assert_eq!((output.width, output.height), (width, height));
                assert_eq!(output.format, PixelFormat::Gray8);
                assert!(output.data.iter().all(|&value| value == 0 || value == 255));
            }
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let even = settings(&Binarize::info(), &[("window", "24")]).expect("in range");
    let pixel = image(PixelFormat::Gray8, 1, 1, vec![3]);
    let refused = Binarize::process(pixel, &even);
    assert!(matches!(refused, Err(Error::InvalidSetting(e)) if e.key == "window"));
    let short = image(PixelFormat::Gray8, 4, 4, vec![0; 15]);
    let defaults = settings(&Binarize::info(), &[]).expect("defaults");
    assert!(matches!(
        Binarize::process(short, &defaults),
        Err(Error::InvalidInput(_))
    ));
    for pair in [("window", "1001"), ("k", "NaN"), ("r", "-1")] {
        let refused = settings(&Binarize::info(), &[pair]);
        assert!(matches!(refused, Err(Error::InvalidSetting(_))), "{pair:?}");
    }
}

#[test]
fn the_work_can_be_ended() {
    let input = image(PixelFormat::Gray8, 2000, 2000, vec![9; 4_000_000]);
    let defaults = settings(&Binarize::info(), &[]).expect("defaults");
    testing::progress();
    run(input.clone(), &[]);
    let told = testing::progress();
    assert!(told.len() > 10 && told.is_sorted() && told.iter().all(|d| (0.0..=1.0).contains(d)));
    testing::cancel(true);
    let ended = Binarize::process(input, &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
