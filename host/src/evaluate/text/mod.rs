//! How well pages are read: what the model says of each page of a data set, against what is right, by text-metric plugins.
//!
//! Texts are compared page by page. That is not the block matching of OmniDocBench's own scorer, so values are no leaderboard's.

mod dataset;
mod html;
mod omnidocbench;
mod read;
mod result;
mod run;

pub use dataset::{DataError, Dataset, TextPage, Truth};
pub use result::{PageText, TEXT_SCHEMA, TextReport};
pub use run::{TextOptions, TextState, evaluate_text, usual_metrics};
