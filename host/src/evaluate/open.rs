//! Opening a model for an evaluation, under its watch.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::{EvalError, Watch};
use crate::device::{DeviceSpec, Dtype};
use crate::pipeline::Reader;
use crate::plugin::Registry;

/// Opens a model on a device and tells how much of its weights is there.
pub(super) fn open_reader(
    model: &Path,
    spec: DeviceSpec,
    dtype: Dtype,
    registry: &Registry,
    watch: &mut Watch<'_>,
) -> Result<Reader, EvalError> {
    let what = format!("loading the weights on {spec}");
    let opened = Reader::open(model, spec, dtype, registry, &mut |done, total| {
        watch.tell(&what, done as f64 / total.max(1) as f64).is_ok()
    });
    match opened {
        // What stopped the loading says so in its own words.
        Err(_) if watch.cancel.load(Ordering::SeqCst) => Err(EvalError::Cancelled),
        opened => Ok(opened?),
    }
}
