//! Entry points: streams and events.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::device_api::milliseconds;
use super::event::{EVENTS, Event, Mark};
use super::stream::{Job, STREAMS, Stream, Work, stream};
use super::{capture, capture_event, context};
use crate::abi::{self, Handle};
use crate::api::{api, put};
use crate::counters::{self, lock};
use crate::fail::{Fail, Result, violation};

api! {
    Context fn aclrtCreateStream(out: *mut Handle) { create_stream(out) }
    Context fn aclrtCreateStreamWithConfig(out: *mut Handle, _priority: u32, _flags: u32) { create_stream(out) }
    Release fn aclrtDestroyStream(handle: Handle) { destroy_stream(handle, false) }
    Release fn aclrtDestroyStreamForce(handle: Handle) { destroy_stream(handle, true) }

    Context fn aclrtSynchronizeStream(handle: Handle) {
        counters::add("synchronisations", 1);
        stream(handle)?.synchronize(None)
    }
    Context fn aclrtSynchronizeStreamWithTimeout(handle: Handle, timeout: i32) {
        counters::add("synchronisations", 1);
        stream(handle)?.synchronize(milliseconds(timeout))
    }
    Context fn aclrtStreamQuery(handle: Handle, status: *mut i32) {
        let stream = stream(handle)?;
        stream.refuse_if_captured()?;
        let done = stream.is_done();
        context::surface()?;
        put(status, i32::from(!done))
    }
    Context fn aclrtStreamAbort(handle: Handle) { stream(handle)?.abort(); Ok(()) }
    Context fn aclrtSetStreamFailureMode(handle: Handle, _mode: u64) { stream(handle).map(drop) }

    Context fn aclrtStreamWaitEvent(handle: Handle, event: Handle) {
        let (stream, event_of) = (stream(handle)?, find(event)?);
        capture_event::refuse_external(&stream, event_of.flags)?;
        let mark = lock(&event_of.mark).clone();
        if capture_event::join(&stream, mark.as_deref())? {
            return Ok(());
        }
        let Some(mark) = mark else {
            violation("event", format!("a stream waits for the event {event:p}, which was not recorded: it does not wait"));
            return Ok(());
        };
        stream.push(Job { name: "aclrtStreamWaitEvent", ranges: Vec::new(), host: None, work: Work::Wait(mark) }).map(drop)
    }

    Context fn aclrtCreateEvent(out: *mut Handle) { create_event(out, abi::EVENT_TIME_LINE | 1) }
    Context fn aclrtCreateEventExWithFlag(out: *mut Handle, flags: u32) { create_event(out, flags) }
    Release fn aclrtDestroyEvent(event: Handle) {
        EVENTS.remove(event).map(drop).ok_or_else(|| Fail::new(abi::RT_PARAM, EVENTS.reproach(event)))
    }
    Context fn aclrtRecordEvent(event: Handle, handle: Handle) {
        let (stream, event) = (stream(handle)?, find(event)?);
        capture_event::refuse_external(&stream, event.flags)?;
        let mark = Arc::new(Mark::default());
        *lock(&event.mark) = Some(mark.clone());
        stream.push(Job { name: "aclrtRecordEvent", ranges: Vec::new(), host: None, work: Work::Record(mark) }).map(drop)
    }
    Context fn aclrtQueryEventStatus(event: Handle, status: *mut i32) {
        let mark = lock(&find(event)?.mark).clone();
        mark.iter().try_for_each(|mark| capture_event::refuse_event(mark))?;
        let reached = mark.as_ref().is_some_and(|mark| mark.reached().is_some());
        mark.iter().for_each(|mark| mark.demand());
        context::surface()?;
        put(status, i32::from(reached))
    }
    Context fn aclrtSynchronizeEvent(event: Handle) { synchronize(event, None) }
    Context fn aclrtSynchronizeEventWithTimeout(event: Handle, timeout: i32) { synchronize(event, milliseconds(timeout)) }

    Context fn aclrtEventElapsedTime(time: *mut f32, start: Handle, end: Handle) {
        let at = |event: Handle| {
            let found = find(event)?;
            if found.flags & abi::EVENT_TIME_LINE == 0 {
                return Err(Fail::new(abi::RT_PARAM, format!("the event {event:p} was made without ACL_EVENT_TIME_LINE")));
            }
            let mark = lock(&found.mark).clone();
            let reached = mark.and_then(|mark| mark.reached());
            reached.ok_or_else(|| Fail::new(abi::RT_PARAM, format!("the event {event:p} is not recorded, or its stream is not there yet")))
        };
        let (start, end) = (at(start)?, at(end)?);
        let forward = end.saturating_duration_since(start).as_secs_f32();
        put(time, (forward - start.saturating_duration_since(end).as_secs_f32()) * 1000.0)
    }
}

fn create_stream(out: *mut Handle) -> Result<()> {
    let context = context::current()?;
    put(
        out,
        STREAMS.insert_with(|_| Stream::start(context.handle, context.device)),
    )
}

fn destroy_stream(handle: Handle, force: bool) -> Result<()> {
    let stream = STREAMS
        .remove(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, STREAMS.reproach(handle)))?;
    capture::abandon(&stream);
    stream.close(force);
    Ok(())
}

fn create_event(out: *mut Handle, flags: u32) -> Result<()> {
    put(
        out,
        EVENTS.insert(Event {
            flags,
            mark: Mutex::new(None),
        }),
    )
}

fn find(event: Handle) -> Result<Arc<Event>> {
    EVENTS
        .get(event)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, EVENTS.reproach(event)))
}

fn synchronize(event: Handle, timeout: Option<Duration>) -> Result<()> {
    counters::add("synchronisations", 1);
    let mark = lock(&find(event)?.mark).clone();
    mark.iter()
        .try_for_each(|mark| capture_event::refuse_event(mark))?;
    capture::forbid(abi::CAPTURE_SYNC)?;
    if mark.is_some_and(|mark| !mark.wait(timeout)) {
        return Err(Fail::new(
            abi::WAIT_TIMEOUT,
            "the event is not reached within the timeout",
        ));
    }
    context::surface()
}
