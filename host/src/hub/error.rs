//! What can go wrong on the way to a checkpoint, in words that say what to do about it.

use std::path::{Path, PathBuf};

/// Why a download failed. Parts that were fetched stay on disk and are used by the next attempt, unless the message says otherwise.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HubError {
    /// The name is neither a known model nor of the form `owner/name`.
    #[error("{name} is not a known model; use {known}, or owner/name of a repository")]
    UnknownModel {
        /// What was asked for.
        name: String,
        /// The known names.
        known: String,
    },
    /// The hub has no such repository, revision or file.
    #[error("{what} was not found at {url}; check the name, --revision and --source")]
    NotFound {
        /// What was looked for.
        what: String,
        /// Where.
        url: String,
    },
    /// The hub wants to know who asks.
    #[error(
        "{url} refused access ({status}); if the repository is private or gated, accept its terms on the web page and set {variable} to an access token"
    )]
    Denied {
        /// Where.
        url: String,
        /// HTTP status.
        status: u16,
        /// The environment variable that holds the token.
        variable: &'static str,
    },
    /// The host name could not be resolved.
    #[error(
        "the host of {url} could not be found; check the network and name server, or use another --endpoint or --source"
    )]
    HostNotFound {
        /// Where.
        url: String,
    },
    /// The proxy that the environment names cannot be used.
    #[error(
        "the proxy could not be used ({reason}); check HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY"
    )]
    Proxy {
        /// What went wrong.
        reason: String,
    },
    /// The server's identity could not be proven.
    #[error(
        "no secure connection to {url} ({reason}); check the clock, or a proxy that replaces certificates"
    )]
    Tls {
        /// Where.
        url: String,
        /// What went wrong.
        reason: String,
    },
    /// The connection failed again and again.
    #[error(
        "{url}: {reason}; gave up after {attempts} attempts without progress, run the command again to go on from here"
    )]
    Connection {
        /// Where.
        url: String,
        /// What went wrong last.
        reason: String,
        /// How often it was tried.
        attempts: u32,
    },
    /// An answer that neither succeeds nor can be retried.
    #[error("{url} answered with status {status}")]
    Status {
        /// Where.
        url: String,
        /// HTTP status.
        status: u16,
    },
    /// The list of files is not what the hub documents.
    #[error("{url}: {reason}; is --endpoint a hub of this kind?")]
    Listing {
        /// Where.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The repository lacks what a model needs.
    #[error("{repository} holds no {what}; it is not a checkpoint that can be used")]
    Incomplete {
        /// The repository.
        repository: String,
        /// What is missing.
        what: &'static str,
    },
    /// What arrived is not what the hub's list says.
    #[error(
        "{file}: the {what} should be {expected} and is {found}; the file was removed, run the command again"
    )]
    Mismatch {
        /// The file.
        file: String,
        /// Size or hash.
        what: &'static str,
        /// From the hub's list.
        expected: String,
        /// Of the bytes that arrived.
        found: String,
    },
    /// The disk is too small.
    #[error("{}: {needed} bytes are needed and {available} are free; free some space or choose another folder with --out", path.display())]
    DiskFull {
        /// The destination.
        path: PathBuf,
        /// Bytes still to be written.
        needed: u64,
        /// Bytes free.
        available: u64,
    },
    /// Another process is writing the same file.
    #[error("{}: another download is writing this file; wait for it or stop it", path.display())]
    Busy {
        /// The unfinished file.
        path: PathBuf,
    },
    /// The system names no home folder.
    #[error("no folder for models is known; pass --out DIR or set INKSTONE_DATA_DIR")]
    NoFolder,
    /// The operating system refused to read or write.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The caller asked to stop; what was fetched stays for the next attempt.
    #[error("cancelled; run the command again to go on from here")]
    Cancelled,
}

impl HubError {
    /// Wraps an operating-system error with the path it is about, for `map_err`.
    pub(super) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self + use<> {
        let path = path.to_path_buf();
        |source| Self::Io { path, source }
    }
}
