//! Fetching published checkpoints from Hugging Face and ModelScope.
//!
//! Both hubs are asked for a list of a repository's files with sizes and hashes; the files that inference needs are then fetched one
//! after the other, resumed where an earlier attempt stopped, and checked before they get their names. Code that lies in a repository is
//! never fetched.

mod download;
pub mod error;
mod http;
mod listing;
#[cfg(test)]
mod tests;

pub use download::{Download, DownloadProgress, DownloadSummary};
pub use error::HubError;
pub use listing::Source;
