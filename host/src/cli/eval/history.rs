//! `inkstone eval history` and `inkstone eval diff`.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::super::{say, tell};
use super::output::FAILED;
use crate::device::SIMULATOR;
use crate::evaluate::history::{History, StoredReport, Tolerance, compare};

/// What names the run of the same kind before the later one.
const PREVIOUS: &str = "previous";

/// `inkstone eval ...`
#[derive(Debug, Subcommand)]
pub enum EvalCommand {
    /// List the evaluations that were kept
    History(HistoryArgs),
    /// Compare two evaluations; fails when a value got worse
    Diff(DiffArgs),
}

#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// Only runs of one kind
    #[arg(long, value_parser = StoredReport::KINDS)]
    kind: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone eval diff previous latest
  inkstone eval diff 20260131T090507Z latest --tolerance 5%
  inkstone eval diff main/accuracy_report.json accuracy_report.json --tolerance 0.01

A run is named by its id or the beginning of it, as latest, or by a report's JSON file; previous is the run of the same kind before the later one. A value that was there and is gone counts as worse.

Exit status: 0 if nothing got worse, 1 if something did, 2 for a wrong call, 3 if the runs cannot be compared.")]
pub struct DiffArgs {
    /// The earlier run
    before: String,
    /// The later run
    after: String,
    /// How much worse a value may be: a part of the earlier one (5%), or so much in its own unit (0.002)
    #[arg(long, default_value = "0", value_name = "PART|NUMBER")]
    tolerance: Tolerance,
    /// Print only what got worse
    #[arg(long, short)]
    quiet: bool,
}

/// Runs the command.
pub(in crate::cli) fn run(command: EvalCommand) -> anyhow::Result<ExitCode> {
    match command {
        EvalCommand::History(args) => list(&args),
        EvalCommand::Diff(args) => diff(&args),
    }
}

fn list(args: &HistoryArgs) -> anyhow::Result<ExitCode> {
    let history = History::of_user()?;
    let mut rows = Vec::new();
    for id in history.ids()? {
        // One damaged file does not hide the others.
        let run = match history.find(&id) {
            Ok(run) => run,
            Err(error) => {
                tell!("warning: {error}");
                continue;
            }
        };
        let report = &run.report;
        if args
            .kind
            .as_deref()
            .is_some_and(|kind| kind != report.kind())
        {
            continue;
        }
        let devices: Vec<&str> = report
            .environment()
            .devices
            .iter()
            .map(|d| d.name.as_str())
            .collect();
        let model = report
            .environment()
            .checkpoint
            .as_ref()
            .map(|c| c.name.clone());
        rows.push((
            run.id.clone(),
            report.passed(),
            devices.join(", "),
            model,
            report.headline(),
            report.environment().is_simulated(),
        ));
    }
    if args.json {
        let values: Vec<_> = rows
            .iter()
            .map(|(id, passed, devices, model, headline, simulated)| {
                serde_json::json!({
                    "id": id, "passed": passed, "devices": devices, "model": model, "headline": headline,
                    "simulator": simulated.then_some(SIMULATOR),
                })
            })
            .collect();
        say!("{}", serde_json::to_string_pretty(&values)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (id, passed, devices, model, headline, simulated) in &rows {
        let verdict = match passed {
            Some(true) => "passed",
            Some(false) => "FAILED",
            None => "",
        };
        let what = match model {
            Some(model) => format!("{model}, {devices}"),
            None => "stored logits".into(),
        };
        let mark = match simulated {
            true => format!(" ({SIMULATOR})"),
            false => String::new(),
        };
        say!("{id:<30} {verdict:<7} {what}: {headline}{mark}")?;
    }
    if rows.is_empty() {
        tell!("no runs are kept in {}", history.folder().display());
    }
    Ok(ExitCode::SUCCESS)
}

fn diff(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let history = History::of_user()?;
    let after = history.find(&args.after)?;
    let before = match args.before.as_str() {
        PREVIOUS => history.previous(&after)?,
        name => history.find(name)?,
    };
    let comparison =
        compare(&before.report, &after.report, args.tolerance).map_err(anyhow::Error::msg)?;
    for note in &comparison.notes {
        tell!("note: {note}");
    }
    if !args.quiet {
        say!("{} -> {}", before.id, after.id)?;
    }
    let number = |value: Option<f64>| value.map_or_else(|| "-".into(), |v| format!("{v:.6}"));
    for change in &comparison.changes {
        if args.quiet && !change.worse {
            continue;
        }
        let relative = match (change.before, change.after) {
            (Some(a), Some(b)) if a != 0.0 => format!("{:+.2} %", 100.0 * (b - a) / a.abs()),
            _ => String::new(),
        };
        say!(
            "{:<7} {:<34} {:>16} -> {:>16} {:<8} {relative}",
            if change.worse { "WORSE" } else { "" },
            change.key,
            number(change.before),
            number(change.after),
            change.unit
        )?;
    }
    let worse = comparison
        .changes
        .iter()
        .filter(|change| change.worse)
        .count();
    tell!("{worse} of {} values got worse", comparison.changes.len());
    Ok(match comparison.worse() {
        true => ExitCode::from(FAILED),
        false => ExitCode::SUCCESS,
    })
}
