//! The `inkstone-gui` window.

mod action;
mod app;
mod args;
mod clipboard;
mod lang;
mod screenshot;
mod state;
mod theme;
mod view;
mod worker;

use std::sync::Arc;

use anyhow::{Context, anyhow};
use clap::Parser;
use eframe::egui::{self, ViewportBuilder};
use inkstone::evaluate::history::History;
use inkstone_kernels::cpu::Cpu;

use app::{App, Start};
use args::{Args, LanguageArg, Size, TabArg, ThemeArg, ViewArg};
use lang::Language;
use screenshot::{Ended, Screenshot};
use state::Settings;
use state::compare::CompareTab;
use view::{Tab, Workspace};
use worker::HostEngine;
use worker::compare::HostBench;
use worker::engine::Engine;

fn main() -> anyhow::Result<()> {
    if let Some(status) = inkstone::device::answer_probe() {
        std::process::exit(status.into());
    }
    let args = Args::parse();
    leave_the_window_a_core();
    let Size(width, height) = args.size;
    let ended = Ended::default();
    let mut options = eframe::NativeOptions {
        viewport: ViewportBuilder::default()
            .with_app_id("inkstone")
            .with_inner_size([width, height])
            .with_min_inner_size([1024.0, 560.0])
            .with_drag_and_drop(true),
        ..Default::default()
    };
    #[cfg(target_os = "linux")]
    prefer_x11(&mut options);
    let theme = args.theme;
    let wants_screenshot = args.screenshot.is_some();
    let start = start(args, &ended);
    eframe::run_native(
        "Inkstone",
        options,
        Box::new(move |creation| {
            let ctx = &creation.egui_ctx;
            match theme {
                Some(ThemeArg::Light) => ctx.set_theme(egui::Theme::Light),
                Some(ThemeArg::Dark) => ctx.set_theme(egui::Theme::Dark),
                None => {}
            }
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

fn start(args: Args, ended: &Ended) -> Start {
    let mut settings = Settings {
        model: args.model_path,
        ..Settings::default()
    };
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
            None => Language::of_environment(),
        },
        workspace: match args.view {
            ViewArg::Read => Workspace::Read,
            ViewArg::Compare | ViewArg::Evaluation | ViewArg::History => Workspace::Compare,
            ViewArg::Plugins => Workspace::Extend,
        },
        tab: match args.tab {
            TabArg::Rendered => Tab::Rendered,
            TabArg::Text => Tab::Text,
            TabArg::Markdown => Tab::Markdown,
            TabArg::Json => Tab::Json,
            TabArg::Tokens => Tab::Tokens,
        },
        compare_tab: match args.view {
            ViewArg::Evaluation => CompareTab::Evaluation,
            ViewArg::History => CompareTab::History,
            _ => CompareTab::Page,
        },
        history: History::of_user().ok(),
        screenshot: args
            .screenshot
            .map(|path| Screenshot::new(path, Arc::clone(ended))),
        endpoint: None,
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
