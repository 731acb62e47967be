//! To be filled.

pub mod processor;
