//! {{title}}: puts a white margin around an image.

use inkstone_plugin::{
    Affine, Error, Image, ImageOutput, ImageProcessor, Info, Settings, export_image_processor,
};

/// Who it is, for ever; pipelines and settings refer to it.
const ID: &str = "{{id}}";

/// What people read.
const NAME: &str = "{{title}}";

/// Puts white around an image; text that touches the edge is often misread.
pub struct Plugin;

impl ImageProcessor for Plugin {
    fn info() -> Info {
        Info::new(ID, NAME, env!("CARGO_PKG_VERSION"))
            .description("Puts a white margin around the image")
            .integer(
                "margin",
                "Margin",
                "Width of the margin on each side",
                16,
                0..=1000,
            )
            .unit("px")
    }

    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error> {
        let margin = settings.integer("margin") as u32;
        Ok(vec![ImageOutput {
            image: framed(&input, margin),
            label: String::new(),
            // The output's pixel (margin, margin) is the input's (0, 0).
            to_input: Some(Affine::shift(-f64::from(margin), -f64::from(margin))),
            regions: Vec::new(),
        }])
    }
}

export_image_processor!(Plugin);

/// The image with `margin` white pixels on each side.
fn framed(input: &Image, margin: u32) -> Image {
    let (width, height) = (input.width + 2 * margin, input.height + 2 * margin);
    let channels = input.channels();
    let row = width as usize * channels;
    let mut data = vec![255; row * height as usize];
    let start = margin as usize * (row + channels);
    let lines = input.data.chunks_exact(input.width as usize * channels);
    for (to, from) in data[start..].chunks_mut(row).zip(lines) {
        to[..from.len()].copy_from_slice(from);
    }
    Image {
        width,
        height,
        format: input.format,
        dpi: input.dpi,
        data,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use inkstone_plugin::{PixelFormat, testing};

    fn process(margin: &str) -> ImageOutput {
        let input = Image {
            width: 2,
            height: 1,
            format: PixelFormat::Gray8,
            dpi: Some(300.0),
            data: vec![10, 20],
        };
        let settings = testing::settings(&Plugin::info(), &[("margin", margin)]).unwrap();
        Plugin::process(input, &settings).unwrap().remove(0)
    }

    #[test]
    fn adds_white_on_each_side() {
        let output = process("1");
        assert_eq!((output.image.width, output.image.height), (4, 3));
        let white = 255;
        let rows = [[white; 4], [white, 10, 20, white], [white; 4]];
        assert_eq!(output.image.data, rows.concat());
        assert_eq!(output.to_input.unwrap().apply(1.0, 1.0), (0.0, 0.0));
    }

    #[test]
    fn no_margin_changes_nothing() {
        assert_eq!(process("0").image.data, [10, 20]);
    }
}
