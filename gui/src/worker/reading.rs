//! Pages read by the host library, as `inkstone infer` reads them.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::Context;
use inkstone::device::{DeviceSpec, Dtype};
use inkstone::generate::sampler::{SamplerConfig, Strategy};
use inkstone::generate::stop::StopReason;
use inkstone::model::observe::Stage;
use inkstone::pipeline::{
    Format, PageImages, PageRecord, Pipeline, Plan, ReadEvent, ReadOptions, Reader, ReaderCard,
    model_folder,
};
use inkstone::plugin::Registry;

use super::decoder::{decode, turned};
use super::engine::Engine;
use super::{Job, Outlet};
use crate::state::{Event, Fault, ItemId, ModelInfo, Notice, Outcome, ReadPage, Step};

/// How often at most the window is told of progress within a step.
const PACE: Duration = Duration::from_millis(50);
/// Most tokens of one page, as on the command line.
const MAX_NEW_TOKENS: usize = 4096;

/// The host library with the model that was opened last.
#[derive(Default)]
pub struct HostEngine {
    registry: Option<Registry>,
    open: Option<(PathBuf, DeviceSpec, Reader)>,
}

impl Engine for HostEngine {
    fn read(&mut self, job: &Job, events: &Outlet<Event>) -> Outcome {
        match self.try_read(job, events) {
            Ok(outcome) => outcome,
            Err(_) if job.cancel.load(Ordering::SeqCst) => Outcome::Cancelled(None),
            Err(error) => Outcome::Failed(Fault::from(&error)),
        }
    }

    fn close(&mut self) {
        self.open = None;
    }
}

impl HostEngine {
    fn try_read(&mut self, job: &Job, events: &Outlet<Event>) -> anyhow::Result<Outcome> {
        events.send(Event::Step(job.id, Step::Decoding));
        // A page that cannot be decoded is told before the model is loaded.
        let page = decode(&job.source)?;
        for warning in &page.warnings {
            let text = format!("{}: {warning}", job.source.name());
            events.send(Event::Notice(Notice::error(text)));
        }
        if self.registry.is_none() {
            self.registry = Some(Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?);
        }
        let registry = self.registry.as_ref().context("no plugin registry")?;
        registry.refresh();
        let mut plan = Plan::find(&job.settings.pipeline)?;
        plan.suit(Format::Markdown, registry);
        let pipeline = Pipeline::new(&plan, registry)?;
        let folder = model_folder(job.settings.model.as_deref())?;
        let device = job.settings.device;
        let reopen = !matches!(&self.open, Some((f, d, _)) if *f == folder && *d == device);
        if reopen {
            // Two models might not fit into memory together.
            self.open = None;
            let reader = open(&folder, device, registry, job, events)?;
            self.open = Some((folder, device, reader));
        }
        let (_, _, reader) = self.open.as_ref().context("no model is open")?;
        let options = ReadOptions {
            prompt: job.settings.prompt_text(&plan),
            max_new_tokens: MAX_NEW_TOKENS,
            sampling: SamplerConfig {
                strategy: Strategy::Greedy,
                repetition_penalty: 1.0,
            },
            ignore_eos: false,
            stop_loops: true,
            limits: None,
        };
        let image = turned(page.image, job.turns);
        let size = [image.width(), image.height()];
        let images = PageImages {
            images: vec![image],
            number: u32::try_from(page.index + 1).unwrap_or(u32::MAX),
        };
        let started = Instant::now();
        let mut teller = Teller::new(job.id, events, reader.card.is_some(), pipeline.keep_raw);
        let result = reader.read_page(
            &pipeline,
            images,
            &options,
            None,
            &job.cancel,
            &mut |event| {
                teller.hear(event);
                ControlFlow::Continue(())
            },
        )?;
        let seconds = started.elapsed().as_secs_f64();
        let cancelled = result.reading.generation.stop == StopReason::Cancelled;
        let record = PageRecord::new(
            reader,
            result,
            vec![job.source.location()],
            job.source.page_number(),
            vec![size],
            pipeline.keep_raw,
            true,
        );
        let page = ReadPage::new(record, seconds, job.settings.pipeline.clone());
        let page = Box::new(page);
        Ok(match cancelled {
            true => Outcome::Cancelled((page.record.generated_tokens > 0).then_some(page)),
            false => Outcome::Read(page),
        })
    }
}

fn open(
    folder: &std::path::Path,
    device: DeviceSpec,
    registry: &Registry,
    job: &Job,
    events: &Outlet<Event>,
) -> anyhow::Result<Reader> {
    let mut told = Instant::now();
    let reader = Reader::open(
        folder,
        device,
        Dtype::Float32,
        registry,
        &mut |done, total| {
            if told.elapsed() >= PACE {
                told = Instant::now();
                events.send(Event::Step(job.id, Step::Loading { done, total }));
            }
            !job.cancel.load(Ordering::SeqCst)
        },
    )?;
    let info = reader.engine().info();
    let name = match &reader.card {
        Some(card) => card.name.clone(),
        None => {
            let name = folder.file_name().unwrap_or(folder.as_os_str());
            name.to_string_lossy().into_owned()
        }
    };
    events.send(Event::Opened(ModelInfo {
        name,
        demo: reader.card.as_ref().is_some_and(ReaderCard::is_demo),
        about: reader.card.as_ref().map(|card| card.about.clone()),
        device: format!("{} {}", info.device.kind.name(), info.dtype.name()),
        notes: reader.notes.clone(),
    }));
    Ok(reader)
}

/// Passes on what happens while a page is read, at a pace that the window can follow.
struct Teller<'a> {
    id: ItemId,
    events: &'a Outlet<Event>,
    /// Whether lines are counted, not layers.
    lines: bool,
    /// Whether what the model writes may be shown before it is post-processed.
    streaming: bool,
    text: String,
    tokens: usize,
    told: Instant,
}

impl<'a> Teller<'a> {
    fn new(id: ItemId, events: &'a Outlet<Event>, lines: bool, streaming: bool) -> Self {
        Self {
            id,
            events,
            lines,
            streaming,
            text: String::new(),
            tokens: 0,
            told: Instant::now(),
        }
    }

    fn hear(&mut self, event: ReadEvent<'_>) {
        let step = match event {
            ReadEvent::Lines { done, total } => Step::Lines { done, total },
            ReadEvent::Progress(_) if self.lines => return,
            ReadEvent::Progress(progress) if progress.stage == Stage::Decode => {
                self.tokens += usize::from(progress.done == progress.total);
                Step::Tokens(self.tokens)
            }
            ReadEvent::Progress(progress) => Step::Stage {
                stage: progress.stage,
                done: progress.done,
                total: progress.total,
            },
            ReadEvent::Text(text) => {
                if self.streaming {
                    self.text.push_str(text);
                }
                if self.told.elapsed() >= PACE {
                    self.pass_text_on();
                }
                return;
            }
        };
        // The first line tells that lines are counted now, however soon it comes.
        if self.told.elapsed() >= PACE || matches!(step, Step::Lines { done: 0, .. }) {
            self.events.send(Event::Step(self.id, step));
            self.pass_text_on();
        }
    }

    fn pass_text_on(&mut self) {
        self.told = Instant::now();
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.events.send(Event::Text(self.id, text));
        }
    }
}
