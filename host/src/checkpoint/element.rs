//! The floating-point types that weights are stored in.

use std::fmt;
use std::str::FromStr;

/// A floating-point type of stored weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// 32-bit IEEE 754.
    F32,
    /// The upper half of a 32-bit float: 8 exponent bits, 7 fraction bits.
    Bf16,
    /// 16-bit IEEE 754.
    F16,
}

impl Element {
    /// Bytes of one value.
    pub const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::Bf16 | Self::F16 => 2,
        }
    }

    /// The name in a safetensors header (`BF16`).
    pub const fn safetensors_name(self) -> &'static str {
        match self {
            Self::F32 => "F32",
            Self::Bf16 => "BF16",
            Self::F16 => "F16",
        }
    }

    /// The type that a safetensors header names, if it is one of these.
    pub fn from_safetensors_name(name: &str) -> Option<Self> {
        [Self::F32, Self::Bf16, Self::F16]
            .into_iter()
            .find(|element| element.safetensors_name() == name)
    }
}

impl fmt::Display for Element {
    /// The name in config files and on the command line (`bfloat16`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::F32 => "float32",
            Self::Bf16 => "bfloat16",
            Self::F16 => "float16",
        })
    }
}

impl FromStr for Element {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "float32" | "f32" => Ok(Self::F32),
            "bfloat16" | "bf16" => Ok(Self::Bf16),
            "float16" | "f16" => Ok(Self::F16),
            _ => Err(format!(
                "{name} is not a weight type; use float32, bfloat16 or float16"
            )),
        }
    }
}
