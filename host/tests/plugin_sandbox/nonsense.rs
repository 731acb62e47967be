//! Answers that make no sense: each is refused with words that say which.

use inkstone::plugin::{CallContext, Kind};
use serde_json::{Value, json};

use crate::Sandbox;
use crate::plugin_fixture::Fixture;

#[test]
fn infos_are_checked() {
    let choice = |default: &str, values: &[&str]| {
        let options: Vec<Value> = values
            .iter()
            .map(|value| json!({ "value": value, "label": value }))
            .collect();
        json!({ "choice": { "default": default, "options": options } })
    };
    let integer =
        json!({ "integer": { "default": 9, "min": 1, "max": 5, "step": null, "unit": "" } });
    let number = |default: Value, step: Value| json!({ "number": { "default": default, "min": 0, "max": 1, "step": step, "unit": "" } });
    let setting =
        json!({ "key": "x", "label": "X", "help": "", "group": null, "field": { "toggle": true } });
    let text = Fixture::text;
    let cases = [
        (text().info("/version", json!("1.x")), "\"1.x\""),
        (text().info("/version", json!("")), "no semantic version"),
        (text().info("/version", json!("1.0")), "no semantic version"),
        (text().info("/id", json!("Test/Sample")), "Test/Sample"),
        (text().info("/id", json!("sample")), "owner/name"),
        (text().info("/id", json!("a/b/c")), "owner/name"),
        (text().info("/id", json!("../x")), "owner/name"),
        (text().info("/name", json!(" ")), "its name is empty"),
        (text().info("/license", json!("")), "licence is empty"),
        (
            text().info("/name", json!("a\u{1b}[31mb")),
            "control characters",
        ),
        (
            text().info("/description", json!("x".repeat(5000))),
            "too long",
        ),
        (
            text().info("/settings", json!([setting, setting])),
            "comes twice",
        ),
        (text().setting(integer), "default is outside its limits"),
        (
            text().setting(number(json!(2), Value::Null)),
            "default is outside its limits",
        ),
        (
            text().setting(number(json!("nan"), Value::Null)),
            "not finite",
        ),
        (
            text().setting(number(json!(1), json!(0))),
            "step is not positive",
        ),
        (
            text().setting(choice("c", &["a", "b"])),
            "none of its choices",
        ),
        (
            text().setting(choice("a", &["a", "a"])),
            "choice comes twice",
        ),
        (
            text().info("/settings", json!({ "$repeat": [setting, 201] })),
            "201 settings",
        ),
        (
            text().info("/name", json!({ "$bytes": [0xff, 0xfe] })),
            "utf-8",
        ),
        (
            text().info("/homepage", json!({ "$case": 9 })),
            "discriminant",
        ),
    ];
    let sandbox = Sandbox::new();
    for (bad, told) in cases {
        sandbox.expect_load(&bad, "describe", "nonsense", told);
    }
}

/// Calls plugins of a kind that answer otherwise than they should: where, with what, and what is said about it.
fn refused(kind: Kind, cases: &[(&str, Value, &str)]) {
    let sandbox = Sandbox::new();
    for (at, value, told) in cases {
        let bad = Fixture::new(kind).answer(at, value.clone());
        sandbox.expect_call(&bad, &CallContext::default(), "nonsense", told);
    }
}

/// A region, of which some parts are others.
fn region(other: Value) -> Value {
    let mut region = json!({
        "x": 0, "y": 0, "width": 1, "height": 1, "outline": [], "label": "line", "confidence": null,
        "parent": null
    });
    for (key, value) in other.as_object().unwrap() {
        region[key] = value.clone();
    }
    region
}

#[test]
fn images_are_checked() {
    let map = |a: Value| json!({ "a": a, "b": 0, "c": 0, "d": 1, "tx": 0, "ty": 0 });
    let point = |x: i32| json!({ "x": x, "y": 0 });
    let one = |other: Value| json!([region(other)]);
    let (image, regions, to_input) = ("/0/image", "/0/regions", "/0/to-input");
    let empty = json!({ "width": 0, "height": 0, "format": "gray8", "dpi": null, "data": [] });
    let vast = json!({ "width": u32::MAX, "height": u32::MAX, "format": "rgba8", "dpi": null, "data": [] });
    refused(
        Kind::Image,
        &[
            (
                "/0/image/data",
                json!([1, 2, 3]),
                "3 bytes for 2 x 2 pixels of",
            ),
            (image, empty, "0 x 0 pixels"),
            (image, vast, "0 bytes for 4294967295 x 4294967295"),
            ("/0/image/width", json!(3), "4 bytes for 3 x 2"),
            (
                "/0/image/format",
                json!("rgb8"),
                "4 bytes for 2 x 2 pixels of",
            ),
            ("/0/image/format", json!({ "$case": 3 }), "discriminant"),
            ("/0/image/dpi", json!("nan"), "resolution"),
            ("/0/image/dpi", json!(0), "resolution"),
            (
                "/0/image/data",
                json!({ "$raw": [0x7fff_fff0, 4] }),
                "out of bounds",
            ),
            (
                "/0/image/data",
                json!({ "$raw": [16, u32::MAX] }),
                "out of bounds",
            ),
            ("/0/label", json!({ "$bytes": [0xc3, 0x28] }), "utf-8"),
            (regions, one(json!({ "x": "nan" })), "not finite"),
            (regions, one(json!({ "width": "inf" })), "not finite"),
            (
                regions,
                one(json!({ "x": 50 })),
                "outside the image of 2 x 2",
            ),
            (
                regions,
                one(json!({ "height": 50 })),
                "outside the image of 2 x 2",
            ),
            (
                regions,
                one(json!({ "x": -50 })),
                "outside the image of 2 x 2",
            ),
            (regions, one(json!({ "width": -1 })), "a negative side"),
            (
                regions,
                one(json!({ "outline": [point(0), point(1)] })),
                "fewer than three",
            ),
            (
                regions,
                one(json!({ "outline": [point(0), point(1), point(9)] })),
                "outside",
            ),
            (
                regions,
                one(json!({ "confidence": 2 })),
                "a confidence of 2",
            ),
            (
                regions,
                one(json!({ "confidence": "nan" })),
                "a confidence of NaN",
            ),
            (
                regions,
                one(json!({ "parent": 0 })),
                "its parent does not come before it",
            ),
            (
                regions,
                json!([region(json!({ "parent": 1 })), region(json!({}))]),
                "region 0",
            ),
            (to_input, map(json!("nan")), "no point comes back"),
            (to_input, map(json!(0)), "no point comes back"),
        ],
    );
}

