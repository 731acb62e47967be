//! `inkstone pipeline`: list, show and check pipelines.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::say;
use crate::pipeline::{Pipeline, Plan, PlanSource, Shelf, Shelved};
use crate::plugin::Registry;

/// `inkstone pipeline ...`
#[derive(Debug, Subcommand)]
pub enum PipelineCommand {
    /// List the pipelines: built-in ones and yours
    List,
    /// Print a pipeline's file, to start one of your own from
    Show(NameArgs),
    /// Check a pipeline: that it can be understood, that its plugins are there and take their settings
    Check(NameArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone pipeline show scan > my.toml
  inkstone pipeline check my.toml
  inkstone infer --image page.png --pipeline my.toml")]
pub struct NameArgs {
    /// A built-in pipeline, one of yours, or a TOML file
    pipeline: String,
}

/// Runs the command.
pub(super) fn run(command: &PipelineCommand) -> anyhow::Result<ExitCode> {
    match command {
        PipelineCommand::List => list()?,
        PipelineCommand::Show(args) => {
            let (text, _) = PlanSource::find(&args.pipeline)?.text()?;
            say!("{}", text.trim_end())?;
        }
        PipelineCommand::Check(args) => {
            let registry = Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?;
            let plan = Plan::find(&args.pipeline)?;
            let pipeline = Pipeline::new(&plan, &registry)?;
            let raw = if pipeline.keep_raw { "may" } else { "may not" };
            say!(
                "{}: {} plugin(s) before reading, {} after, {} metric(s); the model's own words {raw} be shown and stored",
                plan.name,
                pipeline.pre.len(),
                pipeline.post.len(),
                pipeline.metrics.len()
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn list() -> anyhow::Result<()> {
    let shelf = Shelf::of_user();
    let all = shelf.all();
    let (own, built_in): (Vec<_>, Vec<_>) =
        (all.iter()).partition(|one| matches!(one.source, PlanSource::Folder(_)));
    for (heading, pipelines) in [("built in", built_in), ("yours", own)] {
        if !pipelines.is_empty() {
            say!("{heading}")?;
        }
        for Shelved {
            name,
            plan,
            replaces,
            ..
        } in pipelines
        {
            let instead = match replaces {
                true => " (in place of the built-in one)",
                false => "",
            };
            match plan {
                Ok(plan) => say!("  {name:<12} {}{instead}", plan.about)?,
                Err(error) => say!("  {name:<12} cannot be used: {error}")?,
            }
        }
    }
    match shelf.folder() {
        Some(folder) => say!("\nyour pipelines lie in {}", folder.display()),
        None => Ok(()),
    }
}
