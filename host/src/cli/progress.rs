//! Signs of life on the terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error, where that is a terminal.
pub(super) fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {elapsed}");
    bar.set_style(style.expect("the template is valid").progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// A sign of life for work whose length is not known.
pub(super) fn spinner() -> ProgressBar {
    let bar = progress_bar(false);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}
