//! `inkstone eval-performance`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::bail;
use clap::Args;

use super::super::infer::positive;
use super::super::{WrongCall, tell};
use super::args::{ModelArgs, one_image};
use super::output::{Keeper, OutputArgs, ResumeArgs, load, partial};
use crate::device::{self, DeviceKind, DeviceSpec};
use crate::evaluate::history::StoredReport;
use crate::evaluate::performance::{PerformanceOptions, evaluate_performance};
use crate::pipeline::{Pipeline, Plan};
use crate::plugin::Registry;

/// Arguments of `inkstone eval-performance`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone eval-performance --model_path ./PaddleOCR-VL --image test_doc_01.jpg --devices cpu npu --num_runs 20 --warmup 3 --output performance_report.md
  inkstone eval-performance --image page.png --devices cpu cpu:bf16 --num_runs 100 --new-tokens 128

Devices take turns run by run. Each run is one whole forward pass and one answer of exactly --new-tokens tokens, whatever the model says. The speedup \
is against the first device. The report is written as Markdown, HTML, JSON and CSV beside each other.

Exit status: 0 when there is a report, 2 for a wrong call, 3 if there is none, 130 after Ctrl-C.")]
pub struct PerformanceArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// The image
    #[arg(long, required = true, value_name = "FILE")]
    image: OsString,
    /// The devices; the first is what the others are compared with
    #[arg(long, num_args = 1.., default_values = ["cpu", "npu"], value_name = "DEVICE")]
    devices: Vec<DeviceSpec>,
    /// Rounds that count
    #[arg(long, visible_aliases = ["num_runs", "runs"], default_value_t = 20, value_name = "N", value_parser = positive)]
    num_runs: usize,
    /// Rounds before them that are thrown away
    #[arg(long, default_value_t = 3, value_name = "N")]
    warmup: usize,
    /// Tokens that every run generates
    #[arg(long, visible_aliases = ["new_tokens", "max-new-tokens", "max_new_tokens"], default_value_t = 64, value_name = "N", value_parser = positive)]
    new_tokens: usize,
    /// The report; the other forms lie beside it
    #[arg(long, default_value = "performance_report.md", value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    resume: ResumeArgs,
    #[command(flatten)]
    out: OutputArgs,
}

/// Measures devices in turn.
pub(in crate::cli) fn run(
    args: PerformanceArgs,
    cancel: &Arc<AtomicBool>,
) -> anyhow::Result<ExitCode> {
    args.model.configure()?;
    args.out.check(&args.output)?;
    let registry = Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?;
    let mut read = args.model.read_options(None, args.new_tokens)?;
    read.ignore_eos = true;
    let mut devices: Vec<DeviceSpec> = Vec::new();
    for spec in &args.devices {
        if devices.contains(spec) {
            bail!(WrongCall(format!("--devices names {spec} twice")));
        }
        // A line that was written for a machine with a GPU runs on one without, as the original's does.
        match device::usable(*spec) {
            Err(error) if spec.kind == DeviceKind::Cuda && args.devices.len() > 1 => {
                tell!(
                    "note: {spec} is left out: {}",
                    error.to_string().lines().next().unwrap_or_default()
                );
            }
            _ => devices.push(*spec),
        }
    }
    let options = PerformanceOptions {
        model: args.model.folder()?,
        devices,
        dtype: args.model.dtype,
        read,
        pipeline: Pipeline::new(&Plan::find("default")?, &registry)?,
        runs: args.num_runs,
        warmup: args.warmup,
    };
    let image = one_image(&args.image)?;
    let path = partial(&args.output, ".partial.json");
    let before = load(&path, args.resume.resume)?;
    let mut keeper = Keeper::new(path.clone());
    let kept = Some(args.resume.from(&path));
    args.out.run(&args.output, kept, cancel, |watch| {
        let report = evaluate_performance(
            &options,
            (&image.name, &image.image),
            &registry,
            before,
            // Rounds are few and dear, so each is written at once.
            &mut |state| keeper.keep(state, true),
            watch,
        )?;
        if !cancel.load(Ordering::SeqCst) {
            keeper.done();
        }
        Ok(StoredReport::Performance(Box::new(report)))
    })
}
