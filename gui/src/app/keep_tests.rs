//! What a window kept is there in the next one.

use std::path::Path;
use std::time::{Duration, Instant};

use egui_kittest::kittest::Queryable;

use super::tests::{files, fresh, phases, started, until, window};
use super::*;
use crate::action::Action;
use crate::session;
use crate::state::Phase;

fn kept_in(data: &Path, files: &[String]) -> Start {
    let opened = session::open(data);
    let desk = opened.session.as_ref().map(|session| session.desk.clone());
    let desk = desk.unwrap_or_default();
    Start {
        files: files.iter().map(PathBuf::from).collect(),
        language: desk.language.unwrap_or_default(),
        workspace: desk.workspace,
        tab: desk.tab,
        settings: desk.settings.into(),
        session: Some(opened),
        ..fresh()
    }
}

fn kept(data: &Path) -> String {
    std::fs::read_to_string(data.join("window/session.json")).unwrap_or_default()
}

/// How many pages the queue of a kept session has.
fn kept_pages(kept: &str) -> usize {
    let kept = serde_json::from_str::<session::Session>(kept);
    kept.map_or(0, |session| session.items.len())
}

#[test]
fn a_crash_loses_the_page_being_read_alone() {
    let data = tempfile::tempdir().expect("a folder");
    let (folder, paths) = files(&["good.png", "slow 1.png", "slow 2.png"]);
    let mut window = started(kept_in(data.path(), &paths));
    until(&mut window, "the first was read", |app| {
        app.state().items.len() == 3 && app.state().items[1].phase == Phase::Reading
    });
    // Without the user doing anything, and without the window being closed.
    until(&mut window, "kept", |_| {
        // The first page may have been read, and kept, before the others were in the queue.
        let kept = kept(data.path());
        kept.contains("done") && kept_pages(&kept) == 3
    });
    std::fs::remove_file(&paths[2]).expect("there");
    drop(window);
    // On a busy disk its last writing may take seconds.
    let end = Instant::now() + Duration::from_secs(60);
    while session::open(data.path()).folder.is_none() {
        assert!(Instant::now() < end, "the folder is never let go of");
    }
    let mut window = started(kept_in(data.path(), &[]));
    let waiting = &Phase::Waiting;
    assert_eq!(phases(window.state()), [&Phase::Done, waiting, waiting]);
    until(&mut window, "loaded", |app| {
        app.state().items[0].result.is_some() && app.state().items[2].gone
    });
    window.get_by_label("words of a good page");
    window.get_by_label_contains("Press Go on");
    window.get_by_label("Paused · file gone");
    assert!(!window.state().state().busy());
    window.get_by_label("Go on").click();
    until(&mut window, "reading", |app| app.state().busy());
    drop(folder);
}

#[test]
fn what_was_edited_is_there_again_with_its_markdown() {
    let data = tempfile::tempdir().expect("a folder");
    let (_folder, paths) = files(&["good.png"]);
    let mut window = started(kept_in(data.path(), &paths));
    until(&mut window, "read", |app| {
        app.state().settled() && app.state().items.len() == 1
    });
    let id = window.state().state().items[0].id;
    let ctx = window.ctx.clone();
    let edit = Action::Edit(id, 0, "words of a better page".into());
    window.state_mut().carry_out(&ctx, edit);
    until(&mut window, "kept", |_| {
        kept(data.path()).contains("better")
    });
    drop(window);
    let mut window = started(kept_in(data.path(), &[]));
    until(&mut window, "loaded and written", |app| {
        let item = &app.state().items[0];
        item.edited.is_some() && !item.markdown_pending
    });
    window.get_by_label("words of a better page");
    let page = window.state().state().items[0].page().cloned();
    let page = page.expect("a page");
    assert!(page.markdown.contains("better"), "{}", page.markdown);
    assert_eq!(page.text, "words of a better page\n");
}

#[test]
fn how_a_window_was_set_is_there_again() {
    let data = tempfile::tempdir().expect("a folder");
    let (_folder, paths) = files(&["good.png"]);
    let mut window = started(kept_in(data.path(), &paths));
    until(&mut window, "read", |app| {
        app.state().settled() && app.state().items.len() == 1
    });
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    window.key_press_modifiers(egui::Modifiers::ALT, egui::Key::Num2);
    window.state_mut().state.settings.pipeline = "scan".into();
    until(&mut window, "kept", |_| {
        ["chinese", "compare", "scan"]
            .iter()
            .all(|word| kept(data.path()).contains(word))
    });
    drop(window);
    let window = started(kept_in(data.path(), &[]));
    assert_eq!(window.state().language, Language::Chinese);
    assert_eq!(window.state().view.workspace, Workspace::Compare);
    assert_eq!(window.state().state.settings.pipeline, "scan");
    let recent = &window.state().state.recent;
    assert_eq!(recent.as_slice(), [PathBuf::from(&paths[0])]);
}

#[test]
fn a_second_window_says_that_it_keeps_nothing() {
    let data = tempfile::tempdir().expect("a folder");
    let (_folder, paths) = files(&["good.png"]);
    let mut first = started(kept_in(data.path(), &paths));
    until(&mut first, "kept", |_| kept(data.path()).contains("done"));
    let mut second = started(kept_in(data.path(), &paths));
    second.run_steps(2);
    second.get_by_label_contains("Another Inkstone window");
    until(&mut second, "read", |app| {
        app.state().settled() && app.state().items.len() == 1
    });
    second.state_mut().keep_now();
    drop(second);
    assert!(kept(data.path()).contains("done"));
}

#[test]
fn a_window_without_a_session_leaves_nothing_behind() {
    let (folder, paths) = files(&["good.png"]);
    let mut window = window(&[&paths[0]], Language::English);
    until(&mut window, "read", |app| app.state().settled());
    window.state_mut().keep_now();
    assert!(window.state().keeping.is_none());
    let left = std::fs::read_dir(folder.path()).expect("there").count();
    assert_eq!(left, 1);
}
