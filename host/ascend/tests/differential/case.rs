//! Cases, and how their results are compared.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use burn_backend::{DType, TensorData};
use burn_flex::{Flex, FlexDevice};
use cann_sim::install::{Toolkit, built, install};
use inkstone_ascend::{Ascend, AscendDevice, look_in, open};
use inkstone_ascend_sys::Environment;

use crate::inputs::Inputs;

/// A function of a backend, with inputs of its own making.
#[derive(Clone, Copy)]
pub struct Case {
    /// The function, and what is special about its inputs.
    pub name: &'static str,
    pub cpu: fn(&mut Inputs<Flex>) -> Vec<TensorData>,
    pub npu: fn(&mut Inputs<Ascend>) -> Vec<TensorData>,
}

/// Cases out of functions that are generic over the backend.
macro_rules! cases {
    ($($name:ident($i:ident) $body:block)*) => {
        /// The cases of this file.
        pub const CASES: &[$crate::case::Case] = &[$($crate::case::Case {
            name: stringify!($name),
            cpu: $name::<burn_flex::Flex>,
            npu: $name::<inkstone_ascend::Ascend>,
        }),*];
        $(
            fn $name<B: burn_backend::Backend>($i: &mut $crate::inputs::Inputs<B>) -> Vec<burn_backend::TensorData> $body
        )*
    };
}
pub(crate) use cases;

/// The simulator's device, with the simulator installed for this process.
pub fn device() -> AscendDevice {
    static INSTALLED: OnceLock<tempfile::TempDir> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let home = tempfile::tempdir().expect("a folder");
        let library = built().expect("cargo builds libcann_sim.so for the tests that depend on it");
        install(&library, home.path(), Toolkit::V85).expect("the simulator can be installed");
        let told = look_in(Environment {
            home_path: Some(home.path().to_owned()),
            ..Environment::default()
        });
        assert!(
            told,
            "the simulator is installed before the first device is opened"
        );
        home
    });
    AscendDevice::default()
}

/// Runs cases with several seeds and tells all that differ.
pub fn run_all(cases: &[Case], dtype: DType, seeds: u64) {
    let device = device();
    let mut problems = Vec::new();
    for case in cases {
        for seed in 0..seeds {
            if let Err(problem) = compare(case, device, dtype, seed) {
                problems.push(format!("{} (seed {seed}): {problem}", case.name));
                break;
            }
        }
    }
    assert!(
        problems.is_empty(),
        "{} of {}:\n{}",
        problems.len(),
        cases.len(),
        problems.join("\n")
    );
}

/// Runs a case on both and compares the results; tells what was launched.
pub fn compare(
    case: &Case,
    device: AscendDevice,
    dtype: DType,
    seed: u64,
) -> Result<String, String> {
    let seed = seed + 1000 * case.name.bytes().map(u64::from).sum::<u64>();
    let queue = open(device).map_err(|error| error.to_string())?;
    let before = queue.counters().fallbacks;
    let attempt = || (case.npu)(&mut Inputs::new(seed, device, dtype));
    let run = queue.launches_of(|| catch_unwind(AssertUnwindSafe(attempt)));
    let (found, launches) = run.map_err(|failure| failure.to_string())?;
    let found = found.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_default()
    })?;
    let expected = (case.cpu)(&mut Inputs::new(seed, FlexDevice, dtype));
    if found.len() != expected.len() {
        return Err(format!(
            "{} results in place of {}",
            found.len(),
            expected.len()
        ));
    }
    for (found, expected) in found.iter().zip(&expected) {
        differs(found, expected, dtype)?;
    }
    let mut names: Vec<String> = launches
        .iter()
        .map(|name| name.trim_start_matches("aclnn").to_owned())
        .collect();
    if queue.counters().fallbacks > before {
        names.push("*host*".into());
    }
    Ok(names.join(", "))
}

/// How far floats may be apart: a few units of the last place of f32, and of f16, of which intermediate results are made as well.
fn tolerance(dtype: DType) -> (f64, f64) {
    match dtype {
        DType::F32 => (2e-6, 2e-5),
        _ => (4e-3, 1e-2),
    }
}

fn differs(found: &TensorData, expected: &TensorData, float: DType) -> Result<(), String> {
    if found.shape != expected.shape {
        return Err(format!(
            "shape {:?} in place of {:?}",
            found.shape, expected.shape
        ));
    }
    // Which integers count places is each backend's own choice.
    let integers = found.dtype.is_int() && expected.dtype.is_int();
    if found.dtype != expected.dtype && !integers {
        return Err(format!(
            "{:?} in place of {:?}",
            found.dtype, expected.dtype
        ));
    }
    let (absolute, relative) = match found.dtype.is_float() {
        true => tolerance(float),
        false => (0.0, 0.0),
    };
    let pairs = found.iter::<f64>().zip(expected.iter::<f64>()).enumerate();
    for (index, (found, expected)) in pairs {
        let same = (found.is_nan() && expected.is_nan()) || found == expected;
        if !same && !((found - expected).abs() <= absolute + relative * expected.abs()) {
            return Err(format!("element {index} is {found} in place of {expected}"));
        }
    }
    Ok(())
}
