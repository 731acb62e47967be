//! Inkstone: reads documents with PaddleOCR-VL on the CPU or an accelerator.

pub mod device;
pub mod model;
pub mod processor;
