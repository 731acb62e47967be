//! What goes into the model: images become patches, messages become token ids.

pub mod chat_template;
pub mod image;
pub mod input;
mod jinja;
pub mod prompt;
pub mod task;
pub mod tokenizer;
