//! Events: each recording makes a mark in a stream, which others wait for.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::stream::Stream;
use crate::counters::lock;
use crate::handle::Table;

/// A place in a stream's queue.
pub struct Mark {
    stream: Weak<Stream>,
    number: AtomicU64,
    reached: Mutex<Option<Instant>>,
    changed: Condvar,
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
    /// A mark that will be queued in `stream`.
    pub fn new(stream: &Arc<Stream>) -> Arc<Self> {
        Arc::new(Self {
            stream: Arc::downgrade(stream),
            number: AtomicU64::new(0),
            reached: Mutex::new(None),
            changed: Condvar::new(),
        })
    }

    /// Tells its number in the queue.
    pub fn queued(&self, number: u64) {
        self.number.store(number, Ordering::SeqCst);
    }

    /// The stream came to it. In a replayed graph that happens more than once; the last time counts.
    pub fn set(&self) {
        *lock(&self.reached) = Some(Instant::now());
        self.changed.notify_all();
    }

    /// When the stream came to it.
    pub fn reached(&self) -> Option<Instant> {
        *lock(&self.reached)
    }

    /// Has its stream run up to it.
    pub fn demand(&self) {
        if let Some(stream) = self.stream.upgrade() {
            stream.demand(self.number.load(Ordering::SeqCst));
        }
    }

    /// Waits for it, by a worker or by the host.
    pub fn wait(&self, timeout: Option<Duration>) {
        // A mark of a graph that was never replayed has no place in any queue.
        if self.number.load(Ordering::SeqCst) == 0 {
            return;
        }
        self.demand();
        let reached = lock(&self.reached);
        match timeout {
            None => drop(
                self.changed
                    .wait_while(reached, |r| r.is_none())
                    .unwrap_or_else(PoisonError::into_inner),
            ),
            Some(timeout) => drop(
                self.changed
                    .wait_timeout_while(reached, timeout, |r| r.is_none()),
            ),
        }
    }
}
