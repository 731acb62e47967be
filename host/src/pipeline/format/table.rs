//! The tables of a page, from the HTML that the bundled plugin writes, as cells and as a grid.

use crate::html::{Tag, decoded, tag};
use crate::plugin::{Block, BlockKind};

/// Most places that a table's grid may have, as with the plugin that makes tables: spans in a few bytes can claim any number.
const MOST_PLACES: usize = 1 << 20;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its text, with one space wherever there was white space.
    pub text: String,
    /// Whether it names what is below or beside it.
    pub header: bool,
    /// How many rows it takes, at least 1.
    pub row_span: usize,
    /// How many columns it takes, at least 1.
    pub column_span: usize,
}

/// A table as HTML has it: rows of cells, each where the first free place is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// From top to bottom, with their cells from left to right.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The tables of a block: of one that is a table and holds it as HTML. A table within a cell is part of the cell's text.
    pub(super) fn of(block: &Block) -> Vec<Self> {
        match block.kind {
            BlockKind::Table => read(&block.text),
            _ => Vec::new(),
        }
    }

    /// The texts place by place, all rows of one length: a cell's text stands at its first place, and nothing at the others that it takes.
    pub(super) fn grid(&self) -> Vec<Vec<&str>> {
        let mut grid: Vec<Vec<Option<&str>>> = vec![Vec::new(); self.rows.len()];
        let mut places = 0;
        for (row, cells) in self.rows.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while grid[row].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                let below = cell.row_span.min(self.rows.len() - row);
                let beside = match places + below * (column + cell.column_span) {
                    all if all > MOST_PLACES => 1,
                    _ => cell.column_span,
                };
                for (down, line) in grid[row..row + below].iter_mut().enumerate() {
                    let width = line.len();
                    if width < column + beside {
                        line.resize(column + beside, None);
                        places += line.len() - width;
                    }
                    for (right, place) in line[column..column + beside].iter_mut().enumerate() {
                        let first = down == 0 && right == 0;
                        place.get_or_insert(if first { &cell.text } else { "" });
                    }
                }
                column += beside;
            }
        }
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut grid {
            row.resize(width, None);
        }
        let texts = |row: Vec<Option<_>>| row.into_iter().map(Option::unwrap_or_default).collect();
        grid.into_iter().map(texts).collect()
    }

    /// A line of text for each row that has any, its cells apart by a space.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        let rows = self.rows.iter().map(|row| {
            let texts = row.iter().map(|cell| cell.text.as_str());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>()
        });
        rows.filter(|row| !row.is_empty()).map(|row| row.join(" "))
    }
}

fn read(html: &str) -> Vec<Table> {
    let mut reader = Reader::default();
    let mut rest = html;
    while !rest.is_empty() {
        if let Some((tag, after)) = tag(rest) {
            reader.tag(&tag);
            rest = after;
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let end = rest[first..].find('<').map_or(rest.len(), |at| first + at);
            reader.text(&rest[..end]);
            rest = &rest[end..];
        }
    }
    reader.end_table();
    reader.tables
}

#[derive(Default)]
struct Reader {
    tables: Vec<Table>,
    table: Table,
    /// How many tables are open, one within the other.
    depth: usize,
    /// Whether text belongs to the last cell.
    in_cell: bool,
}

impl Reader {
    fn tag(&mut self, tag: &Tag) {
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => self.depth += 1,
            ("table", true) => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.end_table();
                }
            }
            ("tr", false) if self.depth == 1 => {
                self.in_cell = false;
                self.table.rows.push(Vec::new());
            }
            ("td" | "th", false) if self.depth == 1 => {
                if self.table.rows.is_empty() {
                    self.table.rows.push(Vec::new());
                }
                self.in_cell = true;
                if let Some(row) = self.table.rows.last_mut() {
                    row.push(Cell {
                        text: String::new(),
                        header: tag.name == "th",
                        row_span: tag.row_span as usize,
                        column_span: tag.column_span as usize,
                    });
                }
            }
            ("td" | "th" | "tr", true) if self.depth == 1 => self.in_cell = false,
            // The words of two lines, or of two cells of an inner table, are two words.
            ("br" | "p" | "div" | "li" | "td" | "th" | "tr", _) => self.text(" "),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_cell
            && let Some(cell) = self.table.rows.last_mut().and_then(|row| row.last_mut())
        {
            cell.text.push_str(&decoded(text));
        }
    }

    fn end_table(&mut self) {
        self.in_cell = false;
        let mut table = std::mem::take(&mut self.table);
        table.rows.retain(|row| !row.is_empty());
        for cell in table.rows.iter_mut().flatten() {
            cell.text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if !table.rows.is_empty() {
            self.tables.push(table);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn grid(html: &str) -> Vec<Vec<String>> {
        let tables = read(html);
        assert_eq!(tables.len(), 1, "{html}");
        let rows = tables[0].grid();
        let owned = |row: Vec<&str>| row.into_iter().map(str::to_owned).collect();
        rows.into_iter().map(owned).collect()
    }

    #[test]
    fn merged_cells_stand_at_their_first_place() {
        let html = "<table><tr><th rowspan=\"2\">a &lt; b</th><th colspan='2'>c</th></tr><tr><td>d</td><td>e</td></tr>\
                    <tr><td>f</td><td rowspan=2 colspan=2>g<br>h</td></tr><tr><td>i</td></tr></table>";
        let expected = [
            ["a < b", "c", ""],
            ["", "d", "e"],
            ["f", "g h", ""],
            ["i", "", ""],
        ];
        assert_eq!(grid(html), expected);
    }

    #[test]
    fn what_is_not_well_formed() {
        assert_eq!(
            grid("<table><tr><td>a<td>b<tr><td>c"),
            [["a", "b"], ["c", ""]]
        );
        assert_eq!(grid("<td>x</td><table><td rowspan=9>y"), [["y"]]);
        let nested = "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>";
        assert_eq!(grid(nested), [["a b c", "d"]]);
        assert!(read("a\tb\n1\t2").is_empty());
        assert!(read("<table></table>").is_empty());
        let claims = "<table><tr><td colspan=4000000000 rowspan=4000000000>a</td></tr><tr><td colspan=999999>b</td></tr></table>";
        assert!(grid(claims).iter().map(Vec::len).sum::<usize>() <= 2 * super::MOST_PLACES);
    }

    #[test]
    fn tables_follow_each_other() {
        let tables = read(
            "<table><tr><td>1</td></tr></table> and <table><tr><td>2</td><td></td></tr></table>",
        );
        let lines: Vec<String> = tables.iter().flat_map(super::Table::lines).collect();
        assert_eq!(lines, ["1", "2"]);
    }
}
