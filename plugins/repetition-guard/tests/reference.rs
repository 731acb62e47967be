//! Compares with PaddleX on `tests/reference/text/repetition.tsv`, which `repetition.py` beside it makes.

use repetition_guard::{Rule, TEXT_MIN_CHARS, truncate};

const FIXTURE: &str = include_str!("../../../tests/reference/text/repetition.tsv");

fn unescape(field: &str) -> String {
    field
        .replace("\\\\", "\0")
        .replace("\\n", "\n")
        .replace("\\r", "\r")
        .replace("\\t", "\t")
        .replace('\0', "\\")
}

#[test]
fn equals_paddlex() {
    let mut cuts = 0;
    for line in FIXTURE.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [min_chars, kind, result, parts @ ..] = &fields[..] else {
            panic!("at least three columns: {line}")
        };
        let number = |field: &str| field.parse::<usize>().expect("a number");
        let text: String = parts
            .chunks(2)
            .map(|part| unescape(part[0]).repeat(number(part[1])))
            .collect();
        let expected = match *kind {
            "cut" => text
                .chars()
                .take(text.chars().count() - number(result))
                .collect(),
            _ => unescape(result),
        };
        let cut = truncate(&text, number(min_chars));
        assert_eq!(cut.text, expected, "{line}");
        assert_eq!(cut.rule.is_none(), cut.text == text, "{line}");
        cuts += usize::from(cut.rule.is_some());
    }
    assert!(cuts > 100, "the fixture is complete: {cuts}");
}

#[test]
fn the_rule_is_named() {
    let rule = |text: &str| truncate(text, TEXT_MIN_CHARS).rule;
    assert_eq!(
        rule(&("start ".to_owned() + &"abcdefgh".repeat(20))),
        Some(Rule::RepeatingEnd)
    );
    assert_eq!(rule(&"ab".repeat(30)), Some(Rule::RepeatedUnit));
    assert_eq!(rule(&"an equal line\n".repeat(10)), Some(Rule::EqualLines));
    assert_eq!(rule(&"ab".repeat(24)), None);
}

#[test]
fn long_texts_are_cut_at_the_right_place() {
    // A million characters: with a search that is quadratic in them this test would not end.
    let text = "start: ".to_owned() + &"x".repeat(999_999) + "y";
    assert_eq!(truncate(&text, TEXT_MIN_CHARS).rule, None);
    let text = "start: ".to_owned() + &"0123456789 ".repeat(100_000);
    let cut = truncate(&text, TEXT_MIN_CHARS);
    assert_eq!(cut.rule, Some(Rule::RepeatingEnd));
    assert_eq!(cut.text, "start:");
}
