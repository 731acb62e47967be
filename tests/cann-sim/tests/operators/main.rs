//! Every elementwise, comparing, reducing, shaping and indexing operator against PyTorch's, on an Ascend 910B4: the cases that
//! `tests/reference/cann_sim/make.py` writes.

#[allow(dead_code, reason = "shared with other tests")]
mod case;
mod sim;
mod tensor;

use std::collections::BTreeSet;

#[test]
fn operators_compute_what_pytorch_does() {
    let sim = sim::Sim::open("Ascend910B4");
    let cases = case::all(|soc| soc.is_none());
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| case.run(&sim).err())
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} failed:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
    let headers = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../host/ascend-sys/include/inkstone_ascend"
    );
    let tested: BTreeSet<&str> = cases.iter().map(|case| case.op()).collect();
    for file in ["elementwise", "compare", "reduce", "shape", "index"] {
        let header = std::fs::read_to_string(format!("{headers}/aclnn_{file}.h")).unwrap();
        let declared = header
            .split("ACLNN(")
            .skip(1)
            .map(|rest| rest.split(',').next().unwrap());
        for operator in declared {
            assert!(
                tested.contains(operator),
                "aclnn{operator} of {file} has no case"
            );
        }
    }
}
