//! Two devices side by side, and evaluations.

use eframe::egui::Ui;

use super::{Scene, ViewState};

/// Draws the workspace.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, _view: &mut ViewState) {
    ui.heading(scene.words.compare.name);
}
