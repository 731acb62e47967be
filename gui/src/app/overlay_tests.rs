//! What lies over the window, and the window by keyboard alone.

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::overlay::Overlay;
use super::tests::{files, until, window};
use super::*;
use crate::state::Notice;

const PALETTE: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn open_palette(window: &mut Harness<'static, App>, typed: &str) {
    window.key_press_modifiers(PALETTE, Key::P);
    window.run_steps(3);
    window
        .get_by_role_and_label(Role::TextInput, "Find a command…")
        .type_text(typed);
    window.run_steps(2);
}

#[test]
fn the_palette_finds_and_does_by_keyboard_alone() {
    let mut window = window(&[], Language::English);
    open_palette(&mut window, "compare");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(window.state().view.workspace, Workspace::Compare);
    assert!(window.state().overlay.is_none());
    // By its Chinese name in the English window.
    open_palette(&mut window, "结果: JSON");
    window.key_press(Key::Enter);
    window.run_steps(3);
    assert_eq!(window.state().view.tab, Tab::Json);
    // The first that fits, then the one below it.
    let tabs = [0, 1].map(|down| {
        open_palette(&mut window, "结果: ");
        for _ in 0..down {
            window.key_press(Key::ArrowDown);
            window.run_steps(2);
        }
        window.key_press(Key::Enter);
        window.run_steps(3);
        window.state().view.tab
    });
    assert_ne!(tabs[0], tabs[1]);
    open_palette(&mut window, "zzzz");
    window.get_by_label("Nothing is called like that.");
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.state().overlay.is_none());
}

#[test]
fn the_palette_goes_to_a_page_of_a_thousand() {
    let mut window = window(&[], Language::English);
    window.state_mut().state.paused = true;
    for number in 0..1000 {
        window.state_mut().state.add(Source::File {
            path: format!("/nowhere/invoice-{number}.png").into(),
            page: 0,
            count: 1,
        });
    }
    open_palette(&mut window, "invoice-777");
    window.key_press(Key::Enter);
    window.run_steps(3);
    let shown = window
        .state()
        .state()
        .shown()
        .map(|item| item.source.name());
    assert_eq!(shown.as_deref(), Some("invoice-777.png"));
}

#[test]
fn keys_are_for_what_lies_over_the_window_alone() {
    let (_folder, paths) = files(&["a.png", "b.png"]);
    let mut window = window(&[&paths[0], &paths[1]], Language::English);
    until(&mut window, "both ended", |app| {
        app.state().settled() && app.state().items.len() == 2
    });
    window.key_press(Key::F1);
    window.run_steps(3);
    assert!(matches!(window.state().overlay, Some(Overlay::Help)));
    window.get_by_label("Remove this page");
    window.get_by_label("Delete");
    window.key_press(Key::Delete);
    window.run_steps(2);
    assert_eq!(window.state().state().items.len(), 2);
    window.key_press(Key::Escape);
    window.run_steps(3);
    assert!(window.state().overlay.is_none());
}

#[test]
fn the_menu_does_and_says_the_keys() {
    let mut window = window(&[], Language::Chinese);
    window.get_by_label("菜单").click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "视图").click();
    window.run_steps(3);
    let before = window.ctx.theme();
    window.get_by_label_contains("浅色或深色主题").click();
    window.run_steps(3);
    assert_ne!(window.ctx.theme(), before);
}

#[test]
fn f6_takes_the_keyboard_through_the_parts_of_the_window() {
    let (_folder, paths) = files(&["a.png"]);
    let mut window = window(&[&paths[0]], Language::English);
    until(&mut window, "ended", |app| {
        app.state().settled() && app.state().items.len() == 1
    });
    let mut seen = Vec::new();
    for _ in 0..5 {
        window.key_press(Key::F6);
        window.run_steps(3);
        let id = window
            .ctx
            .memory(|memory| memory.focused())
            .expect("a focus");
        let rect = window.ctx.viewport(|viewport| {
            let widgets = &viewport.prev_pass.widgets;
            widgets.get(id).map(|widget| widget.rect)
        });
        let rect = rect.expect("it is drawn");
        let panes = &window.state().panes.0;
        seen.push(panes.iter().position(|pane| pane.contains(rect.center())));
    }
    assert_eq!(seen, [Some(0), Some(1), Some(2), Some(3), Some(0)]);
}

#[test]
fn errors_are_counted_listed_and_copied_with_details() {
    let mut window = window(&[], Language::English);
    let now = Instant::now();
    let notices = &mut window.state_mut().state.notices;
    notices.push(Notice::error("disk full"));
    notices.expire(now + std::time::Duration::from_secs(60));
    window.run_steps(2);
    assert!(
        window.query_by_label("disk full").is_none(),
        "no longer told"
    );
    window.get_by_label("Messages (1)").click();
    window.run_steps(3);
    window.get_by_label("disk full");
    window.get_by_label("Copy details");
    assert_eq!(window.state().state.notices.unread(), 0);
    let details = window.state().details("disk full");
    let version = format!("Inkstone {}", env!("CARGO_PKG_VERSION"));
    assert!(details.starts_with(&version) && details.ends_with("\n\ndisk full"));
    assert!(details.contains(std::env::consts::OS) && details.contains("pipeline default"));
    window.get_by_label("Clear").click();
    window.run_steps(3);
    assert_eq!(window.state().state.notices.log().count(), 0);
}
