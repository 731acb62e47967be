//! From what a user gives to what the model takes: images to patches, messages to token ids.

pub mod chat_template;
mod jinja;
pub mod prompt;
pub mod task;
pub mod tokenizer;
