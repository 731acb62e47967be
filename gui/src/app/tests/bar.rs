//! The bar: one line, whatever room there is, and everything within reach.

use egui::Role;
use egui_kittest::kittest::{By, NodeT};

use super::*;

/// A window of a size that reads with the demo reader.
fn sized(width: f32, language: Language) -> Harness<'static, App> {
    let settings = Settings {
        model: Some(inkstone::pipeline::DEMO_NAME.into()),
        ..Settings::default()
    };
    let mut window = started(Start {
        settings,
        language,
        ..fresh()
    });
    window.set_size(vec2(width, 700.0));
    window.run_steps(4);
    window
}

/// Everything in the bar that can be pressed or written into, from left to right: its name and where it is.
fn controls(window: &Harness<'static, App>) -> Vec<(String, Rect)> {
    let bar = window.state().panes.0[0];
    let roles = [Role::Button, Role::ComboBox, Role::TextInput];
    let all = window.query_all(By::new().predicate(move |node| roles.contains(&node.role())));
    let mut found: Vec<_> = all
        .map(|node| {
            (
                node.accesskit_node().label().unwrap_or_default(),
                node.rect(),
            )
        })
        .filter(|(_, rect)| bar.contains(rect.center()))
        .collect();
    found.sort_by(|a, b| a.1.left().total_cmp(&b.1.left()));
    found
}

/// Demands that the bar is one line in which nothing lies on anything else.
#[track_caller]
fn is_one_line(window: &Harness<'static, App>, what: &str) {
    let bar = window.state().panes.0[0];
    assert!(bar.height() < 50.0, "{what}: {bar}");
    let found = controls(window);
    assert!(found.len() >= 8, "{what}: {found:?}");
    for pair in found.windows(2) {
        let [(left, a), (right, b)] = pair else {
            continue;
        };
        assert!(a.right() <= b.left(), "{what}: {left} {a}, {right} {b}");
        assert!(
            (a.center().y - b.center().y).abs() < 2.0,
            "{what}: {left}, {right}"
        );
    }
    let (first, last) = (found[0].1, found[found.len() - 1].1);
    assert!(first.left() >= 0.0 && last.right() <= bar.right(), "{what}");
}

const CHOICES: [&str; 5] = ["Task", "Pipeline", "Model", "Device", "Number format"];

#[test]
fn the_bar_is_one_line_at_every_width() {
    for language in [Language::English, Language::Chinese] {
        let mut window = sized(1600.0, language);
        for asks in [false, true] {
            if asks {
                window.state_mut().state.settings.task = crate::state::TaskChoice::Prompt;
            }
            for width in [
                1600, 1440, 1366, 1280, 1200, 1100, 1024, 960, 900, 840, 800, 720,
            ] {
                window.set_size(vec2(width as f32, 700.0));
                window.run_steps(3);
                is_one_line(&window, &format!("{language:?}, {width}, {asks}"));
            }
        }
    }
}

#[test]
fn at_1024_points_every_choice_is_in_the_bar_and_says_all_of_what_is_chosen() {
    for language in [Language::English, Language::Chinese] {
        let mut window = sized(1024.0, language);
        let words = language.words();
        let names = [
            words.task,
            words.pipeline,
            words.model,
            words.device,
            words.dtype,
        ];
        let widths = |window: &Harness<'static, App>| {
            names.map(|name| {
                window
                    .get_by_role_and_label(Role::ComboBox, name)
                    .rect()
                    .width()
            })
        };
        let narrow = widths(&window);
        // There the boxes are as wide as what they say.
        window.set_size(vec2(1200.0, 700.0));
        window.run_steps(3);
        assert_eq!(narrow, widths(&window), "{language:?}");
    }
}

#[test]
fn at_800_points_everything_is_within_reach() {
    let mut window = sized(800.0, Language::English);
    is_one_line(&window, "800");
    for name in [
        "Read",
        "Compare",
        "Extend",
        "Open…",
        "Recent files",
        "中文",
        "Messages",
    ] {
        window.get_by_role_and_label(Role::Button, name);
    }
    // The choices are in one box.
    let how = window.get_by_role_and_label(Role::ComboBox, "How pages are read");
    assert_eq!(how.value().as_deref(), Some("Demo reader · Best present"));
    for name in CHOICES {
        assert!(window.query_by_label(name).is_none(), "{name}");
    }
    how.click();
    window.run_steps(3);
    for name in CHOICES {
        window.get_by_role_and_label(Role::ComboBox, name);
    }
    window
        .get_by_role_and_label(Role::ComboBox, "Number format")
        .click();
    window.run_steps(3);
    window.get_by_label("bf16").click();
    window.run_steps(3);
    let device = window.state().state.settings.device;
    assert_eq!(device.dtype, Some(inkstone::device::Dtype::Bfloat16));
    assert!(window.query_by_label("bf16").is_none(), "closed");
    // What is not in the bar is in the menu.
    let mut menu = |group: &str, entry: &str| {
        window.get_by_role_and_label(Role::Button, "Menu").click();
        window.run_steps(3);
        window.get_by_role_and_label(Role::Button, group).click();
        window.run_steps(3);
        let there = window.query_by_label_contains(entry).is_some();
        window.key_press(egui::Key::Escape);
        window.run_steps(3);
        window.key_press(egui::Key::Escape);
        window.run_steps(3);
        there
    };
    assert!(menu("File", "Open a folder"));
    assert!(menu("View", "Light or dark theme"));
}
