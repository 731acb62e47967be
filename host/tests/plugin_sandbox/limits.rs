//! Crashes, limits, logs, progress, cancelling and the errors that plugins give themselves.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use inkstone::plugin::{CallContext, Kind, Level, Limits, Reason};
use serde_json::json;

use crate::plugin_fixture::{Fixture, call, evaluate_texts, image, load};
use crate::{Sandbox, name};

/// A context with other limits.
fn limited(limits: Limits) -> CallContext {
    CallContext {
        limits,
        ..CallContext::default()
    }
}

/// A context whose time is short.
pub fn hurried() -> CallContext {
    limited(Limits {
        seconds: 0.3,
        ..Limits::default()
    })
}

#[test]
fn good_plugins_of_every_kind_work() {
    let sandbox = Sandbox::new();
    for kind in Kind::ALL {
        let plugin = load(&sandbox.runtime, Fixture::new(kind).build()).unwrap();
        assert_eq!(plugin.kind(), kind);
        assert_eq!(plugin.info.id, "test/sample");
        call(&plugin, &CallContext::default()).unwrap();
    }
}

#[test]
fn a_crash_is_told() {
    let sandbox = Sandbox::new();
    let context = CallContext::default();
    for kind in Kind::ALL {
        let bad = Fixture::new(kind).working("unreachable");
        sandbox.expect_call(&bad, &context, "trap", "unreachable");
    }
    let bad = Fixture::text().describing("unreachable");
    sandbox.expect_load(&bad, "describe", "trap", "unreachable");
    let deep = "(func $deep (call $deep))";
    let bad = Fixture::text().define(deep).working("(call $deep)");
    sandbox.expect_call(&bad, &context, "trap", "call stack exhausted");
    let bad = Fixture::text().working("(drop (i32.div_u (i32.const 1) (local.get $n)))");
    sandbox.expect_call(&bad, &context, "trap", "divide by zero");
    let bad = Fixture::text().working("(drop (i32.load (i32.const -8)))");
    sandbox.expect_call(&bad, &context, "trap", "out of bounds");
}

#[test]
fn a_panic_says_where_it_was() {
    let text = "panicked at src/lib.rs:3:5: no more";
    let bad = Fixture::text()
        .host("log", "(param i32 i32 i32)")
        .define(&format!("(data (i32.const 16) \"{text}\")"))
        .working("(call $log (i32.const 3) (i32.const 16) (i32.const 35)) unreachable");
    Sandbox::new().expect_call(&bad, &CallContext::default(), "trap", text);
}

#[test]
fn an_endless_loop_is_stopped() {
    let sandbox = Sandbox::new();
    let forever = "(loop $l (br $l))";
    let bad = Fixture::text().working(forever);
    sandbox.expect_call(&bad, &hurried(), "timed out", "0.3 s");
    let bad = Fixture::text().describing(forever);
    sandbox.expect_load(&bad, "describe", "timed out", "1.0 s");
    let start = "(func $begin (loop $l (br $l))) (start $begin)";
    let bad = Fixture::text().define(start);
    sandbox.expect_load(&bad, "describe", "timed out", "1.0 s");
}

#[test]
fn memory_without_end_is_refused() {
    let sandbox = Sandbox::new();
    let small = |memory_mib| {
        limited(Limits {
            memory_mib,
            ..Limits::default()
        })
    };
    let grow = "(loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))";
    let bad = Fixture::text().working(grow);
    sandbox.expect_call(&bad, &small(8), "memory", "limit: memory");
    // The default is there when nothing is said.
    sandbox.expect_call(&bad, &CallContext::default(), "memory", "limit: memory");
    let error = sandbox.fails(bad.build(), &small(8));
    // Six bytes of input, eight times.
    let allowed = (8 << 20) + 48;
    assert!(
        matches!(error.reason, Reason::Memory { asked, allowed: a } if a == allowed && asked > a),
        "{error}"
    );
    // The memory that a component begins with counts, too.
    sandbox.expect_call(&Fixture::text(), &small(1), "memory", "limit: memory");
    let bad = Fixture::text().define("(memory 32768) (memory 32768)");
    sandbox.expect_load(&bad, "describe", "memory", "limit: memory");
}

#[test]
fn tables_count_together() {
    let bad = Fixture::text().define("(table 600000 funcref) (table 600000 funcref)");
    Sandbox::new().expect_load(&bad, "describe", "nonsense", "table");
}

#[test]
fn output_beyond_its_limit_is_refused() {
    let sandbox = Sandbox::new();
    let context = limited(Limits {
        output_mib: 1,
        ..Limits::default()
    });
    let bad = Fixture::text().answer("/note", json!({ "$raw": [0, 2 << 20] }));
    sandbox.expect_call(&bad, &context, "output", "limit: output");
    let error = sandbox.fails(bad.build(), &context);
    // Six bytes of input, four times.
    assert_eq!(error.reason, Reason::Output((1 << 20) + 24));
    // Many small things are as much as a large one.
    let detail = json!({ "label": "a", "value": "b" });
    let bad = Fixture::text().answer("/details", json!({ "$repeat": [detail, 100_000] }));
    sandbox.expect_call(&bad, &context, "output", "limit: output");
    let fine = Fixture::text().answer("/note", json!({ "$raw": [131_072, 1 << 19] }));
    let plugin = load(&sandbox.runtime, fine.build()).unwrap();
    call(&plugin, &context).unwrap();
}

