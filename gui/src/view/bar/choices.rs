//! What can be chosen of how pages are read.

use std::path::PathBuf;

use eframe::egui::{Button, Ui};
use inkstone::device::{DeviceKind, DeviceSpec, Dtype};
use inkstone::pipeline::DEMO_NAME;
use inkstone::processor::task::Task;

use super::FULL_MODEL;
use super::choice::Choice;
use crate::action::Action;
use crate::command::task_name;
use crate::lang::Words;
use crate::state::TaskChoice;
use crate::state::extend::{PipelineEntry, PipelineKind};
use crate::view::Scene;
use crate::view::tell::hint;

/// All choices, in their order.
pub fn all(scene: &Scene<'_>) -> [Choice; 5] {
    [
        task(scene),
        pipeline(scene),
        model(scene),
        device(scene),
        dtype(scene),
    ]
}

fn task(scene: &Scene<'_>) -> Choice {
    let words = scene.words;
    let lines_only = (scene.state.model.as_ref()).is_some_and(|model| model.about.is_some());
    Choice {
        salt: "task",
        name: words.task,
        chosen: task_name(scene.state.settings.task, words).to_owned(),
        hint: lines_only.then(|| words.task_ignored.to_owned()),
        list: |ui, scene| {
            let tasks = Task::ALL.map(TaskChoice::Task);
            let choices = [TaskChoice::Pipeline]
                .into_iter()
                .chain(tasks)
                .chain([TaskChoice::Prompt]);
            for choice in choices {
                let chosen = choice == scene.state.settings.task;
                let name = task_name(choice, scene.words);
                if ui.selectable_label(chosen, name).clicked() {
                    scene.actions.push(Action::SetTask(choice));
                }
            }
        },
    }
}

fn pipeline(scene: &Scene<'_>) -> Choice {
    let words = scene.words;
    let chosen = &scene.state.settings.pipeline;
    let all = &scene.state.extend.pipelines;
    let entry = all.iter().find(|entry| entry.name == *chosen);
    Choice {
        salt: "pipeline",
        name: words.pipeline,
        chosen: chosen.clone(),
        hint: entry
            .and_then(|entry| about(words, entry))
            .map(str::to_owned),
        list: |ui, scene| {
            let words = scene.words;
            let all = &scene.state.extend.pipelines;
            let own = all
                .iter()
                .position(|entry| entry.kind != PipelineKind::BuiltIn);
            for (index, entry) in all.iter().enumerate() {
                if own == Some(index) && index > 0 {
                    ui.separator();
                }
                let name = &entry.name;
                let choice = Button::selectable(*name == scene.state.settings.pipeline, name);
                let response = ui.add_enabled(entry.plan.is_ok(), choice);
                if hint(response, about(words, entry)).clicked() {
                    scene.actions.push(Action::SetPipeline(name.clone()));
                }
            }
        },
    }
}

/// What a pipeline is for, or why it cannot be used.
fn about<'a>(words: &Words, entry: &'a PipelineEntry) -> Option<&'a str> {
    let mut known = words.pipelines.iter();
    match (&entry.plan, known.find(|(name, _)| *name == entry.name)) {
        (Ok(_), Some((_, about))) if entry.kind == PipelineKind::BuiltIn => Some(about),
        (Ok(plan), _) => Some(plan.about.as_str()).filter(|about| !about.is_empty()),
        (Err(error), _) => Some(error),
    }
}

fn model(scene: &Scene<'_>) -> Choice {
    let words = scene.words;
    let demo = PathBuf::from(DEMO_NAME);
    let (chosen, hint) = match &scene.state.settings.model {
        None => (
            words.model_best.to_owned(),
            words.model_best_hint.to_owned(),
        ),
        Some(path) if *path == demo => {
            let short = words.model_demo_short.to_owned();
            (short, words.model_best_hint.to_owned())
        }
        Some(path) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            let name = name.to_string_lossy().into_owned();
            (name, path.display().to_string())
        }
    };
    Choice {
        salt: "model",
        name: words.model,
        chosen,
        hint: Some(hint),
        list: models,
    }
}

