//! The checkpoints and images of `reference/model/fixtures`, opened and encoded.

use std::path::PathBuf;

use inkstone::device::{DeviceSpec, Dtype};
use inkstone::model::Prompt;
use inkstone::pipeline::{OpenReaderError, ReadOptions, Reader};
use inkstone::plugin::Registry;
use inkstone::processor::prompt::PromptText;

/// The folder with a folder for each checkpoint.
pub fn folder() -> PathBuf {
    crate::path("reference/model/fixtures")
}

/// Opens a checkpoint by its folder's name.
///
/// # Errors
/// As [`Reader::open`].
pub fn open(case: &str, device: DeviceSpec, dtype: Dtype) -> Result<Reader, OpenReaderError> {
    let registry = Registry::bundled().expect("a registry");
    Reader::open(
        &folder().join(case),
        device,
        dtype,
        &registry,
        &mut |_, _| true,
    )
}

/// What the model is given for images, by name without extension, and a text.
pub fn encode(reader: &Reader, images: &[&str], text: &str) -> Prompt {
    let open = |name: &&str| {
        let path = folder().join("images").join(format!("{name}.png"));
        image::open(path).expect("a fixture").to_rgb8()
    };
    let images: Vec<_> = images.iter().map(open).collect();
    let options = ReadOptions {
        prompt: PromptText::Text(text.into()),
        max_new_tokens: 200,
        sampling: Default::default(),
        ignore_eos: false,
        stop_loops: false,
        limits: None,
    };
    reader.encode(&images, &options).expect("a prompt").0
}
