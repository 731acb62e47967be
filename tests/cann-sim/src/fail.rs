//! Refusals with their texts, and violations: calls that a device would not notice and that go wrong later.

use std::cell::RefCell;
use std::ffi::CString;
use std::fmt::Display;

use crate::abi;
use crate::config::config;
use crate::counters;

/// A call refused, or a task failed: the number that is returned and what `aclGetRecentErrMsg` tells.
#[derive(Clone, Debug)]
pub struct Fail {
    /// `aclError` or `aclnnStatus`.
    pub code: i32,
    /// In words.
    pub message: String,
}

/// What an entry point's body gives.
pub type Result<T, E = Fail> = std::result::Result<T, E>;

impl Fail {
    /// A refusal with `code`.
    pub fn new(code: i32, message: impl Display) -> Self {
        Self {
            code,
            message: message.to_string(),
        }
    }
}

/// A refusal with 161002: an argument of an operator is not one it takes.
pub fn param(message: impl Display) -> Fail {
    Fail::new(abi::NN_PARAM, message)
}

/// A task that ends the device with 507015.
pub fn fault(message: impl Display) -> Fail {
    Fail::new(abi::AICORE_EXCEPTION, message)
}

thread_local! {
    static RECENT: RefCell<Option<String>> = const { RefCell::new(None) };
    static GIVEN: RefCell<Option<CString>> = const { RefCell::new(None) };
}

/// Keeps `message` for this thread's next `aclGetRecentErrMsg`.
pub fn remember(code: i32, message: &str) {
    let class = match code {
        100_000..=199_999 => "EZ1001",
        507_000..=507_999 => "EZ9999",
        _ => "EE1001",
    };
    RECENT.set(Some(format!("{class}: {message} (error {code})")));
}

/// The message of this thread, which is then forgotten; null where there is none. Valid until the thread's next call of this.
pub fn take_recent() -> *const std::ffi::c_char {
    let text = RECENT.take().and_then(|text| CString::new(text).ok());
    GIVEN.with_borrow_mut(|given| {
        *given = text;
        given
            .as_ref()
            .map_or(std::ptr::null(), |text| text.as_ptr())
    })
}

/// Reports what a device would let pass: counted as `violations` and `violations.KIND`, told on the terminal; ends the process where
/// `ASCEND_SIM_STRICT` is set.
pub fn violation(kind: &str, message: impl Display) {
    counters::add("violations", 1);
    counters::add(&format!("violations.{kind}"), 1);
    counters::trace(&format!("violation {kind}: {message}"));
    eprintln!("cann-sim: violation ({kind}): {message}");
    if config().strict {
        std::process::abort();
    }
}

/// Reports a violation after which a device's library has undefined behaviour, and ends the process.
pub fn fatal(kind: &str, message: impl Display) -> ! {
    violation(kind, message);
    counters::write_summary();
    std::process::abort();
}
