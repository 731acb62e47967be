//! Tables: columns by what stands in them, merged cells, lines between.

use std::ops::Range;

use eframe::egui::{Align, CornerRadius, Stroke};
use eframe::egui::{Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::formulas::Formulas;
use super::grid::Grid;
use super::text::{self, Look, Mark};
use crate::theme::palette;

/// Room between a cell's text and its lines, in points.
const PADDING: (f32, f32) = (9.0, 5.0);

/// The widths of the columns of a table, in points, in a room of a width: what stands in them, and no more than there is room
/// unless words would be torn.
pub fn column_widths(grid: &Grid, size: f32, room: f32) -> Vec<f32> {
    let points = |em: f32| em * size + 2.0 * PADDING.0;
    let wanted: Vec<f32> = grid.widths.iter().map(|(_, most)| points(*most)).collect();
    let least = grid.widths.iter().map(|(least, most)| {
        let at_least = least.max(most.min(3.0));
        points(at_least)
    });
    let least: Vec<f32> = least.collect();
    let sum = |widths: &[f32]| widths.iter().sum::<f32>();
    if sum(&wanted) <= room {
        return wanted;
    }
    let spare = room - sum(&least);
    if spare <= 0.0 {
        return least;
    }
    // What is left after every column's longest word goes to those that want more, by how much they want.
    let missing: Vec<f32> = wanted
        .iter()
        .zip(&least)
        .map(|(w, l)| (w - l).max(0.0))
        .collect();
    let share = spare / sum(&missing).max(1.0);
    least
        .iter()
        .zip(&missing)
        .map(|(least, missing)| least + missing * share)
        .collect()
}

/// Draws some rows of a table; `marks` are those of each cell. Says whether a formula is still to come.
pub fn show(
    ui: &mut Ui,
    grid: &Grid,
    rows: &Range<usize>,
    look: Look,
    marks: &dyn Fn(usize) -> Vec<Mark>,
    formulas: &mut Formulas,
) -> bool {
    let widths = column_widths(grid, look.size, ui.available_width() - 2.0);
    let mut edges = vec![0.0];
    for width in &widths {
        edges.push(edges[edges.len() - 1] + width.round());
    }
    let width = edges[edges.len() - 1];
    if width <= ui.available_width() {
        return rows_of(ui, grid, rows, &edges, look, marks, formulas);
    }
    ScrollArea::horizontal()
        .id_salt(rows.start)
        .auto_shrink([true, true])
        .show(ui, |ui| {
            rows_of(ui, grid, rows, &edges, look, marks, formulas)
        })
        .inner
}

fn rows_of(
    ui: &mut Ui,
    grid: &Grid,
    rows: &Range<usize>,
    edges: &[f32],
    look: Look,
    marks: &dyn Fn(usize) -> Vec<Mark>,
    formulas: &mut Formulas,
) -> bool {
    let cells = grid.cells_in(rows);
    let of_header = |header: bool| Look {
        bold: look.bold || header,
        ..look
    };
    let mut heights = vec![look.size * 1.6 + 2.0 * PADDING.1; rows.len()];
    let needed: Vec<f32> = cells
        .iter()
        .map(|cell| {
            let width = edges[cell.columns.end] - edges[cell.columns.start] - 2.0 * PADDING.0;
            let look = of_header(cell.header);
            text::height(ui, &cell.runs, look, formulas, width) + 2.0 * PADDING.1
        })
        .collect();
    // Cells of one row first; those that reach over several make the last of them higher where need be.
    for spanning in [false, true] {
        for (cell, needed) in cells.iter().zip(&needed) {
            if (cell.rows.len() > 1) != spanning {
                continue;
            }
            let range =
                cell.rows.start - rows.start..(cell.rows.end - rows.start).min(heights.len());
            let there: f32 = heights[range.clone()].iter().sum();
            if let Some(last) = heights[range].last_mut() {
                *last += (needed - there).max(0.0);
            }
        }
    }
    let mut tops = vec![0.0];
    for height in &heights {
        tops.push(tops[tops.len() - 1] + height.round());
    }
    let colors = palette(ui.visuals());
    let size = vec2(edges[edges.len() - 1] + 1.0, tops[tops.len() - 1] + 1.0);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    let corner = area.min.round();
    let line = Stroke::new(1.0, colors.line);
    let mut pending = false;
    for (index, cell) in cells.iter().enumerate() {
        let bottom = (cell.rows.end - rows.start).min(heights.len());
        let rect = Rect::from_min_max(
            corner
                + vec2(
                    edges[cell.columns.start],
                    tops[cell.rows.start - rows.start],
                ),
            corner + vec2(edges[cell.columns.end], tops[bottom]),
        );
        if !ui.is_rect_visible(rect) {
            continue;
        }
        let fill = match cell.header {
            true => ui.visuals().faint_bg_color,
            false => ui.visuals().extreme_bg_color,
        };
        ui.painter().rect_filled(rect, CornerRadius::ZERO, fill);
        let (left, right) = (rect.left() + 0.5, rect.right() + 0.5);
        let (top, bottom) = (rect.top() + 0.5, rect.bottom() + 0.5);
        for (a, b) in [
            ((left, top), (right, top)),
            ((right, top), (right, bottom)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
        ] {
            let ends = [pos2(a.0, a.1), pos2(b.0, b.1)];
            ui.painter().line_segment(ends, line);
        }
        let inner = rect.shrink2(vec2(PADDING.0, PADDING.1));
        // A cell that reaches over several rows has its text in their middle.
        let slack = (rect.height() - needed_height(&needed, index)).max(0.0) / 2.0;
        let inner = inner.translate(vec2(0.0, slack.floor()));
        let builder = UiBuilder::new()
            .id_salt((rows.start, index))
            .max_rect(inner)
            .layout(Layout::top_down(Align::Min));
        let mut child = ui.new_child(builder);
        let look = of_header(cell.header);
        let (_, waits) = text::paragraph(&mut child, &cell.runs, look, &marks(index), formulas);
        pending |= waits;
    }
    pending
}

fn needed_height(needed: &[f32], index: usize) -> f32 {
    needed.get(index).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(widths: &[(f32, f32)]) -> Grid {
        Grid {
            columns: widths.len(),
            widths: widths.to_vec(),
            ..Grid::default()
        }
    }

    #[test]
    fn columns_share_the_room_and_tear_no_word() {
        let sum = |widths: &[f32]| widths.iter().sum::<f32>();
        let narrow = column_widths(&grid(&[(2.0, 2.0), (3.0, 5.0)]), 10.0, 500.0);
        assert_eq!(narrow, [38.0, 68.0]);
        let wide = column_widths(&grid(&[(2.0, 2.0), (5.0, 100.0)]), 10.0, 500.0);
        assert!((sum(&wide) - 500.0).abs() < 0.1, "{wide:?}");
        assert_eq!(wide[0], 38.0);
        let many = column_widths(&grid(&[(10.0, 20.0); 8]), 10.0, 500.0);
        assert_eq!(many, [118.0; 8]);
    }
}
