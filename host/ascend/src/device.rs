//! Devices: opening them, and what their kind can compute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use burn_backend::{DType, DeviceId, DeviceOps};
use burn_std::device::Device;
use inkstone_ascend_sys::soc::{Family, Soc};
use inkstone_ascend_sys::status::CallError;
use inkstone_ascend_sys::{Cann, Environment, LoadError, symbol};

use crate::queue::Queue;

/// An NPU, by its index among those that this process may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AscendDevice {
    /// As in `ASCEND_RT_VISIBLE_DEVICES`, from 0.
    pub index: i32,
}

impl Device for AscendDevice {
    fn from_id(id: DeviceId) -> Self {
        Self {
            index: i32::from(id.index_id),
        }
    }

    fn to_id(&self) -> DeviceId {
        DeviceId::new(0, u16::try_from(self.index).unwrap_or(u16::MAX))
    }
}

impl DeviceOps for AscendDevice {}

/// Why a device cannot be opened.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// CANN's libraries cannot be used.
    #[error(transparent)]
    Load(#[from] Arc<LoadError>),
    /// The runtime refuses.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Not a SoC that this backend knows.
    #[error(
        "the device is {soc}, which is not supported\nhint: Atlas A2, A3 and 300I (Ascend910B1 to B4, Ascend910_93, Ascend310P) are"
    )]
    Soc {
        /// The name that the runtime gives.
        soc: String,
    },
    /// A name in `INKSTONE_ASCEND_AVOID`.
    #[error("{AVOID} names {name:?}, which cannot be avoided\nhint: {} can", AVOIDABLE.join(", "))]
    Avoid {
        /// The name.
        name: String,
    },
    /// The thread that drives the device.
    #[error("no thread for the NPU {}: {reason}", device.index)]
    Thread {
        /// The device.
        device: AscendDevice,
        /// What the system says.
        reason: String,
    },
}

/// What a kind of SoC computes, as CANN's operator lists say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The SoC.
    pub soc: Soc,
    /// Whether f32 is multiplied with mantissas of 10 bits: faster, and as exact as tf32. `INKSTONE_ASCEND_HF32=1` asks for it.
    pub hf32: bool,
    /// `FusedInferAttentionScoreV2` can be used.
    pub(crate) fused_attention: bool,
    /// `PromptFlashAttentionV3` can be used.
    pub(crate) prompt_attention: bool,
    /// `IncreFlashAttentionV4` can be used.
    pub(crate) step_attention: bool,
    /// `RotaryPositionEmbedding` can be used.
    pub(crate) rotary: bool,
    /// `LayerNorm` can be used.
    pub(crate) layer_norm: bool,
}

/// Operators that are not to be used, by their names without `aclnn`, separated by commas: to get round one that is wrong on a machine.
pub(crate) const AVOID: &str = "INKSTONE_ASCEND_AVOID";

/// Those that there is another way for, in the order of [`Profile`]'s fields.
const AVOIDABLE: [&str; 5] = [
    "FusedInferAttentionScoreV2",
    "PromptFlashAttentionV3",
    "IncreFlashAttentionV4",
    "RotaryPositionEmbedding",
    "LayerNorm",
];

/// The name by which an operator is avoided, if it can be; its own name may begin with `aclnn`.
pub(crate) fn avoidable(operation: &str) -> Option<&'static str> {
    let name = operation.strip_prefix("aclnn").unwrap_or(operation);
    AVOIDABLE
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name))
}

/// Asks for faster, less exact products of f32.
const HF32: &str = "INKSTONE_ASCEND_HF32";

/// The operators that are to be avoided.
///
/// # Errors
/// When one of them cannot be.
pub(crate) fn avoided() -> Result<Vec<&'static str>, OpenError> {
    let named = std::env::var(AVOID).unwrap_or_default();
    let names = named.split(',').map(str::trim);
    let known = |name: &str| avoidable(name).ok_or_else(|| OpenError::Avoid { name: name.into() });
    names.filter(|name| !name.is_empty()).map(known).collect()
}

