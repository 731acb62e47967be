//! The field for searching in what was read.

use eframe::egui::{Align, Frame, Key, Layout, Margin, Modifiers, RichText, Role, TextEdit};
use eframe::egui::{Ui, WidgetInfo, vec2};

use super::icon::{Icon, icon_button};
use super::{Scene, ViewState};
use crate::action::Action;
use crate::theme::palette;

/// Draws the field, where the search is open.
pub fn bar(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) {
    let search = &mut view.search;
    if !search.open {
        return;
    }
    let words = scene.words;
    let colors = palette(ui.visuals());
    Frame::new()
        .fill(ui.visuals().faint_bg_color)
        .corner_radius(6.0)
        .inner_margin(Margin::symmetric(8, 3))
        .show(ui, |ui| {
            let line = vec2(ui.available_width(), ui.spacing().interact_size.y);
            ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                if icon_button(ui, Icon::Close, words.search_close).clicked() {
                    scene.actions.push(Action::CloseSearch);
                }
                if icon_button(ui, Icon::Down, words.search_next).clicked() {
                    scene.actions.push(Action::NextMatch(1));
                }
                if icon_button(ui, Icon::Up, words.search_previous).clicked() {
                    scene.actions.push(Action::NextMatch(-1));
                }
                let count = search.matches.len();
                let text = match (search.query.is_empty(), count) {
                    (true, _) => String::new(),
                    (false, 0) => words.search_none.to_owned(),
                    (false, count) => format!("{} / {count}", search.current + 1),
                };
                ui.label(RichText::new(text).small().color(colors.weak));
                ui.add_space(6.0);
                let edit = TextEdit::singleline(&mut search.query)
                    .hint_text(words.search_hint)
                    .frame(Frame::NONE)
                    .desired_width(f32::INFINITY);
                let response = ui.add(edit);
                let name = words.search;
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
                if std::mem::take(&mut search.focus) {
                    response.request_focus();
                }
                // Enter takes the keyboard away from a field of one line; it stays for the next match.
                if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                    let back = ui.input(|input| input.modifiers.contains(Modifiers::SHIFT));
                    scene
                        .actions
                        .push(Action::NextMatch(if back { -1 } else { 1 }));
                    response.request_focus();
                }
                if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
                    scene.actions.push(Action::CloseSearch);
                }
            });
        });
    ui.add_space(4.0);
}
