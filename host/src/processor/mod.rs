//! stub
pub mod image;
