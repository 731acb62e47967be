//! Events: each recording makes a mark in a stream, which others wait for.

use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::capture_event::Place;
use super::stream::Stream;
use crate::counters::lock;
use crate::handle::Table;

/// A place in a stream's queue, or in a capture.
#[derive(Default)]
pub struct Mark {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The stream and the number in its queue, of the last time.
    place: Option<(Weak<Stream>, u64)>,
    /// How often it was queued: more than once where a graph is replayed.
    queued: u64,
    /// How often its stream came to it.
    reached: u64,
    /// When it last did.
    time: Option<Instant>,
    captured: Option<Place>,
}

/// An event: its last mark.
pub struct Event {
    /// `ACL_EVENT_*`.
    pub flags: u32,
    /// None until it is recorded.
    pub mark: Mutex<Option<Arc<Mark>>>,
}

/// All events.
pub static EVENTS: Table<Event> = Table::new("event", 3);

impl Mark {
    /// Tells where it is queued.
    pub fn queued(&self, stream: &Arc<Stream>, number: u64) {
        let mut state = lock(&self.state);
        state.place = Some((Arc::downgrade(stream), number));
        state.queued += 1;
    }

    /// Tells that it is recorded by a capture.
    pub fn captured(&self, place: Place) {
        lock(&self.state).captured = Some(place);
    }

    /// Where it is in a capture, whether or not that goes on.
    pub fn place(&self) -> Option<Place> {
        lock(&self.state).captured.clone()
    }

    /// The stream came to it.
    pub fn set(&self) {
        let mut state = lock(&self.state);
        state.reached += 1;
        state.time = Some(Instant::now());
        self.changed.notify_all();
    }

    /// When the stream came to it, the last time that it was queued.
    pub fn reached(&self) -> Option<Instant> {
        let state = lock(&self.state);
        state
            .time
            .filter(|_| state.queued > 0 && state.reached >= state.queued)
    }

    /// Has its stream run up to it.
    pub fn demand(&self) {
        let place = lock(&self.state).place.clone();
        if let Some((stream, number)) = place
            && let Some(stream) = stream.upgrade()
        {
            stream.demand(number);
        }
    }

    /// Waits for it, by a worker or by the host; false where the time is up before. A mark of a graph that was never replayed has no place
    /// in any queue, and nothing waits for it.
    pub fn wait(&self, timeout: Option<Duration>) -> bool {
        self.demand();
        let state = lock(&self.state);
        let target = state.queued;
        match timeout {
            None => {
                let waited = self
                    .changed
                    .wait_while(state, |state| state.reached < target);
                drop(waited.unwrap_or_else(PoisonError::into_inner));
                true
            }
            Some(timeout) => {
                let waited = self
                    .changed
                    .wait_timeout_while(state, timeout, |state| state.reached < target);
                !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
            }
        }
    }
}
