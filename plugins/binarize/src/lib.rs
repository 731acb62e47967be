//! Makes an image black and white by Sauvola's local threshold.

mod sauvola;

use inkstone_plugin::{
    Error, Image, ImageOutput, ImageProcessor, Info, PixelFormat, SettingError, Settings,
};
use page_image::plugin::{Picture, report};
use page_image::{Gray, Progress};

pub use sauvola::Sauvola;

/// Makes an image black and white.
pub struct Binarize;

impl ImageProcessor for Binarize {
    fn info() -> Info {
        Info::new("inkstone/binarize", "Black and white", env!("CARGO_PKG_VERSION"))
            .description(
                "Makes an image black and white by Sauvola's threshold, which follows uneven light.",
            )
            .author("Inkstone")
            .integer(
                "window",
                "Window",
                "Side of the square around a pixel that its threshold comes from; odd, wider than the strokes of the largest letters",
                25,
                3..=999,
            )
            .unit("px")
            .number(
                "k",
                "k",
                "How far below the local mean the threshold is where there is no contrast; larger values make thinner letters",
                0.2,
                0.0..=1.0,
            )
            .number(
                "r",
                "R",
                "The largest standard deviation; 0 stands for half of the range of values, 127.5",
                0.0,
                0.0..=255.0,
            )
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let window = settings.integer("window");
        if window % 2 == 0 {
            return Err(Error::InvalidSetting(SettingError {
                key: "window".into(),
                message: format!("the window has no middle pixel: {window} is even"),
            }));
        }
        let r = settings.number("r");
        let sauvola = Sauvola {
            window: window as usize,
            k: settings.number("k"),
            r: if r == 0.0 { 127.5 } else { r },
        };
        let mut hear = report;
        let picture = Picture::new(input)?;
        let gray = Gray::of(&picture.page());
        let mut data = Vec::with_capacity(gray.pixels.len());
        let mut progress = Progress::new(&mut hear);
        sauvola.rows(
            &gray.pixels,
            gray.width,
            &mut progress,
            |row, thresholds| {
                let is_paper = |(&value, &limit): (&u8, &f64)| f64::from(value) > limit;
                data.extend(
                    row.iter()
                        .zip(thresholds)
                        .map(|pair| if is_paper(pair) { 255 } else { 0 }),
                );
            },
        )?;
        Ok(vec![ImageOutput {
            image: Image {
                width: gray.width as u32,
                height: gray.height as u32,
                format: PixelFormat::Gray8,
                dpi: picture.dpi,
                data,
            },
            label: "page".into(),
            to_input: None,
            regions: Vec::new(),
        }])
    }
}

inkstone_plugin::export_image_processor!(Binarize);
