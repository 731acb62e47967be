//! Where the errors are: by position and by the magnitude of the logit, which the metrics' single values do not tell. Rows are read one by
//! one, so that memory does not grow with the number of positions.

use serde::{Deserialize, Serialize};

use super::logits::{Rows, best};
use crate::evaluate::EvalError;

/// The constants of the two conventions of the relative error |n - c| / (|c| + eps).
const EPS: f64 = 1e-3;
const TINY_EPS: f64 = 1e-12;

/// Upper ends of the ranges of |baseline logit|.
const MAGNITUDES: [f64; 8] = [1e-3, 1e-2, 0.1, 1.0, 5.0, 10.0, 20.0, f64::INFINITY];
/// Ranges of positions of one image.
const POSITION_BINS: usize = 12;
/// Mismatches that are told one by one.
const MOST_MISMATCHES: usize = 50;
/// Points of the scatter chart.
const SCATTER_POINTS: usize = 4000;

/// Errors of the logits in one range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErrorBin {
    /// The range: positions from the first up to the last, or |baseline logit| from the first on and below the second. Null has no end.
    pub from: f64,
    /// The end of the range.
    pub to: Option<f64>,
    /// Number of logits.
    pub elements: u64,
    /// Mean of |n - c|; null where it is undefined, as all that follow.
    pub mean_abs: Option<f64>,
    /// Largest |n - c|.
    pub max_abs: Option<f64>,
    /// Mean of |n - c| / (|c| + 1e-3), in percent.
    pub relative: Option<f64>,
    /// The same with 1e-12.
    pub relative_tiny: Option<f64>,
    /// Positions, and those where the best tokens agree; only for ranges of positions.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub agreement: Option<[usize; 2]>,
}

/// A position at which the best tokens differ.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mismatch {
    /// The position in prompt and answer, from 0.
    pub position: usize,
    /// Best token of the baseline and of the candidate.
    pub tokens: [u32; 2],
    /// Their texts; empty where there is no tokenizer.
    pub texts: [String; 2],
    /// For each side, by how much its best logit is above its next best; null where that is undefined.
    pub margins: [Option<f64>; 2],
}

/// A logit of both sides.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScatterPoint(pub f32, pub f32);

/// Sums over some logits.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    elements: u64,
    abs: f64,
    max: f64,
    relative: f64,
    tiny: f64,
}

impl Sums {
    #[inline]
    fn add(&mut self, [apart, relative, tiny]: [f64; 3]) {
        self.elements += 1;
        self.abs += apart;
        // A NaN reaches the sum, and with it every value that is told.
        self.max = if apart > self.max { apart } else { self.max };
        self.relative += relative;
        self.tiny += tiny;
    }

    fn merge(&mut self, other: &Self) {
        self.elements += other.elements;
        self.abs += other.abs;
        self.max = self.max.max(other.max);
        self.relative += other.relative;
        self.tiny += other.tiny;
    }

    fn bin(&self, from: f64, to: Option<f64>, agreement: Option<[usize; 2]>) -> ErrorBin {
        let number = |value: f64| (value.is_finite() && self.elements > 0).then_some(value);
        let count = self.elements as f64;
        ErrorBin {
            from,
            to,
            elements: self.elements,
            mean_abs: number(self.abs / count),
            max_abs: number(self.max + 0.0 * self.abs),
            relative: number(100.0 * self.relative / count),
            relative_tiny: number(100.0 * self.tiny / count),
            agreement,
        }
    }
}

/// The errors of one image's rows.
pub struct RowErrors {
    /// By ranges of positions.
    pub by_position: Vec<ErrorBin>,
    /// Mean |n - c| of each row; not finite where it is undefined.
    pub mean_abs: Vec<f64>,
    /// Whether the best tokens of each row agree.
    pub agrees: Vec<bool>,
    /// The first rows at which they do not.
    pub mismatches: Vec<Mismatch>,
}

/// What is gathered over all images.
#[derive(Default)]
pub(super) struct Gathered {
    magnitudes: [Sums; MAGNITUDES.len()],
    scatter: Vec<ScatterPoint>,
}

impl Gathered {
    /// Reads all rows of a pair; `first` is the position of the first row, `share` of the scatter's points are taken from here.
    ///
    /// # Errors
    /// What `progress` gives, which hears of every row.
    pub fn rows(
        &mut self,
        baseline: &Rows,
        candidate: &Rows,
        first: usize,
        share: f64,
        progress: &mut dyn FnMut(usize) -> Result<(), EvalError>,
    ) -> Result<RowErrors, EvalError> {
        let count = baseline.count();
        let wanted = (SCATTER_POINTS as f64 * share).ceil().max(1.0) as usize;
        // An odd stride walks through all columns of a vocabulary of even size.
        let stride = (count * baseline.width()).div_ceil(wanted) | 1;
        let mut next = 0;
        let mut rows: Vec<Sums> = Vec::with_capacity(count);
        let mut found = RowErrors {
            by_position: Vec::new(),
            mean_abs: Vec::with_capacity(count),
            agrees: Vec::with_capacity(count),
            mismatches: Vec::new(),
        };
        for index in 0..count {
            progress(index)?;
            let (right, other) = (baseline.row(index), candidate.row(index));
            let mut sums = Sums::default();
            for (&c, &n) in right.iter().zip(&other) {
                let (c, n) = (f64::from(c), f64::from(n));
                let apart = (n - c).abs();
                let terms = [apart, apart / (c.abs() + EPS), apart / (c.abs() + TINY_EPS)];
                sums.add(terms);
                self.magnitudes[magnitude(c)].add(terms);
            }
            let start = index * right.len();
            while next < start + right.len() {
                let at = next - start;
                if right[at].is_finite() && other[at].is_finite() {
                    self.scatter.push(ScatterPoint(right[at], other[at]));
                }
                next += stride;
            }
            let [(a, right_margin), (b, other_margin)] = [best(&right), best(&other)];
            // What is not a number is no best token, so that nothing agrees with it.
            let numbers = !right.iter().chain(other.iter()).any(|logit| logit.is_nan());
            let agrees = a == b && numbers;
            if !agrees && found.mismatches.len() < MOST_MISMATCHES {
                let number = |value: f64| value.is_finite().then_some(value);
                found.mismatches.push(Mismatch {
                    position: first + index,
                    tokens: [a as u32, b as u32],
                    texts: Default::default(),
                    margins: [number(right_margin), number(other_margin)],
                });
            }
            found.agrees.push(agrees);
            found.mean_abs.push(sums.abs / right.len() as f64);
            rows.push(sums);
        }
        let size = count.div_ceil(POSITION_BINS).max(1);
        for (bin, (rows, agrees)) in rows.chunks(size).zip(found.agrees.chunks(size)).enumerate() {
            let mut sums = Sums::default();
            rows.iter().for_each(|row| sums.merge(row));
            let from = first + bin * size;
            let agreeing = agrees.iter().filter(|agrees| **agrees).count();
            found.by_position.push(sums.bin(
                from as f64,
                Some((from + rows.len() - 1) as f64),
                Some([rows.len(), agreeing]),
            ));
        }
        Ok(found)
    }

