//! Windows that are small: every part of every workspace has its place, and what is pressed most is in sight.

use egui::Role;
use egui_kittest::kittest::{By, NodeT};

use super::*;
use crate::state::compare::CompareTab;
use crate::view::LEAST_SIZE;

const SIZES: [egui::Vec2; 3] = [LEAST_SIZE, vec2(960.0, 600.0), vec2(1024.0, 700.0)];

/// A window with a page, and of a size.
fn sized(size: egui::Vec2, language: Language) -> Harness<'static, App> {
    let (_folder, paths) = files(&["good.png"]);
    let mut window = window(&[&paths[0]], language);
    until(&mut window, "read", |app| {
        app.state.settled() && !app.state.items.is_empty()
    });
    window.set_size(size);
    window.run_steps(4);
    window
}

fn show(window: &mut Harness<'static, App>, workspace: Workspace) {
    window.state_mut().view.workspace = workspace;
    until(window, "plugins", |app| {
        workspace != Workspace::Extend || app.state.extend.settled()
    });
    window.run_steps(4);
}

/// The controls of the parts below the bar: what each is called, and where it is.
fn controls(window: &Harness<'static, App>) -> Vec<(String, Rect)> {
    let bar = window.state().panes.0[0];
    let roles = [
        Role::Button,
        Role::ComboBox,
        Role::TextInput,
        Role::SpinButton,
    ];
    let all = window.query_all(By::new().predicate(move |node| roles.contains(&node.role())));
    let named = |node: egui_kittest::Node<'_>| {
        let name = node.accesskit_node().label().unwrap_or_default();
        (name, node.rect())
    };
    // What is scrolled out of sight is not looked at.
    let foot = window.state().panes.0[1].bottom();
    let below = |(_, rect): &(String, Rect)| rect.top() > bar.bottom() && rect.bottom() < foot;
    all.map(named).filter(below).collect()
}

/// Demands that no part of the window lies on another or sticks out, and that no control is cut at the side of its part.
#[track_caller]
fn is_in_order(window: &Harness<'static, App>, size: egui::Vec2, what: &str) {
    let screen = Rect::from_min_size(egui::Pos2::ZERO, size);
    let panes = &window.state().panes.0;
    assert!(panes.len() >= 3, "{what}: {panes:?}");
    for (index, pane) in panes.iter().enumerate() {
        assert!(screen.expand(0.5).contains_rect(*pane), "{what}: {pane}");
        for other in &panes[index + 1..] {
            let shared = pane.intersect(*other);
            let apart = shared.width() < 1.0 || shared.height() < 1.0;
            assert!(apart, "{what}: {pane}, {other}");
        }
    }
    let found = controls(window);
    assert!(found.len() >= 4, "{what}: {found:?}");
    for (name, rect) in found {
        let x = rect.x_range();
        let inside = |pane: &Rect| pane.left() - 0.5 <= x.min && x.max <= pane.right() + 0.5;
        assert!(panes[1..].iter().any(inside), "{what}: {name} {rect}");
    }
}

/// Demands that a button is in sight as a whole.
#[track_caller]
fn in_sight(window: &Harness<'static, App>, name: &str, what: &str) {
    let rect = window.get_by_role_and_label(Role::Button, name).rect();
    let whole = window
        .state()
        .panes
        .0
        .iter()
        .any(|pane| pane.contains_rect(rect));
    assert!(whole, "{what}: {name} {rect}");
}

#[test]
fn in_small_windows_every_part_has_its_place_and_main_buttons_are_in_sight() {
    for language in [Language::English, Language::Chinese] {
        let words = language.words();
        for size in SIZES {
            let mut window = sized(size, language);
            for workspace in Workspace::ALL {
                show(&mut window, workspace);
                let tabs = match workspace {
                    Workspace::Compare => &[
                        CompareTab::Page,
                        CompareTab::Evaluation,
                        CompareTab::History,
                    ][..],
                    Workspace::Read | Workspace::Extend => &[CompareTab::Page][..],
                };
                for tab in tabs {
                    window.state_mut().view.compare.tab = *tab;
                    window.run_steps(4);
                    let what = format!("{language:?}, {size}, {workspace:?}, {tab:?}");
                    is_in_order(&window, size, &what);
                    let main = match (workspace, tab) {
                        (Workspace::Read, _) => words.export,
                        (Workspace::Compare, CompareTab::Page) => words.compare.compare_page,
                        (Workspace::Compare, CompareTab::Evaluation) => words.compare.start,
                        (Workspace::Compare, CompareTab::History) => words.compare.compare_runs,
                        (Workspace::Extend, _) => words.extend.whole_pipeline,
                    };
                    in_sight(&window, main, &what);
                }
            }
        }
    }
}

#[test]
fn a_narrow_window_shows_the_pages_pictures_alone_until_their_names_are_asked_for() {
    let mut window = sized(LEAST_SIZE, Language::English);
    let row = |window: &Harness<'static, App>| {
        let row = window.get_by_role_and_label(Role::ListItem, "good.png");
        row.rect().width()
    };
    assert!(row(&window) < 80.0);
    window
        .get_by_role_and_label(Role::Button, "Show the pages' names too")
        .click();
    window.run_steps(4);
    assert!(row(&window) > 150.0);
    is_in_order(&window, LEAST_SIZE, "with names");
    window
        .get_by_role_and_label(Role::Button, "Show the pages' pictures alone")
        .click();
    window.run_steps(4);
    assert!(row(&window) < 80.0);
}

#[test]
fn a_narrow_window_shows_the_plugins_in_the_place_of_the_pipeline() {
    let mut window = sized(LEAST_SIZE, Language::English);
    show(&mut window, Workspace::Extend);
    assert!(window.query_by_label("Add…").is_none());
    window
        .get_by_role_and_label(Role::Button, "Plugins")
        .click();
    window.run_steps(4);
    in_sight(&window, "Add…", "plugins");
    is_in_order(&window, LEAST_SIZE, "plugins");
    // What is added is seen in the pipeline.
    window.get_by_label("Add to the pipeline: Deskew").click();
    window.run_steps(4);
    assert!(window.query_by_label("Add…").is_none());
    window.get_by_role_and_label(Role::Button, "Remove: Deskew");
}
