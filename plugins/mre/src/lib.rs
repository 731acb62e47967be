//! Mean relative error of logits, with a denominator that does not vanish where a logit is near zero.

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
};
use tensor_pairs::{Gather, Reading, by_position, sums, walk};

/// The epsilon of what is called the standard relative error.
const TINY: f64 = 1e-12;

/// Mean relative error.
pub struct Mre;

impl TensorMetric for Mre {
    fn info() -> Info {
        Info::new("inkstone/mre", "Mean relative error", env!("CARGO_PKG_VERSION"))
            .description("Mean of |n - c| / (|c| + eps) over all logits, c from the baseline and n from the candidate, in percent.")
            .author("Inkstone")
            .number(
                "eps",
                "Epsilon",
                "Added to the denominator, so that logits near zero do not decide the result",
                1e-3,
                0.0..=1e6,
            )
    }

    fn evaluate(pairs: Vec<TensorPair>, settings: &Settings) -> Result<Report, Error> {
        let eps = settings.number("eps");
        let mut total = [0.0; 3];
        // Sums and elements of each position.
        let mut positions: Vec<(f64, usize)> = Vec::new();
        let walk = walk(&pairs, Reading::Pieces, |row| {
            let here = sums(row.baseline, row.candidate, |c, n| {
                let (error, size) = ((n - c).abs(), c.abs());
                // Not `f64::max`: a NaN has to stay one.
                let clamped = if size < eps { eps } else { size };
                [error / (size + eps), error / clamped, error / (size + TINY)]
            });
            for (total, here) in total.iter_mut().zip(here) {
                *total += here;
            }
            match positions.last_mut() {
                Some((sum, elements)) if row.column > 0 => {
                    *sum += here[0];
                    *elements += row.baseline.len();
                }
                _ => positions.push((here[0], row.baseline.len())),
            }
        })?;
        let percent = |sum: f64| walk.judge(100.0 * sum / walk.elements as f64);
        let score = |id: &str, label: &str, sum: f64| {
            Score::new(id, label, percent(sum), Direction::LowerIsBetter).unit("%")
        };
        let [added, clamped, tiny] = total;
        let report = Report {
            scores: vec![
                score(
                    "mre",
                    &format!("Mean relative error (eps = {eps:e})"),
                    added,
                )
                .threshold(1.0),
                score(
                    "mre-max",
                    "Mean relative error, denominator max(|c|, eps)",
                    clamped,
                ),
                score("mre-tiny", "Mean relative error (eps = 1e-12)", tiny),
            ],
            details: Vec::new(),
            series: by_position(
                &walk,
                "Mean relative error (%)",
                &positions
                    .iter()
                    .map(|&(sum, elements)| 100.0 * sum / elements as f64)
                    .collect::<Vec<_>>(),
                Chart::Line,
                Gather::Mean,
            ),
            note: format!(
                "MRE = 100 % * mean(|n - c| / (|c| + eps)), eps = {eps:e}, c baseline, n candidate, over all elements, in f64. \
                 Beside it: the denominator max(|c|, eps), and the standard eps = 1e-12, which explodes where a logit is near zero."
            ),
        };
        let report = report.detail("Formula", format!("mean(|n - c| / (|c| + {eps:e}))"));
        Ok(walk.describe(report))
    }
}

inkstone_plugin::export_tensor_metric!(Mre);
