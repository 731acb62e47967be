//! A look at an NPU, for its user and for a bug report: what is installed, and whether it computes what the CPU does.

mod cases;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use burn::backend::Flex;
use inkstone_ascend::{Ascend, Counters, open};
use inkstone_ascend_sys::probe::Report;
use serde::Serialize;

use super::npu::{self, SIMULATOR};
use super::{DeviceSpec, Dtype, OpenError, npu_settings};
use cases::{Inputs, Outcome, all};

/// Times that an operation is repeated for its timing.
const REPEATS: usize = 10;

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Findings {
    /// This program's version.
    pub inkstone: String,
    /// Variables that change what the backend does, as they are set.
    pub settings: Vec<String>,
    /// Checks that were meant to be made; fewer were made where it was stopped.
    pub planned: usize,
    /// The device.
    pub device: String,
    /// What the machine has.
    #[serde(flatten)]
    pub machine: Machine,
    /// Dtypes that the device computes the model in.
    pub dtypes: Vec<String>,
    /// Every operation in every dtype.
    pub checks: Vec<Check>,
    /// Operations that were computed on the host, as aclnn has no operator for them. The model has none.
    pub fallbacks: u64,
    /// Operators launched for all of this.
    pub launches: u64,
}

/// What a machine with an NPU has.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// The SoC.
    pub soc: String,
    /// CANN's version, or nothing where it is unknown.
    pub cann: String,
    /// The driver's version, or nothing where it is unknown.
    pub driver: String,
    /// The folder of the libraries, and what named it.
    pub libraries: String,
    /// A word of warning where these are the simulator's libraries.
    pub simulator: Option<String>,
    /// Bytes of device memory that are free.
    pub free_bytes: u64,
    /// Bytes of device memory.
    pub total_bytes: u64,
    /// Functions that this version of CANN does not have.
    pub missing: Vec<String>,
}

impl From<&Report> for Machine {
    fn from(report: &Report) -> Self {
        Self {
            soc: report.soc.clone(),
            cann: report.version.clone(),
            driver: report.driver.clone(),
            libraries: report.origin.clone(),
            simulator: report.simulator.then(|| SIMULATOR.to_owned()),
            free_bytes: report.free,
            total_bytes: report.total,
            missing: operators(&report.missing),
        }
    }
}

/// What was found where no device can be examined.
#[derive(Clone, Debug, Serialize)]
pub struct Unusable {
    /// This program's version.
    pub inkstone: String,
    /// Variables that change what the backend does, as they are set.
    pub settings: Vec<String>,
    /// The device that was asked for.
    pub device: String,
    /// What the machine has, where that could be found out.
    #[serde(flatten)]
    pub machine: Option<Machine>,
    /// Why the device cannot be used.
    pub problem: String,
    /// What to do about it.
    pub hint: String,
}

impl Unusable {
    /// What there is to say of a device that [`examine`] refused, as the error's text tells it.
    pub fn new(spec: DeviceSpec, error: &str) -> Self {
        let (problem, hint) = error.split_once("\nhint: ").unwrap_or((error, ""));
        Self {
            inkstone: env!("CARGO_PKG_VERSION").to_owned(),
            settings: npu_settings(),
            device: spec.to_string(),
            machine: npu::report().ok().map(Machine::from),
            problem: problem.to_owned(),
            hint: hint.to_owned(),
        }
    }
}

impl Findings {
    /// Whether every operation was computed, and right.
    pub fn sound(&self) -> bool {
        self.checks.iter().all(|check| check.problem.is_none())
    }

    /// Whether all checks were made.
    pub fn complete(&self) -> bool {
        self.checks.len() == self.planned
    }
}

/// An operation in a dtype.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// What was computed.
    pub operation: String,
    /// In which dtype.
    pub dtype: String,
    /// The largest difference from the CPU's result in the same dtype, relative to the largest value; none where nothing was computed.
    pub error: Option<f64>,
    /// Up to what it counts as right.
    pub limit: f64,
    /// Milliseconds of one run with its result read back, the median of ten.
    pub milliseconds: Option<f64>,
    /// What is wrong.
    pub problem: Option<String>,
}

/// How far results of a dtype may be from the CPU's: some units of the last place.
fn limit(dtype: Dtype, hf32: bool) -> f64 {
    match dtype {
        // 10 bits of mantissa were asked for.
        Dtype::Float32 if hf32 => 5e-3,
        Dtype::Float32 => 1e-4,
        Dtype::Float16 => 5e-3,
        Dtype::Bfloat16 => 3e-2,
    }
}

