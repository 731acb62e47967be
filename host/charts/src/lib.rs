//! Evaluation charts, drawn once for reports (SVG, PNG) and for the window (RGB pixels).
//!
//! A chart is plain data ([`GroupedBars`], [`LatencyDistribution`], …) in a [`Chart`]. Drawing never fails and never panics on data:
//! numbers that cannot be shown are left out and counted in a note under the chart, and a chart without any says "no data".
//!
//! ```
//! use inkstone_charts::{Axis, Bar, BarSeries, Chart, GroupedBars, Theme};
//!
//! let chart = Chart::from(GroupedBars {
//!     title: "Latency by stage".into(),
//!     axis: Axis::linear("latency", "ms"),
//!     groups: vec!["vision".into(), "prefill".into()],
//!     series: vec![BarSeries { name: "cpu".into(), bars: vec![Bar::with_deviation(81.0, 2.5), Bar::new(40.0)] }],
//!     error_name: "± standard deviation".into(),
//! });
//! let svg = chart.svg(chart.natural_size(800), Theme::Light);
//! assert!(svg.starts_with("<svg") && svg.contains("prefill"));
//! ```
//!
//! From data to picture: `charts/*` lay a chart out as a `Scene` (rectangles, lines, text in CSS pixels); `render` replays the scene as
//! plotters elements onto a plotters backend, either plotters' bitmap, four times as fine as the picture and then averaged, or an SVG
//! writer with fractions of a pixel. Text is set by `font` in both, so it has one width everywhere.

mod axis;
mod canvas;
mod chart;
mod charts;
mod data;
mod font;
mod format;
mod number;
mod palette;
mod render;
mod scene;
mod words;

pub use chart::{Chart, ChartError, RgbPixels, Size, Style};
pub use charts::MAX_POINTS;
pub use data::{
    AgreementStrip, Axis, Bar, BarSeries, FileBars, FileValue, GroupedBars, LatencyDistribution,
    Line, LogitPoints, LogitScatter, PairCounts, PositionError, PositionSeries, Quantile, Samples,
    Series, StageBreakdown, StageTimes,
};
pub use palette::{Theme, device_colors};
pub use scene::Readout;
pub use words::Language;
