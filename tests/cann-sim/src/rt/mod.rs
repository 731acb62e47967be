//! The runtime: contexts, streams, events, copies, captures, and their entry points.

pub mod capture;
mod capture_api;
pub mod context;
mod copy;
mod device_api;
pub mod event;
mod memory_api;
mod process_api;
pub mod stream;
mod stream_api;
