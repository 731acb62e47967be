//! `inkstone model`: make, look at and fetch checkpoints.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::folder::check_folder;
use super::{INTERRUPTED, print, tell};
use crate::checkpoint::inspect::inspect;
use crate::checkpoint::preset::Version;
use crate::checkpoint::random::RandomCheckpoint;
use crate::checkpoint::{CheckpointError, Element};
use crate::hub::{Download, HubError, Source};

/// Make, look at and fetch checkpoints.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Fetch a published checkpoint
    ///
    /// Files that are there already are kept, unfinished ones are resumed, and each is checked against the size and hash that the hub
    /// gives. Without --out the checkpoint goes into `models` below the data folder ($INKSTONE_DATA_DIR, else ~/.local/share/inkstone on Linux).
    #[command(after_help = "\
Examples:
  inkstone model download
  inkstone model download paddleocr-vl-1.5 --out models/1.5
  inkstone model download --source modelscope
  inkstone model download --endpoint https://hf-mirror.com

Environment:
  HF_ENDPOINT, HF_TOKEN, MODELSCOPE_API_TOKEN, HTTPS_PROXY, NO_PROXY")]
    Download {
        /// paddleocr-vl-1.6, paddleocr-vl-1.5, paddleocr-vl, or owner/name of a repository
        #[arg(default_value = "paddleocr-vl-1.6")]
        name: String,
        /// The hub: huggingface or modelscope
        #[arg(long, default_value_t = Source::HuggingFace)]
        source: Source,
        /// Address of a mirror of that hub
        #[arg(long, value_name = "URL")]
        endpoint: Option<String>,
        /// Branch, tag or commit
        #[arg(long, value_name = "REV")]
        revision: Option<String>,
        /// Destination folder
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// Fetch these files only
        #[arg(long, value_name = "FILE", num_args = 1..)]
        files: Vec<String>,
    },
    /// Say what a checkpoint folder holds and whether it is complete
    ///
    /// Reads tables and headers, not weights. Exits with status 1 if something keeps the folder from being used.
    Inspect {
        /// The folder
        dir: PathBuf,
        /// How to print it
        #[arg(long, value_enum, default_value_t = InspectFormat::Text)]
        format: InspectFormat,
    },
    /// Write a checkpoint of random weights, for benchmarks and tests
    ///
    /// The folder has the names, sizes and files of the published checkpoint, and an invented tokenizer of the same size. The same seed
    /// gives the same bytes on every machine. What such a model writes is meaningless.
    #[command(after_help = "\
Examples:
  inkstone model random --out random
  inkstone model random --like paddleocr-vl --seed 7 --dtype float32 --out random-v1
  inkstone model random --config small/config.json --out small-random")]
    Random {
        /// The version to imitate: paddleocr-vl-1.6, paddleocr-vl-1.5 or paddleocr-vl
        #[arg(long, value_name = "NAME", default_value_t = Version::V16)]
        like: Version,
        /// A config.json of another size (leaves out the tensors that inference never reads)
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// The same seed gives the same weights
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// Type of the stored weights: bfloat16, float16 or float32
        #[arg(long, default_value_t = Element::Bf16)]
        dtype: Element,
        /// Destination folder
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Replace files in a folder that is not empty
        #[arg(long)]
        force: bool,
    },
}

/// How `inspect` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Runs a command. Results go to standard output, progress to standard error; setting `cancel` stops it.
///
/// # Errors
/// What the command met, to be shown by the caller.
pub fn run(command: ModelCommand, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    match command {
        ModelCommand::Download {
            name,
            source,
            endpoint,
            revision,
            out,
            files,
        } => {
            if let Some(out) = &out {
                check_folder(
                    "--out",
                    out,
                    "name the folder that the checkpoint goes into",
                )?;
            }
            let download = Download {
                source,
                endpoint,
                revision,
                out,
                files,
                ..Download::new(&name)
            };
            run_download(&download, cancel)
        }
        ModelCommand::Inspect { dir, format } => run_inspect(&dir, format),
        ModelCommand::Random {
            like,
            config,
            seed,
            dtype,
            out,
            force,
        } => {
            check_folder(
                "--out",
                &out,
                "name the folder that the checkpoint goes into",
            )?;
            let config = config.as_deref().map(read_json).transpose()?;
            let checkpoint = RandomCheckpoint {
                unused_tensors: config.is_none(),
                config,
                dtype,
                force,
                ..RandomCheckpoint::like(like, seed)
            };
            run_random(&checkpoint, &out, cancel)
        }
    }
}

fn run_download(download: &Download, cancel: &AtomicBool) -> anyhow::Result<ExitCode> {
    let bar = byte_bar();
    let result = download.run(
        &mut |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
            bar.set_message(progress.file.to_owned());
            if let Some(reason) = progress.retry {
                bar.suspend(|| tell!("{}: {reason}, trying again", progress.file));
            }
        },
        cancel,
    );
    bar.finish_and_clear();
    match result {
        Ok(summary) => {
            print(&format!(
                "{} ({} files fetched, {} kept)\n",
                summary.folder.display(),
                summary.fetched.len(),
                summary.kept.len()
            ))?;
            if !summary.unchecked.is_empty() {
                tell!("no hash to check: {}", summary.unchecked.join(", "));
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(error @ HubError::Cancelled) => {
            tell!("{error}");
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => Err(error.into()),
    }
}

fn run_inspect(dir: &Path, format: InspectFormat) -> anyhow::Result<ExitCode> {
    let inspection = inspect(dir)?;
    print(&match format {
        InspectFormat::Text => inspection.to_string(),
        InspectFormat::Json => format!("{}\n", serde_json::to_string_pretty(&inspection)?),
    })?;
    Ok(if inspection.problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn run_random(
    checkpoint: &RandomCheckpoint,
    out: &Path,
    cancel: &AtomicBool,
) -> anyhow::Result<ExitCode> {
    let bar = byte_bar();
    let result = checkpoint.write(
        out,
        &mut |progress| {
            bar.set_length(progress.total);
            bar.set_position(progress.done);
            bar.set_message(progress.tensor.to_owned());
        },
        cancel,
    );
    bar.finish_and_clear();
    match result {
        Ok(summary) => {
            print(&format!(
                "{} ({} tensors, {} parameters, {} bytes of {})\n",
                out.display(),
                summary.tensors,
                summary.parameters,
                summary.weight_bytes,
                checkpoint.dtype
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error @ CheckpointError::Cancelled) => {
            tell!("{error}");
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(error) => Err(error.into()),
    }
}

fn read_json(path: &Path) -> anyhow::Result<serde_json::Value> {
    let text = std::fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&text).with_context(|| format!("{}: not valid JSON", path.display()))
}

/// A bar for bytes on standard error; it stays invisible where that is no terminal.
fn byte_bar() -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta} {msg:!40}",
    );
    let bar = ProgressBar::new(0);
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
