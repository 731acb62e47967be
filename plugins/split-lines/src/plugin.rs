//! The plugin: a page in; the page straightened with its lines as regions, or an image of each line, out.

use inkstone_plugin::{Affine, Error, Image, ImageOutput, ImageProcessor, Info, Region, Settings};
use page_image::plugin::{Picture, crop_of, report, turned_back};
use page_image::{Progress, Rect};

use crate::{Cut, split_with};

/// Cuts a page into its lines.
pub struct SplitLines;

impl ImageProcessor for SplitLines {
    fn info() -> Info {
        Info::new(
            "inkstone/split-lines",
            "Split into lines",
            env!("CARGO_PKG_VERSION"),
        )
        .description(
            "Straightens a page of printed text and finds its lines in reading order, column by column.",
        )
        .author("Inkstone")
        .number(
            "aspect",
            "Widest piece",
            "Lines wider than this many times their height are cut at gaps between words",
            14.0,
            1.0..=1000.0,
        )
        .choice(
            "output",
            "Output",
            "One page with its lines as regions, or one image of each line",
            "page",
            &[("page", "The page"), ("lines", "An image of each line")],
        )
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let mut hear = report;
        let mut progress = Progress::new(&mut hear);
        let mut page = Picture::new(input)?;
        let cut = split_with(&page.page(), &mut progress.part(0.0, 0.8))?;
        let mut map = None;
        if cut.angle != 0.0 {
            let turn = cut.turn();
            map = Some(turned_back(&turn));
            page = page.turned(&turn, &mut progress.part(0.8, 1.0))?;
        }
        let aspect = settings.number("aspect") as f32;
        Ok(match settings.text("output") {
            "lines" => {
                let map = map.unwrap_or(Affine::shift(0.0, 0.0));
                let indices = 0..cut.lines.len();
                indices
                    .map(|index| one_line(&page, &cut, index, aspect, &map))
                    .collect()
            }
            _ => vec![ImageOutput {
                image: page.into(),
                label: "page".into(),
                to_input: map,
                regions: regions(&cut, aspect),
            }],
        })
    }
}

/// Each line, followed by the pieces to read it in.
fn regions(cut: &Cut, aspect: f32) -> Vec<Region> {
    let mut regions = Vec::new();
    for line in &cut.lines {
        let parent = Some(regions.len() as u32);
        regions.push(region("line", &line.bounds));
        let pieces = line.pieces(cut, aspect);
        regions.extend(pieces.iter().map(|piece| Region {
            parent,
            ..region("piece", piece)
        }));
    }
    regions
}

/// The image of a line with the margin that its pieces have, and the pieces as regions.
fn one_line(page: &Picture, cut: &Cut, index: usize, aspect: f32, map: &Affine) -> ImageOutput {
    let pieces = cut.lines[index].pieces(cut, aspect);
    let crop = pieces
        .iter()
        .fold(pieces[0], |whole, piece| whole.union(piece));
    let inside = |piece: &Rect| {
        let moved = Rect {
            left: piece.left - crop.left,
            top: piece.top - crop.top,
            right: piece.right - crop.left,
            bottom: piece.bottom - crop.top,
        };
        region("piece", &moved)
    };
    ImageOutput {
        image: page.cropped(&crop).into(),
        label: format!("line {}", index + 1),
        to_input: Some(crop_of(map, crop.left, crop.top)),
        regions: pieces.iter().map(inside).collect(),
    }
}

fn region(label: &str, rect: &Rect) -> Region {
    let [x, y, width, height] =
        [rect.left, rect.top, rect.width(), rect.height()].map(|number| number as f32);
    Region::rectangle(label, x, y, width, height)
}
