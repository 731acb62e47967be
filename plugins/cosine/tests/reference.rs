//! Compares with numpy, and checks the edges.

use cosine::Cosine;
use tensor_cases::{check_edges, compare, evaluate, pair, score};

#[test]
fn equals_numpy() {
    let names = [
        ("cosine", "cosine"),
        ("cosine_mean", "cosine-mean"),
        ("cosine_min", "cosine-min"),
    ];
    compare::<Cosine>(&[], &names, 0.0);
}

#[test]
fn opposite_and_orthogonal() {
    let cosine = |baseline: &[f32], candidate: &[f32]| {
        let report = evaluate::<Cosine>(vec![pair(&[1, 2], baseline, candidate)], &[]);
        score(&report, "cosine")
    };
    assert_eq!(cosine(&[1.0, 2.0], &[-1.0, -2.0]), -1.0);
    assert_eq!(cosine(&[1.0, 0.0], &[0.0, 3.0]), 0.0);
    assert_eq!(cosine(&[3.0, 4.0], &[6.0, 8.0]), 1.0);
}

#[test]
fn a_position_of_zeros_is_undefined_and_said_to_be() {
    let report = evaluate::<Cosine>(
        vec![pair(&[2, 2], &[0.0, 0.0, 1.0, 2.0], &[0.0, 1.0, 1.0, 2.0])],
        &[],
    );
    assert!(score(&report, "cosine").is_finite());
    assert!(score(&report, "cosine-min").is_nan() && score(&report, "cosine-mean").is_nan());
    assert!(
        report
            .details
            .iter()
            .any(|d| d.label == "Positions without a cosine" && d.value == "1")
    );
    assert_eq!(report.series[0].points, [(1.0, 1.0)]);
    assert_eq!(report.scores[0].threshold, Some(0.999));
}

#[test]
fn edges() {
    check_edges::<Cosine>();
}
