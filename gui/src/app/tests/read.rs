//! The text of a page: shown as it is meant, searched and changed.

use super::*;
use crate::state::samples::read_page;
use crate::state::{Item, ReadPage};

/// A window that shows a page as if it had been read.
fn showing(page: ReadPage, tab: Tab) -> Harness<'static, App> {
    let mut window = window(&[], Language::English);
    let app = window.state_mut();
    app.state.paused = true;
    app.view.tab = tab;
    let mut item = Item::new(77, Source::Sample);
    item.phase = Phase::Done;
    item.result = Some(page.into());
    app.state.items = vec![item];
    app.state.selected = Some(77);
    window.run_steps(4);
    window
}

fn shown<'a>(window: &'a Harness<'static, App>) -> &'a Item {
    window.state().state().shown().expect("a page")
}

const MIXED: [(&str, &str); 4] = [
    ("heading 1", "Ferry times"),
    (
        "paragraph",
        "The ferry takes $\\frac{1}{2}$ an hour.\n\n- by day\n- by night",
    ),
    (
        "table",
        "<table><tr><th rowspan=2>Pier</th><th colspan=2>Times</th></tr><tr><td>6:10</td><td>7:40</td></tr></table>",
    ),
    ("formula", r"\[ v = \nosuchcommand{s} \]"),
];

#[test]
fn a_page_is_shown_as_it_is_meant() {
    let window = showing(read_page(&MIXED), Tab::Rendered);
    for label in ["Ferry times", "by night", "Pier", "Times", "7:40"] {
        window.get_by_label(label);
    }
    // What is not understood is shown as it is written.
    window.get_by_label(r"v = \nosuchcommand{s}");
}

/// About as many bytes of a page with every kind of block.
fn long_page(bytes: usize) -> ReadPage {
    let words = "The ferry to Halvard Island leaves at six. 渡轮六点开往岛上，$x^2$ 票价不变。 ";
    let paragraph = words.repeat(6);
    let mut blocks = Vec::new();
    let mut length = 0;
    while length < bytes {
        for (kind, text) in MIXED
            .iter()
            .copied()
            .chain([("paragraph", paragraph.as_str())])
        {
            length += text.len();
            blocks.push((kind, text));
        }
    }
    read_page(&blocks)
}

#[test]
fn of_a_long_page_only_what_is_in_sight_is_laid_out() {
    let mut window = showing(long_page(200_000), Tab::Rendered);
    let nodes = window.state().view.flow.nodes().len();
    assert!(nodes > 1000, "{nodes} pieces");
    for delta in [0.0, -3000.0, -40_000.0, 20_000.0] {
        scroll(&window, delta);
        window.run_steps(12);
        let laid_out = window.state().view.flow.laid_out();
        assert!(
            (5..80).contains(&laid_out),
            "{laid_out} of {nodes} laid out"
        );
    }
}

/// Prints how long frames take; what is right depends on the machine, so nothing is asserted of it.
#[test]
fn a_long_page_prints_its_frame_times() {
    for tab in [Tab::Rendered, Tab::Text] {
        let mut window = showing(long_page(200_000), tab);
        let mut times = Vec::new();
        for frame in 0..120 {
            scroll(&window, if frame < 20 { 0.0 } else { -120.0 });
            let started = Instant::now();
            window.step();
            let shapes = window.output().shapes.clone();
            let meshes = window.ctx.tessellate(shapes, 1.0);
            times.push(started.elapsed().as_secs_f64() * 1e3);
            assert!(!meshes.is_empty());
        }
        times.sort_by(f64::total_cmp);
        println!(
            "200 KB as {tab:?}: {:.1} ms per frame (median), {:.1} ms (99th percentile of 120)",
            times[60], times[118]
        );
    }
}

#[test]
fn an_edit_is_copied_exported_taken_back_and_reverted() {
    let mut window = showing(read_page(&MIXED), Tab::Text);
    window.state_mut().view.tab = Tab::Rendered;
    let ctx = window.ctx.clone();
    window
        .state_mut()
        .carry_out(&ctx, action::Action::BeginEdit(0));
    window.run_steps(3);
    let field = window.get_by_role_and_label(egui::Role::MultilineTextInput, "Edit the text");
    assert!(field.is_focused());
    field.type_text("!");
    window.run_steps(2);
    window.get_by_label("Done").click();
    until(&mut window, "Markdown", |app| {
        app.state()
            .shown()
            .is_some_and(|item| item.edited.is_some() && !item.markdown_pending)
    });
    let page = shown(&window).page().expect("a page").clone();
    assert!(page.text.starts_with("Ferry times!\n"), "{}", page.text);
    assert!(
        page.markdown.starts_with("# Ferry times!\n"),
        "{}",
        page.markdown
    );
    assert!(page.json.contains("Ferry times!"));
    window.get_by_label("Ferry times!");
    window.get_by_label("Edited");
    window.get_by_label("Back to what was read").click();
    window.run_steps(2);
    assert!(shown(&window).edited.is_none());
    window.get_by_label("Ferry times");
    window.get_by_label("Undo").click();
    window.run_steps(2);
    window.get_by_label("Ferry times!");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.run_steps(2);
    assert!(shown(&window).edits.is_empty());
}

#[test]
fn what_is_searched_for_is_counted_and_walked_through() {
    let mut window = showing(long_page(50_000), Tab::Rendered);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::F);
    window.run_steps(2);
    window
        .get_by_role_and_label(egui::Role::TextInput, "Find")
        .type_text("by NIGHT");
    window.run_steps(3);
    let count = window.state().view.search.matches.len();
    assert!(count > 10, "{count} matches");
    window.get_by_label(&format!("1 / {count}"));
    window.get_by_label("Previous match").click();
    window.run_steps(4);
    window.get_by_label(&format!("{count} / {count}"));
    window.get_by_label("JSON").click();
    window.run_steps(3);
    assert!(!window.state().view.search.matches.is_empty());
    window.get_by_label("Close the search").click();
    window.run_steps(2);
    assert!(!window.state().view.search.open);
}

#[test]
fn a_turned_page_is_read_again_in_its_new_orientation() {
    let (_folder, paths) = files(&["slow.png"]);
    let mut window = window(&[&paths[0]], Language::English);
    until(&mut window, "reading", |app| app.state().busy());
    let first = shown(&window).cancel.clone();
    window.key_press(egui::Key::R);
    window.run_steps(2);
    assert!(first.load(Ordering::SeqCst), "its reading is stopped");
    until(&mut window, "reading again", |app| {
        app.state()
            .shown()
            .is_some_and(|item| item.phase == Phase::Reading && !item.again)
    });
    assert_eq!(shown(&window).turns, 1);
    window.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::R);
    window.run_steps(2);
    assert_eq!(shown(&window).turns, 0);
}
