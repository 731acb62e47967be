//! The charts of reports, as plain data for the crate that draws them.

use inkstone_charts::{
    AgreementStrip, Axis, Bar, BarSeries, Chart, FileBars, FileValue, GroupedBars,
    LatencyDistribution, Line, LogitPoints, LogitScatter, PositionError, PositionSeries, Quantile,
    Samples, Series, StageBreakdown, StageTimes,
};

use super::document::Figure;
use crate::evaluate::accuracy::{AccuracyReport, ImageAccuracy};
use crate::evaluate::layers::{Difference, LayersReport, Part, PartDifference};
use crate::evaluate::metrics::{Better, MetricResult, SeriesResult};
use crate::evaluate::performance::{PerformanceReport, Quantity};
use crate::evaluate::text::TextReport;

/// Bars of a chart of files; the rest is counted in it.
const MOST_FILES: usize = 40;

fn figure(name: impl Into<String>, caption: impl Into<String>, chart: impl Into<Chart>) -> Figure {
    Figure {
        name: slug(&name.into()),
        caption: caption.into(),
        chart: chart.into(),
    }
}

/// A name for files: lower-case letters, digits and dashes.
fn slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c.is_ascii_alphanumeric() {
            true => out.push(c.to_ascii_lowercase()),
            false if out.ends_with('-') || out.is_empty() => {}
            false => out.push('-'),
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Candidate against baseline.
pub(super) fn scatter(report: &AccuracyReport) -> Option<Figure> {
    if report.scatter.is_empty() {
        return None;
    }
    let points = report.scatter.iter();
    let points = points.map(|p| [f64::from(p.0), f64::from(p.1)]).collect();
    Some(figure(
        "logit-scatter",
        format!(
            "{} logits, evenly taken from all positions. Points on the diagonal are equal on both sides.",
            report.scatter.len()
        ),
        LogitScatter {
            title: "Logits of both sides".into(),
            baseline: format!("{} logit", report.baseline.name),
            candidate: format!("{} logit", report.candidate.name),
            points: LogitPoints::All(points),
        },
    ))
}

/// Error and agreement by position.
pub(super) fn positions(image: &ImageAccuracy) -> Vec<Figure> {
    let generated_from =
        (image.prompt_tokens > 0 && image.forced_tokens > 0).then(|| image.prompt_tokens - 1);
    let mut values = vec![f64::NAN; image.first_position];
    values.extend(image.mean_abs.iter().map(|v| v.unwrap_or(f64::NAN)));
    vec![
        figure(
            format!("position-error-{}", image.name),
            "Mean absolute difference of the logits at every position; the tinted part are the positions from which tokens were generated.",
            PositionError {
                title: format!("Error by position: {}", image.name),
                axis: Axis::linear("mean |Δ logit|", ""),
                series: vec![PositionSeries {
                    name: image.name.clone(),
                    values,
                }],
                generated_from,
                threshold: None,
            },
        ),
        figure(
            format!("agreement-{}", image.name),
            "One cell a position: whether both sides have their largest logit at the same token.",
            AgreementStrip {
                title: format!("Token agreement: {}", image.name),
                agree: image.agreement.chars().map(|c| c == '1').collect(),
                first_position: image.first_position,
                generated_from,
            },
        ),
    ]
}

/// Charts that metric plugins suggest, of each plugin as many at most: it may suggest one for every image.
pub(super) fn series(metrics: &[MetricResult], most: usize) -> Vec<Figure> {
    let all = metrics.iter().flat_map(|metric| {
        let series = metric.series.iter().take(most);
        series.map(move |series| (metric, series))
    });
    let mut drawn: Vec<&SeriesResult> = Vec::new();
    all.filter(|(_, series)| !series.points.is_empty())
        .filter(|(_, series)| {
            // Two metrics may suggest the same chart.
            let new = !drawn.contains(series);
            drawn.push(series);
            new
        })
        .map(|(metric, series)| {
            figure(
                format!("{}-{}", metric.plugin, series.title),
                format!("From {} {}.", metric.plugin, metric.version),
                plugin_chart(series),
            )
        })
        .collect()
}

fn plugin_chart(series: &SeriesResult) -> Chart {
    let title = series.title.clone();
    match series.chart.as_str() {
        "histogram" => LatencyDistribution {
            title,
            axis: Axis::linear(&series.x_label, ""),
            devices: vec![Samples {
                name: series.y_label.clone(),
                values: series.points.iter().map(|point| point.0).collect(),
                quantiles: Vec::new(),
            }],
        }
        .into(),
        "scatter" => LogitScatter {
            title,
            baseline: series.x_label.clone(),
            candidate: series.y_label.clone(),
            points: LogitPoints::All(series.points.iter().map(|p| [p.0, p.1]).collect()),
        }
        .into(),
        _ => Series {
            title,
            x_axis: Axis::linear(&series.x_label, ""),
            y_axis: Axis::linear(&series.y_label, ""),
            lines: vec![Line {
                name: series.y_label.clone(),
                x: series.points.iter().map(|point| point.0).collect(),
                y: series.points.iter().map(|point| point.1).collect(),
            }],
        }
        .into(),
    }
}

/// The layers' deviations, alone and as they add up.
pub(super) fn layers(report: &LayersReport) -> Vec<Figure> {
    let line = |kind: Part, of: fn(&PartDifference) -> Difference| {
        let layers = || report.parts.iter().filter(move |part| part.part == kind);
        // A logarithmic axis has no zero.
        let value = |part| of(part).relative.filter(|value| *value > 0.0);
        let values = layers().map(|part| value(part).unwrap_or(f64::NAN));
        Line {
            name: kind.label().into(),
            x: layers().map(|part| part.layer as f64).collect(),
            y: values.collect(),
        }
    };
    let lines = |of: fn(&PartDifference) -> Difference| {
        let kinds = [Part::VisionLayer, Part::PrefillLayer, Part::DecodeLayer];
        kinds.map(|kind| line(kind, of)).to_vec()
    };
    let chart = |title: &str, lines: Vec<Line>| Series {
        title: title.into(),
        x_axis: Axis::linear("layer", ""),
        y_axis: Axis::log("relative deviation", ""),
        lines,
    };
    let mut alone = lines(|part| part.alone);
    if report.limit > 0.0 {
        let most = report.parts.iter().map(|part| part.layer).max();
        // With it the axis shows how much a deviation means.
        alone.push(Line {
            name: "limit".into(),
            x: vec![1.0, most.unwrap_or(1) as f64],
            y: vec![report.limit; 2],
        });
    }
    vec![
        figure(
            "layers-alone",
            "With the baseline's values going in. A layer that stands out from the others of its kind holds what is wrong. The axis is logarithmic.",
            chart("Deviation of each layer alone", alone),
        ),
        figure(
            "layers-so-far",
            "With what the candidate itself computed going in. The axis is logarithmic.",
            chart("Deviation up to each layer", lines(|part| part.so_far)),
        ),
    ]
}

/// Latencies of the devices, and how single runs are distributed.
pub(super) fn latency(report: &PerformanceReport) -> Vec<Figure> {
    let whole = [
        Quantity::Forward,
        Quantity::FirstToken,
        Quantity::Generation,
    ];
    let series = report.devices.iter().map(|device| BarSeries {
        name: device.device.name.clone(),
        bars: whole
            .iter()
            .map(|quantity| match device.summary(*quantity) {
                Some(s) => match s.std {
                    Some(std) => Bar::with_deviation(1e3 * s.mean, 1e3 * std),
                    None => Bar::new(1e3 * s.mean),
                },
                None => Bar::new(f64::NAN),
            })
            .collect(),
    });
    let mut figures = vec![figure(
        "latency",
        "Means of all runs, with the standard deviation.",
        GroupedBars {
            title: "Latency".into(),
            axis: Axis::linear("time", "ms"),
            groups: whole.map(|quantity| quantity.label().into()).to_vec(),
            series: series.collect(),
            error_name: "± standard deviation".into(),
        },
    )];
    for quantity in [Quantity::Forward, Quantity::Generation] {
        let devices = report.devices.iter().filter_map(|device| {
            let summary = device.summary(quantity)?;
            let marks = [(0.5, summary.p50), (0.99, summary.p99)];
            Some(Samples {
                name: device.device.name.clone(),
                values: device.samples(quantity).iter().map(|s| 1e3 * s).collect(),
                quantiles: marks
                    .map(|(fraction, value)| Quantile {
                        fraction,
                        value: 1e3 * value,
                    })
                    .to_vec(),
            })
        });
        figures.push(figure(
            format!("distribution-{}", quantity.id()),
            "Single runs: how often a time occurs, and the share of runs that take no longer (ECDF), with P50 and P99.",
            LatencyDistribution {
                title: format!("{}: distribution of the runs", quantity.label()),
                axis: Axis::linear("time", "ms"),
                devices: devices.collect(),
            },
        ));
    }
    figures
}

/// Where the time of a whole answer goes.
pub(super) fn stages(report: &PerformanceReport) -> Figure {
    let stages = [
        Quantity::Preprocess,
        Quantity::Vision,
        Quantity::Projector,
        Quantity::Prefill,
        Quantity::DecodeToken,
        Quantity::Postprocess,
    ];
    let devices = report.devices.iter().map(|device| {
        let mean = |quantity| device.summary(quantity).map_or(0.0, |s| 1e3 * s.mean);
        let steps = device.runs.first().map_or(0, |run| run.decode_steps) as f64;
        StageTimes {
            name: device.device.name.clone(),
            values: stages
                .map(|stage| match stage {
                    Quantity::DecodeToken => steps * mean(stage),
                    stage => mean(stage),
                })
                .to_vec(),
        }
    });
    figure(
        "stages",
        format!(
            "Mean times of the parts of a whole answer of {} tokens.",
            report.new_tokens
        ),
        StageBreakdown {
            title: "Where the time goes".into(),
            axis: Axis::linear("time", "ms"),
            stages: stages
                .map(|stage| match stage {
                    Quantity::DecodeToken => "Decode".into(),
                    stage => stage.label().into(),
                })
                .to_vec(),
            devices: devices.collect(),
        },
    )
}

/// The first metric of every page.
pub(super) fn files(report: &TextReport) -> Option<Figure> {
    let headline = report.pooled.first()?.scores.first()?;
    let files = report.pages.iter().filter_map(|page| {
        let score = page.metrics.first()?.scores.first()?;
        Some(FileValue {
            name: page.name.clone(),
            value: score.value.unwrap_or(f64::NAN),
        })
    });
    Some(figure(
        "files",
        format!("{} of every page alone, the worst first.", headline.label),
        FileBars {
            title: format!("{} by page", headline.label),
            axis: Axis::linear(&headline.id, &headline.unit),
            files: files.collect(),
            higher_is_better: headline.better == Better::Higher,
            good: headline.threshold,
            bad: headline.threshold,
            limit: MOST_FILES,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_figures_are_names_of_files() {
        assert_eq!(
            slug("Position error: a/b c.png"),
            "position-error-a-b-c-png"
        );
        assert_eq!(slug("inkstone/mre-(%)"), "inkstone-mre");
    }

    #[test]
    fn of_many_series_of_a_metric_the_first_are_charted() {
        let of = |plugin: &str| MetricResult {
            plugin: plugin.into(),
            version: "1".into(),
            note: String::new(),
            scores: Vec::new(),
            details: Vec::new(),
            series: (0..20)
                .map(|image| SeriesResult {
                    title: format!("{plugin} of image {image}"),
                    chart: "line".into(),
                    x_label: "x".into(),
                    y_label: "y".into(),
                    points: vec![(0.0, 1.0)],
                })
                .collect(),
            error: None,
        };
        let charts = series(&[of("a"), of("b")], 3);
        let names: Vec<&str> = charts.iter().map(|figure| figure.name.as_str()).collect();
        let expected = ["a", "b"].map(|p| [0, 1, 2].map(|n| format!("{p}-{p}-of-image-{n}")));
        assert_eq!(names, expected.concat());
    }

    #[test]
    fn every_form_of_a_plugins_series_has_a_chart() {
        let chart = |form: &str| {
            plugin_chart(&SeriesResult {
                title: "t".into(),
                chart: form.into(),
                x_label: "x".into(),
                y_label: "y".into(),
                points: vec![(0.0, 1.0), (1.0, 2.0)],
            })
        };
        assert!(matches!(chart("line"), Chart::Series(_)));
        assert!(matches!(chart("bar"), Chart::Series(_)));
        assert!(matches!(chart("histogram"), Chart::LatencyDistribution(_)));
        assert!(matches!(chart("scatter"), Chart::LogitScatter(_)));
    }
}
