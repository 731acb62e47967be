//! The bar that says how pages are read.

use std::path::PathBuf;

use eframe::egui::{
    Align, Button, ComboBox, Layout, Popup, Response, RichText, Role, TextEdit, Ui, WidgetInfo,
    vec2,
};
use inkstone::device::{DeviceKind, DeviceSpec, Dtype};
use inkstone::pipeline::DEMO_NAME;
use inkstone::processor::task::Task;

use super::icon::{Icon, icon_button};
use super::{Scene, ViewState, Workspace, menu, messages};
use crate::action::{Action, keys_of};
use crate::lang::Words;
use crate::state::TaskChoice;
use crate::state::extend::{PipelineEntry, PipelineKind};
use crate::theme::palette;

/// The model that is offered for downloading.
pub const FULL_MODEL: &str = "paddleocr-vl-1.6";

/// Draws the bar. The prompt is written into `prompt`.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ViewState, prompt: &mut String) {
    let bar = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(bar, Layout::right_to_left(Align::Center), |ui| {
        look(ui, scene);
        let wrapped = Layout::left_to_right(Align::Center).with_main_wrap(true);
        ui.with_layout(wrapped, |ui| {
            workspaces(ui, scene, view.workspace);
            how(ui, scene, prompt);
        });
    });
}

/// The choices of the window's look.
fn look(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    menu::show(ui, scene);
    messages::bell(ui, scene);
    let language = Button::new(words.other_language).frame(false);
    if ui.add(language).clicked() {
        scene.actions.push(Action::ToggleLanguage);
    }
    let to = match ui.visuals().dark_mode {
        true => words.theme_to_light,
        false => words.theme_to_dark,
    };
    if icon_button(ui, Icon::Theme, to).clicked() {
        scene.actions.push(Action::ToggleTheme);
    }
}

/// What the window can be used for.
fn workspaces(ui: &mut Ui, scene: &mut Scene<'_>, shown: Workspace) {
    let colors = palette(ui.visuals());
    ui.label(RichText::new("Inkstone").heading().color(colors.accent));
    ui.add_space(6.0);
    for workspace in Workspace::ALL {
        let name = workspace.name(scene.words);
        let action = Action::Show(workspace);
        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
        let tab = Button::selectable(workspace == shown, name);
        if ui.add(tab).on_hover_text(keys).clicked() {
            scene.actions.push(action);
        }
    }
    ui.add_space(6.0);
}

/// The choices of what is read, and how.
fn how(ui: &mut Ui, scene: &mut Scene<'_>, prompt: &mut String) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    let open = Button::new(RichText::new(words.open).color(colors.on_accent));
    let keys = keys_of(ui.ctx(), &Action::OpenFiles).unwrap_or_default();
    let response = ui.add(open.fill(colors.accent)).on_hover_text(keys);
    if response.clicked() {
        scene.actions.push(Action::OpenFiles);
    }
    if !is_narrow(ui) {
        let keys = keys_of(ui.ctx(), &Action::OpenFolder).unwrap_or_default();
        let response = ui.button(words.open_folder).on_hover_text(keys);
        if response.clicked() {
            scene.actions.push(Action::OpenFolder);
        }
    }
    recent(ui, scene);
    ui.add_space(6.0);
    task(ui, scene);
    if scene.state.settings.task == TaskChoice::Prompt {
        let edit = TextEdit::singleline(prompt).hint_text(words.prompt_hint);
        let response = ui.add(edit.desired_width(200.0));
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.task_prompt));
    }
    pipeline(ui, scene);
    model(ui, scene);
    device(ui, scene);
    dtype(ui, scene);
}

/// The files that were opened last.
fn recent(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let button = icon_button(ui, Icon::Recent, words.recent);
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(260.0);
        if scene.state.recent.is_empty() {
            let weak = palette(ui.visuals()).weak;
            ui.label(RichText::new(words.recent_none).color(weak));
            return;
        }
        for path in &scene.state.recent {
            let name = path.file_name().unwrap_or(path.as_os_str());
            let entry = ui.button(name.to_string_lossy());
            if entry.on_hover_text(path.display().to_string()).clicked() {
                scene.actions.push(Action::OpenRecent(path.clone()));
            }
        }
        ui.separator();
        if ui.button(words.recent_forget).clicked() {
            scene.actions.push(Action::ForgetRecent);
        }
    });
}

/// Whether the bar would take two lines if everything in it said what it is. The menu has what is left out, and hovering tells the rest.
fn is_narrow(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < 1500.0
}

/// What a choice shows: what it is about, and what is chosen.
fn chosen_of(ui: &Ui, about: &str, chosen: &str) -> (RichText, RichText) {
    let weak = palette(ui.visuals()).weak;
    let about = if is_narrow(ui) { "" } else { about };
    let about = RichText::new(about).small().color(weak);
    (about, RichText::new(chosen))
}

fn task(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let chosen = scene.state.settings.task;
    let name = |choice| match choice {
        TaskChoice::Pipeline => words.task_pipeline,
        TaskChoice::Prompt => words.task_prompt,
        TaskChoice::Task(task) => {
            let index = Task::ALL.iter().position(|known| *known == task);
            words.tasks[index.unwrap_or(0)]
        }
    };
    let tasks = Task::ALL.map(TaskChoice::Task);
    let choices = [TaskChoice::Pipeline]
        .into_iter()
        .chain(tasks)
        .chain([TaskChoice::Prompt]);
    let lines_only = (scene.state.model.as_ref()).is_some_and(|model| model.about.is_some());
    let combo = ComboBox::from_id_salt("task")
        .selected_text(chosen_of(ui, words.task, name(chosen)))
        .width(if is_narrow(ui) { 60.0 } else { 130.0 })
        .show_ui(ui, |ui| {
            for choice in choices {
                if ui
                    .selectable_label(choice == chosen, name(choice))
                    .clicked()
                {
                    scene.actions.push(Action::SetTask(choice));
                }
            }
        });
    let response = named(combo.response, words.task, name(chosen));
    if lines_only {
        response.on_hover_text(words.task_ignored);
    }
}

