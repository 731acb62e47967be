//! The terminal while a page is read.

use std::time::Instant;

use indicatif::ProgressBar;

use crate::cli::print;
use crate::cli::progress::progress_bar;
use crate::model::observe::{Progress, Stage};
use crate::pipeline::ReadEvent;

/// The terminal while a job runs: a bar for the layers until text comes, then the text itself.
pub(super) struct View {
    bar: ProgressBar,
    /// Whether text is printed as it comes.
    streaming: bool,
    pub(super) streamed: bool,
    /// Whether the page is read line by line: then its lines are counted, not the layers.
    lines: bool,
    tokens: usize,
    first: Option<Instant>,
}

impl View {
    pub(super) fn new(quiet: bool, streaming: bool, lines: bool) -> Self {
        Self {
            bar: progress_bar(quiet),
            streaming,
            streamed: false,
            lines,
            tokens: 0,
            first: None,
        }
    }

    pub(super) fn start(&mut self, name: &str) {
        self.bar.set_message(name.to_owned());
    }

    pub(super) fn show(&mut self, event: ReadEvent<'_>) {
        match event {
            ReadEvent::Lines { done, total } => {
                self.bar.set_message("reading lines");
                self.bar.set_length(total as u64);
                self.bar.set_position(done as u64);
            }
            ReadEvent::Progress(_) if self.lines => {}
            ReadEvent::Progress(progress) if progress.stage != Stage::Decode => {
                self.layer(progress);
            }
            ReadEvent::Progress(progress) => {
                if progress.done == progress.total {
                    self.tokens += 1;
                    self.rate();
                }
            }
            ReadEvent::Text(text) if self.streaming => {
                self.bar.finish_and_clear();
                self.streamed = true;
                // A terminal that went away is noticed when the result is printed.
                let _ = print(text);
            }
            ReadEvent::Text(_) => {}
        }
    }

    fn layer(&mut self, progress: Progress) {
        let stage = match progress.stage {
            Stage::Vision => "looking",
            Stage::Projector => "projecting",
            Stage::Prefill | Stage::Head | Stage::Decode => "reading the prompt",
        };
        self.bar.set_message(stage);
        self.bar.set_length(progress.total as u64);
        self.bar.set_position(progress.done as u64);
    }

    fn rate(&mut self) {
        let started = *self.first.get_or_insert_with(Instant::now);
        let seconds = started.elapsed().as_secs_f64();
        if seconds > 0.0 && !self.streamed {
            let rate = self.tokens as f64 / seconds;
            self.bar
                .set_message(format!("{} tokens, {rate:.1} tokens/s", self.tokens));
        }
    }

    pub(super) fn end(&mut self) {
        self.bar.finish_and_clear();
        if self.streamed {
            let _ = print("\n");
        }
    }
}
