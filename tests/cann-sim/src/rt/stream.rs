//! Streams: queues that a thread each works off in order.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::capture::{self, Recording};
use super::event::Mark;
use super::{context, fault, worker};
use crate::abi::{self, Handle};
use crate::counters::lock;
use crate::fail::{Fail, Result, fatal};
use crate::handle::Table;
use crate::memory;

/// Tasks that a stream holds before it begins to run them by itself.
const DEPTH: u64 = 4096;

/// Something that a stream runs, possibly several times: a capture replays it.
pub struct Job {
    /// The function that queued it.
    pub name: &'static str,
    /// Device memory that it touches: addresses and lengths.
    pub ranges: Vec<(usize, usize)>,
    /// Pinned host memory that it touches.
    pub host: Option<usize>,
    /// What it does.
    pub work: Work,
}

/// What a job does.
pub enum Work {
    /// Computes or copies.
    Run(Box<dyn Fn() -> Result<()> + Send + Sync>),
    /// Sets a mark.
    Record(Arc<Mark>),
    /// Waits for one.
    Wait(Arc<Mark>),
}

/// A stream.
pub struct Stream {
    /// Its context's handle.
    pub context: usize,
    /// Its context's device.
    pub device: i32,
    /// What is queued.
    pub(super) inner: Mutex<Inner>,
    /// Told of each change of `inner`.
    pub(super) changed: Condvar,
    worker: Mutex<Option<JoinHandle<()>>>,
}

/// The queue of a stream.
pub(super) struct Inner {
    /// What has not begun.
    pub(super) queue: VecDeque<Queued>,
    enqueued: u64,
    /// The number of the last job that is done.
    pub(super) completed: u64,
    /// Up to which job something waits.
    pub(super) demand: u64,
    /// Whether the worker ends when the queue is empty.
    pub(super) closing: bool,
    recording: Recording,
}

/// A job in a queue, and the memory that it keeps marked as in use.
pub(super) struct Queued {
    /// Counted from 1, by stream.
    pub(super) number: u64,
    /// What to do.
    pub(super) job: Arc<Job>,
    /// Of `memory::pin`.
    pub(super) pins: Vec<usize>,
    /// Of `memory::host::pin`.
    pub(super) host: Option<usize>,
}

/// All streams but the default ones.
pub static STREAMS: Table<Stream> = Table::new("stream", 2);

/// The stream of a handle, which must be of this thread's context; null is the default stream.
pub fn stream(handle: Handle) -> Result<Arc<Stream>> {
    let context = context::current()?;
    if handle.is_null() {
        return Ok(context.default_stream());
    }
    let stream = STREAMS
        .get(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, STREAMS.reproach(handle)))?;
    if stream.context != context.handle {
        return Err(Fail::new(
            abi::STREAM_CONTEXT,
            format!("the stream {handle:p} is of another context than this thread's"),
        ));
    }
    Ok(stream)
}

impl Stream {
    /// A new stream with its worker.
    pub fn start(context: usize, device: i32) -> Arc<Self> {
        let stream = Arc::new(Self {
            context,
            device,
            inner: Mutex::new(Inner {
                queue: VecDeque::new(),
                enqueued: 0,
                completed: 0,
                demand: 0,
                closing: false,
                recording: Recording::None,
            }),
            changed: Condvar::new(),
            worker: Mutex::new(None),
        });
        let working = stream.clone();
        let thread = std::thread::Builder::new().name("cann-sim stream".to_owned());
        match thread.spawn(move || worker::work(&working)) {
            Ok(thread) => *lock(&stream.worker) = Some(thread),
            Err(error) => fatal("simulator", format!("no thread for a stream: {error}")),
        }
        stream
    }

    /// What tells it from all other streams.
    pub fn id(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }

    /// Queues a job, or records it where the stream is captured. Gives its number, 0 where it was recorded.
    pub fn push(self: &Arc<Self>, job: Job) -> Result<u64> {
        let job = Arc::new(job);
        let mut inner = lock(&self.inner);
        if capture::record(&mut inner.recording, self.id(), &job)? {
            return Ok(0);
        }
        drop(inner);
        Ok(self.queue(job))
    }

