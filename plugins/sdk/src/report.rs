//! Short ways to write a metric's report.

use crate::{Detail, Direction, Report, Score};

impl Report {
    /// A report of one score.
    pub fn of(score: Score) -> Self {
        Self {
            scores: vec![score],
            details: Vec::new(),
            series: Vec::new(),
            note: String::new(),
        }
    }

    /// Adds a line of detail.
    pub fn detail(mut self, label: &str, value: impl ToString) -> Self {
        self.details.push(Detail {
            label: label.into(),
            value: value.to_string(),
        });
        self
    }
}

impl Score {
    /// A score without unit, limit or judgement.
    pub fn new(id: &str, label: &str, value: f64, better: Direction) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            value,
            unit: String::new(),
            better,
            threshold: None,
            passed: None,
        }
    }

    /// Sets the unit.
    pub fn unit(mut self, unit: &str) -> Self {
        self.unit = unit.into();
        self
    }

    /// Suggests a limit.
    pub fn threshold(mut self, limit: f64) -> Self {
        self.threshold = Some(limit);
        self
    }
}
