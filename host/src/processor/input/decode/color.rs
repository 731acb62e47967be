//! Pixels of every kind to RGB, with Pillow's integer arithmetic.

use image::{DynamicImage, RgbImage};

/// 16 bits to 8: the upper byte, as Pillow reads 16-bit colour.
pub(super) fn high_byte(value: u16) -> u8 {
    (value >> 8) as u8
}

/// Lays one channel of a pixel with opacity `alpha` on white.
///
/// The arithmetic of Pillow's `alpha_composite` over an opaque background: the pixel's share in 7 more fractional bits than a byte
/// has, then a division by 255 through shifts.
pub(super) fn on_white(value: u8, alpha: u8) -> u8 {
    const PRECISION_BITS: u32 = 7;
    if alpha == 0 {
        return 255;
    }
    let share = u32::from(alpha) << PRECISION_BITS;
    let sum = u32::from(value) * share + 255 * ((255 << PRECISION_BITS) - share);
    (divide_by_255(sum + (0x80 << PRECISION_BITS)) >> PRECISION_BITS) as u8
}

/// A CMYK pixel (0 = no ink) to RGB, as Pillow does it: each ink and black multiply, without colour management.
pub(super) fn cmyk_to_rgb([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    let white = u32::from(255 - k);
    [c, m, y].map(|ink| (white - divide_by_255(u32::from(ink) * white + 128)) as u8)
}

/// A YCbCr pixel (JFIF: full range, BT.601) to RGB, with libjpeg's 16 fractional bits.
pub(super) fn ycbcr_to_rgb([y, cb, cr]: [u8; 3]) -> [u8; 3] {
    const HALF: i32 = 1 << 15;
    let (cb, cr) = (i32::from(cb) - 128, i32::from(cr) - 128);
    let shift = |sum: i32| (i32::from(y) + ((sum + HALF) >> 16)).clamp(0, 255) as u8;
    [
        shift(91_881 * cr),
        shift(-22_554 * cb - 46_802 * cr),
        shift(116_130 * cb),
    ]
}

/// Undoes the multiplication of a channel with its opacity, as Pillow does it.
pub(super) fn unmultiplied(value: u8, alpha: u8) -> u8 {
    match alpha {
        0 | 255 => value,
        alpha => (u32::from(value) * 255 / u32::from(alpha)).min(255) as u8,
    }
}

/// x / 255 by shifts, for an x that already holds what rounds it.
fn divide_by_255(x: u32) -> u32 {
    ((x >> 8) + x) >> 8
}

/// An image of `N` interleaved channels to RGB, pixel by pixel.
pub(super) fn map_pixels<const N: usize>(
    size: (u32, u32),
    samples: &[u8],
    pixel: impl Fn([u8; N]) -> [u8; 3],
) -> RgbImage {
    let mut out = RgbImage::new(size.0, size.1);
    let (pixels, _) = samples.as_chunks::<N>();
    for (target, source) in out.pixels_mut().zip(pixels) {
        target.0 = pixel(*source);
    }
    out
}

/// Gray to RGB.
pub(super) fn gray([value]: [u8; 1]) -> [u8; 3] {
    [value; 3]
}

/// Gray with opacity to RGB on white.
pub(super) fn gray_alpha([value, alpha]: [u8; 2]) -> [u8; 3] {
    [on_white(value, alpha); 3]
}

/// RGB with opacity to RGB on white.
pub(super) fn rgba([r, g, b, alpha]: [u8; 4]) -> [u8; 3] {
    [r, g, b].map(|value| on_white(value, alpha))
}

/// Whatever the `image` crate decodes to RGB.
pub(super) fn dynamic_to_rgb(image: DynamicImage) -> RgbImage {
    let size = (image.width(), image.height());
    let high = |samples: &[u16]| -> Vec<u8> { samples.iter().copied().map(high_byte).collect() };
    match image {
        DynamicImage::ImageRgb8(image) => image,
        DynamicImage::ImageLuma8(image) => map_pixels(size, &image, gray),
        DynamicImage::ImageLumaA8(image) => map_pixels(size, &image, gray_alpha),
        DynamicImage::ImageRgba8(image) => map_pixels(size, &image, rgba),
        DynamicImage::ImageLuma16(image) => map_pixels(size, &high(&image), gray),
        DynamicImage::ImageLumaA16(image) => map_pixels(size, &high(&image), gray_alpha),
        DynamicImage::ImageRgb16(image) => map_pixels::<3>(size, &high(&image), |rgb| rgb),
        DynamicImage::ImageRgba16(image) => map_pixels(size, &high(&image), rgba),
        other => map_pixels(size, &other.to_rgba8(), rgba),
    }
}
