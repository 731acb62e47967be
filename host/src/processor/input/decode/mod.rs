//! Encoded images to RGB frames: png, jpeg, webp, bmp, tiff (all frames) and gif (all frames, composited).
//!
//! The format is recognised by content, never by name. Frames come out upright (EXIF orientation applied), flattened on white where
//! they are transparent, and converted to RGB as Pillow's `convert("RGB")` does it. JPEG is decoded by libjpeg-turbo's code, because
//! the pure-Rust decoders round differently: their pixels differ from Pillow's by up to 4 levels, and more in tiny images.
//!
//! Two deviations from Pillow are deliberate: 16-bit gray is scaled to 8 bits (Pillow clips it to white), and transparent gray below
//! 8 bits is transparent (Pillow compares the value in the wrong scale).

mod color;
mod gif;
mod jpeg;
mod tiff;

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::{bmp::BmpDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, RgbImage};
use thiserror::Error;

use super::guard::guarded;

/// An image format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Portable Network Graphics; of an animated one, its default image.
    Png,
    /// JPEG, baseline and progressive, gray, YCbCr, RGB, CMYK and YCCK.
    Jpeg,
    /// WebP, lossy and lossless; of an animated one, its first frame.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// TIFF and BigTIFF.
    Tiff,
    /// GIF, still and animated.
    Gif,
}

impl Format {
    /// Recognises a format by a file's first bytes (12 are enough).
    pub fn sniff(start: &[u8]) -> Option<Self> {
        let is = |magic: &[u8]| start.starts_with(magic);
        if is(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if is(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if is(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else if is(b"BM") {
            Some(Self::Bmp)
        } else if is(b"II*\0") || is(b"MM\0*") || is(b"II+\0") || is(b"MM\0+") {
            Some(Self::Tiff)
        } else if is(b"GIF87a") || is(b"GIF89a") {
            Some(Self::Gif)
        } else {
            None
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Gif => "GIF",
        })
    }
}

/// What decoding one frame may cost; checked against the file's header before anything is allocated, because a small file can claim
/// any size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeLimits {
    /// The most pixels that a frame may have.
    pub max_pixels: u64,
    /// The most bytes that a decoded frame may take.
    pub max_bytes: u64,
}

impl Default for DecodeLimits {
    /// 400 megapixels (an A0 poster at 400 dpi has 250) and 1.5 GB.
    fn default() -> Self {
        Self {
            max_pixels: 400_000_000,
            max_bytes: 1_500_000_000,
        }
    }
}

impl DecodeLimits {
    /// Checks a frame of `width` x `height` pixels at `pixel_bytes` bytes each.
    pub(crate) fn check(
        &self,
        width: u32,
        height: u32,
        pixel_bytes: u64,
    ) -> Result<(), DecodeError> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > self.max_pixels || pixels.saturating_mul(pixel_bytes) > self.max_bytes {
            return Err(DecodeError::TooLarge {
                width,
                height,
                limits: *self,
            });
        }
        Ok(())
    }
}

/// Why bytes could not be decoded. The caller adds the file's name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// There are no bytes.
    #[error("the file is empty; was the download or copy cut off?")]
    Empty,
    /// The content is of no format that can be read.
    #[error(
        "{what}; png, jpeg, webp, bmp, tiff, gif and pdf can be read, so convert it to one of these"
    )]
    NotAnImage {
        /// What the content looks like.
        what: &'static str,
    },
    /// The frame claims more pixels or bytes than allowed.
    #[error(
        "the page has {width} x {height} pixels, more than allowed ({} pixels, {} bytes); reduce it first",
        limits.max_pixels, limits.max_bytes
    )]
    TooLarge {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// What was allowed.
        limits: DecodeLimits,
    },
    /// The content is cut short or wrong.
    #[error(
        "the {format} data is damaged or cut short ({message}); get the file again or convert it"
    )]
    Damaged {
        /// The format.
        format: Format,
        /// What the decoder found.
        message: String,
    },
    /// A valid file of a kind that this program cannot read.
    #[error("this kind of {format} cannot be read ({message}); convert it to a plain PNG")]
    Unsupported {
        /// The format.
        format: Format,
        /// What is missing.
        message: String,
    },
    /// The PDF needs a password.
    #[error("the PDF is protected by a password; save a copy without one")]
    PdfPassword,
    /// The PDF's encryption cannot be undone.
    #[error(
        "the PDF is encrypted in a way that cannot be read ({message}); save a copy without protection"
    )]
    PdfEncryption {
        /// What the reader found.
        message: &'static str,
    },
    /// The PDF cannot be parsed.
    #[error("the PDF is damaged or cut short ({message}); open it in a viewer and save it again")]
    PdfDamaged {
        /// What the reader found.
        message: String,
    },
    /// The PDF has no pages.
    #[error("the PDF has no pages")]
    PdfEmpty,
}

