//! Burn's operations in terms of aclnn's.
//!
//! `elementwise`, `compare`, `reduce`, `select` and `layout` are for tensors of any element type; `float`, `int`, `boolean`, `activation`, `module`
//! and `quantized` give them Burn's names. `transfer` moves elements between host and device, `host` computes what aclnn cannot.

mod activation;
mod boolean;
pub(crate) mod compare;
mod convolution;
pub(crate) mod elementwise;
mod float;
pub(crate) mod host;
mod int;
pub(crate) mod layout;
mod module;
mod quantized;
pub(crate) mod reduce;
pub(crate) mod select;
pub(crate) mod transfer;

pub(crate) use activation::{Gelu, gelu};
pub(crate) use float::precision;
pub use quantized::QuantizedTensor;
