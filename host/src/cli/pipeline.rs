//! `inkstone pipeline`: list, show and check pipelines.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::say;
use crate::pipeline::{BUILT_IN, Pipeline, Plan, PlanSource, pipeline_folder};
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
    say!("built in")?;
    for (name, _) in BUILT_IN {
        let plan = Plan::load(&PlanSource::BuiltIn(name))?;
        say!("  {name:<12} {}", plan.about)?;
    }
    let Some(folder) = pipeline_folder() else {
        return Ok(());
    };
    let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = files
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    for (index, path) in files.into_iter().enumerate() {
        if index == 0 {
            say!("yours")?;
        }
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let instead = BUILT_IN.iter().any(|(known, _)| *known == name);
        let instead = if instead {
            " (in place of the built-in one)"
        } else {
            ""
        };
        match Plan::load(&PlanSource::Folder(path)) {
            Ok(plan) => say!("  {name:<12} {}{instead}", plan.about)?,
            Err(error) => say!("  {name:<12} cannot be used: {error}")?,
        }
    }
    say!("\nyour pipelines lie in {}", folder.display())
}
