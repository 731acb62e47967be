//! A Burn backend for Huawei Ascend NPUs, on AscendCL and aclnn.
//!
//! - [`Ascend`] is the backend; it also has the model's fused operations (`fused`).
//! - [`open`] opens a device and says what it is, or why it cannot be had. Nothing is linked: see `inkstone-ascend-sys`.
//! - A tensor ([`AscendTensor`]) is a strided view of a block of device memory that is known by a number. Operations infer the shape of what
//!   they give, hand the work to the device's one submission thread (`queue`) and return at once.
//! - An operation that fails marks what it should have written, and whatever depends on that is passed over. The first [`Failure`] comes
//!   back from `Backend::sync` and from reading a tensor that depends on it. Nothing panics.
//! - What aclnn has no operator for is computed on the host (`ops/host.rs`), and counted: see [`Queue::counters`].

mod backend;
mod device;
mod dtype;
mod failure;
mod fused;
mod ops;
mod queue;
mod tensor;

pub use backend::Ascend;
pub use device::{AscendDevice, OpenError, Profile, close, look_in, open};
pub use failure::Failure;
pub use queue::{Counters, Info, Queue};
pub use tensor::AscendTensor;
