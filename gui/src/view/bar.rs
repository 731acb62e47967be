//! The bar that says how pages are read. It is one line at every width: where there is less room, it says less (`fit`).

mod choice;
mod choices;
mod fit;

use eframe::egui::{Align, Button, Layout, Popup, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::icon::{Icon, icon_button};
use super::{Scene, ViewState, Workspace, menu, messages};
use crate::action::{Action, keys_of};
use crate::state::TaskChoice;
use crate::theme::palette;
use choice::{Choice, show_folded};
use fit::{Boxes, GROUP, Measured, Shape};

/// The model that is offered for downloading.
pub const FULL_MODEL: &str = "paddleocr-vl-1.6";

/// What a text field takes beside its text, in points.
const EDIT_MARGIN: f32 = 8.0;

/// Draws the bar. The prompt is written into `prompt`.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>, view: &ViewState, prompt: &mut String) {
    ui.spacing_mut().item_spacing.x = 6.0;
    ui.spacing_mut().button_padding.x = 8.0;
    let choices = choices::all(scene);
    let asks = scene.state.settings.task == TaskChoice::Prompt;
    let measured = Measured::new(ui, scene.words, &choices, asks);
    let (shape, boxes, field) = measured.fit(ui.available_width());
    let bar = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(bar, Layout::right_to_left(Align::Center), |ui| {
        look(ui, scene, shape);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            workspaces(ui, scene, view.workspace, shape);
            files(ui, scene, shape);
            how(ui, scene, &choices, shape, &boxes);
            if asks {
                let edit = TextEdit::singleline(prompt).hint_text(scene.words.prompt_hint);
                let response = ui.add(edit.desired_width(field - EDIT_MARGIN));
                let name = scene.words.task_prompt;
                response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
            }
        });
    });
}

/// The choices of the window's look.
fn look(ui: &mut Ui, scene: &mut Scene<'_>, shape: Shape) {
    let words = scene.words;
    menu::show(ui, scene);
    messages::bell(ui, scene);
    if shape.language {
        let language = Button::new(words.other_language).frame(false);
        if ui.add(language).clicked() {
            scene.actions.push(Action::ToggleLanguage);
        }
    }
    let to = match ui.visuals().dark_mode {
        true => words.theme_to_light,
        false => words.theme_to_dark,
    };
    if shape.theme && icon_button(ui, Icon::Theme, to).clicked() {
        scene.actions.push(Action::ToggleTheme);
    }
}

/// What the window can be used for.
fn workspaces(ui: &mut Ui, scene: &mut Scene<'_>, shown: Workspace, shape: Shape) {
    let colors = palette(ui.visuals());
    if shape.wordmark {
        ui.label(RichText::new("Inkstone").heading().color(colors.accent));
        ui.add_space(GROUP);
    }
    for workspace in Workspace::ALL {
        let name = workspace.name(scene.words);
        let action = Action::Show(workspace);
        let keys = keys_of(ui.ctx(), &action).unwrap_or_default();
        let tab = Button::selectable(workspace == shown, name);
        if ui.add(tab).on_hover_text(keys).clicked() {
            scene.actions.push(action);
        }
    }
    ui.add_space(GROUP);
}

/// What is read.
fn files(ui: &mut Ui, scene: &mut Scene<'_>, shape: Shape) {
    let words = scene.words;
    let colors = palette(ui.visuals());
    let open = Button::new(RichText::new(words.open).color(colors.on_accent));
    let keys = keys_of(ui.ctx(), &Action::OpenFiles).unwrap_or_default();
    let response = ui.add(open.fill(colors.accent)).on_hover_text(keys);
    if response.clicked() {
        scene.actions.push(Action::OpenFiles);
    }
    if shape.folder {
        let keys = keys_of(ui.ctx(), &Action::OpenFolder).unwrap_or_default();
        let response = ui.button(words.open_folder).on_hover_text(keys);
        if response.clicked() {
            scene.actions.push(Action::OpenFolder);
        }
    }
    if shape.recent {
        recent(ui, scene);
    }
    ui.add_space(GROUP);
}

/// How it is read.
fn how(ui: &mut Ui, scene: &mut Scene<'_>, choices: &[Choice], shape: Shape, boxes: &Boxes) {
    match boxes {
        Boxes::Folded(room) => show_folded(ui, scene, choices, *room),
        Boxes::Each(rooms) => {
            for (choice, room) in choices.iter().zip(rooms) {
                choice.show(ui, scene, shape.about, *room);
            }
        }
    }
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
