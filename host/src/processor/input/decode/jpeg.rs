//! JPEG through libjpeg-turbo's decoder (the C code inside mozjpeg): the same integers as Pillow's.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use image::RgbImage;
use image::metadata::Orientation;
use mozjpeg::{ColorSpace, Decompress, Marker};

use super::{DecodeError, DecodeLimits, Format, color, exif_orientation, upright};

/// Decodes one JPEG. libjpeg reports fatal errors by unwinding: the caller catches that.
pub(super) fn decode(bytes: &[u8], limits: DecodeLimits) -> Result<RgbImage, DecodeError> {
    let starved = Cell::new(false);
    let input = Input {
        rest: bytes,
        starved: &starved,
    };
    let fail = |error: io::Error| DecodeError::damaged(Format::Jpeg, error);
    let header = Decompress::with_markers(&[Marker::APP(1)])
        .from_reader(input)
        .map_err(fail)?;
    let (width, height) = (header.width() as u32, header.height() as u32);
    let orientation = header
        .markers()
        .find(|marker| marker.data.starts_with(b"Exif\0\0"))
        .map_or(Orientation::NoTransforms, |marker| {
            exif_orientation(marker.data)
        });
    let output = match header.color_space() {
        ColorSpace::JCS_GRAYSCALE => ColorSpace::JCS_GRAYSCALE,
        ColorSpace::JCS_CMYK | ColorSpace::JCS_YCCK => ColorSpace::JCS_CMYK,
        _ => ColorSpace::JCS_RGB,
    };
    limits.check(width, height, 4)?;
    let mut started = header.to_colorspace(output).map_err(fail)?;
    let samples: Vec<u8> = started.read_scanlines().map_err(fail)?;
    if starved.get() {
        // libjpeg would paint the rest gray.
        return Err(DecodeError::damaged(
            Format::Jpeg,
            "the file ends before the picture does",
        ));
    }
    let size = (width, height);
    let image = match output {
        ColorSpace::JCS_GRAYSCALE => color::map_pixels(size, &samples, color::gray),
        // Like Pillow, take every CMYK JPEG as Adobe writes them: with 255 for no ink.
        ColorSpace::JCS_CMYK => color::map_pixels(size, &samples, |cmyk: [u8; 4]| {
            color::cmyk_to_rgb(cmyk.map(|ink| 255 - ink))
        }),
        _ => RgbImage::from_raw(width, height, samples)
            .ok_or_else(|| DecodeError::damaged(Format::Jpeg, "rows are missing"))?,
    };
    Ok(upright(image, orientation))
}

/// The file's bytes, which note when the decoder wants more than there are.
struct Input<'a> {
    rest: &'a [u8],
    starved: &'a Cell<bool>,
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.rest.is_empty() {
            self.starved.set(true);
        }
        Ok(self.rest)
    }

    fn consume(&mut self, amount: usize) {
        self.rest = &self.rest[amount..];
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
