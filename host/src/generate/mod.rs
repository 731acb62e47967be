//! Decoding: from logits to tokens, and when to stop.

pub mod config;
mod decode;
pub mod logits_file;
pub mod repetition;
pub mod sampler;
pub mod stop;

pub use decode::{
    DecodeError, DecodeOptions, Event, Generation, LogitsRecorder, Timings, Token, generate,
};
