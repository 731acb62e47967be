//! Pictures of the window against those that are committed (`gui/tests/pictures`), in both themes and languages.
//!
//! `UPDATE_PICTURES=1 cargo test -p inkstone-gui --test desktop pictures` takes them anew; look at them before committing.

use std::path::{Path, PathBuf};

use image::RgbImage;

use super::display::Display;
use super::window::program;

/// How far a channel of a pixel may be off: drivers blend edges a little differently.
const CHANNEL: u8 = 48;
/// How many pixels may be further off than that, of more than half a million.
const PIXELS: usize = 300;
/// Where the window says how long a page took and how sure the reader was: x, y, width, height.
const TIMES: [[u32; 4]; 1] = [[62, 152, 96, 20]];

/// The views that have pictures.
const VIEWS: [&str; 1] = ["read"];

#[test]
fn the_window_looks_as_it_did() {
    let Some(display) = Display::start() else {
        return;
    };
    let mut wrong = Vec::new();
    for view in VIEWS {
        for theme in ["light", "dark"] {
            for language in ["en", "zh"] {
                let name = format!("{view}-{theme}-{language}.png");
                let taken = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&name);
                let options = ["--view", view, "--theme", theme, "--lang", language];
                take(&display, &options, &taken);
                wrong.extend(compare(&taken, &committed(&name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn committed(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures");
    // Lossless as PNG is, and a little smaller.
    folder.join(name).with_extension("webp")
}

fn take(display: &Display, options: &[&str], to: &Path) {
    let taken = program(display)
        .args(options)
        .args([
            "--size",
            "1024x640",
            "--model-path",
            "demo",
            "--device",
            "cpu",
            "--screenshot",
        ])
        .arg(to)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&taken.stderr);
    assert!(taken.status.success(), "{options:?}: {told}");
}

/// What is wrong with a picture, if anything.
fn compare(taken: &Path, committed: &Path) -> Option<String> {
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::create_dir_all(committed.parent()?).unwrap();
        let picture = image::open(taken).unwrap().into_rgb8();
        picture.save(committed).unwrap();
        return None;
    }
    let open = |path: &Path| image::open(path).map(image::DynamicImage::into_rgb8);
    let found = open(taken).unwrap();
    let Ok(wanted) = open(committed) else {
        return Some(format!("{}: not there", committed.display()));
    };
    let off = match found.dimensions() == wanted.dimensions() {
        true => differing(&found, &wanted),
        false => usize::MAX,
    };
    (off > PIXELS).then(|| {
        format!(
            "{}: {off} pixels differ from {}",
            taken.display(),
            committed.display()
        )
    })
}

fn differing(a: &RgbImage, b: &RgbImage) -> usize {
    let masked = |x: u32, y: u32| {
        TIMES.iter().any(|[left, top, width, height]| {
            (*left..left + width).contains(&x) && (*top..top + height).contains(&y)
        })
    };
    let pairs = a.enumerate_pixels().zip(b.pixels());
    pairs
        .filter(|((x, y, a), b)| {
            let far = a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > CHANNEL);
            far && !masked(*x, *y)
        })
        .count()
}
