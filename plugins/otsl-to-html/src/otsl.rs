//! OTSL, the table language of PaddleOCR-VL, to HTML or to a grid.
//!
//! OTSL writes a table as a run of six tags: `<fcel>text` is a cell, `<ecel>` an empty one, `<lcel>` extends the cell to
//! its left, `<ucel>` the one above, `<xcel>` both, and `<nl>` ends a row. A model's rows are seldom of one length, so
//! [`parse`] first brings them to one width and then resolves the spans; [`to_html`] writes the result as a plain
//! `<table>` without head cells, as PaddleX does.
//!
//! ```
//! use otsl_to_html::{Mode, to_html};
//! let html = to_html("<fcel>a<lcel><nl><fcel>1<fcel>2<nl>", Mode::Robust);
//! assert_eq!(html.as_deref(), Some(r#"<table><tr><td colspan="2">a</td></tr><tr><td>1</td><td>2</td></tr></table>"#));
//! ```
//!
//! Time and memory are linear in the text plus the cells of the padded table, which may not exceed [`MAX_CELLS`].

use crate::rows::{self, Tag};
use crate::{html, spans};

/// The largest number of cells, rows times width, that a table may have once its rows are brought to one width.
///
/// One very long row among many short ones would otherwise take memory that grows with the square of the text. A longer
/// table is no table that a page can show, so it is refused as a whole rather than cut.
pub const MAX_CELLS: usize = 1 << 20;

/// How to read what upstream's converter misreads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// An `<fcel>` without text is an empty cell, and text before the first tag is left aside.
    #[default]
    Robust,
    /// What PaddleX 3.7 writes, mistakes included: an `<fcel>` without text takes the name of the next tag as its text and
    /// looks one place too far for its `<lcel>`, and text before a single row that has no `<nl>` empties every cell.
    /// Where PaddleX fails with an exception there is no table.
    UpstreamExact,
}

/// A table as a rectangular grid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows from top to bottom, all of one length.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first row is known to name the columns. OTSL does not say so, a chart's answer does.
    pub has_header: bool,
}

/// One place of a table's grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// The top left place of a cell.
    Origin {
        /// The cell's text, not escaped, without white space around it.
        text: String,
        /// How many rows it covers, at least 1.
        row_span: usize,
        /// How many columns it covers, at least 1.
        column_span: usize,
    },
    /// A place that a cell further up or to the left reaches over.
    Covered,
}

/// Whether the text holds at least one OTSL tag.
pub fn contains_otsl(text: &str) -> bool {
    rows::next_tag(text).is_some()
}

/// Splits a text into what stands before its first tag, the OTSL, and what stands after its last `<nl>`.
///
/// Where a row is begun and not ended, the OTSL reaches to the end. None when there is no tag.
pub fn split_around(text: &str) -> Option<(&str, &str, &str)> {
    let (start, ..) = rows::next_tag(text)?;
    let nl = Tag::NewLine.as_str();
    let end = text[start..]
        .rfind(nl)
        .map(|at| start + at + nl.len())
        .filter(|end| !contains_otsl(&text[*end..]))
        .unwrap_or(text.len());
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// Reads a table as [`Mode::Robust`] does.
///
/// None when the text holds no cell, or more than [`MAX_CELLS`] once padded.
pub fn parse(text: &str) -> Option<Table> {
    read(text, Mode::Robust)
}

/// Converts OTSL to an HTML table. Text around the table is left aside; see [`split_around`] to keep it.
///
/// None when there is no table: no `<fcel>` or `<ecel>` at all, or more than [`MAX_CELLS`] cells, or in
/// [`Mode::UpstreamExact`] an input at which PaddleX fails.
pub fn to_html(text: &str, mode: Mode) -> Option<String> {
    read(text, mode).map(|table| html::write(&table))
}

/// Reads a table; None where [`to_html`] finds none.
pub(crate) fn read(text: &str, mode: Mode) -> Option<Table> {
    let mut rows = rows::read(text)?;
    if mode == Mode::UpstreamExact {
        rows::forget_texts_as_upstream(text, &mut rows);
    }
    spans::resolve(&rows, mode)
}

/// Removes white space from both ends as Python's `str.strip` does: Unicode white space and the four ASCII separators.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}