impl DecodeError {
    fn damaged(format: Format, message: impl ToString) -> Self {
        Self::Damaged {
            format,
            message: message.to_string(),
        }
    }

    fn from_image(
        format: Format,
        error: ImageError,
        size: (u32, u32),
        limits: DecodeLimits,
    ) -> Self {
        match error {
            ImageError::Unsupported(error) => Self::Unsupported {
                format,
                message: error.to_string(),
            },
            ImageError::Limits(_) => Self::TooLarge {
                width: size.0,
                height: size.1,
                limits,
            },
            error => Self::damaged(format, error),
        }
    }
}

/// The shared bytes of a file: decoders of several frames keep them.
type Bytes = Cursor<Arc<[u8]>>;

/// Decodes the frames of one file, in ascending order.
trait FrameSource {
    /// The frame at `index`, from 0; larger than at the last call.
    fn frame(&mut self, index: usize) -> Result<RgbImage, DecodeError>;
}

/// The frames of one image file, decoded when asked for.
pub struct Frames {
    format: Format,
    count: usize,
    next: usize,
    source: Box<dyn FrameSource>,
}

impl Frames {
    /// How many frames the file has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The frame at `index` (from 0), which must not be below that of the last call; `None` past the end.
    pub fn frame(&mut self, index: usize) -> Option<Result<RgbImage, DecodeError>> {
        if index < self.next || index >= self.count {
            return None;
        }
        self.next = index + 1;
        let source = &mut self.source;
        let frame = guarded(|| source.frame(index));
        Some(frame.unwrap_or_else(|panic| Err(DecodeError::damaged(self.format, panic))))
    }
}

/// Opens an image in memory: recognises its format, counts its frames, and decodes nothing yet.
///
/// # Errors
/// If the bytes are empty, of no known format, or damaged from the start.
pub fn decode(bytes: Arc<[u8]>, limits: DecodeLimits) -> Result<Frames, DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError::Empty);
    }
    let format = Format::sniff(&bytes).ok_or_else(|| not_an_image(&bytes))?;
    let opened = guarded(|| -> Result<(usize, Box<dyn FrameSource>), DecodeError> {
        Ok(match format {
            Format::Tiff => {
                let frames = tiff::TiffFrames::open(&bytes, limits)?;
                (frames.count(), Box::new(frames))
            }
            Format::Gif => {
                let frames = gif::GifFrames::open(bytes, limits)?;
                (frames.count(), Box::new(frames))
            }
            _ => (
                1,
                Box::new(Still {
                    format,
                    bytes,
                    limits,
                }),
            ),
        })
    });
    let (count, source) =
        opened.unwrap_or_else(|panic| Err(DecodeError::damaged(format, panic)))?;
    Ok(Frames {
        format,
        count,
        next: 0,
        source,
    })
}

/// Decodes all frames of an image in memory. Together they may take `limits.max_bytes`.
///
/// Takes any bytes: it ends in an error, never in a panic. This is the entry for fuzzing.
///
/// # Errors
/// If the bytes are not an image, or any frame is damaged or larger than allowed.
pub fn decode_bytes(bytes: &[u8], limits: DecodeLimits) -> Result<Vec<RgbImage>, DecodeError> {
    let mut frames = decode(bytes.into(), limits)?;
    let mut images: Vec<RgbImage> = Vec::new();
    let mut total = 0;
    for index in 0..frames.count() {
        let Some(frame) = frames.frame(index) else {
            break;
        };
        let frame = frame?;
        total += frame.len() as u64;
        if total > limits.max_bytes {
            return Err(DecodeError::TooLarge {
                width: frame.width(),
                height: frame.height(),
                limits,
            });
        }
        images.push(frame);
    }
    Ok(images)
}

