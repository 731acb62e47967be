//! Compares with RapidFuzz and with OmniDocBench's averages, and checks the edges.

use inkstone_plugin::{Error, Report, Sample, TextMetric};
use ned::Ned;
use text_cases::{compare, sample, score, settings};

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Ned::evaluate(samples, &settings(&Ned::info(), given)).expect("a report")
}

fn named(id: &str, reference: &str, prediction: &str) -> Sample {
    Sample {
        id: id.into(),
        ..sample(reference, prediction)
    }
}

#[test]
fn equals_rapidfuzz() {
    compare("ned", "ned", |samples| evaluate(samples, &[]));
    compare("ned", "ned-pooled", |samples| evaluate(samples, &[]));
}

#[test]
fn equals_omnidocbench() {
    compare("ned_pages", "ned", |samples| evaluate(samples, &[]));
    compare("ned_pooled", "ned-pooled", |samples| evaluate(samples, &[]));
    compare("ned_samples", "ned-samples", |samples| {
        evaluate(samples, &[])
    });
}

#[test]
fn has_the_golden_values() {
    for (reference, prediction, expected) in [
        ("hello world", "helo wrld", 0.181818),
        ("a", "abcdef", 0.833333),
    ] {
        let value = score(&evaluate(vec![sample(reference, prediction)], &[]), "ned");
        assert!((value - expected).abs() < 5e-7, "{reference}");
    }
}

#[test]
fn blocks_belong_to_the_page_in_their_id() {
    let samples = vec![
        named("a.png#0", "abcd", "abcd"),
        named("a.png#1", "ab", "xy"),
        named("b.png", "abcd", ""),
    ];
    let report = evaluate(samples, &[]);
    assert!((score(&report, "ned") - (2.0 / 6.0 + 1.0) / 2.0).abs() < 1e-12);
    assert!((score(&report, "ned-pooled") - 6.0 / 10.0).abs() < 1e-12);
    assert!((score(&report, "ned-samples") - 2.0 / 3.0).abs() < 1e-12);
    let apart = evaluate(
        vec![
            named("a#x", "ab", "ab"),
            named("a#y", "ab", "xy"),
            named("a#", "ab", "ab"),
        ],
        &[],
    );
    assert!(
        apart
            .details
            .iter()
            .any(|d| d.label == "Pages" && d.value == "3")
    );
}

#[test]
fn empty_texts() {
    let value =
        |reference, prediction| score(&evaluate(vec![sample(reference, prediction)], &[]), "ned");
    assert_eq!(
        (value("", ""), value("", "abc"), value("abc", "")),
        (0.0, 1.0, 1.0)
    );
    let report = evaluate(vec![named("a", "", ""), named("b", "ab", "xb")], &[]);
    assert_eq!(
        score(&report, "ned"),
        0.5,
        "an empty page does not count as a good one"
    );
    let settings = settings(&Ned::info(), &[]);
    assert!(matches!(
        Ned::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
}

#[test]
fn settings_change_the_texts() {
    let value = |given: &[(&str, &str)]| score(&evaluate(vec![sample(" A b", "ab")], given), "ned");
    assert_eq!(
        (
            value(&[]),
            value(&[("white-space", "remove"), ("ignore-case", "true")])
        ),
        (0.75, 0.0)
    );
}
