//! Compares with jiwer, and checks the edges.

use cer::Cer;
use inkstone_plugin::{Error, Report, Sample, TextMetric, testing};
use text_cases::{compare, sample, score, settings};

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Cer::evaluate(samples, &settings(&Cer::info(), given)).expect("a report")
}

fn cer(reference: &str, prediction: &str) -> f64 {
    score(&evaluate(vec![sample(reference, prediction)], &[]), "cer")
}

#[test]
fn equals_jiwer() {
    compare("cer", "cer", |samples| evaluate(samples, &[]));
    compare("cer_ignore_case", "cer", |samples| {
        evaluate(samples, &[("ignore-case", "true")])
    });
    compare("cer_collapse", "cer", |samples| {
        evaluate(samples, &[("white-space", "collapse")])
    });
    compare("cer_remove", "cer", |samples| {
        evaluate(samples, &[("white-space", "remove")])
    });
}

#[test]
fn has_the_golden_values() {
    for (reference, prediction, expected) in [
        ("hello world", "helo wrld", 0.181818),
        ("The quick brown fox", "The quick brown", 0.210526),
        ("发票号码 12345678", "发票号碼 1234567B", 0.153846),
        ("abc", "", 1.0),
        ("a", "abcdef", 5.0),
        ("total: 1,234.50", "tota1: 1.234,50", 0.2),
    ] {
        assert!(
            (cer(reference, prediction) - expected).abs() < 5e-7,
            "{reference}"
        );
    }
}

#[test]
fn an_empty_reference_counts_what_was_read() {
    assert_eq!(cer("", ""), 0.0);
    assert_eq!(cer("  ", "\n"), 0.0);
    assert_eq!(cer("", "abc"), 3.0);
    let report = evaluate(vec![sample("", "abc"), sample("abc", "abc")], &[]);
    assert_eq!(
        score(&report, "cer"),
        1.0,
        "pooled: three errors over three characters"
    );
    assert!(
        report
            .details
            .iter()
            .any(|d| (d.label.as_str(), d.value.as_str()) == ("Samples without reference", "1"))
    );
}

#[test]
fn white_space_counts_as_it_is_set() {
    let kept = evaluate(vec![sample(" a", "a")], &[("white-space", "keep")]);
    assert_eq!(score(&kept, "cer"), 0.5);
    let removed = evaluate(
        vec![sample("a\u{3000}b", "ab")],
        &[("white-space", "remove")],
    );
    assert_eq!(score(&removed, "cer"), 0.0);
}

#[test]
fn several_samples_have_a_histogram_and_a_worst_one() {
    let mut samples = vec![sample("abcd", "abcd"), sample("abcd", "abxx")];
    samples[1].id = "second".into();
    let report = evaluate(samples, &[]);
    assert_eq!(report.series[0].points, [(0.0, 1.0), (0.5, 1.0)]);
    assert!(report.details.iter().any(|d| d.value == "second (0.5000)"));
    assert!(evaluate(vec![sample("a", "a")], &[]).series.is_empty());
}

#[test]
fn refuses_no_samples_and_stops_when_cancelled() {
    let settings = settings(&Cer::info(), &[]);
    assert!(matches!(
        Cer::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
    let letters = |letter: &str| letter.repeat(10_000);
    testing::cancel(true);
    let cancelled = Cer::evaluate(vec![sample(&letters("a"), &letters("b"))], &settings);
    testing::cancel(false);
    assert!(matches!(cancelled, Err(Error::Cancelled)));
    let report = Cer::evaluate(vec![sample(&letters("a"), &letters("b"))], &settings);
    assert_eq!(score(&report.expect("a report"), "cer"), 1.0);
}
