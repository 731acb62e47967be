//! Short ways to make images, regions and documents.

use crate::bindings::document::exports::ocr::plugins::document_processor as document;
use crate::{Affine, Document, DocumentOutput, Image, PixelFormat, Region};

impl Image {
    /// Bytes per pixel.
    pub fn channels(&self) -> usize {
        match self.format {
            PixelFormat::Gray8 => 1,
            PixelFormat::Rgb8 => 3,
            PixelFormat::Rgba8 => 4,
        }
    }
}

impl Region {
    /// An upright rectangle.
    pub fn rectangle(label: &str, x: f32, y: f32, width: f32, height: f32) -> Self {
        Self {
            x,
            y,
            width,
            height,
            outline: Vec::new(),
            label: label.into(),
            confidence: None,
            parent: None,
        }
    }
}

impl Affine {
    /// Moves by (tx, ty): what a crop with its top left corner there needs.
    pub fn shift(tx: f64, ty: f64) -> Self {
        Self {
            a: 1.0,
            b: 0.0,
            c: 0.0,
            d: 1.0,
            tx,
            ty,
        }
    }

    /// Where a point of the output lies in the input.
    pub fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        (
            self.a * x + self.b * y + self.tx,
            self.c * x + self.d * y + self.ty,
        )
    }
}

impl From<Document> for DocumentOutput {
    /// The document without any files.
    fn from(document: Document) -> Self {
        Self {
            document,
            artifacts: Vec::new(),
        }
    }
}

impl document::Block {
    /// A block that reads as it was written, at no known place.
    pub fn new(kind: document::BlockKind, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            kind,
            source: text.clone(),
            text,
            region: None,
            spans: Vec::new(),
        }
    }
}
