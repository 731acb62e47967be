//! Charts by position.

use inkstone_plugin::{Chart, Series};

use crate::Walk;

/// The most points of one chart; a screen shows no more.
const MOST_POINTS: usize = 2048;

/// What becomes one point where there are more positions than points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gather {
    /// The mean of neighbouring positions.
    Mean,
    /// The largest value of neighbouring positions.
    Largest,
    /// The smallest value of neighbouring positions.
    Smallest,
}

/// A chart for each pair, of one value for each position in the order of the walk. Values that are not finite have no point.
pub fn by_position(
    walk: &Walk,
    label: &str,
    values: &[f64],
    chart: Chart,
    gather: Gather,
) -> Vec<Series> {
    let mut rest = values;
    let mut series = Vec::new();
    for (name, &positions) in walk.names().iter().zip(&walk.positions) {
        let (here, after) = rest.split_at(positions.min(rest.len()));
        rest = after;
        let step = positions.div_ceil(MOST_POINTS).max(1);
        let points = here.chunks(step).enumerate().map(|(at, values)| {
            let value = match gather {
                Gather::Mean => values.iter().sum::<f64>() / values.len() as f64,
                Gather::Largest => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                Gather::Smallest => values.iter().copied().fold(f64::INFINITY, f64::min),
            };
            ((at * step) as f64, value)
        });
        series.push(Series {
            title: match walk.names() {
                [_] => format!("{label} by position"),
                _ => format!("{label} by position: {name}"),
            },
            chart,
            x_label: "Position".into(),
            y_label: label.into(),
            points: points.filter(|(_, value)| value.is_finite()).collect(),
        });
    }
    series
}
