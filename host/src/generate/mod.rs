//! Decoding: from logits to tokens, and when to stop.

pub mod config;
pub mod repetition;
pub mod sampler;
pub mod stop;
