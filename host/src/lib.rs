//! Inkstone's library: everything that the command line and the window do.

pub mod checkpoint;
