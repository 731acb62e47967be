//! The operations of PaddleOCR-VL that deserve fusing, for any Burn backend.
//!
//! - [`FusedOps`] is the contract: a trait over [`burn::tensor::backend::Backend`] with packed linears, a key/value cache, attention, norms,
//!   activations and rotary embedding. The model is written against it alone.
//! - [`composed`] writes each of them with plain tensor operations. GPU backends use these forms, and every fused form is tested against them.
//! - [`cpu`] has the CPU's own kernels over slices, chosen at run time by instruction set; `flex` plugs them into Burn's `Flex` backend.
//! - [`mapped_file`] maps weights into memory and lets their pages go.
//!
//! The trait and its implementation for `Flex` share a crate because of the orphan rule.

pub mod composed;
pub mod cpu;
mod flex;
pub mod mapped_file;
mod ops;

pub use cpu::PackError;
pub use ops::{FusedOps, RopeTable};

#[cfg(feature = "cuda")]
compose_fused_ops!(burn::backend::cuda::Cuda);
