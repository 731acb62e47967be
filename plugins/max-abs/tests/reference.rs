//! Compares with numpy, and checks the edges.

use max_abs::MaxAbs;
use tensor_cases::{check_edges, compare, evaluate, pair};

#[test]
fn equals_numpy() {
    compare::<MaxAbs>(
        &[],
        &[("max_abs", "max-abs"), ("mean_abs", "mean-abs")],
        0.0,
    );
}

#[test]
fn the_headline_and_the_place() {
    let report = evaluate::<MaxAbs>(
        vec![pair(&[2, 2], &[0.0, 1.0, 2.0, 3.0], &[0.0, 1.5, 2.0, 1.0])],
        &[],
    );
    assert_eq!(report.scores[0].id, "max-abs");
    assert_eq!(report.details[0].value, "2e0 at position 1, token 1");
    assert_eq!(report.series[0].points, [(0.0, 0.5), (1.0, 2.0)]);
}

#[test]
fn edges() {
    check_edges::<MaxAbs>();
}
