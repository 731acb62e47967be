//! Calls: each has an instance, a time limit and a log of its own, and what comes back is checked.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use wasmtime::component::Instance;
use wasmtime::{Store, Trap};

use super::bindings::tensors::exports::ocr::plugins::tensor_metric;
use super::bindings::values::exports::ocr::plugins as exports;
use super::bindings::values::ocr::plugins::report::Report;
use super::bindings::values::ocr::plugins::types::{self, Image, Setting};
use super::component::{Exported, Plugin};
use super::error::{PluginError, Reason};
use super::inspect::CONTRACT;
use super::kind::Kind;
use super::limits::Limits;
use super::nonsense;
use super::state::{Level, LogLine, OutOfMemory, ProgressListener, State};
use super::tensor::{HostTensor, TensorSource};

/// How often a running call is looked at.
const LOOK: Duration = Duration::from_millis(10);
/// How long a plugin may go on after its user wanted it to end.
const GRACE: Duration = Duration::from_millis(500);
/// Messages that an error carries.
const TRACE_LINES: usize = 12;

/// The circumstances of a call.
#[derive(Clone, Default)]
pub struct CallContext {
    /// What the plugin may use.
    pub limits: Limits,
    /// Becomes true when the call is to end.
    pub cancel: Arc<AtomicBool>,
    /// Who hears how far it is.
    pub progress: Option<ProgressListener>,
}

/// What a call gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome<T> {
    /// The result.
    pub value: T,
    /// What the plugin logged.
    pub logs: Vec<LogLine>,
    /// What it wrote to standard output and standard error.
    pub stderr: String,
    /// How long it took, from before the instance was made.
    pub time: Duration,
}

impl<T> Outcome<T> {
    /// What the user should know: its warnings and errors.
    pub fn warnings(&self) -> impl Iterator<Item = &str> {
        let serious = |line: &&LogLine| matches!(line.level, Level::Warn | Level::Error);
        self.logs
            .iter()
            .filter(serious)
            .map(|line| line.message.as_str())
    }
}

