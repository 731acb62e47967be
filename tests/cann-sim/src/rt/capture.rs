//! Captures: jobs that a stream records instead of running them, and graphs that replay them.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

use super::stream::Job;
use crate::abi;
use crate::counters::lock;
use crate::fail::{Fail, Result};
use crate::handle::Table;

/// Other threads' unsafe calls end a capture too.
pub const GLOBAL: i32 = 0;
/// No unsafe call ends a capture.
pub const RELAXED: i32 = 2;

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
    jobs: Jobs,
    invalid: AtomicBool,
    /// Where the group began that goes on.
    group: Mutex<Option<usize>>,
}

/// Jobs of a graph whose arguments can be changed.
pub struct Group {
    jobs: Jobs,
    first: usize,
    count: usize,
}

/// A captured graph.
pub struct Graph {
    /// What it replays.
    pub jobs: Jobs,
}

/// All graphs.
pub static GRAPHS: Table<Graph> = Table::new("graph", 4);
/// All groups.
pub static GROUPS: Table<Group> = Table::new("task group", 5);
static ACTIVE: Mutex<Vec<Arc<Capture>>> = Mutex::new(Vec::new());

thread_local! {
    static THREAD_MODE: Cell<i32> = const { Cell::new(GLOBAL) };
}

/// Sets this thread's mode and gives the one before.
pub fn exchange_mode(mode: i32) -> i32 {
    THREAD_MODE.replace(mode)
}

/// Refuses a call that no capture allows, and ends those that it would disturb.
pub fn forbid(code: i32) -> Result<()> {
    let here = std::thread::current().id();
    let mode = THREAD_MODE.get();
    let mut disturbed = false;
    for capture in lock(&ACTIVE).iter() {
        let own = capture.thread == here;
        if (capture.mode == GLOBAL && mode == GLOBAL)
            || (own && capture.mode != RELAXED && mode != RELAXED)
        {
            capture.invalid.store(true, Ordering::SeqCst);
            disturbed = true;
        }
    }
    if disturbed {
        return Err(Fail::new(
            code,
            "not allowed while a stream is captured; the capture is invalid now",
        ));
    }
    Ok(())
}

/// Begins a capture.
pub fn begin(recording: &mut Recording, mode: i32) -> Result<()> {
    if !matches!(recording, Recording::None) {
        return Err(Fail::new(
            abi::CAPTURE_MODEL,
            "the stream is captured already",
        ));
    }
    let capture = Arc::new(Capture {
        mode,
        thread: std::thread::current().id(),
        jobs: Jobs::default(),
        invalid: AtomicBool::new(false),
        group: Mutex::new(None),
    });
    lock(&ACTIVE).push(capture.clone());
    *recording = Recording::Capture(capture);
    Ok(())
}

/// Ends a capture and gives its graph.
pub fn end(recording: &mut Recording) -> Result<abi::Handle> {
    let Recording::Capture(capture) = recording else {
        return Err(Fail::new(abi::CAPTURE_MODEL, "the stream is not captured"));
    };
    let capture = capture.clone();
    if capture.thread != std::thread::current().id() && capture.mode != RELAXED {
        capture.invalid.store(true, Ordering::SeqCst);
        return Err(Fail::new(
            abi::CAPTURE_MODEL,
            "the capture was begun by another thread",
        ));
    }
    *recording = Recording::None;
    lock(&ACTIVE).retain(|active| !Arc::ptr_eq(active, &capture));
    if capture.invalid.load(Ordering::SeqCst) {
        return Err(Fail::new(
            abi::CAPTURE_INVALIDATED,
            "the capture is invalid",
        ));
    }
    Ok(GRAPHS.insert(Graph {
        jobs: capture.jobs.clone(),
    }))
}

/// 0 none, 1 active, 2 invalid.
pub fn status(recording: &Recording) -> i32 {
    match recording {
        Recording::Capture(capture) if capture.invalid.load(Ordering::SeqCst) => 2,
        Recording::Capture(_) => 1,
        _ => 0,
    }
}

/// Records a job where the stream is captured or updated; gives whether.
pub fn record(recording: &mut Recording, job: &Arc<Job>) -> Result<bool> {
    match recording {
        Recording::None => Ok(false),
        Recording::Capture(capture) if capture.invalid.load(Ordering::SeqCst) => Err(Fail::new(
            abi::CAPTURE_INVALIDATED,
            "the capture is invalid",
        )),
        Recording::Capture(capture) => {
            lock(&capture.jobs).push(job.clone());
            Ok(true)
        }
        Recording::Update(group, next) => {
            if *next >= group.count {
                return Err(Fail::new(
                    abi::RT_PARAM,
                    format!("the group has {} tasks, no more", group.count),
                ));
            }
            lock(&group.jobs)[group.first + *next] = job.clone();
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
    capture.invalid.store(true, Ordering::SeqCst);
    Err(Fail::new(
        abi::CAPTURE_SYNC,
        "the stream is captured: it cannot be waited for; the capture is invalid now",
    ))
}

/// Begins a group of jobs in a capture.
pub fn group_begin(recording: &Recording) -> Result<()> {
    let Recording::Capture(capture) = recording else {
        return Err(Fail::new(abi::CAPTURE_MODEL, "the stream is not captured"));
    };
    *lock(&capture.group) = Some(lock(&capture.jobs).len());
    Ok(())
}

/// Ends it and gives its handle.
pub fn group_end(recording: &Recording) -> Result<abi::Handle> {
    let Recording::Capture(capture) = recording else {
        return Err(Fail::new(abi::CAPTURE_MODEL, "the stream is not captured"));
    };
    let Some(first) = lock(&capture.group).take() else {
        return Err(Fail::new(abi::RT_PARAM, "no group was begun"));
    };
    let count = lock(&capture.jobs).len() - first;
    Ok(GROUPS.insert(Group {
        jobs: capture.jobs.clone(),
        first,
        count,
    }))
}

/// Lets the next jobs of a stream take the places of a group's.
pub fn update_begin(recording: &mut Recording, handle: abi::Handle) -> Result<()> {
    let group = GROUPS
        .get(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, GROUPS.reproach(handle)))?;
    if !matches!(recording, Recording::None) {
        return Err(Fail::new(
            abi::CAPTURE_FORBIDDEN,
            "the stream is captured or updated already",
        ));
    }
    *recording = Recording::Update(group, 0);
    Ok(())
}

/// Ends that.
pub fn update_end(recording: &mut Recording) -> Result<()> {
    let Recording::Update(group, next) = recording else {
        return Err(Fail::new(abi::RT_PARAM, "no update was begun"));
    };
    let (done, count) = (*next, group.count);
    *recording = Recording::None;
    if done != count {
        return Err(Fail::new(
            abi::RT_PARAM,
            format!("{done} of the group's {count} tasks were given anew"),
        ));
    }
    Ok(())
}
