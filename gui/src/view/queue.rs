//! The queue: what is read, what waits, what failed. Only the rows in sight are laid out.

mod drag;
mod folded;
mod row;
mod state;

use eframe::egui::{
    Align, Align2, FontId, Layout, Rect, RichText, ScrollArea, TextStyle, Ui, vec2,
};

use super::icon::{Icon, icon_button};
use super::reorder;
use super::{Scene, ViewState};
use crate::action::Action;
use crate::theme::palette;
use row::{Row, about, ground};

pub use state::describe;

/// Height of a row, in points.
const ROW: f32 = 62.0;

/// Width of the queue where it shows pictures alone, in points.
pub const FOLDED: f32 = 72.0;

/// Draws the queue.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    head(ui, scene, view);
    if scene.state.items.is_empty() {
        ui.add_space(8.0);
        ui.label(RichText::new(scene.words.queue_empty).color(palette(ui.visuals()).weak));
        return;
    }
    rows(ui, scene, view, row::row);
}

/// Draws the pages' pictures alone, with what is with each in a colour.
pub fn show_folded(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    ui.vertical_centered(|ui| {
        if icon_button(ui, Icon::Column, scene.words.unfold_queue).clicked() {
            view.queue_folded = Some(false);
        }
    });
    rows(ui, scene, view, folded::row);
}

/// Draws the rows in sight, each by `draw` in the room that it is given.
fn rows(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    view: &mut ViewState,
    draw: impl Fn(&mut Ui, Rect, &Row<'_>, &ViewState, &mut Vec<Action>),
) {
    // A row is clicked and dragged, its words are not.
    ui.style_mut().interaction.selectable_labels = false;
    view.wanted_thumbnails.clear();
    ui.spacing_mut().item_spacing.y = 2.0;
    let items = &scene.state.items;
    ScrollArea::vertical()
        .auto_shrink(false)
        .show_rows(ui, ROW, items.len(), |ui, range| {
            let first = range.start;
            let mut rects = Vec::with_capacity(range.len());
            for item in &items[range] {
                if !view.thumbnails.contains_key(&item.id) {
                    view.wanted_thumbnails.push(item.id);
                }
                let row = Row {
                    item,
                    selected: scene.state.selected == Some(item.id),
                    words: scene.words,
                    paused: scene.state.paused,
                };
                let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
                let response = ground(ui, rect, &row, scene.actions);
                draw(ui, rect, &row, view, scene.actions);
                if reorder::dragged(ui.ctx()) == Some(drag::Dragged(item.id)) {
                    let veil = palette(ui.visuals()).panel.gamma_multiply(0.6);
                    ui.painter().rect_filled(rect, 6.0, veil);
                }
                about(response, &row, scene.actions);
                rects.push(rect);
            }
            drag::drop(ui, scene, first, &rects);
        });
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let (words, state) = (scene.words, scene.state);
    ui.horizontal(|ui| {
        let weak = palette(ui.visuals()).weak;
        ui.label(RichText::new(words.queue).strong());
        if !state.items.is_empty() {
            let count = format!("{} / {}", state.ended(), state.items.len());
            ui.label(RichText::new(count).small().color(weak));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            if icon_button(ui, Icon::Column, words.fold_queue).clicked() {
                view.queue_folded = Some(true);
            }
            if state.ended() > 0 && icon_button(ui, Icon::Clear, words.clear).clicked() {
                scene.actions.push(Action::ClearEnded);
            }
            if state.ended() < state.items.len() {
                if icon_button(ui, Icon::Stop, words.cancel_all).clicked() {
                    scene.actions.push(Action::CancelAll);
                }
                let (icon, name) = match state.paused {
                    true => (Icon::Play, words.resume),
                    false => (Icon::Pause, words.pause),
                };
                if icon_button(ui, icon, name).clicked() {
                    scene.actions.push(Action::TogglePause);
                }
            }
        });
    });
}

/// A sign drawn large in the middle of an empty place.
pub fn centred_words(ui: &Ui, rect: Rect, text: &str) {
    let font = TextStyle::Body.resolve(ui.style());
    let font = FontId::new(font.size, font.family);
    let color = palette(ui.visuals()).weak;
    ui.painter()
        .text(rect.center(), Align2::CENTER_CENTER, text, font, color);
}
