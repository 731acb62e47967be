//! The window: what the threads tell is taken up, the views are drawn, and what the user does is carried out.

mod commands;
mod details;
mod keep;
mod overlay;
mod panes;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use eframe::egui::{
    self, CentralPanel, Color32, Context, Frame, Margin, Panel, Rect, TextureFilter, TextureHandle,
    TextureOptions, Ui, vec2,
};

use crate::action;
use crate::clipboard::Clipboard;
use crate::lang::Language;
use crate::screenshot::Screenshot;
use crate::session::Opened;
use crate::state::{AppState, Event, Settings, Source};
use crate::theme;
use crate::view::path_prompt::PathPrompt;
use crate::view::{self, Scene, Shown, Tab, ViewState, Workspace};
use crate::worker::decoder::{Picture, Request, start_decoder};
use crate::worker::dialog::Choice;
use crate::worker::engine::Engine;
use crate::worker::{Job, Outlet, start_engine};

/// Longest side of a picture on the graphics card, in pixels: few cards take more than twice that, and no screen shows it.
const LONGEST_SIDE: usize = 4096;

/// What the window starts with.
#[derive(Default)]
pub struct Start {
    /// What to read; the sample page if there is nothing.
    pub files: Vec<PathBuf>,
    /// How to read.
    pub settings: Settings,
    /// The window's language.
    pub language: Language,
    /// What the window shows.
    pub workspace: Workspace,
    /// The form in which results are shown.
    pub tab: Tab,
    /// A picture of the window to be taken.
    pub screenshot: Option<Screenshot>,
    /// The session that is taken up and kept; none for a window that leaves nothing behind.
    pub session: Option<Opened>,
}

/// The window.
pub struct App {
    state: AppState,
    view: ViewState,
    language: Language,
    clipboard: Clipboard,
    screenshot: Option<Screenshot>,
    events: Receiver<Event>,
    event_outlet: Outlet<Event>,
    pictures: Receiver<Picture>,
    choices: Receiver<Choice>,
    choice_outlet: Outlet<Choice>,
    path_prompt: Option<PathPrompt>,
    jobs: Sender<Job>,
    requests: Sender<Request>,
    /// The page whose picture was asked for last.
    wanted_picture: Option<u64>,
    keeping: Option<keep::Keeping>,
    overlay: Option<overlay::Overlay>,
    panes: panes::Panes,
}

