//! `inkstone infer`: from file names on the command line to text on the terminal or files in a folder.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use image::RgbImage;
use indicatif::{ProgressBar, ProgressStyle};
use inkstone_kernels::cpu::Cpu;

use super::{INTERRUPTED, message, print};
use crate::device::{DeviceSpec, Dtype, OpenError};
use crate::files::write_whole;
use crate::generate::logits_file::{LogitsFile, LogitsPositions};
use crate::generate::sampler::{Sampler, SamplerConfig, Strategy};
use crate::generate::stop::StopReason;
use crate::generate::{LogitsRecorder, Timings};
use crate::model::observe::{Progress, Stage};
use crate::paths;
use crate::pipeline::{
    DEMO_NAME, Entry, Format, OpenReaderError, OutputNames, PageImages, PageRecord, Pipeline, Plan,
    ReadEvent, ReadOptions, Reader, demo_folder, render,
};
use crate::plugin::settings::parse_pair;
use crate::plugin::{Change, Registry};
use crate::processor::image::PixelLimits;
use crate::processor::input::{Document, InputOptions, Inputs, Page, PageSelection};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

/// The bundled plugin that an option takes out.
const GUARD: &str = "inkstone/repetition-guard";

/// Arguments of `inkstone infer`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  inkstone infer --model-path ./PaddleOCR-VL --image page.png
  inkstone infer --image scans/ --out text --format markdown
  inkstone infer --image table.png --task table --format html
  inkstone infer --image report.pdf --pages 1-3,7 --format json
  inkstone infer --image scan.jpg --pipeline scan --set deskew.most=5
  inkstone infer --image a.png b.png --prompt \"Compare the two pages.\"

Several --image files form one prompt; folders, patterns, PDFs and multi-frame files are read page by page, each with its own prompt.
Exit status: 0 if everything was read, 1 if something failed, 2 for a wrong call, 130 after Ctrl-C.

Environment:
  INKSTONE_THREADS  number of threads
  INKSTONE_ISA      instructions of the CPU kernels: avx512, avx2 or portable")]
