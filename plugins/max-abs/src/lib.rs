//! Largest absolute difference of logits.

use inkstone_plugin::{Error, Info, Report, Settings, TensorMetric, TensorPair};
use tensor_pairs::absolute::Absolute;

/// Largest absolute difference.
pub struct MaxAbs;

impl TensorMetric for MaxAbs {
    fn info() -> Info {
        Info::new(
            "inkstone/max-abs",
            "Largest absolute difference",
            env!("CARGO_PKG_VERSION"),
        )
        .description("The largest absolute difference of two logits and where it is, and the mean.")
        .author("Inkstone")
    }

    fn evaluate(pairs: Vec<TensorPair>, _settings: &Settings) -> Result<Report, Error> {
        let absolute = Absolute::new(&pairs)?;
        Ok(absolute.report(vec![absolute.largest(), absolute.mean()]))
    }
}

inkstone_plugin::export_tensor_metric!(MaxAbs);