impl App {
    /// A window whose pages are read by the engines that `make` makes.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn new(
        ctx: &Context,
        start: Start,
        make: impl Fn() -> Box<dyn Engine> + Send + 'static,
    ) -> std::io::Result<Self> {
        theme::install(ctx, start.language);
        // Ctrl and plus enlarge the page, not the window.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let wake: Arc<dyn Fn() + Send + Sync> = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let (sender, events) = channel();
        let event_outlet = Outlet::new(sender, wake.clone());
        let (sender, pictures) = channel();
        let picture_outlet = Outlet::new(sender, wake.clone());
        let (sender, choices) = channel();
        let choice_outlet = Outlet::new(sender, wake);
        let devices = event_outlet.clone();
        std::thread::Builder::new()
            .name("devices".into())
            .spawn(move || devices.send(Event::Devices(inkstone::device::devices())))?;
        let mut app = Self {
            state: AppState::new(start.settings),
            view: ViewState {
                workspace: start.workspace,
                tab: start.tab,
                ..ViewState::default()
            },
            language: start.language,
            clipboard: Clipboard::default(),
            screenshot: start.screenshot,
            jobs: start_engine(make, event_outlet.clone())?,
            requests: start_decoder(event_outlet.clone(), picture_outlet)?,
            events,
            event_outlet,
            pictures,
            choices,
            choice_outlet,
            path_prompt: None,
            wanted_picture: None,
            keeping: None,
            overlay: None,
            panes: panes::Panes::default(),
        };
        let first = (start.session.as_ref()).is_none_or(|opened| opened.session.is_none());
        if let Some(opened) = start.session {
            app.restore(ctx, opened)?;
        }
        if !start.files.is_empty() {
            app.open(start.files);
        } else if first {
            app.state.add(Source::Sample);
        }
        Ok(app)
    }

    /// What the window knows.
    #[cfg(test)]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    fn open(&mut self, files: Vec<PathBuf>) {
        if files.is_empty() {
            return;
        }
        self.state.remember(&files);
        if self.requests.send(Request::Expand(files)).is_ok() {
            self.state.expanding += 1;
        }
    }

    /// Takes up what the threads told.
    fn listen(&mut self, ctx: &Context) {
        let now = Instant::now();
        while let Ok(event) = self.events.try_recv() {
            self.state.apply(event, now);
        }
        while let Ok(picture) = self.pictures.try_recv() {
            self.take_picture(ctx, picture);
        }
        while let Ok(choice) = self.choices.try_recv() {
            match choice {
                Choice::Open(files) => self.open(files),
                Choice::Model(folder) => self.state.settings.model = Some(folder),
                Choice::Type(ask) => self.path_prompt = Some(PathPrompt::new(ask)),
            }
        }
        if let Some(job) = self.state.next_job() {
            // The engine's thread survives panics, so that it is gone only when the window is.
            let _ = self.jobs.send(job);
        }
        if let Some(wait) = self.state.notices.expire(now) {
            ctx.request_repaint_after(wait);
        }
    }

    fn take_picture(&mut self, ctx: &Context, picture: Picture) {
        let options = TextureOptions {
            mipmap_mode: Some(TextureFilter::Linear),
            ..TextureOptions::LINEAR
        };
        let name = format!("page {}", picture.id);
        let upload = |pixels| ctx.load_texture(name, pixels, options);
        let texture: Option<TextureHandle> = picture.pixels.map(upload);
        if picture.thumbnail {
            self.view.thumbnails.insert(picture.id, texture);
        } else if self.wanted_picture == Some(picture.id) {
            self.view.shown = Some(Shown {
                id: picture.id,
                texture,
                size: vec2(picture.size[0] as f32, picture.size[1] as f32),
            });
        }
    }

    /// Asks for the pictures that are missed.
    fn want_pictures(&mut self, ctx: &Context) {
        if self.state.selected != self.wanted_picture {
            self.wanted_picture = self.state.selected;
            self.view.shown = None;
            self.view.camera = view::Camera::default();
            if let Some(item) = self.state.shown() {
                let most = ctx.input(|input| input.max_texture_side);
                let longest = most.min(LONGEST_SIDE) as u32;
                let request = Request::Picture(item.id, item.source.clone(), longest);
                let _ = self.requests.send(request);
            }
        }
        for id in std::mem::take(&mut self.view.wanted_thumbnails) {
            if let Some(item) = self.state.item(id) {
                let _ = (self.requests).send(Request::Thumbnail(id, item.source.clone()));
                self.view.thumbnails.insert(id, None);
            }
        }
        let items = &self.state.items;
        if self.view.thumbnails.len() > items.len() {
            let there: std::collections::HashSet<_> = items.iter().map(|item| item.id).collect();
            self.view.thumbnails.retain(|id, _| there.contains(id));
        }
    }

    fn draw(&mut self, ui: &mut Ui) -> Vec<action::Action> {
        let mut actions = Vec::new();
        let mut prompt = std::mem::take(&mut self.state.settings.prompt);
        let mut scene = Scene {
            state: &self.state,
            words: self.language.words(),
            actions: &mut actions,
        };
        let view = &mut self.view;
        let panel = ui.visuals().panel_fill;
        let bar = Panel::top("bar")
            .frame(framed(panel, 14, 9))
            .show(ui, |ui| view::bar::show(ui, &mut scene, view, &mut prompt));
        Panel::bottom("status")
            .frame(framed(panel, 14, 4))
            .show(ui, |ui| view::status::show(ui, &scene));
        let mut panes = vec![bar.response.rect];
        match view.workspace {
            Workspace::Read => panes.extend(read(ui, panel, &mut scene, view)),
            Workspace::Compare => {
                let frame = CentralPanel::default().frame(framed(panel, 14, 10));
                let shown = frame.show(ui, |ui| view::compare::show(ui, &mut scene, view));
                panes.push(shown.response.rect);
            }
            Workspace::Extend => {
                let frame = CentralPanel::default().frame(framed(panel, 14, 10));
                let shown = frame.show(ui, |ui| view::extend::show(ui, &mut scene, view));
                panes.push(shown.response.rect);
            }
        }
        self.panes = panes::Panes(panes);
        view::notices::show(ui, &mut scene);
        if ui.input(|input| !input.raw.hovered_files.is_empty()) {
            view::welcome::drop_overlay(ui.ctx(), scene.words);
        }
        self.state.settings.prompt = prompt;
        actions
    }
}

