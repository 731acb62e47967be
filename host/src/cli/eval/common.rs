//! What the evaluation commands share.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressStyle;
use inkstone_kernels::cpu::Cpu;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::infer::{PluginSetting, plugin_setting};
use super::super::model_source::{model_folder, with_device};
use super::super::progress::progress_bar;
use super::super::{INTERRUPTED, say, tell};
use crate::device::{Dtype, OpenError};
use crate::evaluate::accuracy::EvalImage;
use crate::evaluate::history::{History, StoredReport};
use crate::evaluate::metrics::Thresholds;
use crate::evaluate::{EvalError, Progress, Watch};
use crate::files::write_whole;
use crate::generate::sampler::SamplerConfig;
use crate::pipeline::{Entry, OpenReaderError, Pipeline, Plan, ReadOptions, Step};
use crate::plugin::{Kind, Registry};
use crate::processor::image::PixelLimits;
use crate::processor::input::{InputOptions, Inputs};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;
use crate::report;

/// Exit status of an evaluation that ended with a missed limit, as that of everything else that failed.
pub(super) const FAILED: u8 = 1;
/// Exit status of an evaluation that came to no result, so that a script can tell it from a missed limit.
pub(super) const NO_RESULT: u8 = 3;

/// Ticks of the progress bar.
const TICKS: u64 = 1000;
/// How often intermediate results are written at most.
const KEEP_EVERY: Duration = Duration::from_secs(5);

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
    #[arg(
        long,
        visible_alias = "min_pixels",
        value_name = "N",
        requires = "max_pixels"
    )]
    pub min_pixels: Option<usize>,
    /// Largest image in pixels that the model is shown [default: the checkpoint's]
    #[arg(
        long,
        visible_alias = "max_pixels",
        value_name = "N",
        requires = "min_pixels"
    )]
    pub max_pixels: Option<usize>,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl ModelArgs {
    /// Sets the threads, before anything computes.
    pub fn configure(&self) -> anyhow::Result<()> {
        if let Some(threads) = self.threads {
            Cpu::configure_global(usize::from(threads));
        }
        Ok(Cpu::check_env()?)
    }

    pub fn folder(&self) -> anyhow::Result<PathBuf> {
        model_folder(self.model_path.as_deref())
    }

    pub fn read_options(
        &self,
        plan: Option<&Plan>,
        max_new_tokens: usize,
    ) -> anyhow::Result<ReadOptions> {
        let limits = match (self.min_pixels, self.max_pixels) {
            (Some(min), Some(max)) if min == 0 || min > max => bail!(
                "--min-pixels {min} and --max-pixels {max} leave no size; give 0 < min <= max"
            ),
            (Some(min_pixels), Some(max_pixels)) => Some(PixelLimits {
                min_pixels,
                max_pixels,
            }),
            _ => None,
        };
        let planned = plan.and_then(|plan| plan.prompt.as_ref());
        let prompt = match (&self.prompt, self.task, planned) {
            (Some(text), ..) => PromptText::Text(text.clone()),
            (None, Some(task), _) => PromptText::Task(task),
            (None, None, Some(text)) => match text.parse() {
                Ok(task) => PromptText::Task(task),
                Err(_) => PromptText::Text(text.clone()),
            },
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
    /// The metrics, each a plugin
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
        let registry = Registry::of_user(self.plugin.clone()).map_err(anyhow::Error::msg)?;
        match registry.broken_file() {
            Some(error) => bail!(error),
            None => Ok(registry),
        }
    }

    /// The metrics that were asked for, or `default` ones.
    pub fn steps(
        &self,
        default: &[&str],
        kind: Kind,
        registry: &Registry,
    ) -> anyhow::Result<Vec<Step>> {
        let names: Vec<String> = match self.metrics.is_empty() {
            true => default.iter().map(ToString::to_string).collect(),
            false => self.metrics.clone(),
        };
        let mut plan = Plan {
            name: "--metrics".into(),
            metrics: names.into_iter().map(Entry::Name).collect(),
            ..Plan::default()
        };
        for setting in &self.set {
            let wanted = registry.find(&setting.plugin)?.info.id.clone();
            let mut used = false;
            for entry in &mut plan.metrics {
                let mut full = entry.full();
                if registry.find(&full.plugin)?.info.id == wanted {
                    full.settings
                        .insert(setting.key.clone(), setting.value.clone());
                    *entry = Entry::Full(full);
                    used = true;
                }
            }
            if !used {
                bail!(
                    "--set {}.{}: {wanted} is none of the metrics",
                    setting.plugin,
                    setting.key
                );
            }
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

/// Where results go.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Also write every chart into this folder, as SVG and PNG, light and dark
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// Go on where the same evaluation was stopped
    #[arg(long)]
    pub resume: bool,
    /// Do not keep the run for `inkstone eval history`
    #[arg(long)]
    no_history: bool,
    /// Print no progress, no notes and no table
    #[arg(long, short)]
    quiet: bool,
}

impl OutputArgs {
    /// Runs an evaluation under a progress bar and delivers its result; `passed` makes the exit status.
    pub fn run(
        &self,
        output: &Path,
        cancel: &Arc<AtomicBool>,
        evaluate: impl FnOnce(&mut Watch<'_>) -> Result<StoredReport, EvalError>,
    ) -> anyhow::Result<ExitCode> {
        check_writable(output)?;
        let bar = progress_bar(self.quiet);
        bar.set_length(TICKS);
        let style =
            ProgressStyle::with_template("{msg} [{bar:30}] {percent} % {elapsed}, {eta} left");
        bar.set_style(style.expect("the template is valid").progress_chars("=> "));
        let mut show = |progress: Progress<'_>| {
            bar.set_position((progress.done * TICKS as f64) as u64);
            if bar.message() != progress.what {
                bar.set_message(progress.what.to_owned());
            }
        };
        let result = evaluate(&mut Watch::new(cancel.clone(), &mut show));
        bar.finish_and_clear();
        match result {
            Ok(report) => self.deliver(&report, output),
            Err(EvalError::Cancelled) => {
                tell!("stopped; --resume goes on from here");
                Ok(ExitCode::from(INTERRUPTED))
            }
            Err(error) => bail!("{error}{}", instead(&error)),
        }
    }

    fn deliver(&self, report: &StoredReport, output: &Path) -> anyhow::Result<ExitCode> {
        let files = report::write(report, output)?;
        if let Some(folder) = &self.charts {
            let count = report::write_charts(report, folder)?;
            if !self.quiet {
                tell!("wrote {count} charts into {}", folder.display());
            }
        }
        let mut id = None;
        if !self.no_history {
            match History::of_user().and_then(|history| history.add(report)) {
                Ok(added) => id = Some(added),
                // The reports are there; the history is a convenience.
                Err(error) => tell!("warning: the run is not kept: {error}"),
            }
        }
        if !self.quiet {
            let document = report::document(report);
            say!("{}: {}", document.verdict.text, document.conclusion)?;
            for file in &files {
                tell!("wrote {}", file.display());
            }
            if let Some(id) = id {
                tell!("kept as {id}; `inkstone eval diff previous latest` compares runs");
            }
        }
        Ok(match report.passed() {
            Some(false) => ExitCode::from(FAILED),
            _ => ExitCode::SUCCESS,
        })
    }
}

/// Whether a report can be written where it is wanted: that is told before hours of work, not after.
fn check_writable(output: &Path) -> anyhow::Result<()> {
    if output.is_dir() || output.file_name().is_none() {
        bail!(
            "--output {}: is a folder; name a file in it",
            output.display()
        );
    }
    let folder = match output.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)
        .and_then(|()| tempfile::tempfile_in(folder).map(drop))
        .with_context(|| {
            format!(
                "--output {}: cannot write into {}",
                output.display(),
                folder.display()
            )
        })
}

/// What to call instead where a device is missing.
fn instead(error: &EvalError) -> String {
    match error {
        EvalError::Open(OpenReaderError::Open(
            OpenError::NotBuilt { .. } | OpenError::NotPresent { .. },
        )) => {
            let line = std::env::args_os().map(|a| a.to_string_lossy().into_owned());
            let line = with_device(line, "cpu:bf16");
            match line.contains("--device") {
                true => format!("\n  the second side can be the CPU at another dtype:\n  {line}"),
                false => format!(
                    "\n  the second side can be the CPU at another dtype:\n  {line} --device cpu:bf16"
                ),
            }
        }
        _ => String::new(),
    }
}

/// The file of intermediate results beside a report.
pub(super) fn partial(output: &Path, ending: &str) -> PathBuf {
    let mut name = output.file_stem().unwrap_or_default().to_owned();
    name.push(ending);
    output.with_file_name(name)
}

/// What a stopped evaluation left, if it is to be resumed and there is any.
pub(super) fn load<T: DeserializeOwned>(path: &Path, resume: bool) -> anyhow::Result<Option<T>> {
    if !resume || !path.exists() {
        return Ok(None);
    }
    let json = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let state = serde_json::from_slice(&json);
    state.map(Some).with_context(|| {
        format!(
            "{}: not what a stopped evaluation leaves; leave --resume out to start anew",
            path.display()
        )
    })
}

/// Writes intermediate results, but not all the time.
pub(super) struct Keeper {
    path: PathBuf,
    last: Option<Instant>,
}

impl Keeper {
    pub fn new(path: PathBuf) -> Self {
        Self { path, last: None }
    }

    pub fn keep<T: Serialize>(&mut self, state: &T, cancelled: bool) -> Result<(), EvalError> {
        let soon = self.last.is_some_and(|last| last.elapsed() < KEEP_EVERY);
        if soon && !cancelled {
            return Ok(());
        }
        let json = serde_json::to_vec(state).expect("intermediate results are plain values");
        write_whole(&self.path, &json)?;
        self.last = Some(Instant::now());
        Ok(())
    }

    /// Removes what is not needed any more.
    pub fn done(self) {
        // A file that stays is replaced by the next evaluation.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Decodes images; all of them, or none.
pub(super) fn images(arguments: &[OsString]) -> anyhow::Result<Vec<EvalImage>> {
    let inputs = Inputs::expand(arguments);
    if let Some(error) = inputs.errors.into_iter().next() {
        return Err(error.into());
    }
    let mut images = Vec::new();
    for document in &inputs.documents {
        for page in document.open(&InputOptions::default())? {
            let page = page?;
            let file = document
                .path
                .file_name()
                .unwrap_or(document.path.as_os_str());
            let name = file.to_string_lossy();
            images.push(EvalImage {
                name: match page.count {
                    1 => name.into_owned(),
                    _ => format!("{name}, page {}", page.index + 1),
                },
                image: page.image,
            });
        }
    }
    Ok(images)
}
