//! Finds how far a page's lines are from level, and turns the page so that they are.

use inkstone_plugin::{Error, Image, ImageOutput, ImageProcessor, Info, Level, Settings, host};
use page_image::plugin::{Picture, report, turned_back};
use page_image::{Gray, Progress, Turn, skew};

/// Turns a page level.
pub struct Deskew;

impl ImageProcessor for Deskew {
    fn info() -> Info {
        Info::new("inkstone/deskew", "Deskew", env!("CARGO_PKG_VERSION"))
            .description("Finds how far a page's lines are from level, up to 15 degrees, and turns the page so that they are.")
            .author("Inkstone")
            .number(
                "least",
                "Least angle",
                "A page whose lines are nearer to level than this is left as it is",
                0.05,
                0.0..=15.0,
            )
            .unit("°")
            .number(
                "most",
                "Largest angle",
                "A page whose lines are further from level than this is left as it is, and a note says so",
                15.0,
                0.0..=15.0,
            )
            .unit("°")
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let mut hear = report;
        let mut progress = Progress::new(&mut hear);
        let picture = Picture::new(input)?;
        let ink = Gray::of(&picture.page()).ink(&mut progress.part(0.0, 0.4))?;
        let angle = match ink {
            Some(ink) => skew::angle(&ink, &mut progress.part(0.4, 0.6))?,
            None => 0.0,
        };
        let (least, most) = (settings.number("least"), settings.number("most"));
        // The measure itself is good to 0.1 degrees.
        let is_too_steep = f64::from(angle.abs()) > most + 0.1;
        if is_too_steep {
            let text =
                format!("the lines fall by {angle:.2} degrees, more than is to be turned back");
            host::log(Level::Warn, &text);
        }
        let (picture, to_input) = if angle == 0.0 || f64::from(angle.abs()) < least || is_too_steep
        {
            (picture, None)
        } else {
            host::log(
                Level::Info,
                &format!("the lines fell by {angle:.2} degrees"),
            );
            let turn = Turn::new(picture.width, picture.height, angle);
            let turned = picture.turned(&turn, &mut progress.part(0.6, 1.0))?;
            (turned, Some(turned_back(&turn)))
        };
        Ok(vec![ImageOutput {
            image: picture.into(),
            label: "page".into(),
            to_input,
            regions: Vec::new(),
        }])
    }
}

inkstone_plugin::export_image_processor!(Deskew);