fn pipeline(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let chosen = &scene.state.settings.pipeline;
    let combo = ComboBox::from_id_salt("pipeline")
        .selected_text(chosen_of(ui, words.pipeline, chosen))
        .width(if is_narrow(ui) { 60.0 } else { 120.0 })
        .height(420.0)
        .show_ui(ui, |ui| {
            let all = &scene.state.extend.pipelines;
            let own = all
                .iter()
                .position(|entry| entry.kind != PipelineKind::BuiltIn);
            for (index, entry) in all.iter().enumerate() {
                if own == Some(index) && index > 0 {
                    ui.separator();
                }
                let name = &entry.name;
                let choice = Button::selectable(name == chosen, name);
                let response = ui.add_enabled(entry.plan.is_ok(), choice);
                let response = match about(words, entry) {
                    Some(about) => response.on_hover_text(about).on_disabled_hover_text(about),
                    None => response,
                };
                if response.clicked() {
                    scene.actions.push(Action::SetPipeline(name.clone()));
                }
            }
        });
    let response = named(combo.response, words.pipeline, chosen);
    let all = &scene.state.extend.pipelines;
    let entry = all.iter().find(|entry| entry.name == *chosen);
    if let Some(about) = entry.and_then(|entry| about(words, entry)) {
        response.on_hover_text(about);
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

fn model(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let chosen = &scene.state.settings.model;
    let demo = PathBuf::from(DEMO_NAME);
    let name = match chosen {
        None => words.model_best.to_owned(),
        Some(path) if *path == demo => words.model_demo.to_owned(),
        Some(path) => path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned(),
    };
    let combo = ComboBox::from_id_salt("model")
        .selected_text(chosen_of(ui, words.model, &name))
        .width(if is_narrow(ui) { 60.0 } else { 140.0 })
        .show_ui(ui, |ui| {
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
            if !scene.state.has_full_model() {
                ui.separator();
                let text = format!("{} PaddleOCR-VL 1.6", words.download);
                if ui.button(text).on_hover_text(words.download_hint).clicked() {
                    scene.actions.push(Action::Download(FULL_MODEL.into()));
                }
            } else {
                ui.separator();
                for (name, _) in &scene.state.installed {
                    if ui
                        .button(format!("{} {name}", words.download_check))
                        .clicked()
                    {
                        scene.actions.push(Action::CheckModel(name.clone()));
                    }
                }
            }
        });
    let hint = match chosen {
        Some(path) if *path != demo => path.display().to_string(),
        _ => words.model_best_hint.to_owned(),
    };
    named(combo.response, words.model, &name).on_hover_text(hint);
}

fn device(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let chosen = scene.state.settings.device;
    let name = |kind: DeviceKind| match kind {
        DeviceKind::Auto => words.device_auto.to_owned(),
        kind => kind.name().to_uppercase(),
    };
    let kinds = [
        DeviceKind::Auto,
        DeviceKind::Npu,
        DeviceKind::Cuda,
        DeviceKind::Cpu,
    ];
    let combo = ComboBox::from_id_salt("device")
        .selected_text(chosen_of(ui, words.device, &name(chosen.kind)))
        .width(if is_narrow(ui) { 60.0 } else { 130.0 })
        .show_ui(ui, |ui| {
            for kind in kinds {
                let status = (scene.state.devices.iter()).find(|device| device.name == kind.name());
                let present = kind == DeviceKind::Auto || status.is_some_and(|s| s.present);
                let choice = Button::selectable(kind == chosen.kind, name(kind));
                let response = ui.add_enabled(present, choice);
                let response = match status {
                    Some(status) => response
                        .on_hover_text(&status.description)
                        .on_disabled_hover_text(&status.description),
                    None => response,
                };
                if response.clicked() {
                    let spec = DeviceSpec {
                        kind,
                        dtype: chosen.dtype,
                        ..DeviceSpec::CPU
                    };
                    scene.actions.push(Action::SetDevice(spec));
                }
            }
        });
    named(combo.response, words.device, &name(chosen.kind));
}

/// The number formats, for those that a device has all three of.
fn dtype(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words;
    let device = scene.state.settings.device;
    let chosen = device.dtype_or(Dtype::Float32);
    let combo = ComboBox::from_id_salt("dtype")
        .selected_text(chosen.short())
        .width(58.0)
        .show_ui(ui, |ui| {
            let dtypes = [Dtype::Float32, Dtype::Bfloat16, Dtype::Float16];
            for (dtype, hint) in dtypes.into_iter().zip(words.dtype_hint) {
                let response = ui.selectable_label(dtype == chosen, dtype.short());
                if response.on_hover_text(hint).clicked() {
                    let dtype = Some(dtype);
                    scene
                        .actions
                        .push(Action::SetDevice(DeviceSpec { dtype, ..device }));
                }
            }
        });
    named(combo.response, words.dtype, chosen.name()).on_hover_text(words.dtype);
}

/// Gives a choice a name besides its value, for screen readers.
fn named(response: Response, name: &str, value: &str) -> Response {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(value.to_owned());
        info
    });
    response
}
