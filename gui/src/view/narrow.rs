//! When a window is too narrow for three parts side by side.

use eframe::egui::{Context, Vec2};

/// The smallest size of the window for which it is laid out, in points.
pub const LEAST_SIZE: Vec2 = Vec2::new(800.0, 560.0);

/// From which width on three parts are side by side, in points.
const THREE_PARTS: f32 = 1000.0;

/// Whether the window is too narrow for three parts.
pub fn is_narrow(ctx: &Context) -> bool {
    ctx.content_rect().width() < THREE_PARTS
}
