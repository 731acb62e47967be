//! Cuts a page of several columns into one image per column, in reading order.

mod columns;

use inkstone_plugin::{Affine, Error, Image, ImageOutput, ImageProcessor, Info, Settings};
use page_image::plugin::{Picture, crop_of, report, turned_back};
use page_image::{Progress, Rect};

pub use columns::{Columns, Piece, columns};

/// Cuts a page into its columns.
pub struct SplitColumns;

impl ImageProcessor for SplitColumns {
    fn info() -> Info {
        Info::new(
            "inkstone/split-columns",
            "Split into columns",
            env!("CARGO_PKG_VERSION"),
        )
        .description(
            "Makes one image of each column of a page, in reading order; what goes across columns is an image of its own. The page is straightened first.",
        )
            .author("Inkstone")
        .integer(
            "margin",
            "Margin",
            "White that is kept around a column's ink, up to the middle between two columns",
            8,
            0..=10_000,
        )
        .unit("px")
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let mut hear = report;
        let mut progress = Progress::new(&mut hear);
        let mut page = Picture::new(input)?;
        let found = columns(&page.page(), &mut progress.part(0.0, 0.8))?;
        let mut map = None;
        if let Some(turn) = found.turn {
            page = page.turned(&turn, &mut progress.part(0.8, 1.0))?;
            map = Some(turned_back(&turn));
        }
        if found.pieces.len() < 2 {
            return Ok(vec![ImageOutput {
                image: page.into(),
                label: "page".into(),
                to_input: map,
                regions: Vec::new(),
            }]);
        }
        let map = map.unwrap_or(Affine::shift(0.0, 0.0));
        let margin = settings.integer("margin").unsigned_abs();
        let (mut beside, mut across) = (0, 0);
        let outputs = found.pieces.iter().map(|piece| {
            let (kind, count) = match piece.is_column {
                true => ("column", &mut beside),
                false => ("across", &mut across),
            };
            *count += 1;
            let crop = with_margin(piece, margin);
            ImageOutput {
                image: page.cropped(&crop).into(),
                label: format!("{kind} {count}"),
                to_input: Some(crop_of(&map, crop.left, crop.top)),
                regions: Vec::new(),
            }
        });
        Ok(outputs.collect())
    }
}

/// A piece's ink with white around it, of the piece's own area.
fn with_margin(piece: &Piece, margin: u32) -> Rect {
    let (ink, most) = (piece.bounds, piece.bounds.union(&piece.area));
    Rect {
        left: ink.left.saturating_sub(margin).max(most.left),
        top: ink.top.saturating_sub(margin).max(most.top),
        right: (ink.right + margin).min(most.right),
        bottom: (ink.bottom + margin).min(most.bottom),
    }
}

inkstone_plugin::export_image_processor!(SplitColumns);
