//! Which vector instructions the kernels may use, by name and by detection.

use std::fmt;
use std::str::FromStr;

/// A set of vector instructions that the kernels are compiled for. Ordered from the plainest to the widest.
///
/// Each value stands for exactly the CPU features that its kernels use, not for a generation of processors:
/// [`Isa::Avx512`] needs `avx512f`; [`Isa::Avx2`] needs `avx2`, `fma` and `f16c`; [`Isa::Portable`] needs nothing
/// beyond what the program was compiled for (on aarch64 that includes NEON).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Isa {
    /// Arrays of four floats that the compiler vectorises as the target allows.
    Portable,
    /// 256-bit vectors of x86-64.
    Avx2,
    /// 512-bit vectors of x86-64.
    Avx512,
}

impl Isa {
    const ALL: [Isa; 3] = [Isa::Avx512, Isa::Avx2, Isa::Portable];

    /// The instruction sets of this machine, best first; [`Isa::Portable`] is always the last.
    pub fn available() -> Vec<Isa> {
        Self::ALL
            .into_iter()
            .filter(|isa| isa.is_present())
            .collect()
    }

    /// Whether this machine has every feature that kernels of this set use.
    pub fn is_present(self) -> bool {
        match self {
            Isa::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2 => {
                std::arch::is_x86_feature_detected!("avx2")
                    && std::arch::is_x86_feature_detected!("fma")
                    && std::arch::is_x86_feature_detected!("f16c")
            }
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512 => std::arch::is_x86_feature_detected!("avx512f"),
            #[cfg(not(target_arch = "x86_64"))]
            Isa::Avx2 | Isa::Avx512 => false,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Isa::Portable => "portable",
            Isa::Avx2 => "avx2",
            Isa::Avx512 => "avx512",
        }
    }
}

impl fmt::Display for Isa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Isa {
    type Err = IsaError;

    fn from_str(name: &str) -> Result<Self, IsaError> {
        Self::ALL
            .into_iter()
            .find(|isa| isa.name() == name)
            .ok_or_else(|| IsaError::Unknown {
                name: name.to_owned(),
            })
    }
}

/// Why the instructions or threads asked for cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IsaError {
    /// No instruction set has this name.
    #[error(
        "unknown instruction set {name:?}: this machine can use {}",
        available_names()
    )]
    Unknown {
        /// The name as given.
        name: String,
    },
    /// The instruction set exists, but this machine lacks it.
    #[error(
        "this machine lacks the instructions of {isa}: it can use {}",
        available_names()
    )]
    Missing {
        /// The set asked for.
        isa: Isa,
    },
    /// `INKSTONE_THREADS` is not a number from 1 to 1024.
    #[error(
        "INKSTONE_THREADS is {value:?}: give a number of threads from 1 to 1024, or leave it unset"
    )]
    Threads {
        /// The value as given.
        value: String,
    },
}

fn available_names() -> String {
    Isa::available()
        .iter()
        .map(|isa| isa.name())
        .collect::<Vec<_>>()
        .join(", ")
}
