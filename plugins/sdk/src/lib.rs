//! Write a plugin for Inkstone: implement one trait, call one macro.
//!
//! ```
//! use inkstone_plugin::{Direction, Error, Info, Report, Sample, Score, Settings, TextMetric};
//!
//! /// How many of the texts are exactly right.
//! struct Exact;
//!
//! impl TextMetric for Exact {
//!     fn info() -> Info {
//!         Info::new("me/exact", "Exact matches", env!("CARGO_PKG_VERSION"))
//!             .toggle("trim", "Trim", "Ignore white space at both ends", true)
//!     }
//!
//!     fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error> {
//!         let trim = |text: &'_ str| if settings.toggle("trim") { text.trim().to_owned() } else { text.to_owned() };
//!         let right = samples.iter().filter(|s| trim(&s.prediction) == trim(&s.reference)).count();
//!         let share = 100.0 * right as f64 / samples.len() as f64;
//!         Ok(Report::of(Score::new("exact", "Exact matches", share, Direction::HigherIsBetter).unit("%")))
//!     }
//! }
//!
//! inkstone_plugin::export_text_metric!(Exact);
//! # fn main() {}
//! ```
//!
//! In a crate of type `["cdylib", "rlib"]`, built for `wasm32-wasip2` or `wasm32-unknown-unknown`, that is a component; built for the machine at
//! hand it is a library whose functions the plugin's own tests call, with [`testing`] for what the host would provide.

pub mod bindings;
mod export;
pub mod host;
mod info;
mod report;
mod settings;
mod tensor;
#[cfg(not(target_family = "wasm"))]
pub mod testing;
mod traits;
mod values;

#[doc(hidden)]
pub mod __private {
    pub use crate::export::report_panics;
}

pub use info::Info;
pub use settings::Settings;
pub use tensor::{Tensor, TensorPair};
pub use traits::{DocumentProcessor, ImageProcessor, TensorMetric, TextMetric};

pub use bindings::document::exports::ocr::plugins::document_processor::{
    Artifact, Block, BlockKind, Cell, Document, Output as DocumentOutput, Page, Span,
};
pub use bindings::image::exports::ocr::plugins::image_processor::{Affine, Output as ImageOutput};
pub use bindings::shared::ocr::plugins::host::Level;
pub use bindings::shared::ocr::plugins::report::{Chart, Detail, Direction, Report, Score, Series};
pub use bindings::shared::ocr::plugins::types::{
    Error, Image, PixelFormat, Point, Region, Setting, SettingError, Value,
};
pub use bindings::text::exports::ocr::plugins::text_metric::Sample;
