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
                    let library = &words.library;
                    let (name, about) = match model.demo {
                        true => (library.demo_name, Some(library.demo_about)),
                        false => (model.name.as_str(), model.about.as_deref()),
                    };
                    let text = format!("{name} · {}", model.device);
                    let response = ui.label(RichText::new(text).small().color(colors.weak));
                    let notes = about.into_iter();
                    let notes = notes.chain(model.notes.iter().map(String::as_str));
                    let notes = notes.collect::<Vec<_>>();
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
