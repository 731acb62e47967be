//! The command line: arguments in, text out. Everything else is in the library.

mod devices;
mod doctor;
mod eval;
mod folder;
mod infer;
pub mod model;
mod model_source;
mod pipeline;
mod plugin;
mod progress;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use clap::{Parser, Subcommand};
use inkstone_kernels::cpu::Cpu;

use crate::plugin::Registry;

/// Exit status of a wrong call, as the argument parser has it.
const WRONG_CALL: u8 = 2;
/// Exit status of a command that was stopped with Ctrl-C, as shells report it.
const INTERRUPTED: u8 = 130;

/// Reads documents with PaddleOCR-VL: text, tables, formulas and charts from page images and PDFs.
#[derive(Debug, Parser)]
#[command(
    name = "inkstone",
    version,
    propagate_version = true,
    max_term_width = 110,
    after_help = "\
Environment:
  INKSTONE_DATA_DIR  folder in which everything is kept: models, plugins, pipelines, evaluations and the cache"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read images or PDFs and print their text
    Infer(Box<infer::InferArgs>),
    /// List the devices: which are built in, which are present, and why one is not
    Devices(devices::DevicesArgs),
    /// Examine an NPU: versions, memory, and whether every operation computes what the CPU does
    Doctor(doctor::DoctorArgs),
    /// Make, look at and fetch checkpoints
    #[command(subcommand)]
    Model(model::ModelCommand),
    /// List, show and check pipelines: which plugins work on a page before and after it is read
    #[command(subcommand)]
    Pipeline(pipeline::PipelineCommand),
    /// Compare the logits and tokens of two devices
    EvalAccuracy(Box<eval::AccuracyArgs>),
    /// Find the layers in which two devices part
    EvalLayers(Box<eval::LayersArgs>),
    /// Measure how fast devices are
    EvalPerformance(Box<eval::PerformanceArgs>),
    /// Compare what is read with what is right
    EvalText(Box<eval::TextArgs>),
    /// List and compare evaluations that were kept
    #[command(subcommand)]
    Eval(eval::EvalCommand),
    /// List, check, run, write and add plugins
    #[command(subcommand)]
    Plugin(plugin::PluginCommand),
}

/// Runs the program and returns its exit status: 0 for success, 1 when something failed, 2 for a wrong call, 130 after Ctrl-C.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let cancel = Arc::new(AtomicBool::new(false));
    let flag = cancel.clone();
    let handler = move || {
        // A second Ctrl-C does not wait for the end of the running layer.
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    };
    if let Err(error) = ctrlc::set_handler(handler) {
        tell!("warning: Ctrl-C will end the program at once, without keeping results: {error}");
    }
    let result = match cli.command {
        Command::Infer(args) => infer::run(*args, &cancel),
        Command::Devices(args) => devices::run(&args),
        Command::Doctor(args) => doctor::run(&args, &cancel),
        Command::Model(command) => model::run(command, &cancel),
        Command::Pipeline(command) => pipeline::run(&command),
        Command::EvalAccuracy(args) => eval::settled(eval::run_accuracy(*args, &cancel)),
        Command::EvalLayers(args) => eval::settled(eval::run_layers(*args, &cancel)),
        Command::EvalPerformance(args) => eval::settled(eval::run_performance(*args, &cancel)),
        Command::EvalText(args) => eval::settled(eval::run_text(*args, &cancel)),
        Command::Eval(command) => eval::settled(eval::run_history(command)),
        Command::Plugin(command) => plugin::run(command, &cancel),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            tell!("error: {}", message(&error));
            match error.is::<WrongCall>() {
                true => ExitCode::from(WRONG_CALL),
                false => ExitCode::FAILURE,
            }
        }
    }
}

/// What no run can do, whatever the files hold: arguments that contradict each other or are out of range.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct WrongCall(String);

/// Prints a line to standard output, as `println!` does, through [`print`].
macro_rules! say {
    ($($form:tt)*) => {
        $crate::cli::print(&format!("{}\n", format_args!($($form)*)))
    };
}
use say;

/// Prints a line to standard error, as `eprintln!` does, but does not panic where nobody reads it any more (`2>&1 | head`).
macro_rules! tell {
    ($($form:tt)*) => {{
        use std::io::Write;
        let _ = writeln!(std::io::stderr(), $($form)*);
    }};
}
use tell;

/// Prints to standard output; a reader that has gone away (`| head`) is no error.
fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot print the result"),
    }
}

/// Sets the number of threads where one is asked for, and demands that the instruction set asked for can be had, before anything computes.
fn configure_cpu(threads: Option<u16>) -> anyhow::Result<()> {
    if let Some(threads) = threads {
        Cpu::configure_global(usize::from(threads));
    }
    Ok(Cpu::check_env()?)
}

/// The registry of the user with some files besides, each of which must load.
fn sound_registry(files: &[PathBuf]) -> anyhow::Result<Registry> {
    let registry = Registry::of_user(files.to_vec()).map_err(anyhow::Error::msg)?;
    match registry.broken_file() {
        Some(error) => Err(error.into()),
        None => Ok(registry),
    }
}

/// An error with its causes, each said once: many messages hold their cause already.
pub fn message(error: &anyhow::Error) -> String {
    error.chain().fold(String::new(), |said, cause| {
        let cause = cause.to_string();
        match said.as_str() {
            "" => cause,
            _ if said.contains(&cause) => said,
            _ => format!("{said}: {cause}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::CheckpointError;

    #[test]
    fn causes_are_said_once() {
        let source = std::io::Error::other("no room");
        let path = "a/b.txt".into();
        let error = anyhow::Error::new(CheckpointError::Io { path, source });
        assert_eq!(message(&error), "a/b.txt: no room");
        let error = error.context("page 3");
        assert_eq!(message(&error), "page 3: a/b.txt: no room");
    }
}
