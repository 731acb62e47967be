//! The menu of everything that can be done.

use eframe::egui::{Button, Popup, RichText, Ui};

use super::Scene;
use super::icon::{Icon, icon_button};
use crate::action::{Action, keys_of};
use crate::command::Group;

/// Draws the button and, while it is open, the menu.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let button = icon_button(ui, Icon::Menu, words.command.menu);
    Popup::menu(&button).show(|ui| {
        for group in Group::ALL {
            ui.menu_button(group.name(words), |ui| {
                for command in group.commands() {
                    let action = command.action(scene.state);
                    let shown = scene.state.selected.unwrap_or_default();
                    let keys = keys_of(ui.ctx(), &command.action_on(shown));
                    let entry = Button::new(command.name(words));
                    let entry = entry.shortcut_text(keys.unwrap_or_default());
                    if ui.add_enabled(action.is_some(), entry).clicked() {
                        scene.actions.extend(action);
                        ui.close();
                    }
                }
                if group == Group::File && !scene.state.recent.is_empty() {
                    ui.separator();
                    ui.menu_button(words.command.recent, |ui| recent(ui, scene));
                }
            });
        }
    });
}

fn recent(ui: &mut Ui, scene: &mut Scene<'_>) {
    for path in &scene.state.recent {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = RichText::new(name.to_string_lossy());
        let response = ui.button(name).on_hover_text(path.display().to_string());
        if response.clicked() {
            scene.actions.push(Action::OpenRecent(path.clone()));
            ui.close();
        }
    }
}
