//! Error numbers of the runtime and of aclnn, in words.

use std::ffi::CStr;
use std::fmt;

use crate::bindings::Runtime;
use crate::group::Group;
use crate::symbol;

/// What every function of a stub library returns.
pub const STUB: i32 = 100_039;
/// `aclInit` was called before: no failure.
pub const REPEATED_INIT: i32 = 100_002;
/// Device memory is exhausted.
pub const OUT_OF_MEMORY: [i32; 2] = [207_001, 207_018];

const OPERATORS: &str = "install the operator package of the same CANN version for this device (Ascend-cann-kernels-…, from 8.5 on …-ops), \
                         and `source .../set_env.sh`, which sets ASCEND_OPP_PATH";
const MEMORY: &str =
    "close other programs that use the NPU (`npu-smi info`), or choose smaller pages or float16";
const PERMISSION: &str = "let your user into the group of the driver (`sudo usermod -aG HwHiAiUser $USER`, then log in again); in a \
                          container, pass /dev/davinci0, /dev/davinci_manager, /dev/devmm_svm and /dev/hisi_hdc";
const DEVICE: &str = "see `npu-smi info` and ASCEND_RT_VISIBLE_DEVICES for the devices there are";
const LOST: &str = "the device is not usable until the program starts anew; see ~/ascend/log, and `npu-smi info` for its health";
const BUG: &str = "please report it with the output of `inkstone doctor --device npu`";
const STUBS: &str = "install the driver of the NPU, take `devlib` out of LD_LIBRARY_PATH, and `source .../set_env.sh` once more";

/// Number, meaning and hint.
const KNOWN: [(i32, &str, &str); 49] = [
    (100_000, "invalid parameter", BUG),
    (100_001, "not initialised", BUG),
    (100_002, "initialised before", BUG),
    (STUB, "stub library", STUBS),
    (107_000, "invalid parameter", BUG),
    (107_001, "no device of that number", DEVICE),
    (107_002, "no context on this thread", BUG),
    (107_003, "stream of another context", BUG),
    (107_008, "address is not aligned", BUG),
    (107_017, "invalid handle", BUG),
    (107_018, "invalid kind of allocation", BUG),
    (107_019, "timeout", LOST),
    (107_020, "timeout", LOST),
    (107_027, "synchronisation of a stream under capture", BUG),
    (107_030, "not possible in a capture", BUG),
    (107_041, "synchronous operation in a capture", BUG),
    (161_001, "null argument", BUG),
    (
        161_002,
        "invalid argument of an operator (type, shape or format)",
        BUG,
    ),
    (200_000, "memory allocation failed", MEMORY),
    (200_001, "not supported", OPERATORS),
    (
        207_000,
        "not supported by this device or version",
        OPERATORS,
    ),
    (207_001, "out of device memory", MEMORY),
    (207_004, "no device", DEVICE),
    (207_006, "no permission for the device", PERMISSION),
    (207_008, "no stream resource left", MEMORY),
    (207_018, "out of device memory", MEMORY),
    (361_001, "error of the runtime in an operator", LOST),
    (500_000, "internal error", LOST),
    (507_000, "internal error of the runtime", LOST),
    (507_001, "internal error of the task scheduler", LOST),
    (507_008, "version of the SoC does not fit", OPERATORS),
    (507_009, "task not supported", OPERATORS),
    (507_010, "heartbeat of the device lost", LOST),
    (507_011, "execution failed", LOST),
    (507_014, "timeout on an AI core", LOST),
    (507_015, "exception on an AI core", LOST),
    (507_017, "timeout on the AI CPU", LOST),
    (507_018, "exception on the AI CPU", LOST),
    (507_034, "timeout on a vector core", LOST),
    (507_035, "exception on a vector core", LOST),
    (507_046, "timeout of a stream", LOST),
    (507_053, "memory error of the device", LOST),
    (507_054, "memory error (HBM ECC) of the device", LOST),
    (507_899, "error of the driver", LOST),
    (561_002, "operator cannot be tiled for these shapes", BUG),
    (
        561_003,
        "no kernel of the operator for this device or type",
        OPERATORS,
    ),
    (561_103, "null inside an operator", BUG),
    (561_107, "operator package not found", OPERATORS),
    (561_112, "kernel package not found", OPERATORS),
];

/// What `code` means and what to do about it.
pub fn describe(code: i32) -> (&'static str, &'static str) {
    let known = KNOWN.iter().find(|(number, ..)| *number == code);
    known.map_or(("unknown error", BUG), |(_, meaning, hint)| (meaning, hint))
}

/// Whether the device has to be given up after `code`.
pub fn is_device_lost(code: i32) -> bool {
    (507_000..508_000).contains(&code) && describe(code).1 == LOST
}

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallError {
    /// The function.
    pub call: &'static str,
    /// What it returned.
    pub code: i32,
    /// What the runtime adds, if anything.
    pub message: String,
}

impl std::error::Error for CallError {}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (meaning, hint) = describe(self.code);
        write!(f, "{}: {meaning} ({})", self.call, self.code)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        write!(f, "\nhint: {hint}")
    }
}

/// `Ok` for 0; else an error with the thread's last message, which asking for takes away.
pub fn check(runtime: &Group<Runtime>, call: &'static str, code: i32) -> Result<(), CallError> {
    if code == 0 {
        return Ok(());
    }
    Err(CallError {
        call,
        code,
        message: recent_message(runtime),
    })
}

fn recent_message(runtime: &Group<Runtime>) -> String {
    let Ok(get) = symbol!(runtime, aclGetRecentErrMsg) else {
        return String::new();
    };
    // SAFETY: takes nothing.
    let text = unsafe { get() };
    if text.is_null() {
        return String::new();
    }
    // SAFETY: not null, ends with nul, and is valid until the next call on this thread; it is copied before.
    let text = unsafe { CStr::from_ptr(text) };
    text.to_string_lossy().trim().to_owned()
}
