//! `inkstone eval-layers`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::Args;

use super::args::{ModelArgs, one_image};
use super::output::OutputArgs;
use crate::device::DeviceSpec;
use crate::evaluate::history::StoredReport;
use crate::evaluate::layers::{LayersOptions, evaluate_layers};
use crate::plugin::Registry;

/// Arguments of `inkstone eval-layers`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone eval-layers --model_path ./PaddleOCR-VL --image test_doc_01.jpg --device npu:f16
  inkstone eval-layers --image page.png --device cpu:bf16 --output layers.md

For whoever brings the model to a device and finds that its answers are not the CPU's: which layer is it? The baseline reads the page and one token after \
it, and what every layer computes is kept. The candidate then goes through the model twice: once as it would read the page, so that deviations add up, and \
once with every layer given what the baseline had there, so that each layer's deviation is its own. A wrong operator shows in the layers that use it: all \
vision layers, all layers in decode, or one layer whose weights went wrong on the way.

A part may deviate by 1e-4 of its values' norm where both devices compute in float32, by 5e-3 in float16 and by 3e-2 in bfloat16, unless --limit says \
otherwise. Memory: 4 bytes for every value after every layer, 70 MB for 576 patches of the full-size model; --max-pixels makes the page smaller. The report is \
written as Markdown, HTML, JSON and CSV beside each other.

Exit status: 0 if no part deviates by more than the limit, 1 if one does, 2 for a wrong call, 3 if there is no result, 130 after Ctrl-C.")]
pub struct LayersArgs {
    #[command(flatten)]
    model: ModelArgs,
    /// The image
    #[arg(
        long,
        visible_alias = "test_images",
        required = true,
        value_name = "FILE"
    )]
    image: OsString,
    /// The device that is right
    #[arg(long, default_value = "cpu", value_name = "DEVICE")]
    baseline: DeviceSpec,
    /// The device that is compared with it: npu, cuda, cpu:bf16
    #[arg(
        long,
        visible_alias = "candidate",
        default_value = "npu",
        value_name = "DEVICE"
    )]
    device: DeviceSpec,
    /// By how much a part, alone, may deviate, as a share of its values' norm [default: by dtype]
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true, value_parser = share)]
    limit: Option<f64>,
    /// The report; the other forms lie beside it
    #[arg(long, default_value = "layers_report.md", value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    out: OutputArgs,
}

fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value >= 0.0 => Ok(value),
        _ => Err("expected a number that is not negative, such as 1e-3".into()),
    }
}

/// Compares two devices layer by layer.
pub(in crate::cli) fn run(args: LayersArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    args.out.check(&args.output)?;
    args.model.configure()?;
    let registry = Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?;
    let options = LayersOptions {
        model: args.model.folder()?,
        baseline: args.baseline,
        candidate: args.device,
        dtype: args.model.dtype,
        read: args.model.read_options(None, 1)?,
        limit: args.limit,
    };
    let image = one_image(&args.image)?;
    args.out.run(&args.output, None, cancel, |watch| {
        let image = (image.name.as_str(), &image.image);
        let report = evaluate_layers(&options, image, &registry, watch)?;
        Ok(StoredReport::Layers(Box::new(report)))
    })
}
