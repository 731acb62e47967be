//! Compares with numpy, and checks the edges.

use kl_divergence::KlDivergence;
use tensor_cases::{check_edges, compare, evaluate, pair, score};

/// Logarithms near 40 carry rounding of some 1e-15 into a divergence that is nearly 0.
const NOISE: f64 = 2e-14;

#[test]
fn equals_numpy() {
    compare::<KlDivergence>(&[], &[("kl_mean", "kl-mean"), ("kl_max", "kl-max")], NOISE);
}

#[test]
fn two_tokens_as_on_paper() {
    let logits = |p: f64| [p.ln() as f32, (1.0 - p).ln() as f32];
    let report = evaluate::<KlDivergence>(vec![pair(&[1, 2], &logits(0.5), &logits(0.25))], &[]);
    let expected = 0.5 * (0.5_f64 / 0.25).ln() + 0.5 * (0.5_f64 / 0.75).ln();
    assert!(
        (score(&report, "kl-mean") - expected).abs() < 1e-7,
        "f32 logits"
    );
}

#[test]
fn a_token_that_became_impossible_is_not_hidden() {
    let report = evaluate::<KlDivergence>(
        vec![pair(&[1, 2], &[0.0, 0.0], &[0.0, f32::NEG_INFINITY])],
        &[],
    );
    assert!(score(&report, "kl-mean").is_nan() && score(&report, "kl-max").is_nan());
    assert!(
        report
            .details
            .iter()
            .any(|d| d.label == "Positions of infinite divergence" && d.value == "1")
    );
}

#[test]
fn a_shift_of_all_logits_changes_nothing() {
    let report = evaluate::<KlDivergence>(
        vec![pair(&[1, 3], &[1.0, 2.0, 3.0], &[101.0, 102.0, 103.0])],
        &[],
    );
    assert!(score(&report, "kl-max") < NOISE);
}

#[test]
fn edges() {
    check_edges::<KlDivergence>();
}
