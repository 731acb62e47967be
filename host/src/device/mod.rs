//! Devices: from a name to a loaded model. This is the one file that names backends.

pub mod doctor;
mod engine;
mod npu;
mod spec;

pub use engine::{Engine, EngineInfo, Session};
pub use npu::{SIMULATOR, answer_probe, is_simulated, npu_settings};
pub use spec::{DeviceKind, DeviceSpec, Dtype, SpecError};

use burn::backend::Flex;
use inkstone_kernels::FusedOps;
use inkstone_kernels::cpu::{Cpu, IsaError};

use crate::checkpoint::weights_file::WeightFiles;
use crate::model::PaddleOcrVl;
use crate::model::config::ModelConfig;
use crate::model::weights::{TensorSource, WeightError};
use engine::BurnEngine;

/// Why a device could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// This program was built without the device's backend.
    #[error("the device {device} is not built into this program: {why}\nhint: {hint}")]
    NotBuilt {
        /// The device that was asked for.
        device: DeviceSpec,
        /// What is missing.
        why: String,
        /// What to do.
        hint: String,
    },
    /// The backend is there, the device is not.
    #[error("the device {device} is not present: {why}\nhint: {hint}")]
    NotPresent {
        /// The device that was asked for.
        device: DeviceSpec,
        /// What was looked for.
        why: String,
        /// What to do.
        hint: String,
    },
    /// The device is there and refuses.
    #[error("the device {device} cannot be opened: {why}")]
    Device {
        /// The device that was asked for.
        device: DeviceSpec,
        /// What it says, and what to do.
        why: String,
    },
    /// The device does not compute in this dtype.
    #[error(
        "the device {device} ({soc}) does not compute in {dtype}\nhint: {}",
        if *dtype == Dtype::Float16 { "use --device cpu".to_owned() } else { format!("name it {}: every Ascend device computes in float16", in_float16(*device)) }
    )]
    Dtype {
        /// The device that was asked for.
        device: DeviceSpec,
        /// The dtype that was asked for.
        dtype: Dtype,
        /// The device's SoC.
        soc: String,
    },
    /// `INKSTONE_ISA` asks for instructions that cannot be had.
    #[error(transparent)]
    Isa(#[from] IsaError),
    /// The weights do not fit.
    #[error(transparent)]
    Weights(#[from] WeightError),
}

/// A device with float16 as its dtype.
fn in_float16(device: DeviceSpec) -> DeviceSpec {
    DeviceSpec {
        dtype: Some(Dtype::Float16),
        ..device
    }
}

/// What one kind of device offers here.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DeviceStatus {
    /// The name to give to `--device`.
    pub name: String,
    /// Whether this program contains its backend.
    pub built_in: bool,
    /// Whether it can be opened.
    pub present: bool,
    /// What it is, or why it is not there.
    pub description: String,
}

/// Every kind of device, best first, with what is missing where one cannot be used.
pub fn devices() -> Vec<DeviceStatus> {
    let kinds = [DeviceKind::Npu, DeviceKind::Cuda, DeviceKind::Cpu];
    let status = |kind: DeviceKind| {
        let problem = usable(DeviceSpec {
            kind,
            index: 0,
            dtype: None,
        });
        DeviceStatus {
            name: kind.name().into(),
            built_in: !matches!(problem, Err(OpenError::NotBuilt { .. })),
            present: problem.is_ok(),
            description: match problem {
                Ok(()) if kind == DeviceKind::Cpu => describe_cpu(),
                Ok(()) if kind == DeviceKind::Npu => npu::describe(),
                Ok(()) => "ready".into(),
                // The list of folders that were looked into, or what a driver said, is for whoever asks for the device.
                Err(OpenError::NotPresent { why, .. }) if why.contains('\n') => {
                    let short = why.lines().next().unwrap_or(&why);
                    format!("{short}; `inkstone doctor` says more")
                }
                Err(
                    OpenError::NotBuilt { why, hint, .. } | OpenError::NotPresent { why, hint, .. },
                ) => format!("{why}; {}", hint.trim_end_matches(':')),
                Err(error) => error.to_string(),
            },
        }
    };
    kinds.into_iter().map(status).collect()
}

/// Picks the device that `auto` means: the first usable of NPU, GPU and CPU. The CANN simulator does not count as an NPU.
pub fn resolve(spec: DeviceSpec) -> DeviceSpec {
    if spec.kind != DeviceKind::Auto {
        return spec;
    }
    let found = [DeviceKind::Npu, DeviceKind::Cuda]
        .into_iter()
        .map(|kind| DeviceSpec { kind, ..spec })
        .find(|&candidate| {
            usable(candidate).is_ok() && !(candidate.kind == DeviceKind::Npu && npu::is_simulator())
        });
    found.unwrap_or(DeviceSpec {
        dtype: spec.dtype,
        ..DeviceSpec::CPU
    })
}

/// Whether a device can be opened, without opening it.
///
/// # Errors
/// What is missing, and what to do about it.
pub fn usable(spec: DeviceSpec) -> Result<(), OpenError> {
    match spec.kind {
        DeviceKind::Auto => Ok(()),
        DeviceKind::Cpu => Ok(Cpu::check_env()?),
        DeviceKind::Npu => npu::usable(spec),
        DeviceKind::Cuda => cuda::usable(spec),
    }
}

