//! What is seen of the window.

use x11rb::protocol::xproto::{ConnectionExt, ImageFormat};

use super::window::Window;

/// Less than this of the bar's colour is left under what lies over the window.
const DIMMED: u8 = 200;

/// Whether something lies over the window, so that the rest is dimmed, as under the palette, a prompt or a question.
pub fn covered(window: &Window) -> bool {
    let asked = (window.x).get_image(ImageFormat::Z_PIXMAP, window.id, 3, 3, 1, 1, !0);
    let data = asked.expect("sent").reply().expect("a pixel").data;
    data[1] < DIMMED
}
