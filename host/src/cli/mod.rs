//! The command line: arguments in, text out. Everything else is in the library.

mod devices;
mod infer;
pub mod model;
mod plugin;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Parser, Subcommand};

/// Exit status of a command that was stopped with Ctrl-C, as shells report it.
const INTERRUPTED: u8 = 130;

/// Reads documents with PaddleOCR-VL: text, tables, formulas and charts from page images and PDFs.
#[derive(Debug, Parser)]
#[command(
    name = "inkstone",
    version,
    propagate_version = true,
    max_term_width = 110
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
    /// Make, look at and fetch checkpoints
    #[command(subcommand)]
    Model(model::ModelCommand),
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
        eprintln!("warning: Ctrl-C will end the program at once, without keeping results: {error}");
    }
    let result = match cli.command {
        Command::Infer(args) => infer::run(*args, &cancel),
        Command::Devices(args) => devices::run(&args),
        Command::Model(command) => model::run(command, &cancel),
        Command::Plugin(command) => plugin::run(command, &cancel),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {}", told(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error and its causes. Many an error's own text ends with its cause already; that one is not told again.
fn told(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}
