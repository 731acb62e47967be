//! `inkstone plugin`: list, look into, check, run, write, add and remove plugins.

mod run;
mod show;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::{INTERRUPTED, message, say, tell};
use crate::plugin::check::check;
use crate::plugin::{
    CallContext, FindError, Kind, Language, Limits, Origin, Plugin, PluginError, Registry,
    is_wasm_file, write_project,
};

/// `inkstone plugin ...`
#[derive(Debug, Subcommand)]
pub enum PluginCommand {
    /// List the plugins: bundled ones, those that you added, and what cannot be loaded
    List(ListArgs),
    /// Show what a plugin is, what it can be set to and what it asks for
    Inspect(InspectArgs),
    /// Try a plugin on everything that it may meet
    Check(CheckArgs),
    /// Apply a plugin to one image, text, pair of texts or pair of logits files
    Run(run::RunArgs),
    /// Write the project of a new plugin
    New(NewArgs),
    /// Add a plugin to those that are always there
    Add(AddArgs),
    /// Remove a plugin that you added
    Remove(RemoveArgs),
}

/// How a result is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PrintFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin list
  inkstone plugin list --kind text-metric --format json
  inkstone plugin list --plugin target/my.wasm")]
pub struct ListArgs {
    /// Only those of one kind: image, document, tensor-metric or text-metric
    #[arg(long)]
    kind: Option<Kind>,
    /// Plugin files to list besides
    #[arg(long, value_name = "FILE")]
    plugin: Vec<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    format: PrintFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin inspect deskew
  inkstone plugin inspect ./my.wasm --format json")]
pub struct InspectArgs {
    /// A plugin's name or id, or a .wasm file
    plugin: String,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    format: PrintFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin check ./my.wasm
  inkstone plugin check cer wer --seconds 2

Exit status: 0 if every plugin passed every check, 1 otherwise.")]
pub struct CheckArgs {
    /// Plugins' names or ids, or .wasm files
    #[arg(required = true)]
    plugins: Vec<String>,
    #[command(flatten)]
    limits: LimitArgs,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = PrintFormat::Text)]
    format: PrintFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin new word-count --lang rust --kind text-metric
  inkstone plugin new invert --lang c --kind image --dir ~/plugins/invert

Each project builds with its language's package registry alone; its README.md says how.")]
pub struct NewArgs {
    /// What to call it: lower-case letters, digits and dashes
    name: String,
    /// rust, python, js or c
    #[arg(long)]
    lang: Language,
    /// image, document, tensor-metric or text-metric
    #[arg(long, default_value_t = Kind::TextMetric)]
    kind: Kind,
    /// Folder to write it into [default: its name]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin add ./my.wasm
  inkstone plugin add ./my.wasm --force

A plugin with the id of a bundled one takes its place.")]
pub struct AddArgs {
    /// The plugin's file
    file: PathBuf,
    /// Replace another version of it
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone plugin remove me/word-count
  inkstone plugin remove broken.wasm")]
pub struct RemoveArgs {
    /// The plugin's name or id, or the name of its file in the folder for plugins
    plugin: String,
}

/// Limits of a call.
#[derive(Debug, Args)]
struct LimitArgs {
    /// Seconds that a call may take
    #[arg(long, default_value_t = Limits::default().seconds, value_parser = seconds, value_name = "S")]
    seconds: f64,
    /// MiB of memory that a call may have, besides eight times its input
    #[arg(long, default_value_t = Limits::default().memory_mib, value_name = "MIB")]
    memory: u32,
    /// MiB that a call may give back, besides four times its input
    #[arg(long, default_value_t = Limits::default().output_mib, value_name = "MIB")]
    output_limit: u32,
}

impl LimitArgs {
    fn context(&self, cancel: &Arc<AtomicBool>) -> CallContext {
        CallContext {
            limits: Limits {
                seconds: self.seconds,
                memory_mib: self.memory,
                output_mib: self.output_limit,
            },
            cancel: cancel.clone(),
            progress: None,
        }
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value > 0.0 && value.is_finite() => Ok(value),
        _ => Err("it must be a positive number".into()),
    }
}

/// Runs the command.
pub fn run(command: PluginCommand, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    match command {
        PluginCommand::List(args) => {
            let registry = registry(args.plugin)?;
            show::list(&registry, args.kind, args.format)
        }
        PluginCommand::Inspect(args) => show::inspect(&*named(&args.plugin)?, args.format),
        PluginCommand::Check(args) => check_all(&args, cancel),
        PluginCommand::Run(args) => run::run(args, cancel),
        PluginCommand::New(args) => {
            let folder = args.dir.unwrap_or_else(|| PathBuf::from(&args.name));
            let files = write_project(&folder, &args.name, args.lang, args.kind)?;
            say!("wrote {} files into {}", files.len(), folder.display())?;
            say!("next: read {}", folder.join("README.md").display())?;
            Ok(ExitCode::SUCCESS)
        }
        PluginCommand::Add(args) => {
            let (plugin, path) = registry(Vec::new())?.add(&args.file, args.force)?;
            say!(
                "added {} ({}) as {}",
                plugin.label(),
                plugin.kind(),
                path.display()
            )?;
            Ok(ExitCode::SUCCESS)
        }
        PluginCommand::Remove(args) => {
            for path in registry(Vec::new())?.remove(&args.plugin)? {
                say!("removed {}", path.display())?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn registry(files: Vec<PathBuf>) -> anyhow::Result<Registry> {
    Registry::of_user(files).map_err(anyhow::Error::msg)
}

/// A plugin by its name, or the one in a file. A file that only happens to be called like a plugin is not meant.
fn named(name: &str) -> anyhow::Result<Arc<Plugin>> {
    let path = Path::new(name);
    let registry = registry(Vec::new())?;
    // The first look at a component made by Python takes ten seconds; later ones find it in the cache.
    let bar = super::progress::spinner();
    bar.set_message(format!("preparing {name}"));
    let found = load(&registry, name, path);
    bar.finish_and_clear();
    found
}

fn load(registry: &Registry, name: &str, path: &Path) -> anyhow::Result<Arc<Plugin>> {
    if !is_wasm_file(path) {
        match registry.find(name) {
            Err(FindError::Unknown { .. }) if path.is_file() => {}
            found => return Ok(found?),
        }
    }
    let origin = Origin::File(path.to_owned());
    Plugin::from_file(registry.runtime(), path, origin)
        .map(Arc::new)
        .map_err(|error| with_trace(&error))
}

/// An error with what its plugin's author wants to see.
fn with_trace(error: &PluginError) -> anyhow::Error {
    let mut text = error.to_string();
    for line in &error.trace {
        text.push_str("\n  ");
        text.push_str(line);
    }
    anyhow::Error::msg(text)
}

fn check_all(args: &CheckArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    let mut all_well = true;
    let mut results = Vec::new();
    for name in &args.plugins {
        if cancel.load(Ordering::SeqCst) {
            return Ok(ExitCode::from(INTERRUPTED));
        }
        let text = args.format == PrintFormat::Text;
        let plugin = match named(name) {
            Ok(plugin) => plugin,
            Err(error) => {
                all_well = false;
                match text {
                    true => tell!("error: {}", message(&error)),
                    false => results.push(serde_json::json!({
                        "plugin": name, "passed": false, "problem": message(&error)
                    })),
                }
                continue;
            }
        };
        if text {
            say!("{} ({})", plugin.label(), plugin.kind())?;
        }
        let context = args.limits.context(cancel);
        let checks = check(&plugin, &context, &mut |check| {
            if text {
                // A terminal that went away is noticed at the next line below.
                let _ = say!("{}", show::check_line(check));
            }
        });
        if cancel.load(Ordering::SeqCst) {
            return Ok(ExitCode::from(INTERRUPTED));
        }
        let failed = checks
            .iter()
            .filter(|check| check.problem.is_some())
            .count();
        all_well &= failed == 0;
        if text {
            say!("{} of {} passed", checks.len() - failed, checks.len())?;
        }
        results.push(serde_json::json!({
            "plugin": plugin.info.id, "version": plugin.info.version, "kind": plugin.kind(),
            "passed": failed == 0, "checks": checks,
        }));
    }
    if args.format == PrintFormat::Json {
        say!(
            "{}",
            serde_json::to_string_pretty(&results).context("cannot print")?
        )?;
    }
    Ok(if all_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