/// Whether a device computes the model in a dtype that its name does not have, to be asked before anything slow is done. An NPU is opened for
/// that, which takes seconds the first time.
///
/// # Errors
/// What is missing, or what the device refuses, and what to do about it.
pub fn check(spec: DeviceSpec, dtype: Dtype) -> Result<(), OpenError> {
    let spec = resolve(spec);
    usable(spec)?;
    match spec.kind {
        DeviceKind::Npu => npu::open_for(spec, spec.dtype_or(dtype)).map(drop),
        DeviceKind::Auto | DeviceKind::Cpu | DeviceKind::Cuda => Ok(()),
    }
}

/// Bytes of the host's memory that weights take when they are open on a device: all of them on the CPU, at the dtype that it computes with,
/// and the largest tensor, on its way, elsewhere.
pub fn host_bytes(spec: DeviceSpec, dtype: Dtype, weights: &WeightFiles) -> u64 {
    let size = match spec.dtype_or(dtype) {
        Dtype::Float32 => 4,
        Dtype::Bfloat16 | Dtype::Float16 => 2,
    };
    let elements = weights
        .tensors()
        .map(|t| t.shape.iter().product::<usize>() as u64);
    size * match spec.kind {
        DeviceKind::Cpu | DeviceKind::Auto => elements.sum::<u64>(),
        DeviceKind::Npu | DeviceKind::Cuda => elements.max().unwrap_or(0),
    }
}

fn describe_cpu() -> String {
    let cpu = Cpu::global();
    let s = if cpu.threads() == 1 { "" } else { "s" };
    format!("{} kernels, {} thread{s}", cpu.isa(), cpu.threads())
}

/// Loads the model onto a device. `progress` is told how many of how many tensors are read; returning `false` cancels.
///
/// # Errors
/// When the device cannot be had, or the weights do not fit `config`.
pub fn open(
    spec: DeviceSpec,
    dtype: Dtype,
    config: &ModelConfig,
    source: &dyn TensorSource,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Box<dyn Engine>, OpenError> {
    let spec = resolve(spec);
    usable(spec)?;
    let dtype = spec.dtype_or(dtype);
    match spec.kind {
        DeviceKind::Npu => npu::load(spec, dtype, config, source, progress),
        DeviceKind::Cuda => cuda::load(spec, dtype, config, source, progress),
        _ => load::<Flex>(
            spec,
            dtype,
            config,
            source,
            &Default::default(),
            describe_cpu(),
            progress,
        ),
    }
}

fn load<B: FusedOps>(
    spec: DeviceSpec,
    dtype: Dtype,
    config: &ModelConfig,
    source: &dyn TensorSource,
    device: &B::Device,
    about: String,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Box<dyn Engine>, OpenError>
where
    PaddleOcrVl<B>: Send + Sync,
{
    let total = PaddleOcrVl::<B>::tensor_count(config);
    let model = PaddleOcrVl::<B>::load(config, source, dtype.element(), device, &mut |done| {
        progress(done, total)
    })?;
    Ok(Box::new(BurnEngine::new(model, spec, dtype, about)))
}

#[cfg(feature = "cuda")]
mod cuda {
    //! NVIDIA GPUs, through Burn's CUDA backend and the composed forms.

    use super::*;
    use burn::backend::cuda::{Cuda, CudaDevice};
    use burn::tensor::Tensor;

    use crate::processor::input::guard::guarded_with_threads;

    pub fn usable(spec: DeviceSpec) -> Result<(), OpenError> {
        let absent = |why: String, hint: &str| OpenError::NotPresent {
            device: spec,
            why,
            hint: format!("{hint}, or use --device cpu:"),
        };
        let file = format!("/dev/nvidia{}", spec.index);
        if cfg!(target_os = "linux") && !std::path::Path::new(&file).exists() {
            return Err(absent(
                format!("there is no {file}"),
                "install NVIDIA's driver",
            ));
        }
        probe(spec.index).map_err(|why| {
            let why = why.lines().next().unwrap_or("CUDA failed");
            // Of a missing library every name that it might have is listed.
            let why = why
                .split(" - searched for")
                .next()
                .unwrap_or(why)
                .to_owned();
            absent(why, "install NVIDIA's driver and the CUDA toolkit (NVRTC)")
        })
    }

    /// Compiles and runs one small kernel: Burn panics where the driver, the device or the compiler is missing.
    fn probe(index: usize) -> Result<(), String> {
        let sum = guarded_with_threads(|| {
            let ones = Tensor::<Cuda, 1>::ones([4], &CudaDevice::new(index));
            ones.sum().try_into_scalar().map_err(|e| e.to_string())
        })??;
        match sum {
            4.0 => Ok(()),
            wrong => Err(format!("the device adds four ones up to {wrong}")),
        }
    }

    pub fn load(
        spec: DeviceSpec,
        dtype: Dtype,
        config: &ModelConfig,
        source: &dyn TensorSource,
        progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Box<dyn Engine>, OpenError> {
        let device = CudaDevice::new(spec.index);
        let about = format!("CUDA device {}, composed operations", spec.index);
        super::load::<Cuda>(spec, dtype, config, source, &device, about, progress)
    }
}

#[cfg(not(feature = "cuda"))]
mod cuda {
    //! Stands in for NVIDIA GPUs where the feature `cuda` is off.

    use super::*;

    pub fn usable(spec: DeviceSpec) -> Result<(), OpenError> {
        Err(OpenError::NotBuilt {
            device: spec,
            why: "built without the cargo feature `cuda`".into(),
            hint: "build with --features cuda, or use --device cpu:".into(),
        })
    }

    pub fn load(
        spec: DeviceSpec,
        _dtype: Dtype,
        _config: &ModelConfig,
        _source: &dyn TensorSource,
        _progress: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Box<dyn Engine>, OpenError> {
        Err(usable(spec).expect_err("this build has no CUDA"))
    }
}