fn framed(fill: Color32, x: i8, y: i8) -> Frame {
    Frame::new()
        .fill(fill)
        .inner_margin(Margin::symmetric(x, y))
}

/// Draws the queue, the page and its result, and says where they are.
fn read(ui: &mut Ui, panel: Color32, scene: &mut Scene<'_>, view: &mut ViewState) -> [Rect; 3] {
    let queue = Panel::left("queue")
        .frame(framed(panel, 10, 10))
        .default_size(if ui.available_width() < 1200.0 {
            220.0
        } else {
            272.0
        })
        .size_range(180.0..=420.0)
        .show(ui, |ui| view::queue::show(ui, scene, view));
    let sample = (scene.state.shown()).is_some_and(|item| item.source == Source::Sample);
    let mut under = None;
    let width = ui.available_width();
    let result = Panel::right("result")
        .frame(framed(panel, 14, 10))
        .default_size(width * 0.46)
        .size_range(430.0..=(width - 330.0).max(431.0))
        .show(ui, |ui| {
            // The block under the pointer is that of the last frame, as the page is drawn after the result.
            let last = ui.data(|data| data.get_temp(egui::Id::unique("block under pointer")));
            view::result::show(ui, scene, view, last.flatten());
        });
    let page = CentralPanel::default()
        .frame(framed(panel, 12, 10))
        .show(ui, |ui| {
            if sample && !view.welcome_dismissed {
                view::welcome::show(ui, scene);
            }
            under = view::page::show(ui, scene, view);
        });
    let id = egui::Id::unique("block under pointer");
    let last: Option<usize> = ui.data(|data| data.get_temp(id)).flatten();
    if last != under {
        ui.data_mut(|data| data.insert_temp(id, under));
        ui.ctx().request_repaint();
    }
    [queue, page, result].map(|part| part.response.rect)
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.listen(ctx);
        self.keep(ctx);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep_now();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        self.open(dropped.iter().map(|file| file.path().to_owned()).collect());
        let mut actions = match (&self.path_prompt, &self.overlay) {
            (None, None) => action::from_keys(&ctx, self.state.selected),
            // Keys are for what lies over the window alone.
            _ => Vec::new(),
        };
        actions.extend(self.draw(ui));
        for action in actions {
            self.carry_out(&ctx, action);
        }
        self.ask_for_path(&ctx);
        self.overlay(&ctx);
        self.want_pictures(&ctx);
        if let Some(mut screenshot) = self.screenshot.take() {
            let ready = self.state.settled()
                && (self.view.shown.is_some() || self.state.items.is_empty())
                && self.view.wanted_thumbnails.is_empty()
                && !self.state.devices.is_empty();
            screenshot.advance(&ctx, ready);
            self.screenshot = Some(screenshot);
        }
    }
}

#[cfg(test)]
mod frame_tests;
#[cfg(test)]
mod keep_tests;
#[cfg(test)]
mod overlay_tests;
#[cfg(test)]
mod tests;
