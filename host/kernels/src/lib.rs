//! To be filled.

pub mod mapped_file;
