//! What an Ascend 310P refuses or computes slowly: see `operators/main.rs`.

#[allow(dead_code, reason = "shared with other tests")]
#[path = "operators/case.rs"]
mod case;
#[path = "operators/sim.rs"]
mod sim;
#[path = "operators/tensor.rs"]
mod tensor;

#[test]
fn operators_of_310p_are_fewer() {
    let sim = sim::Sim::open("Ascend310P3");
    let cases = case::all(|soc| soc == Some("Ascend310P3"));
    assert!(!cases.is_empty());
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|case| case.run(&sim).err())
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
