//! Evaluation: whether two devices agree, how fast each is, and how well the model reads.
//!
//! * [`accuracy`]: one teacher-forced pass over the same tokens on two devices, their logits compared by tensor-metric plugins, and the
//!   first divergence of their free-running answers.
//! * [`layers`]: where two devices part, by what every layer computes.
//! * [`performance`]: latencies of devices that take turns, with percentiles and a bootstrap interval of the speedup.
//! * [`text`]: what was read against what is right, by text-metric plugins.
//! * [`history`]: runs that are kept, and the comparison of two of them.
//!
//! Nothing here knows a terminal or a form of report: progress goes to a [`Watch`], results are plain data that can be stored as JSON.

pub mod accuracy;
pub mod environment;
mod error;
mod failed;
pub mod history;
pub mod layers;
pub mod metrics;
mod names;
pub mod notes;
mod open;
pub mod performance;
mod resume;
pub mod text;
mod watch;

pub use error::EvalError;
pub use failed::FailedPage;
pub use names::distinct_names;
pub use watch::{Progress, Watch};
