//! KL divergence of the distributions that logits stand for.

mod exp;
mod position;

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
};
use tensor_pairs::{Gather, Reading, by_position, walk};

use position::Position;

/// KL divergence.
pub struct KlDivergence;

impl TensorMetric for KlDivergence {
    fn info() -> Info {
        Info::new("inkstone/kl-divergence", "KL divergence", env!("CARGO_PKG_VERSION"))
            .description(
                "How far the candidate's distribution of the next token is from the baseline's: mean and largest over positions, in nats.",
            )
            .author("Inkstone")
    }

    fn evaluate(pairs: Vec<TensorPair>, _settings: &Settings) -> Result<Report, Error> {
        let mut at_position = Position::default();
        let mut divergences: Vec<f64> = Vec::new();
        let walk = walk(&pairs, Reading::Rows, |row| {
            divergences.push(at_position.divergence(row.baseline, row.candidate));
        })?;
        let mean = divergences.iter().sum::<f64>() / divergences.len() as f64;
        // `f64::max` passes over a NaN, and the mean does not.
        let largest = divergences.iter().copied().fold(0.0, f64::max);
        let largest = if mean.is_nan() { mean } else { largest };
        let score = |id: &str, label: &str, value: f64| {
            Score::new(id, label, walk.judge(value), Direction::LowerIsBetter)
        };
        let report = Report {
            scores: vec![
                score("kl-mean", "Mean KL divergence (nats)", mean),
                score("kl-max", "Largest KL divergence (nats)", largest),
            ],
            details: Vec::new(),
            series: by_position(&walk, "KL divergence (nats)", &divergences, Chart::Line, Gather::Largest),
            note: "Sum of p log(p / q) at each position, p = softmax of the baseline, q = softmax of the candidate, in f64.".into(),
        };
        let infinite = divergences
            .iter()
            .filter(|value| value.is_infinite())
            .count();
        let report = if infinite > 0 {
            report.detail("Positions of infinite divergence", infinite)
        } else {
            report
        };
        Ok(walk.describe(report))
    }
}

inkstone_plugin::export_tensor_metric!(KlDivergence);
