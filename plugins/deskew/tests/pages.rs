//! Drawn pages, turned by known angles, become level again, and the map back is right.

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use deskew::Deskew;
use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, Level, PixelFormat};
use support::{FORMATS, fallen, image, noise, read, recoloured};

/// A page that `split-lines/tests/draw_pages.py` drew.
fn page(name: &str) -> Image {
    let plugins = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    read(&plugins.join(format!("split-lines/tests/pages/{name}.png")))
}

fn run(input: Image, pairs: &[(&str, &str)]) -> ImageOutput {
    let settings = settings(&Deskew::info(), pairs).expect("settings");
    let mut outputs = Deskew::process(input, &settings).expect("an output");
    assert_eq!(outputs.len(), 1);
    outputs.remove(0)
}

/// By how many degrees the page was turned.
fn angle(output: &ImageOutput) -> f64 {
    output
        .to_input
        .map_or(0.0, |map| map.c.atan2(map.a).to_degrees())
}

#[test]
fn skew_is_found_within_a_tenth_of_a_degree() {
    let pages = [
        ("prose", 250),
        ("columns", 250),
        ("table", 250),
        ("noisy", 212),
        ("light-on-dark", 25),
    ];
    let mut wrong = Vec::new();
    for (name, paper) in pages {
        let level = page(name);
        for wanted in [
            -15.0, -11.23, -7.685, -3.074, -0.41, 0.0, 0.3, 1.537, 4.611, 9.222, 12.29, 15.0,
        ] {
            let input = fallen(&level, wanted, paper);
            let found = angle(&run(input, &[("least", "0")]));
            if (found - wanted).abs() > 0.1 {
                wrong.push(format!("{name}: {found:.3} for {wanted:.3} degrees"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pillow_and_the_plugin_turn_the_same_way() {
    for (name, wanted) in [("falling", 3.0), ("rising", -3.0)] {
        let found = angle(&run(page(name), &[]));
        assert!((found - wanted).abs() <= 0.1, "{name}: {found}");
    }
}

#[test]
fn what_was_turned_is_level() {
    let turned = run(fallen(&page("prose"), 11.3, 250), &[]);
    assert!(turned.to_input.is_some());
    let again = run(turned.image.clone(), &[("least", "0.1")]);
    assert_eq!(again.to_input, None);
    assert_eq!(again.image, turned.image);
}

#[test]
fn the_map_leads_from_pixel_to_pixel() {
    let input = fallen(&page("prose"), -6.2, 250);
    let output = run(input.clone(), &[]);
    let map = output.to_input.expect("it was turned");
    // A map of a turn: no stretching, and the middle stays the middle.
    assert!((map.a * map.d - map.b * map.c - 1.0).abs() < 1e-12);
    assert!((map.a - map.d).abs() < 1e-12 && (map.b + map.c).abs() < 1e-12);
    let half = |n: u32| f64::from(n) / 2.0;
    let (x, y) = map.apply(half(output.image.width), half(output.image.height));
    assert!((x - half(input.width)).abs() < 1e-9 && (y - half(input.height)).abs() < 1e-9);
    // Each pixel is the mix of the four around where it comes from.
    let at = |x: f64, y: f64| {
        let (x, y) = (
            x.clamp(0.0, half(input.width) * 2.0 - 1.0),
            y.clamp(0.0, half(input.height) * 2.0 - 1.0),
        );
        f64::from(input.data[y as usize * input.width as usize + x as usize])
    };
    for (index, &value) in output.image.data.iter().enumerate() {
        let (x, y) = (
            index as u32 % output.image.width,
            index as u32 / output.image.width,
        );
        let (sx, sy) = map.apply(f64::from(x) + 0.5, f64::from(y) + 0.5);
        let clamped = |s: f64, count: u32| (s - 0.5).clamp(0.0, f64::from(count - 1));
        let (sx, sy) = (clamped(sx, input.width), clamped(sy, input.height));
        let (px, py) = (sx.fract(), sy.fract());
        let upper = at(sx, sy) * (1.0 - px) + at(sx + 1.0, sy) * px;
        let lower = at(sx, sy + 1.0) * (1.0 - px) + at(sx + 1.0, sy + 1.0) * px;
        let wanted = upper * (1.0 - py) + lower * py;
        assert!(
            (wanted - f64::from(value)).abs() < 0.51,
            "{x}, {y}: {value} for {wanted}"
        );
    }
}

#[test]
fn formats_make_no_difference() {
    let gray = fallen(&page("prose"), 4.0, 250);
    let wanted = run(gray.clone(), &[]);
    for format in FORMATS {
        let output = run(recoloured(&gray, format), &[]);
        assert_eq!(output.to_input, wanted.to_input);
        let kept = match format {
            PixelFormat::Rgba8 => PixelFormat::Rgb8,
            kept => kept,
        };
        assert_eq!(output.image, recoloured(&wanted.image, kept));
    }
}

#[test]
fn pages_without_lines_stay() {
    let mut pages = vec![
        page("blank"),
        image(PixelFormat::Gray8, 200, 300, noise(9, 60_000)),
    ];
    for format in FORMATS {
        let pixel = image(format, 1, 1, Vec::new());
        pages.push(image(format, 1, 1, vec![77; pixel.channels()]));
    }
    pages.push(image(PixelFormat::Rgb8, 3000, 2, noise(2, 18_000)));
    for input in pages {
        let output = run(input.clone(), &[]);
        assert_eq!(output.to_input, None);
        assert_eq!(
            (output.image.width, output.image.height),
            (input.width, input.height)
        );
    }
}

#[test]
fn limits_are_kept_and_told() {
    let input = fallen(&page("prose"), 5.0, 250);
    testing::logs();
    assert_eq!(run(input.clone(), &[("most", "4")]).to_input, None);
    let logs = testing::logs();
    assert!(
        matches!(&logs[..], [(Level::Warn, text)] if text.contains("degrees")),
        "{logs:?}"
    );
    assert_eq!(run(input.clone(), &[("least", "6")]).to_input, None);
    assert!(run(input, &[("most", "5")]).to_input.is_some());
}

#[test]
fn what_cannot_be_is_refused() {
    let defaults = settings(&Deskew::info(), &[]).expect("defaults");
    let short = image(PixelFormat::Gray8, 4, 4, vec![0; 15]);
    let refused = Deskew::process(short, &defaults);
    assert!(matches!(refused, Err(Error::InvalidInput(_))));
    let steep = settings(&Deskew::info(), &[("most", "16")]);
    assert!(matches!(steep, Err(Error::InvalidSetting(_))));
}

#[test]
fn the_work_can_be_ended() {
    let defaults = settings(&Deskew::info(), &[]).expect("defaults");
    testing::progress();
    testing::cancel(true);
    let ended = Deskew::process(page("falling"), &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
    run(page("falling"), &[]);
    let told = testing::progress();
    assert!(told.is_sorted() && told.iter().all(|done| (0.0..=1.0).contains(done)));
}
