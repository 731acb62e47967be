//! Events in captures: by waiting for one, another stream joins.

use std::sync::{Arc, Weak};

use super::capture::{Capture, Recording, refuse};
use super::event::Mark;
use super::stream::Stream;
use crate::abi;
use crate::counters::lock;
use crate::fail::Result;

/// A stream that has joined a capture.
pub struct Branch {
    /// The stream.
    pub(super) stream: Weak<Stream>,
    /// What `Stream::id` gives.
    pub(super) id: usize,
    /// When it last did anything.
    pub(super) last: u64,
    /// When the event was recorded that another stream of the capture last waited for.
    pub(super) joined: u64,
}

/// Where an event was recorded.
#[derive(Clone)]
pub struct Place {
    /// The capture.
    pub(super) capture: Weak<Capture>,
    /// Its stream.
    pub(super) stream: usize,
    /// When, by the capture's clock.
    pub(super) time: u64,
}

/// A stream waits for an event: where that was recorded by a capture, the stream becomes part of it. Gives whether nothing is to be queued:
/// a graph runs its jobs in the order of the calls, so that all waits of a capture hold by themselves.
pub fn join(stream: &Arc<Stream>, mark: Option<&Mark>) -> Result<bool> {
    let place = mark.and_then(Mark::place);
    let place = place.and_then(|place| Some((place.capture.upgrade()?, place)));
    let captured = stream.recording(|recording| match (&*recording, &place) {
        (Recording::Capture(own), Some((capture, _))) if Arc::ptr_eq(own, capture) => Ok(true),
        (Recording::Capture(own), Some((capture, _))) => {
            capture.invalidate();
            Err(own.spoil(abi::CAPTURE_CONFLICT, "the event is of another capture"))
        }
        (Recording::Capture(own), None) => Err(own.spoil(
            abi::CAPTURE_DEPENDENCY,
            "the event was not recorded in this capture",
        )),
        (Recording::None, Some((capture, _))) => {
            let branch = Branch {
                stream: Arc::downgrade(stream),
                id: stream.id(),
                last: 0,
                joined: 0,
            };
            lock(&capture.state).branches.push(branch);
            *recording = Recording::Capture(capture.clone());
            Ok(true)
        }
        _ => Ok(false),
    })?;
    if let Some((capture, place)) = place.filter(|_| captured) {
        capture.check_valid()?;
        capture.tick(stream.id());
        let mut state = lock(&capture.state);
        let mut branches = state.branches.iter_mut();
        if let Some(branch) =
            branches.find(|branch| branch.id == place.stream && branch.id != stream.id())
        {
            branch.joined = place.time;
        }
    }
    Ok(captured)
}

/// Refuses to ask for an event, or to wait for it, that is recorded by a capture that goes on.
pub fn refuse_event(mark: &Mark) -> Result<()> {
    match mark.place().and_then(|place| place.capture.upgrade()) {
        Some(capture) => Err(capture.spoil(abi::EVENT_CAPTURED, "the event is captured")),
        None => Ok(()),
    }
}

/// Refuses events that cross the border of a graph.
pub fn refuse_external(stream: &Stream, flags: u32) -> Result<()> {
    if flags & abi::EVENT_EXTERNAL == 0 {
        return Ok(());
    }
    refuse(
        stream,
        abi::FEATURE,
        "events with ACL_EVENT_EXTERNAL are not simulated",
    )
}
