//! What can go wrong with a plugin.

use std::time::Duration;

/// A plugin that could not be loaded, or a call that gave no result. Nothing else is harmed: every call has an instance of its own.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("plugin {plugin}: {}{reason}", doing(.function, .reason))]
pub struct PluginError {
    /// Its id and version, or its file where that is not known yet.
    pub plugin: String,
    /// What was done: `load`, `describe`, `process` or `evaluate`.
    pub function: &'static str,
    /// What happened.
    pub reason: Reason,
    /// What the plugin logged and wrote to standard error before, and where it was: for its author.
    pub trace: Vec<String>,
}

/// What was done, but for what the host refuses before it does anything.
fn doing(function: &str, reason: &Reason) -> String {
    match reason {
        Reason::Setting { .. } | Reason::Kind { .. } if function == "load" => String::new(),
        _ => format!("{function}: "),
    }
}

/// Why a plugin gave no result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// The file cannot be read.
    #[error("cannot read the file: {0}")]
    File(String),
    /// The file is no component.
    #[error("{0}")]
    NotAComponent(String),
    /// A component, but none of the package's plugins.
    #[error("{0}")]
    NotAPlugin(String),
    /// It asks for what the host does not have.
    #[error("asks for what this host does not offer: {0}")]
    Incompatible(String),
    /// It gives something that makes no sense.
    #[error("gives nonsense: {0}")]
    Nonsense(String),
    /// It crashed.
    #[error("crashed: {0}")]
    Trap(String),
    /// It took too long.
    #[error("did not end within {}; it was stopped (limit: seconds)", seconds(.0))]
    TimedOut(Duration),
    /// It wanted too much memory.
    #[error(
        "asked for {asked} bytes of memory and may have {allowed}; it was stopped (limit: memory)"
    )]
    Memory {
        /// Bytes that it would have had.
        asked: usize,
        /// Bytes that it may have.
        allowed: usize,
    },
    /// It gave too much.
    #[error("gives more than the {0} bytes that it may (limit: output)")]
    Output(usize),
    /// It was stopped because the user asked for it.
    #[error("cancelled")]
    Cancelled,
    /// A setting that it does not have, or a value that it does not take.
    #[error("setting {key}: {message}")]
    Setting {
        /// The setting.
        key: String,
        /// What is wrong with it.
        message: String,
    },
    /// It cannot work on this input, and says why.
    #[error("invalid input: {0}")]
    InvalidInput(String),
    /// It does not handle this kind of input, and says so.
    #[error("unsupported: {0}")]
    Unsupported(String),
    /// It failed, and says why.
    #[error("failed: {0}")]
    Failed(String),
    /// A plugin of another kind was needed.
    #[error("is a plugin of kind {found}, not {needed}")]
    Kind {
        /// What it is.
        found: super::Kind,
        /// What it would have to be.
        needed: super::Kind,
    },
}

fn seconds(duration: &Duration) -> String {
    format!("{:?} s", duration.as_secs_f64())
}
