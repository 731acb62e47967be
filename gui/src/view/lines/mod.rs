//! A long text to be looked at, selected and copied from, of which the rows in sight are laid out.

mod input;
mod rows;
mod selection;
mod sight;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, CursorIcon, FontId, Galley, Rect, Response, ScrollArea, Sense, TextStyle, Ui,
    vec2,
};

use super::Tab;
use crate::state::Item;
use rows::Rows;
use selection::Selection;
use sight::Sight;

/// Rows that are laid out above and below those in sight, so that a selection that is drawn out of them goes on.
const BEYOND: usize = 3;

/// What a text is of: it is broken into rows again when this is another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Key {
    item: u64,
    tab: Tab,
    version: u64,
    /// Where it lies in memory, as a page's Markdown is replaced without a version of its own.
    place: usize,
    length: usize,
}

impl Key {
    /// That of a text of an item.
    pub fn of(item: &Item, tab: Tab, text: &str) -> Self {
        Self {
            item: item.id,
            tab,
            version: item.version(),
            place: text.as_ptr() as usize,
            length: text.len(),
        }
    }

    /// A number that changes with it.
    pub fn number(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// A text and how it is shown.
pub struct Shown<'a> {
    /// What it is of.
    pub key: Key,
    /// What it is called by a screen reader.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
    /// Height of a row, in points; that of the font if none.
    pub row_height: Option<f32>,
    /// Whether a row may begin with a byte.
    pub may_break: &'a dyn Fn(usize) -> bool,
    /// The parts of some of its bytes that have another background than the others, in order.
    pub backgrounds: &'a dyn Fn(Range<usize>) -> Vec<(Range<usize>, Color32)>,
    /// The byte to be brought into sight.
    pub reveal: Option<usize>,
}

/// What a text was broken into rows for.
#[derive(Debug, Default, PartialEq)]
struct Measure {
    room: f32,
    font: FontId,
    pixels_per_point: f32,
}

/// The rows of the text that is shown, and what is selected of it.
#[derive(Debug, Default)]
pub struct Lines {
    key: Key,
    measure: Measure,
    rows: Rows,
    selection: Selection,
}

impl Lines {
    /// Draws what is in sight. Gives what was done with the text, and the byte under the pointer.
    pub fn show(&mut self, ui: &mut Ui, shown: &Shown<'_>) -> (Response, Option<usize>) {
        self.update(ui, shown);
        let key = shown.key;
        ScrollArea::vertical()
            .id_salt(("lines", key.item, key.tab))
            .auto_shrink(false)
            .show_viewport(ui, |ui, visible| self.draw(ui, visible, shown))
            .inner
    }

    /// What is selected.
    #[cfg(test)]
    pub fn selected(&self) -> Range<usize> {
        self.selection.range()
    }

    /// How many rows there are.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.rows.count()
    }

    fn update(&mut self, ui: &Ui, shown: &Shown<'_>) {
        let measure = Measure {
            room: ui.available_width() - ui.spacing().scroll.allocated_width(),
            font: TextStyle::Monospace.resolve(ui.style()),
            pixels_per_point: ui.pixels_per_point(),
        };
        let other = self.key != shown.key;
        if !other && self.measure == measure {
            return;
        }
        if other {
            self.selection = Selection::default();
        }
        let mut known: HashMap<char, f32> = HashMap::new();
        self.rows = ui.fonts_mut(|fonts| {
            let font = &measure.font;
            let mut width =
                |c: char| *(known.entry(c)).or_insert_with(|| fonts.glyph_width(font, c));
            Rows::of(shown.text, measure.room, &mut width, shown.may_break)
        });
        self.key = shown.key;
        self.measure = measure;
    }

    fn draw(&mut self, ui: &mut Ui, visible: Rect, shown: &Shown<'_>) -> (Response, Option<usize>) {
        let height = self.row_height(ui, shown);
        let count = self.rows.count();
        ui.set_height(count as f32 * height);
        let origin = ui.max_rect().min;
        let place = Rect::from_min_size(origin + visible.min.to_vec2(), visible.size());
        let id = ui.scope_id().with("text");
        // A finger scrolls, unless the text has the keyboard.
        let selects =
            ui.input(|input| !input.has_touch_screen()) || ui.memory(|memory| memory.has_focus(id));
        let sense = if selects {
            Sense::click_and_drag()
        } else {
            Sense::click()
        };
        let response = ui
            .interact(place, id, sense)
            .on_hover_cursor(CursorIcon::Text);
        let first = ((visible.top() / height) as usize).min(count - 1);
        let last = ((visible.bottom() / height).ceil() as usize).clamp(first, count);
        let laid_out = first.saturating_sub(BEYOND)..(last + BEYOND).min(count);
        let mut sight = Sight {
            all: &self.rows,
            text: shown.text,
            origin: origin + vec2(0.0, laid_out.start as f32 * height),
            galley: self.lay_out(ui, &laid_out, height, shown),
            rows: laid_out,
            row_size: vec2(self.measure.room, height),
        };
        let at = response.interact_pointer_pos().or(response.hover_pos());
        let under = at.map(|at| sight.byte_at(at));
        let page = last.saturating_sub(first + 1).max(1);
        let selection = &mut self.selection;
        let drawn = input::point(selection, ui, &response, under, shown.text);
        let moved = input::press(selection, ui, &response, page, shown.text, &self.rows);
        sight.paint(ui, &response, selection, shown.name);
        if drawn || moved {
            let row = self.rows.row_of(selection.head);
            ui.scroll_to_rect(sight.row_rect(row), None);
        }
        if let Some(at) = shown.reveal {
            let rect = sight.row_rect(self.rows.row_of(at));
            ui.scroll_to_rect(rect.expand(2.0 * height), Some(Align::Center));
        }
        let on_text = |at| sight.is_on_text(at);
        let hovered = under.filter(|_| response.hover_pos().is_some_and(on_text));
        (response, hovered)
    }

    /// The height of a row, in whole pixels, as rows are laid out.
    fn row_height(&self, ui: &Ui, shown: &Shown<'_>) -> f32 {
        let font = &self.measure.font;
        let height = shown
            .row_height
            .unwrap_or_else(|| ui.fonts_mut(|fonts| fonts.row_height(font)));
        let scale = ui.pixels_per_point();
        (height * scale).round().max(1.0) / scale
    }

    /// Lays rows out, each a paragraph for egui, which keeps those that it laid out before.
    fn lay_out(&self, ui: &Ui, rows: &Range<usize>, height: f32, shown: &Shown<'_>) -> Arc<Galley> {
        let plain = TextFormat {
            font_id: self.measure.font.clone(),
            color: ui.visuals().text_color(),
            line_height: Some(height),
            ..TextFormat::default()
        };
        let mut job = LayoutJob::default();
        job.wrap.max_width = f32::INFINITY;
        for row in rows.clone() {
            if row > rows.start {
                job.append("\n", 0.0, plain.clone());
            }
            let range = self.rows.range(row, shown.text);
            let mut at = range.start;
            for (part, background) in (shown.backgrounds)(range.clone()) {
                let start = part.start.clamp(at, range.end);
                let end = part.end.clamp(start, range.end);
                job.append(part_of(shown.text, at..start), 0.0, plain.clone());
                let format = TextFormat {
                    background,
                    ..plain.clone()
                };
                job.append(part_of(shown.text, start..end), 0.0, format);
                at = end;
            }
            job.append(part_of(shown.text, at..range.end), 0.0, plain.clone());
        }
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

/// Some bytes of a text; nothing where they are not there.
fn part_of(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}
