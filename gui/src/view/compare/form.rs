//! The form that starts an evaluation.

use eframe::egui::{
    Align, Button, ComboBox, DragValue, Layout, Role, TextEdit, Ui, WidgetInfo, vec2,
};
use inkstone::device::Dtype;

use super::cards::{MAIN_BUTTON, heading, main_button, weak, weak_height};
use super::devices;
use crate::action::{Action, CompareAction};
use crate::lang::CompareWords;
use crate::state::compare::{DataChoice, EvalForm, EvalKind, FormProblem};
use crate::view::Scene;
use crate::view::tell::name_choice;

/// Draws the form.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, form: &mut EvalForm) {
    let words = &scene.words.compare;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
        // So that the four stand in one line.
        ui.spacing_mut().button_padding.x = 6.0;
        for (kind, name) in EvalKind::ALL.into_iter().zip(words.kinds) {
            if ui
                .add(Button::selectable(form.kind == kind, name))
                .clicked()
            {
                form.kind = kind;
            }
        }
    });
    let index = EvalKind::ALL.iter().position(|kind| *kind == form.kind);
    weak(ui, words.kinds_about[index.unwrap_or(0)]);
    devices::show(ui, scene, form.kind == EvalKind::Text);
    dtype(ui, words, &mut form.dtype);
    heading(ui, words.data);
    data(ui, scene, form);
    ui.add_space(4.0);
    match form.kind {
        EvalKind::Accuracy => {
            number(ui, words.new_tokens, &mut form.new_tokens, 1..=4096);
            heading(ui, words.limits);
            limit(ui, words.mre, &mut form.mre, " %", 0.05);
            limit(ui, words.top1, &mut form.top1, " %", 0.1);
            limit(ui, words.cosine, &mut form.cosine, "", 0.0005);
        }
        EvalKind::Performance => {
            number(ui, words.runs, &mut form.runs, 1..=10_000);
            number(ui, words.warmup, &mut form.warmup, 0..=1000);
            number(ui, words.new_tokens, &mut form.new_tokens, 1..=4096);
        }
        EvalKind::Layers | EvalKind::Text => {}
    }
    ui.checkbox(&mut form.keep, words.keep);
}

/// Room above what begins the evaluation, in points.
const ABOVE: f32 = 4.0;

/// How much room `foot` takes, in points.
pub fn foot_height(ui: &Ui, scene: &Scene<'_>, form: &EvalForm) -> f32 {
    let gap = ui.spacing().item_spacing.y;
    let button = ABOVE + gap + MAIN_BUTTON + gap;
    match why_not(scene, form) {
        Some(why) => button + weak_height(ui, why) + gap,
        None => button,
    }
}

/// Why the evaluation that the form asks for cannot begin.
fn why_not(scene: &Scene<'_>, form: &EvalForm) -> Option<&'static str> {
    let words = &scene.words.compare;
    let compare = &scene.state.compare;
    if compare.evaluating() {
        return None;
    }
    let same = compare.same_devices(form.dtype);
    let problem = form.problem(scene.state.items.len(), same)?;
    Some(match problem {
        FormProblem::NoPage => words.no_page,
        FormProblem::NoPath => words.no_path,
        FormProblem::SameDevices => words.same_devices,
    })
}

/// Draws what begins the evaluation, or ends it.
pub fn foot(ui: &mut Ui, scene: &mut Scene<'_>, form: &EvalForm) {
    ui.add_space(ABOVE);
    let words = &scene.words.compare;
    let compare = &scene.state.compare;
    if compare.evaluating() {
        if main_button(ui, true, scene.words.cancel).clicked() {
            scene.actions.push(Action::Compare(CompareAction::Cancel));
        }
        return;
    }
    let problem = why_not(scene, form);
    let ready = problem.is_none() && !compare.busy();
    if main_button(ui, ready, words.start).clicked() {
        let action = CompareAction::Evaluate(form.clone());
        scene.actions.push(Action::Compare(action));
    }
    if let Some(why) = problem {
        weak(ui, why);
    }
}

/// A name on the left and what it is the name of on the right.
fn field(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(26.0);
        ui.label(name);
        ui.with_layout(Layout::right_to_left(Align::Center), add);
    });
}

fn dtype(ui: &mut Ui, words: &CompareWords, chosen: &mut Dtype) {
    field(ui, words.dtype, |ui| {
        let combo = ComboBox::from_id_salt("dtype")
            .selected_text(chosen.name())
            .width(150.0)
            .show_ui(ui, |ui| {
                for dtype in [Dtype::Float32, Dtype::Bfloat16, Dtype::Float16] {
                    ui.selectable_value(chosen, dtype, dtype.name());
                }
            });
        name_choice(&combo.response, words.dtype, chosen.name());
        combo.response.on_hover_text(words.dtype_hint);
    });
}

fn number(ui: &mut Ui, name: &str, value: &mut usize, range: std::ops::RangeInclusive<usize>) {
    field(ui, name, |ui| {
        let response = ui.add(DragValue::new(value).range(range));
        named(&response, name);
    });
}

fn limit(ui: &mut Ui, name: &str, value: &mut f64, unit: &str, step: f64) {
    field(ui, name, |ui| {
        let drag = DragValue::new(value)
            .speed(step)
            .suffix(unit)
            .max_decimals(6);
        let response = ui.add(drag);
        named(&response, name);
    });
}

fn named(response: &eframe::egui::Response, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::SpinButton, true, name));
}

fn data(ui: &mut Ui, scene: &mut Scene<'_>, form: &mut EvalForm) {
    let words = &scene.words.compare;
    let count = scene.state.items.len();
    match form.kind {
        EvalKind::Text => weak(ui, words.data_text),
        EvalKind::Accuracy | EvalKind::Layers | EvalKind::Performance => {
            ui.scope(|ui| {
                // Nearer to each other than fields are.
                ui.spacing_mut().interact_size.y = 22.0;
                ui.radio_value(&mut form.data, DataChoice::Shown, words.data_shown);
                if form.kind == EvalKind::Accuracy {
                    let name = format!("{} ({count})", words.data_queue);
                    ui.radio_value(&mut form.data, DataChoice::Queue, name);
                }
                ui.radio_value(&mut form.data, DataChoice::Path, words.data_path);
            });
        }
    }
    if form.data() == DataChoice::Path {
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button(words.choose).clicked() {
                    scene
                        .actions
                        .push(Action::Compare(CompareAction::ChooseData));
                }
                let edit = TextEdit::singleline(&mut form.path).desired_width(f32::INFINITY);
                let response = ui.add(edit);
                let name = words.data_path;
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
            });
        });
    }
}
