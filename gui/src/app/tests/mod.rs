//! The window, driven as a user drives it, with an engine that does what the test says.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use inkstone::pipeline::Format;

use crate::state::samples::sample_page;
use crate::state::{Item, Outcome, Phase, Step};
use crate::worker::Job;
use crate::worker::export::Content;

/// Reads, waits until the job is cancelled, panics or fails, as the page's name says; else ends at once without anything read.
pub struct Scripted;

impl Engine for Scripted {
    fn read(&mut self, job: &Job, events: &Outlet<Event>) -> Outcome {
        events.send(Event::Step(job.id, Step::Lines { done: 1, total: 4 }));
        events.send(Event::Text(job.id, "first words".into()));
        let name = job.source.name();
        assert!(!name.contains("panic"), "told to panic");
        if name.contains("broken") {
            return Outcome::Failed(format!("{name}: the PNG data is damaged").into());
        }
        if name.contains("good") {
            return Outcome::Read(Box::new(sample_page("words of a good page")));
        }
        if name.contains("slow") {
            while !job.cancel.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        Outcome::Cancelled(None)
    }
}

/// The bench of a window that compares nothing.
pub(super) fn no_bench() -> Box<dyn Bench> {
    Box::new(crate::worker::compare::HostBench::new(None))
}

pub fn window(files: &[&str], language: Language) -> Harness<'static, App> {
    started(Start {
        files: files.iter().map(PathBuf::from).collect(),
        language,
        ..fresh()
    })
}

/// How a window starts that was never opened before. The tests share the compiled code of the bundled plugins: compiling it for each
/// window takes the threads that pages are read with for minutes.
pub fn fresh() -> Start {
    Start {
        places: Places {
            cache: Some(std::env::temp_dir().join("inkstone-gui-tests")),
            ..Places::default()
        },
        ..Start::default()
    }
}

pub fn started(start: Start) -> Harness<'static, App> {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            App::new(&creation.egui_ctx, start, || Box::new(Scripted), no_bench).expect("threads")
        })
}

/// Draws frames until something is so. The time is that of a test that hangs, not of one that is slow.
pub fn until(window: &mut Harness<'static, App>, what: &str, so: impl Fn(&App) -> bool) {
    let started = Instant::now();
    while !so(window.state()) {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "never: {what}, {:?}",
            phases(window.state())
        );
        window.step();
        std::thread::sleep(Duration::from_millis(2));
    }
    window.step();
    window.step();
}

pub fn phases(app: &App) -> Vec<&Phase> {
    app.state().items.iter().map(|item| &item.phase).collect()
}

/// Turns the wheel over the result, by points.
pub fn scroll(window: &Harness<'static, App>, by: f32) {
    window.event(egui::Event::PointerMoved(egui::pos2(1000.0, 400.0)));
    window.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, by),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    });
}

/// Presses somewhere and moves somewhere else, step by step.
pub fn drag(window: &mut Harness<'static, App>, from: egui::Pos2, to: egui::Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for part in 1..=4 {
        window.hover_at(from + (to - from) * (part as f32 / 4.0));
        window.step();
    }
}

/// Files of these names, without content, in a folder of their own.
pub fn files(names: &[&str]) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let paths = names.iter().map(|name| {
        let path = folder.path().join(name);
        std::fs::write(&path, b"").expect("a file");
        path.to_str().expect("UTF-8").to_owned()
    });
    let paths = paths.collect();
    (folder, paths)
}

#[test]
fn a_page_is_stopped_by_its_button() {
    let (_folder, paths) = files(&["slow.png"]);
    let mut window = window(&[&paths[0]], Language::English);
    until(&mut window, "reading", |app| {
        app.state()
            .shown()
            .is_some_and(|item| !item.streamed.is_empty())
    });
    window.get_by_label("first words");
    window.get_by_label("Lines 1 / 4");
    window.get_by_label("Cancel").click();
    until(&mut window, "cancelled", |app| {
        phases(app) == [&Phase::Cancelled]
    });
    window.get_by_label("Cancelled");
    window.get_by_label("Read again").click();
    until(&mut window, "reading again", |app| app.state().busy());
}

