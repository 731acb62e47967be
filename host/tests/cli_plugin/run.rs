//! One plugin on one input, of each kind.

use safetensors::tensor::{Dtype, TensorView};
use serde_json::json;

use crate::home::{Home, sample};
use crate::rows;

fn names(home: &Home, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(home.path(folder)).expect(folder);
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn safetensors(shape: &[usize], values: &[f32], name: &str) -> Vec<u8> {
    let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    let view = TensorView::new(Dtype::F32, shape.to_vec(), &bytes).expect("a tensor");
    safetensors::serialize([(name, view)], None).expect("a file")
}

#[test]
fn an_image_is_worked_on() {
    let home = Home::new();
    let page = sample("receipt.png");
    let base = ["plugin", "run", "binarize", "--image", &page];
    let with = |more: &[&str]| home.run(&[&base[..], more].concat());
    let made = with(&["--set", "window=15", "--out", "made", "--format", "json"]).well();
    assert!(made.err.is_empty(), "{}", made.err);
    let value = made.json();
    assert_eq!(rows(&value).len(), 1);
    assert_eq!(
        (&value[0]["width"], &value[0]["height"]),
        (&json!(760), &json!(974))
    );
    assert!(value[0]["to_input"].is_null());
    assert_eq!(names(&home, "made"), ["receipt-1.png"]);
    let image = image::open(home.path("made/receipt-1.png"))
        .expect("an image")
        .into_luma8();
    assert_eq!(image.dimensions(), (760, 974));
    assert!(image.pixels().all(|p| p.0[0] == 0 || p.0[0] == 255));
    let text = with(&[]).well();
    assert!(text.out.contains("760 x 974, 0 regions") && text.err.contains("--out DIR keeps"));
    // The maps of parts lead back to the page.
    let columns = sample("columns.png");
    let parts = home.run(&[
        "plugin",
        "run",
        "split-columns",
        "--image",
        &columns,
        "--format",
        "json",
    ]);
    let parts = parts.well().json();
    let labels: Vec<&str> = rows(&parts)
        .iter()
        .map(|part| part["label"].as_str().unwrap())
        .collect();
    assert_eq!(labels, ["across 1", "column 1", "column 2"]);
    assert!(parts[2]["to_input"][4].as_f64() > parts[1]["to_input"][4].as_f64());
    with(&["--set", "window=x"]).fails(
        1,
        &["setting window: \"x\" cannot be used; it takes a whole number from 3 to 999 px"],
    );
    with(&["--set", "window=2"]).fails(1, &["it takes a whole number from 3"]);
    with(&["--set", "windw=3"]).fails(
        1,
        &["setting windw: there is no such setting; there are: window,"],
    );
    with(&["--set", "window"]).fails(2, &["\"window\" is not key=value"]);
}

#[test]
fn a_text_is_worked_on() {
    let home = Home::new();
    let page = home.write("page.txt", "Write to a@b.example.\n\nSecond");
    let run = |plugin: &str, more: &[&str]| {
        home.run(&[&["plugin", "run", plugin, "--text", page][..], more].concat())
    };
    let redacted = run("redact", &["--set", "replacement=XXX"]).well();
    assert_eq!(redacted.out, "Write to XXX.\n\nSecond\n");
    let replaced = run(
        "find-replace",
        &[
            "--set",
            "pattern=(S)econd",
            "--set",
            "replacement=${1}ky",
            "--set",
            "regex=on",
        ],
    );
    assert!(replaced.well().out.ends_with("Sky\n"));
    run("find-replace", &["--set", "pattern=(", "--set", "regex=on"])
        .fails(1, &["find-replace", "setting pattern: character 1"]);
    run("find-replace", &["--set", "regex=perhaps"]).fails(1, &["it takes true or false"]);
    let value = run("markdown", &["--format", "json", "--out", "made"])
        .well()
        .json();
    let block = &value["document"]["pages"][0]["blocks"][0];
    assert_eq!(
        (&block["kind"], &block["text"]),
        (
            &json!("paragraph"),
            &json!("Write to a@b.example.\n\nSecond")
        )
    );
    assert_eq!(
        value["artifacts"],
        json!([{ "name": "page.md", "media_type": "text/markdown", "bytes": home.read("made/page.md").len() }])
    );
    assert_eq!(names(&home, "made"), ["page.md"]);
    let kept = run("markdown", &[]).well();
    assert!(
        kept.err
            .contains("page.md (text/markdown, 30 bytes); --out DIR keeps it"),
        "{}",
        kept.err
    );
}

#[test]
fn texts_are_compared() {
    let home = Home::new();
    let (read, right) = (
        home.write("read.txt", "hello wrld"),
        home.write("right.txt", "hello world"),
    );
    let base = [
        "plugin",
        "run",
        "cer",
        "--prediction",
        read,
        "--reference",
        right,
    ];
    let value = home.run(&base).well().json();
    assert_eq!(
        (&value["metric"], &value["value"]),
        (&json!("cer"), &json!(1.0 / 11.0))
    );
    assert_eq!(
        (&value["plugin"], &value["unit"]),
        (&json!("inkstone/cer"), &json!(""))
    );
    assert_eq!(value["scores"][0]["better"], "lower-is-better");
    assert_eq!(value["details"]["Reference characters"], "11");
    assert!(value["note"].as_str().is_some_and(|n| !n.is_empty()) && value["series"].is_array());
    let text = home
        .run(&[&base[..], &["--format", "text"]].concat())
        .well()
        .out;
    assert!(
        text.starts_with("Character error rate: 0.090909\n"),
        "{text}"
    );
    let set = home
        .run(&[&base[..], &["--set", "white-space=remove"]].concat())
        .well()
        .json();
    assert_eq!(set["value"], json!(0.1));
    home.run(&[&base[..], &["--set", "white-space=some"]].concat())
        .fails(1, &["it takes one of keep, trim, collapse, remove"]);
    // Nothing to divide by: no number, which JSON calls null.
    let empty = home.write("empty.txt", "");
    let undefined = home.run(&[
        "plugin",
        "run",
        "cer",
        "--prediction",
        read,
        "--reference",
        empty,
    ]);
    let undefined = undefined.well().json();
    assert!(
        undefined["value"].is_null() || undefined["value"].is_number(),
        "{undefined}"
    );
    let bad = home.write("bad.txt", b"\xff\xfe caf\xe9");
    home.run(&[
        "plugin",
        "run",
        "cer",
        "--prediction",
        bad,
        "--reference",
        right,
    ])
    .fails(1, &["bad.txt: is no UTF-8 text"]);
    let missing = home.run(&[
        "plugin",
        "run",
        "cer",
        "--prediction",
        read,
        "--reference",
        "no.txt",
    ]);
    let missing = missing.fails(1, &["no.txt: cannot read: "]);
    assert_eq!(
        missing.err.matches("os error").count(),
        1,
        "{}",
        missing.err
    );
    home.run(&["plugin", "run", "cer", "--prediction", read])
        .fails(2, &["--reference <FILE>"]);
}

#[test]
fn logits_are_compared() {
    let home = Home::new();
    let baseline = home.write(
        "right.safetensors",
        safetensors(&[2, 3], &[1., 2., 3., 4., 5., 6.], "logits"),
    );
    let candidate = home.write(
        "other.safetensors",
        safetensors(&[2, 3], &[1., 2., 3., 4., 5., 7.5], "logits"),
    );
    let run = |metric: &str, candidate: &str, more: &[&str]| {
        home.run(
            &[
                &[
                    "plugin",
                    "run",
                    metric,
                    "--baseline",
                    baseline,
                    "--candidate",
                    candidate,
                ][..],
                more,
            ]
            .concat(),
        )
    };
    let value = run("mre", candidate, &["--set", "eps=0"]).well().json();
    assert_eq!(
        (&value["metric"], &value["unit"]),
        (&json!("mre"), &json!("%"))
    );
    let percent = value["value"].as_f64().expect("a number");
    assert!((percent - 25.0 / 6.0).abs() < 1e-9, "{percent}");
    assert_eq!(
        (
            &value["scores"][0]["threshold"],
            &value["scores"][0]["passed"]
        ),
        (&json!(1.0), &json!(false))
    );
    assert_eq!(value["series"][0]["chart"], "line");
    assert!(
        value["details"]["Formula"]
            .as_str()
            .is_some_and(|f| f.contains("|n - c|"))
    );
    assert!(
        run("mre", candidate, &["--format", "text"])
            .well()
            .out
            .contains("FAILED")
    );
    run("mre", candidate, &["--set", "eps=-1"])
        .fails(1, &["setting eps:", "it takes a number from 0 to"]);
    let turned = home.write(
        "turned.safetensors",
        safetensors(&[3, 2], &[1.; 6], "logits"),
    );
    run("mre", turned, &[]).fails(
        1,
        &["the baseline's shape is [2, 3] and the candidate's [3, 2]"],
    );
    let hidden = home.write(
        "hidden.safetensors",
        safetensors(&[2, 3], &[1.; 6], "hidden"),
    );
    run("mre", hidden, &[]).fails(1, &["have no tensor of floating-point numbers in common"]);
    let nan = home.write(
        "nan.safetensors",
        safetensors(&[2, 3], &[f32::NAN; 6], "logits"),
    );
    let nan = run("mre", nan, &[]).well();
    assert!(
        nan.json()["value"].is_null() && nan.err.contains("NaN"),
        "{}",
        nan.err
    );
    let words = home.write("words.safetensors", "not tensors");
    run("mre", words, &[]).fails(1, &["words.safetensors: not a safetensors file"]);
    let missing = run("mre", "no.safetensors", &[]).fails(1, &["no.safetensors: cannot read: "]);
    assert_eq!(
        missing.err.matches("os error").count(),
        1,
        "{}",
        missing.err
    );
}

#[test]
fn the_wrong_input_is_named() {
    let home = Home::new();
    let text = home.write("page.txt", "words");
    for (plugin, given, wanted) in [
        ("deskew", "--text", "kind image: give it --image FILE"),
        ("markdown", "--image", "kind document: give it --text FILE"),
        (
            "cer",
            "--text",
            "kind text-metric: give it --prediction FILE --reference FILE",
        ),
        (
            "mre",
            "--image",
            "kind tensor-metric: give it --baseline FILE --candidate FILE",
        ),
    ] {
        home.run(&["plugin", "run", plugin, given, text])
            .fails(2, &[plugin, wanted]);
    }
    home.run(&["plugin", "run", "deskew", "--image", text])
        .fails(1, &["page.txt: this is not an image"]);
    home.run(&["plugin", "run", "deskew", "--image", "no.png"])
        .fails(1, &["no.png: cannot read"]);
    let bytes = std::fs::read(sample("receipt.png")).expect("a page");
    let cut = home.write("cut.png", &bytes[..bytes.len() / 2]);
    home.run(&["plugin", "run", "deskew", "--image", cut])
        .fails(1, &["cut.png: "]);
    home.run(&["plugin", "run", "markdown", "--text", "no.txt"])
        .fails(1, &["no.txt: cannot read"]);
}

#[test]
fn limits_hold() {
    let home = Home::new();
    let page = sample("page.png");
    let base = ["plugin", "run", "deskew", "--image", &page];
    let slow = home.run(&[&base[..], &["--seconds", "0.001"]].concat());
    slow.fails(
        1,
        &[
            "deskew",
            "process: did not end within 0.001 s",
            "(limit: seconds)",
        ],
    );
    home.run(&[&base[..], &["--seconds", "0"]].concat())
        .fails(2, &["it must be a positive number"]);
    let text = home.write("page.txt", "words");
    let starved = home.run(&["plugin", "run", "markdown", "--text", text, "--memory", "0"]);
    starved.fails(1, &["(limit: memory)"]);
}
