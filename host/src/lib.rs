//! Inkstone's library: everything that the command line and the window do.

pub mod checkpoint;
pub mod cli;
pub mod hub;
pub mod paths;
