//! One page through everything: pre-processing, the model, post-processing, and the forms of the result.

mod demo;
mod line_reader;
mod markup;
mod output;
mod reader;
mod record;

pub use demo::{DEMO_NAME, demo_folder};
pub use line_reader::{LineFormat, ReaderCard, Region, line_image};
pub use markup::{Format, render};
pub use output::OutputNames;
pub use reader::{OpenReaderError, ReadError, ReadEvent, ReadOptions, Reader, Reading};
pub use record::{PageRecord, RegionRecord, TokenRecord};
