//! Handles: numbers that stand for objects, never reused, so that a handle destroyed before is told from a live one.

use std::collections::BTreeMap;
use std::ffi::c_void;
use std::sync::{Arc, Mutex};

use crate::counters::lock;

/// The live objects of one kind.
pub struct Table<T> {
    what: &'static str,
    tag: usize,
    inner: Mutex<Inner<T>>,
}

struct Inner<T> {
    next: usize,
    live: BTreeMap<usize, Arc<T>>,
}

impl<T> Table<T> {
    /// An empty table of objects called `what`. The tag makes its handles differ from those of other tables.
    pub const fn new(what: &'static str, tag: u8) -> Self {
        Self {
            what,
            // Not an address that a process can have: reading through a handle faults at once.
            tag: (0x0a00 + tag as usize) << 48,
            inner: Mutex::new(Inner {
                next: 1,
                live: BTreeMap::new(),
            }),
        }
    }

    /// Adds what `make` builds from its handle.
    pub fn insert_with(&self, make: impl FnOnce(usize) -> Arc<T>) -> *mut c_void {
        let mut inner = lock(&self.inner);
        let handle = self.tag | (inner.next * 16);
        inner.next += 1;
        inner.live.insert(handle, make(handle));
        handle as *mut c_void
    }

    /// Adds an object.
    pub fn insert(&self, object: T) -> *mut c_void {
        self.insert_with(|_| Arc::new(object))
    }

    /// Puts another object behind a live handle.
    pub fn replace(&self, handle: *const c_void, object: Arc<T>) {
        lock(&self.inner).live.insert(handle as usize, object);
    }

    /// The live object of a handle.
    pub fn get(&self, handle: *const c_void) -> Option<Arc<T>> {
        lock(&self.inner).live.get(&(handle as usize)).cloned()
    }

    /// Takes the object out.
    pub fn remove(&self, handle: *const c_void) -> Option<Arc<T>> {
        lock(&self.inner).live.remove(&(handle as usize))
    }

    /// Whether the handle was given out by this table, live or not.
    pub fn known(&self, handle: *const c_void) -> bool {
        let inner = lock(&self.inner);
        let number = (handle as usize) ^ self.tag;
        number.is_multiple_of(16) && (1..inner.next).contains(&(number / 16))
    }

    /// What is wrong with a handle that is not live, in words.
    pub fn reproach(&self, handle: *const c_void) -> String {
        if self.known(handle) {
            format!("the {} {handle:p} is destroyed already", self.what)
        } else {
            format!("{handle:p} is no {}", self.what)
        }
    }

    /// Takes all objects out.
    pub fn clear(&self) -> Vec<Arc<T>> {
        std::mem::take(&mut lock(&self.inner).live)
            .into_values()
            .collect()
    }

    /// The live objects.
    pub fn all(&self) -> Vec<Arc<T>> {
        lock(&self.inner).live.values().cloned().collect()
    }
}
