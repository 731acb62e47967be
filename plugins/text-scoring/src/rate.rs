//! Error rates: errors over a length, pooled over samples.

use inkstone_plugin::{Direction, Report, Score};

use crate::histogram;

/// Errors, and the length of the reference in which they were counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// Insertions, deletions and substitutions.
    pub errors: u64,
    /// Characters or words of the reference.
    pub length: u64,
}

impl Rate {
    /// Errors over length. Without a length it is the number of errors, as in jiwer 4: 0 for two empty texts, and otherwise as many as
    /// were read where nothing is.
    pub fn value(self) -> f64 {
        self.errors as f64 / self.length.max(1) as f64
    }
}

/// The rates of all samples.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    pooled: Rate,
    /// One for each sample.
    values: Vec<f64>,
    /// The sample with the highest rate.
    worst: Option<(String, f64)>,
    without_reference: usize,
}

impl Rates {
    /// Adds a sample's rate.
    pub fn add(&mut self, id: &str, rate: Rate) {
        self.pooled.errors += rate.errors;
        self.pooled.length += rate.length;
        self.without_reference += usize::from(rate.length == 0);
        let value = rate.value();
        self.values.push(value);
        if self.worst.as_ref().is_none_or(|(_, worst)| value > *worst) {
            self.worst = Some((id.to_owned(), value));
        }
    }

    /// The report: one score, the sum of all errors over the sum of all lengths. `units` is what is counted: "characters".
    pub fn report(&self, id: &str, label: &str, units: &str) -> Report {
        let score = Score::new(id, label, self.pooled.value(), Direction::LowerIsBetter);
        let mut report = Report::of(score)
            .detail("Samples", self.values.len())
            .detail("Errors", self.pooled.errors)
            .detail(&format!("Reference {units}"), self.pooled.length);
        report.note = format!(
            "(substitutions + deletions + insertions) / {units} of the reference, summed over all samples before dividing."
        );
        if self.without_reference > 0 {
            report = report.detail("Samples without reference", self.without_reference);
        }
        if self.pooled.length == 0 {
            report.note += " There is no reference text: the value is the number of errors.";
        }
        if let (true, Some((id, value))) = (self.values.len() > 1, &self.worst) {
            report = report.detail("Worst sample", format!("{id} ({value:.4})"));
            report
                .series
                .push(histogram(label, "samples", &self.values));
        }
        report
    }
}
