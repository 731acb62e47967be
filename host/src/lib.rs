//! To be filled.

pub mod generate;
pub mod processor;