/// What unreadable content looks like, for the message.
fn not_an_image(bytes: &[u8]) -> DecodeError {
    let text = bytes.trim_ascii_start();
    let starts = |prefix: &[u8]| {
        text.get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let brand = (bytes.get(4..8) == Some(b"ftyp"))
        .then(|| bytes.get(8..12))
        .flatten();
    let what = match brand {
        Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => "this is a HEIC photo",
        Some(b"avif" | b"avis") => "this is an AVIF image",
        _ if starts(b"<!doctype html") || starts(b"<html") => "this is a web page, not an image",
        _ if starts(b"<svg") || starts(b"<?xml") => "this is SVG or another XML file",
        _ if bytes.starts_with(b"\0\0\0\x0cjP  ") => "this is a JPEG 2000 image",
        _ if bytes.starts_with(b"PK\x03\x04") => "this is a ZIP archive or an office document",
        _ if bytes.starts_with(b"%!PS") => "this is a PostScript file",
        _ => "this is not an image or PDF",
    };
    DecodeError::NotAnImage { what }
}

/// A file with one frame.
struct Still {
    format: Format,
    bytes: Arc<[u8]>,
    limits: DecodeLimits,
}

impl FrameSource for Still {
    fn frame(&mut self, _index: usize) -> Result<RgbImage, DecodeError> {
        let reader = Cursor::new(&self.bytes[..]);
        let limits = self.limits;
        let fail = |error| DecodeError::from_image(self.format, error, (0, 0), limits);
        match self.format {
            Format::Jpeg => jpeg::decode(&self.bytes, limits),
            Format::Png => {
                let mut allowed = image::Limits::no_limits();
                allowed.max_alloc = Some(limits.max_bytes);
                let decoder = PngDecoder::with_limits(reader, allowed).map_err(fail)?;
                read(decoder, self.format, limits)
            }
            Format::Bmp => read(BmpDecoder::new(reader).map_err(fail)?, self.format, limits),
            Format::WebP => {
                // The decoder itself overlooks frames that are missing at the end.
                let claimed = self.bytes.get(4..8).and_then(|size| size.try_into().ok());
                let claimed = claimed.map_or(0, |size| u64::from(u32::from_le_bytes(size)));
                if claimed + 8 > self.bytes.len() as u64 {
                    return Err(DecodeError::damaged(
                        self.format,
                        "the file ends before the picture does",
                    ));
                }
                let decoder = WebPDecoder::new(reader).map_err(fail)?;
                read(decoder, self.format, limits)
            }
            Format::Tiff | Format::Gif => Err(DecodeError::damaged(self.format, "no frames")),
        }
    }
}

/// Reads one frame through the `image` crate, within the limits.
fn read(
    mut decoder: impl ImageDecoder,
    format: Format,
    limits: DecodeLimits,
) -> Result<RgbImage, DecodeError> {
    let size = decoder.dimensions();
    limits.check(
        size.0,
        size.1,
        u64::from(decoder.color_type().bytes_per_pixel()).max(3),
    )?;
    // Metadata that cannot be read is no reason to refuse the pixels.
    let exif = decoder.exif_metadata().ok().flatten();
    let image = DynamicImage::from_decoder(decoder)
        .map_err(|error| DecodeError::from_image(format, error, size, limits))?;
    let rgb = color::dynamic_to_rgb(image);
    Ok(match exif {
        Some(exif) => upright(rgb, exif_orientation(&exif)),
        None => rgb,
    })
}

/// The orientation in an EXIF block, with or without its `Exif\0\0` prefix.
fn exif_orientation(exif: &[u8]) -> Orientation {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms)
}

/// Turns a frame so that it stands as the camera saw it.
fn upright(image: RgbImage, orientation: Orientation) -> RgbImage {
    if orientation == Orientation::NoTransforms {
        return image;
    }
    let mut image = DynamicImage::ImageRgb8(image);
    image.apply_orientation(orientation);
    image.into_rgb8()
}
