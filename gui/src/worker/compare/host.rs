//! Comparisons and evaluations by the host library.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::channel;

use anyhow::Context;
use inkstone::device::{self, Dtype};
use inkstone::evaluate::accuracy::{
    AccuracyOptions, METRICS, PageComparison, SideSource, compare_page, usual_thresholds,
};
use inkstone::evaluate::history::History;
use inkstone::evaluate::{EvalError, Watch};
use inkstone::generate::sampler::SamplerConfig;
use inkstone::pipeline::{
    Entry, OpenReaderError, Pipeline, Plan, ReadOptions, Step, check_memory, model_folder,
};
use inkstone::plugin::Registry;
use inkstone::processor::tokenizer::Tokenizer;

use super::evaluate::evaluate;
use super::meeting::Meeting;
use super::side::{Part, Side, SideError};
use super::{Bench, Evaluated};
use crate::state::compare::{CompareEvent, Ended, EvalJob, PageJob, SIDES, SideStep};
use crate::state::{Fault, Settings};
use crate::worker::decoder::decode;

/// Most tokens of a page's answer that are compared: their logits lie on disk meanwhile.
const MAX_NEW_TOKENS: usize = 1024;

/// The host library with the engines that were opened last.
pub struct HostBench {
    history: Option<History>,
    registry: Option<Arc<Registry>>,
    sides: Option<[Side; 2]>,
}

impl HostBench {
    /// A bench whose evaluations are kept in a history, where there is one.
    pub fn new(history: Option<History>) -> Self {
        Self {
            history,
            registry: None,
            sides: None,
        }
    }

    fn registry(&mut self) -> anyhow::Result<Arc<Registry>> {
        let registry = match self.registry.take() {
            Some(registry) => registry,
            None => Arc::new(Registry::of_user(Vec::new()).map_err(anyhow::Error::msg)?),
        };
        registry.refresh();
        self.registry = Some(registry.clone());
        Ok(registry)
    }

    fn try_compare(
        &mut self,
        job: &PageJob,
        tell: &dyn Fn(CompareEvent),
    ) -> anyhow::Result<Ended<Box<PageComparison>>> {
        for device in job.devices {
            device::check(device, Dtype::Float32)?;
        }
        // A page that cannot be decoded is told before a model is loaded.
        let page = decode(&job.source)?;
        let registry = self.registry()?;
        let folder = model_folder(job.settings.model.as_deref())?;
        let metrics = tensor_metrics(&METRICS, &registry)?;
        let scratch = tempfile::tempdir().context("cannot make a folder for logits")?;
        let [baseline, candidate] = job.devices.map(SideSource::Device);
        let options = AccuracyOptions {
            model: Some(folder.clone()),
            baseline,
            candidate,
            dtype: Dtype::Float32,
            read: read_options(&job.settings, MAX_NEW_TOKENS)?,
            thresholds: usual_thresholds(&metrics),
            metrics,
            scratch: scratch.path().to_owned(),
            resume: false,
        };
        let sides = match &mut self.sides {
            Some(sides) => sides,
            none => none.insert([Side::start("baseline")?, Side::start("candidate")?]),
        };
        for side in SIDES {
            // What is open of another model or device only takes memory.
            sides[side].close_unless(Some((folder.clone(), job.devices[side])));
        }
        let short = check_memory(&folder, &job.devices[..1], Dtype::Float32);
        if matches!(short, Err(OpenReaderError::Memory { .. })) {
            // The baseline comes first; the candidate finds its own room after it.
            sides[1].close_unless(None);
        }
        let meeting = Arc::new(Meeting::new(
            folder.clone(),
            job.source.name(),
            page.image,
            options,
            registry,
            job.cancel.clone(),
        ));
        let (told, steps) = channel::<(usize, SideStep)>();
        let results = SIDES.map(|side| {
            let told = told.clone();
            let (sender, result) = channel();
            let tell = Box::new(move |step| {
                // Nobody listens once the comparison has ended.
                let _ = told.send((side, step));
            });
            sides[side].answer(Part {
                meeting: meeting.clone(),
                device: job.devices[side],
                baseline: (side == 1).then(|| sides[0].clone()),
                tell,
                answered: sender,
            });
            result
        });
        drop(told);
        // The steps end when both sides have given back what they tell with.
        for (side, step) in steps {
            tell(CompareEvent::Side(job.id, side, step));
        }
        let [baseline, candidate] = results.map(|result| {
            let gone = SideError::Failed("the engine's thread is gone".into());
            result.recv().unwrap_or(Err(gone))
        });
        let (baseline, candidate) = match (baseline, candidate) {
            (Ok(baseline), Ok(candidate)) => (baseline, candidate),
            (Err(SideError::Failed(why)), _) | (_, Err(SideError::Failed(why))) => {
                return Ok(Ended::Failed(why));
            }
            _ => return Ok(Ended::Cancelled),
        };
        let tokenizer = Tokenizer::from_dir(&folder)?;
        let mut listener = |_: inkstone::evaluate::Progress<'_>| {};
        let mut watch = Watch::new(job.cancel.clone(), &mut listener);
        let sides = [baseline, candidate];
        Ok(
            match compare_page(&meeting.options, &tokenizer, sides, &mut watch) {
                Err(EvalError::Cancelled) => Ended::Cancelled,
                compared => Ended::Done(Box::new(compared?)),
            },
        )
    }
}

