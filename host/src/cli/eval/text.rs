//! `inkstone eval-text`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;

use super::super::infer::positive;
use super::args::{MetricArgs, ModelArgs};
use super::output::{Keeper, OutputArgs, ResumeArgs, load, partial};
use crate::device::DeviceSpec;
use crate::evaluate::history::StoredReport;
use crate::evaluate::text::{Dataset, TextOptions, evaluate_text, usual_metrics};
use crate::pipeline::Plan;
use crate::plugin::Kind;
use crate::processor::input::InputOptions;

/// Arguments of `inkstone eval-text`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone eval-text --data scans/ --output text_report.md
  inkstone eval-text --data scans/ --metrics cer wer bleu --threshold cer=0.05
  inkstone eval-text --data OmniDocBench/OmniDocBench.json --model-path ./PaddleOCR-VL

A folder holds images or PDFs, each with what it says beside it: page.png and page.txt, page.md, page.html or page.json (a string, or an object with \
\"text\", \"markdown\" or \"html\"). Of HTML the text is compared, with tables alone as HTML. OmniDocBench's JSON is looked for in the folder, or named itself; its images lie in images/ beside it. The report is \
written as Markdown, HTML (with the texts side by side), JSON and CSV beside each other.

Exit status: 0 if every page was read and every limit kept, 1 if not, 2 for a wrong call, 3 if there is no result (no page could be read, say; the last report stays), 130 after Ctrl-C.")]
pub struct TextArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// Folder of images and their texts, or OmniDocBench's JSON
    #[arg(long, value_name = "DIR|FILE")]
    data: PathBuf,
    /// auto, cpu, npu or cuda, with an optional index and dtype
    #[arg(long, default_value = "auto")]
    device: DeviceSpec,
    /// How each page is worked on before and after it is read, as for infer
    #[arg(long, value_name = "NAME|FILE", default_value = "default")]
    pipeline: String,
    /// Most tokens to generate per page
    #[arg(long, visible_alias = "max_new_tokens", default_value_t = 4096, value_name = "N", value_parser = positive)]
    max_new_tokens: usize,
    #[command(flatten)]
    metrics: MetricArgs,
    /// The report; the other forms lie beside it
    #[arg(long, default_value = "text_report.md", value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    resume: ResumeArgs,
    #[command(flatten)]
    out: OutputArgs,
}

/// Reads a data set and scores what was read.
pub(in crate::cli) fn run(args: TextArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    args.model.configure()?;
    args.out.check(&args.output)?;
    let registry = args.metrics.registry()?;
    let data = Dataset::open(&args.data)?;
    let plan = Plan::find(&args.pipeline)?;
    // A pipeline may name the metrics that suit it.
    let own = plan.metrics_of(Kind::TextMetric, &registry);
    let usual = match own.is_empty() {
        false => own,
        true => usual_metrics(&data, &plan),
    };
    let metrics = args.metrics.steps(usual, Kind::TextMetric, &registry)?;
    let mut read = args.model.read_options(Some(&plan), args.max_new_tokens)?;
    read.stop_loops = true;
    let options = TextOptions {
        model: args.model.folder()?,
        device: args.device,
        dtype: args.model.dtype,
        read,
        pipeline: args.pipeline.clone(),
        plan,
        metrics,
        thresholds: args.metrics.thresholds(),
        input: InputOptions::default(),
    };
    let full = args
        .data
        .canonicalize()
        .unwrap_or_else(|_| args.data.clone());
    let name = full
        .file_name()
        .unwrap_or(full.as_os_str())
        .to_string_lossy();
    let path = partial(&args.output, ".partial.json");
    let before = load(&path, args.resume.resume)?;
    let mut keeper = Keeper::new(path.clone());
    let kept = Some(args.resume.from(&path));
    args.out.run(&args.output, kept, cancel, |watch| {
        let report = evaluate_text(
            &options,
            (&name, &data),
            &registry,
            before,
            &mut |state| keeper.keep(state, cancel.load(Ordering::SeqCst)),
            watch,
        )?;
        keeper.done();
        Ok(StoredReport::Text(Box::new(report)))
    })
}
