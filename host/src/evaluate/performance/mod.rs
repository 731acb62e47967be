//! How fast devices are: they take turns, run by run, so that what else the machine does meets all of them alike.
//!
//! Each run is one whole forward pass, from patches to the logits of every position of the prompt, and then one generation of a fixed
//! number of
//! tokens. Both end with logits in the host's memory, so a device that works asynchronously has finished before the clock stops. Warm-up
//! rounds are thrown away.

mod measure;
mod result;
mod run;
mod stats;

pub use result::{
    DevicePerformance, PERFORMANCE_SCHEMA, PerformanceReport, Quantity, RunSample, Speedup,
};
pub use run::{PerformanceOptions, PerformanceState, evaluate_performance};
pub use stats::{BOOTSTRAP_SEED, RESAMPLES, Summary, percentile, ratio_interval, summary};
