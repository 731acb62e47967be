//! The choice of the two devices.

use eframe::egui::{Align, Button, ComboBox, Layout, Ui};
use inkstone::device::{DeviceKind, DeviceSpec, Dtype};

use super::cards::{title, weak};
use crate::action::{Action, CompareAction};
use crate::state::compare::SIDES;
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};
use crate::view::tell::{hint, name_choice};

/// Draws the choice of both devices, or of the candidate alone.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, candidate_only: bool) {
    let words = &scene.words.compare;
    ui.horizontal(|ui| {
        title(ui, words.devices);
        if !candidate_only {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, Icon::Swap, words.swap).clicked() {
                    scene.actions.push(Action::Compare(CompareAction::Swap));
                }
            });
        }
    });
    for side in SIDES {
        if !(candidate_only && side == 0) {
            choice(ui, scene, side);
        }
    }
    let [a, b] = scene.state.compare.devices;
    if a == b && !candidate_only {
        weak(ui, words.same_devices);
    }
}

/// A device as the list shows it: `cpu`, `cpu:bf16`.
fn specs(kind: DeviceKind) -> [DeviceSpec; 3] {
    [None, Some(Dtype::Bfloat16), Some(Dtype::Float16)].map(|dtype| DeviceSpec {
        kind,
        dtype,
        ..DeviceSpec::CPU
    })
}

fn choice(ui: &mut Ui, scene: &mut Scene<'_>, side: usize) {
    let words = &scene.words.compare;
    let name = [words.baseline, words.candidate][side];
    let chosen = scene.state.compare.devices[side];
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        let label = ui.label(name);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let combo = ComboBox::from_id_salt(("device", side))
                .selected_text(chosen.to_string())
                .width(150.0)
                .show_ui(ui, |ui| {
                    for kind in [DeviceKind::Cpu, DeviceKind::Npu, DeviceKind::Cuda] {
                        let status = (scene.state.devices.iter()).find(|d| d.name == kind.name());
                        let present = status.is_some_and(|status| status.present);
                        for spec in specs(kind) {
                            let entry = Button::selectable(spec == chosen, spec.to_string());
                            let response = ui.add_enabled(present, entry);
                            let description = status.map(|status| scene.words.of_device(status));
                            if hint(response, description.as_deref()).clicked() {
                                let action = CompareAction::SetDevice(side, spec);
                                scene.actions.push(Action::Compare(action));
                            }
                        }
                    }
                });
            let response = combo.response.labelled_by(label.id);
            name_choice(&response, name, &chosen.to_string());
        });
    });
}
