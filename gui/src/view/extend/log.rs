//! What plugins say.

use eframe::egui::{Align, Label, Layout, RichText, ScrollArea, Ui};
use inkstone::plugin::Level;

use super::{act, weak};
use crate::action::{Action, ExtendAction};
use crate::theme::palette;
use crate::view::Scene;

/// Draws the messages, latest first.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let log = &scene.state.extend.log;
    if log.lines().next().is_none() {
        ui.add_space(8.0);
        weak(ui, words.extend.no_messages);
        return;
    }
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button(words.extend.clear_log).clicked() {
                act(scene, ExtendAction::ClearLog);
            }
            if ui.button(words.extend.copy_all).clicked() {
                scene.actions.push(Action::Copy(log.text()));
            }
        });
    });
    ScrollArea::vertical()
        .id_salt("messages")
        .auto_shrink(false)
        .show(ui, |ui| {
            let colors = palette(ui.visuals());
            for (index, line) in log.lines().enumerate() {
                let (name, color) = match line.level {
                    Level::Debug => (words.extend.levels[0], colors.weak),
                    Level::Info => (words.extend.levels[1], colors.weak),
                    Level::Warn => (words.extend.levels[2], colors.accent),
                    Level::Error => (words.extend.levels[3], colors.bad),
                };
                ui.push_id(index, |ui| {
                    ui.horizontal_wrapped(|ui| {
                        ui.label(RichText::new(name).small().color(color));
                        if !line.plugin.is_empty() {
                            ui.label(RichText::new(&line.plugin).small().strong());
                        }
                        if line.times > 1 {
                            weak(ui, format!("× {}", line.times));
                        }
                        if line.level == Level::Error {
                            let copy = RichText::new(words.copy_details).small();
                            if ui.link(copy).clicked() {
                                scene.actions.push(Action::Copy(line.text()));
                            }
                        }
                    });
                    ui.add(Label::new(RichText::new(&line.message).small()).wrap());
                    ui.add_space(4.0);
                });
            }
        });
}
