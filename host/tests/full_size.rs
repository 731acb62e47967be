//! The model at its full size, with random weights: memory, and that all of it runs. Takes minutes and 6 GB of disk:
//! `cargo test --release -p inkstone --test full_size -- --ignored`.

use std::path::Path;
use std::process::Command;

use image::RgbImage;

/// Weights that reading uses, from the shapes: 905 601 648 parameters in f32.
const WEIGHTS: u64 = 905_601_648 * 4;

fn inkstone(arguments: &[&str]) -> std::process::Output {
    let output = Command::new(env!("CARGO_BIN_EXE_inkstone"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    output
}

/// Peak resident memory of reading one image of `side` x `side` pixels, or of a full page, in bytes.
fn peak(folder: &Path, model: &str, width: u32, height: u32) -> u64 {
    let image = folder.join(format!("{width}x{height}.png"));
    RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, 90])
    })
    .save(&image)
    .expect("an image can be written");
    let image = image.to_str().expect("a UTF-8 path");
    let output = inkstone(&[
        "infer",
        "--model-path",
        model,
        "--image",
        image,
        "--max-new-tokens",
        "4",
        "--ignore-eos",
        "--format",
        "json",
        "--timings",
        "--quiet",
    ]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["tokens"].as_array().map(Vec::len), Some(4));
    json["timings"]["peak_memory_bytes"]
        .as_u64()
        .expect("the peak memory")
}

#[test]
#[ignore = "full: a 1.9 GB checkpoint and minutes of computing"]
#[cfg(target_os = "linux")]
fn a_full_page_stays_within_its_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = folder.path().join("model");
    let model = model.to_str().expect("a UTF-8 path");
    inkstone(&[
        "model",
        "random",
        "--like",
        "paddleocr-vl-1.6",
        "--seed",
        "1",
        "--out",
        model,
    ]);
    let small = peak(folder.path(), model, 336, 336);
    let page = peak(folder.path(), model, 896, 1120);
    println!("weights {WEIGHTS}, 576 patches {small}, 5120 patches {page}");
    assert!(
        small <= WEIGHTS + WEIGHTS * 15 / 100,
        "loading and a small image: {small}"
    );
    assert!(page <= WEIGHTS + 1_500_000_000, "a full page: {page}");
}
