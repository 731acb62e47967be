//! What is seen of the window.

use image::{Rgb, RgbImage};
use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};

use super::window::Window;

/// How far a channel of a pixel may be off: drivers round differently.
const CHANNEL: u8 = 6;
/// Less than this of the bar's colour is left under what lies over the window.
const DIMMED: u8 = 200;

/// A picture of the window as it is on the screen.
pub fn picture(window: &Window) -> RgbImage {
    let Window { x, id, .. } = window;
    let size = x.get_geometry(*id).expect("sent").reply().expect("a size");
    let (width, height) = (size.width, size.height);
    let asked = x.get_image(ImageFormat::Z_PIXMAP, *id, 0, 0, width, height, !0);
    let data = asked.expect("sent").reply().expect("a picture").data;
    // Depth 24: blue, green, red and a byte of nothing.
    let pixels = data.chunks_exact(4).flat_map(|p| [p[2], p[1], p[0]]);
    RgbImage::from_raw(width.into(), height.into(), pixels.collect()).expect("all pixels")
}

/// Whether something lies over the window, so that the rest is dimmed, as under the palette, a prompt or a question.
pub fn covered(window: &Window) -> bool {
    let asked = (window.x).get_image(ImageFormat::Z_PIXMAP, window.id, 3, 3, 1, 1, !0);
    let data = asked.expect("sent").reply().expect("a pixel").data;
    data[1] < DIMMED
}

/// How many pixels right of the choices have a colour.
pub fn coloured(window: &Window, colour: Rgb<u8>) -> usize {
    let picture = picture(window);
    let right = picture.enumerate_pixels().filter(|(x, _, _)| *x > 320);
    right.filter(|(_, _, pixel)| near(pixel, colour)).count()
}

fn near(pixel: &Rgb<u8>, colour: Rgb<u8>) -> bool {
    let mut pairs = pixel.0.iter().zip(colour.0);
    pairs.all(|(a, b)| a.abs_diff(b) <= CHANNEL)
}
