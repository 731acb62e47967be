//! `inkstone eval-accuracy`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::super::infer::positive;
use super::args::{MetricArgs, ModelArgs, named};
use super::output::{OutputArgs, ResumeArgs, partial};
use crate::device::DeviceSpec;
use crate::evaluate::accuracy::{
    AccuracyOptions, EvalImages, METRICS, SideSource, evaluate_accuracy, usual_thresholds,
};
use crate::evaluate::history::StoredReport;
use crate::plugin::Kind;
use crate::processor::input::Inputs;

/// Arguments of `inkstone eval-accuracy`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone eval-accuracy --model_path ./PaddleOCR-VL --test_images test_doc_01.jpg --threshold_mre 1.0 --threshold_top1 99.0 --output accuracy_report.md
  inkstone eval-accuracy --test_images scans/ --device cpu:bf16
  inkstone eval-accuracy --baseline-logits cpu.safetensors --candidate-logits npu.safetensors
  inkstone eval-accuracy --test_images a.png --baseline-logits cpu.safetensors --device npu
  inkstone eval-accuracy --test_images a.png --device cpu:bf16 --metrics mre mine --plugin mine.wasm --threshold mine=0.1

The baseline answers each image; both sides then read prompt and answer, and their logits are compared at every position. The demo reader reads single \
lines, so that each line of a page is such an image. Files of logits are those of \
`inkstone infer --logits FILE --logits-positions all`, so that the two sides can run on different machines. The report is written as Markdown, HTML, \
JSON and CSV beside each other. While it runs, logits lie beside the output: 4 bytes for every position, token of the vocabulary and side.

Exit status: 0 if every image was read and every limit is kept over all positions of all images, 1 if not, 2 for a wrong call, 3 if there is no result, 130 after Ctrl-C.")]
pub struct AccuracyArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// Images, PDFs, folders or patterns; each page is compared by itself
    #[arg(long, visible_aliases = ["test_images", "image"], num_args = 1.., value_name = "FILE", required_unless_present_all = ["baseline_logits", "candidate_logits"])]
    test_images: Vec<OsString>,
    /// The device that is right
    #[arg(
        long,
        default_value = "cpu",
        value_name = "DEVICE",
        conflicts_with = "baseline_logits"
    )]
    baseline: DeviceSpec,
    /// The device that is compared with it: npu, cuda, cpu:bf16
    #[arg(
        long,
        visible_alias = "candidate",
        default_value = "npu",
        value_name = "DEVICE",
        conflicts_with = "candidate_logits"
    )]
    device: DeviceSpec,
    /// A file with the logits of one image instead of the baseline device
    #[arg(long, visible_alias = "baseline_logits", value_name = "FILE")]
    baseline_logits: Option<PathBuf>,
    /// A file with the logits of one image instead of the other device
    #[arg(long, visible_alias = "candidate_logits", value_name = "FILE")]
    candidate_logits: Option<PathBuf>,
    /// Most tokens of the answer
    #[arg(long, visible_aliases = ["max_new_tokens", "new-tokens"], default_value_t = 64, value_name = "N", value_parser = positive)]
    max_new_tokens: usize,
    /// Largest mean relative error, in percent [default: 1]
    #[arg(
        long,
        visible_alias = "threshold_mre",
        value_parser = finite,
        value_name = "PERCENT"
    )]
    threshold_mre: Option<f64>,
    /// Least share of positions whose best token is the same, in percent [default: 99]
    #[arg(
        long,
        visible_alias = "threshold_top1",
        value_parser = finite,
        value_name = "PERCENT"
    )]
    threshold_top1: Option<f64>,
    /// Least cosine similarity [default: 0.999]
    #[arg(
        long,
        visible_alias = "threshold_cosine",
        value_parser = finite,
        allow_negative_numbers = true,
        value_name = "COSINE"
    )]
    threshold_cosine: Option<f64>,
    #[command(flatten)]
    metrics: MetricArgs,
    /// The report; the other forms lie beside it
    #[arg(long, default_value = "accuracy_report.md", value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    resume: ResumeArgs,
    #[command(flatten)]
    out: OutputArgs,
}

fn finite(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err("expected a number".into()),
    }
}

/// Compares two devices, or stored logits.
pub(in crate::cli) fn run(
    args: AccuracyArgs,
    cancel: &Arc<AtomicBool>,
) -> anyhow::Result<ExitCode> {
    args.model.configure()?;
    args.out.check(&args.output)?;
    let registry = args.metrics.registry()?;
    let metrics = args
        .metrics
        .steps(named(&METRICS), Kind::TensorMetric, &registry)?;
    let mut thresholds = args.metrics.thresholds();
    let given = [
        ("mre", args.threshold_mre),
        ("top1", args.threshold_top1),
        ("cosine", args.threshold_cosine),
    ];
    for (id, limit) in given {
        if let Some(limit) = limit {
            thresholds.entry(id.into()).or_insert(limit);
        }
    }
    // A limit that was given is held to, or said to hold nothing.
    for (id, limit) in usual_thresholds(&metrics) {
        thresholds.entry(id).or_insert(limit);
    }
    let source = |file: &Option<PathBuf>, device| match file {
        Some(path) => SideSource::File(path.clone()),
        None => SideSource::Device(device),
    };
    let only_files = args.baseline_logits.is_some() && args.candidate_logits.is_some();
    let model = match only_files && args.model.model_path.is_none() {
        true => None,
        false => Some(args.model.folder()?),
    };
    let options = AccuracyOptions {
        model,
        baseline: source(&args.baseline_logits, args.baseline),
        candidate: source(&args.candidate_logits, args.device),
        dtype: args.model.dtype,
        read: args.model.read_options(None, args.max_new_tokens)?,
        metrics,
        thresholds,
        scratch: partial(&args.output, ".partial"),
        resume: args.resume.resume,
    };
    let images = match only_files {
        true => EvalImages::default(),
        false => EvalImages::decode(&Inputs::expand(&args.test_images)),
    };
    let kept = Some(args.resume.from(&options.scratch));
    args.out.run(&args.output, kept, cancel, |watch| {
        let report = evaluate_accuracy(&options, images, &registry, watch)?;
        Ok(StoredReport::Accuracy(Box::new(report)))
    })
}
