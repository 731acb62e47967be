//! Tables with merged cells, read from the forms that a page's tables come in: HTML, OTSL while the model still writes, and bars.

use std::ops::Range;

use super::inline::{self, Run};

/// Most rows or columns that a cell may reach over.
const MOST_SPANNED: usize = 1000;
/// Most columns and cells of a table.
const MOST_COLUMNS: usize = 256;
const MOST_CELLS: usize = 100_000;

/// A cell with the rows and columns that it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// First row and number of rows.
    pub rows: Range<usize>,
    /// First column and number of columns.
    pub columns: Range<usize>,
    /// Whether it heads others.
    pub header: bool,
    /// What stands in it.
    pub runs: Vec<Run>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The cells by their first row, then column.
    pub cells: Vec<Cell>,
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub columns: usize,
    /// For each column, the length of its longest word and of its longest line, in em.
    pub widths: Vec<(f32, f32)>,
}

/// Width of a text on one line, in em: hanzi take one, other letters half of it.
pub fn estimated_width(text: &str) -> f32 {
    let width = |c: char| if (c as u32) < 0x2E80 { 0.55 } else { 1.0 };
    text.chars().map(width).sum()
}

/// What is before placing: a row's cells with how far they reach.
struct Placed {
    grid: Grid,
    /// For each column, the first row that is free.
    free_from: Vec<usize>,
}

impl Placed {
    fn new() -> Self {
        Self {
            grid: Grid::default(),
            free_from: Vec::new(),
        }
    }

    /// Puts a cell into the first column that is free in a row.
    fn put(&mut self, row: usize, spans: (usize, usize), header: bool, text: &str) {
        let mut column = 0;
        while self.free_from.get(column).is_some_and(|free| *free > row) {
            column += 1;
        }
        let (down, across) = spans;
        let end = (column + across.clamp(1, MOST_SPANNED)).min(MOST_COLUMNS);
        if column >= end || self.grid.cells.len() >= MOST_CELLS {
            return;
        }
        let rows = row..row + down.clamp(1, MOST_SPANNED);
        if self.free_from.len() < end {
            self.free_from.resize(end, 0);
        }
        self.free_from[column..end].fill(rows.end);
        self.grid.cells.push(Cell {
            rows,
            columns: column..end,
            header,
            runs: inline::parse(text.trim()),
        });
    }

    fn finish(mut self, rows: usize) -> Option<Grid> {
        self.grid.rows = rows;
        self.grid.columns = self.free_from.len();
        for cell in &mut self.grid.cells {
            cell.rows.end = cell.rows.end.min(rows);
        }
        self.grid.measure();
        (!self.grid.cells.is_empty()).then_some(self.grid)
    }
}

impl Grid {
    fn measure(&mut self) {
        self.widths = vec![(1.0, 1.0); self.columns];
        for cell in &self.cells {
            let text = inline::shown(&cell.runs);
            let formulas: f32 = (cell.runs.iter())
                .map(|run| match run {
                    Run::Formula(latex) => estimated_width(latex) * 0.6,
                    Run::Text(..) => 0.0,
                })
                .sum();
            // Hanzi may break anywhere, so that only long words of letters keep a column wide.
            let words = text.split(|c: char| c.is_whitespace() || c as u32 >= 0x2E80);
            let longest = |widths: &mut dyn Iterator<Item = f32>| widths.fold(0.0, f32::max);
            let word = longest(&mut words.map(estimated_width)).max(formulas);
            let line = longest(&mut text.lines().map(estimated_width)) + formulas;
            let share = 1.0 / cell.columns.len() as f32;
            for (least, most) in &mut self.widths[cell.columns.clone()] {
                *least = least.max(word * share);
                *most = most.max(line * share);
            }
        }
    }

    /// The rows as groups of at most `most`, each ending where no cell reaches over.
    pub fn groups(&self, most: usize) -> Vec<Range<usize>> {
        let mut spanned = vec![false; self.rows + 1];
        for cell in &self.cells {
            spanned[cell.rows.start + 1..cell.rows.end].fill(true);
        }
        let mut groups = Vec::new();
        let mut start = 0;
        for (row, &reached_over) in spanned.iter().enumerate().skip(1) {
            if row == self.rows || (row - start >= most && !reached_over) {
                groups.push(start..row);
                start = row;
            }
        }
        groups
    }

    /// The cells that begin in some rows.
    pub fn cells_in(&self, rows: &Range<usize>) -> &[Cell] {
        let first = self
            .cells
            .partition_point(|cell| cell.rows.start < rows.start);
        let last = self
            .cells
            .partition_point(|cell| cell.rows.start < rows.end);
        &self.cells[first..last]
    }
}

