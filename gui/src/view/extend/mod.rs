//! Plugins: what is installed, and how it is set.

use eframe::egui::Ui;

use super::{Scene, ViewState};

/// Draws the workspace.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, _view: &mut ViewState) {
    ui.heading(scene.words.extend.name);
}