pub struct InferArgs {
    /// Folder of the checkpoint, or the name of a downloaded one [default: a downloaded one, else the built-in demo reader]
    #[arg(
        long,
        visible_alias = "model_path",
        alias = "model",
        value_name = "DIR"
    )]
    model_path: Option<PathBuf>,
    /// Images, PDFs, folders or patterns; may be repeated
    #[arg(long, required = true, num_args = 1.., value_name = "FILE", action = clap::ArgAction::Append)]
    image: Vec<OsString>,
    /// Read every file with a prompt of its own, even where several are named
    #[arg(long)]
    each: bool,
    /// What to look for: ocr, table, formula, chart, spotting or seal [default: the pipeline's, else ocr]
    #[arg(long, conflicts_with_all = ["prompt", "raw_prompt"])]
    task: Option<Task>,
    /// A question of your own, put through the checkpoint's chat template; one that holds <|IMAGE_PLACEHOLDER|> is used as it stands
    #[arg(long, value_name = "TEXT", conflicts_with = "raw_prompt")]
    prompt: Option<String>,
    /// A whole prompt, used as it stands, with one <|IMAGE_PLACEHOLDER|> per image
    #[arg(long, visible_alias = "raw_prompt", value_name = "TEXT")]
    raw_prompt: Option<String>,
    /// auto, cpu, npu or cuda, with an optional index and dtype: npu:1, cpu:bf16
    #[arg(long, default_value = "auto")]
    device: DeviceSpec,
    /// float32, bfloat16 or float16; a dtype in --device wins
    #[arg(long, default_value_t = Dtype::Float32)]
    dtype: Dtype,
    /// Number of threads [default: all]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Form of the output
    #[arg(long, default_value = "text", value_name = "text|markdown|json|html")]
    format: Format,
    /// Write one file per input into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Pages of PDFs and multi-frame files, from 1: 1-3,7
    #[arg(long, value_name = "PAGES")]
    pages: Option<PageSelection>,
    /// Resolution of PDF pages
    #[arg(long, default_value_t = crate::processor::input::DEFAULT_DPI, value_parser = dpi)]
    dpi: f32,
    /// Smallest image in pixels that the model is shown; smaller ones are enlarged [default: the checkpoint's]
    #[arg(long, visible_alias = "min_pixels", value_name = "N")]
    min_pixels: Option<usize>,
    /// Largest image in pixels that the model is shown; larger ones are reduced [default: the checkpoint's]
    #[arg(long, visible_alias = "max_pixels", value_name = "N")]
    max_pixels: Option<usize>,
    /// Most tokens to generate per prompt
    #[arg(long, visible_alias = "max_new_tokens", default_value_t = 4096, value_name = "N", value_parser = positive)]
    max_new_tokens: usize,
    /// Sample with this temperature instead of taking the likeliest token
    #[arg(long, value_name = "T")]
    temperature: Option<f32>,
    /// Sample among the most probable tokens that reach this probability together
    #[arg(long, visible_alias = "top_p", value_name = "P")]
    top_p: Option<f32>,
    /// Sample among this many most probable tokens
    #[arg(long, visible_alias = "top_k", value_name = "K")]
    top_k: Option<usize>,
    /// Seed of the sampling
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Makes tokens that have occurred less likely; 1 does nothing
    #[arg(
        long,
        visible_alias = "repetition_penalty",
        default_value_t = 1.0,
        value_name = "R"
    )]
    repetition_penalty: f32,
    /// How the page is worked on before and after it is read: a built-in pipeline (default, plain, scan, columns, formula, table, private), one of yours, or a TOML file
    #[arg(long, value_name = "NAME|FILE", default_value = "default")]
    pipeline: String,
    /// A plugin's file to use besides those that are installed; may be repeated
    #[arg(long, value_name = "FILE")]
    plugin: Vec<PathBuf>,
    /// A setting of a plugin of the pipeline; may be repeated
    #[arg(long, value_name = "PLUGIN.KEY=VALUE", value_parser = plugin_setting)]
    set: Vec<PluginSetting>,
    /// Keep repeated text, and go on when the model repeats itself without end
    #[arg(long)]
    no_repetition_guard: bool,
    /// Generate exactly --max-new-tokens tokens, for measurements
    #[arg(long)]
    ignore_eos: bool,
    /// Store the logits in this safetensors file: input_ids, generated_ids and logits
    #[arg(long, value_name = "FILE")]
    logits: Option<PathBuf>,
    /// Which positions --logits stores
    #[arg(long, value_enum, default_value_t = PositionsArg::Generated, requires = "logits")]
    logits_positions: PositionsArg,
    /// Add the time of each stage to the JSON
    #[arg(long)]
    timings: bool,
    /// Print no progress and no notes
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PositionsArg {
    /// The distribution from which each generated token was chosen
    Generated,
    /// Every position of prompt and answer
    All,
}

/// A value for a setting of one of the pipeline's plugins.
#[derive(Clone, Debug)]
pub(super) struct PluginSetting {
    pub(super) plugin: String,
    pub(super) key: String,
    pub(super) value: toml::Value,
}

pub(super) fn plugin_setting(text: &str) -> Result<PluginSetting, String> {
    let (name, value) = parse_pair(text)?;
    // A plugin's id may hold points, a setting's key follows the last one.
    match name.rsplit_once('.') {
        Some((plugin, key)) if !plugin.is_empty() && !key.is_empty() => Ok(PluginSetting {
            plugin: plugin.to_owned(),
            key: key.to_owned(),
            value,
        }),
        _ => Err(format!(
            "{text:?} is not PLUGIN.KEY=VALUE, such as deskew.most=5"
        )),
    }
}

fn dpi(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (10.0..=2400.0).contains(&value) => Ok(value),
        _ => Err("expected a number from 10 to 2400".into()),
    }
}

pub(super) fn positive(text: &str) -> Result<usize, String> {
    match text.parse::<usize>() {
        Ok(value) if value > 0 => Ok(value),
        _ => Err("expected a whole number of at least 1".into()),
    }
}

