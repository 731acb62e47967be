//! Drawn pages with known noise come nearer to what they were, and their text stays.

#[path = "../../page-image/tests/support/mod.rs"]
mod support;

use std::path::PathBuf;

use denoise::{Denoise, Median};
use inkstone_plugin::testing::{self, settings};
use inkstone_plugin::{Error, Image, ImageProcessor, PixelFormat};
use page_image::unheard;
use support::{FORMATS, image, noise, read, recoloured};

/// A page that `split-lines/tests/draw_pages.py` drew, without any noise.
fn page(name: &str) -> Image {
    let plugins = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    read(&plugins.join(format!("split-lines/tests/pages/{name}.png")))
}

fn run(input: Image, pairs: &[(&str, &str)]) -> Image {
    let settings = settings(&Denoise::info(), pairs).expect("settings");
    let outputs = Denoise::process(input, &settings).expect("an output");
    assert_eq!((outputs.len(), outputs[0].to_input), (1, None));
    outputs.into_iter().next().expect("one").image
}

/// Peak signal-to-noise ratio in decibels.
fn psnr(a: &Image, b: &Image) -> f64 {
    let squares = a
        .data
        .iter()
        .zip(&b.data)
        .map(|(a, b)| f64::from(a.abs_diff(*b)).powi(2));
    10.0 * (255.0 * 255.0 * a.data.len() as f64 / squares.sum::<f64>().max(1e-9)).log10()
}

/// Of the pixels that are ink on the clean page, the part that still is; and of those that are none, the part that still is none.
fn kept(clean: &Image, other: &Image) -> (f64, f64) {
    let part = |is_ink: bool| {
        let of: Vec<usize> = (0..clean.data.len())
            .filter(|&at| (clean.data[at] < 128) == is_ink)
            .collect();
        let still = of
            .iter()
            .filter(|&&at| (other.data[at] < 128) == is_ink)
            .count();
        still as f64 / of.len() as f64
    };
    (part(true), part(false))
}

/// Where two pictures of one size differ: how many values do, and the first one's column and row.
fn differences(a: &Image, b: &Image) -> (usize, Option<(usize, usize)>) {
    assert_eq!((a.width, a.height, a.format), (b.width, b.height, b.format));
    let differ = |&at: &usize| a.data[at] != b.data[at];
    let row = a.width as usize * a.channels();
    let first = (0..a.data.len()).find(differ);
    let count = (0..a.data.len()).filter(differ).count();
    (count, first.map(|at| (at % row / a.channels(), at / row)))
}

/// No difference.
const NONE: (usize, Option<(usize, usize)>) = (0, None);

/// The page with black and white impulses on so many of 65 536 pixels.
fn with_impulses(clean: &Image, share: usize) -> Image {
    let mut out = clean.clone();
    let random = noise(21, 3 * clean.data.len());
    for (value, draw) in out.data.iter_mut().zip(random.as_chunks::<3>().0) {
        if usize::from(draw[0]) * 256 + usize::from(draw[1]) < share {
            *value = if draw[2] < 128 { 0 } else { 255 };
        }
    }
    out
}

/// The page with noise of a bell's shape.
fn with_grain(clean: &Image, deviation: f64) -> Image {
    let mut out = clean.clone();
    let random = noise(22, 12 * clean.data.len());
    for (value, draws) in out.data.iter_mut().zip(random.as_chunks::<12>().0) {
        // The sum of twelve even draws has nearly a bell's shape, with a deviation of one of their ranges.
        let bell = draws.iter().map(|&d| f64::from(d)).sum::<f64>() / 256.0 - 6.0;
        *value = (f64::from(*value) + bell * deviation)
            .round()
            .clamp(0.0, 255.0) as u8;
    }
    out
}

#[test]
fn noise_goes_and_text_stays() {
    for name in ["prose", "columns", "receipt"] {
        let clean = page(name);
        // 2 % of the pixels black or white, or noise of a deviation of 9: decibels that are gained at least.
        for (noisy, gain) in [
            (with_impulses(&clean, 1311), 8.0),
            (with_grain(&clean, 9.0), 0.9),
        ] {
            for window in ["3", "5"] {
                let quiet = run(noisy.clone(), &[("median", window)]);
                let (before, after) = (psnr(&clean, &noisy), psnr(&clean, &quiet));
                let case = format!("{name}, window {window}, from {before:.2} dB");
                assert!(after >= before + gain, "{case} to {after:.2} dB");
                let (ink, paper) = kept(&clean, &quiet);
                // Grain itself takes pale edges over the middle between ink and paper; the filter may not take more.
                let least = kept(&clean, &noisy).0.min(0.99) - 0.015;
                assert!(
                    ink >= least && paper >= 0.998,
                    "{case}: {ink:.4} (of {least:.4}), {paper:.4}"
                );
            }
        }
    }
}

#[test]
fn a_clean_page_stays_as_it_is() {
    for name in ["prose", "columns", "receipt", "table"] {
        let clean = page(name);
        let same = run(clean.clone(), &[]);
        let (ink, paper) = kept(&clean, &same);
        assert!(ink >= 0.99 && paper == 1.0, "{name}: {ink:.4} {paper:.4}");
        // Points and accents are no specks: without the median nothing changes at all.
        let unfiltered = run(clean.clone(), &[("median", "off")]);
        assert_eq!(differences(&unfiltered, &clean), NONE, "{name}");
    }
}

