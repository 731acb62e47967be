//! A path that is typed, where there is no file dialog.

use std::path::PathBuf;

use eframe::egui::{Context, Id, Key, Label, Modal, RichText, Role, TextEdit, WidgetInfo};

use crate::lang::Words;
use crate::theme::palette;
use crate::worker::dialog::Ask;

/// A path that is being typed.
pub struct PathPrompt {
    ask: Ask,
    text: String,
}

/// How typing a path ended.
pub enum Typed {
    /// Not yet.
    Open(PathPrompt),
    /// Without a path.
    Cancelled,
    /// With this path for what was asked.
    Path(Ask, PathBuf),
}

impl PathPrompt {
    /// Asks for a path; a result's begins as its name in the present folder.
    pub fn new(ask: Ask) -> Self {
        let folder = std::env::current_dir().unwrap_or_default();
        let path = match &ask {
            Ask::Save { name, .. } => folder.join(name),
            Ask::Report(report, form) => folder.join(report.file_name(*form)),
            Ask::Files | Ask::Folder | Ask::Model | Ask::Data | Ask::Charts(_) | Ask::Plugin => {
                folder.join("")
            }
        };
        let text = path.to_string_lossy().into_owned();
        Self { ask, text }
    }

    /// Draws it.
    pub fn show(mut self, ctx: &Context, words: &Words) -> Typed {
        let mut done = false;
        let modal = Modal::new(Id::unique("path prompt")).show(ctx, |ui| {
            ui.set_width(460.0);
            let weak = palette(ui.visuals()).weak;
            ui.add(Label::new(RichText::new(words.dialog.no_dialog).color(weak)).wrap());
            ui.add_space(4.0);
            let edit = TextEdit::singleline(&mut self.text).desired_width(f32::INFINITY);
            let response = ui.add(edit);
            response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.path));
            done |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            // Only after Enter was seen, which takes the focus away.
            if !done && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            ui.horizontal(|ui| {
                done |= ui.button(words.ok).clicked();
                ui.button(words.cancel).clicked()
            })
            .inner
        });
        let path = self.text.trim();
        if done && !path.is_empty() {
            Typed::Path(self.ask, PathBuf::from(path))
        } else if modal.inner || modal.should_close() {
            Typed::Cancelled
        } else {
            Typed::Open(self)
        }
    }
}
