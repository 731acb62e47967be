//! The line at the foot of the window: what is going on, and on which model.

use eframe::egui::{Align, Layout, RichText, Ui};

use super::Scene;
use super::queue::describe;
use crate::state::Phase;
use crate::theme::palette;

/// Draws the line.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    ui.horizontal(|ui| {
        let reading = (scene.state.items.iter()).find(|item| item.phase == Phase::Reading);
        let text = match reading {
            Some(item) => format!(
                "{} {} · {}",
                words.reading,
                item.source.name(),
                describe(item, words)
            ),
            None if scene.state.compare.busy() => format!("{}…", words.compare.name),
            None => words.idle.to_owned(),
        };
        ui.label(RichText::new(text).small().color(colors.weak));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            match &scene.state.model {
                Some(model) => {
                    let text = format!("{} · {}", model.name, model.device);
                    let response = ui.label(RichText::new(text).small().color(colors.weak));
                    let notes = model
                        .about
                        .iter()
                        .chain(&model.notes)
                        .cloned()
                        .collect::<Vec<_>>();
                    if !notes.is_empty() {
                        response.on_hover_text(notes.join("\n"));
                    }
                }
                None => {
                    ui.label(RichText::new(words.no_model_yet).small().color(colors.weak));
                }
            }
        });
    });
}
