//! Compares with table_recognition_metric, and checks which samples count.

use inkstone_plugin::{Error, Report, Sample, TextMetric, testing};
use serde_json::Value;
use teds::Teds;
use text_cases::{sample, score, settings};

const FIXTURE: &str = include_str!("../../../tests/reference/metrics/tables.json");
const SQUARE: &str = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Teds::evaluate(samples, &settings(&Teds::info(), given)).expect("a report")
}

fn teds(reference: &str, prediction: &str) -> f64 {
    score(&evaluate(vec![sample(reference, prediction)], &[]), "teds")
}

#[test]
fn equals_the_reference_implementation_and_averages() {
    let cases: Vec<Value> = serde_json::from_str(FIXTURE).expect("valid JSON");
    let text = |case: &Value, side: &str| case[side].as_str().expect("a text").to_owned();
    for (name, given) in [
        ("teds", &[][..]),
        ("teds_levelled", &[("level-markup", "true")]),
    ] {
        let mut samples = Vec::new();
        let mut sum = 0.0;
        for case in &cases {
            let sample = sample(&text(case, "reference"), &text(case, "prediction"));
            let expected = case[name].as_f64().expect("a number");
            let computed = score(&evaluate(vec![sample.clone()], given), "teds");
            assert!(
                (computed - expected).abs() < 1e-9,
                "{name}: {computed} is not {expected}: {sample:?}"
            );
            samples.push(sample);
            sum += expected;
        }
        let mean = score(&evaluate(samples, given), "teds");
        assert!((mean - sum / cases.len() as f64).abs() < 1e-9);
    }
}

#[test]
fn has_the_golden_values() {
    let changed = SQUARE.replace("d<", "x<");
    let spanning = "<table><tr><td colspan=\"2\">a</td></tr><tr><td>c</td><td>d</td></tr></table>";
    let missing = "<table><tr><td>a</td><td>b</td></tr></table>";
    for (prediction, expected) in [
        (changed.as_str(), 0.857143),
        (spanning, 0.714286),
        (missing, 0.571429),
        (SQUARE, 1.0),
    ] {
        assert!(
            (teds(SQUARE, prediction) - expected).abs() < 5e-7,
            "{prediction}"
        );
    }
}

#[test]
fn a_table_on_one_side_scores_0_and_none_on_both_does_not_count() {
    assert_eq!((teds(SQUARE, "no table"), teds("", SQUARE)), (0.0, 0.0));
    assert!(teds("", "").is_nan() && teds("text", "text").is_nan());
    let report = evaluate(
        vec![
            sample("text", "text"),
            sample(SQUARE, SQUARE),
            sample(SQUARE, ""),
        ],
        &[],
    );
    assert_eq!(score(&report, "teds"), 0.5);
    assert!(
        report
            .details
            .iter()
            .any(|d| d.label.contains("not averaged") && d.value == "1")
    );
    let settings = settings(&Teds::info(), &[]);
    assert!(matches!(
        Teds::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
}

#[test]
fn warns_of_further_tables_and_refuses_huge_ones() {
    testing::logs();
    let report = evaluate(vec![sample(SQUARE, &format!("{SQUARE}{SQUARE}"))], &[]);
    assert_eq!(score(&report, "teds"), 1.0);
    assert!(
        testing::logs()
            .iter()
            .any(|(_, message)| message.contains("first table"))
    );
    let huge = format!("<table>{}</table>", "<tr><td>1</td></tr>".repeat(2_000));
    let settings = settings(&Teds::info(), &[]);
    let refused = Teds::evaluate(vec![sample(&huge, &huge)], &settings);
    assert!(
        matches!(refused, Err(Error::Unsupported(why)) if why.contains("sample") && why.contains("4001"))
    );
}

/// Whatever a model writes: no panic, and a value between 0 and 1.
#[test]
fn takes_any_markup() {
    let pieces = [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<td colspan=",
        "\"2\"",
        "'",
        ">",
        "<",
        "</",
        "&",
        "&#",
        "&#x",
        ";",
        "&amp",
        "<!--",
        "-->",
        "<!",
        "<br/>",
        "/>",
        "=",
        "é",
        "表",
        "<p>",
        "<li>",
        "<th",
        " rowspan=-3>",
        "<tbody>",
        "<td/>",
    ];
    let mut state = 9_u64;
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    for _ in 0..2_000 {
        let markup: String = (0..below(40))
            .map(|_| pieces[below(pieces.len())])
            .collect();
        for given in [&[][..], &[("level-markup", "true")]] {
            let report = evaluate(
                vec![sample(SQUARE, &markup), sample(&markup, &markup)],
                given,
            );
            let value = score(&report, "teds");
            assert!((0.0..=1.0).contains(&value), "{value}: {markup}");
        }
    }
    let deep = format!("<table>{}", "<b>".repeat(1_000));
    assert!(teds(&deep, &deep) > 0.999);
    let deep_cell = format!("<table><tr><td>{}", "<b>".repeat(100_000));
    assert_eq!(teds(&deep_cell, &deep_cell), 1.0);
}
