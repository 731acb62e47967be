//! Images against Pillow and transformers: what `tests/reference/image/make.py` wrote.

use std::path::PathBuf;

use image::RgbImage;
use inkstone::processor::image::{
    ImageProcessor, PixelLimits, ResizeError, resize_bicubic, smart_resize,
};
use inkstone::processor::input::{DecodeLimits, decode_bytes};
use proptest::prelude::*;
use serde::Deserialize;
use sha2::{Digest, Sha256};

fn reference(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/reference/image")
        .join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    let path = reference("files").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rows<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let text = std::fs::read_to_string(reference(name)).expect(name);
    let rows: Vec<T> = serde_json::from_str(&text).expect(name);
    assert!(!rows.is_empty(), "{name} is empty");
    rows
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn decoded(name: &str) -> Vec<RgbImage> {
    decode_bytes(&bytes(name), DecodeLimits::default())
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[derive(Deserialize)]
struct Decoded {
    file: String,
    frames: Vec<Frame>,
}

#[derive(Deserialize)]
struct Frame {
    size: (u32, u32),
    sha256: String,
}

/// JPEG inside TIFF goes through another decoder.
const TIFF_JPEG_TOLERANCE: u8 = 4;

#[test]
fn every_format_decodes_to_pillows_pixels() {
    let mut wrong = Vec::new();
    for Decoded { file, frames } in rows("decoded.json") {
        let images = decoded(&file);
        assert_eq!(images.len(), frames.len(), "{file}: frames");
        for (index, (image, frame)) in images.iter().zip(&frames).enumerate() {
            assert_eq!(image.dimensions(), frame.size, "{file}, frame {index}");
            let exact = sha256(image) == frame.sha256;
            let raw = reference("files").join(format!("{file}.rgb"));
            if let Ok(expected) = std::fs::read(raw) {
                let worst = (image.iter().zip(&expected).map(|(a, b)| a.abs_diff(*b))).max();
                assert!(
                    worst <= Some(TIFF_JPEG_TOLERANCE),
                    "{file}: differs by {worst:?}"
                );
            } else if !exact {
                wrong.push(format!("{file}, frame {index}"));
            }
        }
    }
    assert!(wrong.is_empty(), "pixels differ: {wrong:#?}");
}

#[derive(Deserialize, Debug)]
#[serde(untagged)]
enum Source {
    File(String),
    Noise(u32, u32),
}

/// The same noise as the script makes.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    let samples = noise.take(width as usize * height as usize * 3).collect();
    RgbImage::from_raw(width, height, samples).expect("enough samples")
}

#[derive(Deserialize)]
struct Processed {
    file: Source,
    clip: bool,
    grid: [usize; 3],
    sha256: String,
    values: Vec<(usize, usize, f64)>,
}

const V1: &str = r#"{"size": {"shortest_edge": 147384, "longest_edge": 2822400}}"#;
const V15: &str = r#"{
    "do_convert_rgb": true, "do_normalize": true, "do_rescale": true, "do_resize": true,
    "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5], "image_processor_type": "PaddleOCRVLImageProcessor",
    "max_pixels": 1003520, "min_pixels": 112896, "merge_size": 2, "patch_size": 14, "resample": 3,
    "rescale_factor": 0.00392156862745098, "size": {"max_pixels": 1, "min_pixels": 1}, "temporal_patch_size": 1
}"#;

fn processor(json: &str) -> ImageProcessor {
    ImageProcessor::from_json(json, "preprocessor_config.json".as_ref()).expect("valid")
}

#[test]
fn patches_equal_transformers_to_the_last_bit() {
    for expected in rows::<Processed>("patches.json") {
        let file = &expected.file;
        let processor = processor(if expected.clip { V1 } else { V15 });
        let image = match file {
            Source::File(name) => decoded(name).swap_remove(0),
            Source::Noise(width, height) => noise(*width, *height),
        };
        let patches = processor.process(&image).expect("a usual size");
        let grid = patches.grid;
        assert_eq!([grid.t, grid.h, grid.w], expected.grid, "{file:?}");
        assert_eq!(grid.tokens(processor.merge_size) * 4, grid.patches());
        assert_eq!(patches.values.len(), grid.patches() * 588, "{file:?}");
        for (row, column, value) in expected.values {
            let found = patches.values[row * 588 + column];
            assert_eq!(found, value as f32, "{file:?} at [{row}, {column}]");
        }
        let le_bytes: Vec<u8> = (patches.values.iter())
            .flat_map(|value| value.to_le_bytes())
            .collect();
        assert_eq!(sha256(&le_bytes), expected.sha256, "{file:?}");
    }
}

#[derive(Deserialize)]
struct Resized {
    size: (u32, u32),
    sha256: String,
}

#[test]
fn bicubic_equals_pillow() {
    let source = noise(61, 47);
    for Resized {
        size,
        sha256: expected,
    } in rows("bicubic.json")
    {
        let resized = resize_bicubic(&source, size.0, size.1);
        assert_eq!(resized.dimensions(), size);
        assert_eq!(sha256(&resized), expected, "{size:?}");
    }
}

type Target = Option<(usize, usize)>;

