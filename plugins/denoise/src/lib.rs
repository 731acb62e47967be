//! Takes noise and specks off a page and keeps the edges of its text.

mod median;
mod specks;

use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, Info, Level, Settings, host};
use page_image::Progress;
use page_image::plugin::{Picture, report};

pub use median::Median;
pub use specks::Specks;

/// Takes noise off a page.
pub struct Denoise;

impl ImageProcessor for Denoise {
    fn info() -> Info {
        Info::new("inkstone/denoise", "Remove noise", env!("CARGO_PKG_VERSION"))
            .description(
                "Smooths paper and strokes by a median that keeps edges, and takes specks off that stand away from the text.",
            )
            .author("Inkstone")
            .choice(
                "median",
                "Median",
                "Window of the median filter; a larger one takes more noise out",
                "3",
                &[("off", "None"), ("3", "3 x 3"), ("5", "5 x 5")],
            )
            .integer(
                "edge",
                "Edge",
                "Values that differ by more than this, of 255, are an edge and stay",
                40,
                0..=255,
            )
            .integer(
                "speck",
                "Largest speck",
                "The most pixels of ink that a speck has; 0 keeps all specks",
                12,
                0..=10_000,
            )
            .unit("px")
            .number(
                "distance",
                "Distance",
                "How far a speck is from larger ink, in heights of the page's letters; what is nearer may be a point or an accent",
                1.25,
                0.0..=100.0,
            )
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let mut hear = report;
        let mut progress = Progress::new(&mut hear);
        let mut picture = Picture::new(input)?;
        let window = match settings.text("median") {
            "3" => Some(3),
            "5" => Some(5),
            _ => None,
        };
        if let Some(window) = window {
            let edge = settings.integer("edge").clamp(0, 255) as u8;
            let (width, channels) = (picture.width, picture.channels);
            let mut part = progress.part(0.0, 0.7);
            let median = Median { window, edge };
            picture.pixels = median.apply(&picture.pixels, width, channels, &mut part)?;
        }
        let specks = Specks {
            size: settings.integer("speck").unsigned_abs(),
            distance: settings.number("distance"),
        };
        if specks.size > 0 {
            let count = specks.remove(&mut picture, &mut progress.part(0.7, 1.0))?;
            host::log(Level::Info, &format!("specks taken off: {count}"));
        }
        Ok(vec![ImageOutput {
            image: picture.into(),
            label: "page".into(),
            to_input: None,
            regions: Vec::new(),
        }])
    }
}

inkstone_plugin::export_image_processor!(Denoise);
