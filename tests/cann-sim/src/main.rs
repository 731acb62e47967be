//! Installs the simulator: see README.md.

use std::path::PathBuf;
use std::process::ExitCode;

use cann_sim::install::{Toolkit, built, install};
use clap::{Parser, Subcommand, ValueEnum};

/// A stand-in for the libraries of CANN that computes on the CPU.
#[derive(Parser)]
#[command(
    version,
    after_help = "Example:\n  cann-sim install /tmp/cann --cann 8.5\n  ASCEND_HOME_PATH=/tmp/cann PROGRAM"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write an installation into a folder.
    Install {
        /// The folder, which becomes ASCEND_HOME_PATH.
        directory: PathBuf,
        /// The version of CANN that it is to be.
        #[arg(long, value_enum, default_value = "9.1")]
        cann: Cann,
        /// The library, where it is not beside this program.
        #[arg(long)]
        library: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Cann {
    /// One library of operators, without what came later.
    #[value(name = "8.1")]
    V81,
    /// Operators in four libraries.
    #[value(name = "8.5")]
    V85,
    /// Operators in four libraries.
    #[value(name = "9.1")]
    V91,
}

fn main() -> ExitCode {
    let Command::Install {
        directory,
        cann,
        library,
    } = Arguments::parse().command;
    let Some(library) = library.or_else(built) else {
        eprintln!("error: libcann_sim.so is not beside this program\nhint: name it with --library");
        return ExitCode::FAILURE;
    };
    let toolkit = match cann {
        Cann::V81 => Toolkit::V81,
        Cann::V85 => Toolkit::V85,
        Cann::V91 => Toolkit::V91,
    };
    if let Err(error) = install(&library, &directory, toolkit) {
        eprintln!("error: {error}");
        return ExitCode::FAILURE;
    }
    println!(
        "{}: CANN {}, simulated",
        directory.display(),
        toolkit.version()
    );
    println!("use it with: source {}/set_env.sh", directory.display());
    ExitCode::SUCCESS
}
