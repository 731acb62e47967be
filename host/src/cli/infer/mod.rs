//! `inkstone infer`: from file names on the command line to text on the terminal or files in a folder.

mod args;
mod output;
mod view;

use std::io::IsTerminal;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use image::RgbImage;

use super::model_source::open_reader;
use super::{INTERRUPTED, WrongCall, configure_cpu, message, sound_registry, tell};
use crate::files::{check_writable, folder_of};
use crate::generate::logits_file::{LogitsFile, LogitsPositions};
use crate::generate::sampler::Sampler;
use crate::generate::stop::StopReason;
use crate::generate::{LogitsRecorder, Timings};
use crate::pipeline::{
    Format, PageImages, PagePicture, PageRecord, Pipeline, Plan, PlanSource, ReadOptions, Reader,
    model_folder,
};
use crate::plugin::{Change, Registry};
use crate::processor::input::{Document, InputOptions, Inputs, Page, Pages};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

pub use args::InferArgs;
use args::PositionsArg;
pub(super) use args::{PluginSetting, pixel_limits, plugin_setting, positive};
use output::Output;
use view::View;

/// Images that share a prompt, and where they are from.
struct Job {
    images: Vec<RgbImage>,
    sources: Vec<String>,
    /// The page, from 1, of a document of several.
    page: Option<usize>,
    /// What the user should know of the images.
    notes: Vec<String>,
}

/// What was done and what went wrong.
#[derive(Default)]
struct Outcome {
    failed: usize,
    cancelled: bool,
    /// Failures after which the device was looked at.
    checked: usize,
    /// Whether the device can be used no more.
    lost: bool,
}

