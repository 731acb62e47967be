//! `inkstone infer` as a user calls it, on tiny random checkpoints whose answers transformers has computed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use safetensors::SafeTensors;
use serde_json::Value;

const RAW: &str = "<|IMAGE_START|><|IMAGE_PLACEHOLDER|><|IMAGE_END|>Describe this document.";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/model/fixtures")
}

fn model(name: &str) -> String {
    fixtures().join(name).display().to_string()
}

fn picture(name: &str) -> String {
    fixtures().join("images").join(name).display().to_string()
}

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
    command
        .env_remove("INKSTONE_ISA")
        .env_remove("INKSTONE_THREADS");
    command
}

fn infer(arguments: &[&str]) -> Output {
    let output = command().arg("infer").args(arguments).output();
    output.expect("the program starts")
}

/// The names in a folder, sorted.
fn file_names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn json(output: &Output) -> Value {
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON on standard output")
}

fn ids(record: &Value) -> Vec<u64> {
    let tokens = record["tokens"].as_array().expect("tokens");
    tokens
        .iter()
        .map(|t| t["id"].as_u64().expect("an id"))
        .collect()
}

fn expected(case: &str) -> Vec<u64> {
    let bytes =
        std::fs::read(fixtures().join(case).join("expected.safetensors")).expect("a fixture");
    let tensors = SafeTensors::deserialize(&bytes).expect("safetensors");
    let ids = tensors.tensor("page.generated_ids").expect("generated ids");
    longs(ids.data())
}

fn longs(bytes: &[u8]) -> Vec<u64> {
    let long = |b: &[u8]| i64::from_le_bytes(b.try_into().expect("eight bytes")) as u64;
    bytes.chunks_exact(8).map(long).collect()
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let float = |b: &[u8]| f32::from_le_bytes(b.try_into().expect("four bytes"));
    bytes.chunks_exact(4).map(float).collect()
}

/// Arguments that make the fixtures' 200 tokens.
fn page<'a>(model: &'a str, image: &'a str) -> Vec<&'a str> {
    vec![
        "--model-path",
        model,
        "--image",
        image,
        "--max-new-tokens",
        "200",
        "--no-repetition-guard",
        "--format",
        "json",
        "--device",
        "cpu",
    ]
}

#[test]
fn the_reference_tokens_with_every_instruction_set_and_thread_count() {
    let image = picture("page.png");
    let isas: Vec<String> = inkstone_kernels::cpu::Isa::available()
        .iter()
        .map(ToString::to_string)
        .collect();
    for case in ["untied-v1", "tied-t5", "bf16", "pth", "odd"] {
        let (model, wanted) = (model(case), expected(case));
        for isa in &isas {
            let mut seen: Option<Value> = None;
            for threads in ["1", "2", "3", "5"] {
                let output = command()
                    .arg("infer")
                    .args(page(&model, &image))
                    .env("INKSTONE_ISA", isa)
                    .env("INKSTONE_THREADS", threads)
                    .output()
                    .expect("the program starts");
                let record = json(&output);
                assert_eq!(ids(&record), wanted, "{case}, {isa}, {threads} threads");
                match &seen {
                    None => seen = Some(record),
                    Some(first) => assert_eq!(
                        first, &record,
                        "{case}, {isa}: {threads} threads differ from 1"
                    ),
                }
            }
        }
    }
}

