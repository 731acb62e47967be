//! What a measurement was made on: without it a number says nothing.

use std::io::Read;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use inkstone_kernels::cpu::Cpu;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{EvalError, Watch};
use crate::checkpoint::weights_file::WeightFiles;
use crate::device::{DeviceKind, EngineInfo, SIMULATOR, is_simulated, npu_settings};

/// Bytes of weights beyond which only their names, types and shapes are hashed.
const MOST_HASHED: u64 = 8 << 30;

/// A device that took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceUse {
    /// Its name, as `--device` takes it, with the dtype.
    pub name: String,
    /// The dtype that it computed with.
    pub dtype: String,
    /// What it calls itself.
    pub description: String,
    /// The name of an NPU's chip; absent on other devices.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub soc: Option<String>,
}

impl DeviceUse {
    /// Whether it is the CANN simulator.
    pub fn is_simulated(&self) -> bool {
        is_simulated(&self.description)
    }
}

impl From<&EngineInfo> for DeviceUse {
    fn from(info: &EngineInfo) -> Self {
        let named = crate::device::DeviceSpec {
            dtype: Some(info.dtype),
            ..info.device
        };
        Self {
            name: named.to_string(),
            dtype: info.dtype.name().into(),
            description: info.description.clone(),
            soc: (info.device.kind == DeviceKind::Npu).then(|| info.description.clone()),
        }
    }
}

/// Which model it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckpointId {
    /// The name of its folder.
    pub name: String,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// What was hashed: the weight files whole, or the table of tensors of files that are too large for it.
    pub hashed: String,
}

/// What a measurement was made on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Version of this program.
    pub inkstone: String,
    /// When it ended, UTC, ISO 8601.
    pub date: String,
    /// Operating system, with version and kernel where the system tells.
    pub os: String,
    /// Processor architecture.
    pub arch: String,
    /// The processor's name; its architecture where the system does not tell.
    pub cpu: String,
    /// Threads of the CPU kernels.
    pub threads: usize,
    /// Vector instructions of the CPU kernels.
    pub isa: String,
    /// Variables that change what an NPU computes, as they are set; empty where no NPU took part.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub settings: Vec<String>,
    /// The devices, in the order of the evaluation.
    pub devices: Vec<DeviceUse>,
    /// The model; absent where only stored logits were compared.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub checkpoint: Option<CheckpointId>,
}

impl Environment {
    /// Whether one of the devices is the CANN simulator.
    pub fn is_simulated(&self) -> bool {
        self.devices.iter().any(DeviceUse::is_simulated)
    }

    /// What to know of results where one of the devices is simulated; nothing where none is.
    pub fn caveat(&self) -> Option<String> {
        self.is_simulated().then(|| {
            format!(
                "{SIMULATOR}, and it computes on the CPU: it shows nothing of an NPU's numerics."
            )
        })
    }

    /// This machine and program, now.
    pub fn new(devices: Vec<DeviceUse>, checkpoint: Option<CheckpointId>) -> Self {
        let cpu = Cpu::global();
        Self {
            inkstone: env!("CARGO_PKG_VERSION").into(),
            date: date(SystemTime::now()),
            os: os(),
            arch: std::env::consts::ARCH.into(),
            cpu: cpu_name().unwrap_or_else(|| std::env::consts::ARCH.into()),
            threads: cpu.threads(),
            isa: cpu.isa().to_string(),
            settings: match devices.iter().any(|device| device.soc.is_some()) {
                true => npu_settings(),
                false => Vec::new(),
            },
            devices,
            checkpoint,
        }
    }
}

impl CheckpointId {
    /// Hashes the weights of a checkpoint's folder: the files in the order of their names, or, beyond 8 GiB, config.json and every tensor's
    /// name, type and shape.
    ///
    /// # Errors
    /// When there are no weights, a file cannot be read, or the watch asks to stop.
    pub fn of(folder: &Path, watch: &mut Watch<'_>) -> Result<Self, EvalError> {
        let weights = WeightFiles::open(folder)?;
        let mut files: Vec<&Path> = weights.paths().collect();
        files.sort();
        let sizes = files.iter().filter_map(|path| path.metadata().ok());
        let total: u64 = sizes.map(|metadata| metadata.len()).sum();
        let mut hash = Sha256::new();
        let hashed = if total > MOST_HASHED {
            let config = folder.join("config.json");
            let content = std::fs::read(&config).map_err(EvalError::scratch(&config))?;
            hash.update(content);
            for tensor in weights.tensors() {
                hash.update(format!(
                    "{} {} {:?}\n",
                    tensor.name, tensor.dtype, tensor.shape
                ));
            }
            "config.json and the names, types and shapes of the tensors".to_owned()
        } else {
            let mut done = 0;
            for path in &files {
                hash_file(path, &mut hash, &mut |bytes| {
                    done += bytes;
                    watch.tell("hashing the weights", done as f64 / total.max(1) as f64)
                })?;
            }
            let names = files.iter().filter_map(|path| path.file_name());
            let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
            names.join(", ")
        };
        let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Ok(Self {
            name: full.file_name().map_or_else(
                || "model".into(),
                |name| name.to_string_lossy().into_owned(),
            ),
            sha256: hex(&hash.finalize()),
            hashed,
        })
    }
}

fn hash_file(
    path: &Path,
    hash: &mut Sha256,
    progress: &mut dyn FnMut(u64) -> Result<(), EvalError>,
) -> Result<(), EvalError> {
    let mut file = std::fs::File::open(path).map_err(EvalError::scratch(path))?;
    let mut buffer = vec![0; 4 << 20];
    loop {
        let count = file.read(&mut buffer).map_err(EvalError::scratch(path))?;
        if count == 0 {
            return Ok(());
        }
        hash.update(&buffer[..count]);
        progress(count as u64)?;
    }
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A time as `2026-01-31T09:05:07Z`.
pub fn date(time: SystemTime) -> String {
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days as i64);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Days since 1970-01-01 as year, month and day of the Gregorian calendar. Years are counted from March, so that the leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    const DAYS_OF_400_YEARS: i64 = 146_097;
    // Days since 0000-03-01.
    let days = days + 719_468;
    let (era, day) = (
        days.div_euclid(DAYS_OF_400_YEARS),
        days.rem_euclid(DAYS_OF_400_YEARS),
    );
    let leap_days = day / 1460 - day / 36_524 + day / (DAYS_OF_400_YEARS - 1);
    let year = (day - leap_days) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    // From March on, five months have 153 days.
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

fn os() -> String {
    let mut name = std::env::consts::OS.to_owned();
    if let Ok(release) = std::fs::read_to_string("/etc/os-release") {
        let pretty = release
            .lines()
            .find_map(|line| line.strip_prefix("PRETTY_NAME="));
        if let Some(pretty) = pretty {
            name = pretty.trim_matches('"').to_owned();
        }
    }
    if let Ok(kernel) = std::fs::read_to_string("/proc/sys/kernel/osrelease") {
        name.push_str(", kernel ");
        name.push_str(kernel.trim());
    }
    name
}

fn cpu_name() -> Option<String> {
    let info = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = info.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == "model name").then(|| value.trim().to_owned())
    });
    line.filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Expected values from Python: `datetime.fromtimestamp(s, timezone.utc)`.
    #[test]
    fn dates_are_those_of_the_calendar() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_767_225_599, "2025-12-31T23:59:59Z"),
            (1_785_587_696, "2026-08-01T12:34:56Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(date(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
