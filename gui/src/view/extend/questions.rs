//! What the user is asked before plugins are added, or something is removed.

use eframe::egui::{
    Align, Button, Context, Id, Key, KeyboardShortcut, Label, Layout, Modal, Modifiers, RichText,
    ScrollArea, Ui,
};

use super::{about, act, weak};
use crate::action::{Action, ExtendAction};
use crate::state::extend::{Failure, Question};
use crate::theme::palette;
use crate::view::{Scene, fault};

/// Agrees, wherever the keyboard is.
const AGREE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Enter);

/// Draws the question that is asked, where there is one.
pub fn show(ctx: &Context, scene: &mut Scene<'_>) {
    let state = scene.state;
    let Some(question) = state.extend.questions.front() else {
        return;
    };
    let modal = Modal::new(Id::unique("plugin question")).show(ctx, |ui| {
        ui.set_width(480.0);
        match question {
            Question::Broken { file, failure } => broken(ui, scene, file, failure),
            _ => asked(ui, scene, question),
        }
    });
    if modal.should_close() {
        act(scene, ExtendAction::Answer(false));
    }
}

fn broken(ui: &mut Ui, scene: &mut Scene<'_>, file: &std::path::Path, failure: &Failure) {
    let words = scene.words;
    let bad = palette(ui.visuals()).bad;
    let title = RichText::new(words.extend.cannot_add).heading();
    ui.label(title.color(bad));
    weak(ui, file.display().to_string());
    ui.add_space(4.0);
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        fault::say(ui, scene.words, &failure.fault, |text| text);
        if !failure.trace.is_empty() {
            let trace = failure.trace.join("\n");
            ui.add(Label::new(RichText::new(trace).monospace()).wrap());
        }
    });
    ui.add_space(4.0);
    weak(ui, words.extend.nothing_changed);
    ui.add_space(6.0);
    answers(ui, |ui| {
        let ok = ui.button(words.ok);
        focus_first(ui, &ok);
        if ok.clicked() {
            act(scene, ExtendAction::Answer(false));
        }
        if ui.button(words.copy_details).clicked() {
            scene.actions.push(Action::Copy(failure.details()));
        }
    });
}

fn asked(ui: &mut Ui, scene: &mut Scene<'_>, question: &Question) {
    let words = scene.words;
    let (title, yes, dangerous) = match question {
        Question::Remove { .. } => (words.extend.question_remove, words.extend.remove_it, true),
        Question::RemovePipeline(_) => (
            words.extend.question_remove_pipeline,
            words.extend.remove_it,
            true,
        ),
        Question::Add { .. } | Question::Broken { .. } => {
            (words.extend.question_add, words.extend.install, false)
        }
    };
    weak(ui, title);
    ui.add_space(2.0);
    match question {
        Question::Add {
            plugin,
            replaces,
            instead_of_bundled,
            ..
        } => {
            ScrollArea::vertical()
                .max_height(420.0)
                .show(ui, |ui| about::manifest(ui, words, plugin));
            ui.add_space(4.0);
            let accent = palette(ui.visuals()).accent;
            if let Some(version) = replaces {
                let text = format!("{} {version}.", words.extend.replaces);
                ui.label(RichText::new(text).color(accent));
            }
            if *instead_of_bundled {
                ui.label(RichText::new(words.extend.instead_of_bundled).color(accent));
            }
        }
        Question::Remove { key, id, used_by } => {
            ui.label(RichText::new(id).heading());
            weak(ui, key);
            if !used_by.is_empty() {
                let text = format!("{} {}", words.extend.used_by, used_by.join(", "));
                ui.label(RichText::new(text).color(palette(ui.visuals()).bad));
            }
        }
        Question::RemovePipeline(name) => {
            ui.label(RichText::new(name).heading());
        }
        Question::Broken { .. } => {}
    }
    ui.add_space(8.0);
    answers(ui, |ui| {
        let colors = palette(ui.visuals());
        let fill = if dangerous { colors.bad } else { colors.accent };
        let button = Button::new(RichText::new(yes).color(colors.on_accent)).fill(fill);
        let keys = ui.ctx().format_shortcut(&AGREE);
        let agreed = ui.input_mut(|input| input.consume_shortcut(&AGREE));
        if ui.add(button).on_hover_text(keys).clicked() || agreed {
            act(scene, ExtendAction::Answer(true));
        }
        let no = ui.button(words.cancel);
        focus_first(ui, &no);
        if no.clicked() {
            act(scene, ExtendAction::Answer(false));
        }
    });
}

/// A row of buttons at the right.
fn answers(ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), buttons);
    });
}

/// Gives a button the keyboard as the question appears: the harmless answer.
fn focus_first(ui: &Ui, button: &eframe::egui::Response) {
    let elsewhere = ui.memory(|memory| memory.focused().is_none());
    if elsewhere {
        button.request_focus();
    }
}
