//! Inkstone: reads documents with PaddleOCR-VL on the CPU or an accelerator.
//!
//! [`processor`] turns files into patches and prompts into token ids, [`model`] is PaddleOCR-VL over a Burn backend, [`device`] opens it
//! behind an object, [`generate`] decodes, and [`pipeline`] takes a page through all of them. [`checkpoint`] and [`hub`] make, inspect and
//! fetch model folders, and [`plugin`] runs what users add. [`evaluate`] compares devices, measures and scores, and [`report`] writes what it
//! finds. [`cli`] is the command line over all of it and holds nothing else.

pub mod checkpoint;
pub mod cli;
pub mod device;
pub mod evaluate;
pub mod files;
pub mod generate;
mod html;
pub mod hub;
mod memory;
pub mod model;
pub mod paths;
pub mod pipeline;
pub mod plugin;
pub mod processor;
pub mod report;
