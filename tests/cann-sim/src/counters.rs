//! Counting what the host does, and the functions that tests read the counts with.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char};
use std::fs::File;
use std::io::Write;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::config::config;

static COUNTERS: Mutex<BTreeMap<String, u64>> = Mutex::new(BTreeMap::new());

/// Locks, whether or not another thread panicked: a count or a table entry is never half written.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Adds to the counter `name` and gives its new value.
pub fn add(name: &str, amount: u64) -> u64 {
    let mut counters = lock(&COUNTERS);
    match counters.get_mut(name) {
        Some(value) => {
            *value += amount;
            *value
        }
        None => {
            counters.insert(name.to_owned(), amount);
            amount
        }
    }
}

/// Keeps the largest value seen.
pub fn peak(name: &str, value: u64) {
    let mut counters = lock(&COUNTERS);
    let known = counters.entry(name.to_owned()).or_default();
    *known = value.max(*known);
}

/// Writes a line into the file of `ASCEND_SIM_TRACE`, where it is set.
pub fn trace(line: &str) {
    if let Some(file) = file() {
        // A trace that cannot be written must not end what it traces.
        let _ = writeln!(lock(file), "{line}");
    }
}

/// Whether there is a trace to write to.
pub fn tracing() -> bool {
    file().is_some()
}

/// Writes all counters into the trace.
pub fn write_summary() {
    if tracing() {
        let counters = lock(&COUNTERS).clone();
        counters
            .iter()
            .for_each(|(name, value)| trace(&format!("count {name} {value}")));
    }
}

fn file() -> Option<&'static Mutex<File>> {
    static FILE: OnceLock<Option<Mutex<File>>> = OnceLock::new();
    FILE.get_or_init(|| {
        let path = config().trace.as_ref()?;
        match File::options().create(true).append(true).open(path) {
            Ok(file) => Some(Mutex::new(file)),
            Err(error) => {
                eprintln!(
                    "cann-sim: cannot write the trace {}: {error}",
                    path.display()
                );
                std::process::abort();
            }
        }
    })
    .as_ref()
}

/// The simulator's mark, which no library of CANN exports, and its version.
#[unsafe(no_mangle)]
pub extern "C" fn cann_sim_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// The counter of this name; 0 where nothing was counted.
#[unsafe(no_mangle)]
pub extern "C" fn cann_sim_counter(name: *const c_char) -> u64 {
    if name.is_null() {
        return 0;
    }
    // SAFETY: the caller passes text that ends with nul.
    let name = unsafe { CStr::from_ptr(name) }.to_string_lossy();
    lock(&COUNTERS).get(&*name).copied().unwrap_or_default()
}

/// Sets all counters to 0.
#[unsafe(no_mangle)]
pub extern "C" fn cann_sim_reset_counters() {
    lock(&COUNTERS).clear();
}