impl InferArgs {
    fn prompt_text(&self, plan: &Plan) -> PromptText {
        if let Some(raw) = &self.raw_prompt {
            return PromptText::Raw(raw.clone());
        }
        if let Some(text) = &self.prompt {
            return PromptText::Text(text.clone());
        }
        match (self.task, &plan.prompt) {
            (Some(task), _) => PromptText::Task(task),
            (None, Some(text)) => match text.parse() {
                Ok(task) => PromptText::Task(task),
                Err(_) => PromptText::Text(text.clone()),
            },
            (None, None) => PromptText::Task(Task::Ocr),
        }
    }

    fn sampling(&self) -> SamplerConfig {
        let asked = self.temperature.is_some() || self.top_p.is_some() || self.top_k.is_some();
        SamplerConfig {
            strategy: match (asked, self.temperature) {
                // A temperature of 0 is the usual way to ask for the likeliest token.
                (false, _) | (true, Some(0.0)) => Strategy::Greedy,
                _ => Strategy::Sample {
                    temperature: self.temperature.unwrap_or(1.0),
                    top_k: self.top_k,
                    top_p: self.top_p.unwrap_or(1.0),
                    seed: self.seed,
                },
            },
            repetition_penalty: self.repetition_penalty,
        }
    }

    /// The pipeline that was asked for, as this call wants it: its settings, and what the form of output needs.
    fn plan(&self, registry: &Registry) -> anyhow::Result<Plan> {
        let mut plan = Plan::find(&self.pipeline)?;
        let is = |entry: &Entry, id: &str| {
            let found = registry.find(&entry.full().plugin);
            found.is_ok_and(|plugin| plugin.info.id == id)
        };
        if self.no_repetition_guard || self.ignore_eos {
            plan.post.retain(|entry| !is(entry, GUARD));
        }
        plan.suit(self.format, registry);
        for setting in &self.set {
            let wanted = registry.find(&setting.plugin)?.info.id.clone();
            let mut known = false;
            for entry in plan
                .pre
                .iter_mut()
                .chain(&mut plan.post)
                .filter(|entry| is(entry, &wanted))
            {
                let mut full = entry.full();
                full.settings
                    .insert(setting.key.clone(), setting.value.clone());
                *entry = Entry::Full(full);
                known = true;
            }
            if !known {
                bail!(
                    "--set {}.{}: the pipeline {} does not use {wanted}",
                    setting.plugin,
                    setting.key,
                    self.pipeline
                );
            }
        }
        Ok(plan)
    }

    fn read_options(&self, limits: PixelLimits, plan: &Plan) -> anyhow::Result<ReadOptions> {
        let limits = PixelLimits {
            min_pixels: self.min_pixels.unwrap_or(limits.min_pixels),
            max_pixels: self.max_pixels.unwrap_or(limits.max_pixels),
        };
        if limits.min_pixels == 0 || limits.min_pixels > limits.max_pixels {
            bail!(
                "--min-pixels {} and --max-pixels {} leave no size; give 0 < min <= max",
                limits.min_pixels,
                limits.max_pixels
            );
        }
        Ok(ReadOptions {
            prompt: self.prompt_text(plan),
            max_new_tokens: self.max_new_tokens,
            sampling: self.sampling(),
            ignore_eos: self.ignore_eos,
            stop_loops: !self.no_repetition_guard && !self.ignore_eos,
            limits: Some(limits),
        })
    }
}

/// The folder of the checkpoint that `--model-path` names, or that is taken without it.
pub(super) fn model_folder(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    let installed = |name: &Path| {
        let name = name.to_str().filter(|n| !n.contains(['/', '\\']))?;
        paths::model_dir(name).filter(|dir| dir.is_dir())
    };
    match given {
        Some(path) if path.exists() => Ok(path.to_owned()),
        Some(path) if path == Path::new(DEMO_NAME) => Ok(demo_folder()?),
        Some(path) => Ok(installed(path).unwrap_or_else(|| path.to_owned())),
        None => {
            let names = ["paddleocr-vl-1.6", "paddleocr-vl-1.5", "paddleocr-vl"];
            match names.iter().find_map(|name| installed(Path::new(name))) {
                Some(folder) => Ok(folder),
                None => Ok(demo_folder()?),
            }
        }
    }
}

