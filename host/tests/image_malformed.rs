//! Damaged, hostile and mistaken inputs: errors that name the file, never a panic.

use std::fs;
use std::path::{Path, PathBuf};

use inkstone::processor::input::{
    DecodeError, DecodeLimits, InputError, InputOptions, Pages, decode_bytes,
};

fn files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/image/files");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("fixtures")
        .map(|entry| entry.expect("entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "rgb"))
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("readable"))
        })
        .collect();
    files.sort();
    assert!(files.len() > 50);
    files
}

/// Reads everything that `bytes` holds; whether all of it could be read.
fn read_all(name: &str, bytes: Vec<u8>) -> bool {
    let limits = DecodeLimits {
        max_pixels: 4_000_000,
        max_bytes: 32_000_000,
    };
    let options = InputOptions {
        limits,
        dpi: 72.0,
        ..InputOptions::default()
    };
    match Pages::from_bytes(PathBuf::from(name), bytes, &options) {
        Ok(pages) => {
            let mut good = true;
            for page in pages {
                if let Err(error) = page {
                    assert!(error.to_string().contains(name), "{error}");
                    good = false;
                }
            }
            good
        }
        Err(error) => {
            assert!(error.to_string().contains(name), "{error}");
            false
        }
    }
}

#[test]
fn truncated_files_never_panic_and_rarely_pass() {
    for (name, bytes) in files() {
        let intact = !["encrypted.pdf", "no-pages.pdf"].contains(&name.as_str());
        assert_eq!(read_all(&name, bytes.clone()), intact, "{name}");
        let step = (bytes.len() / 24).max(1);
        for len in (0..bytes.len()).step_by(step) {
            let good = read_all(&name, bytes[..len].to_vec());
            // PDF readers repair what they can; the other formats must notice that the first half is missing.
            if len < bytes.len() / 2 && !name.ends_with(".pdf") {
                assert!(!good, "{name} cut to {len} of {} bytes", bytes.len());
            }
        }
    }
}

#[test]
fn flipped_bits_never_panic() {
    let mut state = 1u64;
    let mut random = move |below: usize| {
        // Knuth's MMIX generator.
        state =
            (state.wrapping_mul(6_364_136_223_846_793_005)).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for (name, bytes) in files() {
        for round in 0..24 {
            let mut broken = bytes.clone();
            // Headers are where damage matters most.
            let reach = if round % 2 == 0 {
                broken.len().min(64)
            } else {
                broken.len()
            };
            for _ in 0..=random(4) {
                broken[random(reach)] ^= 1 << random(8);
            }
            read_all(&name, broken);
        }
    }
}

fn error_of(bytes: &[u8]) -> DecodeError {
    decode_bytes(bytes, DecodeLimits::default()).expect_err("must fail")
}

#[test]
fn what_is_not_an_image_is_named() {
    assert_eq!(error_of(b""), DecodeError::Empty);
    for (bytes, expected) in [
        (&b"hello"[..], "not an image"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"\0\0\0\x18ftypavif", "AVIF"),
        (b"PK\x03\x04", "ZIP"),
        (b"<svg xmlns=", "SVG"),
    ] {
        let message = error_of(bytes).to_string();
        assert!(message.contains(expected), "{message}");
    }
}

/// A file of a few bytes that claims `width` x `height` pixels.
fn bombs(width: u32, height: u32) -> Vec<(&'static str, Vec<u8>)> {
    let (w, h) = (width as u16, height as u16);
    let mut gif = b"GIF89a".to_vec();
    gif.extend([w.to_le_bytes(), h.to_le_bytes()].concat());
    gif.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]);
    gif.extend([w.to_le_bytes(), h.to_le_bytes()].concat());
    gif.extend([0, 2, 2, 0x4c, 1, 0, 0x3b]);

    let mut bmp = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bmp.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    bmp.extend([1, 0, 24, 0]);
    bmp.extend([0; 24]);

    let mut jpeg = b"\xff\xd8\xff\xc0\0\x11\x08".to_vec();
    jpeg.extend([h.to_be_bytes(), w.to_be_bytes()].concat());
    jpeg.extend(b"\x03\x01\x11\0\x02\x11\0\x03\x11\0\xff\xda\0\x0c\x03\x01\0\x02\0\x03\0\0\x3f\0");

    let mut tiff = b"II*\0\x08\0\0\0\x09\0".to_vec();
    let entries: [(u16, u16, u32); 9] = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 0),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, u32::MAX),
    ];
    for (tag, kind, value) in entries {
        tiff.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        tiff.extend([1u32.to_le_bytes(), value.to_le_bytes()].concat());
    }
    tiff.extend([0; 4]);
    vec![("gif", gif), ("bmp", bmp), ("jpeg", jpeg), ("tiff", tiff)]
}

#[test]
fn bombs_are_refused_before_anything_is_allocated() {
    for (name, bytes) in bombs(60_000, 60_000) {
        let error = error_of(&bytes);
        assert!(
            matches!(
                error,
                DecodeError::TooLarge {
                    width: 60_000,
                    height: 60_000,
                    ..
                }
            ),
            "{name}: {error:?}"
        );
    }
    // The limit is the caller's: a small real image is refused too when it is set low.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/image/files");
    let limits = DecodeLimits {
        max_pixels: 100,
        ..DecodeLimits::default()
    };
    for name in [
        "rgb.png",
        "420.jpg",
        "lossy.webp",
        "rgb.bmp",
        "rgb.tif",
        "frames.gif",
        "frames.webp",
    ] {
        let bytes = fs::read(folder.join(name)).expect(name);
        let error = decode_bytes(&bytes, limits).expect_err(name);
        assert!(
            matches!(error, DecodeError::TooLarge { .. }),
            "{name}: {error:?}"
        );
    }
    let options = InputOptions {
        limits,
        ..InputOptions::default()
    };
    let pdf = fs::read(folder.join("three-pages.pdf")).expect("pdf");
    let mut pages = Pages::from_bytes("a.pdf".into(), pdf, &options).expect("opens");
    let error = pages.next().expect("a page").expect_err("too large");
    assert!(
        matches!(
            &error,
            InputError::Page {
                number: 1,
                source: DecodeError::TooLarge { .. },
                ..
            }
        ),
        "{error:?}"
    );
}
