//! GIF: frames that are painted one over the other.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder, ImageDecoder, Limits, RgbImage};

use super::{DecodeError, DecodeLimits, Format, FrameSource, color};

/// The frames of a GIF, each as a viewer would show it.
pub(super) struct GifFrames {
    frames: image::Frames<'static>,
    limits: DecodeLimits,
    size: (u32, u32),
    count: usize,
    next: usize,
}

impl GifFrames {
    pub(super) fn open(bytes: Arc<[u8]>, limits: DecodeLimits) -> Result<Self, DecodeError> {
        let fail = |error| DecodeError::from_image(Format::Gif, error, (0, 0), limits);
        let count = frame_count(&bytes);
        if count == 0 {
            return Err(DecodeError::damaged(Format::Gif, "it has no frames"));
        }
        let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(fail)?;
        let size = decoder.dimensions();
        limits.check(size.0, size.1, 4)?;
        let mut allowed = Limits::no_limits();
        allowed.max_alloc = Some(limits.max_bytes);
        decoder.set_limits(allowed).map_err(fail)?;
        Ok(Self {
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

impl FrameSource for GifFrames {
    fn frame(&mut self, index: usize) -> Result<RgbImage, DecodeError> {
        loop {
            let Some(frame) = self.frames.next() else {
                return Err(DecodeError::damaged(Format::Gif, "a frame is missing"));
            };
            let frame = frame.map_err(|error| {
                DecodeError::from_image(Format::Gif, error, self.size, self.limits)
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
///
/// A file that is cut off counts one frame more, so that reading it ends in an error; only the trailing byte of a file with a single
/// frame may be missing.
fn frame_count(bytes: &[u8]) -> usize {
    let table_len = |flags: u8| match flags & 0x80 {
        0 => 0,
        _ => 3 << ((flags & 7) + 1),
    };
    let skip_blocks = |mut at: usize| loop {
        match bytes.get(at) {
            Some(0) => return at + 1,
            Some(&len) => at += 1 + usize::from(len),
            None => return usize::MAX,
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
            Some(0x3b) => return count,
            None if count == 1 && at == bytes.len() => return count,
            _ => return count + 1,
        }
    }
}
