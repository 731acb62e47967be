//! Inkstone: reads documents with PaddleOCR-VL on the CPU or an accelerator.
//!
//! [`processor`] turns files into patches and prompts into token ids, [`model`] is PaddleOCR-VL over a Burn backend, [`device`] opens it
//! behind an object, `generate` decodes, and `pipeline` takes a page through all of them. Arrows point down that list and never up.

pub mod checkpoint;
pub mod device;
pub mod model;
pub mod processor;
