//! Entry points: start and end, versions, errors, options.

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char};
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use super::context::{self, CONTEXTS};
use super::stream::STREAMS;
use crate::abi::{self, PackageVersion};
use crate::api::{INITIALIZED, Need, api, enter, put};
use crate::config::config;
use crate::counters::{self, lock};
use crate::fail::{self, Fail};
use crate::{install, memory, meta};

static OPTIONS: Mutex<BTreeMap<i32, i64>> = Mutex::new(BTreeMap::new());

api! {
    Nothing fn aclInit(_config: *const c_char) {
        if INITIALIZED.swap(true, Ordering::SeqCst) {
            return Err(Fail::new(abi::REPEAT_INIT, "aclInit was called already"));
        }
        Ok(())
    }

    Init fn aclFinalize() {
        leaks();
        context::end();
        counters::write_summary();
        INITIALIZED.store(false, Ordering::SeqCst);
        Ok(())
    }

    Nothing fn aclrtGetVersion(major: *mut i32, minor: *mut i32, patch: *mut i32) {
        put(major, 1)?;
        put(minor, if is_81() { 14 } else { 16 })?;
        put(patch, 0)
    }

    Nothing fn aclsysGetVersionStr(package: *mut c_char, version: *mut c_char) {
        known_package(package)?;
        let text = install::toolkit_version();
        let mut bytes = [0; 128];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        put(version.cast(), bytes)
    }

    Nothing fn aclsysGetVersionNum(package: *mut c_char, version: *mut i32) {
        known_package(package)?;
        let text = install::toolkit_version();
        let parts = text.split('.').map(|part| part.parse().unwrap_or(0));
        let number = parts.zip([10_000_000, 100_000, 1_000]).map(|(part, weight): (i32, i32)| part * weight);
        put(version, number.sum())
    }

    Nothing fn aclsysGetCANNVersion(package: i32, version: *mut PackageVersion) {
        if !(0..=7).contains(&package) {
            return Err(Fail::new(abi::INVALID_PARAM, format!("no package has the number {package}")));
        }
        let text = install::toolkit_version();
        let mut parts = text.split('.');
        let mut next = || text_array(parts.next().unwrap_or_default());
        put(version, PackageVersion {
            version: text_array(text),
            major: next(),
            minor: next(),
            release: next(),
            patch: [0; 64],
            reserved: [0; 128],
        })
    }

    Nothing fn aclGetCannAttribute(attribute: i32, value: *mut i32) {
        let value_of = match attribute {
            0 => 1,
            1 => i32::from(config().soc.has_bf16()),
            2 => 0,
            _ => return Err(Fail::new(abi::INVALID_PARAM, format!("no attribute has the number {attribute}"))),
        };
        put(value, value_of)
    }

    Init fn aclrtSetSysParamOpt(option: i32, value: i64) { set_option(option, value) }
    Init fn aclrtGetSysParamOpt(option: i32, value: *mut i64) { put(value, option_value(option)) }
    Context fn aclrtCtxSetSysParamOpt(option: i32, value: i64) { set_option(option, value) }
    Context fn aclrtCtxGetSysParamOpt(option: i32, value: *mut i64) { put(value, option_value(option)) }
    Nothing fn aclnnInit(_config: *const c_char) { Ok(()) }
    Nothing fn aclnnFinalize() { Ok(()) }

    Context fn aclrtSetOpWaitTimeout(_timeout: u32) { Ok(()) }
    Context fn aclrtSetOpExecuteTimeOut(_timeout: u32) { Ok(()) }
}

/// The message of this thread's last error; null where there is none. Forgotten with this call.
#[unsafe(no_mangle)]
pub extern "C" fn aclGetRecentErrMsg() -> *const c_char {
    counters::add("calls.aclGetRecentErrMsg", 1);
    fail::take_recent()
}

/// The name of the SoC; null before `aclInit`.
#[unsafe(no_mangle)]
pub extern "C" fn aclrtGetSocName() -> *const c_char {
    match enter("aclrtGetSocName", Need::Init) {
        Ok(()) => config().soc.c_name.as_ptr(),
        Err(_) => std::ptr::null(),
    }
}

/// The fault of the device, if there is one; it stays.
#[unsafe(no_mangle)]
pub extern "C" fn aclrtPeekAtLastError(_level: i32) -> i32 {
    context::check_lost().map_or_else(|fail| fail.code, |()| 0)
}

/// As `aclrtPeekAtLastError`: what the simulator keeps does not go away.
#[unsafe(no_mangle)]
pub extern "C" fn aclrtGetLastError(_level: i32) -> i32 {
    context::check_lost().map_or_else(|fail| fail.code, |()| 0)
}

fn is_81() -> bool {
    install::toolkit_version().starts_with("8.1")
}

fn known_package(package: *mut c_char) -> fail::Result<()> {
    if package.is_null() {
        return Err(Fail::new(abi::INVALID_PARAM, "the package's name is null"));
    }
    // SAFETY: not null; the caller passes text that ends with nul.
    let name = unsafe { CStr::from_ptr(package) }.to_string_lossy();
    if !["runtime", "driver", "toolkit", "opp", "compiler"].contains(&&*name) {
        return Err(Fail::new(
            abi::INVALID_PARAM,
            format!("there is no package {name}"),
        ));
    }
    Ok(())
}

fn text_array<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let length = text.len().min(N - 1);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    bytes
}

fn set_option(option: i32, value: i64) -> fail::Result<()> {
    if !(0..=2).contains(&option) {
        return Err(Fail::new(
            abi::INVALID_PARAM,
            format!("no option has the number {option}"),
        ));
    }
    lock(&OPTIONS).insert(option, value);
    Ok(())
}

fn option_value(option: i32) -> i64 {
    lock(&OPTIONS).get(&option).copied().unwrap_or_default()
}

/// Counts and tells what was not given back.
fn leaks() {
    let device = memory::live();
    let leaks = [
        ("device_memory", device.len()),
        ("host_memory", memory::host::live()),
        ("stream", STREAMS.all().len()),
        ("event", super::event::EVENTS.all().len()),
        ("context", CONTEXTS.all().len()),
    ];
    for (what, count) in leaks.into_iter().chain(meta::leaks()) {
        counters::add(&format!("leaks.{what}"), count as u64);
        if count > 0 {
            counters::trace(&format!("leak {what} {count}"));
            eprintln!("cann-sim: at aclFinalize, not given back: {count} x {what}");
        }
    }
}
