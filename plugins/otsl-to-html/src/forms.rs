//! A grid as tab-separated lines or as a Markdown table.

use crate::{Cell, Table, html};

/// What a table's text becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// One line of HTML.
    #[default]
    Html,
    /// Rows as lines of tab-separated cells; places that a cell reaches over are empty.
    Tsv,
    /// A Markdown table whose header is the first row; HTML where a cell reaches over others.
    Markdown,
}

/// Writes a table.
pub(crate) fn write(table: &Table, form: Form) -> String {
    let has_spans = table
        .rows
        .iter()
        .flatten()
        .any(|cell| *cell == Cell::Covered);
    match form {
        Form::Tsv => tab_separated(table),
        Form::Markdown if !has_spans => pipes(table),
        Form::Html | Form::Markdown => html::write(table),
    }
}

fn tab_separated(table: &Table) -> String {
    let line = |row: &Vec<Cell>| row.iter().map(one_line).collect::<Vec<_>>().join("\t");
    table.rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn pipes(table: &Table) -> String {
    let mut lines = Vec::with_capacity(table.rows.len() + 1);
    for row in &table.rows {
        let cells = row
            .iter()
            .map(|cell| format!(" {} |", one_line(cell).replace('|', "\\|")));
        lines.push(format!("|{}", cells.collect::<String>()));
    }
    let width = table.rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(width)));
    lines.join("\n")
}

/// A cell's text without line ends, and with one space wherever there was white space.
fn one_line(cell: &Cell) -> String {
    match cell {
        Cell::Origin { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Cell::Covered => String::new(),
    }
}
