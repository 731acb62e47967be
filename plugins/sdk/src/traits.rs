//! The four kinds of plugins, each a trait.

use crate::{
    Document, DocumentOutput, Error, Image, ImageOutput, Info, Report, Sample, Settings, TensorPair,
};

/// An image in, images and regions out. Made a plugin by [`export_image_processor!`](crate::export_image_processor).
pub trait ImageProcessor {
    /// What the plugin is, with its settings.
    fn info() -> Info;

    /// Works on one image; neither of its sides is 0. Outputs are in reading order.
    ///
    /// # Errors
    /// When the image or a setting cannot be used, or [`host::is_cancelled`](crate::host::is_cancelled) said so.
    fn process(input: Image, settings: &Settings) -> Result<Vec<ImageOutput>, Error>;
}

/// A document in, the document and files out. Made a plugin by [`export_document_processor!`](crate::export_document_processor).
pub trait DocumentProcessor {
    /// What the plugin is, with its settings.
    fn info() -> Info;

    /// Works on one document, which may have no pages or blocks.
    ///
    /// # Errors
    /// When a setting cannot be used, or [`host::is_cancelled`](crate::host::is_cancelled) said so.
    fn process(document: Document, settings: &Settings) -> Result<DocumentOutput, Error>;
}

/// Logits of two runs in, scores out. Made a plugin by [`export_tensor_metric!`](crate::export_tensor_metric).
pub trait TensorMetric {
    /// What the plugin is, with its settings.
    fn info() -> Info;

    /// Compares pairs of tensors of shape [positions, vocabulary]; their shapes may differ, their values be anything.
    ///
    /// # Errors
    /// When tensors cannot be compared, or [`host::is_cancelled`](crate::host::is_cancelled) said so.
    fn evaluate(pairs: Vec<TensorPair>, settings: &Settings) -> Result<Report, Error>;
}

/// Texts that were read and what they should be in, scores out. Made a plugin by [`export_text_metric!`](crate::export_text_metric).
pub trait TextMetric {
    /// What the plugin is, with its settings.
    fn info() -> Info;

    /// Scores all samples together.
    ///
    /// # Errors
    /// When a setting cannot be used, or [`host::is_cancelled`](crate::host::is_cancelled) said so.
    fn evaluate(samples: Vec<Sample>, settings: &Settings) -> Result<Report, Error>;
}
