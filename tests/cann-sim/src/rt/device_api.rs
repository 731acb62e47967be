//! Entry points: devices and contexts.

use std::time::Duration;

use super::{capture, context, fault};
use crate::abi::{self, Handle, UtilizationInfo};
use crate::api::{api, put};
use crate::config::config;
use crate::counters;
use crate::fail::{Fail, Result};

api! {
    Init fn aclrtGetDeviceCount(count: *mut u32) { put(count, config().devices as u32) }
    Init fn aclrtSetDevice(device: i32) { fault::check(device)?; context::set_device(device) }
    Release fn aclrtResetDevice(device: i32) { context::reset_device(device, false) }
    Release fn aclrtResetDeviceForce(device: i32) { context::reset_device(device, true) }
    Init fn aclrtGetDevice(device: *mut i32) { put(device, context::current()?.device) }
    Init fn aclrtGetRunMode(mode: *mut i32) { put(mode, 1) }

    Context fn aclrtSynchronizeDevice() { synchronize(None) }
    Context fn aclrtSynchronizeDeviceWithTimeout(timeout: i32) { synchronize(milliseconds(timeout)) }

    Init fn aclrtGetDeviceInfo(device: u32, attribute: i32, value: *mut i64) {
        context::check_device(device as i32)?;
        let soc = &config().soc;
        put(value, match attribute {
            101 | 102 => soc.cores[0],
            201 => soc.cores[1],
            301 => config().memory as i64,
            302 => soc.l2,
            _ => return Err(Fail::new(abi::INVALID_PARAM, format!("no attribute has the number {attribute}"))),
        })
    }

    Init fn aclGetDeviceCapability(device: u32, what: i32, value: *mut i64) {
        context::check_device(device as i32)?;
        let soc = &config().soc;
        put(value, match what {
            0 => soc.cores[0],
            1 => soc.cores[1],
            2 => soc.l2,
            _ => return Err(Fail::new(abi::INVALID_PARAM, format!("no capability has the number {what}"))),
        })
    }

    Init fn aclrtGetDeviceUtilizationRate(device: i32, info: *mut UtilizationInfo) {
        context::check_device(device)?;
        let extend = std::ptr::null_mut();
        put(info, UtilizationInfo { cube: 0, vector: 0, aicpu: 0, memory: 0, extend })
    }

    Init fn aclrtQueryDeviceStatus(device: i32, status: *mut i32) {
        context::check_device(device)?;
        put(status, i32::from(fault::check(device).is_err()))
    }

    Init fn aclrtCreateContext(context: *mut Handle, device: i32) {
        let handle = context::create(device)?;
        context::set_current(handle)?;
        put(context, handle)
    }
    Release fn aclrtDestroyContext(context: Handle) { context::destroy(context) }
    Init fn aclrtSetCurrentContext(context: Handle) { context::set_current(context) }
    Init fn aclrtGetCurrentContext(context: *mut Handle) { put(context, context::current()?.handle as Handle) }
}

/// A timeout of C: negative is none.
pub fn milliseconds(timeout: i32) -> Option<Duration> {
    u64::try_from(timeout).ok().map(Duration::from_millis)
}

fn synchronize(timeout: Option<Duration>) -> Result<()> {
    counters::add("synchronisations", 1);
    capture::forbid(abi::CAPTURE_SYNC_OP)?;
    let streams = context::current()?.streams();
    streams
        .iter()
        .try_for_each(|stream| stream.synchronize(timeout))?;
    context::surface()
}
