//! A row of the queue where it shows pictures alone.

use eframe::egui::{Rect, Stroke, StrokeKind, Ui, pos2, vec2};

use super::row::{Row, thumbnail};
use super::state::{Tone, state_of};
use crate::action::Action;
use crate::state::Step;
use crate::theme::palette;
use crate::view::ViewState;

/// Radius of the mark that says how it is with a page, in points.
const MARK: f32 = 4.5;

/// Draws it.
pub fn row(ui: &mut Ui, rect: Rect, row: &Row<'_>, view: &ViewState, _: &mut Vec<Action>) {
    let picture = Rect::from_center_size(rect.center(), vec2(40.0, rect.height() - 12.0));
    thumbnail(ui, picture, row.item, view);
    let colors = palette(ui.visuals());
    let tone = state_of(row).1;
    if tone == Tone::Going {
        let whole = Rect::from_min_max(pos2(picture.left(), picture.bottom() - 4.0), picture.max);
        let done = row.item.step.and_then(Step::fraction).unwrap_or(0.0);
        let done = whole.with_max_x(whole.left() + whole.width() * done);
        ui.painter().rect_filled(whole, 2.0, colors.line);
        ui.painter().rect_filled(done, 2.0, colors.accent);
        let stroke = Stroke::new(1.0, colors.panel);
        ui.painter()
            .rect_stroke(whole, 2.0, stroke, StrokeKind::Outside);
        return;
    }
    let at = picture.right_bottom() - vec2(MARK, MARK);
    let ring = Stroke::new(1.5, colors.panel);
    ui.painter().circle(at, MARK, tone.color(ui), ring);
}
