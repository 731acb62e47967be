//! Captures: jobs that streams record instead of running them, and graphs that replay them.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

use super::capture_event::{Branch, Place};
use super::stream::{Job, Stream, Work};
use super::task_group::Group;
use crate::abi::{self, Handle};
use crate::counters::lock;
use crate::fail::{Fail, Result};
use crate::handle::Table;

/// Other threads' unsafe calls end a capture too.
const GLOBAL: i32 = 0;
/// No unsafe call ends a capture.
const RELAXED: i32 = 2;

/// The recorded jobs of a graph.
pub type Jobs = Arc<Mutex<Vec<Arc<Job>>>>;

/// What a stream does with a job.
pub enum Recording {
    /// Queues it.
    None,
    /// Adds it to a graph.
    Capture(Arc<Capture>),
    /// Puts it in the place of the next job of a group.
    Update(Arc<Group>, usize),
}

/// A capture that goes on.
pub struct Capture {
    mode: i32,
    thread: ThreadId,
    /// The stream that it was begun on.
    origin: usize,
    /// What it has recorded, of all its streams, in the order of the calls.
    pub(super) jobs: Jobs,
    invalid: AtomicBool,
    pub(super) state: Mutex<State>,
}

#[derive(Default)]
pub(super) struct State {
    /// Where the task group began that goes on.
    group: Option<usize>,
    /// Counts jobs and waits.
    clock: u64,
    /// Streams that joined by waiting for an event.
    pub(super) branches: Vec<Branch>,
}

/// A captured graph.
pub struct Graph {
    /// What it replays.
    pub jobs: Jobs,
}

/// All graphs.
pub static GRAPHS: Table<Graph> = Table::new("graph", 4);
static ACTIVE: Mutex<Vec<Arc<Capture>>> = Mutex::new(Vec::new());

thread_local! {
    static THREAD_MODE: Cell<i32> = const { Cell::new(GLOBAL) };
}

impl Capture {
    pub(super) fn invalidate(&self) {
        self.invalid.store(true, Ordering::SeqCst);
    }

    /// Refuses a call and makes the capture invalid.
    pub(super) fn spoil(&self, code: i32, message: &str) -> Fail {
        self.invalidate();
        Fail::new(code, format!("{message}; the capture is invalid now"))
    }

    pub(super) fn check_valid(&self) -> Result<()> {
        if self.invalid.load(Ordering::SeqCst) {
            return Err(Fail::new(
                abi::CAPTURE_INVALIDATED,
                "the capture is invalid",
            ));
        }
        Ok(())
    }

    /// Counts something that a stream does.
    pub(super) fn tick(&self, stream: usize) -> u64 {
        let mut state = lock(&self.state);
        state.clock += 1;
        let now = state.clock;
        let mut branches = state.branches.iter_mut();
        if let Some(branch) = branches.find(|branch| branch.id == stream) {
            branch.last = now;
        }
        now
    }

    /// The group that goes on.
    pub(super) fn group<R>(&self, change: impl FnOnce(&mut Option<usize>) -> R) -> R {
        change(&mut lock(&self.state).group)
    }
}

/// Sets this thread's mode and gives the one before.
pub fn exchange_mode(mode: i32) -> Result<i32> {
    if !(GLOBAL..=RELAXED).contains(&mode) {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("no mode has the number {mode}"),
        ));
    }
    Ok(THREAD_MODE.replace(mode))
}

/// Refuses a call that no capture allows, and ends those that it would disturb.
pub fn forbid(code: i32) -> Result<()> {
    let here = std::thread::current().id();
    let mode = THREAD_MODE.get();
    let mut result = Ok(());
    for capture in lock(&ACTIVE).iter() {
        let own = capture.thread == here;
        if (capture.mode == GLOBAL && mode == GLOBAL)
            || (own && capture.mode != RELAXED && mode != RELAXED)
        {
            result = Err(capture.spoil(code, "not allowed while a stream is captured"));
        }
    }
    result
}