/// The types of an export are not the contract's.
#[derive(Debug, thiserror::Error)]
#[error("the types of its {0} are not those of ocr:plugins@{CONTRACT}")]
struct Misfit(&'static str);

/// Two tensors to be compared.
#[derive(Clone)]
pub struct TensorPair {
    /// What they are, for people.
    pub name: String,
    /// What is right.
    pub baseline: Arc<dyn TensorSource>,
    /// What is compared with it.
    pub candidate: Arc<dyn TensorSource>,
}

impl Plugin {
    /// Asks what it is.
    ///
    /// # Errors
    /// When it cannot say.
    pub(super) fn describe(
        &self,
        context: &CallContext,
    ) -> Result<exports::info::PluginInfo, PluginError> {
        let exported = &self.prepared()?.exported;
        let call = async |store: &mut Store<State>, instance: Instance| {
            // Types are compared when an export is looked up; those that it works with are looked at now, not when it is first used.
            match exported {
                Exported::Image(found) => found.load(&mut *store, &instance).map(drop),
                Exported::Document(found) => found.load(&mut *store, &instance).map(drop),
                Exported::Tensor(found) => found.load(&mut *store, &instance).map(drop),
                Exported::Text(found) => found.load(&mut *store, &instance).map(drop),
            }
            .map_err(|error| error.context(Misfit(self.kind().interface())))?;
            let found = exports::info::GuestIndices::new(&instance.instance_pre(&*store))?;
            found
                .load(&mut *store, &instance)
                .map_err(|error| error.context(Misfit("info")))?
                .call_describe(store)
                .await
        };
        match self.call("describe", 0, context, call) {
            Ok(outcome) => Ok(outcome.value),
            Err(error) if matches!(error.reason, Reason::Incompatible(_)) => Err(PluginError {
                function: "load",
                ..error
            }),
            Err(error) => Err(error),
        }
    }

    /// Has an image processor work on an image. No output means that there is nothing to read.
    ///
    /// # Errors
    /// When it is of another kind, fails, exceeds a limit, is cancelled, or gives nonsense.
    pub fn process_image(
        &self,
        input: &Image,
        settings: &[Setting],
        context: &CallContext,
    ) -> Result<Outcome<Vec<exports::image_processor::Output>>, PluginError> {
        let Exported::Image(found) = &self.prepared()?.exported else {
            return Err(self.wrong_kind(Kind::Image));
        };
        let call = async |store: &mut Store<State>, instance: Instance| {
            let guest = found.load(&mut *store, &instance)?;
            guest.call_process(store, input, settings).await
        };
        self.answer(input.data.len(), context, call, |outputs| {
            nonsense::check_images(outputs)
        })
    }

    /// Has a document processor work on a document.
    ///
    /// # Errors
    /// As [`process_image`](Self::process_image).
    pub fn process_document(
        &self,
        input: &exports::document_processor::Document,
        settings: &[Setting],
        context: &CallContext,
    ) -> Result<Outcome<exports::document_processor::Output>, PluginError> {
        let Exported::Document(found) = &self.prepared()?.exported else {
            return Err(self.wrong_kind(Kind::Document));
        };
        let call = async |store: &mut Store<State>, instance: Instance| {
            let guest = found.load(&mut *store, &instance)?;
            guest.call_process(store, input, settings).await
        };
        let blocks = input.pages.iter().flat_map(|page| &page.blocks);
        let size = blocks
            .map(|block| block.text.len() + block.source.len())
            .sum();
        self.answer(size, context, call, nonsense::check_document)
    }

    /// Has a tensor metric compare tensors, which it reads in pieces.
    ///
    /// # Errors
    /// As [`process_image`](Self::process_image), and for a tensor of 2^32 elements or more.
    pub fn evaluate_tensors(
        &self,
        pairs: &[TensorPair],
        settings: &[Setting],
        context: &CallContext,
    ) -> Result<Outcome<Report>, PluginError> {
        let Exported::Tensor(found) = &self.prepared()?.exported else {
            return Err(self.wrong_kind(Kind::TensorMetric));
        };
        if let Some(pair) = pairs.iter().find(|pair| {
            let too_many =
                |tensor: &Arc<dyn TensorSource>| HostTensor(tensor.clone()).len() == u32::MAX;
            too_many(&pair.baseline) || too_many(&pair.candidate)
        }) {
            let why = format!("{}: a tensor of 2^32 elements or more", pair.name);
            return Err(self.error("evaluate", Reason::InvalidInput(why)));
        }
        let call = async |store: &mut Store<State>, instance: Instance| {
            let mut given = Vec::with_capacity(pairs.len());
            for pair in pairs {
                given.push(tensor_metric::Pair {
                    name: pair.name.clone(),
                    baseline: store.data_mut().give(HostTensor(pair.baseline.clone()))?,
                    candidate: store.data_mut().give(HostTensor(pair.candidate.clone()))?,
                });
            }
            let guest = found.load(&mut *store, &instance)?;
            guest.call_evaluate(store, &given, settings).await
        };
        self.answer(0, context, call, nonsense::check_report)
    }

    /// Has a text metric compare texts.
    ///
    /// # Errors
    /// As [`process_image`](Self::process_image).
    pub fn evaluate_texts(
        &self,
        samples: &[exports::text_metric::Sample],
        settings: &[Setting],
        context: &CallContext,
    ) -> Result<Outcome<Report>, PluginError> {
        let Exported::Text(found) = &self.prepared()?.exported else {
            return Err(self.wrong_kind(Kind::TextMetric));
        };
        let call = async |store: &mut Store<State>, instance: Instance| {
            let guest = found.load(&mut *store, &instance)?;
            guest.call_evaluate(store, samples, settings).await
        };
        let size = samples
            .iter()
            .map(|s| s.prediction.len() + s.reference.len())
            .sum();
        self.answer(size, context, call, nonsense::check_report)
    }

    /// The error of using it where one of another kind is needed.
    pub(crate) fn wrong_kind(&self, needed: Kind) -> PluginError {
        let found = self.kind();
        self.error("load", Reason::Kind { found, needed })
    }

    /// An error of this plugin, without a trace.
    pub(crate) fn error(&self, function: &'static str, reason: Reason) -> PluginError {
        PluginError {
            plugin: self.label(),
            function,
            reason,
            trace: Vec::new(),
        }
    }

    /// A call whose own answer may be an error, and whose result is checked.
    fn answer<T>(
        &self,
        input: usize,
        context: &CallContext,
        body: impl AsyncFnOnce(&mut Store<State>, Instance) -> wasmtime::Result<Result<T, types::Error>>,
        check: impl FnOnce(&T) -> Result<(), String>,
    ) -> Result<Outcome<T>, PluginError> {
        let function = self.kind().function();
        let outcome = self.call(function, input, context, body)?;
        let reason = match outcome.value {
            Ok(value) => match check(&value) {
                Ok(()) => {
                    return Ok(Outcome {
                        value,
                        logs: outcome.logs,
                        stderr: outcome.stderr,
                        time: outcome.time,
                    });
                }
                Err(why) => Reason::Nonsense(why),
            },
            Err(types::Error::InvalidInput(why)) => Reason::InvalidInput(why),
            Err(types::Error::InvalidSetting(e)) => Reason::Setting {
                key: e.key,
                message: e.message,
            },
            Err(types::Error::Unsupported(why)) => Reason::Unsupported(why),
            Err(types::Error::Cancelled) => Reason::Cancelled,
            Err(types::Error::Failed(why)) => Reason::Failed(why),
        };
        Err(PluginError {
            trace: trace(&outcome.logs, &outcome.stderr, None),
            ..self.error(function, reason)
        })
    }

    /// Makes an instance and runs `body` on it until it ends, its time is over, or it is cancelled. The instance is thrown away: after a trap it
    /// must not be entered again, and making one takes microseconds.
    fn call<T>(
        &self,
        function: &'static str,
        input: usize,
        context: &CallContext,
        body: impl AsyncFnOnce(&mut Store<State>, Instance) -> wasmtime::Result<T>,
    ) -> Result<Outcome<T>, PluginError> {
        let prepared = self.prepared()?;
        let limits = &context.limits;
        let started = Instant::now();
        let state = State::new(
            limits.memory(input),
            context.cancel.clone(),
            context.progress.clone(),
        );
        let mut store = Store::new(&self.runtime.engine, state);
        store.limiter(|state| &mut state.memory);
        store.set_hostcall_fuel(limits.output(input));
        store.set_epoch_deadline(1);
        store.epoch_deadline_async_yield_and_update(1);
        let ticking = self.runtime.tick();
        let ended = {
            let store = &mut store;
            let run = async move {
                let instance = prepared.pre.instantiate_async(&mut *store).await?;
                body(store, instance).await
            };
            wait(run, context, started).map_err(|reason| self.error(function, reason))
        };
        drop(ticking);
        let stderr = store.data().stderr.text();
        let logs = std::mem::take(&mut store.data_mut().logs);
        match ended {
            Ok(Ok(value)) => Ok(Outcome {
                value,
                logs,
                stderr,
                time: started.elapsed(),
            }),
            Ok(Err(error)) => {
                let reason = reason(&error, &logs, limits.output(input));
                Err(PluginError {
                    trace: trace(&logs, &stderr, Some(&error)),
                    ..self.error(function, reason)
                })
            }
            Err(mut error) => {
                error.trace = trace(&logs, &stderr, None);
                Err(error)
            }
        }
    }
}

/// Runs a call on this thread. A plugin that computes lets go at every tick of the clock, one that sleeps does so by itself; either can be left.
fn wait<T>(
    run: impl Future<Output = wasmtime::Result<T>>,
    context: &CallContext,
    started: Instant,
) -> Result<wasmtime::Result<T>, Reason> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|error| Reason::Failed(format!("cannot start it: {error}")))?;
    runtime.block_on(async {
        let mut run = pin!(run);
        let limit = context.limits.time();
        let mut cancelled = None;
        loop {
            let left = limit.saturating_sub(started.elapsed());
            if let Ok(result) = tokio::time::timeout(LOOK.min(left), &mut run).await {
                // Whether the clock came round in time must not decide what becomes of the page.
                return match result.is_ok() && started.elapsed() >= limit {
                    true => Err(Reason::TimedOut(limit)),
                    false => Ok(result),
                };
            }
            if started.elapsed() >= limit {
                return Err(Reason::TimedOut(limit));
            }
            if context.cancel.load(Ordering::SeqCst) {
                let since = *cancelled.get_or_insert_with(Instant::now);
                if since.elapsed() >= GRACE {
                    return Err(Reason::Cancelled);
                }
            }
        }
    })
}

