//! What the window keeps from one start to the next: the queue, what was read, and how the window was set.
//!
//! ```text
//! <data>/window.lock             held by the window that keeps; another one beside it keeps nothing
//! <data>/window/session.json     the queue and the settings
//! <data>/window/results/7.json   what was read of the item with this id
//! <data>/window-damaged-1/       what could not be understood, set aside
//! ```
//!
//! `<data>` is [`inkstone::paths::data_dir`]. Every file is written whole or not at all, by a thread of its own.

mod folder;
mod format;
mod keeper;
mod path;
mod restorer;

pub use folder::{Folder, Opened, Said, open};
pub use format::{Desk, KeptItem, Place, Session, Theme, VERSION};
pub use keeper::{Keeper, Snapshot};
pub use path::KeptPath;
pub use restorer::restore_results;

#[cfg(test)]
mod tests;
