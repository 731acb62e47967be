//! Share of positions at which the best token is the same.

use inkstone_plugin::{
    Chart, Direction, Error, Info, Report, Score, Settings, TensorMetric, TensorPair,
};
use tensor_pairs::{Gather, Place, Reading, by_position, largest_at, walk};

/// Top-1 agreement.
pub struct Top1;

/// The first position at which the two sides would write different tokens.
struct Divergence {
    pair: usize,
    position: usize,
    /// The baseline's token and the candidate's.
    tokens: [usize; 2],
    /// For each side, by how much its best logit is above its second best.
    margins: [f64; 2],
}

impl TensorMetric for Top1 {
    fn info() -> Info {
        Info::new("inkstone/top1", "Top-1 token agreement", env!("CARGO_PKG_VERSION"))
            .description("Share of positions at which both sides have their largest logit at the same token, in percent.")
            .author("Inkstone")
    }

    fn evaluate(pairs: Vec<TensorPair>, _settings: &Settings) -> Result<Report, Error> {
        let mut agreement: Vec<f64> = Vec::new();
        let mut first = None;
        let walk = walk(&pairs, Reading::Rows, |row| {
            let tokens = [largest_at(row.baseline), largest_at(row.candidate)];
            let agrees = tokens[0] == tokens[1];
            agreement.push(f64::from(u8::from(agrees)));
            if !agrees && first.is_none() {
                let margins = [
                    margin(row.baseline, tokens[0]),
                    margin(row.candidate, tokens[1]),
                ];
                first = Some(Divergence {
                    pair: row.pair,
                    position: row.position,
                    tokens,
                    margins,
                });
            }
        })?;
        let agreeing: f64 = agreement.iter().sum();
        let value = walk.judge(100.0 * agreeing / agreement.len() as f64);
        let score = Score::new(
            "top1",
            "Top-1 token agreement",
            value,
            Direction::HigherIsBetter,
        );
        let mut report = Report::of(score.unit("%").threshold(99.0)).detail(
            "Agreeing positions",
            format!("{agreeing} of {}", agreement.len()),
        );
        match &first {
            None => report = report.detail("First divergence", "none"),
            Some(first) => {
                for (label, value) in first.describe(|place| walk.name(place)) {
                    report = report.detail(label, value);
                }
            }
        }
        report = walk.describe(report);
        report.series = by_position(&walk, "Agreement", &agreement, Chart::Bar, Gather::Mean);
        report.note = "Of equal logits the lowest token counts as the best.".into();
        Ok(report)
    }
}

impl Divergence {
    fn describe(&self, name: impl Fn(Place) -> String) -> [(&'static str, String); 3] {
        let place = Place {
            pair: self.pair,
            position: self.position,
            token: self.tokens[0],
        };
        [
            ("First divergence", name(place)),
            (
                "Tokens there",
                format!("baseline {}, candidate {}", self.tokens[0], self.tokens[1]),
            ),
            (
                "Margins there",
                format!(
                    "baseline {}, candidate {}",
                    self.margins[0], self.margins[1]
                ),
            ),
        ]
    }
}

/// By how much the best logit, at `best`, is above all others; infinite where there is no other.
fn margin(row: &[f32], best: usize) -> f64 {
    let others = [&row[..best], &row[best + 1..]].map(tensor_pairs::largest);
    let second = if others[0] > others[1] {
        others[0]
    } else {
        others[1]
    };
    f64::from(row[best]) - f64::from(second)
}

inkstone_plugin::export_tensor_metric!(Top1);