impl Outcome {
    fn fail(&mut self, message: impl std::fmt::Display) {
        self.failed += 1;
        tell!("error: {message}");
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
    output: Output,
    outcome: Outcome,
}

/// Reads what the command line names.
pub(super) fn run(args: InferArgs, cancel: &Arc<AtomicBool>) -> anyhow::Result<ExitCode> {
    configure_cpu(args.threads)?;
    // Wrong settings are told before the weights are read.
    Sampler::new(args.sampling()).map_err(|error| WrongCall(error.to_string()))?;
    let (format, file) = args.output()?;
    let mut outcome = Outcome::default();
    let inputs = Inputs::expand(&args.image);
    for error in &inputs.errors {
        outcome.fail(error);
    }
    if inputs.documents.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    let batch = args.each || inputs.documents.iter().any(|d| d.batch);
    if let Some(path) = &args.logits {
        check_writable(folder_of(path))?;
    }
    if args.logits.is_some() && batch {
        bail!(WrongCall(
            "--logits stores one prompt: name single images without --each, not a folder, pattern, PDF or multi-frame file".into()
        ));
    }
    let documents = inputs.documents.iter().map(|d| d.path.as_path());
    let output = Output::new(format, args.out(), file, documents, args.quiet)?;
    let registry = sound_registry(&args.plugin)?;
    // A pipeline that cannot be is told before the weights are loaded.
    let source = PlanSource::find(&args.pipeline)?;
    let plan = args.plan(&source, format, &registry)?;
    let pipeline = Pipeline::new(&plan, &registry)?;
    if args.logits.is_some() && !pipeline.keep_raw {
        bail!(WrongCall(format!(
            "--logits would store what the pipeline {} keeps to itself; use another pipeline",
            args.pipeline
        )));
    }
    if format.needs_picture() && !pipeline.keep_raw {
        bail!(WrongCall(format!(
            "--format {} would show the page, and with it what the pipeline {} keeps to itself; use another format or pipeline",
            format.name(),
            args.pipeline
        )));
    }
    if let (PlanSource::Folder(path), false) = (&source, args.quiet) {
        tell!("note: the pipeline {} is {}", args.pipeline, path.display());
    }
    let folder = model_folder(args.model_path.as_deref())?;
    let opened = open_reader(
        &folder,
        args.device,
        args.dtype,
        args.quiet,
        &registry,
        cancel,
    )?;
    if !args.quiet {
        for plugin in pipeline.replaced() {
            tell!(
                "note: {} is {}, in place of the bundled one",
                plugin.info.id,
                plugin.origin.describe()
            );
        }
    }
    let Some(reader) = opened else {
        return Ok(ExitCode::from(INTERRUPTED));
    };
    if args.logits.is_some() && reader.card.is_some() && inputs.documents.len() > 1 {
        bail!(WrongCall(
            "--logits stores one prompt, and the demo reader reads each image with a prompt of its own: name one image".into()
        ));
    }
    let batch = batch || reader.card.is_some();
    if !batch && format.has_pages() && inputs.documents.len() > 1 {
        bail!(WrongCall(format!(
            "--format {} has a page for each image, and several --image files form one prompt; hint: --each gives each a prompt of its own",
            format.name()
        )));
    }
    if let (Some(card), false) = (&reader.card, args.quiet) {
        tell!(
            "note: reading with the {}: {}; `inkstone model download` fetches PaddleOCR-VL itself",
            card.name,
            card.about
        );
        if args.prompt_text(&plan) != PromptText::Task(Task::Ocr) {
            tell!("note: it knows the task ocr alone, so --task and prompts are not used");
        }
        if args.logits.is_some() {
            tell!("note: for --logits it reads the whole image as one line");
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
        output,
        outcome,
    };
    if !args.quiet {
        for note in &reader.notes {
            tell!("note: {note}");
        }
    }
    if batch {
        for document in &inputs.documents {
            run.document(document);
            run.reload_plugins();
            if run.outcome.cancelled || run.lost() {
                break;
            }
        }
    } else {
        run.together(&inputs.documents);
    }
    run.finish()
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
            notes: Vec::new(),
        };
        for document in documents {
            match document.open(&self.input_options()).map(|mut p| p.next()) {
                Ok(Some(Ok(page))) => {
                    job.notes.extend(self.incomplete(&page));
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
                tell!(
                    "hint: several --image files form one prompt, so nothing was read; --each reads the others"
                );
            }
            return;
        }
        let Some(stem) = self.stem(&documents[0].path) else {
            return;
        };
        self.job(job, &stem);
        self.end_document(&stem);
    }

    /// Takes up plugin files that were changed meanwhile. What cannot be loaded is told, and the plugin as it was goes on.
    fn reload_plugins(&mut self) {
        let changes = self.registry.refresh();
        for change in &changes {
            match change {
                Change::Failed(path, error) => {
                    tell!("warning: {}: not reloaded: {error}", path.display());
                }
                Change::Reloaded(path) if !self.args.quiet => {
                    tell!("note: reloaded {}", path.display());
                }
                _ => {}
            }
        }
        if !changes.is_empty() {
            match Pipeline::new(self.plan, self.registry) {
                Ok(pipeline) => self.pipeline = pipeline,
                Err(error) => tell!("warning: the pipeline stays as it was: {error}"),
            }
        }
    }

    /// Reads a document page by page.
    fn document(&mut self, document: &Document) {
        let pages = match document.open(&self.input_options()) {
            Ok(pages) => pages,
            Err(error) => return self.outcome.fail(error),
        };
        let count = Pages::count(&pages);
        let missing = self
            .args
            .pages
            .as_ref()
            .and_then(|wanted| wanted.beyond(count));
        if let (Some(missing), false) = (missing, self.args.quiet || count == 1) {
            tell!(
                "note: {}: has {} pages, so there is no page {missing}",
                document.path.display(),
                count
            );
        }
        let Some(stem) = self.stem(&document.path) else {
            return;
        };
        // Whether pages that were not asked for are there does not matter.
        if let (Some(error), None) = (pages.missing(), &self.args.pages) {
            self.outcome.fail(error);
        }
        for page in pages {
            match page {
                Ok(page) => self.page(page, &stem),
                Err(error) => self.outcome.fail(error),
            }
            if self.outcome.cancelled || self.lost() {
                break;
            }
        }
        self.end_document(&stem);
    }

    /// Whether the device can be used no more, which is told once.
    fn lost(&mut self) -> bool {
        let failed = std::mem::replace(&mut self.outcome.checked, self.outcome.failed);
        if !self.outcome.lost && failed < self.outcome.failed && self.reader.engine().is_lost() {
            self.outcome.lost = true;
            tell!(
                "error: the device is lost, so the pages after it were not tried; start the program again"
            );
        }
        self.outcome.lost
    }

    /// Counts a page of which something could not be drawn as one that failed, though it is read, and gives the reasons.
    fn incomplete(&mut self, page: &Page) -> Vec<String> {
        if !page.warnings.is_empty() {
            let place = match page.count {
                1 => page.document.display().to_string(),
                _ => format!("{}, page {}", page.document.display(), page.index + 1),
            };
            let reasons = page.warnings.join("; ");
            self.outcome
                .fail(format!("{place}: {reasons}; the rest of it is read"));
        }
        page.warnings.iter().map(ToString::to_string).collect()
    }

    fn page(&mut self, page: Page, stem: &str) {
        let notes = self.incomplete(&page);
        let job = Job {
            notes,
            sources: vec![page.document.display().to_string()],
            page: (page.count > 1).then_some(page.index + 1),
            images: vec![page.image],
        };
        self.job(job, stem);
    }

    /// The stem of a document's files; none if it may not be written, which is told.
    fn stem(&mut self, path: &Path) -> Option<String> {
        let stem = self.output.stem(path);
        stem.map_err(|error| self.outcome.fail(message(&error)))
            .ok()
    }

    fn end_document(&mut self, stem: &str) {
        if let Err(error) = self.output.end_document(stem, self.outcome.cancelled) {
            self.outcome.fail(message(&error));
        }
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
            self.output.format == Format::Text && self.output.prints() && self.pipeline.keep_raw;
        let mut view = View::new(
            self.args.quiet,
            streaming && std::io::stdout().is_terminal(),
            self.reader.card.is_some(),
        );
        view.start(name);
        let cancel = self.cancel;
        let recorder = logits.as_mut().map(|l| l as &mut dyn LogitsRecorder);
        let picture = match job.images.first() {
            Some(image) if self.output.format.needs_picture() => {
                // A page of a document of several is not its file.
                let file = job.sources.first().filter(|_| job.page.is_none());
                let picture = PagePicture::new(image, file.map(Path::new), self.args.dpi);
                Some(picture?)
            }
            _ => None,
        };
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
                ControlFlow::Continue(())
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
        let mut record = PageRecord::new(
            self.reader,
            result,
            job.sources,
            job.page,
            sizes,
            self.pipeline.keep_raw,
            self.args.timings,
        );
        record.notes.splice(0..0, job.notes);
        if !self.args.quiet {
            for note in &record.notes {
                tell!("note: {name}: {note}");
            }
            tell!("{name}: {}", summary(&timings, &record));
        }
        // A page of which nothing was read leaves no file that looks like an empty one.
        if self.outcome.cancelled && record.generated_tokens == 0 {
            return Ok(());
        }
        let cancelled = self.outcome.cancelled;
        self.output
            .page(record, picture, stem, view.streamed, cancelled)
    }

    fn finish(mut self) -> anyhow::Result<ExitCode> {
        self.output.finish(self.outcome.cancelled)?;
        if self.outcome.cancelled {
            tell!("stopped; what was read until then is kept");
            return Ok(ExitCode::from(INTERRUPTED));
        }
        match self.outcome.failed {
            0 => Ok(ExitCode::SUCCESS),
            n => {
                tell!("{n} input{} failed", if n == 1 { "" } else { "s" });
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
