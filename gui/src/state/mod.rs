//! What the window knows, apart from how it is drawn: the queue, the settings and what the threads told.

mod app_state;
pub mod compare;
mod edit;
pub mod extend;
mod fault;
mod item;
mod notice;
pub mod recent;
pub mod search;
mod settings;
pub mod transfer;

pub use app_state::AppState;
pub use edit::Edits;
pub use fault::{Fault, FaultKind};
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
        /// The page of it that cannot be had, from 0; the first where none can.
        page: usize,
        /// What is wrong with it.
        fault: Fault,
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
    /// The Markdown of an item whose text the user changed, as of a version of these edits.
    Markdown(ItemId, u64, String),
    /// The models for whole pages that are installed: name and folder.
    Installed(Vec<(String, std::path::PathBuf)>),
    /// Something about the model that is downloaded.
    Transfer(transfer::TransferEvent),
    /// What was read of an item in an earlier session.
    Loaded(ItemId, std::sync::Arc<ReadPage>),
    /// What was read of an item in an earlier session cannot be loaded.
    Unreadable(ItemId, Fault),
    /// Items whose files are not there any more.
    Gone(Vec<ItemId>),
    /// Something to tell.
    Notice(Notice),
    /// Something where devices are compared.
    Compare(compare::CompareEvent),
}

#[cfg(test)]
pub mod samples;
#[cfg(test)]
mod tests;
