//! `inkstone eval-accuracy`, `eval-layers`, `eval-performance`, `eval-text` and `eval`: arguments in, reports in files, the conclusion on the terminal.

use std::process::ExitCode;

use output::NO_RESULT;

mod accuracy;
mod args;
mod history;
mod layers;
mod output;
mod performance;
mod text;

pub(super) use accuracy::{AccuracyArgs, run as run_accuracy};
pub(super) use history::{EvalCommand, run as run_history};
pub(super) use layers::{LayersArgs, run as run_layers};
pub(super) use performance::{PerformanceArgs, run as run_performance};
pub(super) use text::{TextArgs, run as run_text};

/// An evaluation that came to no result has an exit status of its own, so that a script can tell it from a missed limit.
pub(super) fn settled(result: anyhow::Result<ExitCode>) -> anyhow::Result<ExitCode> {
    result.or_else(|error| {
        if error.is::<super::WrongCall>() {
            return Err(error);
        }
        super::tell!("error: {}", super::message(&error));
        Ok(ExitCode::from(NO_RESULT))
    })
}
