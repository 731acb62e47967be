//! The runtime: contexts, streams, events, copies, captures, and their entry points.

pub mod capture;
mod capture_api;
mod capture_event;
pub mod context;
mod copy;
mod device_api;
pub mod event;
mod fault;
mod memory_api;
mod process_api;
mod rows;
pub mod stream;
mod stream_api;
mod task_group;
mod worker;