#[test]
fn a_broken_file_says_why_and_the_rest_goes_on() {
    let (_folder, paths) = files(&["broken.png", "fine.png"]);
    let missing = "/nowhere/missing.png";
    let all = [missing, &paths[0], &paths[1]];
    let mut window = window(&all, Language::English);
    until(&mut window, "all ended", |app| {
        app.state().settled() && app.state().items.len() == 3
    });
    let failed = phases(window.state())
        .iter()
        .filter(|phase| matches!(phase, Phase::Failed(_)))
        .count();
    assert_eq!(failed, 2);
    window.get_by_label("This page could not be read");
    window.get_by_label_contains("no such file");
    window
        .get_by_role_and_label(egui::Role::ListItem, "broken.png")
        .click();
    window.run_steps(3);
    window.get_by_label("broken.png: the PNG data is damaged");
}

#[test]
fn the_chinese_window_says_what_to_do_above_the_librarys_words() {
    let mut window = window(&["/nowhere/missing.png"], Language::Chinese);
    until(&mut window, "ended", |app| {
        app.state().settled() && app.state().items.len() == 1
    });
    window.get_by_label_contains("找不到文件");
    window.get_by_label_contains("/nowhere/missing.png: no such file");
}

#[test]
fn a_panic_is_shown_and_the_next_page_is_read() {
    let (_folder, paths) = files(&["panic.png", "fine.png"]);
    let mut window = window(&[&paths[0], &paths[1]], Language::English);
    until(&mut window, "all ended", |app| {
        app.state().settled() && app.state().items.len() == 2
    });
    assert_eq!(phases(window.state())[1], &Phase::Cancelled);
    window.get_by_label_contains("internal error: told to panic\nat gui/src/app/tests/mod.rs:");
    // It can be tried again, and is by an engine that is made anew.
    let retry = window.query_all_by_label("Read again").count();
    assert_eq!(retry, 3, "both rows and the message");
}

#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn what_is_dropped_is_read() {
    let (_folder, paths) = files(&["发票 扫描 (1).png"]);
    let mut window = window(&[], Language::Chinese);
    window.get_by_label_contains("示例页面");
    let file = Arc::new(Dropped(PathBuf::from(&paths[0])));
    window.input_mut().dropped_files.push(file);
    until(&mut window, "read", |app| {
        app.state().settled() && app.state().items.len() == 2
    });
    window.get_by_role_and_label(egui::Role::ListItem, "发票 扫描 (1).png");
}

#[test]
fn the_keyboard_moves_through_the_pages_and_changes_the_language() {
    let (_folder, paths) = files(&["a.png", "b.png"]);
    let mut window = window(&[&paths[0], &paths[1]], Language::English);
    until(&mut window, "both ended", |app| {
        app.state().settled() && app.state().items.len() == 2
    });
    let first = window.state().state().selected;
    window.key_press(egui::Key::PageDown);
    window.run_steps(2);
    assert_ne!(window.state().state().selected, first);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    window.run_steps(2);
    window.get_by_label("打开…");
    window.key_press(egui::Key::Delete);
    window.run_steps(2);
    assert_eq!(window.state().state().items.len(), 1);
}

#[test]
fn every_choice_has_a_name() {
    let mut window = window(&[], Language::English);
    window.run_steps(2);
    for name in ["Task", "Pipeline", "Model", "Device", "Number format"] {
        window.get_by_role_and_label(egui::Role::ComboBox, name);
    }
    for name in ["Open…", "Light theme", "中文"] {
        window.get_by_label(name);
    }
}

