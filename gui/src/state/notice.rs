//! What the window tells the user besides what it shows.

use std::time::Instant;

/// A message that stays until it is dismissed or, if it is no error, for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What to say.
    pub text: String,
    /// Whether something went wrong.
    pub error: bool,
    /// Since when it is told.
    pub at: Instant,
}

impl Notice {
    /// Something that went wrong.
    pub fn error(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            error: true,
            at: Instant::now(),
        }
    }

    /// Something that went right.
    pub fn info(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            error: false,
            at: Instant::now(),
        }
    }
}
