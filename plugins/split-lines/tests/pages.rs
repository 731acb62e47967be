//! Drawn pages (`draw_pages.py`) are cut into the lines that were drawn, in their order.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use serde_json::Value;
use split_lines::{Cut, Page, PageError, split, straighten};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

/// A gray picture: pixels, width, height.
fn picture(name: &str) -> (Vec<u8>, usize, usize) {
    let file = File::open(folder().join(format!("{name}.png"))).expect("the page is committed");
    let mut reader = png::Decoder::new(BufReader::new(file))
        .read_info()
        .expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!(info.color_type, png::ColorType::Grayscale);
    (pixels, info.width as usize, info.height as usize)
}

fn drawn() -> Vec<Value> {
    let text =
        std::fs::read_to_string(folder().join("pages.json")).expect("pages.json is committed");
    serde_json::from_str(&text).expect("JSON")
}

/// Middle x, middle y, width, height of a line on its page.
type Placed = [f64; 4];

fn truth(line: &Value) -> Placed {
    ["x", "y", "width", "height"].map(|key| line[key].as_f64().expect("a number"))
}

fn found(cut: &Cut, index: usize) -> Placed {
    let bounds = cut.lines[index].bounds;
    let middle = |a: u32, b: u32| (a + b) as f32 / 2.0;
    let (x, y) = cut.to_page(
        middle(bounds.left, bounds.right),
        middle(bounds.top, bounds.bottom),
    );
    [
        f64::from(x),
        f64::from(y),
        f64::from(bounds.width()),
        f64::from(bounds.height()),
    ]
}

/// Intersection over union of two boxes of the same tilt, which at a few degrees is as good as upright.
fn overlap(a: Placed, b: Placed) -> f64 {
    let shared = |axis: usize| {
        let (first, second) = (a[axis + 2] / 2.0, b[axis + 2] / 2.0);
        ((a[axis] + first).min(b[axis] + second) - (a[axis] - first).max(b[axis] - second)).max(0.0)
    };
    let both = shared(0) * shared(1);
    both / (a[2] * a[3] + b[2] * b[3] - both)
}

#[test]
fn drawn_lines_are_found_in_their_order() {
    let mut wrong = Vec::new();
    for page in drawn() {
        let name = page["page"].as_str().expect("a name");
        let (pixels, width, height) = picture(name);
        let cut = split(&Page::new(&pixels, width, height, 1).expect("a gray page"));
        let lines = page["lines"].as_array().expect("lines");
        if cut.lines.len() != lines.len() {
            wrong.push(format!(
                "{name}: {} lines, drawn are {}",
                cut.lines.len(),
                lines.len()
            ));
            continue;
        }
        for (index, line) in lines.iter().enumerate() {
            let (truth, found) = (truth(line), found(&cut, index));
            let shared = overlap(truth, found);
            if shared < 0.75 {
                wrong.push(format!(
                    "{name}, line {index}: {found:?} for {truth:?} ({shared:.2})"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn skew_is_measured_to_a_tenth_of_a_degree() {
    for page in drawn() {
        let name = page["page"].as_str().expect("a name");
        let (pixels, width, height) = picture(name);
        let page_angle = page["angle"].as_f64().expect("an angle");
        let cut = split(&Page::new(&pixels, width, height, 1).expect("a gray page"));
        let difference = (f64::from(cut.angle) - page_angle).abs();
        assert!(
            difference <= 0.101,
            "{name}: {} degrees for {page_angle}",
            cut.angle
        );
    }
}

#[test]
fn a_straightened_page_is_straight() {
    let (pixels, width, height) = picture("falling");
    let page = Page::new(&pixels, width, height, 1).expect("a gray page");
    let cut = split(&page);
    let straight = straighten(&page, &cut);
    let again = Page::new(&straight, cut.width as usize, cut.height as usize, 1)
        .expect("the canvas that the cut tells");
    let second = split(&again);
    assert_eq!(second.angle, 0.0);
    let tops = |cut: &Cut| {
        cut.lines
            .iter()
            .map(|line| line.bounds.top)
            .collect::<Vec<_>>()
    };
    assert_eq!(tops(&second), tops(&cut));
}

#[test]
fn color_is_cut_as_gray_is() {
    let (pixels, width, height) = picture("columns");
    let color: Vec<u8> = pixels.iter().flat_map(|&value| [value; 3]).collect();
    let gray = split(&Page::new(&pixels, width, height, 1).expect("a gray page"));
    assert_eq!(
        split(&Page::new(&color, width, height, 3).expect("an RGB page")),
        gray
    );
}

#[test]
fn pieces_cover_the_line_and_keep_the_limit() {
    let (pixels, width, height) = picture("prose");
    let cut = split(&Page::new(&pixels, width, height, 1).expect("a gray page"));
    let mut divided = 0;
    for line in &cut.lines {
        for aspect in [3.0, 8.0, 20.0] {
            let pieces = line.pieces(&cut, aspect);
            divided += usize::from(pieces.len() > 1);
            let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
            assert!(first.left <= line.bounds.left && last.right >= line.bounds.right);
            for piece in &pieces {
                assert!(
                    piece.width() as f32 <= aspect * piece.height() as f32 + 1.0,
                    "{piece:?} at {aspect}"
                );
            }
            for pair in pieces.windows(2) {
                // Between two pieces lies nothing but a gap of the line (pieces overlap by their margins).
                let gap = pair[0].right..pair[1].left;
                assert!(
                    gap.is_empty()
                        || line
                            .gaps
                            .iter()
                            .any(|white| white.start <= gap.start && gap.end <= white.end)
                );
            }
        }
    }
    assert!(divided > 0);
}

#[test]
fn the_cells_of_a_row_are_read_one_by_one() {
    let (pixels, width, height) = picture("receipt");
    let cut = split(&Page::new(&pixels, width, height, 1).expect("a gray page"));
    let counts: Vec<_> = cut
        .lines
        .iter()
        .map(|line| line.pieces(&cut, 30.0).len())
        .collect();
    assert_eq!(counts, [1, 2, 2, 2, 2, 2, 1]);
}

#[test]
fn any_size_and_any_pixels_are_taken() {
    let mut state = 1u32;
    for (width, height) in [
        (0, 0),
        (0, 5),
        (7, 0),
        (1, 1),
        (1, 900),
        (900, 1),
        (2, 2),
        (5000, 3),
        (3, 5000),
        (97, 89),
    ] {
        for kind in 0..4 {
            let pixels: Vec<u8> = (0..width * height * 3)
                .map(|index| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    match kind {
                        0 => 0,
                        1 => 255,
                        2 => (state >> 24) as u8,
                        _ => ((index / 40) % 2 * 255) as u8,
                    }
                })
                .collect();
            let page = Page::new(&pixels, width, height, 3).expect("an RGB page");
            let cut = split(&page);
            for line in &cut.lines {
                assert!(line.bounds.right <= cut.width && line.bounds.bottom <= cut.height);
                assert!(!line.pieces(&cut, 0.0).is_empty());
            }
            assert_eq!(
                straighten(&page, &cut).len(),
                (cut.width * cut.height) as usize * 3
            );
        }
    }
}

#[test]
fn what_is_no_page_is_refused() {
    assert_eq!(
        Page::new(&[0; 8], 2, 2, 2).err(),
        Some(PageError::Channels(2))
    );
    let (expected, given) = (Some(4), 3);
    assert_eq!(
        Page::new(&[0; 3], 2, 2, 1).err(),
        Some(PageError::Length { expected, given })
    );
    assert!(Page::new(&[], usize::MAX, 2, 3).is_err());
}
