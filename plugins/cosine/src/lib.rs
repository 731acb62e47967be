//! Cosine similarity of logits.

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
};
use tensor_pairs::{Gather, Reading, by_position, sums, walk};

/// Cosine similarity.
pub struct Cosine;

impl TensorMetric for Cosine {
    fn info() -> Info {
        Info::new("inkstone/cosine", "Cosine similarity", env!("CARGO_PKG_VERSION"))
            .description("Cosine of the angle between all logits of both sides, and between those of each position; accumulated in f64.")
            .author("Inkstone")
    }

    fn evaluate(pairs: Vec<TensorPair>, _settings: &Settings) -> Result<Report, Error> {
        let mut total = Products::default();
        let mut positions: Vec<Products> = Vec::new();
        let walk = walk(&pairs, Reading::Pieces, |row| {
            let here = Products(sums(row.baseline, row.candidate, |c, n| {
                [c * n, c * c, n * n]
            }));
            total.add(here);
            match positions.last_mut() {
                Some(position) if row.column > 0 => position.add(here),
                _ => positions.push(here),
            }
        })?;
        let cosines: Vec<f64> = positions.iter().map(|position| position.cosine()).collect();
        let mean = cosines.iter().sum::<f64>() / cosines.len() as f64;
        // `f64::min` passes over a NaN, and the mean does not.
        let smallest = cosines.iter().copied().fold(1.0, f64::min);
        let smallest = if mean.is_nan() { mean } else { smallest };
        let score = |id: &str, label: &str, value: f64| {
            Score::new(id, label, walk.judge(value), Direction::HigherIsBetter)
        };
        let report = Report {
            scores: vec![
                score("cosine", "Cosine similarity", total.cosine()).threshold(0.999),
                score("cosine-mean", "Mean over positions", mean),
                score("cosine-min", "Lowest of a position", smallest),
            ],
            details: Vec::new(),
            series: by_position(&walk, "Cosine similarity", &cosines, Chart::Line, Gather::Smallest),
            note: "c.n / (|c| |n|) over all elements, in f64. A position whose logits are all zero on one side has no cosine.".into(),
        };
        let undefined = cosines.iter().filter(|cosine| cosine.is_nan()).count();
        let report = if undefined > 0 {
            report.detail("Positions without a cosine", undefined)
        } else {
            report
        };
        Ok(walk.describe(report))
    }
}

/// Sums of c n, c c and n n.
#[derive(Clone, Copy, Debug, Default)]
struct Products([f64; 3]);

impl Products {
    fn add(&mut self, other: Self) {
        for (sum, other) in self.0.iter_mut().zip(other.0) {
            *sum += other;
        }
    }

    /// NaN if one side is zero. Rounding may lead a hair beyond 1, which no cosine is.
    fn cosine(&self) -> f64 {
        let [both, baseline, candidate] = self.0;
        (both / (baseline * candidate).sqrt()).clamp(-1.0, 1.0)
    }
}

inkstone_plugin::export_tensor_metric!(Cosine);