fn models(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let chosen = &scene.state.settings.model;
    let demo = PathBuf::from(DEMO_NAME);
    let best = ui.selectable_label(chosen.is_none(), words.model_best);
    if best.on_hover_text(words.model_best_hint).clicked() {
        scene.actions.push(Action::SetModel(None));
    }
    for (name, folder) in &scene.state.installed {
        let named = PathBuf::from(name);
        let is_it = chosen.as_ref().is_some_and(|c| *c == named || c == folder);
        let response = ui.selectable_label(is_it, name);
        if response
            .on_hover_text(folder.display().to_string())
            .clicked()
        {
            scene.actions.push(Action::SetModel(Some(named)));
        }
    }
    let is_demo = chosen.as_ref() == Some(&demo);
    if ui.selectable_label(is_demo, words.model_demo).clicked() {
        scene.actions.push(Action::SetModel(Some(demo.clone())));
    }
    if ui.selectable_label(false, words.model_choose).clicked() {
        scene.actions.push(Action::ChooseModel);
    }
    ui.separator();
    if !scene.state.has_full_model() {
        let text = format!("{} PaddleOCR-VL 1.6", words.download);
        if ui.button(text).on_hover_text(words.download_hint).clicked() {
            scene.actions.push(Action::Download(FULL_MODEL.into()));
        }
        return;
    }
    for (name, _) in &scene.state.installed {
        let text = format!("{} {name}", words.download_check);
        if ui.button(text).clicked() {
            scene.actions.push(Action::CheckModel(name.clone()));
        }
    }
}

fn device_name(words: &Words, kind: DeviceKind) -> String {
    match kind {
        DeviceKind::Auto => words.device_auto.to_owned(),
        kind => kind.name().to_uppercase(),
    }
}

fn device(scene: &Scene<'_>) -> Choice {
    let kind = scene.state.settings.device.kind;
    Choice {
        salt: "device",
        name: scene.words.device,
        chosen: device_name(scene.words, kind),
        hint: None,
        list: |ui, scene| {
            let chosen = scene.state.settings.device;
            let kinds = [
                DeviceKind::Auto,
                DeviceKind::Npu,
                DeviceKind::Cuda,
                DeviceKind::Cpu,
            ];
            for kind in kinds {
                let status = (scene.state.devices.iter()).find(|device| device.name == kind.name());
                let present = kind == DeviceKind::Auto || status.is_some_and(|s| s.present);
                let name = device_name(scene.words, kind);
                let choice = Button::selectable(kind == chosen.kind, name);
                let response = ui.add_enabled(present, choice);
                let description = status.map(|status| scene.words.of_device(status));
                if hint(response, description.as_deref()).clicked() {
                    let spec = DeviceSpec {
                        kind,
                        dtype: chosen.dtype,
                        ..DeviceSpec::CPU
                    };
                    scene.actions.push(Action::SetDevice(spec));
                }
            }
        },
    }
}

/// The number formats, for those that a device has all three of.
fn dtype(scene: &Scene<'_>) -> Choice {
    let chosen = scene.state.settings.device.dtype_or(Dtype::Float32);
    Choice {
        salt: "dtype",
        name: scene.words.dtype,
        chosen: chosen.short().to_owned(),
        hint: None,
        list: |ui, scene| {
            let device = scene.state.settings.device;
            let chosen = device.dtype_or(Dtype::Float32);
            let dtypes = [Dtype::Float32, Dtype::Bfloat16, Dtype::Float16];
            for (dtype, hint) in dtypes.into_iter().zip(scene.words.dtype_hint) {
                let response = ui.selectable_label(dtype == chosen, dtype.short());
                if response.on_hover_text(hint).clicked() {
                    let dtype = Some(dtype);
                    let spec = DeviceSpec { dtype, ..device };
                    scene.actions.push(Action::SetDevice(spec));
                }
            }
        },
    }
}