impl Profile {
    /// What a SoC computes with the operators of an installation, but for some of them.
    pub(crate) fn of(soc: &str, cann: Option<&Cann>, avoided: &[&str]) -> Self {
        let soc = Soc::parse(soc);
        let usable = |name: &'static str, families: &[Family]| {
            let there = cann.is_some_and(|cann| cann.opapi().has(&format!("aclnn{name}")));
            there && families.contains(&soc.family) && !avoided.contains(&name)
        };
        let (training, all) = (
            [Family::A2, Family::A3],
            [Family::A2, Family::A3, Family::Inference310P],
        );
        let [fused, prompt, step, rotary, layer_norm] = AVOIDABLE;
        Self {
            hf32: std::env::var_os(HF32).is_some_and(|value| value == "1"),
            fused_attention: usable(fused, &training),
            prompt_attention: usable(prompt, &all),
            step_attention: usable(step, &all),
            rotary: usable(rotary, &training),
            layer_norm: usable(layer_norm, &training),
            soc,
        }
    }

    /// Whether the model can be computed in a dtype.
    pub fn computes(&self, dtype: DType) -> bool {
        match dtype {
            DType::F16 => self.soc.family != Family::Other,
            DType::BF16 => self.soc.has_bf16(),
            DType::F32 => self.soc.has_f32_matmul(),
            _ => false,
        }
    }

    /// Whether sums along the layers are kept in f32 while the layers compute in f16: f16 ends at 65504, and there is no bf16.
    pub(crate) fn wide_residual(&self) -> bool {
        self.soc.family == Family::Inference310P
    }
}

type Opened = Mutex<HashMap<AscendDevice, Arc<Queue>>>;

fn opened() -> &'static Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    OPENED.get_or_init(Opened::default)
}

static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();

/// Where CANN's libraries are looked for, in place of what the process's environment says. Has to be told before the first device is
/// opened; says whether it was.
pub fn look_in(environment: Environment) -> bool {
    ENVIRONMENT.set(environment).is_ok()
}

fn cann() -> Result<Arc<Cann>, Arc<LoadError>> {
    static CANN: OnceLock<Result<Arc<Cann>, Arc<LoadError>>> = OnceLock::new();
    CANN.get_or_init(
        || match Cann::load(ENVIRONMENT.get_or_init(Environment::of_process)) {
            Ok(cann) => Ok(Arc::new(cann)),
            Err(error) => Err(Arc::new(error)),
        },
    )
    .clone()
}

/// Opens a device, once in a process; it stays open. The first time takes seconds.
///
/// # Errors
/// When CANN or the device cannot be used, in words that say what to do.
pub fn open(device: AscendDevice) -> Result<Arc<Queue>, OpenError> {
    let mut opened = opened().lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(queue) = opened.get(&device) {
        return Ok(Arc::clone(queue));
    }
    let avoided = avoided()?;
    let queue = Queue::open(device, cann()?, &avoided)?;
    if queue.profile().soc.family == Family::Other {
        let soc = queue.info().soc.clone();
        queue.close();
        return Err(OpenError::Soc { soc });
    }
    opened.insert(device, Arc::clone(&queue));
    Ok(queue)
}

/// How many devices this process may use; none where CANN cannot be loaded.
pub(crate) fn count() -> usize {
    let Ok(cann) = cann() else {
        return 0;
    };
    let Ok(get) = symbol!(cann.runtime(), aclrtGetDeviceCount) else {
        return 0;
    };
    let mut count = 0;
    // SAFETY: the function writes one number.
    match unsafe { get(&mut count) } {
        0 => count as usize,
        _ => 0,
    }
}

/// Gives everything of a device back. Tensors on it are not usable any more; opened again, it is a new device.
pub fn close(device: AscendDevice) {
    let queue = {
        let mut opened = opened().lock().unwrap_or_else(PoisonError::into_inner);
        opened.remove(&device)
    };
    if let Some(queue) = queue {
        queue.close();
    }
}

/// The device's queue; where it cannot be opened, one on which everything fails with the reason.
pub(crate) fn queue(device: &AscendDevice) -> Arc<Queue> {
    open(*device).unwrap_or_else(|error| Queue::dead(*device, error.to_string()))
}

/// Gives AscendCL's state of the process back, once all devices are closed: the opposite of opening the first one. Programs need not call it; on a
/// device it was reported to hang where the process ends at the same time. Tools that look for leaks want it.
pub fn finalize() {
    if let Ok(cann) = cann()
        && let Ok(finalize) = symbol!(cann.runtime(), aclFinalize)
    {
        // SAFETY: takes nothing; no device of ours is open.
        unsafe { finalize() };
    }
}
