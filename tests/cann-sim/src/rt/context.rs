//! Contexts, of which each thread has its own current one.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::stream::{STREAMS, Stream};
use super::{capture, fault};
use crate::abi::{self, Handle};
use crate::config::config;
use crate::counters::lock;
use crate::fail::{Fail, Result};
use crate::handle::Table;

/// One device as one or more threads see it.
pub struct Context {
    /// Its own handle.
    pub handle: usize,
    /// The device.
    pub device: i32,
    default: Mutex<Option<Arc<Stream>>>,
}

/// All contexts.
pub static CONTEXTS: Table<Context> = Table::new("context", 1);
/// The context that `aclrtSetDevice` gives, with the number of uses, by device.
static PRIMARY: Mutex<BTreeMap<i32, (usize, u32)>> = Mutex::new(BTreeMap::new());

thread_local! {
    static CURRENT: Cell<usize> = const { Cell::new(0) };
}

impl Context {
    /// The stream that a null handle stands for.
    pub fn default_stream(&self) -> Arc<Stream> {
        let mut default = lock(&self.default);
        let make = || Stream::start(self.handle, self.device);
        default.get_or_insert_with(make).clone()
    }

    /// The default stream and all others of this context.
    pub fn streams(&self) -> Vec<Arc<Stream>> {
        let mut streams = STREAMS.all();
        streams.retain(|stream| stream.context == self.handle);
        streams.extend(lock(&self.default).clone());
        streams
    }
}

/// Makes a context.
pub fn create(device: i32) -> Result<Handle> {
    check_device(device)?;
    Ok(CONTEXTS.insert_with(|handle| {
        Arc::new(Context {
            handle,
            device,
            default: Mutex::new(None),
        })
    }))
}

/// Destroys one; its default stream is drained.
pub fn destroy(handle: Handle) -> Result<()> {
    let context = CONTEXTS
        .remove(handle)
        .ok_or_else(|| Fail::new(abi::RT_PARAM, CONTEXTS.reproach(handle)))?;
    if let Some(stream) = lock(&context.default).take() {
        stream.close(false);
    }
    Ok(())
}

/// Refuses a device that there is none of.
pub fn check_device(device: i32) -> Result<()> {
    let count = config().devices;
    if (0..count).contains(&device) {
        return Ok(());
    }
    Err(Fail::new(
        abi::BAD_DEVICE,
        format!("there is no device {device}: there are {count}"),
    ))
}

/// The thread's context.
pub fn current() -> Result<Arc<Context>> {
    CONTEXTS.get(CURRENT.get() as Handle).ok_or_else(|| {
        Fail::new(
            abi::NO_CONTEXT,
            "this thread has no context: call aclrtSetDevice on each thread",
        )
    })
}

/// Makes a context the thread's.
pub fn set_current(handle: Handle) -> Result<()> {
    if CONTEXTS.get(handle).is_none() {
        return Err(Fail::new(abi::RT_PARAM, CONTEXTS.reproach(handle)));
    }
    CURRENT.set(handle as usize);
    Ok(())
}

/// Makes the device's first context the thread's.
pub fn set_device(device: i32) -> Result<()> {
    check_device(device)?;
    let mut primary = lock(&PRIMARY);
    let (handle, uses) = match primary.get(&device) {
        Some(known) => *known,
        None => (create(device)? as usize, 0),
    };
    primary.insert(device, (handle, uses + 1));
    CURRENT.set(handle);
    Ok(())
}

/// Undoes one `set_device`, or all with `force`; with the last, the context ends.
pub fn reset_device(device: i32, force: bool) -> Result<()> {
    check_device(device)?;
    let mut primary = lock(&PRIMARY);
    let Some((handle, uses)) = primary.get_mut(&device) else {
        return Err(Fail::new(
            abi::NO_CONTEXT,
            format!("device {device} is not set"),
        ));
    };
    *uses -= 1;
    if *uses > 0 && !force {
        return Ok(());
    }
    let handle = *handle as Handle;
    primary.remove(&device);
    drop(primary);
    destroy(handle)
}

/// Ends all contexts and streams; what is queued is dropped.
pub fn end() {
    capture::clear();
    lock(&PRIMARY).clear();
    let defaults = CONTEXTS.clear();
    let defaults = defaults
        .iter()
        .filter_map(|context| lock(&context.default).take());
    for stream in STREAMS.clear().into_iter().chain(defaults) {
        stream.close(true);
    }
}

/// Tells of a fault of this thread's device, at a synchronisation.
pub fn surface() -> Result<()> {
    fault::surface(current()?.device)
}

/// Refuses every call of a thread whose device's fault was told.
pub fn check_lost() -> Result<()> {
    match current() {
        Ok(context) => fault::check(context.device),
        Err(_) => Ok(()),
    }
}
