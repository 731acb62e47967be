//! Absolute differences, for the two metrics that report them.

use inkstone_plugin::{Chart, Direction, Error, Report, Score, TensorPair};

use crate::{Gather, Place, Reading, Walk, by_position, walk};

/// Absolute differences over all pairs.
#[derive(Clone, Debug)]
pub struct Absolute {
    walk: Walk,
    sum: f64,
    largest: f64,
    place: Option<Place>,
    /// The largest difference at each position.
    by_position: Vec<f64>,
}

impl Absolute {
    /// Takes |candidate - baseline| of every element, in f64.
    ///
    /// # Errors
    /// As [`walk`].
    pub fn new(pairs: &[TensorPair]) -> Result<Self, Error> {
        let (mut sum, mut largest, mut place) = (0.0, 0.0, None);
        let mut by_position: Vec<f64> = Vec::new();
        let walk = walk(pairs, Reading::Pieces, |row| {
            let (here, at) = difference(row.baseline, row.candidate, &mut sum);
            if here > largest || place.is_none() {
                largest = here;
                place = Some(Place {
                    pair: row.pair,
                    position: row.position,
                    token: row.column + at,
                });
            }
            match by_position.last_mut() {
                Some(last) if row.column > 0 => *last = here.max(*last),
                _ => by_position.push(here),
            }
        })?;
        Ok(Self {
            walk,
            sum,
            largest,
            place,
            by_position,
        })
    }

    /// The largest difference.
    pub fn largest(&self) -> Score {
        let value = self.walk.judge(self.largest + 0.0 * self.sum);
        Score::new(
            "max-abs",
            "Largest absolute difference",
            value,
            Direction::LowerIsBetter,
        )
    }

    /// The mean difference.
    pub fn mean(&self) -> Score {
        let value = self.walk.judge(self.sum / self.walk.elements as f64);
        Score::new(
            "mean-abs",
            "Mean absolute difference",
            value,
            Direction::LowerIsBetter,
        )
    }

    /// The report with these scores.
    pub fn report(&self, scores: Vec<Score>) -> Report {
        let mut report = Report {
            scores,
            details: Vec::new(),
            series: Vec::new(),
            note: String::new(),
        };
        if let Some(place) = self.place {
            let value = format!("{:e} at {}", self.largest, self.walk.name(place));
            report = report.detail("Largest difference", value);
        }
        report = self.walk.describe(report);
        report.series = by_position(
            &self.walk,
            "Largest absolute difference",
            &self.by_position,
            Chart::Line,
            Gather::Largest,
        );
        report.note = "|n - c| with baseline c and candidate n, in f64.".into();
        report
    }
}

/// The largest |c - b| and where it first is; all are added to `sum`.
fn difference(baseline: &[f32], candidate: &[f32], sum: &mut f64) -> (f64, usize) {
    let apart = |b: f32, c: f32| (f64::from(c) - f64::from(b)).abs();
    let [here] = crate::sums(baseline, candidate, |b, c| [(c - b).abs()]);
    *sum += here;
    let mut largest = 0.0;
    for (&b, &c) in baseline.iter().zip(candidate) {
        let value = apart(b, c);
        largest = if value > largest { value } else { largest };
    }
    let pairs = baseline.iter().zip(candidate);
    let at = pairs
        .into_iter()
        .position(|(&b, &c)| apart(b, c) == largest);
    (largest, at.unwrap_or(0))
}
