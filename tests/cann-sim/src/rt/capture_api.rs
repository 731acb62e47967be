//! Entry points: capturing a stream and replaying the graph.

use std::sync::Arc;

use super::capture::{self, GRAPHS, Graph};
use super::device_api::milliseconds;
use super::stream::stream;
use super::task_group;
use crate::abi::{self, Handle};
use crate::api::{api, put};
use crate::config::config;
use crate::counters::{self, lock};
use crate::fail::{Fail, Result};
use crate::install;

api! {
    Context fn aclmdlRICaptureBegin(handle: Handle, mode: i32) {
        if handle.is_null() {
            return Err(Fail::new(abi::CAPTURE_IMPLICIT, "the default stream cannot be captured"));
        }
        if config().soc.is_310p && !install::toolkit_version().starts_with("9.") {
            return Err(Fail::new(abi::FEATURE, format!("{} captures nothing before CANN 9.0", config().soc.name)));
        }
        capture::begin(&*stream(handle)?, mode)
    }
    Context fn aclmdlRICaptureEnd(handle: Handle, out: *mut Handle) { put(out, capture::end(&*stream(handle)?)?) }
    Context fn aclmdlRICaptureGetInfo(handle: Handle, status: *mut i32, graph: *mut Handle) {
        put(status, stream(handle)?.recording(|recording| capture::status(recording)))?;
        if graph.is_null() { Ok(()) } else { put(graph, std::ptr::null_mut()) }
    }
    Context fn aclmdlRICaptureThreadExchangeMode(mode: *mut i32) {
        if mode.is_null() {
            return Err(Fail::new(abi::INVALID_PARAM, "the mode is null"));
        }
        // SAFETY: not null; the caller passes a number to read.
        let new = unsafe { mode.read() };
        put(mode, capture::exchange_mode(new)?)
    }
    Context fn aclmdlRICaptureTaskGrpBegin(handle: Handle) {
        stream(handle)?.recording(|recording| task_group::begin(recording))
    }
    Context fn aclmdlRICaptureTaskGrpEnd(handle: Handle, out: *mut Handle) {
        put(out, stream(handle)?.recording(|recording| task_group::end(recording))?)
    }
    Context fn aclmdlRICaptureTaskUpdateBegin(handle: Handle, group: Handle) {
        stream(handle)?.recording(|recording| task_group::update_begin(recording, group))
    }
    Context fn aclmdlRICaptureTaskUpdateEnd(handle: Handle) { stream(handle)?.recording(task_group::update_end) }

    Context fn aclmdlRIExecuteAsync(graph: Handle, handle: Handle) { replay(&*find(graph)?, handle) }
    Context fn aclmdlRIExecute(graph: Handle, timeout: i32) {
        replay(&*find(graph)?, std::ptr::null_mut())?;
        stream(std::ptr::null_mut())?.synchronize(milliseconds(timeout))
    }
    Release fn aclmdlRIDestroy(graph: Handle) {
        GRAPHS.remove(graph).map(drop).ok_or_else(|| Fail::new(abi::RT_PARAM, GRAPHS.reproach(graph)))
    }
}

fn find(graph: Handle) -> Result<Arc<Graph>> {
    GRAPHS
        .get(graph)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, GRAPHS.reproach(graph)))
}

fn replay(graph: &Graph, handle: Handle) -> Result<()> {
    let stream = stream(handle)?;
    capture::refuse(
        &stream,
        abi::CAPTURE_FORBIDDEN,
        "no graph is replayed into a capture",
    )?;
    counters::add("replays", 1);
    for job in lock(&graph.jobs).clone() {
        stream.queue(job);
    }
    Ok(())
}
