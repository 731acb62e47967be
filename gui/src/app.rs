//! The window: what the threads tell is taken up, the views are drawn, and what the user does is carried out.

mod commands;
mod compare;
mod details;
mod extend;
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
use inkstone::plugin::is_wasm_file;

use inkstone::evaluate::history::History;

use crate::action;
use crate::clipboard::{Clipboard, CopyOut};
use crate::fonts::{Fallback, List};
use crate::lang::Language;
use crate::screenshot::Screenshot;
use crate::session::Opened;
use crate::state::compare::CompareTab;
use crate::state::extend::ExtendEvent;
use crate::state::{AppState, Event, Settings, Source, recent};
use crate::theme;
use crate::view::compare::CompareView;
use crate::view::path_prompt::PathPrompt;
use crate::view::tiles::Tiles;
use crate::view::{self, Scene, Shown, Tab, ViewState, Workspace};
use crate::worker::compare::Bench;
use crate::worker::decoder::{Part, Picture, Request, Wanted, start_decoder};
use crate::worker::dialog::Choice;
use crate::worker::download::installed;
use crate::worker::engine::Engine;
use crate::worker::plugins::{Places, PluginAsk, start_plugins};
use crate::worker::rewriter::{Rewrite, start_rewriter};
use crate::worker::{EngineOrder, Outlet, start_engine};

use compare::Desk;

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
    /// Where evaluations are kept; nowhere if none.
    pub history: Option<History>,
    /// The part of the workspace for comparing that the window shows.
    pub compare_tab: CompareTab,
    /// Address of the hub that models are fetched from; the environment's or the public one if none.
    pub endpoint: Option<String>,
    /// Where plugins and pipelines are kept; without folders, what is inside the program is there alone.
    pub places: Places,
    /// The fonts behind the bundled ones; what these lack is drawn as a box if none.
    pub fonts: Option<List>,
    /// The session that is taken up and kept; none for a window that leaves nothing behind.
    pub session: Option<Opened>,
}

/// The window.
pub struct App {
    state: AppState,
    view: ViewState,
    language: Language,
    fonts: Option<Fallback>,
    clipboard: Clipboard,
    screenshot: Option<Screenshot>,
    events: Receiver<Event>,
    event_outlet: Outlet<Event>,
    pictures: Receiver<Picture>,
    choices: Receiver<Choice>,
    choice_outlet: Outlet<Choice>,
    path_prompt: Option<PathPrompt>,
    jobs: Sender<EngineOrder>,
    desk: Desk,
    requests: Sender<Request>,
    rewrites: Sender<Rewrite>,
    /// What is done once the Markdown of the page that is shown is written.
    put_off: Option<action::Action>,
    /// Address of the hub that models are fetched from.
    endpoint: Option<String>,
    /// Whether the press of the key V was told that has not been released yet.
    v_told: bool,
    plugins: Sender<PluginAsk>,
    extend_events: Receiver<ExtendEvent>,
    places: Places,
    asked_for_plugins: bool,
    watching_plugins: bool,
    /// The page whose picture was asked for last.
    wanted_picture: Option<(u64, u8)>,
    keeping: Option<keep::Keeping>,
    overlay: Option<overlay::Overlay>,
    panes: panes::Panes,
}

