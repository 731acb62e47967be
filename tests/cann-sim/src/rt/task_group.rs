//! Task groups: jobs of a graph whose arguments are changed after the capture.

use std::sync::Arc;

use super::capture::{Jobs, Recording, not_captured};
use super::stream::Job;
use crate::abi::{self, Handle};
use crate::counters::lock;
use crate::fail::{Fail, Result};
use crate::handle::Table;

/// Jobs of a graph that follow one another.
pub struct Group {
    jobs: Jobs,
    first: usize,
    count: usize,
}

/// All groups.
static GROUPS: Table<Group> = Table::new("task group", 5);

impl Group {
    /// Puts a job in the place of the group's `index`-th, which must be of the same function.
    pub fn replace(&self, index: usize, job: &Arc<Job>) -> Result<()> {
        if index >= self.count {
            return Err(status(format!(
                "the group has {} tasks, no more",
                self.count
            )));
        }
        let known = &mut lock(&self.jobs)[self.first + index];
        if known.name != job.name {
            return Err(status(format!(
                "task {index} of the group is {}, which {} does not replace",
                known.name, job.name
            )));
        }
        *known = job.clone();
        Ok(())
    }
}

fn status(message: impl std::fmt::Display) -> Fail {
    Fail::new(abi::TASK_GROUP_STATUS, message)
}

/// Begins a group in a capture.
pub fn begin(recording: &Recording) -> Result<()> {
    let Recording::Capture(capture) = recording else {
        return Err(not_captured());
    };
    let here = lock(&capture.jobs).len();
    match capture.group(|group| group.replace(here)) {
        None => Ok(()),
        Some(_) => Err(capture.spoil(abi::TASK_GROUP_STATUS, "a task group was begun already")),
    }
}

/// Ends it and gives its handle.
pub fn end(recording: &Recording) -> Result<Handle> {
    let Recording::Capture(capture) = recording else {
        return Err(not_captured());
    };
    let Some(first) = capture.group(Option::take) else {
        return Err(status("no task group was begun"));
    };
    let jobs = capture.jobs.clone();
    let count = lock(&jobs).len() - first;
    Ok(GROUPS.insert(Group { jobs, first, count }))
}

/// Lets the next jobs of a stream take the places of a group's.
pub fn update_begin(recording: &mut Recording, handle: Handle) -> Result<()> {
    let group = GROUPS
        .get(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, GROUPS.reproach(handle)))?;
    match recording {
        Recording::None => {
            *recording = Recording::Update(group, 0);
            Ok(())
        }
        Recording::Capture(capture) => Err(capture.spoil(
            abi::CAPTURE_FORBIDDEN,
            "no update while the stream is captured",
        )),
        Recording::Update(..) => Err(status("an update was begun already")),
    }
}

/// Ends that.
pub fn update_end(recording: &mut Recording) -> Result<()> {
    let Recording::Update(group, done) = std::mem::replace(recording, Recording::None) else {
        return Err(status("no update was begun"));
    };
    if done != group.count {
        return Err(status(format!(
            "{done} of the group's {} tasks were given anew",
            group.count
        )));
    }
    Ok(())
}
