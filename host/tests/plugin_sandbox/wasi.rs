//! WASI is there for those who ask for it, and nothing is in it.

use inkstone::plugin::CallContext;
use serde_json::json;

use crate::Sandbox;
use crate::limits::hurried;
use crate::plugin_fixture::{Fixture, evaluate_texts, load};

/// The parts of WASI that the tests call.
const IO: &str = "package wasi:io@0.2.0;
    interface error { resource error; }
    interface poll { resource pollable { block: func(); } }
    interface streams {
        use error.{error};
        variant stream-error { last-operation-failed(error), closed }
        resource output-stream {
            blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>;
        }
    }";
const CLI: &str = "package wasi:cli@0.2.0;
    interface environment {
        get-environment: func() -> list<tuple<string, string>>;
        get-arguments: func() -> list<string>;
    }
    interface exit { exit: func(status: result); }
    interface stderr {
        use wasi:io/streams@0.2.0.{output-stream};
        get-stderr: func() -> output-stream;
    }";
const CLOCKS: &str = "package wasi:clocks@0.2.0;
    interface wall-clock {
        record datetime { seconds: u64, nanoseconds: u32 }
        now: func() -> datetime;
    }
    interface monotonic-clock {
        use wasi:io/poll@0.2.0.{pollable};
        now: func() -> u64;
        subscribe-duration: func(when: u64) -> pollable;
    }";
const RANDOM: &str = "package wasi:random@0.2.0;
    interface random {
        get-random-u64: func() -> u64;
        get-random-bytes: func(len: u64) -> list<u8>;
    }";
const FILES: &str = "package wasi:filesystem@0.2.0;
    interface types { resource descriptor; }
    interface preopens {
        use types.{descriptor};
        get-directories: func() -> list<tuple<descriptor, string>>;
    }";

/// The score that a plugin writes to `@score`.
fn score(fixture: &Fixture) -> f64 {
    let fixture = fixture.clone().answer("/scores/0/value", json!("$score"));
    let sandbox = Sandbox::new();
    let plugin = load(&sandbox.runtime, fixture.build()).unwrap();
    let call = || {
        evaluate_texts(&plugin, &CallContext::default())
            .unwrap()
            .value
    };
    let (one, two) = (call(), call());
    assert_eq!(one, two, "two calls gave different results");
    one.scores[0].value
}

#[test]
fn there_are_no_variables_arguments_and_folders() {
    let cli = |name: &str| {
        Fixture::text()
            .package(IO, "")
            .package(CLI, "import wasi:cli/environment@0.2.0;")
            .import("wasi:cli/environment@0.2.0", name, "(param i32)")
    };
    let files = Fixture::text()
        .package(FILES, "import wasi:filesystem/preopens@0.2.0;")
        .import(
            "wasi:filesystem/preopens@0.2.0",
            "get-directories",
            "(param i32)",
        );
    let lists = [
        (cli("get-environment"), "get-environment"),
        (cli("get-arguments"), "get-arguments"),
        (files, "get-directories"),
    ];
    for (fixture, name) in lists {
        let count = format!(
            "(i32.store (i32.const 36) (i32.const 99)) (call ${name} (i32.const 32))
            (f64.store @score (f64.convert_i32_u (i32.load (i32.const 36))))"
        );
        assert_eq!(score(&fixture.working(&count)), 0.0, "{name}");
    }
}

#[test]
fn clocks_stand_still() {
    let wall = Fixture::text()
        .package(IO, "")
        .package(CLOCKS, "import wasi:clocks/wall-clock@0.2.0;")
        .import("wasi:clocks/wall-clock@0.2.0", "now", "(param i32)")
        .working("(call $now (i32.const 32)) (f64.store @score (f64.convert_i64_u (i64.load (i32.const 32))))");
    assert_eq!(score(&wall), 1_767_225_600.0);
    let monotonic = Fixture::text()
        .package(IO, "")
        .package(CLOCKS, "import wasi:clocks/monotonic-clock@0.2.0;")
        .import("wasi:clocks/monotonic-clock@0.2.0", "now", "(result i64)")
        .working("(f64.store @score (f64.convert_i64_u (call $now)))");
    assert_eq!(score(&monotonic), 0.0);
}

