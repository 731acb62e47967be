//! The kernels of PaddleOCR-VL on a CPU: plain functions over slices of `f32`, vectorised and threaded.
//!
//! A call takes a [`Cpu`], which says which instructions ([`Isa`]) and which threads to use. Algorithms are written once over the
//! trait in `simd.rs`; the files below `simd/` implement it for each instruction set, and the run-time choice happens in
//! [`Cpu::dispatch`] alone. Packed data (weights, keys, values) has one layout for all instruction sets: panels of
//! [`PANEL`] columns, so nothing packed can meet the wrong kernel.
//!
//! Every reduction runs in an order that depends on the sizes only, so results are the same, bit for bit, for every number of threads.
//! Results of different instruction sets differ in rounding. Slices of the wrong length are programmer errors and panic.

mod activation;
mod attention;
mod buffer;
mod causal;
mod gemm;
mod gemv;
mod isa;
mod kv;
mod linear;
mod math;
mod norm;
mod pack;
mod pool;
mod rope;
mod segments;
mod shared;
mod simd;
mod softmax;

pub use activation::{gelu_erf, gelu_tanh, swiglu};
pub use attention::Heads;
pub use causal::attend_causal;
pub use isa::{Isa, IsaError};
pub use kv::KvBlocks;
pub use linear::PackedLinear;
pub use norm::{layer_norm, rms_norm};
pub use pack::{Element, PackError, WeightView, check_parts};
pub use pool::{Cpu, alone};
pub use rope::split_rope;
pub use segments::attend_segments;
pub use softmax::{log_sum_exp, softmax_rows};

/// Columns of a packed panel: two AVX-512 vectors, four AVX2 vectors, two cache lines of `f32`.
pub(crate) const PANEL: usize = 32;
