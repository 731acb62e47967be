//! Why work on a device failed.

use inkstone_ascend_sys::MissingSymbol;
use inkstone_ascend_sys::status::{CallError, OUT_OF_MEMORY};

use crate::device::{AVOID, avoidable};

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
    #[error("{operation}({arguments}) failed: {error}{}", way_round(operation, error.code))]
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

/// What there is to try besides the hint that stands before it.
fn way_round(operation: &str, code: i32) -> String {
    match avoidable(operation) {
        Some(name) if !OUT_OF_MEMORY.contains(&code) => {
            format!("; or go round this operator with {AVOID}={name}")
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_round_an_operator_is_told_where_there_is_one() {
        let failed = |operation, code| {
            let error = CallError {
                call: "aclnnInferGetWorkspaceSize",
                code,
                message: String::new(),
            };
            let arguments = "f16[1]".to_owned();
            Failure::Call {
                operation,
                arguments,
                error,
            }
            .to_string()
        };
        let told = failed("PromptFlashAttentionV3", 561_003);
        assert!(
            told.contains("\nhint: install the operator package")
                && told.ends_with("with INKSTONE_ASCEND_AVOID=PromptFlashAttentionV3"),
            "{told}"
        );
        for (operation, code) in [
            ("PromptFlashAttentionV3", OUT_OF_MEMORY[0]),
            ("Matmul", 561_003),
        ] {
            assert!(!failed(operation, code).contains("AVOID"), "{operation}");
        }
    }
}