/// Images that share a prompt, and where they are from.
struct Job {
    images: Vec<RgbImage>,
    sources: Vec<String>,
    /// The page, from 1, of a document of several.
    page: Option<usize>,
}

/// What was done and what went wrong.
#[derive(Default)]
struct Outcome {
    failed: usize,
    cancelled: bool,
}

impl Outcome {
    fn fail(&mut self, message: impl std::fmt::Display) {
        self.failed += 1;
        eprintln!("error: {message}");
    }
}

/// Everything that reading one job needs.
struct Run<'a> {
    args: &'a InferArgs,
    reader: &'a Reader,
    pipeline: Pipeline,
    plan: &'a Plan,
    registry: &'a Registry,
    options: ReadOptions,
    cancel: &'a Arc<AtomicBool>,
    names: Option<OutputNames>,
    json: Vec<PageRecord>,
    outcome: Outcome,
    printed: usize,
}

/// Reads what the command line names.
pub(super) fn run(args: InferArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    if let Some(threads) = args.threads {
        Cpu::configure_global(usize::from(threads));
    }
    Cpu::check_env()?;
    // Wrong settings are told before the weights are read.
    Sampler::new(args.sampling())?;
    let mut outcome = Outcome::default();
    let inputs = Inputs::expand(&args.image);
    for error in &inputs.errors {
        outcome.fail(error);
    }
    if inputs.documents.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    let batch = args.each || inputs.documents.iter().any(|d| d.batch);
    if args.logits.is_some() && batch {
        bail!(
            "--logits stores one prompt: name single images, not a folder, pattern, PDF or multi-frame file"
        );
    }
    let names = match &args.out {
        Some(folder) => Some(OutputNames::new(folder, args.format.extension())?),
        None => None,
    };
    let registry = Registry::of_user(args.plugin.clone()).map_err(anyhow::Error::msg)?;
    if let Some(error) = registry.broken_file() {
        bail!(error);
    }
    // A pipeline that cannot be is told before the weights are loaded.
    let plan = args.plan(&registry)?;
    let pipeline = Pipeline::new(&plan, &registry)?;
    if args.logits.is_some() && !pipeline.keep_raw {
        bail!(
            "--logits would store what the pipeline {} keeps to itself; use another pipeline",
            args.pipeline
        );
    }
    let Some(reader) = open(&args, &registry, cancel)? else {
        return Ok(ExitCode::from(INTERRUPTED));
    };
    let batch = batch || reader.card.is_some();
    if let (Some(card), false) = (&reader.card, args.quiet) {
        eprintln!(
            "note: reading with the {}: {}; `inkstone model download` fetches PaddleOCR-VL itself",
            card.name, card.about
        );
        if args.prompt_text(&plan) != PromptText::Task(Task::Ocr) {
            eprintln!("note: it knows the task ocr alone, so --task and prompts are not used");
        }
    }
    let mut run = Run {
        options: args.read_options(reader.limits(), &plan)?,
        args: &args,
        reader: &reader,
        pipeline,
        plan: &plan,
        registry: &registry,
        cancel,
        names,
        json: Vec::new(),
        outcome,
        printed: 0,
    };
    if !args.quiet {
        for note in &reader.notes {
            eprintln!("note: {note}");
        }
    }
    if batch {
        for document in &inputs.documents {
            run.document(document);
            run.reload_plugins();
            if run.outcome.cancelled {
                break;
            }
        }
    } else {
        run.together(&inputs.documents);
    }
    run.finish()
}

/// Opens the checkpoint under a progress bar; none if it was cancelled.
fn open(
    args: &InferArgs,
    registry: &Registry,
    cancel: &AtomicBool,
) -> anyhow::Result<Option<Reader>> {
    let folder = model_folder(args.model_path.as_deref())?;
    let bar = progress_bar(args.quiet);
    bar.set_message("loading the weights");
    let result = Reader::open(
        &folder,
        args.device,
        args.dtype,
        registry,
        &mut |done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
            !cancel.load(Ordering::SeqCst)
        },
    );
    bar.finish_and_clear();
    match result {
        Err(_) if cancel.load(Ordering::SeqCst) => Ok(None),
        Err(OpenReaderError::Open(
            error @ (OpenError::NotBuilt { .. } | OpenError::NotPresent { .. }),
        )) => bail!(
            "{error}\n  {}",
            on_the_cpu(std::env::args_os().map(|a| a.to_string_lossy().into_owned()))
        ),
        result => Ok(Some(result?)),
    }
}

