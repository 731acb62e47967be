//! The `inkstone-gui` window.

mod action;
mod app;
mod args;
mod clipboard;
mod command;
mod fonts;
mod fuzzy;
mod lang;
mod screenshot;
mod session;
mod state;
mod theme;
mod view;
mod worker;

use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::Parser;
use eframe::egui::{self, ViewportBuilder};
use inkstone::evaluate::history::History;
use inkstone::paths;
use inkstone_kernels::cpu::Cpu;

use app::{App, Start};
use args::{Args, LanguageArg, Size, TabArg, ThemeArg, ViewArg};
use lang::Language;
use screenshot::{Ended, Screenshot};
use session::{Desk, Opened, Place};
use state::Settings;
use state::compare::CompareTab;
use view::{Tab, Workspace};
use worker::HostEngine;
use worker::compare::HostBench;
use worker::engine::Engine;
use worker::plugins::Places;

/// How much of a window has to lie on a screen for it to be taken hold of, in pixels.
const GRIP: i32 = 48;

fn main() -> anyhow::Result<()> {
    if let Some(status) = inkstone::device::answer_probe() {
        std::process::exit(status.into());
    }
    let args = Args::parse();
    leave_the_window_a_core();
    // A picture shows what the command line says, whatever was open last, and leaves nothing behind.
    let session = match args.screenshot {
        Some(_) => None,
        None => paths::data_dir().map(|data| session::open(&data)),
    };
    let desk = session.as_ref().and_then(|opened| opened.session.as_ref());
    let desk = desk.map_or_else(Desk::default, |session| session.desk.clone());
    let theme = match args.theme {
        Some(ThemeArg::Light) => session::Theme::Light,
        Some(ThemeArg::Dark) => session::Theme::Dark,
        None => desk.theme,
    };
    let ended = Ended::default();
    let mut options = eframe::NativeOptions {
        viewport: viewport(args.size, desk.place),
        // The window looks for fonts itself, beside the frames.
        system_font_fallback: false,
        ..Default::default()
    };
    #[cfg(target_os = "linux")]
    prefer_x11(&mut options);
    let wants_screenshot = args.screenshot.is_some();
    let start = start(args, desk, session, &ended);
    eframe::run_native(
        "Inkstone",
        options,
        Box::new(move |creation| {
            let ctx = &creation.egui_ctx;
            match theme {
                session::Theme::Light => ctx.set_theme(egui::Theme::Light),
                session::Theme::Dark => ctx.set_theme(egui::Theme::Dark),
                session::Theme::System => {}
            }
            bring_into_sight(creation);
            let kept = start.history.clone();
            let engine = || -> Box<dyn Engine> { Box::new(HostEngine::default()) };
            let app = App::new(ctx, start, engine, move || {
                Box::new(HostBench::new(kept.clone()))
            })?;
            Ok(Box::new(app))
        }),
    )
    .map_err(|error| anyhow!("cannot open a window: {error}\nhint: without a screen, start it under `xvfb-run -a`; text alone is read by `inkstone infer`"))?;
    if wants_screenshot {
        let outcome = ended.lock().ok().and_then(|mut ended| ended.take());
        outcome.context("the window was closed before the screenshot was taken")??;
    }
    Ok(())
}

/// What the window starts with: what the command line says, else what was kept.
fn start(args: Args, desk: Desk, session: Option<Opened>, ended: &Ended) -> Start {
    let mut settings = Settings::from(desk.settings);
    settings.model = args.model_path.or(settings.model);
    if let Some(device) = args.device {
        settings.device = device;
    }
    if let Some(pipeline) = args.pipeline {
        settings.pipeline = pipeline;
    }
    Start {
        files: args.files,
        settings,
        language: match args.lang {
            Some(LanguageArg::En) => Language::English,
            Some(LanguageArg::Zh) => Language::Chinese,
            None => desk.language.unwrap_or_else(Language::of_environment),
        },
        workspace: match args.view {
            Some(ViewArg::Read) => Workspace::Read,
            Some(ViewArg::Compare | ViewArg::Evaluation | ViewArg::History) => Workspace::Compare,
            Some(ViewArg::Plugins) => Workspace::Extend,
            None => desk.workspace,
        },
        tab: match args.tab {
            Some(TabArg::Rendered) => Tab::Rendered,
            Some(TabArg::Text) => Tab::Text,
            Some(TabArg::Markdown) => Tab::Markdown,
            Some(TabArg::Json) => Tab::Json,
            Some(TabArg::Tokens) => Tab::Tokens,
            None => desk.tab,
        },
        compare_tab: match args.view {
            Some(ViewArg::Evaluation) => CompareTab::Evaluation,
            Some(ViewArg::History) => CompareTab::History,
            _ => CompareTab::Page,
        },
        history: History::of_user().ok(),
        screenshot: args
            .screenshot
            .map(|path| Screenshot::new(path, Arc::clone(ended))),
        endpoint: None,
        places: Places::of_user(),
        fonts: Some(Box::new(fonts::of_system)),
        session,
    }
}

/// The window's frame: as large as the command line says, else as and where it was last.
fn viewport(size: Option<Size>, place: Option<Place>) -> ViewportBuilder {
    let kept = place.map(|place| place.size);
    let size = size.map(|Size(width, height)| [width, height]);
    let mut viewport = ViewportBuilder::default()
        .with_app_id("inkstone")
        .with_inner_size(size.or(kept).unwrap_or([1280.0, 800.0]))
        .with_min_inner_size(view::LEAST_SIZE)
        .with_maximized(size.is_none() && place.is_some_and(|place| place.maximized))
        .with_drag_and_drop(true);
    if let Some(position) = place.and_then(|place| place.position) {
        viewport = viewport.with_position(position);
    }
    viewport
}

/// Moves a window to the first screen that lies on none, as when the screen that it was on is no longer there.
fn bring_into_sight(creation: &eframe::CreationContext<'_>) {
    let Some(window) = creation.winit_window() else {
        return;
    };
    // Where positions are not told, the system places windows itself.
    let Ok(at) = window.outer_position() else {
        return;
    };
    let size = window.outer_size();
    let beside = |start: i32, length: u32, of: i32, of_length: u32| {
        start + length as i32 <= of + GRIP || start + GRIP >= of + of_length as i32
    };
    let mut screens = window.available_monitors().peekable();
    let some = screens.peek().is_some();
    let in_sight = screens.any(|screen| {
        let (corner, room) = (screen.position(), screen.size());
        !beside(at.x, size.width, corner.x, room.width)
            && !beside(at.y, size.height, corner.y, room.height)
            && at.y >= corner.y - GRIP
    });
    if some && !in_sight {
        let command = egui::ViewportCommand::OuterPosition(egui::pos2(40.0, 40.0));
        creation.egui_ctx.send_viewport_cmd(command);
    }
}

/// The window library takes no drops from Wayland, so that XWayland is taken where it is there. `INKSTONE_WAYLAND=1` keeps Wayland.
#[cfg(target_os = "linux")]
fn prefer_x11(options: &mut eframe::NativeOptions) {
    use winit::platform::x11::EventLoopBuilderExtX11;
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("WAYLAND_DISPLAY") && set("DISPLAY") && !set("INKSTONE_WAYLAND") {
        options.event_loop_builder = Some(Box::new(|builder| {
            builder.with_x11();
        }));
    }
}

/// Unless the user says how many threads compute, one core is left to draw the window, where there is more than one.
fn leave_the_window_a_core() {
    if std::env::var_os("INKSTONE_THREADS").is_none() {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Cpu::configure_global(cores.saturating_sub(1).max(1));
    }
}
