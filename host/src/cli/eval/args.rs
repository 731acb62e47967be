//! Arguments that the evaluation commands share.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;

use super::super::infer::{PluginSetting, pixel_limits, plugin_setting};
use super::super::{configure_cpu, sound_registry};
use crate::device::Dtype;
use crate::evaluate::accuracy::{EvalImage, EvalImages};
use crate::evaluate::metrics::Thresholds;
use crate::generate::sampler::SamplerConfig;
use crate::pipeline::{Entry, Pipeline, Plan, ReadOptions, Step, model_folder};
use crate::plugin::{Kind, Registry};
use crate::processor::image::ImageProcessor;
use crate::processor::input::Inputs;
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

/// Which model is evaluated, with which prompt.
#[derive(Debug, Args)]
pub(super) struct ModelArgs {
    /// Folder of the checkpoint, or the name of a downloaded one [default: a downloaded one, else the built-in demo reader]
    #[arg(
        long,
        visible_alias = "model_path",
        alias = "model",
        value_name = "DIR"
    )]
    pub model_path: Option<PathBuf>,
    /// A question of your own, put through the checkpoint's chat template; one that holds <|IMAGE_PLACEHOLDER|> is used as it stands
    #[arg(long, value_name = "TEXT", conflicts_with = "task")]
    pub prompt: Option<String>,
    /// What to look for: ocr, table, formula, chart, spotting or seal [default: ocr]
    #[arg(long)]
    pub task: Option<Task>,
    /// float32, bfloat16 or float16, for devices whose name has no dtype
    #[arg(long, default_value_t = Dtype::Float32)]
    pub dtype: Dtype,
    /// Smallest image in pixels that the model is shown [default: the checkpoint's]
    #[arg(long, visible_alias = "min_pixels", value_name = "N")]
    pub min_pixels: Option<usize>,
    /// Largest image in pixels that the model is shown [default: the checkpoint's]
    #[arg(long, visible_alias = "max_pixels", value_name = "N")]
    pub max_pixels: Option<usize>,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl ModelArgs {
    /// Sets the threads, before anything computes.
    pub fn configure(&self) -> anyhow::Result<()> {
        configure_cpu(self.threads)
    }

    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        Ok(model_folder(self.model_path.as_deref())?)
    }

    pub fn read_options(
        &self,
        plan: Option<&Plan>,
        max_new_tokens: usize,
    ) -> anyhow::Result<ReadOptions> {
        let limits = match (self.min_pixels, self.max_pixels) {
            (None, None) => None,
            (min, max) => {
                let config = self.folder()?.join("preprocessor_config.json");
                let own = ImageProcessor::from_file(config)?.limits;
                let (min, max) = (min.unwrap_or(own.min_pixels), max.unwrap_or(own.max_pixels));
                Some(pixel_limits(min, max)?)
            }
        };
        let prompt = match (&self.prompt, self.task, plan) {
            (Some(text), ..) => PromptText::Text(text.clone()),
            (None, Some(task), _) => PromptText::Task(task),
            (None, None, Some(plan)) => plan.prompt_text(),
            (None, None, None) => PromptText::Task(Task::Ocr),
        };
        Ok(ReadOptions {
            prompt,
            max_new_tokens,
            sampling: SamplerConfig::default(),
            ignore_eos: false,
            stop_loops: false,
            limits,
        })
    }
}

/// Which metrics judge, and where plugins are found.
#[derive(Debug, Args)]
pub(super) struct MetricArgs {
    /// The metrics, each a plugin [default: the bundled ones that suit, or those of the pipeline]
    #[arg(long, num_args = 1.., value_name = "PLUGIN")]
    pub metrics: Vec<String>,
    /// A limit for a score of a metric, such as cer=0.05; may be repeated
    #[arg(long, value_name = "SCORE=VALUE", value_parser = threshold)]
    pub threshold: Vec<(String, f64)>,
    /// A plugin's file to use besides those that are installed; may be repeated
    #[arg(long, value_name = "FILE")]
    pub plugin: Vec<PathBuf>,
    /// A setting of a metric, such as mre.eps=0.01; may be repeated
    #[arg(long, value_name = "PLUGIN.KEY=VALUE", value_parser = plugin_setting)]
    set: Vec<PluginSetting>,
}

fn threshold(text: &str) -> Result<(String, f64), String> {
    let wrong = || format!("{text:?} is not SCORE=VALUE, such as cer=0.05");
    let (id, value) = text.split_once('=').ok_or_else(wrong)?;
    match value.trim().parse::<f64>() {
        Ok(value) if value.is_finite() && !id.trim().is_empty() => Ok((id.trim().into(), value)),
        _ => Err(wrong()),
    }
}

impl MetricArgs {
    pub fn registry(&self) -> anyhow::Result<Registry> {
        sound_registry(&self.plugin)
    }

    /// The metrics that were asked for, or `default` ones.
    pub fn steps(
        &self,
        default: Vec<Entry>,
        kind: Kind,
        registry: &Registry,
    ) -> anyhow::Result<Vec<Step>> {
        let asked = self.metrics.iter().cloned().map(Entry::Name);
        let mut plan = Plan {
            name: "--metrics".into(),
            metrics: match self.metrics.is_empty() {
                true => default,
                false => asked.collect(),
            },
            ..Plan::default()
        };
        for setting in &self.set {
            setting.apply(plan.metrics.iter_mut(), registry, |id| {
                format!("{id} is none of the metrics")
            })?;
        }
        let steps = Pipeline::new(&plan, registry)?.metrics;
        match steps.iter().find(|step| step.plugin.kind() != kind) {
            Some(step) => bail!("{}", step.plugin.wrong_kind(kind)),
            None => Ok(steps),
        }
    }

    pub fn thresholds(&self) -> Thresholds {
        self.threshold.iter().cloned().collect()
    }
}

/// Decodes the only page of an image.
pub(super) fn one_image(argument: &OsString) -> anyhow::Result<EvalImage> {
    let inputs = Inputs::expand(std::slice::from_ref(argument));
    let EvalImages { mut images, failed } = EvalImages::decode(&inputs);
    if let Some(failed) = failed.first() {
        bail!("{failed}");
    }
    match images.pop() {
        Some(image) if images.is_empty() => Ok(image),
        _ => bail!(
            "--image {}: has {} pages, and this takes one\nhint: name one image, or a PDF of one page",
            argument.to_string_lossy(),
            images.len() + 1
        ),
    }
}

/// Metrics by name, with their defaults.
pub(super) fn named(names: &[&str]) -> Vec<Entry> {
    let names = names.iter().map(|name| Entry::Name((*name).into()));
    names.collect()
}