    /// The errors by magnitude, without empty ranges, and the points of the scatter chart.
    pub fn finish(self) -> (Vec<ErrorBin>, Vec<ScatterPoint>) {
        let mut from = 0.0;
        let mut bins = Vec::new();
        for (sums, to) in self.magnitudes.iter().zip(MAGNITUDES) {
            if sums.elements > 0 {
                bins.push(sums.bin(from, to.is_finite().then_some(to), None));
            }
            from = to;
        }
        (bins, self.scatter)
    }
}

/// The range of a logit; that of a NaN is the last.
#[inline]
fn magnitude(value: f64) -> usize {
    let value = value.abs();
    // The larger ones are the commoner.
    let smaller = MAGNITUDES[..MAGNITUDES.len() - 1]
        .iter()
        .filter(|end| value.is_nan() || value >= **end);
    smaller.count()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Value;

    use super::*;
    use crate::plugin::{MemoryTensor, TensorSource};

    /// The pairs of a case of `tests/reference/metrics/tensors.json`, as rows.
    fn rows(name: &str) -> [Rows; 2] {
        let case = tensor_cases::cases().into_iter().find(|c| c.name == name);
        let pair = case.expect("the case").pairs().remove(0);
        [pair.baseline, pair.candidate].map(|tensor| {
            let shape = tensor.shape();
            let width = shape[shape.len() - 1];
            let count = tensor.len() / width;
            let values = tensor.read(0, tensor.len());
            let tensor = MemoryTensor::new(vec![count, width], &values).expect("a tensor");
            Rows::new(Arc::new(tensor) as Arc<dyn TensorSource>).expect("a matrix")
        })
    }

    fn same(found: &Value, wanted: &Value, what: &str) {
        match (found, wanted) {
            (Value::Object(a), Value::Object(b)) => {
                for (key, wanted) in b {
                    same(&a[key], wanted, &format!("{what}, {key}"));
                }
            }
            (Value::Array(a), Value::Array(b)) => {
                assert_eq!(a.len(), b.len(), "{what}");
                for (index, (a, b)) in a.iter().zip(b).enumerate() {
                    same(a, b, &format!("{what}, {index}"));
                }
            }
            (Value::Number(a), Value::Number(b)) => {
                let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
                assert!((a - b).abs() <= 1e-9 * b.abs(), "{what}: {a} and not {b}");
            }
            (a, b) => assert_eq!(a, b, "{what}"),
        }
    }

    /// What numpy says, by `tests/reference/evaluate/errors.py`.
    #[test]
    fn errors_are_where_numpy_finds_them() {
        let text = include_str!("../../../../tests/reference/evaluate/errors.json");
        let cases: Vec<Value> = serde_json::from_str(text).unwrap();
        assert!(cases.len() >= 10);
        for case in cases {
            let name = case["name"].as_str().unwrap();
            let [baseline, candidate] = rows(name);
            let mut gathered = Gathered::default();
            let found = gathered
                .rows(&baseline, &candidate, 0, 1.0, &mut |_| Ok(()))
                .unwrap();
            let (by_magnitude, scatter) = gathered.finish();
            let agreement: String = found
                .agrees
                .iter()
                .map(|a| if *a { '1' } else { '0' })
                .collect();
            let mismatches: Vec<[usize; 3]> = found
                .mismatches
                .iter()
                .map(|m| [m.position, m.tokens[0] as usize, m.tokens[1] as usize])
                .collect();
            let found = serde_json::json!({
                "by_position": found.by_position, "by_magnitude": by_magnitude, "agreement": agreement,
                "mean_abs": found.mean_abs, "mismatches": mismatches,
            });
            let mut wanted = case.clone();
            wanted.as_object_mut().unwrap().remove("name");
            same(&found, &wanted, name);
            assert!(scatter.len() <= SCATTER_POINTS + 1, "{name}");
        }
    }

    #[test]
    fn the_walk_can_be_stopped() {
        let [baseline, candidate] = rows("random");
        let mut stop = |row: usize| match row {
            3 => Err(EvalError::Cancelled),
            _ => Ok(()),
        };
        let result = Gathered::default().rows(&baseline, &candidate, 0, 1.0, &mut stop);
        assert!(matches!(result, Err(EvalError::Cancelled)));
    }
}
