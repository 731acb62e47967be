//! Two devices side by side, and evaluations.

mod cards;
mod chart;
mod devices;
mod evaluation;
mod form;
mod history;
mod layers;
mod page;
mod performance;
mod tokens;

use std::path::Path;

use eframe::egui::{Button, CentralPanel, Frame, Margin, Panel, Rect, RichText, ScrollArea, Ui};
use inkstone::device::{DeviceSpec, is_simulated};

pub use chart::Charts;

use super::{Scene, ViewState, is_narrow};
use crate::action::{Action, CompareAction};
use crate::app::framed;
use crate::state::compare::{CompareTab, DataChoice, EvalForm};
use crate::theme::palette;
use tokens::Place;

/// Width of the choices on the left, in points: in a window with room, and in a narrow one.
const SETUP: [f32; 2] = [306.0, 270.0];

/// What is looked at where devices are compared.
#[derive(Default)]
pub struct CompareView {
    /// The part that is shown.
    pub tab: CompareTab,
    /// The form as it is filled in.
    pub form: EvalForm,
    /// The charts that were drawn.
    pub charts: Charts,
    /// The token under the pointer, as of the last frame.
    hovered: Option<Place>,
}

impl CompareView {
    /// A view of a part.
    pub fn new(tab: CompareTab) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// Takes a path that was chosen as what is evaluated on.
    pub fn take_path(&mut self, path: &Path) {
        self.form.data = DataChoice::Path;
        self.form.path = path.display().to_string();
    }
}

/// Draws the workspace, and says where its parts are, in the order of reading.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &mut ViewState) -> [Rect; 2] {
    let view = &mut view.compare;
    let panel = ui.visuals().panel_fill;
    let setup = Panel::left("compare setup")
        .frame(framed(panel, 14, 10))
        .exact_size(SETUP[usize::from(is_narrow(ui.ctx()))])
        .resizable(false)
        .show(ui, |ui| {
            tabs(ui, scene, view.tab);
            ui.add_space(8.0);
            // What begins an evaluation stays in sight, however long the form is.
            let foot = match view.tab {
                CompareTab::Evaluation => form::foot_height(ui, scene, &view.form),
                CompareTab::Page | CompareTab::History => 0.0,
            };
            ScrollArea::vertical()
                .id_salt("setup")
                .auto_shrink([false, true])
                .max_height(ui.available_height() - foot)
                .show(ui, |ui| match view.tab {
                    CompareTab::Page => page::setup(ui, scene),
                    CompareTab::Evaluation => form::show(ui, scene, &mut view.form),
                    CompareTab::History => history::setup(ui, scene),
                });
            if view.tab == CompareTab::Evaluation {
                form::foot(ui, scene, &view.form);
            }
        });
    let answer = CentralPanel::default()
        .frame(framed(panel, 14, 10))
        .show(ui, |ui| {
            banner(ui, scene);
            match view.tab {
                CompareTab::Page => page::show(ui, scene, &mut view.hovered),
                CompareTab::Evaluation => evaluation::show(ui, scene, &mut view.charts),
                CompareTab::History => history::show(ui, scene, &mut view.charts),
            }
        });
    [setup, answer].map(|part| part.response.rect)
}

fn tabs(ui: &mut Ui, scene: &mut Scene<'_>, shown: CompareTab) {
    let all = [
        CompareTab::Page,
        CompareTab::Evaluation,
        CompareTab::History,
    ];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (tab, name) in all.into_iter().zip(scene.words.compare.tabs) {
            if ui.add(Button::selectable(tab == shown, name)).clicked() {
                scene
                    .actions
                    .push(Action::Compare(CompareAction::Show(tab)));
            }
        }
    });
}

/// Says that a device is a simulator, where one of those that are looked at is.
fn banner(ui: &mut Ui, scene: &Scene<'_>) {
    let compare = &scene.state.compare;
    let sides = compare.page.iter().flat_map(|run| &run.sides);
    let described = sides.map(|side| side.description.as_str());
    let there = scene.state.devices.iter().filter(|device| {
        let chosen = |spec: &DeviceSpec| spec.kind.name() == device.name;
        compare.devices.iter().any(chosen)
    });
    let simulated = described
        .chain(there.map(|device| device.description.as_str()))
        .any(is_simulated)
        || compare
            .report
            .as_ref()
            .is_some_and(|report| report.simulated);
    if simulated {
        let colors = palette(ui.visuals());
        Frame::new()
            .fill(colors.bad_soft)
            .corner_radius(6.0)
            .inner_margin(Margin::symmetric(10, 5))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let text = RichText::new(scene.words.compare.simulator);
                ui.label(text.strong().color(colors.bad));
            });
        ui.add_space(6.0);
    }
}
