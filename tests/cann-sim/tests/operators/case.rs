//! Cases as `tests/reference/cann_sim` writes them, and running them.

use serde_json::Value;

use crate::sim::{Handle, Sim};
use crate::tensor::{Tensor, bytes, destroy, number};

/// One call.
pub struct Case {
    file: &'static str,
    value: Value,
}

/// What a call's arguments became.
#[derive(Default)]
struct Made {
    integers: Vec<i64>,
    floats: Vec<f64>,
    tensors: Vec<(Tensor, Value, bool)>,
    others: Vec<(&'static str, Handle)>,
}

/// All cases of the devices that `wanted` names.
pub fn all(wanted: impl Fn(Option<&str>) -> bool) -> Vec<Case> {
    let mut cases = Vec::new();
    for file in ["elementwise", "compare", "reduce", "shape", "index"] {
        let path = format!(
            "{}/../reference/cann_sim/{file}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(path).unwrap();
        let list: Vec<Value> = serde_json::from_str(&text).unwrap();
        let list = list.into_iter().map(|value| Case { file, value });
        cases.extend(
            list.filter(|case| wanted(case.value.get("soc").map(|soc| soc.as_str().unwrap()))),
        );
    }
    cases
}

impl Case {
    /// One of a file.
    pub fn of(file: &'static str, value: Value) -> Self {
        Self { file, value }
    }

    /// The operator, without `aclnn`.
    pub fn op(&self) -> &str {
        self.value["op"].as_str().unwrap()
    }

    /// Runs it and says what is not as it should be.
    pub fn run(&self, sim: &Sim) -> Result<(), String> {
        let aicpu = format!("aicpu.aclnn{}", self.op());
        let before = sim.counter(&aicpu);
        let mut made = Made::default();
        let code = self.call(sim, &mut made);
        let wanted = self.value.get("status").map_or(0, |v| v.as_i64().unwrap());
        let mut outcome = match i64::from(code) == wanted {
            true => Ok(()),
            false => Err(format!("gives {code}, not {wanted}")),
        };
        if let Some(expected) = self.value.get("aicpu") {
            let seen = sim.counter(&aicpu) - before;
            if outcome.is_ok() && Some(seen) != expected.as_u64() {
                outcome = Err(format!("runs {seen} times on the AICPU, not {expected}"));
            }
        }
        let default = if self.file == "reduce" || self.file == "elementwise" {
            4.0
        } else {
            1.0
        };
        let tolerance = self
            .value
            .get("tolerance")
            .map_or(default, |v| v.as_f64().unwrap());
        let floor = if self.file == "reduce" { 1.0 } else { 0.0 };
        for (tensor, value, _) in &made.tensors {
            if outcome.is_ok() && code == 0 {
                outcome = tensor.check(sim, value, tolerance, floor);
            }
        }
        made.end(sim);
        outcome.map_err(|problem| format!("{}: {problem}\n    {}", self.op(), self.value))
    }

    /// Only calls it: the number that phase 1, phase 2 or waiting gives.
    pub fn launch(&self, sim: &Sim) -> i32 {
        self.call(sim, &mut Made::default())
    }

    fn call(&self, sim: &Sim, made: &mut Made) -> i32 {
        for argument in self.value["arguments"].as_array().unwrap() {
            made.take(sim, argument);
        }
        let (code, workspace, executor) = sim.prepare(self.op(), &made.integers, &made.floats);
        if code != 0 {
            return code;
        }
        sim.execute(self.op(), workspace, executor)
    }
}

impl Made {
    fn take(&mut self, sim: &Sim, argument: &Value) {
        let Some((kind, value)) = argument
            .as_object()
            .map(|fields| fields.iter().next().unwrap())
        else {
            return self.integers.push(0);
        };
        match &kind[..] {
            "tensor" | "out" => {
                let handle = self.tensor(sim, argument, false);
                self.integers.push(handle as i64);
            }
            "list" => {
                let members = value.as_array().unwrap();
                let members: Vec<Handle> = members
                    .iter()
                    .map(|member| self.tensor(sim, member, true))
                    .collect();
                let create: unsafe extern "C" fn(*const Handle, u64) -> Handle =
                    sim.symbol("aclCreateTensorList");
                // SAFETY: as many handles as is said.
                let list = unsafe { create(members.as_ptr(), members.len() as u64) };
                self.other("TensorList", list);
            }
            "number" => {
                let create: unsafe extern "C" fn(*mut u8, i32) -> Handle =
                    sim.symbol("aclCreateScalar");
                let mut data = bytes(&argument["data"]);
                // SAFETY: as many bytes as the type has.
                let scalar = unsafe { create(data.as_mut_ptr(), number(value.as_str().unwrap())) };
                self.other("Scalar", scalar);
            }
            "ints" => {
                let values: Vec<i64> = value
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|v| v.as_i64().unwrap())
                    .collect();
                let create: unsafe extern "C" fn(*const i64, u64) -> Handle =
                    sim.symbol("aclCreateIntArray");
                // SAFETY: as many integers as is said.
                let array = unsafe { create(values.as_ptr(), values.len() as u64) };
                self.other("IntArray", array);
            }
            "dtype" => self.integers.push(number(value.as_str().unwrap()).into()),
            "int" => self.integers.push(value.as_i64().unwrap()),
            "double" => self.floats.push(value.as_f64().unwrap()),
            // The low half of the register.
            "float" => {
                let bits = (value.as_f64().unwrap() as f32).to_bits();
                self.floats.push(f64::from_bits(bits.into()));
            }
            other => panic!("the argument {other}"),
        }
    }

    fn tensor(&mut self, sim: &Sim, value: &Value, in_list: bool) -> Handle {
        let tensor = Tensor::of(sim, value);
        let handle = tensor.handle;
        self.tensors.push((tensor, value.clone(), in_list));
        handle
    }

    fn other(&mut self, kind: &'static str, handle: Handle) {
        assert!(!handle.is_null());
        self.others.push((kind, handle));
        self.integers.push(handle as i64);
    }

    fn end(self, sim: &Sim) {
        for (kind, handle) in self.others {
            destroy(sim, kind, handle);
        }
        for (tensor, _, in_list) in self.tensors {
            tensor.end(sim, in_list);
        }
    }
}
