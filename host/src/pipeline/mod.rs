//! One page through everything: pre-processing, the model, post-processing, and the forms of the result.

mod demo;
mod format;
mod line_pieces;
mod line_reader;
mod output;
mod page;
mod picture;
mod plan;
mod reader;
mod record;
mod shelf;
pub mod stored;

pub use demo::{DEMO_NAME, demo_folder, model_folder};
pub use format::{ExportError, ExportPage, Format, PagePicture, PictureError, export, has_table};
pub use line_reader::{LineCutter, LineFormat, LineRegion, ReaderCard, line_image};
pub use output::OutputNames;
pub use page::{LINE, PageImages, PageResult, Piece, PluginLine, Told};
pub use picture::{from_plugin, to_plugin};
pub use plan::{BUILT_IN, Entry, FullEntry, Pipeline, Plan, PlanError, PlanSource, Step};
pub use reader::{
    OpenReaderError, ReadError, ReadEvent, ReadOptions, Reader, Reading, check_memory,
};
pub use record::{BlockRecord, PageRecord, TokenRecord};
pub use shelf::{Shelf, ShelfError, Shelved};
