//! The image processor: an RGB page to normalised 14x14 patches.
//!
//! Every step reproduces the PIL-backed image processor of Hugging Face transformers for PaddleOCR-VL bit for bit (with Pillow 13): the target size
//! ([`smart_resize`]), Pillow's antialiased bicubic resampling in fixed point ([`resize_bicubic`]), rescaling in double precision and
//! normalisation in single precision ([`ImageProcessor`]).

mod bicubic;
mod config;
mod patches;
mod smart_resize;

pub use bicubic::resize_bicubic;
pub use config::ConfigError;
pub use patches::{Grid, ImageProcessor, Patches};
pub use smart_resize::{PixelLimits, ResizeError, smart_resize};
