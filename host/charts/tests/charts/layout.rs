//! Labels, bars, marks: that they are there, where they belong.

use inkstone_charts::*;

use crate::svg::Drawing;

const SIZE: Size = Size {
    width: 800,
    height: 400,
};

fn draw(chart: impl Into<Chart>) -> Drawing {
    Drawing::of(&chart.into(), SIZE, Theme::Light)
}

fn colors(names: &[&str]) -> Vec<[u8; 3]> {
    device_colors(names, Theme::Light)
}

fn bars() -> GroupedBars {
    GroupedBars {
        title: "Latency".into(),
        axis: Axis::linear("latency", "ms"),
        groups: ["vision", "prefill", "每词元解码"]
            .map(String::from)
            .to_vec(),
        series: vec![
            BarSeries {
                name: "cpu".into(),
                bars: vec![
                    Bar::with_deviation(80.0, 10.0),
                    Bar::new(40.0),
                    Bar::new(20.0),
                ],
            },
            BarSeries {
                name: "npu".into(),
                bars: vec![Bar::new(20.0), Bar::new(f64::NAN), Bar::new(5.5)],
            },
        ],
        error_name: "± deviation".into(),
    }
}

#[test]
fn a_caption_stands_between_the_heading_and_the_chart() {
    let plain = Chart::from(bars());
    let told = plain.clone().with_caption("simulated");
    let sizes = [&plain, &told].map(|chart| chart.natural_size(800).height);
    assert!(sizes[1] > sizes[0], "{sizes:?}");
    let drawing = draw(told.clone());
    let line = |text: &str| {
        let found = drawing.texts.iter().find(|line| line.text == text);
        found.unwrap_or_else(|| panic!("{text}")).y
    };
    assert!(line("Latency") < line("simulated") && line("simulated") < line("cpu"));
    let name = told.svg(SIZE, Theme::Light);
    assert!(name.contains("aria-label=\"Latency. simulated\""));
    assert!(
        draw(plain)
            .texts
            .iter()
            .all(|line| line.text != "simulated")
    );
}

#[test]
fn bars_have_their_values_lengths() {
    let drawing = draw(bars());
    let colors = colors(&["cpu", "npu"]);
    let (cpu, npu) = (drawing.bars(colors[0]), drawing.bars(colors[1]));
    assert_eq!(
        (cpu.len(), npu.len()),
        (3, 2),
        "one bar a value, none for NaN"
    );
    assert!(
        (cpu[0].height / cpu[2].height - 4.0).abs() < 0.05,
        "80 is four times 20: {cpu:?}"
    );
    assert!(cpu.windows(2).all(|pair| pair[0].x < pair[1].x));
    assert!(
        npu[0].x >= cpu[0].x + cpu[0].width,
        "bars of a group stand side by side"
    );
    for label in [
        "Latency",
        "latency (ms)",
        "vision",
        "prefill",
        "每词元解码",
        "cpu",
        "npu",
        "80.0",
        "5.50",
        "n/a",
        "± deviation",
    ] {
        assert!(
            drawing.says(label),
            "{label} is not among {:?}",
            drawing.all()
        );
    }
    assert!(drawing.says("1 value left out: not finite"));
}

#[test]
fn error_bars_end_at_their_values() {
    let drawing = draw(bars());
    let bar = drawing.bars(colors(&["cpu"])[0])[0].clone();
    let middle = bar.x + bar.width / 2.0;
    let upright: Vec<_> = drawing
        .lines
        .iter()
        .filter(|(points, _)| {
            points.len() == 2 && points[0].0 == points[1].0 && (points[0].0 - middle).abs() < 0.2
        })
        .collect();
    assert_eq!(upright.len(), 1);
    let (points, _) = upright[0];
    // 70 to 90 on a bar of 80: an eighth of its length down and up.
    assert!(
        (points[0].1 - (bar.y + bar.height / 8.0)).abs() < 0.3
            && (points[1].1 - (bar.y - bar.height / 8.0)).abs() < 0.3,
        "{points:?} {bar:?}"
    );
}

#[test]
fn negative_bars_hang_from_zero() {
    let mut chart = bars();
    chart.series = vec![BarSeries {
        name: "cpu".into(),
        bars: vec![Bar::new(4.0), Bar::new(-2.0)],
    }];
    let drawing = draw(chart);
    let bars = drawing.bars(colors(&["cpu"])[0]);
    assert!(
        (bars[0].y + bars[0].height - bars[1].y).abs() < 0.2
            && (bars[0].height / bars[1].height - 2.0).abs() < 0.1,
        "{bars:?}"
    );
}

fn distribution() -> LatencyDistribution {
    let device = |name: &str, offset: f64| Samples {
        name: name.into(),
        values: (0..=100).map(|run| offset + f64::from(run)).collect(),
        quantiles: vec![
            Quantile {
                fraction: 0.5,
                value: offset + 50.0,
            },
            Quantile {
                fraction: 0.99,
                value: offset + 99.0,
            },
        ],
    };
    LatencyDistribution {
        title: "Runs".into(),
        axis: Axis::linear("latency", "ms"),
        devices: vec![device("cpu", 100.0), device("npu", 0.0)],
    }
}

