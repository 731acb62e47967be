//! Compares with numpy, and checks the edges.

use mre::Mre;
use tensor_cases::{check_edges, compare, evaluate, pair, score};

#[test]
fn equals_numpy() {
    let names = [
        ("mre", "mre"),
        ("mre_max", "mre-max"),
        ("mre_tiny", "mre-tiny"),
    ];
    compare::<Mre>(&[], &names, 0.0);
    compare::<Mre>(
        &[("eps", "0.1")],
        &[("mre_coarse", "mre"), ("mre_tiny", "mre-tiny")],
        0.0,
    );
}

#[test]
fn the_report_names_its_formula_and_limit() {
    let report = evaluate::<Mre>(
        vec![pair(
            &[2, 2],
            &[1.0, 2.0, -4.0, 8.0],
            &[1.0, 2.0, -4.0, 8.0],
        )],
        &[],
    );
    assert_eq!(
        (report.scores[0].id.as_str(), report.scores[0].threshold),
        ("mre", Some(1.0))
    );
    assert!(report.note.contains("|n - c| / (|c| + eps)") && report.note.contains("eps = 1e-3"));
    assert_eq!(report.series[0].points, [(0.0, 0.0), (1.0, 0.0)]);
}

#[test]
fn logits_near_zero_decide_only_the_tiny_epsilon() {
    let report = evaluate::<Mre>(vec![pair(&[1, 2], &[0.0, 10.0], &[1e-6, 10.0])], &[]);
    assert!(score(&report, "mre") < 0.06, "5e-4 of the mean");
    assert!(
        score(&report, "mre-tiny") > 1e7,
        "the percentage that says nothing"
    );
}

#[test]
fn without_epsilon_a_zero_over_a_zero_is_undefined() {
    let report = evaluate::<Mre>(
        vec![pair(&[1, 2], &[0.0, 1.0], &[0.0, 1.0])],
        &[("eps", "0")],
    );
    assert!(score(&report, "mre").is_nan());
}

#[test]
fn infinite_values_never_pass() {
    for (baseline, candidate) in [
        ([f32::INFINITY, 1.0], [f32::INFINITY, 1.0]),
        ([1.0, 1.0], [f32::NEG_INFINITY, 1.0]),
    ] {
        let report = evaluate::<Mre>(vec![pair(&[1, 2], &baseline, &candidate)], &[]);
        assert!(report.scores.iter().all(|score| score.value.is_nan()));
        assert!(
            report
                .details
                .iter()
                .any(|detail| detail.label.starts_with("Infinite"))
        );
    }
}

#[test]
fn edges() {
    check_edges::<Mre>();
}
