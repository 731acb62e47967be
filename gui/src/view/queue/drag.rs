//! Pages dragged into another order.

use eframe::egui::{
    Id, LayerId, Order, Rect, RichText, Stroke, StrokeKind, TextStyle, TextWrapMode, Ui,
    WidgetText, vec2,
};

use crate::action::Action;
use crate::state::{Item, ItemId};
use crate::theme::palette;
use crate::view::Scene;
use crate::view::reorder::{self, Drawn};

/// A page on its way to another place.
#[derive(Clone, Copy, PartialEq)]
pub struct Dragged(pub ItemId);

/// Moves the page that is dragged once it is let go. `rects` are the rows in sight, the first of which is that of the page at `first`.
pub fn drop(ui: &Ui, scene: &mut Scene<'_>, first: usize, rects: &[Rect]) {
    let Some(Dragged(id)) = reorder::dragged(ui.ctx()) else {
        return;
    };
    let items = &scene.state.items;
    let Some(from) = items.iter().position(|item| item.id == id) else {
        return;
    };
    carried(ui, &items[from]);
    let list = Drawn { first, rects, from };
    if let Some(to) = reorder::drop(ui, &list) {
        scene.actions.push(Action::Place(id, to));
    }
}

/// Draws the name of the page that is dragged beside the pointer.
fn carried(ui: &Ui, item: &Item) {
    let Some(pointer) = ui.ctx().pointer_interact_pos() else {
        return;
    };
    let ink = ui.visuals().text_color();
    let name = WidgetText::from(RichText::new(item.source.name()));
    let name = name.into_galley(ui, Some(TextWrapMode::Truncate), 180.0, TextStyle::Body);
    let rect = Rect::from_min_size(pointer + vec2(14.0, 10.0), name.size() + vec2(20.0, 10.0));
    let layer = LayerId::new(Order::Tooltip, Id::unique("page that is dragged"));
    let painter = ui.ctx().layer_painter(layer);
    let colors = palette(ui.visuals());
    let stroke = Stroke::new(1.0, colors.accent);
    painter.rect(rect, 6.0, colors.accent_soft, stroke, StrokeKind::Inside);
    painter.galley(rect.min + vec2(10.0, 5.0), name, ink);
}
