//! Checkpoint folders: which tensors a model needs, reading them from disk, writing random ones, and saying what a folder holds.
//!
//! Nothing here depends on the model's code: sizes come in as [`names::Dims`], tensors go out as names, shapes and bytes.

pub mod element;
pub mod error;
pub mod inspect;
mod inspection_text;
pub mod names;
pub mod preset;
pub mod pytorch;
pub mod random;
pub mod safetensors_header;
pub mod synthetic_tokenizer;
pub mod weights_file;

pub use element::Element;
pub use error::CheckpointError;