/// With several threads the demo reader reads several lines at a time.
#[test]
fn lines_read_side_by_side_are_what_they_are_one_after_the_other() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/samples/receipt.png");
    let page = page.display().to_string();
    let read = |format: &str, threads: &str| {
        let output = infer(&["--image", &page, "--format", format, "--threads", threads]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    for format in ["json", "text"] {
        let one = read(format, "1");
        assert!(one.contains("TOTAL"), "{one}");
        for threads in ["2", "7"] {
            assert_eq!(read(format, threads), one, "{format}, {threads} threads");
        }
    }
}

#[test]
fn a_wrong_instruction_set_is_refused() {
    let output = command()
        .args([
            "infer",
            "--model-path",
            &model("odd"),
            "--image",
            &picture("page.png"),
        ])
        .env("INKSTONE_ISA", "sse9")
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("sse9"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn the_originals_lines_run_unchanged() {
    let (model, one, two) = (model("odd"), picture("page.png"), picture("square.png"));
    let output = infer(&[
        "--model_path",
        &model,
        "--image",
        &one,
        "--prompt",
        RAW,
        "--device",
        "cpu",
        "--dtype",
        "float32",
        "--max-new-tokens",
        "8",
        "--format",
        "json",
    ]);
    let record = json(&output);
    assert_eq!(ids(&record).len(), 8);
    assert!(record["notes"].to_string().contains("as it stands"));
    // Two images make one prompt, so one placeholder is one too few.
    let output = infer(&[
        "--model_path",
        &model,
        "--image",
        &one,
        &two,
        "--prompt",
        RAW,
        "--device",
        "cpu",
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr)
            .contains("Image features and image tokens do not match: tokens: 6, features 15")
    );
    let record = json(&infer(&[
        "--model-path",
        &model,
        "--image",
        &one,
        "--image",
        &two,
        "--max-new-tokens",
        "3",
        "--format",
        "json",
    ]));
    assert_eq!(
        record["grid_thw"],
        serde_json::json!([[1, 4, 6], [1, 6, 6]])
    );
}

#[test]
fn a_prompt_without_placeholder_is_explained() {
    let output = infer(&[
        "--model-path",
        &model("odd"),
        "--image",
        &picture("page.png"),
        "--raw-prompt",
        "Describe this.",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("Image features and image tokens do not match: tokens: 0, features 6\n"),
        "{errors}"
    );
    assert!(errors.contains("hint: "), "{errors}");
}

#[test]
fn the_npu_is_refused_with_the_line_for_the_cpu() {
    let output = infer(&[
        "--model_path",
        &model("odd"),
        "--image",
        &picture("page.png"),
        "--prompt",
        RAW,
        "--device",
        "npu",
        "--dtype",
        "float32",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    assert!(
        errors.contains("no CANN on this machine")
            && errors.contains(&format!("--prompt '{RAW}' --device cpu --dtype float32\n")),
        "{errors}"
    );
}

#[test]
fn a_batch_survives_broken_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let good = std::fs::read(picture("page.png")).expect("an image");
    std::fs::create_dir(at("in")).expect("a folder");
    std::fs::write(at("in/a2.png"), &good).expect("a file");
    std::fs::write(at("in/a10.png"), &good).expect("a file");
    std::fs::write(at("in/broken.png"), &good[..good.len() / 2]).expect("a file");
    std::fs::write(at("in/empty.jpg"), b"").expect("a file");
    std::fs::write(at("in/words.png"), b"not an image").expect("a file");
    let (input, out) = (
        at("in").display().to_string(),
        at("out").display().to_string(),
    );
    let output = infer(&[
        "--model-path",
        &model("odd"),
        "--image",
        &input,
        "--out",
        &out,
        "--max-new-tokens",
        "3",
        "--format",
        "markdown",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let errors = text(&output.stderr);
    for name in ["broken.png", "empty.jpg", "words.png"] {
        assert!(errors.contains(name), "{name}: {errors}");
    }
    assert!(errors.contains("3 inputs failed"), "{errors}");
    let names = file_names(&at("out"));
    assert_eq!(names, ["a10.md", "a2.md"]);
    let pattern = at("in/a*.png").display().to_string();
    let records = json(&infer(&[
        "--model-path",
        &model("odd"),
        "--image",
        &pattern,
        "--max-new-tokens",
        "3",
        "--format",
        "json",
    ]));
    let sources: Vec<&str> = records
        .as_array()
        .expect("two pages")
        .iter()
        .map(|r| r["sources"][0].as_str().expect("a name"))
        .collect();
    assert!(
        sources[0].ends_with("a2.png") && sources[1].ends_with("a10.png"),
        "natural order: {sources:?}"
    );
    let missing = infer(&["--model-path", &model("odd"), "--image", "no/such.png"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).contains("no/such.png"));
}

#[test]
fn logits_are_stored_for_other_tools() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("l.safetensors");
    let path = file.display().to_string();
    let (model, image) = (model("odd"), picture("page.png"));
    let base = [
        "--model-path",
        &model,
        "--image",
        &image,
        "--max-new-tokens",
        "5",
        "--format",
        "json",
        "--logits",
        &path,
    ];
    let record = json(&infer(&base));
    let bytes = std::fs::read(&file).expect("the file");
    let tensors = SafeTensors::deserialize(&bytes).expect("safetensors");
    let logits = tensors.tensor("logits").expect("logits");
    assert_eq!(logits.shape(), [5, 1013]);
    assert_eq!(
        longs(tensors.tensor("generated_ids").expect("ids").data()),
        ids(&record)
    );
    let prompt = longs(tensors.tensor("input_ids").expect("ids").data());
    assert_eq!(
        prompt.len() as u64,
        record["prompt_tokens"].as_u64().expect("a number")
    );
    let generated = floats(logits.data());
    for (row, id) in generated.chunks_exact(1013).zip(ids(&record)) {
        let best = (0..1013)
            .max_by(|&a, &b| row[a].total_cmp(&row[b]))
            .expect("a row");
        assert_eq!(best as u64, id);
    }
    json(&infer(
        &[&base[..], &["--logits-positions", "all"]].concat(),
    ));
    let bytes = std::fs::read(&file).expect("the file");
    let tensors = SafeTensors::deserialize(&bytes).expect("safetensors");
    let all = tensors.tensor("logits").expect("logits");
    assert_eq!(all.shape(), [prompt.len() + 5, 1013]);
    let all = floats(all.data());
    let from = (prompt.len() - 1) * 1013;
    for (a, b) in all[from..from + generated.len()].iter().zip(&generated) {
        assert!((a - b).abs() < 1e-4, "{a} against {b}");
    }
}

#[test]
fn sampling_is_seeded_and_the_name_of_a_device_may_carry_a_dtype() {
    let (model, image) = (model("odd"), picture("page.png"));
    let run = |more: &[&str]| {
        let base = [
            "--model-path",
            &model,
            "--image",
            &image,
            "--max-new-tokens",
            "20",
            "--format",
            "json",
        ];
        json(&infer(&[&base[..], more].concat()))
    };
    let hot = |seed| run(&["--temperature", "1.5", "--seed", seed]);
    assert_eq!(hot("1"), hot("1"));
    assert_ne!(ids(&hot("1")), ids(&hot("2")));
    assert_eq!(ids(&run(&["--temperature", "0"])), ids(&run(&[])));
    let bf16 = run(&["--device", "cpu:bf16", "--dtype", "float32"]);
    assert_eq!(
        (bf16["dtype"].as_str(), bf16["device"].as_str()),
        (Some("bfloat16"), Some("cpu:bf16"))
    );
    let log_probs = |r: &Value| -> Vec<f64> {
        r["tokens"]
            .as_array()
            .expect("tokens")
            .iter()
            .map(|t| t["log_prob"].as_f64().expect("a number"))
            .collect()
    };
    let plain = run(&[]);
    assert!(log_probs(&plain).iter().all(|&p| p <= 0.0));
    assert_ne!(
        log_probs(&plain)[0],
        log_probs(&bf16)[0],
        "bf16 differs from f32"
    );
}

#[test]
fn wrong_calls_are_told_apart_from_failures() {
    let (model, image) = (model("odd"), picture("page.png"));
    for wrong in [
        &["--device", "tpu"][..],
        &["--dtype", "int3"],
        &["--max-new-tokens", "0"],
        &["--pages", "3-1"],
        &["--format", "docx"],
        &["--task", "poem"],
        &["--dpi", "1"],
        &["--prompt", "a", "--raw-prompt", "b"],
    ] {
        let output = infer(&[&["--model-path", &model, "--image", &image][..], wrong].concat());
        assert_eq!(
            output.status.code(),
            Some(2),
            "{wrong:?}: {}",
            text(&output.stderr)
        );
    }
    let output = infer(&["--model-path", "no/such/folder", "--image", &image]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no/such/folder"));
}

#[test]
#[cfg(unix)]
fn ctrl_c_keeps_what_was_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let mut config: Value = serde_json::from_str(
        &std::fs::read_to_string(fixtures().join("odd/config.json")).expect("a config"),
    )
    .expect("JSON");
    config["max_position_embeddings"] = 10_000_000.into();
    let model = folder.path().join("model");
    std::fs::create_dir(&model).expect("a folder");
    for entry in std::fs::read_dir(fixtures().join("odd")).expect("the fixture") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), model.join(entry.file_name())).expect("a copy");
    }
    std::fs::write(model.join("config.json"), config.to_string()).expect("a file");
    let mut child = command()
        .args(["infer", "--model-path"])
        .arg(&model)
        .args([
            "--image",
            &picture("page.png"),
            "--ignore-eos",
            "--max-new-tokens",
            "5000000",
            "--out",
        ])
        .arg(&out)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let deadline = Instant::now() + Duration::from_secs(120);
    // Loading this checkpoint takes a small part of a second, and the answer would take minutes.
    std::thread::sleep(Duration::from_secs(3));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("kill runs").success());
    while child.try_wait().expect("a child").is_none() {
        if Instant::now() > deadline {
            let _ = child.kill();
            panic!("Ctrl-C did not end the program");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(130), "{}", text(&output.stderr));
    let kept = std::fs::read(out.join("page.txt")).expect("what was read is kept");
    assert!(!kept.is_empty());
}

#[test]
fn devices_are_listed() {
    let output = command()
        .args(["devices", "--format", "json"])
        .output()
        .expect("the program starts");
    let devices = json(&output);
    let cpu = devices
        .as_array()
        .expect("a list")
        .iter()
        .find(|d| d["name"] == "cpu")
        .expect("the cpu");
    assert_eq!(
        (&cpu["built_in"], &cpu["present"]),
        (&Value::Bool(true), &Value::Bool(true))
    );
}

#[test]
fn every_form_and_every_page_gets_its_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (out, model) = (folder.path().join("out"), model("odd"));
    let tiff = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/image/files");
    let frames = std::fs::read_dir(tiff)
        .expect("the image fixtures")
        .map(|e| e.expect("an entry").path())
        .find(|p| p.file_name().is_some_and(|n| n == MULTI_FRAME))
        .expect("a file of several frames");
    let (one, frames, out_name) = (
        picture("page.png"),
        frames.display().to_string(),
        out.display().to_string(),
    );
    for format in ["text", "markdown", "json", "html"] {
        let output = infer(&[
            "--model-path",
            &model,
            "--image",
            &one,
            &one,
            &frames,
            "--max-new-tokens",
            "2",
            "--format",
            format,
            "--out",
            &out_name,
            "--pages",
            "1-2",
            "--quiet",
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty() && output.stderr.is_empty());
    }
    let names = file_names(&out);
    let stem = MULTI_FRAME.rsplit_once('.').expect("an ending").0;
    let mut wanted: Vec<String> = ["html", "json", "md", "txt"]
        .iter()
        .flat_map(|ending| {
            [
                format!("page.{ending}"),
                format!("page-2.{ending}"),
                format!("{stem}-p0001.{ending}"),
                format!("{stem}-p0002.{ending}"),
            ]
        })
        .collect();
    wanted.sort();
    assert_eq!(names, wanted);
    let record: Value =
        serde_json::from_slice(&std::fs::read(out.join("page.json")).expect("a file"))
            .expect("JSON");
    assert_eq!(record["tokens"].as_array().map(Vec::len), Some(2));
    let confidence = record["mean_confidence"].as_f64().expect("a number");
    assert!(confidence > 0.0 && confidence <= 1.0);
    let html = std::fs::read_to_string(out.join("page.html")).expect("a file");
    assert!(html.starts_with("<!DOCTYPE html>"));
}

const MULTI_FRAME: &str = "frames.tif";

#[test]
fn each_gives_every_file_its_own_prompt() {
    let (one, two) = (picture("page.png"), picture("square.png"));
    let records = json(&infer(&[
        "--model-path",
        &model("odd"),
        "--image",
        &one,
        &two,
        "--each",
        "--threads",
        "1",
        "--max-new-tokens",
        "1",
        "--format",
        "json",
    ]));
    assert_eq!(records.as_array().map(Vec::len), Some(2));
    assert_eq!(records[1]["grid_thw"], serde_json::json!([[1, 6, 6]]));
}

#[test]
fn help_teaches() {
    for (arguments, wanted) in [
        (&["--help"][..], "infer"),
        (&["infer", "--help"], "Examples:"),
        (&["devices", "--help"], "--format"),
        (&["model", "--help"], "download"),
        (&["model", "download", "--help"], "Examples:"),
        (&["model", "random", "--help"], "--seed"),
        (&["model", "inspect", "--help"], "status 1"),
    ] {
        let output = command().args(arguments).output().expect("it starts");
        assert!(output.status.success());
        assert!(text(&output.stdout).contains(wanted), "{arguments:?}");
    }
}
