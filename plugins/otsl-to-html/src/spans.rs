//! From rows of tagged cells to a grid of spans.

use crate::rows::{RawCell, Tag};
use crate::{Cell, Mode, Table};

/// Resolves the spans of rows of one width.
///
/// A cell's column span is one plus the run of `<lcel>` and `<xcel>` to its right, its row span one plus the run of
/// `<ucel>` and `<xcel>` below it. An extending tag that no cell reaches is an empty cell. None when there is no `<fcel>`
/// or `<ecel>`, or when upstream would fail.
pub(crate) fn resolve(rows: &[Vec<RawCell<'_>>], mode: Mode) -> Option<Table> {
    let width = rows.first().map_or(0, Vec::len);
    let mut cover = Cover::new(rows.len(), width);
    let mut origins = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            if !matches!(cell.tag, Tag::Full | Tag::Empty) {
                continue;
            }
            let Seen { text, right } = match mode {
                Mode::Robust => seen(row, c),
                Mode::UpstreamExact => seen_by_upstream(rows, r, c)?,
            };
            let below = rows.get(r + 1).map(|row| row[c].tag);
            let mut origin = Origin {
                row: r,
                column: c,
                text,
                row_span: 1,
                column_span: 1,
            };
            if right.is_some_and(extends_left) {
                origin.column_span += row[c + 1..]
                    .iter()
                    .take_while(|cell| extends_left(cell.tag))
                    .count();
            }
            if below.is_some_and(extends_up) {
                origin.row_span += rows[r + 1..]
                    .iter()
                    .take_while(|row| extends_up(row[c].tag))
                    .count();
            }
            cover.add(&origin);
            origins.push(origin);
        }
    }
    if origins.is_empty() {
        return None;
    }
    let mut rows = cover.into_grid();
    for Origin {
        row,
        column,
        text,
        row_span,
        column_span,
    } in origins
    {
        rows[row][column] = Cell::Origin {
            text: text.to_owned(),
            row_span,
            column_span,
        };
    }
    Some(Table {
        rows,
        has_header: false,
    })
}

fn extends_left(tag: Tag) -> bool {
    matches!(tag, Tag::Left | Tag::Cross)
}

fn extends_up(tag: Tag) -> bool {
    matches!(tag, Tag::Up | Tag::Cross)
}

/// A cell and how far it reaches.
struct Origin<'a> {
    row: usize,
    column: usize,
    text: &'a str,
    row_span: usize,
    column_span: usize,
}

/// What a converter sees of a cell: its text, and the tag that decides whether it has a column span.
struct Seen<'a> {
    text: &'a str,
    right: Option<Tag>,
}

fn seen<'a>(row: &[RawCell<'a>], c: usize) -> Seen<'a> {
    let text = if row[c].tag == Tag::Full {
        row[c].text
    } else {
        ""
    };
    Seen {
        text,
        right: row.get(c + 1).map(|cell| cell.tag),
    }
}

/// What upstream sees. It walks one flat list of tags and texts, in which a cell without text has no entry of its own: the
/// tag after an empty `<fcel>` is taken for its text, and the entry after that for its right neighbour.
///
/// None where upstream then reads beyond the end of a row and fails.
fn seen_by_upstream<'a>(rows: &[Vec<RawCell<'a>>], r: usize, c: usize) -> Option<Seen<'a>> {
    let row = &rows[r];
    let cell = row[c];
    let next = row.get(c + 1);
    if cell.tag == Tag::Empty || !cell.text.is_empty() {
        // A text after <ecel> is dropped, but it stands where the right neighbour is looked for.
        let hidden = cell.tag == Tag::Empty && !cell.text.is_empty();
        let text = if cell.tag == Tag::Full { cell.text } else { "" };
        return Some(Seen {
            text,
            right: next.filter(|_| !hidden).map(|cell| cell.tag),
        });
    }
    let text = next.map_or(Tag::NewLine, |cell| cell.tag).as_str();
    let Some(next) = next else {
        let first_below = rows
            .get(r + 1)
            .and_then(|row| row.first())
            .map(|cell| cell.tag);
        return if first_below.is_some_and(extends_left) {
            None
        } else {
            Some(Seen { text, right: None })
        };
    };
    let right = if next.text.is_empty() {
        row.get(c + 2).map(|cell| cell.tag)
    } else {
        None
    };
    Some(Seen { text, right })
}

/// Which places of the grid some cell covers, as a two-dimensional difference array: adding a cell takes constant time
/// however large it is, so overlapping spans cannot make the work grow faster than the grid.
struct Cover {
    rows: usize,
    width: usize,
    /// `rows + 1` rows of `width + 1` differences.
    differences: Vec<i64>,
}

impl Cover {
    fn new(rows: usize, width: usize) -> Self {
        Self {
            rows,
            width,
            differences: vec![0; (rows + 1) * (width + 1)],
        }
    }

    fn add(&mut self, origin: &Origin<'_>) {
        let (top, left) = (origin.row, origin.column);
        let (bottom, right) = (top + origin.row_span, left + origin.column_span);
        for (row, column, change) in [
            (top, left, 1),
            (top, right, -1),
            (bottom, left, -1),
            (bottom, right, 1),
        ] {
            self.differences[row * (self.width + 1) + column] += change;
        }
    }

    /// The grid with `Covered` where a cell reaches and an empty cell elsewhere.
    fn into_grid(self) -> Vec<Vec<Cell>> {
        let mut above = vec![0_i64; self.width];
        let mut grid = Vec::with_capacity(self.rows);
        for differences in self.differences.chunks(self.width + 1).take(self.rows) {
            let mut in_row = 0;
            let row = above
                .iter_mut()
                .zip(differences)
                .map(|(above, difference)| {
                    in_row += difference;
                    *above += in_row;
                    if *above > 0 {
                        Cell::Covered
                    } else {
                        Cell::Origin {
                            text: String::new(),
                            row_span: 1,
                            column_span: 1,
                        }
                    }
                });
            grid.push(row.collect());
        }
        grid
    }
}
