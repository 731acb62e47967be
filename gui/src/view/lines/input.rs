//! What mouse and keyboard do with a text that is read and not written.

use eframe::egui::text_edit::TextEditState;
use eframe::egui::{Event, EventFilter, Key, PointerButton, Response, Ui};

use super::part_of;
use super::rows::Rows;
use super::selection::{Selection, line_at, word_at};

/// Takes up what the pointer does, and says whether the cursor follows it. `under` is the byte under it.
pub fn point(
    selection: &mut Selection,
    ui: &Ui,
    response: &Response,
    under: Option<usize>,
    text: &str,
) -> bool {
    let Some(under) = under else { return false };
    let pressed = ui.input(|input| input.pointer.primary_pressed());
    let extend = ui.input(|input| input.modifiers.shift);
    if response.triple_clicked() {
        selection.select(line_at(text, under));
    } else if response.double_clicked() {
        selection.select(word_at(text, under));
    } else if response.hovered() && pressed {
        response.request_focus();
        selection.go(under, extend);
    } else if response.dragged_by(PointerButton::Primary) && under != selection.head {
        selection.go(under, true);
        return true;
    }
    false
}

/// Takes up what is pressed while the text has the keyboard, and says whether the cursor was moved. `page` is how many rows are in sight.
pub fn press(
    selection: &mut Selection,
    ui: &Ui,
    response: &Response,
    page: usize,
    text: &str,
    rows: &Rows,
) -> bool {
    if !response.has_focus() {
        return false;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    // By this the window knows a field in which keys are the text's and not the page's.
    TextEditState::default().store(ui.ctx(), response.id);
    let mut moved = false;
    for event in ui.input(|input| input.filtered_events(&filter)) {
        match event {
            Event::Copy | Event::Cut => {
                let selected = part_of(text, selection.range());
                if !selected.is_empty() {
                    ui.ctx().copy_text(selected.to_owned());
                }
            }
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => match key {
                Key::A if modifiers.command => selection.select(0..text.len()),
                key => moved |= selection.key(key, modifiers, text, rows, page),
            },
            _ => {}
        }
    }
    moved
}
