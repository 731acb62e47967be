//! Changing the text of a block, and taking changes back.

use eframe::egui::{
    Button, EventFilter, Frame, Key, Margin, Modifiers, RichText, Role, Stroke, TextEdit, Ui,
    WidgetInfo,
};

use super::icon::{Icon, icon_button};
use super::{Editing, Scene};
use crate::action::Action;
use crate::theme::palette;

/// Draws the field in which a block's text is changed.
pub fn block(ui: &mut Ui, scene: &mut Scene<'_>, editing: &mut Editing) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    let (mut done, mut left) = (false, false);
    Frame::new()
        .fill(ui.visuals().extreme_bg_color)
        .stroke(Stroke::new(1.5, colors.accent))
        .corner_radius(6.0)
        .inner_margin(Margin::same(6))
        .show(ui, |ui| {
            let rows = editing.text.lines().count().clamp(1, 30);
            // Escape leaves the field, as it would anyway, but also what was written in it.
            let filter = EventFilter {
                escape: true,
                ..EventFilter::default()
            };
            let edit = TextEdit::multiline(&mut editing.text)
                .desired_width(f32::INFINITY)
                .desired_rows(rows)
                .frame(Frame::NONE)
                .event_filter(EventFilter {
                    tab: true,
                    horizontal_arrows: true,
                    vertical_arrows: true,
                    ..filter
                });
            let response = ui.add(edit);
            let name = words.edit;
            response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
            if !editing.focused {
                editing.focused = true;
                response.request_focus();
            }
            if response.has_focus() {
                ui.input_mut(|input| {
                    done |= input.consume_key(Modifiers::COMMAND, Key::Enter);
                    left |= input.consume_key(Modifiers::NONE, Key::Escape);
                });
            }
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let keys = ui
                    .ctx()
                    .format_shortcut(&eframe::egui::KeyboardShortcut::new(
                        Modifiers::COMMAND,
                        Key::Enter,
                    ));
                let text = RichText::new(words.edit_done).color(colors.on_accent);
                let button = Button::new(text).fill(colors.accent);
                done |= ui.add(button).on_hover_text(keys).clicked();
                left |= ui.button(words.edit_cancel).on_hover_text("Esc").clicked();
            });
        });
    if done {
        let text = editing.text.clone();
        scene
            .actions
            .push(Action::Edit(editing.item, editing.block, text));
    } else if left {
        scene.actions.push(Action::EndEdit);
    }
}

/// Draws what takes edits of the page that is shown back, where there are any.
pub fn tools(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let Some(item) = scene.state.shown() else {
        return;
    };
    if !item.can_undo() && !item.edits.can_redo() {
        return;
    }
    let id = item.id;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        if !item.edits.is_empty() {
            let accent = palette(ui.visuals()).accent;
            ui.label(RichText::new(words.edited).small().color(accent));
            ui.add_space(6.0);
        }
        for (icon, name, possible, action) in [
            (Icon::Undo, words.undo, item.can_undo(), Action::Undo(id)),
            (
                Icon::Redo,
                words.redo,
                item.edits.can_redo(),
                Action::Redo(id),
            ),
        ] {
            ui.add_enabled_ui(possible, |ui| {
                if icon_button(ui, icon, name).clicked() {
                    scene.actions.push(action);
                }
            });
        }
        let revert = Button::new(RichText::new(words.revert).small()).frame(false);
        if ui.add_enabled(!item.edits.is_empty(), revert).clicked() {
            scene.actions.push(Action::Revert(id));
        }
    });
}
