//! An index out of range ends the device: see `operators/main.rs`.

#[allow(dead_code, reason = "shared with other tests")]
#[path = "operators/case.rs"]
mod case;
#[path = "operators/sim.rs"]
mod sim;
#[path = "operators/tensor.rs"]
mod tensor;

const AICORE_EXCEPTION: i32 = 507_015;

#[test]
fn an_index_out_of_range_loses_the_device() {
    let sim = sim::Sim::open("Ascend910B4");
    let valid = r#"{"op":"IndexSelect","arguments":[{"tensor":"i32","shape":[2],"data":"0100000002000000"},{"int":0},
        {"tensor":"i32","shape":[1],"data":"01000000"},{"out":"i32","shape":[1],"want":"02000000"}]}"#;
    let beyond = valid.replace("\"data\":\"01000000\"", "\"data\":\"02000000\"");
    let case = |text: &str| case::Case::of("index", serde_json::from_str(text).unwrap());
    assert_eq!(case(valid).run(&sim), Ok(()));
    assert_eq!(case(&beyond).launch(&sim), AICORE_EXCEPTION);
    assert_eq!(sim.synchronize(), AICORE_EXCEPTION, "the device stays lost");
}