    /// Queues a job, whether or not the stream is captured.
    pub fn queue(self: &Arc<Self>, job: Arc<Job>) -> u64 {
        let pins = memory::pin(&job.ranges);
        let host = job.host.and_then(memory::host::pin);
        let mut inner = lock(&self.inner);
        inner.enqueued += 1;
        let number = inner.enqueued;
        if let Work::Record(mark) = &job.work {
            mark.queued(self, number);
        }
        inner.queue.push_back(Queued {
            number,
            job,
            pins,
            host,
        });
        if inner.enqueued - inner.completed > DEPTH {
            inner.demand = inner.demand.max(inner.completed + 1);
        }
        self.changed.notify_all();
        number
    }

    /// Has the worker run everything up to the job of this number.
    pub fn demand(&self, number: u64) {
        let mut inner = lock(&self.inner);
        inner.demand = inner.demand.max(number);
        self.changed.notify_all();
    }

    /// Waits until all that is queued now has run, then tells of a fault. `None`: for as long as it takes.
    pub fn synchronize(&self, timeout: Option<Duration>) -> Result<()> {
        self.refuse_if_captured()?;
        let number = lock(&self.inner).enqueued;
        if !self.wait(number, timeout) {
            return Err(Fail::new(
                abi::STREAM_TIMEOUT,
                "the stream is not done within the timeout",
            ));
        }
        fault::surface(self.device)
    }

    /// Waits until the job of this number has run; false where the time is up before.
    pub fn wait(&self, number: u64, timeout: Option<Duration>) -> bool {
        let end = timeout.map(|timeout| Instant::now() + timeout);
        let mut inner = lock(&self.inner);
        inner.demand = inner.demand.max(number);
        self.changed.notify_all();
        while inner.completed < number {
            inner = match end {
                None => self
                    .changed
                    .wait(inner)
                    .unwrap_or_else(PoisonError::into_inner),
                Some(end) => {
                    let left = end.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return false;
                    }
                    self.changed
                        .wait_timeout(inner, left)
                        .unwrap_or_else(PoisonError::into_inner)
                        .0
                }
            };
        }
        true
    }

    /// Whether all has run. Asking makes it run.
    pub fn is_done(&self) -> bool {
        let mut inner = lock(&self.inner);
        let done = inner.completed == inner.enqueued;
        inner.demand = inner.enqueued;
        self.changed.notify_all();
        done
    }

    /// Ends the worker after all that is queued, or without it (`force`).
    pub fn close(&self, force: bool) {
        let dropped = {
            let mut inner = lock(&self.inner);
            inner.closing = true;
            inner.demand = inner.enqueued;
            let dropped = if force {
                std::mem::take(&mut inner.queue)
            } else {
                VecDeque::new()
            };
            self.changed.notify_all();
            dropped
        };
        dropped
            .into_iter()
            .for_each(|queued| worker::release(&queued));
        if let Some(worker) = lock(&self.worker).take()
            && worker.join().is_err()
        {
            fatal("simulator", "a stream's worker panicked");
        }
    }

    /// Drops all that is queued.
    pub fn abort(&self) {
        let mut inner = lock(&self.inner);
        let dropped = std::mem::take(&mut inner.queue);
        if let Some(last) = dropped.back() {
            // Those before the one that runs now are done; that one raises the number itself, to less.
            inner.completed = inner.completed.max(last.number);
        }
        self.changed.notify_all();
        drop(inner);
        dropped.iter().for_each(worker::release);
    }

    /// What the stream does with jobs instead of queueing them.
    pub fn recording<R>(&self, change: impl FnOnce(&mut Recording) -> R) -> R {
        change(&mut lock(&self.inner).recording)
    }

    /// Refuses a synchronisation of a captured stream, which ends the capture.
    pub fn refuse_if_captured(&self) -> Result<()> {
        self.recording(|recording| capture::refuse_synchronisation(recording))
    }
}
