//! Between the plugin interface and pages: images, maps, and what the host is told and asked while the work goes on.

use inkstone_plugin::{Affine, Error, Image, PixelFormat, host};

use crate::{Page, Progress, Rect, Turn, crop, on_white};

/// An image as plugins work on it: gray or RGB.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its bytes, row by row.
    pub pixels: Vec<u8>,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Bytes per pixel: 1 for gray, 3 for RGB.
    pub channels: usize,
    /// Pixels per inch, where they are known.
    pub dpi: Option<f32>,
}

impl Picture {
    /// The image's pixels, with those that one can see through laid on white.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] where the image's bytes do not fit its size, or it is too large for a page.
    pub fn new(image: Image) -> Result<Self, Error> {
        let (width, height) = (image.width as usize, image.height as usize);
        let channels = image.channels();
        let expected = width
            .checked_mul(height)
            .and_then(|count| count.checked_mul(channels));
        if expected != Some(image.data.len()) {
            return Err(Error::InvalidInput(format!(
                "an image of {width} x {height} px with {channels} bytes each does not have {} bytes",
                image.data.len()
            )));
        }
        let (pixels, channels) = match image.format {
            PixelFormat::Gray8 | PixelFormat::Rgb8 => (image.data, channels),
            PixelFormat::Rgba8 => (on_white(&image.data), 3),
        };
        Page::new(&pixels, width, height, channels)
            .map_err(|error| Error::InvalidInput(error.to_string()))?;
        Ok(Self {
            pixels,
            width,
            height,
            channels,
            dpi: image.dpi,
        })
    }

    /// Its pixels as a page's.
    pub fn page(&self) -> Page<'_> {
        Page {
            pixels: &self.pixels,
            width: self.width,
            height: self.height,
            channels: self.channels,
        }
    }

    /// The picture turned.
    ///
    /// # Errors
    /// Those of `progress`.
    pub fn turned<E>(self, turn: &Turn, progress: &mut Progress<'_, E>) -> Result<Self, E> {
        Ok(Self {
            pixels: turn.apply(&self.pixels, self.channels, progress)?,
            width: turn.width,
            height: turn.height,
            ..self
        })
    }

    /// What is in a rectangle, which lies within the picture.
    pub fn cropped(&self, rect: &Rect) -> Self {
        Self {
            pixels: crop(&self.pixels, self.width, self.channels, rect),
            width: rect.width() as usize,
            height: rect.height() as usize,
            ..*self
        }
    }
}

impl From<Picture> for Image {
    fn from(picture: Picture) -> Self {
        Self {
            width: picture.width as u32,
            height: picture.height as u32,
            format: match picture.channels {
                1 => PixelFormat::Gray8,
                _ => PixelFormat::Rgb8,
            },
            dpi: picture.dpi,
            data: picture.pixels,
        }
    }
}

/// The map from a turned page to the page.
pub fn turned_back(turn: &Turn) -> Affine {
    let [a, b, c, d, tx, ty] = turn.to_page();
    Affine { a, b, c, d, tx, ty }
}

/// The map from a crop, whose top left corner lies at (`left`, `top`) on a page, to where `map` takes the page.
pub fn crop_of(map: &Affine, left: u32, top: u32) -> Affine {
    let (tx, ty) = map.apply(f64::from(left), f64::from(top));
    Affine { tx, ty, ..*map }
}

/// Tells the host how far the work is, and asks it whether to go on. For [`Progress::new`].
///
/// # Errors
/// [`Error::Cancelled`] where the user wants the work to end.
pub fn report(done: f32) -> Result<(), Error> {
    host::progress(done, "");
    match host::is_cancelled() {
        true => Err(Error::Cancelled),
        false => Ok(()),
    }
}