/// Opens the device and checks it. `progress` is told the number of checks done of how many; returning `false` stops there.
///
/// # Errors
/// When there is no such device, or it cannot be opened.
pub fn examine(
    spec: DeviceSpec,
    progress: &mut dyn FnMut(usize, usize) -> bool,
) -> Result<Findings, OpenError> {
    npu::usable(spec)?;
    let refused = |why: String| OpenError::Device { device: spec, why };
    let report = npu::report().map_err(refused)?;
    let device = npu::ascend_device(spec);
    let queue = open(device).map_err(|error| refused(error.to_string()))?;
    let asked = |dtype: &Dtype| spec.dtype.is_none_or(|asked| asked == *dtype);
    let computed = |dtype: &Dtype| {
        let dtype = inkstone_kernels::composed::dtype(dtype.element());
        queue.profile().computes(dtype)
    };
    let dtypes = [Dtype::Float32, Dtype::Float16, Dtype::Bfloat16];
    let dtypes: Vec<Dtype> = dtypes.into_iter().filter(asked).filter(computed).collect();
    if dtypes.is_empty() {
        return Err(OpenError::Dtype {
            device: spec,
            dtype: spec.dtype.unwrap_or_default(),
            soc: queue.info().soc.clone(),
        });
    }
    let (cpu, npu) = (all::<Flex>(), all::<Ascend>());
    let total = dtypes.len() * npu.len();
    let mut checks = Vec::with_capacity(total);
    'all: for &dtype in &dtypes {
        for ((operation, npu), (_, cpu)) in npu.iter().zip(&cpu) {
            let expected = cpu(&Inputs {
                device: Default::default(),
                element: dtype.element(),
            });
            let inputs = Inputs::<Ascend> {
                device,
                element: dtype.element(),
            };
            let limit = limit(dtype, queue.profile().hf32);
            checks.push(check((operation, dtype, limit), expected, || npu(&inputs)));
            // What one operation left behind is not the next one's fault.
            if queue.sync().is_err_and(|failure| failure.is_final()) {
                // Nothing works any more.
                break 'all;
            }
            if !progress(checks.len(), total) {
                break 'all;
            }
        }
    }
    let Counters {
        fallbacks,
        launches,
        ..
    } = queue.counters();
    Ok(Findings {
        inkstone: env!("CARGO_PKG_VERSION").to_owned(),
        settings: npu_settings(),
        planned: total,
        device: spec.to_string(),
        machine: Machine {
            soc: queue.info().soc.clone(),
            ..report.into()
        },
        dtypes: dtypes.iter().map(ToString::to_string).collect(),
        checks,
        fallbacks,
        launches,
    })
}

/// Names without those of the first phases, which are missing together with the second.
fn operators(missing: &[String]) -> Vec<String> {
    let second = missing
        .iter()
        .filter(|name| !name.ends_with("GetWorkspaceSize"));
    second.cloned().collect()
}

fn check(
    (operation, dtype, limit): (&str, Dtype, f64),
    expected: Outcome,
    run: impl Fn() -> Outcome,
) -> Check {
    let mut check = Check {
        operation: operation.to_owned(),
        dtype: dtype.to_string(),
        error: None,
        limit,
        milliseconds: None,
        problem: None,
    };
    // Burn itself panics where shapes do not fit.
    let found = catch_unwind(AssertUnwindSafe(&run)).unwrap_or_else(|_| Err("it panicked".into()));
    match (found, expected) {
        (Ok(found), Ok(expected)) => {
            let error = difference(&found, &expected);
            check.error = Some(error);
            if error > limit {
                check.problem = Some(format!(
                    "differs from the CPU by {error:.1e} of the largest value"
                ));
            }
            match timed(&run) {
                Ok(time) => check.milliseconds = Some(time),
                Err(problem) => {
                    let again = || format!("it failed when it was run again: {problem}");
                    check.problem.get_or_insert_with(again);
                }
            }
        }
        (Err(problem), _) => check.problem = Some(problem),
        (_, Err(problem)) => check.problem = Some(format!("on the CPU: {problem}")),
    }
    check
}

/// The largest difference, relative to the largest expected value. What is not a number is infinitely wrong.
fn difference(found: &[f32], expected: &[f32]) -> f64 {
    if found.len() != expected.len() {
        return f64::INFINITY;
    }
    let largest = expected
        .iter()
        .fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
    let pairs = found.iter().zip(expected);
    let apart = pairs.map(|(found, expected)| f64::from((found - expected).abs()));
    let worst = apart.fold(0.0, |worst: f64, apart| {
        if apart.is_nan() {
            f64::INFINITY
        } else {
            worst.max(apart)
        }
    });
    worst / f64::from(largest)
}

fn timed(run: &impl Fn() -> Outcome) -> Result<f64, String> {
    let mut times = Vec::with_capacity(REPEATS);
    for _ in 0..REPEATS {
        let started = Instant::now();
        run()?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[REPEATS / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_number_or_missing_is_wrong() {
        assert_eq!(difference(&[1.0, 2.0], &[1.0, 2.0]), 0.0);
        assert_eq!(difference(&[1.0, 1.0], &[1.0, 2.0]), 0.5);
        assert_eq!(difference(&[f32::NAN, 2.0], &[1.0, 2.0]), f64::INFINITY);
        assert_eq!(difference(&[1.0], &[1.0, 2.0]), f64::INFINITY);
    }

    #[test]
    fn a_wrong_operation_is_named_and_not_timed_where_it_fails() {
        let wrong = check(("add", Dtype::Float32, 1e-4), Ok(vec![1.0]), || {
            Ok(vec![1.1])
        });
        assert!(
            wrong
                .problem
                .is_some_and(|problem| problem.contains("differs"))
        );
        let failing = check(("add", Dtype::Float32, 1e-4), Ok(vec![1.0]), || {
            Err("refused".into())
        });
        assert_eq!(
            (failing.problem.as_deref(), failing.milliseconds),
            (Some("refused"), None)
        );
    }
}
