//! Steps dragged into another order.

use eframe::egui::{CursorIcon, DragAndDrop, Rect, Sense, Stroke, Ui, Vec2, vec2};

use crate::state::extend::StepId;
use crate::theme::palette;

/// The place by which a step is dragged. The keyboard has the buttons beside it.
pub fn handle(ui: &mut Ui, id: StepId, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 24.0), Sense::drag());
    response.dnd_set_drag_payload(id);
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

/// Shows where a dragged step would come to lie among these, and says where it was let go.
pub fn drop(ui: &Ui, steps: &[(StepId, Rect)]) -> Option<(StepId, usize)> {
    let id = *DragAndDrop::payload::<StepId>(ui.ctx())?;
    // Steps stay in their stage.
    steps.iter().find(|(known, _)| *known == id)?;
    let pointer = ui.ctx().pointer_interact_pos()?;
    let to = steps
        .iter()
        .take_while(|(_, rect)| rect.center().y < pointer.y)
        .count();
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let (first, last) = (steps.first()?.1, steps.last()?.1);
    let y = match steps.get(to) {
        Some((_, rect)) => rect.top() - 3.0,
        None => last.bottom() + 3.0,
    };
    let stroke = Stroke::new(2.0, palette(ui.visuals()).accent);
    ui.painter().hline(first.x_range(), y, stroke);
    if ui.input(|input| input.pointer.any_released()) {
        DragAndDrop::clear_payload(ui.ctx());
        return Some((id, to));
    }
    None
}
