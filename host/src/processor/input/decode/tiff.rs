//! TIFF: every directory of the file is a frame.

use std::collections::HashSet;
use std::io::Cursor;
use std::sync::Arc;

use image::RgbImage;
use image::metadata::Orientation;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};

use super::{Bytes, DecodeError, DecodeLimits, Format, FrameSource, color, upright};

/// Files with more directories than this are taken for damaged.
const MAX_FRAMES: usize = 1 << 16;
const PHOTOMETRIC: u16 = 262;
const BLACK_IS_ZERO: u8 = 1;
const PALETTE: u8 = 3;

/// The frames of a TIFF.
pub(super) struct TiffFrames {
    decoder: Decoder<Bytes>,
    limits: DecodeLimits,
    /// For each frame, whether its samples are indices into a colour map.
    palettes: Vec<bool>,
}

impl TiffFrames {
    pub(super) fn open(bytes: &[u8], limits: DecodeLimits) -> Result<Self, DecodeError> {
        let mut bytes = bytes.to_vec();
        let palettes = read_palettes_as_gray(&mut bytes).unwrap_or_default();
        if palettes.is_empty() {
            return Err(DecodeError::damaged(Format::Tiff, "it has no frames"));
        }
        let mut allowed = Limits::default();
        let max_bytes = usize::try_from(limits.max_bytes).unwrap_or(usize::MAX);
        allowed.decoding_buffer_size = max_bytes;
        allowed.intermediate_buffer_size = max_bytes;
        allowed.ifd_value_size = bytes.len();
        let decoder = Decoder::new(Cursor::new(Arc::from(bytes)))
            .map_err(|error| from_tiff(error, (0, 0), limits))?
            .with_limits(allowed);
        Ok(Self {
            decoder,
            limits,
            palettes,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.palettes.len()
    }

    fn read(&mut self, index: usize) -> Result<RgbImage, TiffFailure> {
        let decoder = &mut self.decoder;
        decoder.seek_to_image(index)?;
        let (width, height) = decoder.dimensions()?;
        let color_type = decoder.colortype()?;
        let channels = u64::from(color_type.num_samples());
        let sample_bytes = u64::from(color_type.bit_depth()).div_ceil(8);
        (self.limits).check(width, height, (channels * sample_bytes).max(3))?;
        let mut result = DecodingResult::U8(Vec::new());
        let layout = decoder.read_image_to_buffer(&mut result)?;
        let samples = match result {
            DecodingResult::U8(samples) => samples,
            DecodingResult::U16(samples) => samples.into_iter().map(color::high_byte).collect(),
            _ => {
                return Err(unsupported(
                    "samples of more than 16 bits or floating point",
                ));
            }
        };
        let samples = if layout.planes > 1 {
            interleaved(&samples, layout.planes)
        } else {
            samples
        };
        let orientation = (decoder.find_tag_unsigned::<u8>(Tag::Orientation)?)
            .and_then(Orientation::from_exif)
            .unwrap_or(Orientation::NoTransforms);
        let extra = decoder
            .find_tag_unsigned_vec::<u16>(Tag::ExtraSamples)?
            .and_then(|extra| extra.first().copied())
            .unwrap_or(0);
        let palette = if self.palettes[index] {
            let entries = decoder.get_tag_u16_vec(Tag::ColorMap)?;
            Some(entries.into_iter().map(color::high_byte).collect())
        } else {
            None
        };
        let kind = Kind {
            color_type,
            extra,
            palette,
        };
        Ok(upright(kind.to_rgb((width, height), samples)?, orientation))
    }
}

impl FrameSource for TiffFrames {
    fn frame(&mut self, index: usize) -> Result<RgbImage, DecodeError> {
        let limits = self.limits;
        self.read(index).map_err(|failure| match failure {
            TiffFailure::Ours(error) => error,
            TiffFailure::Theirs(error) => {
                let size = self.decoder.dimensions().unwrap_or_default();
                from_tiff(error, size, limits)
            }
        })
    }
}

/// Either our own finding or the tiff crate's.
enum TiffFailure {
    Ours(DecodeError),
    Theirs(TiffError),
}

impl From<TiffError> for TiffFailure {
    fn from(error: TiffError) -> Self {
        Self::Theirs(error)
    }
}

impl From<DecodeError> for TiffFailure {
    fn from(error: DecodeError) -> Self {
        Self::Ours(error)
    }
}

fn unsupported(message: impl ToString) -> TiffFailure {
    TiffFailure::Ours(DecodeError::Unsupported {
        format: Format::Tiff,
        message: message.to_string(),
    })
}

fn from_tiff(error: TiffError, (width, height): (u32, u32), limits: DecodeLimits) -> DecodeError {
    match error {
        TiffError::UnsupportedError(error) => DecodeError::Unsupported {
            format: Format::Tiff,
            message: error.to_string(),
        },
        TiffError::LimitsExceeded => DecodeError::TooLarge {
            width,
            height,
            limits,
        },
        error => DecodeError::damaged(Format::Tiff, error),
    }
}

/// What a frame's samples mean.
struct Kind {
    color_type: ColorType,
    /// The meaning of the first extra channel: 1 and 2 are opacity (1: colours are multiplied with it), 0 is nothing in particular.
    extra: u16,
    /// All reds, then all greens, then all blues.
    palette: Option<Vec<u8>>,
}

impl Kind {
    fn to_rgb(&self, size: (u32, u32), samples: Vec<u8>) -> Result<RgbImage, TiffFailure> {
        let multiplied = self.extra == 1;
        Ok(match self.color_type {
            ColorType::Gray(bits) => {
                let samples = match bits {
                    1 | 2 | 4 => unpacked(&samples, size.0 as usize, bits),
                    8 | 16 => samples,
                    _ => return Err(unsupported(format!("{bits} bits per sample"))),
                };
                match &self.palette {
                    Some(palette) => {
                        let colors = palette.len() / 3;
                        let channel = |index: u8, channel: usize| {
                            let index = usize::from(index);
                            let found = (index < colors).then(|| palette[channel * colors + index]);
                            found.unwrap_or(0)
                        };
                        color::map_pixels(size, &samples, |[index]: [u8; 1]| {
                            [0, 1, 2].map(|which| channel(index, which))
                        })
                    }
                    None => {
                        let scale = match bits {
                            1 => 255,
                            2 => 85,
                            4 => 17,
                            _ => 1,
                        };
                        color::map_pixels(size, &samples, |[value]: [u8; 1]| [value * scale; 3])
                    }
                }
            }
            ColorType::Multiband {
                bit_depth: 8 | 16,
                num_samples: 2,
            } if self.palette.is_none() => color::map_pixels(size, &samples, |[value, alpha]| {
                color::gray(match self.extra {
                    1 | 2 => [color::on_white(value, alpha)],
                    _ => [value],
                })
            }),
            ColorType::RGB(8 | 16) => color::map_pixels::<3>(size, &samples, |rgb| rgb),
            ColorType::RGBA(8 | 16) => {
                color::map_pixels(size, &samples, |[r, g, b, alpha]| match self.extra {
                    0 => [r, g, b],
                    _ if multiplied => [r, g, b]
                        .map(|value| color::on_white(color::unmultiplied(value, alpha), alpha)),
                    _ => color::rgba([r, g, b, alpha]),
                })
            }
            ColorType::CMYK(8 | 16) => color::map_pixels(size, &samples, color::cmyk_to_rgb),
            ColorType::YCbCr(8) => color::map_pixels(size, &samples, color::ycbcr_to_rgb),
            other => return Err(unsupported(format!("{other:?}"))),
        })
    }
}

/// Samples of 1, 2 or 4 bits, packed in rows of whole bytes, to one byte each.
fn unpacked(packed: &[u8], width: usize, bits: u8) -> Vec<u8> {
    let bits = usize::from(bits);
    let mask = (1u16 << bits) as u8 - 1;
    let row_len = (width * bits).div_ceil(8).max(1);
    packed
        .chunks(row_len)
        .flat_map(|row| {
            (0..width).map(move |x| {
                let at = x * bits;
                let byte = row.get(at / 8).copied().unwrap_or(0);
                byte >> (8 - bits - at % 8) & mask
            })
        })
        .collect()
}

/// Planes one after the other to interleaved channels.
fn interleaved(samples: &[u8], planes: usize) -> Vec<u8> {
    let plane_len = samples.len() / planes;
    (0..plane_len)
        .flat_map(|at| (0..planes).map(move |plane| samples[plane * plane_len + at]))
        .collect()
}

/// Walks a file's directories, and returns for each whether it has a palette.
///
/// The tiff crate refuses palette images, although it can decode their samples. So such directories are rewritten to say that the
/// samples are gray, and the colour map is applied afterwards. `None` if the file is too short for its own header.
fn read_palettes_as_gray(bytes: &mut [u8]) -> Option<Vec<bool>> {
    let little = bytes.first()? == &b'I';
    let big_tiff = number(bytes, 2, 2, little)? == 43;
    // The sizes of: an offset, the count of entries, an entry, and where an entry's value begins.
    let (offset_len, count_len, entry_len, value_at) = if big_tiff {
        (8, 8, 20, 12)
    } else {
        (4, 2, 12, 8)
    };
    let mut palettes = Vec::new();
    let mut seen = HashSet::new();
    let mut directory = number(bytes, if big_tiff { 8 } else { 4 }, offset_len, little)?;
    while directory != 0 && palettes.len() < MAX_FRAMES && seen.insert(directory) {
        let start = usize::try_from(directory).ok()?;
        let Some(entries) = number(bytes, start, count_len, little) else {
            break;
        };
        let first = start.checked_add(count_len)?;
        let mut palette = false;
        let mut at = first;
        for _ in 0..entries {
            let Some(tag) = number(bytes, at, 2, little) else {
                break;
            };
            if tag == u64::from(PHOTOMETRIC) {
                // A 16-bit value lies at the start of the entry's value field, in the file's byte order.
                let low = at + value_at + usize::from(!little);
                if let Some(value) = bytes.get_mut(low).filter(|value| **value == PALETTE) {
                    *value = BLACK_IS_ZERO;
                    palette = true;
                }
            }
            at = at.checked_add(entry_len)?;
        }
        palettes.push(palette);
        directory = number(bytes, at, offset_len, little).unwrap_or(0);
    }
    Some(palettes)
}

/// An unsigned number of `len` bytes at `at`.
fn number(bytes: &[u8], at: usize, len: usize, little: bool) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(len)?)?;
    let fold = |value: u64, &digit: &u8| value << 8 | u64::from(digit);
    Some(if little {
        digits.iter().rev().fold(0, fold)
    } else {
        digits.iter().fold(0, fold)
    })
}
