//! How versions of the contract live together, with a synthetic 0.1.1 of it: a new host function, a new interface and a new world.

mod plugin_fixture;

use inkstone::plugin::{CallContext, Kind, Reason};
use wasmtime::component::{Component, Instance, Linker, ResourceType, Val};
use wasmtime::{Engine, Store};
use wit_component::semver_check;
use wit_parser::Resolve;

use plugin_fixture::{Fixture, call, contract, load, runtime};

/// The contract with some text replaced.
fn changed(version: &str, changes: &[(&str, &str)]) -> String {
    let mut text = contract().replace("@0.1.0", &format!("@{version}"));
    for (old, new) in changes {
        assert!(text.contains(old), "{old} is not in the contract");
        text = text.replace(old, new);
    }
    text
}

const FUNCTION: (&str, &str) = (
    "is-cancelled: func() -> bool;",
    "is-cancelled: func() -> bool; patience: func() -> u32;",
);

/// The contract as a compatible 0.1.1 could be.
fn next() -> String {
    changed("0.1.1", &[FUNCTION])
        + "interface advice { advise: func(text: string) -> list<string>; }
        world advisor-plugin { include plugin; export advice; }"
}

/// A plugin built against another contract.
fn built_against(version: &str, contract: String, kind: Kind) -> Fixture {
    Fixture {
        version: version.into(),
        contract,
        ..Fixture::new(kind)
    }
}

/// Whether all worlds of the contract may become those of `new`.
fn compatible(new: &str) -> Result<(), String> {
    for kind in Kind::ALL {
        let mut resolve = Resolve::default();
        let world = Some(format!("{kind}-plugin"));
        let mut push = |text: &str| {
            let package = resolve.push_source("contract.wit", text).unwrap();
            resolve.select_world(&[package], world.as_deref()).unwrap()
        };
        let (old, new) = (push(&contract()), push(new));
        semver_check(resolve, old, new).map_err(|error| format!("{kind}: {error:#}"))?;
    }
    Ok(())
}

#[test]
fn new_host_functions_interfaces_and_worlds_are_compatible() {
    assert_eq!(compatible(&changed("0.1.1", &[])), Ok(()));
    assert_eq!(compatible(&next()), Ok(()));
}

#[test]
fn changed_types_and_new_exports_are_not() {
    let breaks = [
        // A field of a record.
        ("record point { x: f32,", "record point { z: f32, x: f32,"),
        (
            "record setting-error { key: string,",
            "record setting-error { page: u32, key: string,",
        ),
        // A case of a variant, an enum.
        ("    cancelled,\n", "    cancelled,\n    tired,\n"),
        ("enum level { debug,", "enum level { trace, debug,"),
        // What every plugin has to export.
        ("  export info;\n", "  export info;\n  export advice;\n"),
        // A parameter, a result, and a function that is gone.
        ("describe: func() ->", "describe: func(language: string) ->"),
        (
            "is-cancelled: func() -> bool;",
            "is-cancelled: func() -> u32;",
        ),
        ("is-cancelled: func() -> bool;", ""),
    ];
    for change in breaks {
        let new = changed("0.1.1", &[change]) + "interface advice { advise: func() -> u32; }";
        assert!(
            compatible(&new).is_err(),
            "{change:?} was taken for compatible"
        );
    }
}

#[test]
fn a_later_plugin_that_uses_nothing_new_works_in_this_host() {
    let runtime = runtime();
    for kind in Kind::ALL {
        let later = built_against("0.1.1", next(), kind)
            .host("is-cancelled", "(result i32)")
            .working("(if (call $is-cancelled) (then unreachable))");
        let plugin = load(&runtime, later.build()).unwrap();
        assert_eq!(plugin.interfaces.contract, "0.1.1");
        assert_eq!(plugin.kind(), kind);
        call(&plugin, &CallContext::default()).unwrap();
    }
}

#[test]
fn a_later_plugin_may_export_what_this_host_does_not_know() {
    let both = built_against("0.1.1", next(), Kind::TextMetric)
        .line("export ocr:plugins/advice@0.1.1;")
        .define(
            "(func (export \"ocr:plugins/advice@0.1.1#advise\") (param i32 i32) (result i32)
                unreachable)",
        );
    let plugin = load(&runtime(), both.build()).unwrap();
    call(&plugin, &CallContext::default()).unwrap();
}

