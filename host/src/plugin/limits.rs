//! What a plugin may use.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Limits of one call. Memory and output grow with the input.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Wall-clock seconds.
    pub seconds: f64,
    /// MiB of memory, to which eight times the input is added.
    pub memory_mib: u32,
    /// MiB that may be given back, to which four times the input is added.
    pub output_mib: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            seconds: 60.0,
            memory_mib: 256,
            output_mib: 64,
        }
    }
}

impl Limits {
    /// How long a call may take; a limit that is no positive number is taken as a millisecond.
    pub fn time(&self) -> Duration {
        Duration::try_from_secs_f64(self.seconds.max(0.001)).unwrap_or(Duration::MAX / 4)
    }

    /// Bytes of memory for an input of `input` bytes.
    pub fn memory(&self, input: usize) -> usize {
        ((self.memory_mib as usize) << 20).saturating_add(input.saturating_mul(8))
    }

    /// Bytes that may be given back for an input of `input` bytes.
    pub fn output(&self, input: usize) -> usize {
        ((self.output_mib as usize) << 20).saturating_add(input.saturating_mul(4))
    }
}