impl App {
    /// A window whose pages are read by the engines that `make` makes, and compared by the benches that `make_bench` makes.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn new(
        ctx: &Context,
        start: Start,
        make: impl Fn() -> Box<dyn Engine> + Send + 'static,
        make_bench: impl Fn() -> Box<dyn Bench> + Send + 'static,
    ) -> std::io::Result<Self> {
        theme::install(ctx, start.language);
        // Ctrl and plus enlarge the page, not the window.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let clipboard = Clipboard::default();
        ctx.add_plugin(CopyOut(clipboard.clone()));
        let wake: Arc<dyn Fn() + Send + Sync> = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint())
        };
        let fonts = start
            .fonts
            .map(|list| Fallback::start(ctx, list, wake.clone()));
        let (sender, events) = channel();
        let event_outlet = Outlet::new(sender, wake.clone());
        let (sender, pictures) = channel();
        let picture_outlet = Outlet::new(sender, wake.clone());
        let (sender, choices) = channel();
        let choice_outlet = Outlet::new(sender, wake.clone());
        let desk = Desk::start(
            make_bench,
            start.history,
            event_outlet.clone(),
            wake.clone(),
        )?;
        let (sender, extend_events) = channel();
        let plugins = start_plugins(start.places.clone(), Outlet::new(sender, wake))?;
        let _ = plugins.send(PluginAsk::Pipelines(start.settings.pipeline.clone()));
        let devices = event_outlet.clone();
        std::thread::Builder::new()
            .name("devices".into())
            .spawn(move || {
                devices.send(Event::Devices(inkstone::device::devices()));
                devices.send(Event::Installed(installed()));
            })?;
        let mut app = Self {
            state: AppState::new(start.settings),
            view: ViewState {
                workspace: start.workspace,
                tab: start.tab,
                compare: CompareView::new(start.compare_tab),
                ..ViewState::default()
            },
            language: start.language,
            fonts: fonts.transpose()?,
            clipboard,
            screenshot: start.screenshot,
            jobs: start_engine(make, event_outlet.clone())?,
            desk,
            requests: start_decoder(event_outlet.clone(), picture_outlet)?,
            rewrites: start_rewriter(event_outlet.clone())?,
            put_off: None,
            endpoint: start.endpoint,
            v_told: false,
            events,
            event_outlet,
            pictures,
            choices,
            choice_outlet,
            path_prompt: None,
            plugins,
            extend_events,
            places: start.places,
            asked_for_plugins: false,
            watching_plugins: false,
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
        recent::remember(&mut self.state.recent, &files);
        if self.requests.send(Request::Expand(files)).is_ok() {
            self.state.expanding += 1;
        }
    }

    /// Takes up what the threads told.
    fn listen(&mut self, ctx: &Context) {
        let now = Instant::now();
        while let Ok(event) = self.events.try_recv() {
            let loaded = match &event {
                Event::Loaded(id, _) => Some(*id),
                _ => None,
            };
            self.state.apply(event, now);
            // The Markdown of what the user changed is not kept, as a plugin writes it.
            if let Some(id) = loaded {
                self.write_markdown(id);
            }
        }
        while let Ok(picture) = self.pictures.try_recv() {
            self.take_picture(ctx, picture);
        }
        self.listen_to_plugins(ctx);
        while let Ok(choice) = self.choices.try_recv() {
            match choice {
                Choice::Open(files) => self.open(files),
                Choice::Plugin(file) => self.check_plugins(vec![file]),
                Choice::Model(folder) => self.state.settings.model = Some(folder),
                Choice::Data(path) => self.view.compare.take_path(&path),
                Choice::Type(ask) => self.path_prompt = Some(PathPrompt::new(ask)),
            }
        }
        self.take_up_what_was_put_off(ctx);
        if let Some(job) = self.state.next_job() {
            // The engine's thread survives panics, so that it is gone only when the window is.
            let _ = self.jobs.send(EngineOrder::Read(job));
            self.desk.free();
        }
        self.attend_desk(ctx);
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
        if picture.part == Part::Thumbnail {
            self.view.thumbnails.insert(picture.id, texture);
            return;
        }
        if self.wanted_picture != Some((picture.id, picture.turns)) {
            return;
        }
        match (picture.part, &mut self.view.shown) {
            (Part::Tile(column, row), Some(shown)) => shown.tiles.insert((column, row), texture),
            (Part::Tile(..) | Part::Thumbnail, _) => {}
            (Part::Whole, shown) => {
                *shown = Some(Shown {
                    id: picture.id,
                    texture,
                    size: vec2(picture.size[0] as f32, picture.size[1] as f32),
                    tiles: Tiles::default(),
                });
            }
        }
    }

    /// Asks for the pictures that are missed.
    fn want_pictures(&mut self, ctx: &Context) {
        let wanted = self.state.shown().map(|item| (item.id, item.turns));
        if wanted != self.wanted_picture {
            self.wanted_picture = wanted;
            self.view.shown = None;
            self.view.camera = view::Camera::default();
            if let Some(item) = self.state.shown() {
                let most = ctx.input(|input| input.max_texture_side);
                let longest = most.min(LONGEST_SIDE) as u32;
                let whole = Wanted::Whole(longest);
                let request = Request::Picture(item.id, item.source.clone(), item.turns, whole);
                let _ = self.requests.send(request);
            }
        }
        if let (Some(shown), Some(item)) = (&mut self.view.shown, self.state.shown()) {
            for (column, row) in std::mem::take(&mut shown.tiles.wanted) {
                let tile = Wanted::Tile(column, row);
                let request = Request::Picture(item.id, item.source.clone(), item.turns, tile);
                let _ = self.requests.send(request);
            }
        }
        for id in std::mem::take(&mut self.view.wanted_thumbnails) {
            if let Some(item) = self.state.item(id) {
                let thumbnail = Wanted::Thumbnail;
                let request = Request::Picture(id, item.source.clone(), item.turns, thumbnail);
                let _ = self.requests.send(request);
                self.view.thumbnails.insert(id, None);
            }
        }
        let items = &self.state.items;
        if self.view.thumbnails.len() > items.len() {
            let there: std::collections::HashSet<_> = items.iter().map(|item| item.id).collect();
            self.view.thumbnails.retain(|id, _| there.contains(id));
        }
    }

    /// The page that keys act on: they must not take out or read again what is not in sight.
    fn shown_for_keys(&self) -> Option<u64> {
        (self.state.selected).filter(|_| self.view.workspace == Workspace::Read)
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
        let transfer = scene.state.transfer.as_ref().map(|transfer| {
            Panel::bottom("transfer")
                .frame(framed(panel, 14, 6))
                .show(ui, |ui| view::transfer::show(ui, &mut scene, transfer))
                .response
                .rect
        });
        let mut panes = vec![bar.response.rect];
        match view.workspace {
            Workspace::Read => panes.extend(read(ui, panel, &mut scene, view)),
            Workspace::Compare => panes.extend(view::compare::show(ui, &mut scene, view)),
            Workspace::Extend => panes.extend(view::extend::show(ui, &mut scene, view)),
        }
        panes.extend(transfer);
        self.panes = panes::Panes(panes);
        view::extend::questions::show(ui.ctx(), &mut scene);
        view::notices::show(ui, &mut scene);
        if ui.input(|input| !input.raw.hovered_files.is_empty()) {
            view::welcome::drop_overlay(ui.ctx(), scene.words);
        }
        self.state.settings.prompt = prompt;
        actions
    }
}

