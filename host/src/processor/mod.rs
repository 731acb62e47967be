//! From files to what the model takes: documents to RGB pages ([`input`]) and pages to patches ([`image`]).

pub mod image;
pub mod input;
