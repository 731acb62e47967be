//! Files that are no plugins, damaged ones, and plugins that ask for what the host does not have.

use inkstone::plugin::{CallContext, Kind};
use serde_json::json;

use crate::plugin_fixture::{FILE, Fixture, call, load, runtime};
use crate::{Sandbox, expect};

/// A plugin that logs, has settings and answers with nested values: more to be damaged than the plainest one has.
fn rich() -> Fixture {
    Fixture::text()
        .setting(json!({ "text": { "default": "a", "multiline": false, "placeholder": "" } }))
        .answer("/details", json!([{ "label": "a", "value": "b" }]))
        .host("log", "(param i32 i32 i32)")
        .define("(data (i32.const 16) \"hello\")")
        .working("(call $log (i32.const 1) (i32.const 16) (i32.const 5))")
}

#[test]
fn what_is_no_component_is_told_apart() {
    let sandbox = Sandbox::new();
    let module = Fixture::text().module();
    let (resolve, package, _) = Fixture::text().resolve();
    let package = wit_component::encode(&resolve, package).unwrap();
    let files: [(&[u8], &str); 5] = [
        (b"", "no WebAssembly file"),
        (b"PK\x03\x04", "no WebAssembly file"),
        (b"(component)", "no WebAssembly file"),
        (&module, "a WebAssembly module, not a component"),
        (&package, "a WIT package"),
    ];
    for (bytes, told) in files {
        let error = sandbox.fails(bytes.to_vec(), &CallContext::default());
        expect(&error, FILE, "load", "not a component", told);
    }
}

#[test]
fn a_component_that_is_cut_off_is_refused() {
    let sandbox = Sandbox::new();
    let whole = rich().build();
    for end in (0..whole.len()).step_by(13) {
        // Behind the last section that matters, names of functions may be missing without harm.
        match load(&sandbox.runtime, whole[..end].to_vec()) {
            Ok(plugin) => assert_eq!(plugin.info.id, "test/sample"),
            Err(error) => {
                let told = error.to_string();
                assert!(told.starts_with("plugin fixture.wasm: load: "), "{told}");
            }
        }
    }
    sandbox.still_works();
}

#[test]
fn damaged_components_do_no_harm() {
    let sandbox = Sandbox::new();
    let whole = rich().build();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize % below
    };
    let mut loaded = 0;
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            bytes[at] ^= 1 << next(8);
        }
        let context = crate::limits::hurried();
        let result = load(&sandbox.runtime, bytes).and_then(|plugin| {
            loaded += 1;
            call(&plugin, &context)
        });
        if let Err(error) = result {
            assert!(!error.plugin.is_empty() && !error.reason.to_string().is_empty());
        }
    }
    sandbox.still_works();
    // Else nothing but the reader was tried.
    assert!(loaded > 0);
}

#[test]
fn exports_are_those_of_one_kind() {
    let sandbox = Sandbox::new();
    let telepathy = "interface telepathy { think: func() -> u32; }";
    let thinks =
        |name: &str| format!("(func (export \"{name}#think\") (result i32) (i32.const 1))");
    let foreign = Fixture::text()
        .package(
            &format!("package test:odd@1.0.0; {telepathy}"),
            "export test:odd/telepathy@1.0.0;",
        )
        .define(&thinks("test:odd/telepathy@1.0.0"));
    sandbox.expect_load(&foreign, "load", "not a plugin", "test:odd/telepathy@1.0.0");
    let mut ours = Fixture::text()
        .line("export ocr:plugins/telepathy@0.1.0;")
        .define(&thinks("ocr:plugins/telepathy@0.1.0"));
    ours.contract.push_str(telepathy);
    sandbox.expect_load(&ours, "load", "not a plugin", "ocr:plugins/telepathy@0.1.0");

    let none = Fixture {
        works: false,
        world: Some("include ocr:plugins/plugin@0.1.0;".into()),
        ..Fixture::text()
    };
    sandbox.expect_load(&none, "load", "not a plugin", "ocr:plugins/info alone");
    let two = Fixture::text()
        .line("include ocr:plugins/tensor-metric-plugin@0.1.0;")
        .define(
            "(func (export \"ocr:plugins/tensor-metric@0.1.0#evaluate\") (param i32 i32 i32 i32)
                (result i32) unreachable)",
        );
    sandbox.expect_load(&two, "load", "not a plugin", "a plugin is of one kind");
    let error = sandbox.fails(b"\0asm\x0d\0\x01\0".to_vec(), &CallContext::default());
    expect(&error, FILE, "load", "not a plugin", "exports nothing");
}

#[test]
fn imports_that_the_host_does_not_have_are_named() {
    let sandbox = Sandbox::new();
    let mut telepathy = Fixture::text().host("telepathy", "(result i32)");
    telepathy.contract = telepathy.contract.replace(
        "is-cancelled: func() -> bool;",
        "is-cancelled: func() -> bool; telepathy: func() -> u32;",
    );
    telepathy = telepathy.working("(drop (call $telepathy))");
    sandbox.expect_load(&telepathy, "load", "incompatible", "telepathy");

    let http = Fixture::text()
        .package(
            "package wasi:http@0.2.0; interface outgoing-handler { send: func() -> u32; }",
            "import wasi:http/outgoing-handler@0.2.0;",
        )
        .import("wasi:http/outgoing-handler@0.2.0", "send", "(result i32)");
    sandbox.expect_load(&http, "load", "incompatible", "wasi:http/outgoing-handler");
}

#[test]
fn types_that_differ_from_the_contracts_are_refused() {
    let sandbox = Sandbox::new();
    let changes = [
        (
            "record sample { id: string,",
            "record sample { id: string, page: u32,",
            "text-metric",
        ),
        (
            "enum direction { higher-is-better,",
            "enum direction { neither, higher-is-better,",
            "text-metric",
        ),
        (
            "describe: func() -> plugin-info;",
            "describe: func(language: string) -> plugin-info;",
            "info",
        ),
    ];
    for (old, new, told) in changes {
        let mut other = Fixture::text();
        other.contract = other.contract.replace(old, new);
        assert!(other.contract.contains(new));
        sandbox.expect_load(&other, "load", "incompatible", told);
    }
}

#[test]
fn a_plugin_is_described_once_and_called_by_its_name() {
    let runtime = runtime();
    let plugin = load(&runtime, rich().build()).unwrap();
    assert_eq!(plugin.kind(), Kind::TextMetric);
    assert_eq!(plugin.label(), "test/sample 1.2.3");
    assert_eq!(plugin.info.settings[0].key, "x");
    assert_eq!(plugin.interfaces.contract, "0.1.0");
    assert_eq!(
        plugin.interfaces.imports,
        [
            "ocr:plugins/host@0.1.0",
            "ocr:plugins/types@0.1.0",
            "ocr:plugins/report@0.1.0"
        ]
    );
    assert_eq!(plugin.size, plugin.bytes().len());
}
