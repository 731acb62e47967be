//! Every chart on data that nobody would send on purpose: drawn without a panic, with no text on another.

use inkstone_charts::*;
use proptest::prelude::*;

use crate::svg::Drawing;

const NUMBERS: [f64; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    1e-300,
    1e300,
    -1e308,
    f64::MAX,
    f64::MIN,
    f64::MIN_POSITIVE,
    5e-324,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    1e15,
    1e15 + 1.0,
];

const NAMES: [&str; 7] = [
    "",
    "cpu",
    "npu:bf16",
    "一个非常非常长的设备名称用来检查标签是否会互相重叠",
    "a\0\n\u{202E}b",
    "<&\"'>",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

/// One chart of each kind with these values and names.
fn charts(values: &[f64], names: &[String], log: bool) -> Vec<Chart> {
    let name = |index: usize| {
        names
            .get(index % names.len().max(1))
            .cloned()
            .unwrap_or_default()
    };
    let axis = Axis {
        name: name(0),
        unit: name(1),
        log,
    };
    let halves = values.split_at(values.len() / 2);
    let bars = |values: &[f64]| {
        let bar = |(index, &value): (usize, &f64)| {
            if index % 2 == 0 {
                Bar::new(value)
            } else {
                Bar::with_deviation(value, value)
            }
        };
        values.iter().enumerate().map(bar).collect()
    };
    let first = values.first().copied();
    vec![
        GroupedBars {
            title: name(2),
            axis: axis.clone(),
            groups: (0..values.len().div_ceil(2)).map(name).collect(),
            series: vec![
                BarSeries {
                    name: name(0),
                    bars: bars(halves.0),
                },
                BarSeries {
                    name: name(1),
                    bars: bars(halves.1),
                },
            ],
            error_name: name(1),
        }
        .into(),
        LatencyDistribution {
            title: name(0),
            axis: axis.clone(),
            devices: [halves.0, halves.1, &[]]
                .map(|values| Samples {
                    name: name(values.len()),
                    values: values.to_vec(),
                    quantiles: values
                        .iter()
                        .take(3)
                        .map(|&value| Quantile {
                            fraction: value,
                            value,
                        })
                        .collect(),
                })
                .to_vec(),
        }
        .into(),
        StageBreakdown {
            title: name(3),
            axis: axis.clone(),
            stages: (0..6).map(name).collect(),
            devices: values
                .chunks(6)
                .take(50)
                .map(|values| StageTimes {
                    name: name(values.len()),
                    values: values.to_vec(),
                })
                .collect(),
        }
        .into(),
        LogitScatter {
            title: name(1),
            baseline: name(2),
            candidate: name(3),
            points: LogitPoints::All(
                halves
                    .0
                    .iter()
                    .zip(halves.1)
                    .map(|(&x, &y)| [x, y])
                    .collect(),
            ),
        }
        .into(),
        PositionError {
            title: name(4),
            axis: axis.clone(),
            series: [halves.0, halves.1]
                .map(|values| PositionSeries {
                    name: name(values.len()),
                    values: values.to_vec(),
                })
                .to_vec(),
            generated_from: Some(values.len() / 3),
            threshold: first,
        }
        .into(),
        AgreementStrip {
            title: name(5),
            agree: values.iter().map(|&value| value > 0.0).collect(),
            first_position: values.len() * 7,
            generated_from: Some(values.len() * 8),
        }
        .into(),
        FileBars {
            title: name(6),
            axis: axis.clone(),
            files: values
                .iter()
                .enumerate()
                .map(|(index, &value)| FileValue {
                    name: name(index),
                    value,
                })
                .collect(),
            higher_is_better: log,
            good: first,
            bad: values.last().copied(),
            limit: values.len() % 5 * 10,
        }
        .into(),
        Series {
            title: name(0),
            x_axis: axis.clone(),
            y_axis: axis,
            lines: vec![
                Line {
                    name: name(1),
                    x: values.to_vec(),
                    y: halves.1.to_vec(),
                },
                Line {
                    name: name(2),
                    x: halves.0.to_vec(),
                    y: halves.1.to_vec(),
                },
            ],
        }
        .into(),
    ]
}

fn names(of: &[&str]) -> Vec<String> {
    of.iter().map(|name| name.to_string()).collect()
}

/// Draws the chart; its texts must neither overlap nor leave the picture.
fn check(chart: &Chart, size: Size, what: &str) {
    for language in [Language::English, Language::Chinese] {
        let drawing = Drawing::of(
            chart,
            size,
            Style {
                theme: Theme::Light,
                language,
            },
        );
        let roomy = size.width >= 400 && size.height >= 280;
        let collisions = drawing.collisions();
        assert!(
            !roomy || collisions.is_empty(),
            "{what}, {size:?}, {:?}: {collisions:?}",
            chart.title()
        );
        for (points, _) in &drawing.lines {
            assert!(points.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
        }
    }
}

#[test]
fn nasty_values_are_drawn() {
    let ramp: Vec<f64> = (0..10_000).map(f64::from).collect();
    let tables: Vec<(&str, Vec<f64>)> = vec![
        ("nothing", vec![]),
        ("one", vec![3.5]),
        ("two", vec![3.5, 3.5]),
        ("all", NUMBERS.to_vec()),
        (
            "all twice",
            NUMBERS
                .iter()
                .chain(NUMBERS.iter().rev())
                .copied()
                .collect(),
        ),
        ("NaN", vec![f64::NAN; 40]),
        ("infinite", vec![f64::INFINITY; 40]),
        ("zeros", vec![0.0; 40]),
        ("negative", vec![-2.0, -3.0, -4.0, -1.0]),
        ("huge", vec![1e299, 2e299, 3e299, 9e299]),
        ("small", vec![1e-299, 2e-299, 3e-280, 9e-299]),
        ("close", vec![1e15, 1e15 + 0.5, 1e15 + 1.0, 1e15 + 2.0]),
        ("many", ramp),
    ];
    for (what, values) in &tables {
        for log in [false, true] {
            for chart in charts(values, &names(&NAMES), log) {
                for size in [
                    chart.natural_size(820),
                    Size::new(400, 300),
                    Size::new(120, 90),
                    Size::new(1, 1),
                    Size::new(60, 2000),
                ] {
                    check(&chart, size, what);
                }
            }
        }
    }
}

#[test]
fn nasty_values_have_pixels() {
    for log in [false, true] {
        for chart in charts(&NUMBERS, &names(&NAMES), log) {
            for (size, scale) in [
                (Size::new(1, 1), 1.0),
                (Size::new(300, 200), f32::NAN),
                (Size::new(20, 400), 0.0),
                (Size::new(64, 64), 1e9),
            ] {
                let pixels = chart.rgb(size, Theme::Dark, scale);
                assert_eq!(
                    pixels.bytes.len(),
                    pixels.width as usize * pixels.height as usize * 3
                );
            }
        }
    }
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => -1e3..1e3, 2 => any::<f64>(), 1 => prop::sample::select(NUMBERS.to_vec())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn random_charts_are_drawn(
        values in prop::collection::vec(number(), 0..60),
        names in prop::collection::vec(prop_oneof![".{0,40}", prop::sample::select(NAMES.to_vec()).prop_map(String::from)], 0..8),
        log: bool,
        width in 1u32..1200,
        height in 1u32..900,
    ) {
        for chart in charts(&values, &names, log) {
            check(&chart, Size::new(width, height), "random");
            check(&chart, chart.natural_size(820), "random");
        }
    }
}
