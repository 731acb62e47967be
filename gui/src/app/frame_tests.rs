//! How much work a frame is: bounded, however long the queue and the result are, and none while nothing happens.

use std::sync::Arc;

use egui_kittest::Harness;

use super::tests::{fresh, scroll, started, until, window};
use super::*;
use crate::session;
use crate::state::samples::{read_page, sample_page};
use crate::state::{Item, Phase, ReadPage};

/// A line as long as those of printed pages.
const LINE: &str = "The quick brown fox jumps over the lazy dog near 发票 12.";

/// The id of the first page: not that of the sample, whose picture would be taken for this page's.
const FIRST: u64 = 2;

/// A line of a page in Chinese.
const CHINESE: &str = "渡轮每天早上六点开往岛上，票价不变，发票请在码头领取。";

/// A text of so many bytes, of which no two lines are the same, as texts that are the same are laid out once.
fn text(line: &str, bytes: usize, between: &str) -> String {
    let lines = (0..=bytes / line.len()).map(|number| format!("{number} {line}"));
    lines.collect::<Vec<_>>().join(between)
}

/// A window with so many pages that were read, the first of which holds a text of so many bytes.
fn filled(pages: u64, bytes: usize) -> Harness<'static, App> {
    filled_with(pages, &text(LINE, bytes, "\n"))
}

/// A window with so many pages that were read, the first of which holds a text.
fn filled_with(pages: u64, text: &str) -> Harness<'static, App> {
    showing(pages, sample_page(text))
}

/// A window with so many pages that were read, the first of which is this.
fn showing(pages: u64, first: ReadPage) -> Harness<'static, App> {
    let mut window = window(&[], Language::English);
    let long = Arc::new(first);
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

/// Bytes of the texts that are painted in one frame, whether they are cut off or not.
fn painted(window: &Harness<'static, App>) -> usize {
    fn of(shape: &egui::Shape) -> usize {
        match shape {
            egui::Shape::Text(text) => text.galley.job.text.len(),
            egui::Shape::Vec(shapes) => shapes.iter().map(of).sum(),
            _ => 0,
        }
    }
    let shapes = window.output().shapes.iter();
    shapes.map(|clipped| of(&clipped.shape)).sum()
}

const TABS: [Tab; 5] = [
    Tab::Rendered,
    Tab::Text,
    Tab::Markdown,
    Tab::Json,
    Tab::Tokens,
];

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
    for (name, text) in [
        ("lines", text(LINE, 200_000, "\n")),
        ("one line", text(LINE, 200_000, " ")),
        ("one word", "0123456789abcdef".repeat(12_500)),
        ("lines in Chinese", text(CHINESE, 200_000, "\n")),
        ("one line in Chinese", CHINESE.repeat(2_500)),
    ] {
        let mut window = filled_with(1, &text);
        for tab in TABS {
            window.state_mut().view.tab = tab;
            for by in [0.0, -30_000.0] {
                scroll(&window, by);
                window.run_steps(12);
                let (galleys, shapes) = work(&mut window);
                let bytes = painted(&window);
                let found =
                    format!("{name}, {tab:?}: {galleys} texts, {shapes} shapes, {bytes} bytes");
                assert!(galleys < 300 && shapes < 600 && bytes < 30_000, "{found}");
                assert!(bytes > 1_000, "{found}");
            }
        }
    }
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut window = filled(1000, 200_000);
    comes_to_rest(&mut window);
}

/// Draws frames until so many have followed each other that none of them asked for another. Threads may still tell something before.
fn comes_to_rest(window: &mut Harness<'static, App>) {
    let (context, quiet) = (window.ctx.clone(), std::cell::Cell::new(0));
    until(window, "at rest", |_| {
        let asked = context.has_requested_repaint();
        quiet.set(if asked { 0 } else { quiet.get() + 1 });
        quiet.get() > 20
    });
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
    comes_to_rest(&mut window);
}

#[test]
#[ignore = "prints milliseconds, which say something on a quiet machine alone"]
fn frame_times() {
    let lines = |bytes| text(LINE, bytes, "\n");
    for (pages, name, text) in [
        (1, "2 KB", lines(2_000)),
        (1000, "2 KB", lines(2_000)),
        (1000, "200 KB", lines(200_000)),
        (1000, "200 KB in one line", text(LINE, 200_000, " ")),
        (1000, "200 KB in Chinese", text(CHINESE, 200_000, "\n")),
    ] {
        for tab in TABS {
            let mut window = filled_with(pages, &text);
            window.state_mut().view.tab = tab;
            let milliseconds = time_of_a_frame(&mut window, |_| {});
            let (galleys, shapes) = work(&mut window);
            println!(
                "{pages:4} pages, {name}, {tab:?}: {milliseconds:6.2} ms a frame, {galleys} texts, {shapes} shapes"
            );
        }
    }
    for (name, text) in [
        ("lines", text(LINE, 200_000, "\n")),
        ("one line", text(LINE, 200_000, " ")),
        ("one line in Chinese", CHINESE.repeat(2_500)),
    ] {
        let mut window = edited(&text);
        let rest = time_of_a_frame(&mut window, |_| {});
        let typing = time_of_a_frame(&mut window, |window| {
            window.event(egui::Event::Text("a".into()));
        });
        println!("200 KB in {name}, edited: {rest:6.2} ms a frame, {typing:6.2} while typing");
    }
}

/// A window whose only page's text, which is one block, is being changed.
fn edited(text: &str) -> Harness<'static, App> {
    let mut window = showing(1, read_page(&[("paragraph", text)]));
    let context = window.ctx.clone();
    (window.state_mut()).carry_out(&context, action::Action::BeginEdit(0));
    window.run_steps(3);
    window
}

/// Milliseconds that a frame takes in which this happens.
fn time_of_a_frame(
    window: &mut Harness<'static, App>,
    happens: impl Fn(&mut Harness<'static, App>),
) -> f64 {
    const FRAMES: u32 = 30;
    window.run_steps(3);
    let started = Instant::now();
    for _ in 0..FRAMES {
        happens(window);
        window.step();
    }
    started.elapsed().as_secs_f64() * 1e3 / f64::from(FRAMES)
}