/// Begins a capture.
pub fn begin(stream: &Stream, mode: i32) -> Result<()> {
    stream.recording(|recording| {
        if let Recording::Capture(capture) = recording {
            return Err(capture.spoil(abi::CAPTURE_SYNC, "the stream is captured already"));
        }
        if !(GLOBAL..=RELAXED).contains(&mode) || matches!(recording, Recording::Update(..)) {
            return Err(Fail::new(
                abi::RT_PARAM,
                format!("a capture of mode {mode}, or amid an update"),
            ));
        }
        let capture = Arc::new(Capture {
            mode,
            thread: std::thread::current().id(),
            origin: stream.id(),
            jobs: Jobs::default(),
            invalid: AtomicBool::new(false),
            state: Mutex::default(),
        });
        lock(&ACTIVE).push(capture.clone());
        *recording = Recording::Capture(capture);
        Ok(())
    })
}

/// Ends a capture and gives its graph.
pub fn end(stream: &Stream) -> Result<Handle> {
    let capture = stream.recording(|recording| {
        let Recording::Capture(capture) = recording else {
            return Err(not_captured());
        };
        if capture.origin != stream.id() {
            return Err(capture.spoil(
                abi::CAPTURE_UNMATCHED,
                "the capture was begun on another stream",
            ));
        }
        if capture.thread != std::thread::current().id() && capture.mode != RELAXED {
            return Err(capture.spoil(
                abi::CAPTURE_THREAD,
                "the capture was begun by another thread",
            ));
        }
        let capture = capture.clone();
        *recording = Recording::None;
        Ok(capture)
    })?;
    lock(&ACTIVE).retain(|active| !Arc::ptr_eq(active, &capture));
    let state = std::mem::take(&mut *lock(&capture.state));
    for branch in state
        .branches
        .iter()
        .filter_map(|branch| branch.stream.upgrade())
    {
        branch.recording(|recording| *recording = Recording::None);
    }
    capture.check_valid()?;
    if state.group.is_some() {
        return Err(Fail::new(
            abi::TASK_GROUP_STATUS,
            "a task group was begun and not ended",
        ));
    }
    if state
        .branches
        .iter()
        .any(|branch| branch.joined != branch.last)
    {
        return Err(Fail::new(
            abi::CAPTURE_UNJOINED,
            "another stream joined the capture, and nothing waits for the last that it did",
        ));
    }
    Ok(GRAPHS.insert(Graph {
        jobs: capture.jobs.clone(),
    }))
}

/// The refusal of a call that a captured stream alone allows.
pub(super) fn not_captured() -> Fail {
    Fail::new(abi::NOT_CAPTURED, "the stream is not captured")
}

/// A stream ends, and with it what it records.
pub fn abandon(stream: &Stream) {
    stream.recording(|recording| {
        if let Recording::Capture(capture) = std::mem::replace(recording, Recording::None) {
            capture.invalidate();
            lock(&ACTIVE).retain(|active| active.origin != stream.id());
        }
    });
}

/// Forgets all captures.
pub fn clear() {
    lock(&ACTIVE).clear();
}

/// 0 none, 1 active, 2 invalid.
pub fn status(recording: &Recording) -> i32 {
    match recording {
        Recording::Capture(capture) if capture.check_valid().is_err() => 2,
        Recording::Capture(_) => 1,
        _ => 0,
    }
}

/// Records a job where the stream is captured or updated; gives whether.
pub fn record(recording: &mut Recording, stream: usize, job: &Arc<Job>) -> Result<bool> {
    match recording {
        Recording::None => Ok(false),
        Recording::Capture(capture) => {
            capture.check_valid()?;
            let time = capture.tick(stream);
            if let Work::Record(mark) = &job.work {
                let capture = Arc::downgrade(capture);
                mark.captured(Place {
                    capture,
                    stream,
                    time,
                });
            }
            lock(&capture.jobs).push(job.clone());
            Ok(true)
        }
        Recording::Update(group, next) => {
            group.replace(*next, job)?;
            *next += 1;
            Ok(true)
        }
    }
}

/// Refuses to wait for a captured stream, and ends the capture.
pub fn refuse_synchronisation(recording: &Recording) -> Result<()> {
    let Recording::Capture(capture) = recording else {
        return Ok(());
    };
    Err(capture.spoil(
        abi::CAPTURE_SYNC,
        "the stream is captured: it cannot be waited for",
    ))
}

/// Refuses what a captured stream cannot take, whatever the modes are.
pub fn refuse(stream: &Stream, code: i32, message: &str) -> Result<()> {
    stream.recording(|recording| match recording {
        Recording::Capture(capture) => Err(capture.spoil(code, message)),
        _ => Ok(()),
    })
}
