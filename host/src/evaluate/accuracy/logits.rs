//! Stored logits of one prompt: those that `inkstone infer --logits` writes, and those that an evaluation writes itself.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::evaluate::EvalError;
use crate::plugin::{Element, TensorFile, TensorSource, read_elements};

/// Names of what the files hold.
pub(super) const INPUT_IDS: &str = "input_ids";
pub(super) const GENERATED_IDS: &str = "generated_ids";
/// What a side generated freely, where `generated_ids` are tokens that it was made to read.
pub(super) const FREE_IDS: &str = "free_ids";
/// For each of them by how much its logit was above the next best one.
pub(super) const FREE_MARGINS: &str = "free_margins";

/// Rows of a matrix of logits.
#[derive(Clone)]
pub struct Rows {
    tensor: Arc<dyn TensorSource>,
    rows: Range<usize>,
    width: usize,
}

impl Rows {
    /// All rows of a matrix `[rows, width]`; none if it is no matrix.
    pub fn new(tensor: Arc<dyn TensorSource>) -> Option<Self> {
        match tensor.shape().as_slice() {
            &[rows, width] if width > 0 => Some(Self {
                tensor,
                rows: 0..rows as usize,
                width: width as usize,
            }),
            _ => None,
        }
    }

    /// Some of the rows, counted from the first of these.
    pub fn part(&self, rows: Range<usize>) -> Self {
        let (start, end) = (self.rows.start + rows.start, self.rows.start + rows.end);
        let end = end.min(self.rows.end);
        Self {
            rows: start.min(end)..end,
            ..self.clone()
        }
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Size of the vocabulary.
    pub fn width(&self) -> usize {
        self.width
    }

    /// A row, widened to f32.
    pub fn row(&self, index: usize) -> Vec<f32> {
        let from = (self.rows.start + index) * self.width;
        read_elements(self.tensor.as_ref(), from, self.width)
    }
}

impl TensorSource for Rows {
    fn shape(&self) -> Vec<u32> {
        [self.count(), self.width]
            .map(|side| u32::try_from(side).unwrap_or(u32::MAX))
            .to_vec()
    }

    fn element(&self) -> Element {
        self.tensor.element()
    }

    fn bytes(&self) -> &[u8] {
        let row = self.width * self.tensor.element().size();
        &self.tensor.bytes()[self.rows.start * row..self.rows.end * row]
    }
}

/// The logits of one prompt on one side, and the tokens that they belong to.
pub struct StoredLogits {
    /// Where they are from.
    pub path: PathBuf,
    /// Tokens of the prompt, where they are known.
    pub input_ids: Option<Vec<u32>>,
    /// Tokens that were read after the prompt, where they are known.
    pub forced_ids: Option<Vec<u32>>,
    /// Tokens that were generated freely, where they are known.
    pub free_ids: Option<Vec<u32>>,
    /// For each of them the distance of its logit to the next best one, where it was stored.
    pub free_margins: Option<Vec<f32>>,
    /// The logits.
    pub rows: Rows,
    /// The position of the first row; 0 if every position is there or nothing is known of the tokens.
    pub first_position: usize,
}

impl StoredLogits {
    /// Opens a file.
    ///
    /// # Errors
    /// When it cannot be read, holds no matrix called `logits`, or its tokens do not fit its rows.
    pub fn open(path: &Path) -> Result<Self, EvalError> {
        let file = TensorFile::open(path)?;
        let wrong = |what: String| EvalError::Mismatch(format!("{}: {what}", path.display()));
        let Some(rows) = file.floats("logits").cloned().and_then(Rows::new) else {
            return Err(wrong(
                "has no matrix [positions, vocabulary] called logits; `inkstone infer --logits FILE --logits-positions all` writes one".into(),
            ));
        };
        let ids = |name: &str| -> Result<Option<Vec<u32>>, EvalError> {
            let Some(values) = file.integers(name) else {
                return Ok(None);
            };
            let ids = values.iter().map(|&value| u32::try_from(value));
            let ids: Result<Vec<u32>, _> = ids.collect();
            match ids {
                Ok(ids) => Ok(Some(ids)),
                Err(_) => Err(wrong(format!("{name} holds what is no token id"))),
            }
        };
        let (input_ids, forced_ids) = (ids(INPUT_IDS)?, ids(GENERATED_IDS)?);
        let free_ids = ids(FREE_IDS)?;
        let mut first_position = 0;
        if let (Some(input), Some(forced)) = (&input_ids, &forced_ids) {
            let (prompt, answer) = (input.len(), forced.len());
            if rows.count() == answer && prompt > 0 {
                first_position = prompt - 1;
            } else if rows.count() != prompt + answer {
                return Err(wrong(format!(
                    "{} rows of logits do not fit {prompt} tokens of the prompt and {answer} generated ones",
                    rows.count()
                )));
            }
        }
        let free_margins = file
            .floats(FREE_MARGINS)
            .map(|tensor| read_elements(tensor.as_ref(), 0, usize::MAX));
        Ok(Self {
            path: path.to_owned(),
            free_ids: free_ids.or_else(|| forced_ids.clone()),
            free_margins,
            input_ids,
            forced_ids,
            rows,
            first_position,
        })
    }

    /// The rows from which the tokens after the prompt were chosen; none where that is not known.
    pub(super) fn generated_rows(&self) -> Option<Range<usize>> {
        let (prompt, answer) = (
            self.input_ids.as_ref()?.len(),
            self.forced_ids.as_ref()?.len(),
        );
        let start = prompt.checked_sub(1 + self.first_position)?;
        Some(start..start + answer)
    }
}

/// The best token of a row, of equal ones the lowest, and by how much its logit is above the next best one; infinite where there is no
/// other,
/// NaN where the logits are not numbers.
pub(super) fn best(row: &[f32]) -> (usize, f64) {
    let (mut at, mut first, mut second) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
    for (index, &value) in row.iter().enumerate() {
        if value > first {
            (at, second, first) = (index, first, value);
        } else if value > second {
            second = value;
        }
    }
    (at, f64::from(first) - f64::from(second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugin::MemoryTensor;

    #[test]
    fn the_best_token_and_its_margin() {
        assert_eq!(best(&[1.0, 4.0, 2.5, 4.0]), (1, 0.0));
        assert_eq!(best(&[-1.0, -3.0]), (0, 2.0));
        assert_eq!(best(&[f32::NAN, 3.0, 1.0]), (1, 2.0));
        assert_eq!(best(&[5.0]).1, f64::INFINITY);
        assert!(best(&[f32::NAN; 3]).1.is_nan());
    }

    #[test]
    fn parts_of_rows_are_those_of_the_matrix() {
        let values: Vec<f32> = (0..12_u8).map(f32::from).collect();
        let tensor = Arc::new(MemoryTensor::new(vec![4, 3], &values).unwrap());
        let rows = Rows::new(tensor).unwrap();
        let part = rows.part(1..4).part(1..2);
        assert_eq!((part.count(), part.shape()), (1, vec![1, 3]));
        assert_eq!(part.row(0), [6.0, 7.0, 8.0]);
        assert_eq!(part.bytes(), &rows.bytes()[24..36]);
        assert_eq!(rows.part(3..9).count(), 1);
        assert_eq!(rows.part(7..9).count(), 0);
    }
}