#[test]
fn a_later_plugin_that_calls_something_new_is_refused_with_its_name() {
    let later = built_against("0.1.1", next(), Kind::TextMetric)
        .host("patience", "(result i32)")
        .working("(drop (call $patience))");
    let error = load(&runtime(), later.build()).err().unwrap();
    let Reason::Incompatible(missing) = &error.reason else {
        panic!("{error}");
    };
    assert!(missing.contains("ocr:plugins/host@0.1.1"), "{missing}");
    assert!(missing.contains("patience"), "{missing}");
}

#[test]
fn a_plugin_of_another_minor_version_is_refused_by_name() {
    for version in ["0.2.0", "1.0.0", "0.0.9"] {
        let other = built_against(version, changed(version, &[]), Kind::TextMetric);
        let error = load(&runtime(), other.build()).err().unwrap();
        assert!(matches!(error.reason, Reason::NotAPlugin(_)), "{error}");
        let told = format!("was built for ocr:plugins@{version}; this host takes 0.1.x");
        assert!(error.to_string().contains(&told), "{error}");
    }
}

/// What a host of the synthetic 0.1.1 offers.
fn next_host(engine: &Engine) -> Linker<()> {
    let mut linker = Linker::new(engine);
    for name in ["types", "report"] {
        linker
            .instance(&format!("ocr:plugins/{name}@0.1.1"))
            .unwrap();
    }
    let mut tensors = linker.instance("ocr:plugins/tensors@0.1.1").unwrap();
    let tensor = ResourceType::host::<()>();
    tensors.resource("tensor", tensor, |_, _| Ok(())).unwrap();
    let mut host = linker.instance("ocr:plugins/host@0.1.1").unwrap();
    for name in ["log", "progress"] {
        host.func_new(name, |_, _, _, _| Ok(())).unwrap();
    }
    host.func_wrap("is-cancelled", |_, ()| Ok((true,))).unwrap();
    host.func_wrap("patience", |_, ()| Ok((7_u32,))).unwrap();
    linker
}

/// Calls a function that a component exports for the synthetic 0.1.1.
fn call_next(
    store: &mut Store<()>,
    instance: &Instance,
    interface: &str,
    function: &str,
    arguments: &[Val],
) -> Val {
    let interface = format!("ocr:plugins/{interface}@0.1.1");
    let at = instance.get_export_index(&mut *store, None, &interface);
    let at = at.unwrap_or_else(|| panic!("no {interface}"));
    let at = instance
        .get_export_index(&mut *store, Some(&at), function)
        .unwrap();
    let function = instance.get_func(&mut *store, at).unwrap();
    let mut results = [Val::Bool(false)];
    function.call(store, arguments, &mut results).unwrap();
    let [result] = results;
    result
}

#[test]
fn a_plugin_of_today_works_in_a_host_of_the_next_version() {
    let engine = Engine::default();
    let linker = next_host(&engine);
    for kind in Kind::ALL {
        // It traps unless the new host's own functions answer it.
        let today = Fixture::new(kind)
            .host("is-cancelled", "(result i32)")
            .host("log", "(param i32 i32 i32)")
            .host("progress", "(param f32 i32 i32)")
            .working(
                "(call $log (i32.const 1) (i32.const 16) (i32.const 4))
                (call $progress (f32.const 0.5) (i32.const 16) (i32.const 4))
                (if (i32.eqz (call $is-cancelled)) (then unreachable))",
            );
        let component = Component::new(&engine, today.build()).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate(&mut store, &component).unwrap();
        let Val::Record(info) = call_next(&mut store, &instance, "info", "describe", &[]) else {
            panic!("an info is no record");
        };
        assert_eq!(info[0], ("id".into(), Val::String("test/sample".into())));
        if kind == Kind::TextMetric {
            let none = [Val::List(Vec::new()), Val::List(Vec::new())];
            let report = call_next(&mut store, &instance, "text-metric", "evaluate", &none);
            assert!(matches!(report, Val::Result(Ok(Some(_)))), "{report:?}");
        }
    }
}
