//! What must be the same for an evaluation to go on where it was stopped.

use image::RgbImage;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::EvalError;
use super::environment::hex;
use crate::device::{self, DeviceSpec, Dtype};
use crate::pipeline::ReadOptions;
use crate::processor::prompt::PromptText;

/// Whether what a stopped run left is of the same evaluation.
pub(super) fn same(before: &Value, now: &Value) -> Result<(), EvalError> {
    let fields = now.as_object().into_iter().flatten();
    let other: Vec<&str> = fields
        .filter(|(key, value)| before.get(key.as_str()) != Some(value))
        .map(|(key, _)| key.as_str())
        .collect();
    match other.is_empty() {
        true => Ok(()),
        false => Err(EvalError::Mismatch(format!(
            "the stopped run was another one: {} differ\nhint: leave --resume out to start anew",
            other.join(", ")
        ))),
    }
}

/// The prompt as reports name it.
pub(super) fn prompt_name(prompt: &PromptText) -> String {
    match prompt {
        PromptText::Task(task) => task.prompt().to_owned(),
        PromptText::Text(text) | PromptText::Raw(text) => text.clone(),
    }
}

/// A device with the dtype that it will compute with.
pub(super) fn device_name(spec: DeviceSpec, dtype: Dtype) -> String {
    DeviceSpec {
        dtype: Some(spec.dtype_or(dtype)),
        ..device::resolve(spec)
    }
    .to_string()
}

/// SHA-256 of an image's pixels.
pub(super) fn image_hash(image: &RgbImage) -> String {
    let mut hash = Sha256::new();
    hash.update(image.width().to_le_bytes());
    hash.update(image.as_raw());
    hex(&hash.finalize())
}

/// The smallest and largest image, where they are not the checkpoint's own.
pub(super) fn limits(read: &ReadOptions) -> Option<[usize; 2]> {
    read.limits
        .map(|limits| [limits.min_pixels, limits.max_pixels])
}
