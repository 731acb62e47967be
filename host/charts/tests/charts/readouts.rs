//! What the parts of a picture say of themselves.

use inkstone_charts::*;

const SIZE: Size = Size {
    width: 800,
    height: 400,
};

fn said(chart: impl Into<Chart>) -> Vec<Readout> {
    let readouts = chart.into().readouts(SIZE, Theme::Light);
    for readout in &readouts {
        assert!(
            (0..2).all(|side| readout.low[side] < readout.high[side]),
            "{readout:?}"
        );
    }
    readouts
}

fn texts(readouts: &[Readout]) -> Vec<&str> {
    readouts
        .iter()
        .map(|readout| readout.text.as_str())
        .collect()
}

#[test]
fn bars_say_their_values() {
    let bars = said(GroupedBars {
        axis: Axis::linear("time", "ms"),
        groups: vec!["vision".into(), "prefill".into()],
        series: vec![BarSeries {
            name: "cpu".into(),
            bars: vec![Bar::with_deviation(81.25, 2.0), Bar::new(0.0)],
        }],
        ..GroupedBars::default()
    });
    assert_eq!(
        texts(&bars),
        [
            "cpu · vision: 81.25 ms (79.25 – 83.25)",
            "cpu · prefill: 0 ms"
        ]
    );
    assert!(bars[0].high[0] < bars[1].low[0], "beside each other");
    assert!(
        bars[0].high[1] - bars[0].low[1] > 100.0,
        "as tall as the bar"
    );
}

#[test]
fn positions_say_theirs() {
    let values = vec![f64::NAN, 0.5, 0.25];
    let one = said(PositionError {
        series: vec![PositionSeries {
            name: "a".into(),
            values,
        }],
        ..PositionError::default()
    });
    assert_eq!(texts(&one), ["position 1: 0.5", "position 2: 0.25"]);
    let strip = said(AgreementStrip {
        agree: vec![true, false],
        first_position: 10,
        ..AgreementStrip::default()
    });
    assert_eq!(
        texts(&strip),
        ["position 10: same token", "position 11: different token"]
    );
}

#[test]
fn every_value_of_a_histogram_is_counted_once() {
    let values: Vec<f64> = (0..100).map(f64::from).collect();
    let all = said(LatencyDistribution {
        devices: vec![Samples {
            name: "cpu".into(),
            values,
            quantiles: Vec::new(),
        }],
        ..LatencyDistribution::default()
    });
    let counts = all.iter().filter_map(|readout| {
        let (count, rest) = readout
            .text
            .strip_prefix("cpu: ")?
            .split_once(" of 100 from ")?;
        assert!(rest.contains(" to "));
        count.parse::<usize>().ok()
    });
    assert_eq!(counts.sum::<usize>(), 100);
    let shares: Vec<_> = all
        .iter()
        .filter(|r| r.text.contains(" % up to "))
        .collect();
    assert!(shares.len() > 100);
    assert!(
        shares
            .last()
            .is_some_and(|last| last.text.starts_with("cpu: 100 %"))
    );
}

#[test]
fn points_and_segments_say_theirs() {
    let scatter = said(LogitScatter {
        points: LogitPoints::All(vec![[1.5, 1.25], [f64::NAN, 0.0]]),
        ..LogitScatter::default()
    });
    assert_eq!(texts(&scatter), ["(1.5, 1.25)"]);
    let stages = said(StageBreakdown {
        axis: Axis::linear("time", "ms"),
        stages: vec!["vision".into(), "decode".into()],
        devices: vec![StageTimes {
            name: "cpu".into(),
            values: vec![10.0, 30.0],
        }],
        ..StageBreakdown::default()
    });
    assert_eq!(
        texts(&stages),
        ["cpu · vision: 10 ms", "cpu · decode: 30 ms"]
    );
    let lines = said(Series {
        lines: vec![Line {
            name: "mre".into(),
            x: vec![1.0, 2.0],
            y: vec![0.001_234_567, 2e-9],
        }],
        ..Series::default()
    });
    assert_eq!(texts(&lines), ["mre · 1: 0.00123457", "mre · 2: 2.00×10⁻⁹"]);
    let files = said(FileBars {
        axis: Axis::linear("CER", "%"),
        files: vec![FileValue {
            name: "a.png".into(),
            value: 3.5,
        }],
        ..FileBars::default()
    });
    assert_eq!(texts(&files), ["a.png: 3.5 %"]);
}
