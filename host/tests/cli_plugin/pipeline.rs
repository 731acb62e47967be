//! `inkstone infer` through pipelines of plugins, on the sample pages and with the demo reader.

use image::{Rgb, RgbImage};
use serde_json::{Value, json};

use crate::home::{Home, Run, repository, sample};

const PAPER: Rgb<u8> = Rgb([249; 3]);

fn infer(home: &Home, image: &str, more: &[&str]) -> Run {
    let base = [
        "infer",
        "--model-path",
        "demo",
        "--device",
        "cpu",
        "--quiet",
        "--image",
        image,
    ];
    home.run(&[&base[..], more].concat())
}

/// The result as JSON.
fn record(home: &Home, image: &str, more: &[&str]) -> Value {
    infer(home, image, &[&["--format", "json"][..], more].concat())
        .well()
        .json()
}

fn blocks(record: &Value) -> &[Value] {
    record["blocks"].as_array().expect("blocks")
}

fn text(block: &Value) -> &str {
    block["text"].as_str().expect("a text")
}

/// The corners of a block's quad.
fn quad(block: &Value) -> [[f64; 2]; 4] {
    serde_json::from_value(block["quad"].clone()).expect("a quad")
}

/// Two of the reader's line images: an e-mail address, and a line with a telephone number.
const SECRET_LINES: [&str; 2] = ["014.png", "008.png"];

/// What must not be shown of them.
const SECRETS: [&str; 2] = ["deceptions", "822 843"];

/// Every text in a JSON value, in order.
fn all_strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(all_strings).collect(),
        Value::Object(fields) => fields.values().flat_map(all_strings).collect(),
        _ => Vec::new(),
    }
}

/// The page turned counter-clockwise about its middle, bilinearly.
fn turned(page: &RgbImage, degrees: f64) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (
        f64::from(page.width()) / 2.0,
        f64::from(page.height()) / 2.0,
    );
    RgbImage::from_fn(page.width(), page.height(), |x, y| {
        let (dx, dy) = (f64::from(x) + 0.5 - cx, f64::from(y) + 0.5 - cy);
        let (x, y) = (
            cx + dx * cos - dy * sin - 0.5,
            cy + dx * sin + dy * cos - 0.5,
        );
        image::imageops::interpolate_bilinear(page, x as f32, y as f32).unwrap_or(PAPER)
    })
}

