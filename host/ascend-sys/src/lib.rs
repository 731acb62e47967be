//! FFI declarations of AscendCL and aclnn, loaded at run time: nothing is linked, so a program that uses this crate starts on any machine.
//!
//! [`Cann::load`] finds the libraries and looks up every function that `include/inkstone_ascend.h` declares; [`symbol!`] takes one out, or
//! says that this version has none of that name. [`status`] puts error numbers into words, [`probe`] looks at a machine in a process of its
//! own. What is declared, how it is checked, and what was never tried on a device: the crate's `README.md`.
//!
//! Calling a function is `unsafe`: see the documentation of CANN for what it asks of its arguments. Where this crate calls one itself, it
//! says why that is sound.

#[rustfmt::skip]
#[allow(missing_docs, reason = "generated: one field per function, documented by CANN")]
#[allow(non_camel_case_types, non_snake_case, non_upper_case_globals, reason = "names of C")]
#[allow(clippy::all, clippy::undocumented_unsafe_blocks, unsafe_op_in_unsafe_fn, unused_qualifications, reason = "generated")]
pub mod bindings;
mod error;
mod group;
mod load;
pub mod probe;
mod search;
pub mod soc;
pub mod status;
pub mod version;

pub use error::{LoadError, MissingSymbol};
pub use group::{Group, Table};
pub use load::Cann;
pub use search::{Candidate, Environment, LIBRARY_DIR};
