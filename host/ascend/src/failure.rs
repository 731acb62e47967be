//! Why work on a device failed.

use inkstone_ascend_sys::MissingSymbol;
use inkstone_ascend_sys::status::{CallError, OUT_OF_MEMORY, is_device_lost};

use crate::device::{AVOID, avoidable};

/// The first thing that went wrong with a piece of work, or with the device as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// There is no memory left, also after everything that was cached has been given back.
    #[error(
        "NPU out of memory: {operation} {}; {} of {} are free, this program uses {}\nhint: use float16 in place of float32, choose smaller \
         pages, or close other programs that use the NPU (`npu-smi info`)",
        needed.map_or_else(|| "was refused more".to_owned(), |bytes| format!("needs {}", size(bytes))),
        size(*free),
        size(*total),
        size(*used)
    )]
    OutOfMemory {
        /// What asked for it.
        operation: &'static str,
        /// Bytes that it asked for, where that is known.
        needed: Option<usize>,
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
            Self::Call { error, .. } => is_device_lost(error.code),
            Self::OutOfMemory { .. } | Self::Missing { .. } => false,
        }
    }
}

/// Set to wait for the device after every operator, so that a failure names the one that caused it.
const SYNC_EACH: &str = "INKSTONE_ASCEND_SYNC";

/// Whether the device is waited for after every operator.
pub(crate) fn sync_each() -> bool {
    std::env::var_os(SYNC_EACH).is_some_and(|value| !value.is_empty() && value != "0")
}

/// Bytes as `1.50 GiB`, in the largest unit of which there is one.
fn size(bytes: usize) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let fitting = units.into_iter().find(|(power, _)| bytes >> power > 0);
    fitting.map_or_else(
        || format!("{bytes} bytes"),
        |(power, unit)| format!("{:.2} {unit}", bytes as f64 / f64::from(1 << power)),
    )
}

/// What there is to try besides the hint that stands before it.
fn way_round(operation: &str, code: i32) -> String {
    match avoidable(operation) {
        // Such a failure is told by whatever asks next.
        _ if is_device_lost(code) && !sync_each() => {
            format!(
                "; an operator before may have failed: {SYNC_EACH}=1 waits for each, so that the message names the one that does"
            )
        }
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
    fn memory_is_told_in_units() {
        let told = |needed| {
            Failure::OutOfMemory {
                operation: "aclnnMatmul",
                needed,
                free: 300 << 20,
                total: 32 << 30,
                used: 33_822_867_456,
            }
            .to_string()
        };
        let known = told(Some(1536));
        assert!(
            known.starts_with(
                "NPU out of memory: aclnnMatmul needs 1.50 KiB; 300.00 MiB of 32.00 GiB are free, this program uses 31.50 GiB\nhint: "
            ),
            "{known}"
        );
        assert!(told(None).contains(": aclnnMatmul was refused more; 300.00 MiB of"));
        assert!(told(Some(7)).contains(" needs 7 bytes; "));
    }

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
        // What comes late is not the fault of whoever is told.
        for operation in ["aclrtSynchronizeStream", "download", "aclnnLayerNorm"] {
            let told = failed(operation, 507_015);
            assert!(
                told.contains("; an operator before may have failed: INKSTONE_ASCEND_SYNC=1 waits"),
                "{told}"
            );
        }
        assert!(!failed("Matmul", 561_003).contains("INKSTONE_ASCEND_SYNC"));
    }
}