pub(crate) fn framed(fill: Color32, x: i8, y: i8) -> Frame {
    Frame::new()
        .fill(fill)
        .inner_margin(Margin::symmetric(x, y))
}

/// Draws the queue, the page and its result, and says where they are.
fn read(ui: &mut Ui, panel: Color32, scene: &mut Scene<'_>, view: &mut ViewState) -> [Rect; 3] {
    let folded = view.queue_folded.unwrap_or(view::is_narrow(ui.ctx()));
    let queue = match folded {
        true => Panel::left("folded queue")
            .frame(framed(panel, 8, 10))
            .resizable(false)
            .exact_size(view::queue::FOLDED)
            .show(ui, |ui| view::queue::show_folded(ui, scene, view)),
        false => Panel::left("queue")
            .frame(framed(panel, 10, 10))
            .default_size(if ui.available_width() < 1200.0 {
                220.0
            } else {
                272.0
            })
            .size_range(180.0..=420.0)
            .show(ui, |ui| view::queue::show(ui, scene, view)),
    };
    let sample = (scene.state.shown()).is_some_and(|item| item.source == Source::Sample);
    let mut under = None;
    let width = ui.available_width();
    // Something of the page is seen in the narrowest window.
    let least = (width - 120.0).clamp(200.0, 430.0);
    let result = Panel::right("result")
        .frame(framed(panel, 14, 10))
        .default_size(width * 0.46)
        .size_range(least..=(width - 330.0).max(least + 1.0))
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
        self.store_pipeline_now();
        // What is being written is not lost with the window.
        if let Some(editing) = self.view.editing.take() {
            self.state.edit(editing.item, editing.block, &editing.text);
        }
        self.keep_now();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        let dropped = dropped.iter().map(|file| file.path().to_owned());
        let (plugins, files) = dropped.partition(|path: &PathBuf| is_wasm_file(path));
        self.check_plugins(plugins);
        self.open(files);
        self.paste(&ctx);
        let asked = self.path_prompt.is_some() || !self.state.extend.questions.is_empty();
        let mut actions = match asked || self.overlay.is_some() {
            false => action::from_keys(&ctx, self.shown_for_keys()),
            // Keys are for what lies over the window alone.
            true => Vec::new(),
        };
        actions.extend(self.draw(ui));
        for action in actions {
            self.carry_out(&ctx, action);
        }
        self.ask_for_path(&ctx);
        self.overlay(&ctx);
        self.mind_plugins(&ctx);
        self.want_pictures(&ctx);
        if let Some(fonts) = &mut self.fonts {
            fonts.attend(&ctx);
        }
        if let Some(mut screenshot) = self.screenshot.take() {
            let ready = self.state.settled()
                && self.compared_for_screenshot(&ctx)
                && (self.view.shown.is_some() || self.state.items.is_empty())
                && self.view.wanted_thumbnails.is_empty()
                && (self.view.workspace != Workspace::Extend || self.state.extend.settled())
                && !self.state.devices.is_empty()
                && self.fonts.as_ref().is_none_or(Fallback::settled);
            screenshot.advance(&ctx, ready);
            self.screenshot = Some(screenshot);
        }
    }
}

#[cfg(test)]
mod extend_tests;
#[cfg(test)]
mod font_tests;
#[cfg(test)]
mod frame_tests;
#[cfg(test)]
mod keep_tests;
#[cfg(test)]
mod overlay_tests;
#[cfg(test)]
mod tests;
