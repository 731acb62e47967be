//! A page's picture as a PDF holds it: a JPEG file as it is, anything else compressed without loss.

use std::path::{Path, PathBuf};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{ExtendedColorType, ImageEncoder, ImageError, RgbImage};

/// Why a picture cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file that the page is from cannot be read any more.
    #[error("{}: cannot read it again for the PDF: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It cannot be compressed.
    #[error("the picture cannot be compressed for the PDF: {0}")]
    Compress(#[from] ImageError),
}

/// How a picture's bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// A JPEG file, and how it is to be turned to stand upright.
    Jpeg(Orientation),
    /// Rows with PNG's filters, deflated.
    Deflated,
}

/// A page's picture, compressed.
#[derive(Clone, Debug)]
pub struct PagePicture {
    /// Width and height of the upright page in pixels.
    pub(super) size: (u32, u32),
    /// Width and height as they are stored.
    pub(super) stored: (u32, u32),
    /// Pixels to the inch.
    pub(super) dpi: f32,
    pub(super) coding: Coding,
    /// Whether there is one channel, not three.
    pub(super) gray: bool,
    pub(super) data: Vec<u8>,
}

impl PagePicture {
    /// Keeps the picture of a page that was read from `file`: the file itself where it is a JPEG of this picture that every PDF reader
    /// shows in the same way (gray or YCbCr, baseline or progressive), else the pixels, without loss. `dpi` says how large the page is on paper.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn new(image: &RgbImage, file: Option<&Path>, dpi: f32) -> Result<Self, PictureError> {
        if let Some(path) = file {
            let wrong = |source| PictureError::Read {
                path: path.to_owned(),
                source,
            };
            if starts_as_jpeg(path).map_err(wrong)?
                && let Some(jpeg) = Self::of_jpeg(std::fs::read(path).map_err(wrong)?, dpi)
                && jpeg.size == image.dimensions()
            {
                return Ok(jpeg);
            }
        }
        let gray = image.pixels().all(|p| p.0[0] == p.0[1] && p.0[1] == p.0[2]);
        let (width, height) = image.dimensions();
        let mut png = Vec::new();
        let encoder =
            PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive);
        if gray {
            let levels: Vec<u8> = image.pixels().map(|pixel| pixel.0[0]).collect();
            encoder.write_image(&levels, width, height, ExtendedColorType::L8)?;
        } else {
            encoder.write_image(image.as_raw(), width, height, ExtendedColorType::Rgb8)?;
        }
        Ok(Self {
            size: (width, height),
            stored: (width, height),
            dpi,
            coding: Coding::Deflated,
            gray,
            data: png_data(&png),
        })
    }

    /// A JPEG file that can be shown as it is.
    fn of_jpeg(data: Vec<u8>, dpi: f32) -> Option<Self> {
        let header = JpegHeader::read(&data)?;
        let (width, height) = header.size;
        let sides_change = matches!(
            header.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        Some(Self {
            size: if sides_change {
                (height, width)
            } else {
                (width, height)
            },
            stored: (width, height),
            dpi,
            coding: Coding::Jpeg(header.orientation),
            gray: header.gray,
            data,
        })
    }

    /// Where the upper left, the upper right and the lower left corner of the stored picture lie on the upright one, as parts of its width
    /// and its height from the upper left.
    pub(super) fn stored_corners(&self) -> [(f32, f32); 3] {
        const TL: (f32, f32) = (0.0, 0.0);
        const TR: (f32, f32) = (1.0, 0.0);
        const BR: (f32, f32) = (1.0, 1.0);
        const BL: (f32, f32) = (0.0, 1.0);
        let Coding::Jpeg(orientation) = self.coding else {
            return [TL, TR, BL];
        };
        match orientation {
            Orientation::NoTransforms => [TL, TR, BL],
            Orientation::FlipHorizontal => [TR, TL, BR],
            Orientation::Rotate180 => [BR, BL, TR],
            Orientation::FlipVertical => [BL, BR, TL],
            Orientation::Rotate90FlipH => [TL, BL, TR],
            Orientation::Rotate90 => [TR, BR, TL],
            Orientation::Rotate270FlipH => [BR, TR, BL],
            Orientation::Rotate270 => [BL, TL, BR],
        }
    }
}

const JPEG_START: [u8; 3] = [0xff, 0xd8, 0xff];

fn starts_as_jpeg(path: &Path) -> std::io::Result<bool> {
    use std::io::Read;
    let mut start = Vec::new();
    std::fs::File::open(path)?.take(3).read_to_end(&mut start)?;
    Ok(start == JPEG_START)
}

/// What the segments before a JPEG's pixels say.
struct JpegHeader {
    size: (u32, u32),
    gray: bool,
    orientation: Orientation,
}

impl JpegHeader {
    /// Reads the segments; none where they are damaged, or the file is of a kind that PDF readers do not all show alike: arithmetic
    /// coding, 12 bits, CMYK, and RGB that only its channels' names tell.
    fn read(data: &[u8]) -> Option<Self> {
        let mut orientation = None;
        let mut rest = data.strip_prefix(&JPEG_START[..2])?;
        loop {
            let [0xff, marker, after @ ..] = rest else {
                return None;
            };
            if *marker == 0xff {
                // Fill bytes may stand before a marker.
                rest = &rest[1..];
                continue;
            }
            let length = usize::from(u16::from_be_bytes(after.first_chunk().copied()?));
            let segment = after.get(2..length)?;
            match marker {
                0xe1 if segment.starts_with(b"Exif\0\0") && orientation.is_none() => {
                    orientation = Orientation::from_exif_chunk(&segment[6..]);
                }
                0xc0..=0xc2 => {
                    let [8, h1, h2, w1, w2, channels, parts @ ..] = segment else {
                        return None;
                    };
                    let names: Vec<u8> = parts.chunks(3).map(|part| part[0]).collect();
                    let known = match channels {
                        1 => true,
                        3 => names != *b"RGB",
                        _ => false,
                    };
                    return known.then_some(Self {
                        size: (
                            u16::from_be_bytes([*w1, *w2]).into(),
                            u16::from_be_bytes([*h1, *h2]).into(),
                        ),
                        gray: *channels == 1,
                        orientation: orientation.unwrap_or(Orientation::NoTransforms),
                    });
                }
                0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xd9 | 0xda => return None,
                _ => {}
            }
            rest = after.get(length..)?;
        }
    }
}

/// The content of a PNG file's IDAT chunks, one after the other: what PDF calls Flate with PNG predictors.
fn png_data(png: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = png.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let end = 4 + u32::from_be_bytes(*length) as usize;
        let Some(chunk) = after.get(..end) else { break };
        if let Some(data) = chunk.strip_prefix(b"IDAT") {
            out.extend_from_slice(data);
        }
        rest = after.get(end + 4..).unwrap_or_default();
    }
    out
}
