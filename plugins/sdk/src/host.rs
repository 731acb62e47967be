//! What the host does for a plugin. Natively, where there is no host, [`testing`](crate::testing) listens.

use crate::Level;

/// Keeps a message with the call; warnings and errors are shown to the user.
pub fn log(level: Level, message: &str) {
    #[cfg(target_family = "wasm")]
    crate::bindings::shared::ocr::plugins::host::log(level, message);
    #[cfg(not(target_family = "wasm"))]
    crate::testing::hear(level, message);
}

/// Tells how much of the work is done, 0 to 1; the message may be empty.
pub fn progress(done: f32, message: &str) {
    #[cfg(target_family = "wasm")]
    crate::bindings::shared::ocr::plugins::host::progress(done, message);
    #[cfg(not(target_family = "wasm"))]
    crate::testing::hear_progress(done, message);
}

/// Whether the user wants the call to end. Worth asking about every 10 ms; after true return [`Error::Cancelled`](crate::Error::Cancelled).
pub fn is_cancelled() -> bool {
    #[cfg(target_family = "wasm")]
    {
        crate::bindings::shared::ocr::plugins::host::is_cancelled()
    }
    #[cfg(not(target_family = "wasm"))]
    {
        crate::testing::cancelled()
    }
}
