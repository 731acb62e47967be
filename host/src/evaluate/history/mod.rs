//! Runs that are kept, one JSON file each, and the comparison of two of them.

mod compare;
mod json;
mod store;
mod stored;

pub use compare::{Change, Comparison, Tolerance, compare};
pub use store::{History, HistoryError, Run};
pub use stored::{Measure, StoredReport};
