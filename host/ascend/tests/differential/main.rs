//! Burn's CPU backend against this one, on the CANN simulator, for every function of Burn's backend traits, with random shapes, strides and
//! elements; and the operators that each of them launches, against `OPERATORS.md`.

mod boolean;
mod case;
mod float;
mod inputs;
mod int;
mod module;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use burn_backend::DType;

use case::{Case, compare, device, run_all};

fn all() -> Vec<Case> {
    [float::CASES, int::CASES, boolean::CASES, module::CASES].concat()
}

/// Launches are counted per device, and there is one: the tests take turns.
static DEVICE: Mutex<()> = Mutex::new(());

#[test]
fn every_function_computes_in_f32_what_the_cpu_does() {
    let _turn = DEVICE.lock().unwrap_or_else(PoisonError::into_inner);
    run_all(&all(), DType::F32, 6);
}

#[test]
fn every_function_computes_in_f16_what_the_cpu_does() {
    let _turn = DEVICE.lock().unwrap_or_else(PoisonError::into_inner);
    run_all(&all(), DType::F16, 3);
}

#[test]
fn every_function_launches_the_operators_of_the_table() {
    let _turn = DEVICE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut table: BTreeMap<&str, String> = BTreeMap::new();
    for case in all() {
        let launches = compare(&case, device(), DType::F32, 1)
            .unwrap_or_else(|problem| panic!("{}: {problem}", case.name));
        table.insert(case.name, launches);
    }
    let mut text = String::from(
        "# Operators\n\nWhat each function of Burn's backend traits launches, as `tests/differential` sees it on the simulator, with contiguous or\n\
         strided inputs as drawn there. *host*: computed on the host, as aclnn has no operator for it. Functions that are not named keep Burn's own\n\
         composition of others.\n\n`UPDATE_OPERATORS=1 cargo test --workspace --test differential` writes it anew.\n\n| function | operators |\n|---|---|\n",
    );
    for (name, launches) in &table {
        text.push_str(&format!("| `{name}` | {launches} |\n"));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/OPERATORS.md");
    if std::env::var_os("UPDATE_OPERATORS").is_some() {
        std::fs::write(path, &text).expect("OPERATORS.md can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == text,
        "OPERATORS.md is out of date: run with UPDATE_OPERATORS=1 and look at the difference"
    );
}
