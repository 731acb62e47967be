//! Compares with PaddleX on `tests/reference/text/otsl.tsv`, which `otsl.py` beside it makes.

use otsl_to_html::{Mode, contains_otsl, to_html};

const FIXTURE: &str = include_str!("../../../tests/reference/text/otsl.tsv");

fn unescape(field: &str) -> String {
    field
        .replace("\\\\", "\0")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace('\0', "\\")
}

/// The text, upstream's HTML (None where it has no table), and the HTML of the robust reading.
fn cases() -> Vec<(String, Option<String>, Option<String>)> {
    let table = |field: &str| Some(unescape(field)).filter(|html| !html.is_empty());
    let cases: Vec<_> = FIXTURE
        .lines()
        .map(|line| {
            let [otsl, html, robust] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("three columns: {line}")
            };
            (
                unescape(otsl),
                if html == "\\fails" { None } else { table(html) },
                table(robust),
            )
        })
        .collect();
    assert!(cases.len() > 200, "the fixture is complete");
    cases
}

#[test]
fn upstream_exact_equals_paddlex() {
    for (otsl, html, _) in cases() {
        assert_eq!(to_html(&otsl, Mode::UpstreamExact), html, "{otsl:?}");
    }
}

#[test]
fn robust_equals_paddlex_on_repaired_text() {
    for (otsl, _, robust) in cases() {
        assert_eq!(to_html(&otsl, Mode::Robust), robust, "{otsl:?}");
        assert!(robust.is_none() || contains_otsl(&otsl), "{otsl:?}");
    }
}
