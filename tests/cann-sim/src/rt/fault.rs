//! The fault that ends a device: the first one of its tasks; it stays until the process ends.

use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::counters::{self, lock};
use crate::fail::{Fail, Result};

struct Fault {
    fail: Fail,
    /// Whether a synchronisation has told of it: before, calls are taken as if nothing had happened.
    told: bool,
}

/// By device.
static FAULTS: Mutex<BTreeMap<i32, Fault>> = Mutex::new(BTreeMap::new());

/// A task failed: the device is lost, and the next synchronisation tells.
pub fn raise(device: i32, fail: Fail) {
    counters::add("faults", 1);
    counters::trace(&format!("fault {} {}", fail.code, fail.message));
    eprintln!(
        "cann-sim: fault {} of device {device}: {}",
        fail.code, fail.message
    );
    let mut faults = lock(&FAULTS);
    faults.entry(device).or_insert(Fault { fail, told: false });
}

/// Whether a task of the device failed: no other is run then.
pub fn faulted(device: i32) -> bool {
    lock(&FAULTS).contains_key(&device)
}

/// Tells of the fault, at a synchronisation.
pub fn surface(device: i32) -> Result<()> {
    match lock(&FAULTS).get_mut(&device) {
        None => Ok(()),
        Some(fault) => {
            fault.told = true;
            Err(fault.fail.clone())
        }
    }
}

/// Refuses every call once the fault was told.
pub fn check(device: i32) -> Result<()> {
    match lock(&FAULTS).get(&device) {
        Some(fault) if fault.told => Err(fault.fail.clone()),
        _ => Ok(()),
    }
}
