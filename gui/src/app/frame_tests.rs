//! How much work a frame is: bounded, however long the queue and the result are, and none while nothing happens.

use std::sync::Arc;

use egui_kittest::Harness;

use super::tests::{fresh, started, until, window};
use super::*;
use crate::session;
use crate::state::samples::sample_page;
use crate::state::{Item, Phase};

/// A line as long as those of printed pages.
const LINE: &str = "The quick brown fox jumps over the lazy dog near 发票 12.";

/// The id of the first page: not that of the sample, whose picture would be taken for this page's.
const FIRST: u64 = 2;

/// A window with so many pages that were read, the first of which holds a text of so many bytes.
fn filled(pages: u64, bytes: usize) -> Harness<'static, App> {
    let mut window = window(&[], Language::English);
    // No two are the same, as texts that are the same are laid out once.
    let lines = (0..=bytes / LINE.len()).map(|number| format!("{number} {LINE}"));
    let text = lines.collect::<Vec<_>>().join("\n");
    let long = Arc::new(sample_page(&text));
    let short = Arc::new(sample_page(LINE));
    let item = |id: u64| {
        let path = format!("/nowhere/page-{id}.png").into();
        let (page, count) = (0, 1);
        let mut item = Item::new(id, Source::File { path, page, count });
        item.phase = Phase::Done;
        item.result = Some(if id == FIRST {
            long.clone()
        } else {
            short.clone()
        });
        item
    };
    let items = (FIRST..FIRST + pages).map(item).collect();
    (window.state_mut().state).restore(items, FIRST + pages, Some(FIRST));
    // The files are not there, and devices are told by a thread: until then frames follow each other.
    let context = window.ctx.clone();
    until(&mut window, "at rest", |app| {
        let pictures = app.view.shown.is_some() && app.view.wanted_thumbnails.is_empty();
        pictures && !app.state.devices.is_empty() && !context.has_requested_repaint()
    });
    window
}

/// Texts that are laid out, and shapes that are painted, in one frame.
fn work(window: &mut Harness<'static, App>) -> (usize, usize) {
    window.run_steps(2);
    let galleys = window.ctx.fonts(|fonts| fonts.num_galleys_in_cache());
    (galleys, window.output().shapes.len())
}

#[test]
fn a_thousand_pages_are_as_much_work_as_thirty() {
    let few = work(&mut filled(30, 100));
    let many = work(&mut filled(1000, 100));
    let most = |few: usize| few + few / 10;
    assert!(
        many.0 <= most(few.0) && many.1 <= most(few.1),
        "{many:?} against {few:?}"
    );
}

#[test]
fn of_a_long_result_what_is_in_sight_is_laid_out() {
    let (galleys, shapes) = work(&mut filled(1, 200_000));
    assert!(galleys < 300, "{galleys} texts");
    assert!(shapes < 600, "{shapes} shapes");
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut window = filled(1000, 200_000);
    window.run_steps(2);
    assert!(!window.ctx.has_requested_repaint());
}

#[test]
fn nothing_is_drawn_once_everything_is_kept() {
    let data = tempfile::tempdir().expect("a folder");
    let mut window = started(Start {
        session: Some(session::open(data.path())),
        ..fresh()
    });
    until(&mut window, "kept", |app| {
        let file = data.path().join("window/session.json");
        let kept = std::fs::read_to_string(file).unwrap_or_default();
        app.state().settled() && kept.contains("cancelled") && !app.state().devices.is_empty()
    });
    window.run_steps(4);
    assert!(!window.ctx.has_requested_repaint());
}

#[test]
#[ignore = "prints milliseconds, which say something on a quiet machine alone"]
fn frame_times() {
    for (pages, bytes) in [(1, 2_000), (1000, 2_000), (5000, 2_000), (1, 200_000)] {
        for tab in [
            Tab::Rendered,
            Tab::Text,
            Tab::Markdown,
            Tab::Json,
            Tab::Tokens,
        ] {
            let mut window = filled(pages, bytes);
            window.state_mut().view.tab = tab;
            window.run_steps(3);
            let started = Instant::now();
            const FRAMES: u32 = 30;
            window.run_steps(FRAMES as usize);
            let milliseconds = started.elapsed().as_secs_f64() * 1e3 / f64::from(FRAMES);
            let (galleys, shapes) = work(&mut window);
            println!(
                "{pages:5} pages, {bytes:6} bytes, {tab:?}: {milliseconds:6.2} ms a frame, {galleys} texts, {shapes} shapes"
            );
        }
    }
}
