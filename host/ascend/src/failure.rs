//! Why work on a device failed.

use inkstone_ascend_sys::MissingSymbol;
use inkstone_ascend_sys::status::CallError;

/// The first thing that went wrong with a piece of work, or with the device as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// There is no memory left, also after everything that was cached has been given back.
    #[error(
        "NPU out of memory: {operation} needs {needed} bytes; {free} of {total} bytes are free, this program holds {used}\nhint: choose \
         float16 or smaller pages, or close other programs that use the NPU (`npu-smi info`)"
    )]
    OutOfMemory {
        /// What asked for it.
        operation: &'static str,
        /// Bytes that it asked for.
        needed: usize,
        /// Bytes free on the device.
        free: usize,
        /// Bytes of the device.
        total: usize,
        /// Bytes in blocks of this program.
        used: usize,
    },
    /// An operator or a copy was refused, or failed later.
    #[error("{operation}({arguments}) failed: {error}")]
    Call {
        /// The operator.
        operation: &'static str,
        /// Dtypes and shapes of what it was given.
        arguments: String,
        /// What was called, and what it returned.
        error: CallError,
    },
    /// This CANN has no such function, and there is no other way.
    #[error("{operation}({arguments}): {missing}")]
    Missing {
        /// The operator.
        operation: &'static str,
        /// Dtypes and shapes of what it was given.
        arguments: String,
        /// The function.
        missing: MissingSymbol,
    },
    /// The device is not usable any more, or never was.
    #[error("the NPU cannot be used: {0}")]
    Lost(String),
}

impl Failure {
    /// Whether nothing will work on the device until the program starts anew.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            Self::Call { error, .. } => inkstone_ascend_sys::status::is_device_lost(error.code),
            Self::OutOfMemory { .. } | Self::Missing { .. } => false,
        }
    }
}
