//! The handles by which steps are dragged into another order.

use eframe::egui::{Context, CursorIcon, Sense, Ui, Vec2, vec2};

use crate::state::extend::StepId;
use crate::theme::palette;
use crate::view::reorder;

/// A step on its way to another place.
#[derive(Clone, Copy)]
struct Dragged(StepId);

/// The place by which a step is dragged. The keyboard has the buttons beside it.
pub fn handle(ui: &mut Ui, id: StepId, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 24.0), Sense::drag());
    reorder::take_up(&response, Dragged(id));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    let colors = palette(ui.visuals());
    let color = match response.hovered() || response.dragged() {
        true => colors.accent,
        false => colors.weak,
    };
    for row in -1..=1 {
        for column in [-1.0, 1.0] {
            let at = rect.center() + Vec2::new(column * 2.5, row as f32 * 4.5);
            ui.painter().circle_filled(at, 1.2, color);
        }
    }
    response.on_hover_text(name);
}

/// The step that is dragged.
pub fn dragged(ctx: &Context) -> Option<StepId> {
    reorder::dragged(ctx).map(|Dragged(id)| id)
}
