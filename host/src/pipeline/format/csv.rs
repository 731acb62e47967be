//! The tables of pages as comma-separated values (RFC 4180) and as tab-separated values (IANA's text/tab-separated-values).

use super::super::record::PageRecord;
use super::ExportError;
use super::table::Table;

/// What stands between cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// Cells that hold a comma or a quote are quoted; lines end with CR LF.
    Comma,
    /// Cells hold neither tabs nor line ends, as a table's texts do not; lines end with LF.
    Tab,
}

/// Writes all tables of the pages, apart by an empty line.
///
/// # Errors
/// When there is none.
pub(super) fn write(records: &[&PageRecord], separator: Separator) -> Result<String, ExportError> {
    let tables: Vec<String> = records
        .iter()
        .flat_map(|record| tables(record))
        .map(|table| one(&table, separator))
        .collect();
    match (tables.is_empty(), separator) {
        (true, _) => Err(ExportError::NoTable),
        (false, Separator::Comma) => Ok(tables.join("\r\n")),
        (false, Separator::Tab) => Ok(tables.join("\n")),
    }
}

/// The tables of a page.
pub(super) fn tables(record: &PageRecord) -> impl Iterator<Item = Table> {
    let blocks = record.document.pages.iter().flat_map(|page| &page.blocks);
    blocks.flat_map(Table::of)
}

fn one(table: &Table, separator: Separator) -> String {
    let mut out = String::new();
    for row in table.grid() {
        // A line without anything would end the table.
        let alone = row.len() == 1;
        match separator {
            Separator::Comma => {
                let cells: Vec<String> = row.iter().map(|text| quoted(text, alone)).collect();
                out.push_str(&cells.join(","));
                out.push_str("\r\n");
            }
            Separator::Tab => {
                out.push_str(&row.join("\t"));
                out.push('\n');
            }
        }
    }
    out
}

fn quoted(text: &str, alone: bool) -> String {
    if text.contains([',', '"', '\r', '\n']) || (alone && text.is_empty()) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