impl Bench for HostBench {
    fn compare(
        &mut self,
        job: &PageJob,
        tell: &dyn Fn(CompareEvent),
    ) -> Ended<Box<PageComparison>> {
        match self.try_compare(job, tell) {
            Ok(ended) => ended,
            Err(_) if job.cancel.load(Ordering::SeqCst) => Ended::Cancelled,
            Err(error) => Ended::Failed(Fault::from(&error)),
        }
    }

    fn evaluate(&mut self, job: &EvalJob, tell: &dyn Fn(CompareEvent)) -> Evaluated {
        // An evaluation opens its own engines.
        self.free();
        let evaluated = self
            .registry()
            .and_then(|registry| evaluate(job, &registry, tell));
        let report = match evaluated {
            Ok(Some(report)) => report,
            Ok(None) => return Ended::Cancelled,
            Err(_) if job.cancel.load(Ordering::SeqCst) => return Ended::Cancelled,
            Err(error) => return Ended::Failed(Fault::from(&error)),
        };
        let mut kept = None;
        if let (true, Some(history)) = (job.form.keep, &self.history) {
            match history.add(&report) {
                Ok(id) => kept = Some(id),
                // The report is there; the history is a convenience.
                Err(error) => tell(CompareEvent::HistoryFailed(Fault::of(error))),
            }
        }
        Ended::Done((Box::new(report), kept))
    }

    fn free(&mut self) {
        for side in self.sides.iter().flatten() {
            side.close_unless(None);
        }
    }
}

/// Bundled tensor metrics by name.
pub(super) fn tensor_metrics(names: &[&str], registry: &Registry) -> anyhow::Result<Vec<Step>> {
    let names = names.iter().map(|name| Entry::Name((*name).into()));
    metric_steps(names.collect(), registry)
}

/// Metrics with their settings.
pub(super) fn metric_steps(metrics: Vec<Entry>, registry: &Registry) -> anyhow::Result<Vec<Step>> {
    let plan = Plan {
        metrics,
        ..Plan::default()
    };
    Ok(Pipeline::new(&plan, registry)?.metrics)
}

/// How pages are read, as the settings say, greedily.
pub(super) fn read_options(
    settings: &Settings,
    max_new_tokens: usize,
) -> anyhow::Result<ReadOptions> {
    let plan = Plan::find(&settings.pipeline)?;
    Ok(ReadOptions {
        prompt: settings.prompt_text(&plan),
        max_new_tokens,
        sampling: SamplerConfig::default(),
        ignore_eos: false,
        stop_loops: false,
        limits: None,
    })
}
