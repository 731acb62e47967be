//! The charts as plain data: what the caller measured, in its own units, with nothing about drawing.
//!
//! Every number may be NaN or infinite: such values are left out of the drawing and counted in a note under it.

use serde::{Deserialize, Serialize};

use crate::number;

/// What an axis or a set of bars measures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Axis {
    /// The quantity's name, as "latency" or "时延".
    pub name: String,
    /// Its unit, as "ms" or "%"; empty for pure numbers.
    pub unit: String,
    /// A logarithmic axis; values that are not above zero are then left out and counted in the note.
    pub log: bool,
}

impl Axis {
    /// A linear axis.
    pub fn linear(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unit: unit.into(),
            log: false,
        }
    }

    /// A logarithmic axis.
    pub fn log(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self {
            log: true,
            ..Self::linear(name, unit)
        }
    }
}

/// Bars in groups, with error bars: latency by stage and device, accuracy by metric and device.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupedBars {
    /// Heading above the chart.
    pub title: String,
    /// What the bars' length means.
    pub axis: Axis,
    /// The groups' names, along the horizontal axis.
    pub groups: Vec<String>,
    /// One colour each; usually the devices.
    pub series: Vec<BarSeries>,
    /// What the error bars are, as "± standard deviation"; shown in the note. Empty: there are none.
    pub error_name: String,
}

/// One device's bars, one a group. Missing groups have no bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BarSeries {
    /// The device's name; it decides the colour (see [`crate::device_colors`]).
    pub name: String,
    /// One bar a group, in the order of `groups`.
    pub bars: Vec<Bar>,
}

/// A bar and the ends of its error bar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The bar's length, in the axis's unit.
    #[serde(with = "number::one")]
    pub value: f64,
    /// The error bar's lower and upper end, in the axis's unit (not distances from `value`).
    #[serde(default, with = "number::maybe_pair")]
    pub error: Option<[f64; 2]>,
}

impl Bar {
    /// A bar without an error bar.
    pub fn new(value: f64) -> Self {
        Self { value, error: None }
    }

    /// A bar whose error bar goes `deviation` down and up.
    pub fn with_deviation(value: f64, deviation: f64) -> Self {
        Self {
            value,
            error: Some([value - deviation, value + deviation]),
        }
    }
}

/// How single runs are distributed: a histogram per device above, the empirical distribution function below, on one horizontal axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LatencyDistribution {
    /// Heading above the chart.
    pub title: String,
    /// What was measured, as "latency" in "ms"; `log` spreads long tails.
    pub axis: Axis,
    /// One set of runs a device.
    pub devices: Vec<Samples>,
}

/// One device's runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Samples {
    /// The device's name; it decides the colour.
    pub name: String,
    /// One value a run, in the axis's unit, in any order.
    #[serde(with = "number::many")]
    pub values: Vec<f64>,
    /// The quantiles to mark, by the caller's own method.
    pub quantiles: Vec<Quantile>,
}

/// A marked quantile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// 0.5 for P50, 0.99 for P99.
    pub fraction: f64,
    /// The value, in the axis's unit.
    #[serde(with = "number::one")]
    pub value: f64,
}

/// Where the time goes: one stacked horizontal bar a device, one segment a stage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageBreakdown {
    /// Heading above the chart.
    pub title: String,
    /// What a segment's length means, as "time" in "ms"; always linear, as lengths are added.
    pub axis: Axis,
    /// The stages in the order they run.
    pub stages: Vec<String>,
    /// One bar a device.
    pub devices: Vec<StageTimes>,
}

/// One device's stage times.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StageTimes {
    /// The device's name.
    pub name: String,
    /// One value a stage, in the order of `stages`, in the axis's unit; negative ones are left out.
    #[serde(with = "number::many")]
    pub values: Vec<f64>,
}

/// Candidate logits against baseline logits, with the identity line and equal axes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogitScatter {
    /// Heading above the chart.
    pub title: String,
    /// Name of the horizontal axis, as "CPU logit".
    pub baseline: String,
    /// Name of the vertical axis, as "NPU logit".
    pub candidate: String,
    /// The pairs.
    pub points: LogitPoints,
}

/// The pairs of a [`LogitScatter`], all of them or counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogitPoints {
    /// `[baseline, candidate]`, drawn one by one, from [`crate::MAX_POINTS`] on as counts.
    All(#[serde(with = "number::pairs")] Vec<[f64; 2]>),
    /// Counted while they were made, as whole logits (positions times vocabulary) are too many to keep.
    Counted(PairCounts),
}