#[test]
fn documents_are_checked() {
    let block = |other: Value| {
        let mut block = json!({
            "kind": "paragraph", "text": "e\u{301}\u{1f642}", "source": "", "region": null, "spans": []
        });
        for (key, value) in other.as_object().unwrap() {
            block[key] = value.clone();
        }
        json!([{ "number": 1, "width": 10, "height": 10, "blocks": [block] }])
    };
    let span = |start: u32, end: u32, confidence: Value| {
        let span = json!({ "start": start, "end": end, "confidence": confidence, "region": null });
        block(json!({ "spans": [span] }))
    };
    let file = |name: &str| json!({ "name": name, "media-type": "text/plain", "data": [] });
    let (pages, files) = ("/document/pages", "/artifacts");
    refused(
        Kind::Document,
        &[
            (
                pages,
                block(json!({ "kind": { "heading": 9 } })),
                "a heading of level 9",
            ),
            (
                pages,
                block(json!({ "kind": { "heading": 0 } })),
                "a heading of level 0",
            ),
            (
                pages,
                block(json!({ "kind": { "$case": 77 } })),
                "discriminant",
            ),
            (
                pages,
                span(0, 4, Value::Null),
                "a span from 0 to 4 in a text of 3",
            ),
            (pages, span(2, 1, Value::Null), "a span from 2 to 1"),
            (pages, span(0, 1, json!(2)), "a confidence of 2"),
            (
                pages,
                block(json!({ "region": region(json!({ "x": 50 })) })),
                "outside the image",
            ),
            (
                pages,
                block(json!({ "region": region(json!({ "parent": 0 })) })),
                "with a parent",
            ),
            (
                pages,
                block(json!({ "text": { "$bytes": [0xed, 0xa0, 0x80] } })),
                "utf-8",
            ),
            (files, json!([file("../x")]), "no plain file name"),
            (files, json!([file("a/b")]), "no plain file name"),
            (files, json!([file("c:\\x")]), "no plain file name"),
            (files, json!([file("..")]), "no plain file name"),
            (files, json!([file("")]), "no plain file name"),
            (files, json!([file("a\nb")]), "no plain file name"),
            (files, json!([file("a.md"), file("a.md")]), "comes twice"),
            (files, json!({ "$raw": [16, 0x1000_0000] }), "out of bounds"),
        ],
    );
    let sandbox = Sandbox::new();
    let fine = Fixture::new(Kind::Document).answer(pages, span(0, 3, json!(1)));
    let plugin = crate::load(&sandbox.runtime, fine.build()).unwrap();
    crate::call(&plugin, &CallContext::default()).unwrap();
}

#[test]
fn reports_are_checked() {
    let series = |x: Value| json!([{ "title": "t", "chart": "line", "x-label": "", "y-label": "", "points": [[x, 0]] }]);
    let cases = [
        ("/scores", json!([]), "a report without a score"),
        (
            "/scores/0/value",
            json!("inf"),
            "score x: an infinite value",
        ),
        (
            "/scores/0/value",
            json!("-inf"),
            "score x: an infinite value",
        ),
        ("/scores/0/id", json!(""), "empty or comes twice"),
        (
            "/scores/0/threshold",
            json!("nan"),
            "a limit that is not finite",
        ),
        ("/scores/0/better", json!({ "$case": 2 }), "discriminant"),
        ("/scores/0/passed", json!({ "$case": 200 }), "discriminant"),
        ("/series", series(json!("inf")), "an infinite point"),
        ("/note", json!({ "$bytes": [0x80] }), "utf-8"),
        ("/note", json!({ "$raw": [u32::MAX, 1] }), "out of bounds"),
    ];
    refused(Kind::TextMetric, &cases);
    refused(Kind::TensorMetric, &cases);
}

#[test]
fn answers_that_point_nowhere_are_refused() {
    let sandbox = Sandbox::new();
    for kind in Kind::ALL {
        let context = CallContext::default();
        let bad = Fixture::new(kind).working("(return (i32.const 0x7ffffff0))");
        sandbox.expect_call(&bad, &context, "nonsense", "out of bounds");
        let bad = Fixture::new(kind).working("(return (i32.const 1027))");
        sandbox.expect_call(&bad, &context, "nonsense", "not aligned");
        let nine = "(i32.store8 (i32.const 512) (i32.const 9)) (return (i32.const 512))";
        let bad = Fixture::new(kind).working(nine);
        sandbox.expect_call(&bad, &context, "nonsense", "discriminant");
    }
}

#[test]
fn memory_given_for_the_input_must_be_the_plugins_own() {
    let bad = Fixture {
        allocator: Some("(i32.const 0x7ffffff0)".into()),
        ..Fixture::text()
    };
    Sandbox::new().expect_call(
        &bad,
        &CallContext::default(),
        "nonsense",
        "beyond end of memory",
    );
}
