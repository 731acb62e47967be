//! What is asked of whole rows.

use crate::largest;

/// The index of the largest value; of equal ones the lowest index, as numpy's argmax. 0 for an empty row, and NaN is passed over.
pub fn largest_at(row: &[f32]) -> usize {
    let largest = largest(row);
    row.iter().position(|&value| value == largest).unwrap_or(0)
}
