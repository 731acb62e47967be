//! The rows of a text that are laid out, and where its bytes are in them.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::emath::TSTransform;
use eframe::egui::text::CCursor;
use eframe::egui::text_selection::CCursorRange;
use eframe::egui::text_selection::accesskit_text::update_accesskit_for_text_widget;
use eframe::egui::text_selection::visuals::{paint_cursor_end, paint_text_selection};
use eframe::egui::{Galley, Pos2, Rect, Response, Role, Ui, Vec2, WidgetInfo, vec2};

use super::part_of;
use super::rows::Rows;
use super::selection::Selection;

/// Rows that are laid out.
pub struct Sight<'a> {
    /// All rows of the text.
    pub all: &'a Rows,
    /// The text.
    pub text: &'a str,
    /// Those that are laid out.
    pub rows: Range<usize>,
    /// They, laid out.
    pub galley: Arc<Galley>,
    /// Where the first of them begins.
    pub origin: Pos2,
    /// Size of a row, in points.
    pub row_size: Vec2,
}

impl Sight<'_> {
    /// Where a row is, whether it is laid out or not.
    pub fn row_rect(&self, row: usize) -> Rect {
        let further = row as f32 - self.rows.start as f32;
        let corner = self.origin + vec2(0.0, further * self.row_size.y);
        Rect::from_min_size(corner, self.row_size)
    }

    /// The byte at a point; one of the nearest row that is laid out.
    pub fn byte_at(&self, at: Pos2) -> usize {
        let cursor = self.galley.cursor_from_pos(at - self.origin);
        let place = self.galley.layout_from_cursor(cursor);
        let range = self.all.range(self.rows.start + place.row, self.text);
        let mut places = part_of(self.text, range.clone()).char_indices();
        let found = places.nth(place.column.0);
        found.map_or(range.end, |(at, _)| range.start + at)
    }

    /// Whether there is text at a point.
    pub fn is_on_text(&self, at: Pos2) -> bool {
        let at = at - self.origin.to_vec2();
        self.galley.rows.iter().any(|row| row.rect().contains(at))
    }

    /// The cursor of a byte; that at the beginning or the end where the byte is before or behind what is laid out.
    fn cursor_at(&self, byte: usize) -> CCursor {
        let of_byte = self.all.row_of(byte);
        if of_byte < self.rows.start {
            return CCursor::new(0);
        }
        let length = |bytes| part_of(self.text, bytes).chars().count();
        let above = self.rows.start..of_byte.min(self.rows.end);
        // The line end of each row is a character of its own.
        let before: usize = above
            .map(|row| length(self.all.range(row, self.text)) + 1)
            .sum();
        if of_byte >= self.rows.end {
            return CCursor::new(before - 1);
        }
        let start = self.all.range(of_byte, self.text).start;
        CCursor::new(before + length(start..byte))
    }

    /// Draws the rows with what is selected of them and the cursor, and tells screen readers what is there.
    pub fn paint(&mut self, ui: &Ui, response: &Response, selection: &Selection, name: &str) {
        // The end that moves comes last, as screen readers are told which it is.
        let range = CCursorRange::two(
            self.cursor_at(selection.anchor),
            self.cursor_at(selection.head),
        );
        paint_text_selection(&mut self.galley, ui.visuals(), &range, None);
        let color = ui.visuals().text_color();
        ui.painter().galley(self.origin, self.galley.clone(), color);
        let in_sight = self.rows.contains(&self.all.row_of(selection.head));
        if response.has_focus() && in_sight {
            let rect = self.galley.pos_from_cursor(range.primary);
            let rect = rect.translate(self.origin.to_vec2());
            paint_cursor_end(ui.painter(), ui.visuals(), rect);
        }
        response.widget_info(|| {
            let first = self.all.range(self.rows.start, self.text).start;
            let last = self.all.range(self.rows.end - 1, self.text).end;
            let mut info = WidgetInfo::labeled(Role::MultilineTextInput, true, name);
            info.current_text_value = Some(part_of(self.text, first..last).to_owned());
            info
        });
        let (ctx, id) = (ui.ctx(), response.id);
        let place = TSTransform::from_translation(self.origin.to_vec2());
        update_accesskit_for_text_widget(ctx, id, Some(range), place, &self.galley);
        ctx.accesskit_node_builder(id, |node| node.set_read_only());
    }
}
