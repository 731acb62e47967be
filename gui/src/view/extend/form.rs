//! The form of a step: a control for every setting that its plugin describes.

use eframe::egui::{Align, Label, Layout, RichText, Role, Ui, WidgetInfo};
use inkstone::plugin::{Field, Limits, SettingSpec};

use super::control::control;
use super::{act, small_button, weak, wrong};
use crate::action::ExtendAction;
use crate::lang::{ExtendWords, Words};
use crate::state::extend::{DraftStep, PluginEntry, Problem};
use crate::view::Scene;
use crate::view::icon::{Icon, icon_button};

/// Room for the names of settings, in points.
const NAMES: f32 = 118.0;

/// Draws it. What is wrong with a value stands at its field.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, step: &DraftStep, problems: &[Problem]) {
    let Some(plugin) = scene.state.extend.meant(&step.entry.plugin) else {
        return;
    };
    ui.separator();
    weak(ui, scene.words.description_of(plugin));
    ui.add_space(4.0);
    let mut group = None;
    for spec in &plugin.settings {
        if spec.group != group {
            group.clone_from(&spec.group);
            if let Some(group) = &spec.group {
                ui.label(RichText::new(group).strong());
            }
        }
        let error = problems.iter().find_map(|problem| match problem {
            Problem::Value(key, error) if *key == spec.key => Some(error),
            _ => None,
        });
        setting(ui, scene, plugin, step, spec, error.map(String::as_str));
    }
    for problem in problems {
        if let Problem::NoSetting(key) = problem {
            unknown(ui, scene, step, key);
        }
    }
    time_limit(ui, scene, step);
}

/// A setting that the plugin does not have.
fn unknown(ui: &mut Ui, scene: &mut Scene<'_>, step: &DraftStep, key: &str) {
    let words = &scene.words.extend;
    ui.horizontal(|ui| {
        wrong(ui, format!("{} {key}", words.no_setting));
        if small_button(ui, words.forget).clicked() {
            act(scene, ExtendAction::Forget(step.id, key.to_owned()));
        }
    });
}

fn setting(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    plugin: &PluginEntry,
    step: &DraftStep,
    spec: &SettingSpec,
    error: Option<&str>,
) {
    let words = scene.words;
    let (label, help) = words.setting_of(plugin, spec);
    ui.push_id(&spec.key, |ui| {
        ui.horizontal(|ui| {
            ui.allocate_ui(eframe::egui::vec2(NAMES, 24.0), |ui| {
                ui.set_width(NAMES);
                ui.add(Label::new(label).wrap().selectable(false))
                    .on_hover_text(&spec.key);
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let name = format!("{}: {label}", words.extend.to_default);
                let room = ui.add_enabled_ui(step.is_set(spec), |ui| {
                    icon_button(ui, Icon::Undo, &name).clicked()
                });
                if room.inner {
                    act(scene, ExtendAction::Forget(step.id, spec.key.clone()));
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    control(ui, scene, step, spec, label, error.is_some());
                });
            });
        });
        if let Some(error) = error {
            wrong(ui, say(words, spec, error));
        }
        weak(ui, hint(&words.extend, spec, help));
        ui.add_space(4.0);
    });
}

/// What a field takes and its default, after its own help.
pub(super) fn hint(words: &ExtendWords, spec: &SettingSpec, help: &str) -> String {
    let limit = |word: &str, number: Option<String>| number.map(|n| format!("{word} {n}"));
    let (min, max, default) = match &spec.field {
        Field::Integer(f) => (
            f.min.map(|n| n.to_string()),
            f.max.map(|n| n.to_string()),
            Some(format!("{} {}", f.default, f.unit)),
        ),
        Field::Number(f) => (
            f.min.map(|n| n.to_string()),
            f.max.map(|n| n.to_string()),
            Some(format!("{} {}", f.default, f.unit)),
        ),
        _ => (None, None, None),
    };
    let limits = [limit(words.from, min), limit(words.to, max)];
    let limits: Vec<String> = limits.into_iter().flatten().collect();
    let mut parts = vec![limits.join(" ")];
    parts.retain(|part| !part.is_empty());
    parts.extend(limit(words.default, default.map(|d| d.trim().to_owned())));
    match (help.is_empty(), parts.is_empty()) {
        (_, true) => help.to_owned(),
        (true, false) => parts.join(" · "),
        (false, false) => format!("{help} ({})", parts.join(" · ")),
    }
}

/// What is wrong with a value, in the window's language where its field says enough.
fn say(words: &Words, spec: &SettingSpec, error: &str) -> String {
    let words = &words.extend;
    let between = |needed: &str, min: Option<String>, max: Option<String>| {
        let limits = [(words.from, min), (words.to, max)];
        let limits = limits.into_iter();
        let limits: Vec<_> = limits
            .filter_map(|(word, limit)| Some(format!("{word} {}", limit?)))
            .collect();
        format!("{needed} {} {}", limits.join(" "), words.takes)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    match &spec.field {
        Field::Integer(f) => between(
            words.whole_number,
            f.min.map(|n| n.to_string()),
            f.max.map(|n| n.to_string()),
        ),
        Field::Number(f) => between(
            words.number,
            f.min.map(|n| n.to_string()),
            f.max.map(|n| n.to_string()),
        ),
        Field::Toggle(_) | Field::Text(_) | Field::Choice(_) => error.to_owned(),
    }
}

/// How long the step may take.
fn time_limit(ui: &mut Ui, scene: &mut Scene<'_>, step: &DraftStep) {
    let words = &scene.words.extend;
    ui.horizontal(|ui| {
        ui.allocate_ui(eframe::egui::vec2(NAMES, 24.0), |ui| {
            ui.set_width(NAMES);
            weak(ui, words.time_limit);
        });
        let mut seconds = step.entry.limits.seconds;
        let value = eframe::egui::DragValue::new(&mut seconds)
            .range(0.1..=3600.0)
            .speed(0.5)
            .max_decimals(1)
            .custom_formatter(|seconds, _| seconds.to_string())
            .suffix(format!(" {}", words.seconds));
        let response = ui.add(value);
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(Role::SpinButton, true, words.time_limit);
            info.value = Some(step.entry.limits.seconds);
            info
        });
        if response.changed() {
            let limits = Limits {
                seconds,
                ..step.entry.limits
            };
            act(scene, ExtendAction::Limit(step.id, limits));
        }
    });
}
