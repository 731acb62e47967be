//! What the user does, carried out.

use eframe::egui::{Context, Theme, vec2};
use inkstone::pipeline::Format;

use super::App;
use super::overlay::Overlay;
use crate::action::Action;
use crate::state::Notice;
use crate::theme;
use crate::view::palette::Palette;
use crate::view::path_prompt::Typed;
use crate::view::{Camera, Tab};
use crate::worker::dialog::{Ask, ask, typed};
use crate::worker::export::Content;

impl App {
    /// Carries out one action.
    pub(super) fn carry_out(&mut self, ctx: &Context, action: Action) {
        let state = &mut self.state;
        match action {
            Action::OpenFiles => self.ask(Ask::Files),
            Action::OpenFolder => self.ask(Ask::Folder),
            Action::ChooseModel => self.ask(Ask::Model),
            Action::Select(id) => state.selected = Some(id),
            Action::SelectBy(by) => state.step_selection(by),
            Action::Move(id, by) => state.move_item(id, by),
            Action::Cancel(id) => state.stop(id),
            Action::CancelAll => state.stop_all(),
            Action::Retry(id) => state.retry(id),
            Action::Remove(id) => state.remove(id),
            Action::ClearEnded => state.clear_ended(),
            Action::TogglePause => state.paused = !state.paused,
            Action::Copy(text) => self.copy(&text),
            Action::CopyShown => {
                let page = state.shown().and_then(|item| item.result.clone());
                if let Some(page) = page {
                    self.copy(match self.view.tab {
                        Tab::Text | Tab::Tokens => &page.text,
                        Tab::Markdown => &page.markdown,
                        Tab::Json => &page.json,
                    });
                }
            }
            Action::Export(format) => self.export(format),
            Action::SetTask(task) => state.settings.task = task,
            Action::SetPipeline(name) => state.settings.pipeline = name,
            Action::SetDevice(device) => state.settings.device = device,
            Action::SetModel(model) => state.settings.model = model,
            Action::Show(workspace) => self.view.workspace = workspace,
            Action::Fit => self.view.camera = Camera::default(),
            Action::ActualSize => {
                let zoom = 1.0 / ctx.pixels_per_point();
                self.view.camera.enlarge(zoom / self.view.camera.drawn_zoom);
            }
            Action::Zoom(factor) => self.view.camera.enlarge(factor),
            Action::ToggleTheme => ctx.set_theme(match ctx.theme() {
                Theme::Dark => Theme::Light,
                Theme::Light => Theme::Dark,
            }),
            Action::ToggleLanguage => {
                self.language = self.language.other();
                theme::install_fonts(ctx, self.language);
            }
            Action::ShowTab(tab) => self.view.tab = tab,
            Action::ToggleRegions => self.view.hide_regions = !self.view.hide_regions,
            Action::Pan(x, y) => {
                let camera = &mut self.view.camera;
                camera.zoom.get_or_insert(camera.drawn_zoom);
                camera.pan += vec2(x, y);
            }
            Action::NextPane => self.panes.next(ctx),
            Action::OpenPaths(paths) => self.open(paths),
            Action::OpenPalette => self.overlay = Some(Overlay::Palette(Palette::default())),
            Action::OpenHelp => self.overlay = Some(Overlay::Help),
            Action::OpenMessages => {
                state.notices.read();
                self.overlay = Some(Overlay::Messages);
            }
            Action::ClearMessages => state.notices.clear(),
            Action::CopyDetails(message) => {
                let details = self.details(&message);
                self.copy(&details);
            }
            Action::DismissNotice(index) => state.notices.dismiss(index),
            Action::DismissWelcome => self.view.welcome_dismissed = true,
        }
        ctx.request_repaint();
    }

    fn ask(&self, what: Ask) {
        let words = self.language.words().dialog;
        let choices = self.choice_outlet.clone();
        ask(what, words, choices, self.event_outlet.clone());
    }

    /// Draws the prompt for a path, where there is one, and does what it was asked for.
    pub(super) fn ask_for_path(&mut self, ctx: &Context) {
        let Some(prompt) = self.path_prompt.take() else {
            return;
        };
        let words = self.language.words();
        match prompt.show(ctx, words) {
            Typed::Open(prompt) => self.path_prompt = Some(prompt),
            Typed::Cancelled => {}
            Typed::Path(ask, path) => {
                let choices = self.choice_outlet.clone();
                typed(ask, path, words.dialog, choices, self.event_outlet.clone());
            }
        }
    }

    fn copy(&mut self, text: &str) {
        let notice = match self.clipboard.set(text) {
            Ok(()) => Notice::info(self.language.words().copied),
            Err(error) => Notice::error(error),
        };
        self.state.notices.push(notice);
    }

    /// Asks where the page that is shown is stored. An export without a page does nothing.
    fn export(&self, format: Format) {
        let Some(item) = self.state.shown() else {
            return;
        };
        if let Some(page) = &item.result {
            self.ask(Ask::Save {
                name: format!("{}.{}", item.source.stem(), format.extension()),
                content: Content {
                    page: page.clone(),
                    source: item.source.clone(),
                    format,
                },
            });
        }
    }
}
