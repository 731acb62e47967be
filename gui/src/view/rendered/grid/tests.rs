//! Tables read from each of their forms.

use super::*;

fn places(grid: &Grid) -> Vec<(Range<usize>, Range<usize>, String)> {
    let place = |cell: &Cell| {
        let text = inline::shown(&cell.runs);
        (cell.rows.clone(), cell.columns.clone(), text)
    };
    grid.cells.iter().map(place).collect()
}

#[test]
fn merged_cells_of_html_take_their_places() {
    let text = r#"<table border=1><tr><th rowspan="2">a</th><th colspan=2>b</th></tr><tr><td>c</td><td>d</td></tr></table> after"#;
    let (grid, length) = html(text).expect("a table");
    assert_eq!(&text[length..], " after");
    assert_eq!((grid.rows, grid.columns), (2, 3));
    let expected = [
        (0..2, 0..1, "a".into()),
        (0..1, 1..3, "b".into()),
        (1..2, 1..2, "c".into()),
        (1..2, 2..3, "d".into()),
    ];
    assert_eq!(places(&grid), expected);
    assert!(grid.cells[0].header && !grid.cells[2].header);
}

#[test]
fn a_table_that_is_being_written_is_shown_so_far() {
    let (grid, _) = html("<table><tr><td>a</td><td rowspan=9").expect("a table");
    assert_eq!(places(&grid), [(0..1, 0..1, "a".into())]);
    let (grid, _) = html("<table><tr><td>a</td><td>b c").expect("a table");
    assert_eq!(grid.columns, 2);
    assert!(html("<table>").is_none());
    let huge = "<table><tr><td colspan=99999999 rowspan=99999999>x</td></tr></table>";
    let (grid, _) = html(huge).expect("a table");
    assert_eq!((grid.rows, grid.columns), (1, MOST_COLUMNS));
}

#[test]
fn otsl_gives_the_same_places_as_its_html() {
    let text = "<fcel>a<lcel><fcel>b<nl><ecel><fcel>c<ucel><nl>";
    let grid = otsl(text).expect("a table");
    let expected = [
        (0..1, 0..2, "a".into()),
        (0..2, 2..3, "b".into()),
        (1..2, 0..1, String::new()),
        (1..2, 1..2, "c".into()),
    ];
    assert_eq!(places(&grid), expected);
}

#[test]
fn bars_need_a_rule() {
    let lines = ["| a | b |", "|---|:-:|", "| 1 |  |", "text"];
    let (grid, taken) = bars(&lines).expect("a table");
    assert_eq!((taken, grid.rows, grid.columns), (3, 2, 2));
    assert!(grid.cells[0].header);
    assert!(bars(&["a | b", "c | d"]).is_none());
}

#[test]
fn groups_end_where_no_cell_reaches_over() {
    let text = "<table><tr><td>1</td></tr><tr><td rowspan=2>2</td></tr><tr></tr><tr><td>4</td></tr></table>";
    let (grid, _) = html(text).expect("a table");
    assert_eq!(grid.groups(2), [0..3, 3..4]);
    assert_eq!(grid.cells_in(&(0..3)).len(), 2);
}
