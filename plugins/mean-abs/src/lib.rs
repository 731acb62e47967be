//! Mean absolute difference of logits.

use inkstone_plugin::{Error, Info, Report, Settings, TensorMetric, TensorPair};
use tensor_pairs::absolute::Absolute;

/// Mean absolute difference.
pub struct MeanAbs;

impl TensorMetric for MeanAbs {
    fn info() -> Info {
        Info::new(
            "inkstone/mean-abs",
            "Mean absolute difference",
            env!("CARGO_PKG_VERSION"),
        )
        .description("The mean absolute difference of logits, and the largest and where it is.")
        .author("Inkstone")
    }

    fn evaluate(pairs: Vec<TensorPair>, _settings: &Settings) -> Result<Report, Error> {
        let absolute = Absolute::new(&pairs)?;
        Ok(absolute.report(vec![absolute.mean(), absolute.largest()]))
    }
}

inkstone_plugin::export_tensor_metric!(MeanAbs);
