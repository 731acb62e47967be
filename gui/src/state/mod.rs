//! What the window knows, apart from how it is drawn: the queue, the settings and what the threads told.

mod app_state;
mod item;
mod notice;
mod settings;

pub use app_state::AppState;
pub use item::{Item, ItemId, Outcome, Phase, ReadPage, Source, Step};
pub use notice::{Notice, Notices};
pub use settings::{ModelInfo, Settings, TaskChoice};

/// What a thread tells the window.
#[derive(Debug)]
pub enum Event {
    /// Pages that are to be read, in order.
    Found(Vec<Source>),
    /// Something that was to be opened and cannot be.
    Broken {
        /// Where it was looked for.
        path: std::path::PathBuf,
        /// What is wrong with it.
        message: String,
    },
    /// All pages of what was to be opened were told.
    Expanded,
    /// The devices of this machine.
    Devices(Vec<inkstone::device::DeviceStatus>),
    /// A model was opened.
    Opened(ModelInfo),
    /// Where the reading of an item is.
    Step(ItemId, Step),
    /// More of an item's text.
    Text(ItemId, String),
    /// The reading of an item ended.
    Ended(ItemId, Outcome),
    /// What was read of an item in an earlier session.
    Loaded(ItemId, std::sync::Arc<ReadPage>),
    /// What was read of an item in an earlier session cannot be loaded.
    Unreadable(ItemId, String),
    /// Items whose files are not there any more.
    Gone(Vec<ItemId>),
    /// Something to tell.
    Notice(Notice),
}

#[cfg(test)]
mod samples;
#[cfg(test)]
pub use samples::sample_page;
#[cfg(test)]
mod tests;
