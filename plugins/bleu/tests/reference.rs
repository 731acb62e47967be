//! Compares with sacrebleu, and checks the edges.

use bleu::Bleu;
use inkstone_plugin::{Error, Report, Sample, TextMetric};
use text_cases::{compare, sample, score, settings};

fn evaluate(samples: Vec<Sample>, given: &[(&str, &str)]) -> Report {
    Bleu::evaluate(samples, &settings(&Bleu::info(), given)).expect("a report")
}

#[test]
fn equals_sacrebleu() {
    for tokenizer in ["13a", "zh", "char", "none"] {
        compare(&format!("bleu_{tokenizer}"), "bleu", |samples| {
            evaluate(samples, &[("tokenizer", tokenizer)])
        });
    }
    compare("bleu_13a", "bleu", |samples| evaluate(samples, &[]));
    compare("bleu_ignore_case", "bleu", |samples| {
        evaluate(samples, &[("ignore-case", "true")])
    });
}

#[test]
fn has_the_golden_value() {
    let report = evaluate(
        vec![sample("the cat sat on the mat", "the cat is on the mat")],
        &[],
    );
    assert!((score(&report, "bleu") - 37.991784).abs() < 5e-7);
    assert!(report.note.contains("case:mixed|eff:no|tok:13a|smooth:exp"));
    assert!(
        report
            .details
            .iter()
            .any(|d| d.value == "83.3 / 60.0 / 25.0 / 16.7")
    );
}

#[test]
fn empty_texts_score_nothing_as_in_sacrebleu() {
    for (reference, prediction) in [("", ""), ("", "a b c d"), ("a b c d", "")] {
        assert_eq!(
            score(&evaluate(vec![sample(reference, prediction)], &[]), "bleu"),
            0.0
        );
    }
    let settings = settings(&Bleu::info(), &[]);
    assert!(matches!(
        Bleu::evaluate(Vec::new(), &settings),
        Err(Error::InvalidInput(_))
    ));
}