#[test]
fn a_straightened_page_keeps_its_places() {
    let home = Home::new();
    let page = image::open(sample("page.png")).expect("a page").into_rgb8();
    let degrees = 3.0;
    turned(&page, degrees)
        .save(home.path("turned.png"))
        .expect("a file");
    let pipeline = home.write("level.toml", "pre = ['deskew']");
    let level = record(&home, &sample("page.png"), &["--pipeline", pipeline]);
    let slanted = record(&home, "turned.png", &["--pipeline", pipeline]);
    assert_eq!(
        slanted["image_sizes"],
        json!([[page.width(), page.height()]])
    );
    let (level, slanted) = (blocks(&level), blocks(&slanted));
    assert!(level.len() > 20);
    assert_eq!(level.len(), slanted.len());
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (
        f64::from(page.width()) / 2.0,
        f64::from(page.height()) / 2.0,
    );
    for (level, slanted) in level.iter().zip(slanted) {
        for ([x, y], [found_x, found_y]) in quad(level).into_iter().zip(quad(slanted)) {
            let (dx, dy) = (x - cx, y - cy);
            let (x, y) = (cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
            let apart = (x - found_x).hypot(y - found_y);
            assert!(apart < 4.0, "{:?}: {apart} pixels", text(level));
        }
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let home = Home::new();
    let record = record(&home, &sample("columns.png"), &["--pipeline", "columns"]);
    let blocks = blocks(&record);
    let middle = 1654.0 / 2.0;
    assert_eq!(text(&blocks[0]), "Notes from the Allotment");
    let right: Vec<bool> = blocks[1..]
        .iter()
        .map(|block| quad(block)[0][0] > middle)
        .collect();
    assert!(
        right.is_sorted() && right.contains(&true) && right.contains(&false),
        "{right:?}"
    );
    // Lines became paragraphs, whose places are known as well.
    let first = blocks
        .iter()
        .find(|block| text(block).starts_with("The first frost"))
        .expect("a paragraph");
    assert_eq!(first["kind"], "paragraph");
    assert!(
        text(first).contains("of November, a week later than"),
        "{first}"
    );
    let [[left, top], _, [right, bottom], _] = quad(first);
    assert!(right - left > 500.0 && bottom - top > 200.0, "{first}");
}

#[test]
fn a_scan_becomes_paragraphs_and_a_receipt_stays_lines() {
    let home = Home::new();
    let page = infer(&home, &sample("page.png"), &["--pipeline", "scan"])
        .well()
        .out;
    assert!(
        page.contains("the gulls are asleep on the roof of the fish market."),
        "{page}"
    );
    let receipt = infer(&home, &sample("receipt.png"), &["--pipeline", "scan"])
        .well()
        .out;
    assert!(
        receipt.contains("\nButter 250 g 2.49\nApples 1.260 kg 3.15\n"),
        "{receipt}"
    );
}

#[test]
fn the_plain_pipeline_leaves_what_the_model_says() {
    let home = Home::new();
    let (page, plain) = (sample("receipt.png"), ["--pipeline", "plain"]);
    let record = record(&home, &page, &plain);
    assert!(
        blocks(&record)
            .iter()
            .all(|block| block["kind"] == "line" && block.get("source").is_none())
    );
    assert!(
        record["tokens"]
            .as_array()
            .is_some_and(|tokens| !tokens.is_empty())
    );
    let lines: Vec<&str> = blocks(&record).iter().map(text).collect();
    assert_eq!(record["text"], lines.join("\n"));
    let out = infer(&home, &page, &plain).well().out;
    assert_eq!(out, format!("{}\n", lines.join("\n")));
    let html = infer(&home, &page, &["--pipeline", "plain", "--format", "html"])
        .well()
        .out;
    assert!(
        html.starts_with("<!DOCTYPE html>") && html.contains("<p>CORNER &amp; FIELD<br>\n"),
        "{html}"
    );
    let markdown = infer(
        &home,
        &page,
        &[
            "--pipeline",
            "plain",
            "--format",
            "markdown",
            "--out",
            "made",
        ],
    );
    assert_eq!(markdown.well().out, "");
    let markdown = home.read("made/receipt.md");
    assert!(
        lines.iter().filter(|line| markdown.contains(*line)).count() > lines.len() / 2,
        "{markdown}"
    );
}

#[test]
fn the_private_pipeline_gives_nothing_away() {
    let home = Home::new();
    let lines = SECRET_LINES.map(|file| {
        let path = repository("tests/reference/demo_reader/lines").join(file);
        path.display().to_string()
    });
    let each = |more: &[&str]| {
        infer(
            &home,
            &lines[0],
            &[&[&lines[1], "--each"][..], more].concat(),
        )
    };
    let open = each(&[]).well().out;
    assert!(SECRETS.iter().all(|secret| open.contains(secret)), "{open}");
    for format in ["text", "markdown", "html", "json"] {
        let run = each(&["--pipeline", "private", "--format", format]).well();
        assert!(run.out.matches("[redacted]").count() >= 2, "{run:#?}");
        for secret in SECRETS {
            let shown = run.out.contains(secret) || run.err.contains(secret);
            assert!(!shown, "{run:#?}");
        }
        if format == "json" {
            let records = run.json();
            // A secret in pieces would be one all the same.
            let joined = all_strings(&records).concat();
            assert!(!SECRETS.iter().any(|secret| joined.contains(secret)));
            for record in records.as_array().expect("two pages") {
                assert!(record.get("tokens").is_none());
                assert!(
                    blocks(record)
                        .iter()
                        .all(|block| block.get("source").is_none())
                );
            }
        }
    }
    let page = &lines[0];
    let logits = infer(
        &home,
        page,
        &["--pipeline", "private", "--logits", "l.safetensors"],
    );
    logits.fails(
        2,
        &["--logits would store what the pipeline private keeps to itself"],
    );
    assert!(!home.path("l.safetensors").exists());
    // A pipeline of one's own need not say so.
    let own = home.write("own.toml", "post = ['redact']");
    let run = each(&["--pipeline", own, "--format", "json"]).well();
    assert!(run.out.matches("[redacted]").count() >= 2, "{run:#?}");
    let joined = all_strings(&run.json()).concat();
    assert!(
        !SECRETS.iter().any(|secret| joined.contains(secret)),
        "{run:#?}"
    );
    assert!(joined.contains("inkstone/redact: 1 redacted"), "{run:#?}");
    infer(
        &home,
        page,
        &["--pipeline", own, "--logits", "l.safetensors"],
    )
    .fails(2, &["--logits would store"]);
    // A file that was made before it was taken out is not given.
    let early = home.write("early.toml", "post = ['markdown', 'redact']");
    for format in ["markdown", "json"] {
        let arguments = ["--pipeline", early, "--format", format, "--out", "early"];
        let run = infer(&home, page, &arguments).well();
        assert!(run.out.is_empty());
    }
    let files = std::fs::read_dir(home.path("early")).expect("the results");
    let names: Vec<_> = files
        .map(|file| file.expect("a file").file_name())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(home.read("early/014.md").contains("[redacted]"));
    let told = home.read("early/014.json");
    assert!(
        !told.contains(SECRETS[0]) && told.contains("are left out"),
        "{told}"
    );
    // Nor is anything given when what should have masked the image fails.
    let masked = "keep-raw = false\npre = [{ plugin = 'deskew', limits = { seconds = 0.001 } }]";
    let masked = home.write("masked.toml", masked);
    let run = infer(&home, &sample("page.png"), &["--pipeline", masked])
        .fails(1, &["inkstone/deskew", "nothing of the page is given"]);
    assert!(run.out.is_empty(), "{run:#?}");
    // When the plugin that takes it out fails, there is nothing that may be shown.
    let starved = home.write(
        "starved.toml",
        "keep-raw = false\npost = [{ plugin = 'redact', limits = { memory-mib = 0 } }]",
    );
    let run = infer(&home, page, &["--pipeline", starved, "--out", "made"]);
    let run = run.fails(
        1,
        &[
            "inkstone/redact 0.1.0: process:",
            "(limit: memory)",
            "nothing of the page is given",
        ],
    );
    assert!(run.out.is_empty() && !home.path("made/014.txt").exists());
}

#[test]
fn a_pipeline_of_ones_own_replaces_text() {
    let home = Home::new();
    let page = sample("receipt.png");
    let own = home.write(
        "own.toml",
        "about = 'Jam'\npost = [{ plugin = 'find-replace', settings = { pattern = 'Plum jam', replacement = 'JAM' } }, 'markdown']",
    );
    let value = record(&home, &page, &["--pipeline", own]);
    let block = blocks(&value)
        .iter()
        .find(|block| text(block).contains("JAM"))
        .expect("the line");
    assert!(
        block["source"]
            .as_str()
            .is_some_and(|source| source.contains("Plum jam")),
        "{block}"
    );
    // The command line's word comes last, and the file that a plugin makes lies beside the text.
    let set = [
        "--pipeline",
        own,
        "--set",
        "find-replace.replacement=a=b",
        "--out",
        "made",
    ];
    infer(&home, &page, &set).well();
    assert!(home.read("made/receipt.txt").contains("a=b"));
    assert!(home.read("made/receipt-page.md").contains("a=b"));
    // A pipeline in the user's folder goes by its name, and a plugin's file comes before the bundled plugin.
    let unknown = infer(&home, &page, &["--pipeline", "own"])
        .fails(1, &["there is no pipeline \"own\"", "default, plain, scan"]);
    let folder = unknown
        .err
        .trim()
        .rsplit_once("kept in ")
        .expect("a folder")
        .1
        .to_owned();
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::copy(home.path(own), format!("{folder}/own.toml")).expect("a copy");
    std::fs::copy(
        repository("host/assets/plugins/find-replace.wasm"),
        home.path("my.wasm"),
    )
    .expect("a copy");
    let out = infer(&home, &page, &["--pipeline", "own", "--plugin", "my.wasm"])
        .well()
        .out;
    assert!(out.contains("JAM") && !out.contains("Plum"), "{out}");
}

#[test]
fn what_cannot_be_meant_is_refused_before_anything_is_read() {
    let home = Home::new();
    let page = sample("receipt.png");
    let refused = |arguments: &[&str], texts: &[&str]| {
        let run = infer(&home, &page, arguments).fails(1, texts);
        assert!(run.out.is_empty(), "{run:#?}");
        assert!(run.err.matches("os error").count() < 2, "{run:#?}");
    };
    let pipeline = |name: &'static str, content: &str| ["--pipeline", home.write(name, content)];
    refused(
        &pipeline("kind.toml", "post = ['cer']"),
        &["kind.toml: plugin inkstone/cer 0.1.0: is a plugin of kind text-metric, not document"],
    );
    refused(
        &pipeline("name.toml", "pre = ['deskwe']"),
        &[
            "name.toml: there is no plugin \"deskwe\"",
            "did you mean deskew?",
        ],
    );
    refused(
        &pipeline("syntax.toml", "post = 3"),
        &["syntax.toml: ", "line 1"],
    );
    refused(
        &pipeline("key.toml", "before = []"),
        &["key.toml: ", "before"],
    );
    refused(
        &pipeline(
            "set.toml",
            "pre = [{ plugin = 'deskew', settings = { most = 'x' } }]",
        ),
        &["setting most: \"x\" cannot be used"],
    );
    refused(&["--pipeline", "no.toml"], &["no.toml: cannot read: "]);
    infer(&home, &page, &["--set", "deskew.most=5"]).fails(
        2,
        &["--set deskew.most: the pipeline default does not use inkstone/deskew"],
    );
    refused(
        &pipeline(
            "limit.toml",
            "pre = [{ plugin = 'deskew', limits = { seconds = 0.0 } }]",
        ),
        &["limit.toml: deskew: limits: seconds must be a positive number"],
    );
    refused(&["--set", "nobody.x=5"], &["there is no plugin \"nobody\""]);
    refused(
        &["--pipeline", "scan", "--set", "deskew.foo=1"],
        &["setting foo: there is no such setting; there are: least, most"],
    );
    refused(
        &["--plugin", home.write("words.wasm", "no component")],
        &["words.wasm: load: this is no WebAssembly file"],
    );
    infer(&home, &page, &["--set", "deskew=5"]).fails(2, &["is not PLUGIN.KEY=VALUE"]);
    infer(
        &home,
        &page,
        &["--pipeline", "scan", "--set", "deskew.most=5"],
    )
    .well();
}

#[test]
fn a_plugin_that_fails_costs_nothing_but_its_own_work() {
    let home = Home::new();
    let page = sample("receipt.png");
    let starved = home.write(
        "starved.toml",
        "post = [{ plugin = 'find-replace', limits = { memory-mib = 0 } }, { plugin = 'repetition-guard', limits = { seconds = 60.0 } }]",
    );
    let whole = infer(&home, &page, &["--pipeline", "plain"]).well().out;
    let run = infer(&home, &page, &["--pipeline", starved]);
    let run = run.fails(
        1,
        &[
            "inkstone/find-replace 0.1.0: process:",
            "the page was read without it",
            "1 input failed",
        ],
    );
    assert_eq!(run.out, whole);
    let run = infer(&home, &page, &["--pipeline", starved, "--format", "json"]).fails(1, &[]);
    let failed = &run.json()["failed_plugins"];
    assert_eq!(failed.as_array().map(Vec::len), Some(1));
    assert!(
        failed[0]
            .as_str()
            .is_some_and(|f| f.contains("find-replace"))
    );
    // A pre-processor that fails leaves the page as it was.
    let pre = home.write(
        "pre.toml",
        "pre = [{ plugin = 'deskew', limits = { seconds = 0.001 } }]",
    );
    let run = infer(&home, &page, &["--pipeline", pre])
        .fails(1, &["inkstone/deskew 0.1.0: process: did not end"]);
    assert_eq!(run.out, whole);
}