/// Reads a table from HTML that begins with `<table`, and says how many bytes it takes. A table that is still being written ends with the text.
pub fn html(text: &str) -> Option<(Grid, usize)> {
    let start = text.as_bytes().get(..6)?;
    if !start.eq_ignore_ascii_case(b"<table") {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let mut placed = Placed::new();
    let (mut at, mut end) = (0, text.len());
    let mut row: Option<usize> = None;
    let mut rows = 0;
    while let Some(start) = lower[at..].find('<').map(|next| at + next) {
        let Some(length) = lower[start..].find('>') else {
            break;
        };
        let tag = &lower[start + 1..start + length];
        at = start + length + 1;
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next();
        match name {
            Some("tr") => {
                row = Some(rows);
                rows += 1;
            }
            Some("td" | "th") => {
                let row = row.unwrap_or_else(|| {
                    rows = rows.max(1);
                    rows - 1
                });
                let close = cell_end(&lower, at);
                let spans = (attribute(tag, "rowspan"), attribute(tag, "colspan"));
                placed.put(row, spans, name == Some("th"), &text[at..close]);
                at = close;
            }
            _ if tag.starts_with("/table") => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    Some((placed.finish(rows)?, end))
}

/// Where a cell's text ends: at the next tag of the table's own.
fn cell_end(lower: &str, from: usize) -> usize {
    const ENDS: [&str; 7] = ["</td", "</th", "<td", "<th", "</tr", "<tr", "</table"];
    let mut at = from;
    while let Some(start) = lower[at..].find('<').map(|next| at + next) {
        if ENDS.iter().any(|name| lower[start..].starts_with(name)) {
            return start;
        }
        at = start + 1;
    }
    lower.len()
}

fn attribute(tag: &str, name: &str) -> usize {
    let value = tag.split(name).nth(1).and_then(|rest| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let rest = rest.trim_start_matches(['"', '\'']);
        let digits = rest.find(|c: char| !c.is_ascii_digit());
        rest[..digits.unwrap_or(rest.len())].parse().ok()
    });
    value.unwrap_or(1)
}

/// The tags of OTSL.
const TAGS: [&str; 6] = ["<fcel>", "<ecel>", "<lcel>", "<ucel>", "<xcel>", "<nl>"];

/// Whether a text has tags of OTSL.
pub fn is_otsl(text: &str) -> bool {
    TAGS.iter().any(|tag| text.contains(tag))
}

/// How many bytes of a text that begins with OTSL are of its table: up to the end of a row that other text follows.
pub fn otsl_length(text: &str) -> usize {
    let mut end = 0;
    while let Some(row) = text[end..].find("<nl>") {
        end += row + 4;
        let after = text[end..].trim_start();
        if !TAGS.iter().any(|tag| after.starts_with(tag)) {
            return end;
        }
    }
    text.len()
}

/// Reads a table from OTSL, as the model writes it.
pub fn otsl(text: &str) -> Option<Grid> {
    let mut rows: Vec<Vec<(usize, &str)>> = vec![Vec::new()];
    let mut rest = text;
    let next_tag = |text: &str| {
        let found = TAGS
            .iter()
            .enumerate()
            .filter_map(|(i, tag)| Some((text.find(tag)?, i)));
        found.min()
    };
    while let Some((start, tag)) = next_tag(rest) {
        rest = &rest[start + TAGS[tag].len()..];
        let end = next_tag(rest).map_or(rest.len(), |(start, _)| start);
        match (tag, rows.last_mut()) {
            (5, _) => rows.push(Vec::new()),
            (_, Some(row)) => row.push((tag, &rest[..end])),
            _ => {}
        }
    }
    if rows.last().is_some_and(Vec::is_empty) {
        rows.pop();
    }
    let tag_at = |row: usize, column: usize| rows.get(row)?.get(column).map(|(tag, _)| *tag);
    let mut placed = Placed::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, (tag, text)) in row.iter().enumerate() {
            if *tag > 1 {
                continue;
            }
            let across = (c + 1..).take_while(|c| tag_at(r, *c) == Some(2)).count();
            let down = (r + 1..).take_while(|r| tag_at(*r, c) == Some(3)).count();
            placed.put(r, (down + 1, across + 1), false, text);
        }
    }
    placed.finish(rows.len())
}

/// Reads a table between bars whose second line is a rule, and says how many lines it takes.
pub fn bars(lines: &[&str]) -> Option<(Grid, usize)> {
    let rule = cells(lines.get(1)?)?;
    let is_rule = |cell: &&str| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c));
    if !rule.iter().all(is_rule) {
        return None;
    }
    let mut placed = Placed::new();
    let mut taken = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some(cells) = cells(line) else { break };
        taken = index + 1;
        if index == 1 {
            continue;
        }
        let row = index.saturating_sub(usize::from(index > 0));
        for cell in cells {
            placed.put(row, (1, 1), index == 0, cell);
        }
    }
    Some((placed.finish(taken - 1)?, taken))
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let line = line.trim();
    if !line.contains('|') {
        return None;
    }
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').unwrap_or(line);
    Some(line.split('|').map(str::trim).collect())
}

/// Reads a table from lines of tab-separated cells.
pub fn tabs(text: &str) -> Option<Grid> {
    if !text.contains('\t') {
        return None;
    }
    let mut placed = Placed::new();
    let mut rows = 0;
    for line in text.lines() {
        for cell in line.split('\t') {
            placed.put(rows, (1, 1), false, cell);
        }
        rows += 1;
    }
    placed.finish(rows)
}

#[cfg(test)]
mod tests;
