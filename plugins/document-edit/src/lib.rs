//! Changes a document's text so that its spans and regions stay right. Shared by the bundled document processors, as is what
//! they know of list markers and headings; no plugin itself.
//!
//! Spans count Unicode scalar values, Rust's strings bytes. Everything here takes byte offsets, as searching gives them, and does the counting.
//!
//! ```
//! use document_edit::{Edit, edit_block};
//! use inkstone_plugin::{Block, BlockKind, Span};
//!
//! let mut block = Block::new(BlockKind::Paragraph, "Grüße an Ada");
//! block.spans = vec![Span { start: 9, end: 12, confidence: Some(0.9), region: None }];
//! edit_block(&mut block, &[Edit::new(0..7, "Hi")]);
//! assert_eq!((block.text.as_str(), block.spans[0].start, block.spans[0].end), ("Hi an Ada", 6, 9));
//! ```

#![forbid(unsafe_code)]

mod edit;
mod line;
mod markers;
mod part;
mod region;

pub use edit::{Edit, edit_block, edit_text};
pub use line::{is_line, paragraphs_of_lines};
pub use markers::{Marker, can_be_heading, ends_sentence, heading_level, is_unspaced, list_marker};
pub use part::{append, part};
pub use region::unite;