#[test]
fn a_flood_of_messages_is_cut() {
    let sandbox = Sandbox::new();
    let flood = Fixture::text()
        .host("log", "(param i32 i32 i32)")
        .define("(data (i32.const 16) \"hello\")")
        .working(
            "(call $log (i32.const 2) (i32.const 131072) (i32.const 20000))
            (local.set $n (i32.const 1500))
            (loop $l (call $log (i32.const 1) (i32.const 16) (i32.const 5))
                (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))",
        );
    let plugin = load(&sandbox.runtime, flood.build()).unwrap();
    let outcome = evaluate_texts(&plugin, &CallContext::default()).unwrap();
    assert_eq!(outcome.logs.len(), 1001);
    assert_eq!(outcome.logs[0].level, Level::Warn);
    assert_eq!(outcome.logs[0].message.len(), 8 << 10);
    assert_eq!(outcome.logs[999].message, "hello");
    assert!(outcome.logs[1000].message.contains("dropped"));
    assert_eq!(outcome.warnings().count(), 2);
}

#[test]
fn progress_is_between_0_and_1() {
    let sandbox = Sandbox::new();
    let call =
        |done: &str| format!("(call $progress (f32.const {done}) (i32.const 0) (i32.const 0))");
    let calls: String = ["nan", "-3", "0.5", "inf", "-inf", "7"].map(call).concat();
    let odd = Fixture::text()
        .host("progress", "(param f32 i32 i32)")
        .working(&calls);
    let plugin = load(&sandbox.runtime, odd.build()).unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = heard.clone();
    let context = CallContext {
        progress: Some(Arc::new(move |done, _| listener.lock().unwrap().push(done))),
        ..CallContext::default()
    };
    evaluate_texts(&plugin, &context).unwrap();
    assert_eq!(*heard.lock().unwrap(), [0.0, 0.5, 1.0]);
}

#[test]
fn a_call_can_be_cancelled_from_another_thread() {
    let sandbox = Sandbox::new();
    let polite = Fixture::text()
        .host("is-cancelled", "(result i32)")
        .working("(loop $l (br_if $l (i32.eqz (call $is-cancelled))))")
        .error(json!("cancelled"));
    let stubborn = Fixture::text().working("(loop $l (br $l))");
    for plugin in [polite, stubborn] {
        let context = CallContext::default();
        let cancel = context.cancel.clone();
        let user = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(50));
            cancel.store(true, Ordering::SeqCst);
        });
        sandbox.expect_call(&plugin, &context, "cancelled", "cancelled");
        user.join().unwrap();
    }
}

#[test]
fn errors_that_a_plugin_gives_keep_their_meaning() {
    let sandbox = Sandbox::new();
    let setting = json!({ "invalid-setting": { "key": "x", "message": "too odd" } });
    let errors = [
        (
            json!({ "invalid-input": "no text" }),
            "invalid input",
            "invalid input: no text",
        ),
        (setting, "setting", "setting x: too odd"),
        (
            json!({ "unsupported": "tables" }),
            "unsupported",
            "unsupported: tables",
        ),
        (json!("cancelled"), "cancelled", "cancelled"),
        (
            json!({ "failed": "bad luck" }),
            "failed",
            "failed: bad luck",
        ),
    ];
    for kind in Kind::ALL {
        for (error, case, text) in &errors {
            let bad = Fixture::new(kind).error(error.clone());
            sandbox.expect_call(&bad, &CallContext::default(), case, text);
        }
    }
}

#[test]
fn every_call_has_an_instance_of_its_own() {
    let sandbox = Sandbox::new();
    let moody = Fixture::text()
        .host("is-cancelled", "(result i32)")
        .define("(global $calls (mut i32) (i32.const 0))")
        .working(
            "(if (global.get $calls) (then unreachable)) (global.set $calls (i32.const 1))
            (if (call $is-cancelled) (then unreachable))",
        );
    let plugin = load(&sandbox.runtime, moody.build()).unwrap();
    let crash = CallContext {
        cancel: Arc::new(AtomicBool::new(true)),
        ..CallContext::default()
    };
    for _ in 0..3 {
        let error = call(&plugin, &crash).unwrap_err();
        assert_eq!(name(&error.reason), "trap");
        call(&plugin, &CallContext::default()).unwrap();
    }
}

#[test]
fn calls_run_side_by_side_and_fail_alone() {
    let sandbox = Sandbox::new();
    let good = load(&sandbox.runtime, Fixture::text().build()).unwrap();
    let bad = Fixture::text().working("(loop $l (br $l))");
    let bad = load(&sandbox.runtime, bad.build()).unwrap();
    std::thread::scope(|scope| {
        let stuck = scope.spawn(|| call(&bad, &hurried()));
        for _ in 0..20 {
            call(&good, &CallContext::default()).unwrap();
        }
        let error = stuck.join().unwrap().unwrap_err();
        assert_eq!(name(&error.reason), "timed out");
    });
}

#[test]
fn a_plugin_of_another_kind_is_not_called() {
    let sandbox = Sandbox::new();
    let plugin = load(&sandbox.runtime, Fixture::text().build()).unwrap();
    let error = plugin
        .process_image(&image(), &[], &CallContext::default())
        .unwrap_err();
    assert_eq!(
        error.reason,
        Reason::Kind {
            found: Kind::TextMetric,
            needed: Kind::Image
        }
    );
    assert!(error.to_string().contains("text-metric, not image"));
}
