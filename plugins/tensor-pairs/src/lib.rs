//! What the tensor metrics share: pairs of logits are checked and read row by row, sums are taken in f64, and what is not a number
//! never looks like a result.
//!
//! A tensor's last axis is the vocabulary, all others together are the positions. Nothing ever holds a whole tensor: reads are of
//! 65,536 elements at most, or of one row where a metric needs whole rows.

#![forbid(unsafe_code)]

pub mod absolute;
mod rows;
mod series;
mod sums;
mod walk;

pub use rows::largest_at;
pub use series::{Gather, by_position};
pub use sums::{largest, sums};
pub use walk::{Place, Reading, Row, Walk, walk};