impl Default for LogitPoints {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

/// A square grid of counts over `[low, high)` in both directions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairCounts {
    low: f64,
    high: f64,
    bins: usize,
    counts: Vec<u64>,
    outside: u64,
}

impl PairCounts {
    /// An empty grid of `bins` by `bins` cells (1 to 512) from `low` to `high`. A range that is not finite or is empty becomes one about 0.
    pub fn new(low: f64, high: f64, bins: usize) -> Self {
        let (low, high) = if low.is_finite() && high.is_finite() && low < high {
            (low, high)
        } else {
            (-1.0, 1.0)
        };
        let bins = bins.clamp(1, 512);
        Self {
            low,
            high,
            bins,
            counts: vec![0; bins * bins],
            outside: 0,
        }
    }

    /// Counts one pair; one outside the range or not finite is counted as outside.
    pub fn add(&mut self, baseline: f64, candidate: f64) {
        match (self.bin(baseline), self.bin(candidate)) {
            (Some(column), Some(row)) => self.counts[row * self.bins + column] += 1,
            _ => self.outside += 1,
        }
    }

    /// Pairs that were not finite or lay outside the range.
    pub fn outside(&self) -> u64 {
        self.outside
    }

    /// The range of both axes.
    pub fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    /// Cells along one side.
    pub fn bins(&self) -> usize {
        self.bins
    }

    /// The count of the cell at `column` (baseline) and `row` (candidate), both from the low end; 0 outside the grid.
    pub fn count(&self, column: usize, row: usize) -> u64 {
        if column >= self.bins {
            return 0;
        }
        row.checked_mul(self.bins)
            .and_then(|start| self.counts.get(start + column))
            .copied()
            .unwrap_or(0)
    }

    fn bin(&self, value: f64) -> Option<usize> {
        let place = (value - self.low) / (self.high - self.low) * self.bins as f64;
        (place >= 0.0 && place < self.bins as f64).then_some(place as usize)
    }
}

/// An error measure at every position of the sequence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PositionError {
    /// Heading above the chart.
    pub title: String,
    /// What is drawn, as "max |Δ logit|"; `log` for a logarithmic axis.
    pub axis: Axis,
    /// One line each.
    pub series: Vec<PositionSeries>,
    /// The first generated position; from there on the background is tinted. None: no generated part.
    pub generated_from: Option<usize>,
    /// A limit, drawn as a dashed line.
    pub threshold: Option<f64>,
}

/// One line of a [`PositionError`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PositionSeries {
    /// Name in the legend, as a device or an image.
    pub name: String,
    /// One value a position, from position 0.
    #[serde(with = "number::many")]
    pub values: Vec<f64>,
}

/// Whether two sequences chose the same token, position by position.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgreementStrip {
    /// Heading above the chart.
    pub title: String,
    /// One value a position: both chose the same token.
    pub agree: Vec<bool>,
    /// The number of the first position, where the strip shows a part of the sequence.
    pub first_position: usize,
    /// The first generated position, counted as `first_position` is; marked by a line. None: not marked.
    pub generated_from: Option<usize>,
}

/// A metric file by file, the worst first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileBars {
    /// Heading above the chart.
    pub title: String,
    /// The metric and its unit, as "CER" in "%".
    pub axis: Axis,
    /// One bar each, in any order.
    pub files: Vec<FileValue>,
    /// The metric's direction: true where more is better.
    pub higher_is_better: bool,
    /// At this value or better a file is good.
    pub good: Option<f64>,
    /// At this value or worse a file is bad; between the two it is middling.
    pub bad: Option<f64>,
    /// Bars at most (0: as many as there is room for); the others are counted in a last row.
    pub limit: usize,
}

/// One file of a [`FileBars`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileValue {
    /// The file's name; shortened in the middle where it is long, so that its ending stays.
    pub name: String,
    /// The metric; NaN where it could not be computed, which sorts before the worst.
    #[serde(with = "number::one")]
    pub value: f64,
}

/// Any lines over any numbers: what a metric plugin returns as its series.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Series {
    /// Heading above the chart.
    pub title: String,
    /// The horizontal axis.
    pub x_axis: Axis,
    /// The vertical axis.
    pub y_axis: Axis,
    /// The lines; those named like devices have the devices' colours.
    pub lines: Vec<Line>,
}

/// One line of a [`Series`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Name in the legend.
    pub name: String,
    /// Horizontal positions; where one list is longer than the other, the rest is left out and counted in the note.
    #[serde(with = "number::many")]
    pub x: Vec<f64>,
    /// Vertical positions. A NaN breaks the line.
    #[serde(with = "number::many")]
    pub y: Vec<f64>,
}
