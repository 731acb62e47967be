//! The palette: everything that can be done, found by a few letters of its name in either language.

use eframe::egui::{
    Align, Button, Context, Id, Key, Modal, Modifiers, RichText, Role, ScrollArea, TextEdit,
    WidgetInfo,
};

use crate::action::{Action, keys_of};
use crate::command::Entry;
use crate::fuzzy;
use crate::lang::Words;
use crate::theme::palette;

/// How many are listed at most: who sees more types another letter.
const MOST: usize = 60;

/// The palette while it is open.
#[derive(Debug, Default)]
pub struct Palette {
    typed: String,
    chosen: usize,
}

/// What became of an overlay in a frame.
#[derive(Debug, PartialEq)]
pub enum Overlaid {
    /// It stays.
    Open,
    /// It was closed.
    Closed,
    /// This is to be done, and it is closed.
    Do(Action),
}

/// The entries that fit, best first.
fn found<'a>(typed: &str, entries: &'a [Entry]) -> Vec<&'a Entry> {
    let score = |entry: &Entry| {
        let names = [&entry.name, &entry.other_name];
        names
            .into_iter()
            .filter_map(|name| fuzzy::score(typed, name))
            .max()
    };
    let mut found: Vec<_> = (entries.iter())
        .filter_map(|entry| Some((score(entry)?, entry)))
        .collect();
    // What fits equally well keeps its order.
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.truncate(MOST);
    found.into_iter().map(|(_, entry)| entry).collect()
}

impl Palette {
    /// Draws it.
    pub fn show(&mut self, ctx: &Context, words: &Words, entries: &[Entry]) -> Overlaid {
        // Before the text field takes them.
        let (down, up, enter) = ctx.input_mut(|input| {
            let mut key = |key| input.count_and_consume_key(Modifiers::NONE, key);
            (key(Key::ArrowDown), key(Key::ArrowUp), key(Key::Enter) > 0)
        });
        let mut outcome = Overlaid::Open;
        let modal = Modal::new(Id::unique("palette")).show(ctx, |ui| {
            ui.set_width(520.0);
            let edit = TextEdit::singleline(&mut self.typed)
                .hint_text(words.command.palette_hint)
                .desired_width(f32::INFINITY);
            let response = ui.add(edit);
            response
                .widget_info(|| WidgetInfo::labeled(Role::TextInput, true, words.command.palette));
            response.request_focus();
            if response.changed() {
                self.chosen = 0;
            }
            let found = found(&self.typed, entries);
            let last = found.len().saturating_sub(1);
            self.chosen = (self.chosen + down).saturating_sub(up).min(last);
            let moved = down + up > 0;
            let weak = palette(ui.visuals()).weak;
            if found.is_empty() {
                ui.label(RichText::new(words.command.palette_none).color(weak));
            }
            ScrollArea::vertical()
                .max_height(320.0)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 1.0;
                    for (index, entry) in found.iter().enumerate() {
                        let keys = keys_of(ui.ctx(), &entry.action).unwrap_or_default();
                        let button = Button::selectable(index == self.chosen, &entry.name)
                            .shortcut_text(RichText::new(keys).color(weak))
                            .min_size([ui.available_width(), 0.0].into());
                        let response = ui.add(button);
                        if moved && index == self.chosen {
                            response.scroll_to_me(Some(Align::Center));
                        }
                        if response.clicked() || (enter && index == self.chosen) {
                            outcome = Overlaid::Do(entry.action.clone());
                        }
                    }
                });
        });
        if outcome == Overlaid::Open && modal.should_close() {
            outcome = Overlaid::Closed;
        }
        outcome
    }
}
