//! Compares with numpy, and checks the edges.

use tensor_cases::{check_edges, compare, evaluate, pair, score};
use top_k::TopK;

#[test]
fn equals_numpy() {
    for k in ["1", "5", "64"] {
        let (overlap, contained) = (format!("top_{k}"), format!("top1_in_top_{k}"));
        compare::<TopK>(
            &[("k", k)],
            &[(&overlap, "top-k"), (&contained, "top1-in-top-k")],
            0.0,
        );
    }
}

#[test]
fn of_equal_logits_the_lowest_tokens_come_first() {
    let report = evaluate::<TopK>(
        vec![pair(&[1, 4], &[1.0, 1.0, 1.0, 1.0], &[0.0, 2.0, 2.0, 2.0])],
        &[("k", "2")],
    );
    assert_eq!(score(&report, "top-k"), 50.0, "0 and 1 against 1 and 2");
    assert_eq!(score(&report, "top1-in-top-k"), 0.0);
}

#[test]
fn a_vocabulary_smaller_than_k_counts_whole() {
    let report = evaluate::<TopK>(vec![pair(&[1, 2], &[1.0, 2.0], &[2.0, 1.0])], &[]);
    assert_eq!(
        (score(&report, "top-k"), score(&report, "top1-in-top-k")),
        (100.0, 100.0)
    );
}

#[test]
fn edges() {
    check_edges::<TopK>();
}
