//! Compares with sacrebleu, and checks the edges.

use chrf::Chrf;
use inkstone_plugin::{Error, Report, Sample, TextMetric};
use text_cases::{compare, sample, score, settings};

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Chrf::evaluate(samples, &settings(&Chrf::info(), given)).expect("a report")
}

#[test]
fn equals_sacrebleu() {
    for (name, given) in [
        ("chrf", &[][..]),
        ("chrf++", &[("word-order", "2")]),
        ("chrf_ignore_case", &[("ignore-case", "true")]),
        ("chrf_spaces", &[("white-space", "true")]),
        (
            "chrf_4_1_beta_1",
            &[("char-order", "4"), ("word-order", "1"), ("beta", "1")],
        ),
    ] {
        compare(name, "chrf", |samples| evaluate(samples, given));
    }
}

#[test]
fn has_the_golden_value() {
    let report = evaluate(
        vec![sample("the cat sat on the mat", "the cat is on the mat")],
        &[],
    );
    assert!((score(&report, "chrf") - 61.925151).abs() < 5e-7);
    assert_eq!(report.scores[0].label, "chrF2");
    assert!(report.note.contains("nc:6|nw:0|space:no"));
    let report = evaluate(vec![sample("a", "a")], &[("word-order", "2")]);
    assert_eq!(report.scores[0].label, "chrF2++");
}

#[test]
fn empty_texts_score_nothing_as_in_sacrebleu() {
    for (reference, prediction) in [("", ""), ("", "abc"), ("abc", "")] {
        assert_eq!(
            score(&evaluate(vec![sample(reference, prediction)], &[]), "chrf"),
            0.0
        );
    }
    let settings = settings(&Chrf::info(), &[]);
    assert!(matches!(
        Chrf::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
}
