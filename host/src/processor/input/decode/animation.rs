//! GIF and animated WebP: frames that are painted one over the other.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::{gif::GifDecoder, webp::WebPDecoder};
use image::{AnimationDecoder, ImageDecoder, ImageError, Limits, RgbImage, Rgba};

use super::{Bytes, DecodeError, DecodeLimits, Format, FrameSource, color};

/// The frames of an animation, each as a viewer would show it.
pub(super) struct Animation {
    format: Format,
    frames: image::Frames<'static>,
    limits: DecodeLimits,
    size: (u32, u32),
    count: usize,
    next: usize,
}

impl Animation {
    pub(super) fn open_gif(bytes: Arc<[u8]>, limits: DecodeLimits) -> Result<Self, DecodeError> {
        let fail = |error| DecodeError::from_image(Format::Gif, error, (0, 0), limits);
        let count = gif_frame_count(&bytes);
        let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(fail)?;
        let mut allowed = Limits::no_limits();
        allowed.max_alloc = Some(limits.max_bytes);
        let size = decoder.dimensions();
        limits.check(size.0, size.1, 4)?;
        decoder.set_limits(allowed).map_err(fail)?;
        Self::new(Format::Gif, decoder, size, count, limits)
    }

    pub(super) fn open_webp(bytes: Arc<[u8]>, limits: DecodeLimits) -> Result<Self, DecodeError> {
        let fail = |error: ImageError| DecodeError::from_image(Format::WebP, error, (0, 0), limits);
        let count = webp_frame_count(&bytes);
        let mut decoder: WebPDecoder<Bytes> = WebPDecoder::new(Cursor::new(bytes)).map_err(fail)?;
        let size = decoder.dimensions();
        limits.check(size.0, size.1, 4)?;
        // Viewers disregard the background colour that the file suggests.
        decoder.set_background_color(Rgba([0; 4])).map_err(fail)?;
        Self::new(Format::WebP, decoder, size, count, limits)
    }

    fn new(
        format: Format,
        decoder: impl AnimationDecoder<'static>,
        size: (u32, u32),
        count: usize,
        limits: DecodeLimits,
    ) -> Result<Self, DecodeError> {
        if count == 0 {
            return Err(DecodeError::damaged(format, "it has no frames"));
        }
        Ok(Self {
            format,
            frames: decoder.into_frames(),
            limits,
            size,
            count,
            next: 0,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }
}

impl FrameSource for Animation {
    fn frame(&mut self, index: usize) -> Result<RgbImage, DecodeError> {
        loop {
            let Some(frame) = self.frames.next() else {
                return Err(DecodeError::damaged(self.format, "a frame is missing"));
            };
            let frame = frame.map_err(|error| {
                DecodeError::from_image(self.format, error, self.size, self.limits)
            })?;
            self.next += 1;
            if self.next > index {
                let pixels = frame.into_buffer();
                let size = pixels.dimensions();
                return Ok(color::map_pixels(size, &pixels, color::rgba));
            }
        }
    }
}

/// Counts the image descriptors of a GIF without decompressing anything.
fn gif_frame_count(bytes: &[u8]) -> usize {
    let table_len = |flags: u8| {
        if flags & 0x80 == 0 {
            0
        } else {
            3 << ((flags & 7) + 1)
        }
    };
    let skip_blocks = |mut at: usize| loop {
        match bytes.get(at) {
            Some(0) => return at + 1,
            Some(&len) => at += 1 + usize::from(len),
            None => return at,
        }
    };
    let mut count = 0;
    let mut at = 13 + bytes.get(10).map_or(0, |&flags| table_len(flags));
    loop {
        match bytes.get(at) {
            Some(0x21) => at = skip_blocks(at + 2),
            Some(0x2c) => {
                count += 1;
                let table = bytes.get(at + 9).map_or(0, |&flags| table_len(flags));
                at = skip_blocks(at + 10 + table + 1);
            }
            _ => return count,
        }
    }
}

/// Counts the frame chunks of a WebP; 0 for a still image.
pub(super) fn webp_frame_count(bytes: &[u8]) -> usize {
    let mut count = 0;
    let mut at = 12;
    while let Some(header) = bytes.get(at..at + 8) {
        count += usize::from(header.starts_with(b"ANMF"));
        let len = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        // Chunks are padded to even lengths.
        at += 8 + len + (len & 1);
    }
    count
}
