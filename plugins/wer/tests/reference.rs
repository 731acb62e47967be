//! Compares with jiwer, and checks the edges.

use inkstone_plugin::{Error, Report, Sample, TextMetric};
use text_cases::{compare, sample, score, settings};
use wer::Wer;

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Wer::evaluate(samples, &settings(&Wer::info(), given)).expect("a report")
}

fn wer(reference: &str, prediction: &str) -> f64 {
    score(&evaluate(vec![sample(reference, prediction)], &[]), "wer")
}

#[test]
fn equals_jiwer() {
    compare("wer", "wer", |samples| evaluate(samples, &[]));
    compare("wer_ignore_case", "wer", |samples| {
        evaluate(samples, &[("ignore-case", "true")])
    });
    compare("wer_any_space", "wer", |samples| {
        evaluate(samples, &[("words", "white-space")])
    });
}

#[test]
fn has_the_golden_values() {
    for (reference, prediction, expected) in [
        ("hello world", "helo wrld", 1.0),
        ("The quick brown fox", "The quick brown", 0.25),
        ("发票号码 12345678", "发票号碼 1234567B", 1.0),
        ("total: 1,234.50", "tota1: 1.234,50", 1.0),
    ] {
        assert_eq!(wer(reference, prediction), expected, "{reference}");
    }
}

#[test]
fn an_empty_reference_counts_what_was_read() {
    assert_eq!(
        (wer("", ""), wer(" ", "\n"), wer("", "two words")),
        (0.0, 0.0, 2.0)
    );
}

#[test]
fn a_line_break_divides_words_only_if_it_is_set_so() {
    assert_eq!(wer("a\nb", "a b"), 2.0);
    let report = evaluate(vec![sample("a\nb", "a b")], &[]);
    assert!(
        report.note.contains("line break")
            && report
                .details
                .iter()
                .any(|d| d.label.contains("white space"))
    );
    assert_eq!(
        wer("a\r\nb", "a b"),
        0.0,
        "two characters of white space divide"
    );
    let report = evaluate(vec![sample("a\nb", "a b")], &[("words", "white-space")]);
    assert_eq!(score(&report, "wer"), 0.0);
    assert!(!report.note.contains("line break"));
}

#[test]
fn refuses_no_samples() {
    let settings = settings(&Wer::info(), &[]);
    assert!(matches!(
        Wer::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
}
