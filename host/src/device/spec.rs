//! What a user calls a device: `cpu`, `npu:1`, `cpu:bf16`, `cuda:0:f16`.

use std::fmt;
use std::str::FromStr;

use inkstone_kernels::cpu::Element;

/// A number format that a device computes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dtype {
    /// 32-bit floats.
    #[default]
    Float32,
    /// bfloat16: f32's range, 8 bits of precision. Stored and rounded so; sums are f32.
    Bfloat16,
    /// IEEE half precision. Stored and rounded so; sums are f32.
    Float16,
}

impl Dtype {
    /// The name that command lines and reports use, as PyTorch spells it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Bfloat16 => "bfloat16",
            Self::Float16 => "float16",
        }
    }

    /// The short form that device names use.
    pub fn short(self) -> &'static str {
        match self {
            Self::Float32 => "f32",
            Self::Bfloat16 => "bf16",
            Self::Float16 => "f16",
        }
    }

    /// The kernels' name of it.
    pub fn element(self) -> Element {
        match self {
            Self::Float32 => Element::F32,
            Self::Bfloat16 => Element::Bf16,
            Self::Float16 => Element::F16,
        }
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Dtype {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        match text.to_ascii_lowercase().as_str() {
            "float32" | "f32" | "fp32" | "float" => Ok(Self::Float32),
            "bfloat16" | "bf16" => Ok(Self::Bfloat16),
            "float16" | "f16" | "fp16" | "half" => Ok(Self::Float16),
            _ => Err(SpecError::Dtype(text.to_owned())),
        }
    }
}

/// A kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviceKind {
    /// The best device that is present.
    Auto,
    /// The processor.
    Cpu,
    /// A Huawei Ascend NPU.
    Npu,
    /// An NVIDIA GPU.
    Cuda,
}

impl DeviceKind {
    /// The name that users type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Cpu => "cpu",
            Self::Npu => "npu",
            Self::Cuda => "cuda",
        }
    }
}

/// A device by kind, index and, where the name carries one, dtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DeviceSpec {
    /// The kind.
    pub kind: DeviceKind,
    /// Which of several, from 0.
    pub index: usize,
    /// The dtype in the name; it wins over any given elsewhere.
    pub dtype: Option<Dtype>,
}

impl DeviceSpec {
    /// The first processor, at the dtype given elsewhere.
    pub const CPU: Self = Self {
        kind: DeviceKind::Cpu,
        index: 0,
        dtype: None,
    };

    /// The dtype to compute with: the name's own, else `otherwise`.
    pub fn dtype_or(&self, otherwise: Dtype) -> Dtype {
        self.dtype.unwrap_or(otherwise)
    }
}

impl fmt::Display for DeviceSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.name())?;
        if self.index > 0 {
            write!(f, ":{}", self.index)?;
        }
        match self.dtype {
            Some(dtype) => write!(f, ":{}", dtype.short()),
            None => Ok(()),
        }
    }
}

/// Why a device or dtype name was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecError {
    /// No such kind of device.
    #[error(
        "unknown device {0:?}; use auto, cpu, npu or cuda, with an optional index and dtype: npu:1, cpu:bf16, cuda:0:f16"
    )]
    Kind(String),
    /// No such dtype.
    #[error("unknown dtype {0:?}; use float32 (f32), bfloat16 (bf16) or float16 (f16)")]
    Dtype(String),
    /// A part after the kind is neither an index nor a dtype, or comes twice.
    #[error(
        "device {name:?}: {part:?} is neither an index nor a dtype, or comes twice; write for example npu:1 or cpu:bf16"
    )]
    Part {
        /// The whole name.
        name: String,
        /// The part.
        part: String,
    },
    /// The processor has no index.
    #[error("device {0:?}: there is one cpu; leave the index out")]
    CpuIndex(String),
}

impl FromStr for DeviceSpec {
    type Err = SpecError;

    fn from_str(text: &str) -> Result<Self, SpecError> {
        let mut parts = text.split(':');
        let kind = match parts
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "auto" => DeviceKind::Auto,
            "cpu" => DeviceKind::Cpu,
            "npu" | "ascend" => DeviceKind::Npu,
            "cuda" | "gpu" => DeviceKind::Cuda,
            _ => return Err(SpecError::Kind(text.to_owned())),
        };
        let (mut index, mut dtype) = (None, None);
        for part in parts {
            if let (None, None, Ok(found)) = (index, dtype, part.parse::<usize>()) {
                index = Some(found);
            } else if let (None, Ok(found)) = (dtype, part.parse::<Dtype>()) {
                dtype = Some(found);
            } else {
                return Err(SpecError::Part {
                    name: text.to_owned(),
                    part: part.to_owned(),
                });
            }
        }
        let index = index.unwrap_or(0);
        if kind == DeviceKind::Cpu && index > 0 {
            return Err(SpecError::CpuIndex(text.to_owned()));
        }
        Ok(Self { kind, index, dtype })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_and_written_back() {
        for (text, kind, index, dtype) in [
            ("cpu", DeviceKind::Cpu, 0, None),
            ("npu:1", DeviceKind::Npu, 1, None),
            ("cpu:bf16", DeviceKind::Cpu, 0, Some(Dtype::Bfloat16)),
            ("cuda:2:f16", DeviceKind::Cuda, 2, Some(Dtype::Float16)),
            ("auto", DeviceKind::Auto, 0, None),
        ] {
            let spec: DeviceSpec = text.parse().unwrap();
            assert_eq!(spec, DeviceSpec { kind, index, dtype });
            assert_eq!(spec.to_string(), text);
        }
    }

    #[test]
    fn nonsense_is_refused_by_what_is_wrong() {
        let error = |text: &str| text.parse::<DeviceSpec>().unwrap_err().to_string();
        assert!(error("tpu").contains("unknown device"));
        assert!(error("").contains("unknown device"));
        assert!(error("cpu:int8").contains("\"int8\""));
        assert!(error("npu:1:2").contains("comes twice"));
        assert!(error("npu:f16:1").contains("comes twice"));
        assert!(error("cpu:3").contains("one cpu"));
        assert!(error("npu:-1").contains("\"-1\""));
    }

    #[test]
    fn the_dtype_in_the_name_wins() {
        let spec: DeviceSpec = "cpu:bf16".parse().unwrap();
        assert_eq!(spec.dtype_or(Dtype::Float32), Dtype::Bfloat16);
        assert_eq!(DeviceSpec::CPU.dtype_or(Dtype::Float16), Dtype::Float16);
    }
}
