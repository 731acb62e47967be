//! The model's answer for a chart: rows of cells between bars, the first of them the header.

use std::ops::Range;

use crate::{Cell, MAX_CELLS, Table};

/// The bytes of the lines that make the table, and the table; None where there are fewer than two rows or lines without a bar among them.
///
/// Bars at a row's ends are those of a Markdown table and make no cells; its line of dashes is no row. Short rows get empty cells.
pub(crate) fn find(text: &str) -> Option<(Range<usize>, Table)> {
    let first = text.find('|')?;
    let last = text.rfind('|')?;
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let lines = text[start..end]
        .lines()
        .filter(|line| !line.trim().is_empty());
    let mut rows = Vec::new();
    for line in lines {
        if !line.contains('|') {
            return None;
        }
        let cells = cells(line);
        let rule = |cell: &str| cell.contains('-') && cell.chars().all(|c| "-: ".contains(c));
        if rows.len() == 1 && cells.iter().all(|cell| rule(cell)) {
            continue;
        }
        rows.push(cells);
    }
    let width = rows.iter().map(Vec::len).max()?;
    if rows.len() < 2 || rows.len().checked_mul(width)? > MAX_CELLS {
        return None;
    }
    let grid = rows.iter().map(|row| {
        let places = (0..width).map(|column| Cell::Origin {
            text: row.get(column).copied().unwrap_or_default().to_owned(),
            row_span: 1,
            column_span: 1,
        });
        places.collect()
    });
    let table = Table {
        rows: grid.collect(),
        has_header: true,
    };
    Some((start..end, table))
}

fn cells(line: &str) -> Vec<&str> {
    let line = line.trim();
    let inner = match line.strip_prefix('|') {
        Some(inner) => inner.strip_suffix('|').unwrap_or(inner),
        None => line,
    };
    inner.split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::html;

    fn html(text: &str) -> Option<(&str, String)> {
        find(text).map(|(range, table)| (&text[range], html::write(&table)))
    }

    #[test]
    fn rows_between_bars_are_a_table_with_a_header() {
        let expected = "<table><tr><th>Year</th><th>a&amp;b</th></tr><tr><td>2020</td><td>1</td></tr><tr><td>2021</td><td></td></tr></table>";
        for text in [
            "Year | a&b\n2020 | 1\n2021",
            "| Year | a&b |\n|---|:-:|\n| 2020 | 1 |\n\n| 2021 |  |",
        ] {
            let text = text.replace("\n2021", "\n2021 |");
            let found = html(&text).map(|(_, html)| html);
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn lines_around_are_left_out() {
        let (table, _) = html("Sales\na | b\n1 | 2\nin euros\n").expect("a table");
        assert_eq!(table, "a | b\n1 | 2");
    }

    #[test]
    fn what_is_no_table() {
        for text in [
            "",
            "|",
            "a | b",
            "no bars\nat all",
            "a | b\nword\n1 | 2",
            "a | b\n---|---",
        ] {
            assert_eq!(html(text), None, "{text:?}");
        }
    }
}
