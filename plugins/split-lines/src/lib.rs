//! Cuts a page of printed text into its lines, in reading order: the plugin [`SplitLines`], and the functions that it is made of.
//!
//! ```
//! let page = split_lines::Page::new(&[255; 40 * 30], 40, 30, 1).expect("40 x 30 gray pixels");
//! assert!(split_lines::split(&page).lines.is_empty());
//! ```

mod cut;
mod layout;
mod pieces;
mod plugin;

pub use cut::{Cut, Line, split, split_with, straighten};
pub use page_image::{MOST_PIXELS, Page, PageError, Rect};
pub use plugin::SplitLines;

inkstone_plugin::export_image_processor!(SplitLines);
