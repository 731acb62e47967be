//! Scores judged.

use super::bindings::values::ocr::plugins::report::{Direction, Score};

impl Score {
    /// Whether the score is good enough: by its limit where there is one, else as the plugin says. A value that is no number never is.
    pub fn verdict(&self) -> Option<bool> {
        let within = |limit: f64| match self.better {
            Direction::HigherIsBetter => self.value >= limit,
            Direction::LowerIsBetter => self.value <= limit,
        };
        let judged = self.threshold.map(within).or(self.passed)?;
        Some(judged && !self.value.is_nan())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(value: f64, better: Direction, threshold: Option<f64>, passed: Option<bool>) -> Score {
        Score {
            id: "x".into(),
            label: "x".into(),
            value,
            unit: String::new(),
            better,
            threshold,
            passed,
        }
    }

    #[test]
    fn limits_decide_before_the_plugin_does() {
        let (high, low) = (Direction::HigherIsBetter, Direction::LowerIsBetter);
        assert_eq!(
            score(99.5, high, Some(99.0), Some(false)).verdict(),
            Some(true)
        );
        assert_eq!(score(98.9, high, Some(99.0), None).verdict(), Some(false));
        assert_eq!(score(1.0, low, Some(1.0), None).verdict(), Some(true));
        assert_eq!(score(1.1, low, Some(1.0), None).verdict(), Some(false));
        assert_eq!(score(1.1, low, None, Some(true)).verdict(), Some(true));
        assert_eq!(score(1.1, low, None, None).verdict(), None);
    }

    #[test]
    fn no_number_never_passes() {
        for better in [Direction::HigherIsBetter, Direction::LowerIsBetter] {
            assert_eq!(
                score(f64::NAN, better, Some(1.0), Some(true)).verdict(),
                Some(false)
            );
            assert_eq!(
                score(f64::NAN, better, None, Some(true)).verdict(),
                Some(false)
            );
        }
    }
}