#[test]
fn ecdf_rises_through_its_marks() {
    let chart = Chart::from(distribution());
    let drawing = Drawing::of(&chart, chart.natural_size(800), Theme::Light);
    for (name, offset) in [("cpu", 100.0), ("npu", 0.0)] {
        let index = usize::from(name == "npu");
        let [red, green, blue] = colors(&["cpu", "npu"])[index];
        let color = format!("#{red:02x}{green:02x}{blue:02x}");
        let (curve, _) = drawing
            .lines
            .iter()
            .find(|(points, stroke)| *stroke == color && points.len() > 50)
            .expect("the step function");
        assert!(
            curve
                .windows(2)
                .all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 >= pair[1].1),
            "{name} never falls"
        );
        let (first, last) = (curve[0], curve[curve.len() - 1]);
        let marks: Vec<_> = drawing
            .circles
            .iter()
            .filter(|(.., fill)| *fill == color)
            .collect();
        assert_eq!(marks.len(), 2, "P50 and P99 of {name}");
        // Values from offset to offset + 100 between the curve's ends, fractions from 0 to 1.
        for (mark, (value, fraction)) in marks.iter().zip([(50.0, 0.5), (99.0, 0.99)]) {
            assert!(
                (mark.0 - (first.0 + (last.0 - first.0) * value / 100.0)).abs() < 0.3,
                "{name} {value} {mark:?}"
            );
            assert!(
                (mark.1 - (first.1 + (last.1 - first.1) * fraction)).abs() < 0.3,
                "{name} {fraction} {mark:?}"
            );
        }
        assert!(
            drawing.says(&format!(
                "{name}   P50 {} ms   P99 {} ms",
                offset + 50.0,
                offset + 99.0
            )),
            "{:?}",
            drawing.all()
        );
    }
    assert!(drawing.says("P50") && drawing.says("P99") && drawing.says("n = 101"));
}

#[test]
fn stages_lie_end_to_end() {
    let drawing = draw(StageBreakdown {
        title: "Stages".into(),
        axis: Axis::linear("time", "ms"),
        stages: ["vision", "decode"].map(String::from).to_vec(),
        devices: vec![
            StageTimes {
                name: "cpu".into(),
                values: vec![100.0, 300.0],
            },
            StageTimes {
                name: "npu".into(),
                values: vec![50.0, 150.0],
            },
        ],
    });
    let palette = colors(&["a", "b"]);
    let (vision, decode) = (drawing.bars(palette[0]), drawing.bars(palette[1]));
    assert_eq!((vision.len(), decode.len()), (2, 2));
    for row in 0..2 {
        let gap = decode[row].x - (vision[row].x + vision[row].width);
        assert!((0.0..=1.05).contains(&gap), "row {row}: {gap}");
        assert!((decode[row].width / vision[row].width - 3.0).abs() < 0.1);
    }
    assert!(
        (vision[0].width / vision[1].width - 2.0).abs() < 0.1,
        "devices share a scale"
    );
    for label in [
        "vision", "decode", "100", "300", "400", "50", "150", "200", "total",
    ] {
        assert!(drawing.says(label), "{label}");
    }
}

#[test]
fn scatter_has_equal_axes() {
    let chart = LogitScatter {
        title: "Logits".into(),
        baseline: "CPU".into(),
        candidate: "NPU".into(),
        points: LogitPoints::All(vec![[-5.0, -5.0], [0.0, 1.0], [3.0, 3.0]]),
    };
    let drawing = draw(chart.clone());
    assert_eq!(drawing.circles.len(), 3);
    let [low, middle, high] =
        [0, 1, 2].map(|index| (drawing.circles[index].0, drawing.circles[index].1));
    assert!(
        ((high.0 - low.0) - (low.1 - high.1)).abs() < 0.2,
        "8 to the right are as long as 8 up"
    );
    let unit = (high.0 - low.0) / 8.0;
    assert!(
        (middle.0 - low.0 - 5.0 * unit).abs() < 0.2 && (low.1 - middle.1 - 6.0 * unit).abs() < 0.2
    );

    let many = LogitPoints::All(
        (0..=MAX_POINTS)
            .map(|index| [index as f64, index as f64])
            .collect(),
    );
    let drawing = draw(LogitScatter {
        points: many,
        ..chart
    });
    assert!(drawing.circles.is_empty() && drawing.says("pairs per cell"));
}

#[test]
fn pair_counts_count() {
    let mut counts = PairCounts::new(-10.0, 10.0, 20);
    counts.add(0.5, 1.5);
    counts.add(0.9, 1.1);
    counts.add(10.0, 0.0);
    counts.add(f64::NAN, 0.0);
    assert_eq!(
        (counts.count(10, 11), counts.count(11, 10), counts.outside()),
        (2, 0, 2)
    );
}

