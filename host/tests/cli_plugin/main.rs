//! `inkstone plugin`, and `inkstone infer` with plugins, as a user calls them.

mod home;
mod manage;
mod pipeline;
mod plan;
mod run;

use std::path::PathBuf;

use serde_json::Value;

use home::repository;

fn component(name: &str) -> PathBuf {
    repository("host/assets/plugins").join(format!("{name}.wasm"))
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}