#[test]
fn the_sample_is_read_by_the_reader_inside() {
    let start = Start {
        settings: Settings {
            model: Some(inkstone::pipeline::DEMO_NAME.into()),
            ..Settings::default()
        },
        ..fresh()
    };
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(move |creation| {
            App::new(
                &creation.egui_ctx,
                start,
                || Box::new(crate::worker::HostEngine::default()),
                no_bench,
            )
            .expect("threads")
        });
    until(&mut window, "read", |app| app.state().settled());
    assert_eq!(phases(window.state()), [&Phase::Done]);
    window.get_by_label("The Ferry to Halvard Island");
    window.get_by_label_contains("demo reader");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
    window.run_steps(2);
    for (tab, holds) in [("Markdown", "Halvard"), ("JSON", "\"quad\"")] {
        window.get_by_label(tab).click();
        window.run_steps(3);
        // What stands far below is there once it is looked for.
        window.state_mut().view.search.query = holds.into();
        window.run_steps(12);
        let text = window.get_by_role_and_label(egui::Role::MultilineTextInput, tab);
        assert!(
            text.value().is_some_and(|value| value.contains(holds)),
            "{tab}"
        );
    }
    window.get_by_label("Tokens").click();
    window.run_steps(3);
    let page = window.state().state().shown().and_then(Item::page).cloned();
    let lines = page.expect("a page").text.lines().count();
    let tokens = window.get_by_role_and_label(egui::Role::MultilineTextInput, "Tokens");
    let rows = tokens.value().expect("a text").lines().count();
    assert!(
        rows >= lines.min(10),
        "{rows} rows of tokens, {lines} lines"
    );
}

#[test]
fn of_a_thousand_pages_those_in_sight_are_drawn() {
    let mut window = window(&[], Language::English);
    window.state_mut().state.paused = true;
    for number in 0..1000 {
        window.state_mut().state.add(Source::File {
            path: format!("/nowhere/{number}.png").into(),
            page: 0,
            count: 1,
        });
    }
    window.run_steps(2);
    let rows = window.query_all_by_role(egui::Role::ListItem).count();
    assert!((5..40).contains(&rows), "{rows} rows");
}

#[test]
fn without_a_dialog_a_typed_path_stores_the_result() {
    let mut window = window(&[], Language::English);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("结果.txt");
    let ask = crate::worker::dialog::Ask::Save {
        name: path.to_str().expect("UTF-8").into(),
        content: Content {
            page: Arc::new(sample_page("read")),
            source: Source::Sample,
            turns: 0,
            format: Format::Text,
        },
    };
    window.state_mut().choice_outlet.send(Choice::Type(ask));
    window.run_steps(3);
    window.get_by_role_and_label(egui::Role::TextInput, "Path");
    // The keyboard is there already.
    window.key_press(egui::Key::Enter);
    until(&mut window, "stored", |app| {
        app.state().notices.iter().any(|notice| !notice.error)
    });
    assert_eq!(std::fs::read_to_string(path).expect("stored"), "read\n");
}

#[test]
fn the_sample_is_exported_in_every_form_that_has_a_place_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in Format::ALL {
        let content = Content {
            page: Arc::new(sample_page("read")),
            source: Source::Sample,
            turns: 0,
            format,
        };
        let path = folder
            .path()
            .join("page")
            .with_extension(format.extension());
        let stored = content.store(&path);
        if matches!(format, Format::Csv | Format::Tsv) {
            let error = stored.expect_err("no table").to_string();
            assert!(error.contains("no table was found"), "{error}");
            assert!(!path.exists());
            continue;
        }
        stored.expect("stored");
        let bytes = std::fs::read(&path).expect("the file");
        assert_eq!(
            bytes.starts_with(b"%PDF-1."),
            format == Format::Pdf,
            "{format:?}"
        );
    }
}

#[test]
fn an_export_does_not_replace_what_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("scan.pdf");
    std::fs::write(&path, "precious").expect("written");
    let content = Content {
        page: Arc::new(sample_page("read")),
        source: Source::File {
            path: path.clone(),
            page: 0,
            count: 1,
        },
        turns: 0,
        format: Format::Pdf,
    };
    let error = content.store(&path).expect_err("refused").to_string();
    assert!(error.contains("choose another name"), "{error}");
    assert_eq!(std::fs::read_to_string(path).expect("there"), "precious");
}

mod bar;
mod bring;
mod narrow;
mod read;
mod reorder;
