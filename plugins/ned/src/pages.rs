//! Edits gathered by page.

use std::collections::BTreeMap;

use inkstone_plugin::{Direction, Report, Score};
use text_scoring::histogram;

/// Edits, and the longer text's length.
#[derive(Clone, Copy, Debug, Default)]
struct Edits {
    edits: u64,
    length: u64,
}

impl Edits {
    fn add(&mut self, other: Self) {
        self.edits += other.edits;
        self.length += other.length;
    }

    /// None where both texts are empty.
    fn ratio(self) -> Option<f64> {
        (self.length > 0).then(|| self.edits as f64 / self.length as f64)
    }
}

/// The edits of all samples, by page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    pages: BTreeMap<String, Edits>,
    samples: Vec<Edits>,
    pooled: Edits,
}

impl Pages {
    /// Adds a sample with its edits and the longer text's length.
    pub(crate) fn add(&mut self, id: &str, edits: u64, length: u64) {
        let edits = Edits { edits, length };
        self.pages
            .entry(page(id).to_owned())
            .or_default()
            .add(edits);
        self.samples.push(edits);
        self.pooled.add(edits);
    }

    pub(crate) fn report(&self) -> Report {
        let pages: Vec<f64> = self
            .pages
            .values()
            .filter_map(|page| page.ratio())
            .collect();
        let samples: Vec<f64> = self
            .samples
            .iter()
            .filter_map(|sample| sample.ratio())
            .collect();
        let score = |id: &str, label: &str, value: f64| {
            Score::new(id, label, value, Direction::LowerIsBetter)
        };
        let mut report = Report {
            scores: vec![
                score("ned", "Normalised edit distance, mean of pages", mean(&pages)),
                score("ned-pooled", "Normalised edit distance, all edits over all lengths", self.pooled.ratio().unwrap_or(0.0)),
                score("ned-samples", "Normalised edit distance, mean of samples", mean(&samples)),
            ],
            details: Vec::new(),
            series: Vec::new(),
            note: "Levenshtein distance / length of the longer text. A page's value is the sum of its blocks' distances over the sum of their \
                   lengths."
                .into(),
        }
        .detail("Samples", self.samples.len())
        .detail("Pages", self.pages.len())
        .detail("Edits", self.pooled.edits);
        let empty = self.samples.len() - samples.len();
        if empty > 0 {
            report = report.detail("Samples empty on both sides, not averaged", empty);
        }
        if pages.len() > 1 {
            let label = "Normalised edit distance";
            report.series.push(histogram(label, "pages", &pages));
        }
        report
    }
}

/// The page that a sample belongs to: `page#12` is block 12 of `page`, and any other id is a page by itself.
fn page(id: &str) -> &str {
    match id.rsplit_once('#') {
        Some((page, block)) if !block.is_empty() && block.bytes().all(|b| b.is_ascii_digit()) => {
            page
        }
        _ => id,
    }
}

/// 0 if there is nothing to average: all texts are empty, and were read so.
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
