//! Inputs that no model should write: random heaps, extreme shapes.

use otsl_to_html::{Cell, MAX_CELLS, Mode, contains_otsl, parse, split_around, to_html};

/// SplitMix64, so that the heaps are the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

fn heap(random: &mut Random) -> String {
    const PIECES: [&str; 14] = [
        "<fcel>", "<ecel>", "<lcel>", "<ucel>", "<xcel>", "<nl>", "<fce", "<", ">", "é", "🙂", " ",
        "\n", "&\"'",
    ];
    (0..random.below(60))
        .map(|_| PIECES[random.below(PIECES.len())])
        .collect()
}

#[test]
fn every_heap_gives_a_whole_table_or_none() {
    let mut random = Random(3);
    let mut tables = 0;
    for _ in 0..20_000 {
        let text = heap(&mut random);
        to_html(&text, Mode::UpstreamExact);
        let html = to_html(&text, Mode::Robust);
        let Some(table) = parse(&text) else {
            assert_eq!(html, None, "{text:?}");
            continue;
        };
        tables += 1;
        let width = table.rows[0].len();
        assert!(table.rows.iter().all(|row| row.len() == width), "{text:?}");
        let mut cells = 0;
        for (r, row) in table.rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let Cell::Origin {
                    row_span,
                    column_span,
                    ..
                } = cell
                else {
                    continue;
                };
                cells += 1;
                assert!(
                    r + row_span <= table.rows.len() && c + column_span <= width,
                    "{text:?}"
                );
            }
        }
        let html = html.expect("a table has HTML");
        assert_eq!(html.matches("<td").count(), cells, "{text:?}");
        assert_eq!(html.matches("<tr>").count(), table.rows.len(), "{text:?}");
    }
    assert!(tables > 10_000, "most heaps hold a cell: {tables}");
}

#[test]
fn every_covered_place_has_a_cell_that_reaches_it() {
    let mut random = Random(4);
    for _ in 0..2_000 {
        let text = heap(&mut random);
        let Some(table) = parse(&text) else { continue };
        let reaches = |row: usize, column: usize| {
            table.rows.iter().enumerate().any(|(r, cells)| {
                cells.iter().enumerate().any(|(c, cell)| match cell {
                    Cell::Origin {
                        row_span,
                        column_span,
                        ..
                    } => (r..r + row_span).contains(&row) && (c..c + column_span).contains(&column),
                    Cell::Covered => false,
                })
            })
        };
        for (r, row) in table.rows.iter().enumerate() {
            for c in (0..row.len()).filter(|&c| row[c] == Cell::Covered) {
                assert!(reaches(r, c), "{r},{c} of {text:?}");
            }
        }
    }
}

#[test]
fn a_table_over_the_limit_is_refused() {
    let side = 1025;
    let text = "<fcel>x".repeat(side) + "<nl>" + &"<ecel><nl>".repeat(side);
    assert!((side + 1) * side > MAX_CELLS);
    assert_eq!(to_html(&text, Mode::Robust), None);
    let text = "<fcel>x".repeat(side) + "<nl>" + &"<ecel><nl>".repeat(side - 3);
    assert!(to_html(&text, Mode::Robust).is_some());
}

#[test]
fn overlapping_spans_of_a_large_square_are_resolved() {
    // Cell k of the diagonal reaches to the lower right corner, so that the areas add up to a third of side cubed.
    let side = 800;
    let row = |r: usize| {
        (0..side)
            .map(|c| if c == r { "<fcel>x" } else { "<xcel>" })
            .collect::<String>()
            + "<nl>"
    };
    let table = parse(&(0..side).map(row).collect::<String>()).expect("a table");
    let Cell::Origin {
        row_span,
        column_span,
        ..
    } = table.rows[1][1]
    else {
        panic!("an origin")
    };
    assert_eq!((row_span, column_span), (side - 1, side - 1));
    assert_eq!(table.rows[side - 1][0], Cell::Covered);
}

#[test]
fn text_around_a_table_is_split_off() {
    assert_eq!(split_around("no table < here"), None);
    assert!(!contains_otsl("no table < here <fcell>"));
    assert_eq!(
        split_around("a <fcel>b<nl><fcel>c<nl> d"),
        Some(("a ", "<fcel>b<nl><fcel>c<nl>", " d"))
    );
    assert_eq!(split_around("a <fcel>b"), Some(("a ", "<fcel>b", "")));
}

#[test]
fn a_row_that_was_begun_belongs_to_the_table() {
    assert_eq!(
        split_around("a <fcel>b<nl><fcel>c"),
        Some(("a ", "<fcel>b<nl><fcel>c", ""))
    );
}
