//! What is known of a plugin.

use eframe::egui::{Grid, Label, RichText, ScrollArea, Ui};
use inkstone::plugin::{Kind, Limits, Origin};

use super::form::hint;
use super::{act, origin, tag, weak};
use crate::action::{Action, ExtendAction};
use crate::lang::{ExtendWords, Words};
use crate::state::extend::{PluginEntry, Stage};
use crate::theme::palette;
use crate::view::Scene;

/// Draws what is known of the plugin that is worked on.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let Some(plugin) = scene.state.extend.focused_plugin() else {
        ui.add_space(8.0);
        weak(ui, words.extend.choose_plugin);
        ui.add_space(4.0);
        weak(ui, words.extend.drop_hint);
        return;
    };
    ScrollArea::vertical()
        .id_salt("about")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 8.0);
            buttons(ui, scene, plugin);
            ui.add_space(2.0);
            manifest(ui, words, plugin);
            if let Some(failure) = &plugin.failure {
                broken(ui, scene, plugin, &failure.details());
            }
            settings(ui, words, plugin);
        });
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, plugin: &PluginEntry) {
    let words = scene.words;
    let extend = &scene.state.extend;
    let usable = plugin.used && plugin.failure.is_none() && extend.draft.is_some();
    ui.horizontal_wrapped(|ui| {
        let metric = plugin.kind.map(Stage::of) == Some(Stage::Metric);
        let there = extend.steps_of(plugin).next().is_some();
        if usable && !(metric && there) && ui.button(words.extend.add_step).clicked() {
            act(scene, ExtendAction::AddStep(plugin.key()));
        }
        if ui.button(words.copy_details).clicked() {
            scene.actions.push(Action::Copy(plugin.details()));
        }
        if plugin.is_installed() && ui.button(words.remove).clicked() {
            act(scene, ExtendAction::Remove(plugin.key()));
        }
    });
}

fn broken(ui: &mut Ui, scene: &mut Scene<'_>, plugin: &PluginEntry, details: &str) {
    let colors = palette(ui.visuals());
    ui.add_space(6.0);
    eframe::egui::Frame::new()
        .fill(colors.bad_soft)
        .corner_radius(8.0)
        .inner_margin(12.0)
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let title = RichText::new(scene.words.extend.broken).strong();
            ui.label(title.color(colors.bad));
            ui.add(Label::new(details).wrap());
            weak(ui, scene.words.extend.broken_hint);
            if ui.button(scene.words.copy_details).clicked() {
                scene.actions.push(Action::Copy(plugin.details()));
            }
        });
}

/// Name, description and all that the plugin says of itself.
pub fn manifest(ui: &mut Ui, words: &Words, plugin: &PluginEntry) {
    let colors = palette(ui.visuals());
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words.name_of(plugin)).heading());
        let from = origin(plugin, &words.extend);
        tag(ui, from, colors.weak, ui.visuals().faint_bg_color);
    });
    ui.add(Label::new(words.description_of(plugin)).wrap());
    ui.add_space(6.0);
    Grid::new(("manifest", plugin.key()))
        .num_columns(2)
        .spacing([14.0, 5.0])
        .min_col_width(76.0)
        .min_row_height(20.0)
        .show(ui, |ui| {
            for (name, value) in rows(&words.extend, plugin) {
                ui.with_layout(
                    eframe::egui::Layout::top_down(eframe::egui::Align::Min),
                    |ui| {
                        // Small letters stand on the line of the others.
                        ui.add_space(3.0);
                        weak(ui, name);
                    },
                );
                ui.add(Label::new(value).wrap());
                ui.end_row();
            }
        });
}

fn rows(words: &ExtendWords, plugin: &PluginEntry) -> Vec<(&'static str, String)> {
    let kind = plugin.kind.and_then(|kind| {
        let index = Kind::ALL.iter().position(|known| *known == kind)?;
        Some(words.kinds[index])
    });
    let mut rows = vec![
        (words.kind, kind.unwrap_or(words.kind_unknown).to_owned()),
        ("ID", plugin.id.clone()),
        (words.version, plugin.version.clone()),
        (words.license, plugin.license.clone()),
        (words.authors, plugin.authors.join(", ")),
        (words.homepage, plugin.homepage.clone().unwrap_or_default()),
    ];
    let place = match &plugin.origin {
        Origin::Bundled => words.built_in.to_owned(),
        Origin::Folder(path) | Origin::File(path) => path.display().to_string(),
    };
    rows.push((words.origin, place));
    if !plugin.contract.is_empty() {
        rows.push((words.interface, format!("ocr:plugins@{}", plugin.contract)));
        rows.push((words.asks_for, asks(words, &plugin.imports)));
        rows.push((words.may_use, limits(words)));
        let hash = plugin.sha256.get(..16).unwrap_or_default();
        let size = plugin.size.div_ceil(1024);
        rows.push((words.file, format!("{size} KiB · sha256 {hash}…")));
    }
    rows.retain(|(_, value)| !value.is_empty());
    rows
}

/// What it imports, in words.
fn asks(words: &ExtendWords, imports: &[String]) -> String {
    let mut asked: Vec<&str> = Vec::new();
    for import in imports {
        let word = match import.as_str() {
            name if name.starts_with("ocr:plugins/host@") => words.asks_host,
            name if name.starts_with("ocr:plugins/tensors@") => words.asks_tensors,
            name if name.starts_with("wasi:") => words.asks_wasi,
            // The types that both sides share are no capability.
            name if name.starts_with("ocr:plugins/") => continue,
            name => name,
        };
        if !asked.contains(&word) {
            asked.push(word);
        }
    }
    asked.join("; ")
}

fn limits(words: &ExtendWords) -> String {
    let limits = Limits::default();
    words
        .limits
        .replace("{s}", &limits.seconds.to_string())
        .replace("{m}", &limits.memory_mib.to_string())
        .replace("{o}", &limits.output_mib.to_string())
}

fn settings(ui: &mut Ui, words: &Words, plugin: &PluginEntry) {
    if plugin.failure.is_some() {
        return;
    }
    ui.add_space(10.0);
    ui.label(RichText::new(words.extend.settings).strong());
    if plugin.settings.is_empty() {
        weak(ui, words.extend.no_settings);
    }
    for spec in &plugin.settings {
        let (label, help) = words.setting_of(plugin, spec);
        ui.horizontal_wrapped(|ui| {
            ui.label(label);
            let color = palette(ui.visuals()).weak;
            let key = RichText::new(&spec.key).monospace().size(11.5).color(color);
            ui.label(key);
        });
        weak(ui, hint(&words.extend, spec, help));
        ui.add_space(4.0);
    }
}
