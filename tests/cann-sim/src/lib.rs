//! A stand-in for `libascendcl`, `libnnopbase` and `libopapi` that computes on the CPU. See README.md.
//!
//! The C signatures are a transcription of their own, so that comparing them with another one means something.

mod abi;
mod api;
mod config;
mod counters;
mod fail;
mod handle;
pub mod install;
mod memory;
mod meta;
mod op;
mod ops;
mod rt;
mod soc;
