//! Whether a run is worse than an earlier one.

use std::str::FromStr;

use super::stored::{Measure, StoredReport};
use crate::evaluate::metrics::Better;

/// How much worse a value may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// A part of the earlier value, 0.05 for 5 %.
    Relative(f64),
    /// So much in the value's own unit.
    Absolute(f64),
}

impl FromStr for Tolerance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is neither a part such as 5% nor a number such as 0.002");
        let (number, relative) = match text.trim().strip_suffix('%') {
            Some(number) => (number, true),
            None => (text, false),
        };
        match number.trim().parse::<f64>() {
            Ok(value) if value >= 0.0 && value.is_finite() => Ok(match relative {
                true => Self::Relative(value / 100.0),
                false => Self::Absolute(value),
            }),
            _ => Err(wrong()),
        }
    }
}

impl Tolerance {
    fn allows(self, before: f64, worse_by: f64) -> bool {
        match self {
            Self::Relative(part) => worse_by <= part * before.abs(),
            Self::Absolute(most) => worse_by <= most,
        }
    }
}

/// A value in two runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name.
    pub key: String,
    /// Its unit, or empty.
    pub unit: String,
    /// The earlier value; none where it was undefined or not there.
    pub before: Option<f64>,
    /// The later value; none where it is undefined or not there.
    pub after: Option<f64>,
    /// Whether it got worse by more than the tolerance, or was lost.
    pub worse: bool,
}

/// Two runs compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// All values of either.
    pub changes: Vec<Change>,
    /// What else differs, so that values may not be comparable.
    pub notes: Vec<String>,
}

impl Comparison {
    /// Whether any value got worse.
    pub fn worse(&self) -> bool {
        self.changes.iter().any(|change| change.worse)
    }
}

/// Compares a run with an earlier one. A value that was there and is gone, or undefined now, counts as worse; one that is new does not.
///
/// # Errors
/// When they are of different kinds.
pub fn compare(
    before: &StoredReport,
    after: &StoredReport,
    tolerance: Tolerance,
) -> Result<Comparison, String> {
    if before.kind() != after.kind() {
        return Err(format!(
            "one is a run of {}, the other of {}; only runs of one kind can be compared",
            before.kind(),
            after.kind()
        ));
    }
    let (old, new) = (before.measures(), after.measures());
    let in_new = |key: &str| new.iter().find(|measure| measure.key == key);
    let mut changes: Vec<Change> = old
        .iter()
        .map(|measure| {
            let after = in_new(&measure.key).and_then(|m| m.value);
            change(measure, measure.value, after, tolerance)
        })
        .collect();
    let added = new
        .iter()
        .filter(|measure| old.iter().all(|m| m.key != measure.key));
    changes.extend(added.map(|measure| change(measure, None, measure.value, tolerance)));
    Ok(Comparison {
        changes,
        notes: differences(before, after),
    })
}

/// What else differs.
fn differences(before: &StoredReport, after: &StoredReport) -> Vec<String> {
    let facts = |report: &StoredReport| {
        let environment = report.environment();
        let checkpoint = environment.checkpoint.as_ref();
        let devices = environment.devices.iter().map(|d| d.name.as_str());
        [
            ("what was evaluated", report.subject()),
            (
                "the checkpoint",
                checkpoint.map_or_else(|| "none".into(), |c| c.sha256.clone()),
            ),
            ("the devices", devices.collect::<Vec<_>>().join(", ")),
            ("the processor", environment.cpu.clone()),
            ("the threads", environment.threads.to_string()),
            ("the version of inkstone", environment.inkstone.clone()),
        ]
    };
    let pairs = facts(before).into_iter().zip(facts(after));
    pairs
        .filter(|((_, a), (_, b))| a != b)
        .map(|((what, a), (_, b))| format!("{what} changed: {a} before, {b} after"))
        .collect()
}

fn change(
    measure: &Measure,
    before: Option<f64>,
    after: Option<f64>,
    tolerance: Tolerance,
) -> Change {
    let worse = match (before, after) {
        (Some(before), Some(after)) => {
            let worse_by = match measure.better {
                Better::Lower => after - before,
                Better::Higher => before - after,
            };
            worse_by > 0.0 && !tolerance.allows(before, worse_by)
        }
        (Some(_), None) => true,
        (None, _) => false,
    };
    Change {
        key: measure.key.clone(),
        unit: measure.unit.clone(),
        before,
        after,
        worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worse(better: Better, before: Option<f64>, after: Option<f64>, tolerance: &str) -> bool {
        let measure = Measure {
            key: "x".into(),
            value: before,
            unit: String::new(),
            better,
        };
        change(&measure, before, after, tolerance.parse().unwrap()).worse
    }

    #[test]
    fn only_a_step_in_the_wrong_direction_counts() {
        let (low, high) = (Better::Lower, Better::Higher);
        assert!(!worse(low, Some(1.0), Some(1.0), "0"));
        assert!(worse(low, Some(1.0), Some(1.001), "0"));
        assert!(!worse(low, Some(1.0), Some(0.5), "0"));
        assert!(worse(high, Some(99.5), Some(99.0), "0"));
        assert!(!worse(high, Some(99.5), Some(99.0), "0.5"));
        assert!(worse(high, Some(99.5), Some(98.9), "0.5"));
        assert!(!worse(low, Some(2.0), Some(2.09), "5%"));
        assert!(worse(low, Some(2.0), Some(2.2), "5%"));
        // Nothing is a part of nothing.
        assert!(worse(low, Some(0.0), Some(1e-9), "50%"));
    }

    #[test]
    fn a_lost_value_is_worse_and_a_new_one_is_not() {
        for better in [Better::Lower, Better::Higher] {
            assert!(worse(better, Some(1.0), None, "100%"));
            assert!(!worse(better, None, Some(1.0), "0"));
            assert!(!worse(better, None, None, "0"));
        }
    }

    #[test]
    fn tolerances_are_parts_or_numbers() {
        assert_eq!("5%".parse(), Ok(Tolerance::Relative(0.05)));
        assert_eq!(" 0.002 ".parse(), Ok(Tolerance::Absolute(0.002)));
        for wrong in ["", "-1", "5 percent", "nan", "inf%"] {
            assert!(wrong.parse::<Tolerance>().is_err(), "{wrong}");
        }
    }
}
