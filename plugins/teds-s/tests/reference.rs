//! Compares with table_recognition_metric.

use inkstone_plugin::TextMetric;
use serde_json::Value;
use teds_s::TedsS;
use text_cases::{sample, score, settings};

const FIXTURE: &str = include_str!("../../../tests/reference/metrics/tables.json");

fn teds_s(reference: &str, prediction: &str) -> f64 {
    let report = TedsS::evaluate(
        vec![sample(reference, prediction)],
        &settings(&TedsS::info(), &[]),
    );
    score(&report.expect("a report"), "teds-s")
}

#[test]
fn equals_the_reference_implementation() {
    let cases: Vec<Value> = serde_json::from_str(FIXTURE).expect("valid JSON");
    for case in &cases {
        let text = |side: &str| case[side].as_str().expect("a text");
        let expected = case["teds_s"].as_f64().expect("a number");
        let computed = teds_s(text("reference"), text("prediction"));
        assert!(
            (computed - expected).abs() < 1e-9,
            "{computed} is not {expected}: {case}"
        );
    }
}

#[test]
fn text_does_not_count_and_spans_do() {
    let table = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>";
    assert_eq!(teds_s(table, &table.replace("d<", "<b>x</b><")), 1.0);
    let spanning = "<table><tr><td colspan=\"2\">a</td></tr><tr><td>c</td><td>d</td></tr></table>";
    assert!((teds_s(table, spanning) - 0.714286).abs() < 5e-7);
}