#[test]
fn smart_resize_equals_transformers() {
    let mut too_long = 0;
    for (height, width, min_pixels, max_pixels, target) in
        rows::<(usize, usize, usize, usize, Target)>("smart_resize.json")
    {
        let limits = PixelLimits {
            min_pixels,
            max_pixels,
        };
        let found = smart_resize(height, width, 28, limits);
        match target {
            Some(target) => assert_eq!(found, Ok(target), "{height} x {width}"),
            None => {
                too_long += 1;
                assert!(
                    matches!(found, Err(ResizeError::AspectRatio { .. })),
                    "{height} x {width}"
                );
            }
        }
    }
    assert!(too_long > 0);
}

#[test]
fn smart_resize_golden_values() {
    let limits = |min_pixels, max_pixels| PixelLimits {
        min_pixels,
        max_pixels,
    };
    let (v1, v15) = (limits(147_384, 2_822_400), limits(112_896, 1_003_520));
    assert_eq!(smart_resize(350, 350, 28, v15), Ok((336, 336)));
    assert_eq!(smart_resize(350, 350, 28, v1), Ok((392, 392)));
    assert_eq!(smart_resize(3508, 2480, 28, v15), Ok((1176, 840)));
    assert_eq!(smart_resize(10, 300, 28, v1), Ok((84, 2128)));
    let message = smart_resize(14, 2810, 28, v15).unwrap_err().to_string();
    assert!(message.contains("200.7143"), "{message}");
    assert!(message.contains("2810 x 14"), "{message}");
    assert!(smart_resize(0, 5, 28, v15).is_err());
    assert!(smart_resize(5, 5, 0, v15).is_err());
    assert!(smart_resize(5, 5, 28, limits(2, 1)).is_err());
}

proptest! {
    #[test]
    fn smart_resize_keeps_its_promises(
        height in 1usize..20_000,
        width in 1usize..20_000,
        merged in 1usize..40,
        min_pixels in 1usize..400_000,
        extra in 0usize..4_000_000,
    ) {
        let factor = merged * 2;
        // Between the limits there has to be room for a page of any shape, as in every real configuration.
        let limits = PixelLimits { min_pixels, max_pixels: 4 * min_pixels + 200 * factor * factor + extra };
        match smart_resize(height, width, factor, limits) {
            Ok((h, w)) => {
                prop_assert!(h > 0 && w > 0 && h % factor == 0 && w % factor == 0);
                prop_assert!(h * w >= min_pixels.min(factor * factor));
                prop_assert!(h * w >= min_pixels || h.min(w) == factor, "{} x {}", h, w);
                prop_assert!(h * w <= limits.max_pixels || h.min(w) == factor, "{} x {}", h, w);
                // Both orientations of a page are treated alike.
                let turned = smart_resize(width, height, factor, limits);
                if height >= factor && width >= factor {
                    prop_assert_eq!(turned, Ok((w, h)));
                }
            }
            Err(error) => {
                prop_assert!(matches!(error, ResizeError::AspectRatio { .. }), "{}", error);
                prop_assert!(height.max(width) > 100 * height.min(width));
            }
        }
    }
}

#[test]
fn configurations() {
    let v15 = processor(V15);
    let limits = PixelLimits {
        min_pixels: 112_896,
        max_pixels: 1_003_520,
    };
    assert_eq!(v15.limits, limits, "the top level wins over `size`");
    assert_eq!((v15.mean, v15.std), ([0.5; 3], [0.5; 3]));
    assert_eq!(v15.rescale, 1.0 / 255.0);
    let from_size = processor(r#"{"size": {"min_pixels": 112896, "max_pixels": 1003520}}"#);
    assert_eq!(from_size.limits, limits);
    assert_eq!(processor(V1).limits.max_pixels, 2_822_400);
    assert_eq!(processor("{}"), ImageProcessor::default());
    let scalar = processor(r#"{"image_mean": 0.25, "do_rescale": false}"#);
    assert_eq!((scalar.mean, scalar.rescale), ([0.25; 3], 1.0));

    for (json, named) in [
        ("{", "EOF"),
        ("[]", "expected"),
        (r#"{"patch_size": -1}"#, "-1"),
        (r#"{"patch_size": 0}"#, "patch_size"),
        (r#"{"merge_size": 0}"#, "merge_size"),
        (r#"{"min_pixels": 10, "max_pixels": 5}"#, "min_pixels"),
        (r#"{"min_pixels": 0}"#, "min_pixels"),
        (r#"{"image_std": [0.5, 0, 0.5]}"#, "image_std"),
        (r#"{"image_std": [0.5]}"#, "PerChannel"),
        (r#"{"resample": 2}"#, "resample"),
        (r#"{"temporal_patch_size": 2}"#, "temporal_patch_size"),
        (r#"{"do_resize": false}"#, "do_resize"),
    ] {
        let error = ImageProcessor::from_json(json, "folder/preprocessor_config.json".as_ref())
            .expect_err(json)
            .to_string();
        assert!(error.contains(named), "{json}: {error}");
        assert!(error.contains("folder/preprocessor_config.json"), "{error}");
    }
    let missing = reference("no-such/preprocessor_config.json");
    let error = ImageProcessor::from_file(&missing).unwrap_err().to_string();
    assert!(error.contains("preprocessor_config.json"), "{error}");
}
