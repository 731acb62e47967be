//! Cuts the white margin off, by the rule that PaddleX has for formulas.

mod rule;

use inkstone_plugin::{Affine, Error, Image, ImageOutput, ImageProcessor, Info, Settings};
use page_image::Rect;
use page_image::plugin::{Picture, crop_of, report};

pub use rule::ink_bounds;

/// Cuts the white margin off.
pub struct CropMargin;

impl ImageProcessor for CropMargin {
    fn info() -> Info {
        Info::new(
            "inkstone/crop-margin",
            "Crop the margin",
            env!("CARGO_PKG_VERSION"),
        )
        .description(
            "Cuts the white margin off a formula, as PaddleX does before it is recognised.",
        )
        .author("Inkstone")
        .integer(
            "margin",
            "Margin",
            "White that is kept around the ink, as far as there is any",
            0,
            0..=10_000,
        )
        .unit("px")
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let picture = Picture::new(input)?;
        report(0.0)?;
        let bounds = ink_bounds(&picture.page());
        report(0.5)?;
        let margin = settings.integer("margin").unsigned_abs();
        let crop = bounds.map(|ink| Rect {
            left: ink.left.saturating_sub(margin),
            top: ink.top.saturating_sub(margin),
            right: (ink.right + margin).min(picture.width as u32),
            bottom: (ink.bottom + margin).min(picture.height as u32),
        });
        let (image, to_input) = match crop {
            Some(crop) => {
                let map = crop_of(&Affine::shift(0.0, 0.0), crop.left, crop.top);
                (picture.cropped(&crop), Some(map))
            }
            None => (picture, None),
        };
        Ok(vec![ImageOutput {
            image: image.into(),
            label: "formula".into(),
            to_input,
            regions: Vec::new(),
        }])
    }
}

inkstone_plugin::export_image_processor!(CropMargin);
