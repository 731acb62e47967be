//! Compares with numpy and with the figures of the original report, and checks the edges.

use inkstone_plugin::Report;
use tensor_cases::{cases, check_edges, compare, evaluate, pair, score};
use top1::Top1;

fn detail<'a>(report: &'a Report, label: &str) -> &'a str {
    let found = report.details.iter().find(|detail| detail.label == label);
    &found
        .unwrap_or_else(|| panic!("{label} in {report:?}"))
        .value
}

#[test]
fn equals_numpy() {
    compare::<Top1>(&[], &[("top1", "top1")], 0.0);
}

#[test]
fn the_first_divergence_is_numpys() {
    let mut diverging = 0;
    for case in cases() {
        let report = evaluate::<Top1>(case.pairs(), &[]);
        if case.value("top1").is_nan() {
            continue;
        }
        let Some(tokens) = case.divergence["tokens"].as_array() else {
            assert_eq!(detail(&report, "First divergence"), "none", "{}", case.name);
            continue;
        };
        diverging += 1;
        let position = format!("position {},", case.divergence["position"]);
        assert!(
            detail(&report, "First divergence").contains(&position),
            "{}",
            case.name
        );
        let expected = format!("baseline {}, candidate {}", tokens[0], tokens[1]);
        assert_eq!(detail(&report, "Tokens there"), expected, "{}", case.name);
        let margins: Vec<f64> = detail(&report, "Margins there")
            .split(", ")
            .map(|margin| {
                margin
                    .rsplit(' ')
                    .next()
                    .and_then(|n| n.parse().ok())
                    .expect("a number")
            })
            .collect();
        for (computed, expected) in margins
            .iter()
            .zip(case.divergence["margins"].as_array().expect("two"))
        {
            match expected.as_f64() {
                Some(expected) => assert!(
                    (computed - expected).abs() <= 1e-9 * expected,
                    "{}",
                    case.name
                ),
                None => assert!(computed.is_infinite(), "{}", case.name),
            }
        }
    }
    assert!(diverging > 5, "{diverging} cases diverge");
}

/// The original report: of 420 positions 418 agree, which it calls 99.52 %.
#[test]
fn has_the_original_reports_figure() {
    let (positions, width) = (420, 10);
    let row = |best: usize| (0..width).map(move |token| f32::from(u8::from(token == best)));
    let baseline: Vec<f32> = (0..positions)
        .flat_map(|position| row(position % width))
        .collect();
    let moved = |position| usize::from(position == 17 || position == 300);
    let candidate: Vec<f32> = (0..positions)
        .flat_map(|position| row((position + moved(position)) % width))
        .collect();
    let report = evaluate::<Top1>(vec![pair(&[420, 10], &baseline, &candidate)], &[]);
    assert_eq!(format!("{:.2}", score(&report, "top1")), "99.52");
    assert_eq!(detail(&report, "Agreeing positions"), "418 of 420");
    assert!(detail(&report, "First divergence").starts_with("position 17,"));
    assert_eq!(detail(&report, "Tokens there"), "baseline 7, candidate 8");
    assert_eq!(detail(&report, "Margins there"), "baseline 1, candidate 1");
    assert_eq!(report.scores[0].threshold, Some(99.0));
    let differing: Vec<f64> = report.series[0]
        .points
        .iter()
        .filter(|(_, y)| *y == 0.0)
        .map(|(x, _)| *x)
        .collect();
    assert_eq!(
        (report.series[0].points.len(), differing),
        (420, vec![17.0, 300.0])
    );
}

#[test]
fn many_positions_are_gathered_in_the_chart() {
    let values = vec![1.0; 10_000];
    let report = evaluate::<Top1>(vec![pair(&[10_000, 1], &values, &values)], &[]);
    let points = &report.series[0].points;
    assert!(points.len() <= 2048 && points.iter().all(|(_, y)| *y == 1.0));
    assert_eq!(points[1].0, 5.0);
}

#[test]
fn edges() {
    check_edges::<Top1>();
}
