//! What the user does, carried out.

use eframe::egui::{self, Context, Theme, vec2};
use inkstone::hub::Download;
use inkstone::pipeline::Format;

use super::App;
use super::overlay::Overlay;
use crate::action::Action;
use crate::state::transfer::{Stage, Transfer};
use crate::state::{ItemId, Notice};
use crate::theme;
use crate::view::palette::Palette;
use crate::view::path_prompt::Typed;
use crate::view::{Camera, Editing, Tab};
use crate::worker::dialog::{Ask, ask, typed};
use crate::worker::export::Content;
use crate::worker::paste::Pasted;
use crate::worker::rewriter::Rewrite;
use crate::worker::{download, paste};

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
            Action::Place(id, to) => state.place_item(id, to),
            Action::Cancel(id) => state.stop(id),
            Action::CancelAll => {
                state.stop_all();
                state.compare.cancel();
            }
            Action::Retry(id) => state.retry(id),
            Action::Remove(id) => {
                state.remove(id);
                self.tell_removed(ctx);
            }
            Action::ClearEnded => {
                state.clear_ended();
                self.tell_removed(ctx);
            }
            Action::Restore => state.put_back(),
            Action::TogglePause => state.paused = !state.paused,
            Action::Copy(text) => self.copy(&text),
            Action::CopyShown => {
                let page = state.shown().and_then(|item| item.page().cloned());
                if self.view.tab == Tab::Markdown && self.waits_for_markdown(&action) {
                    return;
                }
                if let Some(page) = page {
                    self.copy(match self.view.tab {
                        Tab::Rendered | Tab::Text | Tab::Tokens => &page.text,
                        Tab::Markdown => &page.markdown,
                        Tab::Json => &page.json,
                    });
                }
            }
            Action::Export(format) => {
                if format != Format::Markdown || !self.waits_for_markdown(&action) {
                    self.export(format);
                }
            }
            Action::Turn(id, quarters) => state.turn(id, quarters),
            Action::BeginEdit(block) => self.begin_edit(block),
            Action::Edit(id, block, text) => {
                self.view.editing = None;
                state.edit(id, block, &text);
                self.write_markdown(id);
            }
            Action::EndEdit => self.view.editing = None,
            Action::Undo(id) => {
                state.undo(id);
                self.write_markdown(id);
            }
            Action::Redo(id) => {
                state.redo(id);
                self.write_markdown(id);
            }
            Action::Revert(id) => {
                state.revert(id);
                self.write_markdown(id);
            }
            Action::OpenSearch => {
                self.view.search.open = true;
                self.view.search.focus = true;
                self.view.search.reveal = true;
            }
            Action::CloseSearch => self.view.search.open = false,
            Action::NextMatch(by) => self.view.search.step(by),
            Action::OpenRecent(path) => self.open(vec![path]),
            Action::ForgetRecent => state.recent.clear(),
            Action::Download(name) => self.download(&name),
            Action::PauseDownload => {
                if let Some(transfer) = &state.transfer {
                    transfer.pause();
                }
            }
            Action::CheckModel(name) => self.check_model(&name),
            Action::DismissTransfer => state.transfer = None,
            Action::SetTask(task) => state.settings.task = task,
            Action::SetPipeline(name) => self.choose_pipeline(name),
            Action::Extend(action) => self.carry_out_extend(action),
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
            Action::Compare(action) => self.carry_out_compare(action),
        }
        ctx.request_repaint();
    }

    /// Says how pages that were taken out come back.
    fn tell_removed(&mut self, ctx: &Context) {
        let keys = crate::action::keys_of(ctx, &Action::Restore).unwrap_or_default();
        let text = format!("{} {keys}", self.language.words().removed);
        self.state.notices.push(Notice::info(text));
    }

    /// Fetches a model, unless one is being fetched.
    fn download(&mut self, name: &str) {
        let running = |transfer: &Transfer| transfer.stage == Stage::Running;
        if self.state.transfer.as_ref().is_some_and(running) {
            return;
        }
        let transfer = Transfer::new(name);
        let download = Download {
            endpoint: self.endpoint.clone(),
            ..Download::new(name)
        };
        let events = self.event_outlet.clone();
        if let Err(error) = download::start(download, transfer.cancel.clone(), events) {
            self.state.notices.push(Notice::error(error.to_string()));
            return;
        }
        self.state.transfer = Some(transfer);
    }

    fn check_model(&mut self, name: &str) {
        let Some(folder) = self.state.installed_folder(name).cloned() else {
            return;
        };
        let sound = self.language.words().model_sound;
        if let Err(error) = download::check(folder, sound, self.event_outlet.clone()) {
            self.state.notices.push(Notice::error(error.to_string()));
        }
    }

    /// Opens what was pasted, unless it goes into a text field.
    pub(super) fn paste(&mut self, ctx: &Context) {
        let writing = ctx.text_edit_focused();
        let mut pasted = Vec::new();
        let mut untold = false;
        let mut v_told = self.v_told;
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    egui::Event::PasteImage(image) => {
                        v_told = true;
                        pasted.push(Pasted::Picture(image.clone()));
                    }
                    egui::Event::Paste(text) => {
                        v_told = true;
                        // A text goes where text is written.
                        pasted.extend((!writing).then(|| Pasted::Text(text.clone())));
                    }
                    egui::Event::Key {
                        key: egui::Key::V,
                        pressed,
                        ..
                    } => {
                        // The window library keeps the press of Ctrl+V to itself, so that the key's release alone tells of it.
                        untold |= !pressed && !v_told && !writing;
                        v_told = *pressed;
                    }
                    _ => {}
                }
            }
        });
        self.v_told = v_told;
        if untold && pasted.is_empty() {
            pasted.push(Pasted::Clipboard);
        }
        for pasted in pasted {
            let choices = self.choice_outlet.clone();
            let nothing = self.language.words().paste_nothing;
            paste::open(pasted, nothing, choices, self.event_outlet.clone());
        }
    }

    fn begin_edit(&mut self, block: usize) {
        let item = self.state.shown();
        let Some((item, page)) = item.and_then(|item| Some((item, item.page()?))) else {
            return;
        };
        if let Some(record) = page.record.blocks.get(block) {
            self.view.editing = Some(Editing {
                item: item.id,
                block,
                text: record.text.clone(),
                focused: false,
            });
        }
    }

    /// Has the Markdown of a page written anew that was edited.
    pub(super) fn write_markdown(&self, id: ItemId) {
        let item = self.state.item(id).filter(|item| item.markdown_pending);
        if let Some((item, page)) = item.and_then(|item| Some((item, item.edited.as_ref()?))) {
            let request = Rewrite {
                id,
                version: item.edits.version(),
                pipeline: page.pipeline.clone(),
                document: page.record.document.clone(),
            };
            // The thread is gone only when the window is.
            let _ = self.rewrites.send(request);
        }
    }

    /// Whether an action has to wait until the Markdown of what is shown is written; then it is put off until that is there.
    fn waits_for_markdown(&mut self, action: &Action) -> bool {
        let waits = (self.state.shown()).is_some_and(|item| item.markdown_pending);
        if waits {
            self.put_off = Some(action.clone());
        }
        waits
    }

    /// Carries out what was put off, once its time has come.
    pub(super) fn take_up_what_was_put_off(&mut self, ctx: &Context) {
        if (self.state.shown()).is_none_or(|item| !item.markdown_pending)
            && let Some(action) = self.put_off.take()
        {
            self.carry_out(ctx, action);
        }
    }

    pub(super) fn ask(&self, what: Ask) {
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
        if let Some(page) = item.page() {
            self.ask(Ask::Save {
                name: format!("{}.{}", item.source.stem(), format.extension()),
                content: Content {
                    page: page.clone(),
                    source: item.source.clone(),
                    turns: item.turns,
                    format,
                },
            });
        }
    }
}