/// Says why a call broke off.
fn reason(error: &wasmtime::Error, logs: &[LogLine], output: usize) -> Reason {
    if let Some(OutOfMemory { asked, allowed }) = error.downcast_ref() {
        return Reason::Memory {
            asked: *asked,
            allowed: *allowed,
        };
    }
    if let Some(misfit) = error.downcast_ref::<Misfit>() {
        return Reason::Incompatible(format!("{misfit}: {}", error.root_cause()));
    }
    if let Some(exit) = error.downcast_ref::<wasmtime_wasi::I32Exit>() {
        return Reason::Trap(format!("it ended itself with status {}", exit.0));
    }
    if let Some(trap) = error.downcast_ref::<Trap>() {
        // A panic of a plugin made with the SDK says where it was; the trap that follows it does not.
        let panic = logs
            .last()
            .filter(|l| l.level == Level::Error && l.message.starts_with("panicked at"));
        return Reason::Trap(panic.map_or_else(|| trap.to_string(), |line| line.message.clone()));
    }
    let root = error.root_cause().to_string();
    // wasmtime's type for this is its own.
    match root.contains("fuel allocated for hostcalls") {
        true => Reason::Output(output),
        false => Reason::Nonsense(root),
    }
}

/// What an author wants to see: the last messages, the end of standard error, and where the plugin was.
fn trace(logs: &[LogLine], stderr: &str, error: Option<&wasmtime::Error>) -> Vec<String> {
    let tail = |lines: Vec<String>| {
        let skip = lines.len().saturating_sub(TRACE_LINES);
        lines.into_iter().skip(skip)
    };
    let logged = logs
        .iter()
        .map(|line| format!("{}: {}", line.level.name(), line.message));
    let mut all: Vec<String> = tail(logged.collect()).collect();
    all.extend(tail(
        stderr.lines().map(|l| format!("stderr: {l}")).collect(),
    ));
    if let Some(error) = error {
        let text = format!("{error:?}");
        all.extend(text.lines().take(2 * TRACE_LINES).map(ToOwned::to_owned));
    }
    all
}
