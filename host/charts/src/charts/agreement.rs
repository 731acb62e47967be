//! Cells in rows, one a position: the same token or not.

use crate::canvas::{Area, Canvas, LINE, Mark, SMALL, TEXT};
use crate::chart::{Size, Style};
use crate::data::AgreementStrip;
use crate::font;
use crate::format;
use crate::scene::{Align, Scene};
use crate::words::{Language, Word};

/// Cells from the largest to the smallest that can be told apart, with the gap between them.
const CELLS: [(f64, f64); 6] = [
    (14.0, 2.0),
    (12.0, 2.0),
    (10.0, 1.0),
    (8.0, 1.0),
    (6.0, 1.0),
    (4.0, 1.0),
];
/// Space between rows.
const ROW_GAP: f64 = 4.0;

/// Height of the cells for which the sizes are chosen before positions share cells.
const TALLEST: f64 = 420.0;

pub(super) fn natural_height(data: &AgreementStrip, width: u32) -> u32 {
    let area = Area {
        left: 0.0,
        top: 0.0,
        right: f64::from(width) - 90.0,
        bottom: TALLEST,
    };
    let grid = Grid::choose(data.agree.len(), area);
    let rows = data
        .agree
        .len()
        .div_ceil(grid.each)
        .div_ceil(grid.columns)
        .max(1);
    (128.0 + rows as f64 * (grid.cell + ROW_GAP)) as u32
}

/// Cells in a row: a multiple of ten, so that positions can be counted.
fn columns(width: f64, cell: f64, gap: f64) -> usize {
    let fit = (width / (cell + gap)).max(1.0) as usize;
    if fit >= 10 { fit / 10 * 10 } else { fit }
}

/// The way the positions are laid out.
struct Grid {
    cell: f64,
    gap: f64,
    columns: usize,
    /// Positions in one cell.
    each: usize,
}

impl Grid {
    fn choose(positions: usize, area: Area) -> Self {
        let rows = |cell: f64| ((area.height() + ROW_GAP) / (cell + ROW_GAP)).max(1.0) as usize;
        for (cell, gap) in CELLS {
            let columns = columns(area.width(), cell, gap);
            if columns * rows(cell) >= positions {
                return Self {
                    cell,
                    gap,
                    columns,
                    each: 1,
                };
            }
        }
        let (cell, gap) = CELLS[CELLS.len() - 1];
        let columns = columns(area.width(), cell, gap);
        Self {
            cell,
            gap,
            columns,
            each: positions.div_ceil(columns * rows(cell)),
        }
    }

    /// The upper left corner of a cell.
    fn corner(&self, area: Area, cell: usize) -> (f64, f64) {
        let (row, column) = (cell / self.columns, cell % self.columns);
        (
            area.left + column as f64 * (self.cell + self.gap),
            area.top + row as f64 * (self.cell + ROW_GAP),
        )
    }
}

pub(super) fn scene(data: &AgreementStrip, size: Size, style: Style) -> Scene {
    let mut canvas = Canvas::new(size, style, &data.title);
    let all = data.agree.len();
    if all == 0 {
        return canvas.no_data();
    }
    let palette = canvas.palette;
    let agreeing = data.agree.iter().filter(|&&agree| agree).count();
    let first = data.agree.iter().position(|&agree| !agree);
    let percent = format!("{:.2}", agreeing as f64 / all as f64 * 100.0);
    let mut summary = canvas.language.positions_agree(agreeing, all, &percent);
    let divergence = match first {
        Some(place) => format!(
            "{}: {}",
            canvas.word(Word::FirstDivergence),
            format::count((data.first_position + place) as u64)
        ),
        None => canvas.word(Word::NoDivergence).to_string(),
    };
    let separator = match canvas.language {
        Language::English => "; ",
        Language::Chinese => "；",
    };
    summary.push_str(separator);
    summary.push_str(&divergence);
    let body = canvas.body;
    let labels = font::width(&format::count((data.first_position + all) as u64), SMALL) + 10.0;
    // Summary and legend take a line each.
    let area = Area {
        left: body.left + labels,
        top: body.top + 20.0 + LINE + 8.0,
        bottom: body.bottom - 4.0,
        ..body
    };
    let grid = Grid::choose(all, area);
    if grid.each > 1 {
        summary.push_str(separator);
        summary.push_str(&canvas.language.positions_per_cell(grid.each));
    }
    let summary = font::shorten(&summary, TEXT, body.width());
    canvas.scene.text(
        (body.left, body.top + 6.0),
        &summary,
        TEXT,
        palette.muted,
        Align::Left,
    );
    canvas.body.top += 20.0;
    let mut entries = vec![
        (
            canvas.word(Word::Agree).to_string(),
            palette.calm,
            Mark::Square,
        ),
        (
            canvas.word(Word::Disagree).to_string(),
            palette.bad,
            Mark::Square,
        ),
    ];
    let generated = data
        .generated_from
        .and_then(|from| from.checked_sub(data.first_position))
        .filter(|&from| from < all);
    if generated.is_some() {
        entries.push((
            canvas.word(Word::Generated).to_string(),
            palette.ink,
            Mark::Line,
        ));
    }
    canvas.legend(&entries);

    if area.width() < grid.cell || area.height() < grid.cell {
        return canvas.scene;
    }
    let label_rows = (14.0 / (grid.cell + ROW_GAP)).ceil() as usize;
    for (cell, positions) in data.agree.chunks(grid.each).enumerate() {
        let (x, y) = grid.corner(area, cell);
        let agree = positions.iter().all(|&agree| agree);
        canvas.scene.rect(
            (x, y),
            (x + grid.cell, y + grid.cell),
            if agree { palette.calm } else { palette.bad },
        );
        let from = data.first_position + cell * grid.each;
        let mut text = canvas.language.position(from);
        if positions.len() > 1 {
            text.push_str(&format!(
                " – {}",
                format::count((from + positions.len() - 1) as u64)
            ));
        }
        let word = if agree { Word::Agree } else { Word::Disagree };
        text.push_str(&format!(": {}", canvas.word(word)));
        canvas
            .scene
            .readout((x, y), (x + grid.cell, y + grid.cell), text);
        if cell % grid.columns == 0 && (cell / grid.columns).is_multiple_of(label_rows) {
            let label = format::count((data.first_position + cell * grid.each) as u64);
            canvas.scene.text(
                (area.left - 8.0, font::centred(y + grid.cell / 2.0, SMALL)),
                &label,
                SMALL,
                palette.muted,
                Align::Right,
            );
        }
    }
    if let Some(from) = generated {
        // Under the cells of the generated part, so that the line hides none.
        let (first_cell, last_cell) = (from / grid.each, (all - 1) / grid.each);
        for row in first_cell / grid.columns..=last_cell / grid.columns {
            let (from, to) = (
                first_cell.max(row * grid.columns),
                last_cell.min((row + 1) * grid.columns - 1),
            );
            let ((left, top), (right, _)) = (grid.corner(area, from), grid.corner(area, to));
            let y = top + grid.cell + 1.0;
            let thick = if grid.cell < 8.0 { 1.0 } else { 1.5 };
            canvas
                .scene
                .rect((left, y), (right + grid.cell, y + thick), palette.ink);
        }
    }
    if let Some(place) = first {
        let (x, y) = grid.corner(area, place / grid.each);
        let reach = 2.0;
        canvas.scene.frame(
            (x - reach, y - reach),
            (x + grid.cell + reach, y + grid.cell + reach),
            1.5,
            palette.ink,
        );
    }
    canvas.scene
}
