//! The command line: argument parsing and terminal output only.

pub mod model;
