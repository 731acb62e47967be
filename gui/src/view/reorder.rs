//! Things of a list dragged into another order. Escape, or letting go outside of the list, leaves all where it is.

use std::any::Any;

use eframe::egui::style::ScrollAnimation;
use eframe::egui::{
    Context, CursorIcon, DragAndDrop, PointerButton, Rect, Response, Stroke, Ui, vec2,
};

use crate::theme::palette;

/// How near to the list's upper or lower end the pointer scrolls it, and how far beyond it still does, in points.
const EDGE: f32 = 40.0;
/// How fast it scrolls with the pointer at the end itself, in points per second: five pages of the queue.
const SPEED: f32 = 320.0;
/// How many times as far the pointer counts at most; the speed grows with the square.
const FURTHEST: f32 = 4.0;

/// The things of a list that are drawn.
pub struct Drawn<'a> {
    /// The place of the first of them in the list.
    pub first: usize,
    /// Where they are, in their order.
    pub rects: &'a [Rect],
    /// The place of what is dragged.
    pub from: usize,
}

/// Has a thing dragged from where its widget is pressed and moved. `T` tells lists apart: nothing falls into another one's.
pub fn take_up<T: Any + Send + Sync>(response: &Response, thing: T) {
    if response.drag_started_by(PointerButton::Primary) {
        DragAndDrop::set_payload(&response.ctx, thing);
    }
}

/// What is dragged of a list.
pub fn dragged<T: Any + Send + Sync + Copy>(ctx: &Context) -> Option<T> {
    DragAndDrop::payload::<T>(ctx).map(|thing| *thing)
}

/// Shows where what is dragged would come to lie, scrolls to where the pointer leads, and says where it was let go: before what is at that
/// place. Nothing while it is held, outside of the list, and where it lies already. `ui` is that of the list, inside what scrolls.
pub fn drop(ui: &Ui, list: &Drawn<'_>) -> Option<usize> {
    let ctx = ui.ctx();
    let pointer = ctx.pointer_interact_pos()?;
    let sight = ui.clip_rect();
    let released = ui.input(|input| input.pointer.primary_released());
    if released {
        DragAndDrop::clear_payload(ctx);
    }
    if !sight.x_range().contains(pointer.x) {
        ctx.set_cursor_icon(CursorIcon::NoDrop);
        return None;
    }
    if !released {
        scroll(ui, sight, pointer.y);
    }
    if !sight.expand2(vec2(0.0, EDGE)).contains(pointer) {
        ctx.set_cursor_icon(CursorIcon::NoDrop);
        return None;
    }
    ctx.set_cursor_icon(CursorIcon::Grabbing);
    let above = list.rects.iter().filter(|rect| rect.center().y < pointer.y);
    let above = above.count();
    let to = list.first + above;
    if to == list.from || to == list.from + 1 {
        return None;
    }
    let gap = ui.spacing().item_spacing.y / 2.0;
    let y = match list.rects.get(above) {
        Some(rect) => rect.top() - gap,
        None => list.rects.last()?.bottom() + gap,
    };
    line(ui, list.rects.first()?, y);
    released.then_some(to)
}

fn line(ui: &Ui, row: &Rect, y: f32) {
    let sight = ui.clip_rect();
    let y = y.clamp(sight.top() + 3.0, sight.bottom() - 3.0);
    let accent = palette(ui.visuals()).accent;
    let painter = ui.painter();
    painter.hline(row.x_range(), y, Stroke::new(2.0, accent));
    for x in [row.left(), row.right()] {
        painter.circle_filled(eframe::egui::pos2(x, y), 3.0, accent);
    }
}

fn scroll(ui: &Ui, sight: Rect, pointer: f32) {
    let up = (sight.top() + EDGE - pointer).max(0.0);
    let down = (pointer - (sight.bottom() - EDGE)).max(0.0);
    let far = ((up - down) / EDGE).clamp(-FURTHEST, FURTHEST);
    if far != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(0.1);
        let by = far * far.abs() * SPEED * seconds;
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}
