//! Phase 2: queueing what phase 1 prepared.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::executor::{EXECUTORS, Executor};
use super::prepare::runtime;
use super::task::Task;
use crate::abi::{self, Handle};
use crate::api::{self, Need};
use crate::counters;
use crate::fail::{Fail, Result, fatal, fault, violation};
use crate::memory;
use crate::meta::{TENSORS, Tensor};
use crate::rt::stream::{Job, Work, stream};

/// Bytes of a workspace's start that are filled with poison before and after an operator: an overlap with a tensor shows.
const POISONED: usize = 1 << 20;

/// Phase 2 of every operator.
pub fn launch(
    name: &'static str,
    workspace: Handle,
    size: u64,
    executor: Handle,
    queue: Handle,
) -> i32 {
    let entered = api::enter(name, Need::Context).map_err(runtime);
    api::finish(
        name,
        entered.and_then(|()| {
            queue_up(name, workspace as usize, size, executor, queue).map_err(runtime)
        }),
    )
}

fn queue_up(
    name: &'static str,
    workspace: usize,
    size: u64,
    executor: Handle,
    queue: Handle,
) -> Result<()> {
    if executor.is_null() {
        return Err(Fail::new(abi::NN_NULLPTR, "the executor is null"));
    }
    let Some(found) = EXECUTORS.get(executor) else {
        fatal(
            "executor",
            format!(
                "{name}: {} (phase 2 uses an executor up)",
                EXECUTORS.reproach(executor)
            ),
        );
    };
    if found.name != name {
        fatal(
            "executor",
            format!("{name} is given an executor of {}", found.name),
        );
    }
    if !found.repeatable.load(Ordering::SeqCst) {
        EXECUTORS.remove(executor);
    }
    if found.workspace > 0 && workspace == 0 {
        return Err(Fail::new(
            abi::NN_NULLPTR,
            format!("the workspace of {} bytes is null", found.workspace),
        ));
    }
    if size < found.workspace {
        violation(
            "workspace",
            format!(
                "{name} needs a workspace of {} bytes and is told of {size}",
                found.workspace
            ),
        );
    }
    let stream = stream(queue)?;
    for tensor in found.tensors() {
        if TENSORS.get(tensor.handle as Handle).is_none() {
            fatal(
                "handle",
                format!(
                    "{name}: a tensor ({}) was destroyed between the phases",
                    tensor.describe()
                ),
            );
        }
    }
    count(&found);
    // The addresses of now: a graph that replays this keeps them.
    let addresses: HashMap<usize, usize> = found
        .tensors()
        .iter()
        .map(|tensor| (tensor.handle, tensor.address()))
        .collect();
    let mut ranges: Vec<(usize, usize)> =
        found.tensors().iter().map(|tensor| range(tensor)).collect();
    let need = found.workspace as usize;
    if need > 0 {
        ranges.push((workspace, need));
    }
    let task = Task::new(addresses, stream.device);
    let run = move || {
        let workspace = (need > 0).then_some((workspace, need));
        workspace.map_or(Ok(()), poison)?;
        found
            .outputs
            .iter()
            .chain(&found.inputs)
            .try_for_each(|tensor| task.check(tensor))?;
        if let Some(run) = &found.run {
            run(&task)?;
        }
        workspace.map_or(Ok(()), poison)
    };
    let job = Job {
        name,
        ranges,
        host: None,
        work: Work::Run(Box::new(run)),
    };
    stream.push(job).map(drop)
}

/// Address and length of the memory that a tensor reaches.
fn range(tensor: &Tensor) -> (usize, usize) {
    let size = tensor.dtype.size() as i64;
    let (low, high) = tensor.reach();
    (
        tensor.address().wrapping_add_signed((low * size) as isize),
        ((high - low) * size) as usize,
    )
}

fn poison((address, length): (usize, usize)) -> Result<()> {
    let pointer = memory::resolve(address, length).map_err(|message| {
        violation("workspace", &message);
        fault(format!("the workspace of {length} bytes: {message}"))
    })?;
    // SAFETY: resolved for `length` bytes.
    unsafe { pointer.write_bytes(memory::POISON, length.min(POISONED)) };
    Ok(())
}

fn count(executor: &Arc<Executor>) {
    let name = executor.name;
    counters::add("launches", 1);
    counters::add(&format!("launches.{name}"), 1);
    for (what, amount) in executor.counts.iter().filter(|(_, amount)| *amount > 0) {
        counters::add(what, *amount);
        counters::add(&format!("{what}.{name}"), *amount);
    }
    if counters::tracing() {
        let list = |tensors: &[Arc<Tensor>]| {
            tensors
                .iter()
                .map(|tensor| tensor.describe())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (inputs, outputs) = (list(&executor.inputs), list(&executor.outputs));
        counters::trace(&format!(
            "launch {name} {inputs} -> {outputs} workspace {}",
            executor.workspace
        ));
    }
}