#[test]
fn positions_mark_the_generated_part() {
    let chart = PositionError {
        title: "Error".into(),
        axis: Axis::log("error", ""),
        series: vec![PositionSeries {
            name: "npu".into(),
            values: vec![1e-4, 1e-3, f64::NAN, 1e-2, 1e-1],
        }],
        generated_from: Some(3),
        threshold: Some(0.05),
    };
    let drawing = draw(chart);
    assert!(drawing.says("generated") && drawing.says("threshold 0.05"));
    let [red, green, blue] = colors(&["npu"])[0];
    let stroke = format!("#{red:02x}{green:02x}{blue:02x}");
    let runs: Vec<_> = drawing
        .lines
        .iter()
        .filter(|(points, color)| *color == stroke && points[0].1 != points[points.len() - 1].1)
        .collect();
    assert_eq!(runs.len(), 2, "a NaN breaks the line");
    let climb = |run: usize| runs[run].0[0].1 - runs[run].0[1].1;
    assert!(
        (climb(0) - climb(1)).abs() < 0.2,
        "each decade is as high as the other"
    );
    assert!(drawing.says("1 value left out: not finite or not above 0"));
}

#[test]
fn a_peak_among_many_positions_is_drawn() {
    let mut values = vec![1.0; 10_000];
    values[5_001] = 90.0;
    let drawing = draw(PositionError {
        title: "Error".into(),
        axis: Axis::linear("error", ""),
        series: vec![PositionSeries {
            name: "npu".into(),
            values,
        }],
        ..Default::default()
    });
    let (points, _) = drawing
        .lines
        .iter()
        .max_by_key(|(points, _)| points.len())
        .expect("the line");
    let (top, bottom) = points
        .iter()
        .fold((f64::MAX, 0.0_f64), |(top, bottom), point| {
            (top.min(point.1), bottom.max(point.1))
        });
    assert!(bottom - top > 150.0, "{top} {bottom}");
}

#[test]
fn strip_has_a_cell_a_position() {
    let agree: Vec<bool> = (0..420)
        .map(|position| position != 97 && position != 300)
        .collect();
    let chart = Chart::from(AgreementStrip {
        title: "Tokens".into(),
        agree,
        first_position: 0,
        generated_from: Some(350),
    });
    let drawing = Drawing::of(&chart, chart.natural_size(800), Theme::Light);
    let cells = |fill: &str| {
        drawing
            .rects
            .iter()
            .filter(|rect| rect.fill == fill && rect.width == rect.height && rect.width != 10.0)
            .count()
    };
    assert_eq!(cells("#b9d3e6") + cells("#c64a00"), 420);
    assert_eq!(cells("#c64a00"), 2);
    assert!(
        drawing.says("418 of 420 positions agree (99.52 %); first divergence: 97"),
        "{:?}",
        drawing.all()
    );
}

#[test]
fn files_come_worst_first() {
    let file = |name: &str, value: f64| FileValue {
        name: name.into(),
        value,
    };
    let mut chart = FileBars {
        title: "CER".into(),
        axis: Axis::linear("CER", "%"),
        files: vec![
            file("a.png", 0.5),
            file("扫描.png", 9.0),
            file("c.png", f64::NAN),
            file("d.png", 3.0),
            file("e.png", 0.1),
        ],
        higher_is_better: false,
        good: Some(1.0),
        bad: Some(5.0),
        limit: 4,
    };
    let order = |drawing: &Drawing, names: [&str; 4]| {
        names
            .map(|name| drawing.text(name).y)
            .windows(2)
            .all(|pair| pair[0] < pair[1])
    };
    let drawing = draw(chart.clone());
    assert!(order(&drawing, ["c.png", "扫描.png", "d.png", "a.png"]));
    assert!(drawing.says("and 1 more") && !drawing.says("e.png") && drawing.says("n/a"));
    for (fill, count) in [("#c64a00", 1), ("#b97a00", 1), ("#0b8f6a", 1)] {
        let bars = drawing
            .rects
            .iter()
            .filter(|rect| rect.fill == fill && rect.width != 10.0)
            .count();
        assert_eq!(bars, count, "{fill}");
    }
    chart.higher_is_better = true;
    assert!(order(&draw(chart), ["c.png", "e.png", "a.png", "d.png"]));
}

#[test]
fn series_keep_names_and_order() {
    let drawing = draw(Series {
        title: "Plugin".into(),
        x_axis: Axis::linear("n", ""),
        y_axis: Axis::linear("score", "%"),
        lines: vec![Line {
            name: "TEDS <b> & \"x\"".into(),
            x: vec![1.0, 2.0, 3.0, 4.0],
            y: vec![10.0, 20.0, 15.0],
        }],
    });
    assert!(
        drawing.says("TEDS &lt;b&gt; &amp; &quot;x&quot;")
            && drawing.says("score (%)")
            && drawing.says("n")
    );
    assert!(drawing.says("1 value left out: not finite"));
    let dots: Vec<_> = drawing
        .circles
        .iter()
        .filter(|circle| circle.3 != "#ffffff")
        .collect();
    assert_eq!(dots.len(), 3);
    assert!(
        dots[0].0 < dots[1].0
            && dots[1].0 < dots[2].0
            && dots[0].1 > dots[2].1
            && dots[2].1 > dots[1].1
    );
}
