//! Overlap of the k best tokens of each position.

mod best;

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
};
use tensor_pairs::{Gather, Reading, by_position, walk};

use best::best;

/// Top-k agreement.
pub struct TopK;

impl TensorMetric for TopK {
    fn info() -> Info {
        Info::new("inkstone/top-k", "Top-k token agreement", env!("CARGO_PKG_VERSION"))
            .description(
                "How much the k best tokens of both sides overlap, and at how many positions the baseline's best token is among the \
                 candidate's k best, in percent.",
            )
            .author("Inkstone")
            .integer("k", "k", "How many of the best tokens are compared", 5, 1..=100)
    }

    fn evaluate(pairs: Vec<TensorPair>, settings: &Settings) -> Result<Report, Error> {
        let k = settings.integer("k") as usize;
        let mut overlaps: Vec<f64> = Vec::new();
        let mut contained = 0_u64;
        let walk = walk(&pairs, Reading::Rows, |row| {
            let (baseline, candidate) = (best(row.baseline, k), best(row.candidate, k));
            let shared = baseline
                .iter()
                .filter(|token| candidate.contains(token))
                .count();
            overlaps.push(100.0 * shared as f64 / baseline.len() as f64);
            contained += u64::from(candidate.contains(&baseline[0]));
        })?;
        let positions = overlaps.len() as f64;
        let score = |id: &str, label: &str, value: f64| {
            Score::new(id, label, walk.judge(value), Direction::HigherIsBetter).unit("%")
        };
        let overlap = overlaps.iter().sum::<f64>() / positions;
        let contained = 100.0 * contained as f64 / positions;
        let report = Report {
            scores: vec![
                score("top-k", &format!("Overlap of the top {k}"), overlap),
                score(
                    "top1-in-top-k",
                    &format!("Baseline's best in the candidate's top {k}"),
                    contained,
                ),
            ],
            details: Vec::new(),
            series: by_position(&walk, "Overlap (%)", &overlaps, Chart::Line, Gather::Mean),
            note: format!(
                "|A and B| / k for the sets A and B of the k = {k} best tokens, averaged over positions; of equal logits the lowest tokens \
                 come first, and a vocabulary smaller than k counts whole."
            ),
        };
        Ok(walk.describe(report))
    }
}

inkstone_plugin::export_tensor_metric!(TopK);
