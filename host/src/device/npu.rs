//! Huawei Ascend NPUs, through the backend of our own in `inkstone-ascend`.
//!
//! Whether there is one is asked in a child process, as a broken driver may end or hang the process that asks; this one touches the driver
//! when the device is opened.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use inkstone_ascend::{Ascend, AscendDevice, Queue, open};
use inkstone_ascend_sys::probe::{self, ProbeError, Report};
use inkstone_ascend_sys::{Candidate, Environment};
use inkstone_kernels::composed;

use super::{DeviceSpec, Dtype, Engine, OpenError};
use crate::model::config::ModelConfig;
use crate::model::weights::TensorSource;

/// The first use of a device takes seconds.
const LIMIT: Duration = Duration::from_secs(120);
/// Set for the child that looks.
const CHILD: &str = "INKSTONE_NPU_PROBE_CHILD";
/// Where the simulator's timings would be taken for a device's.
pub const SIMULATOR: &str = "CANN simulator: timings mean nothing";

static PROGRAM_ANSWERS: OnceLock<()> = OnceLock::new();

/// To be called first in `main`: in the child that looks for an NPU it does so and gives the status to exit with; in any other process it
/// notes that this program can be started as that child.
pub fn answer_probe() -> Option<u8> {
    if std::env::var_os(CHILD).is_none() {
        let _ = PROGRAM_ANSWERS.set(());
        return None;
    }
    let found = look();
    print!("{}", probe::answer(&found));
    Some(u8::from(found.is_err()))
}

fn look() -> Result<Report, ProbeError> {
    let (dev, driver) = (Path::new("/dev"), Path::new("/usr/local/Ascend/driver"));
    probe::look(&Environment::of_process(), dev, driver)
}

/// What this machine has, looked for once.
pub(super) fn report() -> Result<&'static Report, String> {
    static REPORT: OnceLock<Result<Report, String>> = OnceLock::new();
    let found = REPORT.get_or_init(|| {
        let candidates = Environment::of_process().candidates();
        let found = match (PROGRAM_ANSWERS.get(), std::env::current_exe()) {
            // Where no library is to be found there is nothing to start a child for.
            (Some(()), Ok(program)) if candidates.iter().any(Candidate::has_runtime) => {
                probe::ask(Command::new(program).env(CHILD, "1"), LIMIT)
            }
            _ => look(),
        };
        found.map_err(|error| error.to_string())
    });
    found.as_ref().map_err(Clone::clone)
}

/// What is there, in words.
pub(super) fn describe() -> String {
    match report() {
        Ok(report) => {
            let one = words(&report.soc, &report.version, report.simulator);
            match report.devices {
                1 => one,
                count => format!("{count} devices, {one}"),
            }
        }
        Err(why) => why,
    }
}

fn words(soc: &str, version: &str, simulator: bool) -> String {
    let mut words = soc.to_owned();
    if !version.is_empty() {
        words.push_str(&format!(", CANN {version}"));
    }
    if simulator {
        words.push_str(&format!(" ({SIMULATOR})"));
    }
    words
}

/// Whether a device's description says that it is the CANN simulator.
pub fn is_simulated(description: &str) -> bool {
    description.contains(SIMULATOR)
}

/// Whether the libraries are the simulator's: `auto` never means those.
pub(super) fn is_simulator() -> bool {
    report().is_ok_and(|report| report.simulator)
}

pub(super) fn usable(spec: DeviceSpec) -> Result<(), OpenError> {
    let absent = |why: String, hint: String| OpenError::NotPresent {
        device: spec,
        why,
        hint,
    };
    // The message and its hint, which ends in what to do where there is no device at all.
    let split = |text: String| match text.split_once("\nhint: ") {
        Some((why, hint)) => absent(why.to_owned(), format!("{hint}; or use --device cpu:")),
        None => absent(text, "use --device cpu:".into()),
    };
    let report = report().map_err(split)?;
    if spec.index >= report.devices as usize {
        return Err(absent(
            match report.devices {
                1 => "there is one device, with the number 0".into(),
                count => format!("there are {count} devices, numbered from 0"),
            },
            "see `npu-smi info` and ASCEND_RT_VISIBLE_DEVICES; or use --device cpu:".into(),
        ));
    }
    Ok(())
}

/// The backend's name of a device; one that is not there where the number is too large for it.
pub(super) fn ascend_device(spec: DeviceSpec) -> AscendDevice {
    AscendDevice {
        index: i32::try_from(spec.index).unwrap_or(i32::MAX),
    }
}

/// Opens a device that computes in a dtype.
pub(super) fn open_for(spec: DeviceSpec, dtype: Dtype) -> Result<Arc<Queue>, OpenError> {
    let queue = open(ascend_device(spec)).map_err(|error| OpenError::Device {
        device: spec,
        why: error.to_string(),
    })?;
    match queue.profile().computes(composed::dtype(dtype.element())) {
        true => Ok(queue),
        false => Err(OpenError::Dtype {
            device: spec,
            dtype,
            soc: queue.info().soc.clone(),
        }),
    }
}

pub(super) fn load(
    spec: DeviceSpec,
    dtype: Dtype,
    config: &ModelConfig,
    source: &dyn TensorSource,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Box<dyn Engine>, OpenError> {
    let queue = open_for(spec, dtype)?;
    let device = ascend_device(spec);
    let info = queue.info();
    let about = words(
        &info.soc,
        info.version.as_deref().unwrap_or_default(),
        info.simulator,
    );
    let engine = super::load::<Ascend>(spec, dtype, config, source, &device, about, progress)?;
    // Weights that do not fit are told here, not with the first page.
    queue.sync().map_err(|failure| OpenError::Device {
        device: spec,
        why: failure.to_string(),
    })?;
    Ok(engine)
}

/// Whether an open device can be used no more.
pub(super) fn is_lost(spec: DeviceSpec) -> bool {
    let queue = open(ascend_device(spec));
    queue.is_ok_and(|queue| queue.sync().is_err_and(|failure| failure.is_final()))
}

/// Operations of an open device that were computed on the host.
pub(super) fn host_operations(spec: DeviceSpec) -> u64 {
    let device = ascend_device(spec);
    open(device).map_or(0, |queue| queue.counters().fallbacks)
}

/// The variables that change what an NPU computes and that are set, with their values.
pub fn npu_settings() -> Vec<String> {
    let names = [
        "INKSTONE_ASCEND_AVOID",
        "INKSTONE_ASCEND_HF32",
        "INKSTONE_ASCEND_SYNC",
        "INKSTONE_ASCEND_LIB_DIR",
        "ASCEND_RT_VISIBLE_DEVICES",
    ];
    let set = names.map(|name| {
        std::env::var(name)
            .ok()
            .map(|value| format!("{name}={value}"))
    });
    set.into_iter().flatten().collect()
}