#[test]
fn random_numbers_are_the_same_in_every_call() {
    let random = Fixture::text()
        .package(RANDOM, "import wasi:random/random@0.2.0;")
        .import("wasi:random/random@0.2.0", "get-random-u64", "(result i64)")
        .working("(f64.store @score (f64.convert_i64_u (call $get-random-u64)))");
    assert!(score(&random) > 0.0);
}

#[test]
fn no_more_random_bytes_are_made_than_can_be_taken() {
    let greedy = Fixture::text()
        .package(RANDOM, "import wasi:random/random@0.2.0;")
        .import(
            "wasi:random/random@0.2.0",
            "get-random-bytes",
            "(param i64 i32)",
        )
        .working("(call $get-random-bytes (i64.const 0x7fffffffffff) (i32.const 32))");
    Sandbox::new().expect_call(
        &greedy,
        &CallContext::default(),
        "nonsense",
        "exceeds limit",
    );
}

/// A plugin that writes five letters to standard error `times` times, each of which must work.
fn writes(times: u32) -> Fixture {
    Fixture::text()
        .package(IO, "import wasi:io/streams@0.2.0;")
        .package(CLI, "import wasi:cli/stderr@0.2.0;")
        .import("wasi:cli/stderr@0.2.0", "get-stderr", "(result i32)")
        .import(
            "wasi:io/streams@0.2.0",
            "[method]output-stream.blocking-write-and-flush",
            "(param i32 i32 i32 i32)",
        )
        .define("(global $stream (mut i32) (i32.const 0)) (data (i32.const 16) \"hello\")")
        .working(&format!(
            "(global.set $stream (call $get-stderr)) (local.set $n (i32.const {times}))
            (loop $l
                (call $blocking-write-and-flush
                    (global.get $stream) (i32.const 16) (i32.const 5) (i32.const 32))
                (if (i32.load8_u (i32.const 32)) (then unreachable))
                (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))"
        ))
}

#[test]
fn standard_error_is_kept() {
    let sandbox = Sandbox::new();
    let plugin = load(&sandbox.runtime, writes(1).build()).unwrap();
    let outcome = evaluate_texts(&plugin, &CallContext::default()).unwrap();
    assert_eq!(outcome.stderr, "hello");
    let error = sandbox.fails(
        writes(2).working("unreachable").build(),
        &CallContext::default(),
    );
    assert!(
        error.trace.contains(&"stderr: hellohello".into()),
        "{:?}",
        error.trace
    );
}

#[test]
fn a_flood_of_standard_error_is_cut_without_harm() {
    let sandbox = Sandbox::new();
    let plugin = load(&sandbox.runtime, writes(20_000).build()).unwrap();
    let outcome = evaluate_texts(&plugin, &CallContext::default()).unwrap();
    assert_eq!(outcome.stderr.len(), 64 << 10);
}

#[test]
fn a_sleep_ends_with_the_time_limit() {
    let sleeps = Fixture::text()
        .package(IO, "import wasi:io/poll@0.2.0;")
        .package(CLOCKS, "import wasi:clocks/monotonic-clock@0.2.0;")
        .import(
            "wasi:clocks/monotonic-clock@0.2.0",
            "subscribe-duration",
            "(param i64) (result i32)",
        )
        .import(
            "wasi:io/poll@0.2.0",
            "[method]pollable.block",
            "(param i32)",
        )
        .working("(call $block (call $subscribe-duration (i64.const 3600000000000)))");
    Sandbox::new().expect_call(&sleeps, &hurried(), "timed out", "0.3 s");
}

#[test]
fn ending_itself_is_told_as_a_crash() {
    let exits = Fixture::text()
        .package(IO, "")
        .package(CLI, "import wasi:cli/exit@0.2.0;")
        .import("wasi:cli/exit@0.2.0", "exit", "(param i32)")
        .working("(call $exit (i32.const 1))");
    Sandbox::new().expect_call(&exits, &CallContext::default(), "trap", "status 1");
}
