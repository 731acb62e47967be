//! Pages dragged into another order, with a pointer that is pressed, moved and let go.

use egui::{Pos2, Role, pos2};

use super::*;

/// A window whose queue has so many pages that wait.
fn queue(pages: usize) -> Harness<'static, App> {
    let mut window = window(&[], Language::English);
    let state = &mut window.state_mut().state;
    state.paused = true;
    state.items.clear();
    for number in 0..pages {
        state.add(Source::File {
            path: format!("/nowhere/{number}.png").into(),
            page: 0,
            count: 1,
        });
    }
    state.selected = None;
    window.run_steps(4);
    window
}

/// The numbers of the first pages.
fn order(window: &Harness<'static, App>, first: usize) -> Vec<String> {
    let items = window.state().state.items.iter().take(first);
    items.map(|item| item.source.stem()).collect()
}

fn at(window: &Harness<'static, App>, name: &str) -> Rect {
    window.get_by_role_and_label(Role::ListItem, name).rect()
}

/// A place of a row where no button is.
fn grip(row: Rect) -> Pos2 {
    pos2(row.left() + 80.0, row.center().y)
}

fn let_go(window: &mut Harness<'static, App>, at: Pos2) {
    window.drop_at(at);
    window.run_steps(3);
}

#[test]
fn a_page_is_dragged_down_and_up() {
    let mut window = queue(4);
    let from = grip(at(&window, "0.png"));
    // Below the middle of the third row is after it.
    let to = grip(at(&window, "2.png")) + vec2(0.0, 12.0);
    drag(&mut window, from, to);
    assert_eq!(
        order(&window, 4),
        ["0", "1", "2", "3"],
        "not before it is let go"
    );
    let_go(&mut window, to);
    assert_eq!(order(&window, 4), ["1", "2", "0", "3"]);
    let from = grip(at(&window, "3.png"));
    let to = grip(at(&window, "1.png")) - vec2(0.0, 12.0);
    drag(&mut window, from, to);
    let_go(&mut window, to);
    assert_eq!(order(&window, 4), ["3", "1", "2", "0"]);
    // Below the last row is the end.
    let from = grip(at(&window, "3.png"));
    let to = grip(at(&window, "0.png")) + vec2(0.0, 150.0);
    drag(&mut window, from, to);
    let_go(&mut window, to);
    assert_eq!(order(&window, 4), ["1", "2", "0", "3"]);
    assert_eq!(
        window.state().state.selected,
        None,
        "dragging shows nothing"
    );
}

#[test]
fn a_click_shows_a_page_and_moves_none() {
    let mut window = queue(3);
    let row = grip(at(&window, "1.png"));
    window.hover_at(row);
    window.step();
    window.drag_at(row);
    window.step();
    // A hand is never quite still.
    window.hover_at(row + vec2(2.0, 2.0));
    let_go(&mut window, row + vec2(2.0, 2.0));
    let shown = window.state().state.shown().map(|item| item.source.stem());
    assert_eq!(shown.as_deref(), Some("1"));
    assert_eq!(order(&window, 3), ["0", "1", "2"]);
}

#[test]
fn escape_and_letting_go_outside_leave_all_where_it_is() {
    let mut window = queue(4);
    let from = grip(at(&window, "0.png"));
    let to = grip(at(&window, "2.png")) + vec2(0.0, 12.0);
    drag(&mut window, from, to);
    window.key_press(egui::Key::Escape);
    window.step();
    window.hover_at(to + vec2(0.0, 4.0));
    window.step();
    let_go(&mut window, to);
    assert_eq!(order(&window, 4), ["0", "1", "2", "3"]);
    for outside in [pos2(700.0, to.y), pos2(from.x, 5.0), pos2(from.x, -40.0)] {
        drag(&mut window, from, to);
        window.hover_at(outside);
        window.step();
        let_go(&mut window, outside);
        assert_eq!(order(&window, 4), ["0", "1", "2", "3"], "{outside}");
    }
    // The next drag is as the first.
    drag(&mut window, from, to);
    let_go(&mut window, to);
    assert_eq!(order(&window, 4), ["1", "2", "0", "3"]);
}

#[test]
fn near_the_end_of_the_list_it_scrolls_to_where_the_page_is_to_lie() {
    let mut window = queue(2000);
    let from = grip(at(&window, "0.png"));
    let queue = window.state().panes.0[1];
    let to = pos2(from.x, queue.bottom() - 14.0);
    drag(&mut window, from, to);
    for _ in 0..200 {
        window.step();
    }
    assert!(
        window.query_by_label("0.png").is_none(),
        "scrolled out of sight"
    );
    let rows = window.query_all_by_role(Role::ListItem).count();
    assert!(rows < 40, "{rows} rows");
    let_go(&mut window, to);
    let place = |window: &Harness<'static, App>| {
        let mut items = window.state().state.items.iter();
        items.position(|item| item.source.stem() == "0")
    };
    let down = place(&window).expect("there");
    assert!((20..2000).contains(&down), "{down}");
    // It lies where it was let go, and is taken from there to the beginning.
    let row = at(&window, "0.png");
    assert!((row.center().y - to.y).abs() < 96.0, "{row}");
    let top = pos2(from.x, from.y - 25.0);
    drag(&mut window, grip(row), top);
    for _ in 0..600 {
        window.step();
    }
    let_go(&mut window, top);
    assert_eq!(place(&window), Some(0));
    assert_eq!(window.state().state.items.len(), 2000);
}

#[test]
fn a_page_that_is_read_is_moved_like_others_and_read_on() {
    let (_folder, paths) = files(&["slow.png", "b.png"]);
    let mut window = window(&[&paths[0], &paths[1]], Language::English);
    until(&mut window, "reading", |app| {
        app.state().busy() && app.state().items.len() == 2
    });
    let from = grip(at(&window, "slow.png"));
    let to = grip(at(&window, "b.png")) + vec2(0.0, 12.0);
    drag(&mut window, from, to);
    let_go(&mut window, to);
    let state = window.state().state();
    assert_eq!(state.items[1].source.name(), "slow.png");
    assert_eq!(phases(window.state()), [&Phase::Waiting, &Phase::Reading]);
}
