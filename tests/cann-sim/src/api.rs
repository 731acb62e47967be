//! What every entry point of the runtime does before and after its own work.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::abi;
use crate::config::config;
use crate::counters;
use crate::fail::{self, Fail, Result};
use crate::rt::context;

/// Whether `aclInit` was called.
pub static INITIALIZED: AtomicBool = AtomicBool::new(false);

/// What must hold before a call.
#[derive(Clone, Copy, PartialEq)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// `aclInit`.
    Init,
    /// A context on this thread, and a device that is not lost.
    Context,
    /// As `Init`; done also on a lost device, whose error is then returned.
    Release,
}

/// Declares entry points that return `aclError`: `Need fn name(arguments) { body }`, where the body gives `Result<()>`.
macro_rules! api {
    ($($(#[$meta:meta])* $need:ident fn $name:ident($($arg:ident: $kind:ty),* $(,)?) $body:block)*) => {$(
        $(#[$meta])*
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($arg: $kind),*) -> i32 {
            $crate::api::call(stringify!($name), $crate::api::Need::$need, || $body)
        }
    )*};
}
pub(crate) use api;

/// Counts the call, lets it fail where `ASCEND_SIM_FAIL` says so, checks what it needs, runs it and keeps its message.
pub fn call(name: &str, need: Need, body: impl FnOnce() -> Result<()>) -> i32 {
    let result = enter(name, need).and_then(|()| body());
    let result = match (need, result) {
        (Need::Release, Ok(())) => context::check_lost(),
        (_, result) => result,
    };
    finish(name, result)
}

/// The number of a result, its message kept for this thread.
pub fn finish(name: &str, result: Result<()>) -> i32 {
    match result {
        Ok(()) => 0,
        Err(Fail { code, message }) => {
            fail::remember(code, &format!("{name}: {message}"));
            counters::trace(&format!("error {name} {code} {message}"));
            code
        }
    }
}

/// The checks alone, for entry points that return something else.
pub fn enter(name: &str, need: Need) -> Result<()> {
    let nth = counters::add(&format!("calls.{name}"), 1);
    inject(name, false, nth)?;
    if need != Need::Nothing && !INITIALIZED.load(Ordering::SeqCst) {
        return Err(Fail::new(abi::UNINITIALIZED, "aclInit was not called"));
    }
    if need == Need::Context {
        context::current()?;
        context::check_lost()?;
    }
    Ok(())
}

/// Fails where `ASCEND_SIM_FAIL` names this call (or task, with `run`).
pub fn inject(name: &str, run: bool, nth: u64) -> Result<()> {
    let mut injections = config().injections.iter();
    match injections.find(|i| i.function == name && i.run == run && (i.nth == 0 || i.nth == nth)) {
        Some(injection) => Err(Fail::new(
            injection.code,
            "ASCEND_SIM_FAIL asks for this failure",
        )),
        None => Ok(()),
    }
}

/// Writes a result through a pointer of the caller's.
pub fn put<T>(pointer: *mut T, value: T) -> Result<()> {
    if pointer.is_null() {
        return Err(Fail::new(
            abi::INVALID_PARAM,
            "a pointer for a result is null",
        ));
    }
    // SAFETY: not null; that it points to room for the value is the caller's part of the C interface.
    unsafe { pointer.write_unaligned(value) };
    Ok(())
}
