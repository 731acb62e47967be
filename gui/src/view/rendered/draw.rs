//! One piece of a page.

use eframe::egui::{
    CornerRadius, FontFamily, FontId, Frame, Label, Margin, RichText, Role, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::formulas::{Formulas, Known};
use super::inline::{self, Run, Style};
use super::parse::Kind;
use super::text::{self, Look, Mark};
use super::{SIZE, table_view};
use crate::theme::palette;

/// Room above and below a piece, in points.
pub fn margins(kind: &Kind) -> (f32, f32) {
    match kind {
        Kind::Heading(1, _) => (12.0, 6.0),
        Kind::Heading(2, _) => (10.0, 5.0),
        Kind::Heading(..) => (8.0, 3.0),
        Kind::Paragraph(_) => (4.0, 5.0),
        Kind::Line(_) => (1.0, 1.0),
        Kind::Item(..) => (2.0, 2.0),
        // The groups of one table touch each other.
        Kind::Table(_, rows) if rows.start > 0 => (0.0, 8.0),
        Kind::Table(grid, rows) if rows.end < grid.rows => (8.0, 0.0),
        // As do the parts of one code.
        Kind::Code(_, part) => {
            let room = |end| if end { 8.0 } else { 0.0 };
            (room(part.first), room(part.last))
        }
        Kind::Table(..) | Kind::Formula(_) | Kind::Rule => (8.0, 8.0),
    }
}

/// Draws a piece, and says whether a formula of it is still to come.
pub fn draw(
    ui: &mut Ui,
    kind: &Kind,
    marks: &dyn Fn(usize) -> Vec<Mark>,
    formulas: &mut Formulas,
) -> bool {
    let look = Look {
        size: SIZE,
        bold: false,
        color: ui.visuals().text_color(),
    };
    match kind {
        Kind::Heading(level, runs) => {
            let size = match level {
                1 => 22.0,
                2 => 18.5,
                3 => 16.5,
                _ => 15.0,
            };
            let look = Look {
                size,
                bold: true,
                ..look
            };
            text::paragraph(ui, runs, look, &marks(0), formulas).1
        }
        Kind::Paragraph(runs) | Kind::Line(runs) => {
            text::paragraph(ui, runs, look, &marks(0), formulas).1
        }
        Kind::Item(depth, mark, runs) => {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let indent = *depth as f32 * 20.0 + 6.0;
                ui.add_space(indent);
                let weak = palette(ui.visuals()).weak;
                let mark_runs = inline::plain(mark);
                let width = (mark.chars().count() as f32 * SIZE * 0.6 + 8.0).max(18.0);
                let look_of_mark = Look {
                    color: weak,
                    ..look
                };
                ui.allocate_ui(vec2(width, 0.0), |ui| {
                    ui.set_min_width(width);
                    text::paragraph(ui, &mark_runs, look_of_mark, &[], formulas);
                });
                ui.vertical(|ui| text::paragraph(ui, runs, look, &marks(0), formulas).1)
                    .inner
            })
            .inner
        }
        Kind::Table(grid, rows) => {
            let look = Look { size: 13.0, ..look };
            table_view::show(ui, grid, rows, look, marks, formulas)
        }
        Kind::Formula(latex) => display_formula(ui, latex, look, formulas),
        Kind::Code(code, part) => {
            let style = Style {
                code: true,
                ..Style::default()
            };
            let runs = [Run::Text(code.clone(), style)];
            let (round, above) = if part.first { (5, 6) } else { (0, 0) };
            let (round_below, below) = if part.last { (5, 6) } else { (0, 0) };
            Frame::new()
                .fill(ui.visuals().code_bg_color)
                .corner_radius(CornerRadius {
                    nw: round,
                    ne: round,
                    sw: round_below,
                    se: round_below,
                })
                .inner_margin(Margin {
                    left: 10,
                    right: 10,
                    top: above,
                    bottom: below,
                })
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    text::paragraph(ui, &runs, Look { size: 13.5, ..look }, &marks(0), formulas).1
                })
                .inner
        }
        Kind::Rule => {
            let width = ui.available_width();
            let (rect, _) = ui.allocate_exact_size(vec2(width, 3.0), Sense::hover());
            let line = palette(ui.visuals()).line;
            let y = rect.center().y.round() + 0.5;
            ui.painter()
                .hline(rect.x_range(), y, Stroke::new(1.0, line));
            false
        }
    }
}

/// A formula on a line of its own, in the middle, smaller where it would not fit; its source where it cannot be drawn.
fn display_formula(ui: &mut Ui, latex: &str, look: Look, formulas: &mut Formulas) -> bool {
    let known = formulas.get(latex, true);
    let Known::Ready(formula) = known else {
        let monospace = FontId::new(12.5, FontFamily::Monospace);
        let source = RichText::new(latex).font(monospace);
        let response = ui.add(Label::new(source).wrap());
        if let Known::Broken(error) = &known {
            response.on_hover_text(error.as_ref());
        }
        return matches!(known, Known::Pending);
    };
    let size = look.size * 1.2;
    let room = ui.available_width();
    let size = size
        .min(size * room / (formula.width() * size).max(1.0))
        .max(5.0);
    let height = (formula.ascent() + formula.descent()) * size;
    let (rect, response) = ui.allocate_exact_size(vec2(room, height), Sense::hover());
    let name = latex.to_owned();
    response.widget_info(|| WidgetInfo::labeled(Role::Math, true, &name));
    if ui.is_rect_visible(rect) {
        let left = rect.left() + ((room - formula.width() * size) / 2.0).max(0.0);
        let baseline = pos2(left, rect.top() + formula.ascent() * size);
        text::draw_formula(ui, formulas, latex, true, baseline, size, look.color);
    }
    response.on_hover_text(latex);
    false
}