#[test]
fn values_move_by_an_edge_at_most_unless_they_stand_out() {
    let (width, height) = (61, 47);
    let pixels = noise(31, width * height);
    for window in [3, 5] {
        let median = Median { window, edge: 30 };
        let out = unheard(|progress| median.apply(&pixels, width, 1, progress));
        for (at, (&before, &after)) in pixels.iter().zip(&out).enumerate() {
            let (x, y) = ((at % width) as isize, (at / width) as isize);
            let around = (0..9).filter(|&n| n != 4).map(|n| {
                let column = (x + n % 3 - 1).clamp(0, width as isize - 1);
                let row = (y + n / 3 - 1).clamp(0, height as isize - 1);
                pixels[row as usize * width + column as usize]
            });
            let (least, most) = (around.clone().min(), around.max());
            let stands_out = least.is_some_and(|least| u16::from(least) > u16::from(before) + 30)
                || most.is_some_and(|most| u16::from(most) + 30 < u16::from(before));
            assert!(stands_out || before.abs_diff(after) <= 30, "{x}, {y}");
        }
    }
    // An edge of zero and no specks leave everything but impulses of any height.
    let steps: Vec<u8> = (0..40)
        .flat_map(|y| [if y < 20 { 90 } else { 91 }; 30])
        .collect();
    let kept = unheard(|progress| Median { window: 5, edge: 0 }.apply(&steps, 30, 1, progress));
    assert_eq!(kept, steps);
}

/// Draws a dark square.
fn put(image: &mut Image, left: usize, top: usize, side: usize) {
    let width = image.width as usize;
    for y in top..top + side {
        image.data[y * width + left..y * width + left + side].fill(20);
    }
}

#[test]
fn specks_go_where_no_text_is() {
    let clean = page("prose");
    let off = ("median", "off");
    let mut dirty = clean.clone();
    for (left, top, side) in [
        (8, 8, 2),
        (20, 390, 3),
        (620, 200, 3),
        (0, 100, 1),
        (639, 399, 1),
        (300, 385, 2),
    ] {
        put(&mut dirty, left, top, side);
    }
    assert_ne!(differences(&dirty, &clean), NONE);
    assert_eq!(differences(&run(dirty.clone(), &[off]), &clean), NONE);
    assert_eq!(
        differences(&run(dirty.clone(), &[off, ("speck", "0")]), &dirty),
        NONE
    );
    // One that is larger than a speck stays, and so does one as near to a letter as a point is.
    let mut large = clean.clone();
    put(&mut large, 8, 8, 4);
    assert_eq!(differences(&run(large.clone(), &[off]), &large), NONE);
    assert_eq!(
        differences(&run(large, &[off, ("speck", "16")]), &clean),
        NONE
    );
    let bottom = (0..640 * 400)
        .rposition(|at| clean.data[at] < 60)
        .expect("ink");
    let mut near = clean.clone();
    put(&mut near, bottom % 640, bottom / 640 + 3, 2);
    assert_eq!(differences(&run(near.clone(), &[off]), &near), NONE);
    let at = bottom + 4 * 640;
    assert!(near.data[at] < 60);
    assert_eq!(
        run(near, &[off, ("distance", "0")]).data[at],
        clean.data[at]
    );
}

#[test]
fn specks_take_the_colour_of_their_paper() {
    let (width, height) = (200_u32, 100_u32);
    let mut data: Vec<u8> = [250, 240, 200].repeat((width * height) as usize);
    let paper = data.clone();
    let mut dot = |x: usize, y: usize| data[(y * width as usize + x) * 3..][..3].fill(10);
    (0..4).for_each(|n| dot(50 + n % 2, 50 + n / 2));
    let dirty = image(PixelFormat::Rgb8, width, height, data);
    assert_eq!(run(dirty, &[("median", "off")]).data, paper);
}

#[test]
fn formats_make_no_difference() {
    let gray = with_impulses(&page("receipt"), 1000);
    let wanted = run(gray.clone(), &[]);
    for format in FORMATS {
        let kept = match format {
            PixelFormat::Rgba8 => PixelFormat::Rgb8,
            kept => kept,
        };
        assert_eq!(
            run(recoloured(&gray, format), &[]),
            recoloured(&wanted, kept)
        );
    }
}

#[test]
fn any_size_is_taken() {
    for (width, height) in [(1, 1), (1, 50), (50, 1), (2, 3), (90, 70)] {
        for format in FORMATS {
            let channels = image(format, 0, 0, Vec::new()).channels();
            let data = noise(width, (width * height) as usize * channels);
            for median in ["off", "3", "5"] {
                let input = image(format, width, height, data.clone());
                let output = run(
                    input,
                    &[("median", median), ("speck", "10000"), ("distance", "0")],
                );
                assert_eq!((output.width, output.height), (width, height));
            }
        }
    }
}

#[test]
fn what_cannot_be_is_refused_and_the_work_can_be_ended() {
    let defaults = settings(&Denoise::info(), &[]).expect("defaults");
    let long = image(PixelFormat::Rgb8, 4, 4, vec![0; 49]);
    assert!(matches!(
        Denoise::process(long, &defaults),
        Err(Error::InvalidInput(_))
    ));
    for pair in [
        ("median", "4"),
        ("edge", "256"),
        ("speck", "-1"),
        ("distance", "NaN"),
    ] {
        let refused = settings(&Denoise::info(), &[pair]);
        assert!(matches!(refused, Err(Error::InvalidSetting(_))), "{pair:?}");
    }
    testing::progress();
    run(page("prose"), &[]);
    let told = testing::progress();
    assert!(told.len() > 3 && told.is_sorted() && told.iter().all(|d| (0.0..=1.0).contains(d)));
    testing::cancel(true);
    let ended = Denoise::process(page("prose"), &defaults);
    testing::cancel(false);
    assert!(matches!(ended, Err(Error::Cancelled)));
}
