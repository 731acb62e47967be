//! A long text, driven by mouse and keyboard.

use eframe::egui::{
    Event, Key as KeyOfKeyboard, Modifiers, OutputCommand, PointerButton, Pos2, Role,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::*;
use crate::lang::Language;
use crate::theme;

struct Seen {
    lines: Lines,
    text: String,
    reveal: Option<usize>,
}

fn window(text: &str) -> Harness<'static, Seen> {
    let seen = Seen {
        lines: Lines::default(),
        text: text.into(),
        reveal: None,
    };
    let mut window = Harness::builder()
        .with_size([400.0, 300.0])
        .with_step_dt(1.0 / 30.0)
        .with_context_setup(|ctx| theme::install(ctx, Language::English))
        .build_ui_state(
            |ui, seen: &mut Seen| {
                let shown = Shown {
                    key: Key {
                        length: seen.text.len(),
                        ..Key::default()
                    },
                    name: "Source",
                    text: &seen.text,
                    row_height: None,
                    may_break: &|_| false,
                    backgrounds: &|_| Vec::new(),
                    reveal: seen.reveal.take(),
                };
                seen.lines.show(ui, &shown);
            },
            seen,
        );
    window.run_steps(3);
    window
}

fn numbered(count: usize) -> String {
    let lines: Vec<String> = (0..count).map(|number| format!("line {number}")).collect();
    lines.join("\n")
}

/// Presses the mouse at a point, or lets it go there.
fn button(window: &Harness<'static, Seen>, pos: Pos2, pressed: bool) {
    window.event(Event::PointerMoved(pos));
    window.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
}

fn copied(window: &mut Harness<'static, Seen>) -> Option<String> {
    window.event(Event::Copy);
    window.step();
    let commands = window.output().platform_output.commands.iter();
    let mut texts = commands.filter_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    texts.next_back()
}

/// Gives the text the keyboard.
fn focus(window: &mut Harness<'static, Seen>) {
    window
        .get_by_role_and_label(Role::MultilineTextInput, "Source")
        .focus();
    window.run_steps(2);
}

fn in_sight(window: &Harness<'static, Seen>) -> String {
    let text = window.get_by_role_and_label(Role::MultilineTextInput, "Source");
    text.value().expect("a text")
}

#[test]
fn rows_are_as_high_whatever_they_hold() {
    let text = "abc\n\n渡轮六点开往岛上 ^~é\n\n\nlast\n";
    let window = window(text);
    let rows: Vec<f32> = (window.output().shapes.iter())
        .find_map(|clipped| match &clipped.shape {
            eframe::egui::Shape::Text(text) => {
                Some(text.galley.rows.iter().map(|row| row.pos.y).collect())
            }
            _ => None,
        })
        .expect("a text");
    assert_eq!(rows.len(), 7);
    let height = rows[1];
    assert!(height > 8.0);
    for (number, top) in rows.iter().enumerate() {
        assert_eq!(*top, number as f32 * height);
    }
}

#[test]
fn what_is_dragged_over_is_copied() {
    let mut window = window("the ferry\nto Halvard\nleaves at six");
    let row = window
        .get_by_role_and_label(Role::MultilineTextInput, "Source")
        .rect();
    let corner = row.left_top();
    button(&window, corner + vec2(1.0, 3.0), true);
    window.run_steps(1);
    // Through the second row, past its end.
    window.event(Event::PointerMoved(corner + vec2(300.0, 24.0)));
    window.run_steps(2);
    button(&window, corner + vec2(300.0, 24.0), false);
    window.run_steps(1);
    assert_eq!(
        copied(&mut window).as_deref(),
        Some("the ferry\nto Halvard")
    );
}

#[test]
fn all_of_a_long_text_is_copied_and_nothing_of_it_lost() {
    let text = format!("{}\n{}", numbered(5000), "渡轮 0123456789".repeat(2000));
    let mut window = window(&text);
    assert!(in_sight(&window).len() < 1000);
    focus(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, KeyOfKeyboard::A);
    window.run_steps(2);
    assert_eq!(copied(&mut window).as_deref(), Some(text.as_str()));
}

#[test]
fn the_keyboard_goes_through_the_text() {
    let mut window = window(&numbered(5000));
    focus(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, KeyOfKeyboard::End);
    window.run_steps(30);
    assert!(
        in_sight(&window).ends_with("line 4999"),
        "{}",
        in_sight(&window)
    );
    window.key_press_modifiers(Modifiers::SHIFT, KeyOfKeyboard::ArrowUp);
    window.run_steps(2);
    assert_eq!(copied(&mut window).as_deref(), Some("\nline 4999"));
    // The keyboard is the text's, as in a field.
    assert!(window.ctx.text_edit_focused());
}

#[test]
fn a_selection_that_is_drawn_out_of_sight_goes_on() {
    let mut window = window(&numbered(500));
    button(&window, Pos2::new(30.0, 100.0), true);
    window.run_steps(1);
    for step in 0..90 {
        window.event(Event::PointerMoved(Pos2::new(60.0, 290.0 + step as f32)));
        window.run_steps(1);
    }
    let selected = window.state().lines.selected();
    let text = &window.state().text[selected];
    assert!(text.lines().count() > 40, "{} lines", text.lines().count());
}

#[test]
fn a_double_click_selects_a_word_and_a_triple_click_a_line() {
    let mut window = window("the ferry\nto Halvard");
    let corner = window
        .get_by_role_and_label(Role::MultilineTextInput, "Source")
        .rect()
        .left_top();
    let at = corner + vec2(40.0, 6.0);
    for wanted in ["", "ferry", "the ferry"] {
        button(&window, at, true);
        button(&window, at, false);
        window.run_steps(1);
        let selected = window.state().lines.selected();
        assert_eq!(&window.state().text[selected], wanted);
    }
}

#[test]
fn what_is_to_be_seen_is_brought_into_sight() {
    let mut window = window(&numbered(5000));
    let at = window.state().text.find("line 3210").expect("there");
    window.state_mut().reveal = Some(at);
    window.run_steps(30);
    assert!(in_sight(&window).contains("line 3210\n"));
}

#[test]
fn a_narrower_view_keeps_what_is_selected() {
    let mut window = window(&"the ferry to Halvard ".repeat(50));
    let rows = window.state().lines.count();
    focus(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, KeyOfKeyboard::A);
    window.run_steps(2);
    window.set_size(vec2(200.0, 300.0));
    window.run_steps(3);
    assert!(window.state().lines.count() > rows);
    assert_eq!(
        window.state().lines.selected(),
        0..window.state().text.len()
    );
}