/// The command line again, as a shell takes it, with `--device cpu` in place of the device that was asked for.
fn on_the_cpu(arguments: impl Iterator<Item = String>) -> String {
    let mut line: Vec<String> = Vec::new();
    for argument in arguments {
        let after_device = line.last().is_some_and(|last| last == "--device");
        let argument = match argument.strip_prefix("--device=") {
            Some(_) => "--device=cpu".to_owned(),
            None if after_device => "cpu".to_owned(),
            None => argument,
        };
        line.push(shell_word(argument));
    }
    line.join(" ")
}

/// An argument as a shell takes it.
pub(super) fn shell_word(argument: String) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    match !argument.is_empty() && argument.chars().all(plain) {
        true => argument,
        false => format!("'{}'", argument.replace('\'', "'\\''")),
    }
}

pub(super) fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(1);
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {elapsed}");
    bar.set_style(style.expect("the template is valid").progress_chars("=> "));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// A sign of life for work whose length is not known.
pub(super) fn spinner() -> ProgressBar {
    let bar = progress_bar(false);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

impl Run<'_> {
    fn input_options(&self) -> InputOptions {
        InputOptions {
            pages: self.args.pages.clone(),
            dpi: self.args.dpi,
            ..InputOptions::default()
        }
    }

    /// Reads all documents with one prompt. A document that cannot be opened spoils the prompt, so nothing is read then.
    fn together(&mut self, documents: &[Document]) {
        let mut job = Job {
            images: Vec::new(),
            sources: Vec::new(),
            page: None,
        };
        for document in documents {
            match document.open(&self.input_options()).map(|mut p| p.next()) {
                Ok(Some(Ok(page))) => {
                    job.images.push(page.image);
                    job.sources.push(document.path.display().to_string());
                }
                Ok(Some(Err(error))) | Err(error) => self.outcome.fail(error),
                Ok(None) => self
                    .outcome
                    .fail(format!("{}: has no pages", document.path.display())),
            }
        }
        if self.outcome.failed > 0 {
            if documents.len() > 1 {
                eprintln!(
                    "hint: several --image files form one prompt, so nothing was read; --each reads the others"
                );
            }
            return;
        }
        let stem = self.stem(&documents[0].path);
        self.job(job, &stem);
    }

    /// Takes up plugin files that were changed meanwhile. What cannot be loaded is told, and the plugin as it was goes on.
    fn reload_plugins(&mut self) {
        let changes = self.registry.refresh();
        for change in &changes {
            match change {
                Change::Failed(path, error) => {
                    eprintln!("warning: {}: not reloaded: {error}", path.display());
                }
                Change::Reloaded(path) if !self.args.quiet => {
                    eprintln!("note: reloaded {}", path.display());
                }
                _ => {}
            }
        }
        if !changes.is_empty() {
            match Pipeline::new(self.plan, self.registry) {
                Ok(pipeline) => self.pipeline = pipeline,
                Err(error) => eprintln!("warning: the pipeline stays as it was: {error}"),
            }
        }
    }

    /// Reads a document page by page.
    fn document(&mut self, document: &Document) {
        let pages = match document.open(&self.input_options()) {
            Ok(pages) => pages,
            Err(error) => return self.outcome.fail(error),
        };
        let stem = self.stem(&document.path);
        for page in pages {
            match page {
                Ok(page) => self.page(page, &stem),
                Err(error) => self.outcome.fail(error),
            }
            if self.outcome.cancelled {
                return;
            }
        }
    }

    fn page(&mut self, page: Page, stem: &str) {
        if !self.args.quiet {
            for warning in &page.warnings {
                eprintln!("warning: {}: {warning}", page.document.display());
            }
        }
        let job = Job {
            sources: vec![page.document.display().to_string()],
            page: (page.count > 1).then_some(page.index + 1),
            images: vec![page.image],
        };
        self.job(job, stem);
    }

    fn stem(&mut self, path: &Path) -> String {
        self.names
            .as_mut()
            .map_or_else(String::new, |names| names.stem(path))
    }

    fn job(&mut self, job: Job, stem: &str) {
        let name = match job.page {
            Some(page) => format!("{}, page {page}", job.sources.join(", ")),
            None => job.sources.join(", "),
        };
        if let Err(error) = self.try_job(job, &name, stem) {
            self.outcome.fail(format!("{name}: {}", message(&error)));
            self.outcome.cancelled |= self.cancel.load(Ordering::SeqCst);
        }
    }

    fn try_job(&mut self, job: Job, name: &str, stem: &str) -> anyhow::Result<()> {
        let mut logits = match &self.args.logits {
            None => None,
            Some(path) => {
                let positions = match self.args.logits_positions {
                    PositionsArg::Generated => LogitsPositions::Generated,
                    PositionsArg::All => LogitsPositions::All,
                };
                let vocabulary = self.reader.engine().config().text.vocab_size;
                let file = LogitsFile::create(path, positions, vocabulary);
                Some(file.with_context(|| format!("{}: cannot write", path.display()))?)
            }
        };
        // What is printed as it comes was not post-processed.
        let streaming =
            self.args.format == Format::Text && self.names.is_none() && self.pipeline.keep_raw;
        let mut view = View::new(
            self.args.quiet,
            streaming && std::io::stdout().is_terminal(),
            self.reader.card.is_some(),
        );
        view.start(name);
        let cancel = self.cancel;
        let recorder = logits.as_mut().map(|l| l as &mut dyn LogitsRecorder);
        let sizes = job.images.iter().map(|i| [i.width(), i.height()]).collect();
        let page = PageImages {
            images: job.images,
            number: job
                .page
                .map_or(1, |page| u32::try_from(page).unwrap_or(u32::MAX)),
        };
        let result = self.reader.read_page(
            &self.pipeline,
            page,
            &self.options,
            recorder,
            cancel,
            &mut |event| {
                view.show(event);
                match cancel.load(Ordering::SeqCst) {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                }
            },
        );
        view.end();
        let result = result?;
        if result.reading.generation.stop == StopReason::Cancelled {
            self.outcome.cancelled = true;
        }
        if let (Some(file), Some(path)) = (logits, &self.args.logits) {
            let ids = &result.reading.prompt.input_ids;
            file.finish(ids, &result.reading.generation)
                .with_context(|| format!("{}: cannot write", path.display()))?;
        }
        for failure in &result.failures {
            self.outcome
                .fail(format!("{name}: {failure}; the page was read without it"));
        }
        let timings = result.reading.generation.timings;
        let record = PageRecord::new(
            self.reader,
            result,
            job.sources,
            job.page,
            sizes,
            self.pipeline.keep_raw,
            self.args.timings,
        );
        if !self.args.quiet {
            for note in &record.notes {
                eprintln!("note: {name}: {note}");
            }
            eprintln!("{}", summary(&timings, &record));
        }
        self.deliver(record, stem, view.streamed)
    }

    /// Writes or prints one result.
    fn deliver(&mut self, record: PageRecord, stem: &str, streamed: bool) -> anyhow::Result<()> {
        if let Some(names) = &self.names {
            let path = names.path(stem, record.page);
            write_whole(&path, render(&record, self.args.format).as_bytes())?;
            for file in record.other_files(self.args.format) {
                write_whole(&names.beside(stem, record.page, &file.name), &file.data)?;
            }
            return Ok(());
        }
        let files = record.other_files(self.args.format).count();
        if files > 0 && !self.args.quiet {
            eprintln!("note: the pipeline made {files} more file(s); --out DIR keeps them");
        }
        match self.args.format {
            // Several JSON values one after another are no JSON, so they are printed together at the end.
            Format::Json => self.json.push(record),
            Format::Text if streamed => {}
            format => {
                let between = if self.printed > 0 { "\n" } else { "" };
                print(&format!("{between}{}", render(&record, format)))?;
                self.printed += 1;
            }
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<ExitCode> {
        if self.args.format == Format::Json && self.names.is_none() && !self.json.is_empty() {
            let text = match self.json.as_slice() {
                [one] => render(one, Format::Json),
                many => format!("{}\n", serde_json::to_string_pretty(many)?),
            };
            print(&text)?;
        }
        if self.outcome.cancelled {
            eprintln!("stopped; what was read until then is kept");
            return Ok(ExitCode::from(INTERRUPTED));
        }
        match self.outcome.failed {
            0 => Ok(ExitCode::SUCCESS),
            n => {
                eprintln!("{n} input{} failed", if n == 1 { "" } else { "s" });
                Ok(ExitCode::FAILURE)
            }
        }
    }
}

fn summary(timings: &Timings, record: &PageRecord) -> String {
    let mut line = format!(
        "{} tokens, first after {:.2} s",
        record.generated_tokens,
        timings.first_token().as_secs_f64()
    );
    if let Some(rate) = timings.decode_rate() {
        line.push_str(&format!(", then {rate:.1} tokens/s"));
    }
    if let Some(confidence) = record.mean_confidence {
        line.push_str(&format!(", mean confidence {confidence:.3}"));
    }
    line
}

/// The terminal while a job runs: a bar for the layers until text comes, then the text itself.
struct View {
    bar: ProgressBar,
    /// Whether text is printed as it comes.
    streaming: bool,
    streamed: bool,
    /// Whether the page is read line by line: then its lines are counted, not the layers.
    lines: bool,
    tokens: usize,
    first: Option<Instant>,
}

impl View {
    fn new(quiet: bool, streaming: bool, lines: bool) -> Self {
        Self {
            bar: progress_bar(quiet),
            streaming,
            streamed: false,
            lines,
            tokens: 0,
            first: None,
        }
    }

    fn start(&mut self, name: &str) {
        self.bar.set_message(name.to_owned());
    }

    fn show(&mut self, event: ReadEvent<'_>) {
        match event {
            ReadEvent::Lines { done, total } => {
                self.bar.set_message("reading lines");
                self.bar.set_length(total as u64);
                self.bar.set_position(done as u64);
            }
            ReadEvent::Progress(_) if self.lines => {}
            ReadEvent::Progress(progress) if progress.stage != Stage::Decode => {
                self.layer(progress);
            }
            ReadEvent::Progress(progress) => {
                if progress.done == progress.total {
                    self.tokens += 1;
                    self.rate();
                }
            }
            ReadEvent::Text(text) if self.streaming => {
                self.bar.finish_and_clear();
                self.streamed = true;
                // A terminal that went away is noticed when the result is printed.
                let _ = print(text);
            }
            ReadEvent::Text(_) => {}
        }
    }

    fn layer(&mut self, progress: Progress) {
        let stage = match progress.stage {
            Stage::Vision => "looking",
            Stage::Projector => "projecting",
            Stage::Prefill | Stage::Head | Stage::Decode => "reading the prompt",
        };
        self.bar.set_message(stage);
        self.bar.set_length(progress.total as u64);
        self.bar.set_position(progress.done as u64);
    }

    fn rate(&mut self) {
        let started = *self.first.get_or_insert_with(Instant::now);
        let seconds = started.elapsed().as_secs_f64();
        if seconds > 0.0 && !self.streamed {
            let rate = self.tokens as f64 / seconds;
            self.bar
                .set_message(format!("{} tokens, {rate:.1} tokens/s", self.tokens));
        }
    }

    fn end(&mut self) {
        self.bar.finish_and_clear();
        if self.streamed {
            let _ = print("\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::on_the_cpu;

    #[test]
    fn the_same_line_for_the_cpu() {
        let line = |words: &[&str]| on_the_cpu(words.iter().map(|w| w.to_string()));
        assert_eq!(
            line(&[
                "inkstone",
                "infer",
                "--device",
                "npu:1",
                "--prompt",
                "<|A|>it's"
            ]),
            r"inkstone infer --device cpu --prompt '<|A|>it'\''s'"
        );
        assert_eq!(
            line(&["inkstone", "--device=npu", ""]),
            "inkstone --device=cpu ''"
        );
    }
}
