//! `inkstone eval-performance`.

use serde_json::Value;

use super::{Place, model, picture, text, wait_for};

fn summary<'a>(device: &'a Value, quantity: &str) -> &'a Value {
    let mut all = device["summaries"].as_array().expect("summaries").iter();
    &all.find(|s| s[0] == quantity).expect("the quantity")[1]
}

#[test]
fn devices_take_turns_and_generate_alike() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    let line = [
        "eval-performance",
        "--model_path",
        &model,
        "--image",
        &image,
        "--devices",
        "cpu",
        "cpu:bf16",
        "--num_runs",
        "4",
        "--warmup",
        "1",
        "--dtype",
        "float32",
        "--new-tokens",
        "9",
    ];
    let output = place.status(0, &line);
    assert!(
        text(&output.stdout).contains("speedup"),
        "{}",
        text(&output.stdout)
    );
    let report = place.json("performance_report.json");
    assert_eq!(report["new_tokens"], 9);
    let devices = report["devices"].as_array().expect("devices");
    let names: Vec<&Value> = devices.iter().map(|d| &d["device"]["name"]).collect();
    assert_eq!(names, ["cpu:f32", "cpu:bf16"]);
    let logits = report["prompt_tokens"].as_f64().expect("tokens")
        * report["vocabulary"].as_f64().expect("a size");
    for device in devices {
        let runs = device["runs"].as_array().expect("runs");
        assert_eq!(runs.len(), 4);
        let number = |run: &Value, key: &str| run[key].as_f64().expect("a number");
        for run in runs {
            assert_eq!(run["decode_steps"], 8);
            let parts = [
                "preprocess_s",
                "vision_s",
                "projector_s",
                "prefill_s",
                "decode_s",
                "postprocess_s",
            ];
            let parts: f64 = parts.map(|key| number(run, key)).iter().sum();
            assert!(parts > 0.0 && parts <= number(run, "generation_s"));
        }
        let forward: f64 = runs.iter().map(|run| number(run, "forward_s")).sum();
        let mean = summary(device, "forward")["mean"].as_f64().expect("a mean");
        assert!((mean - forward / 4.0).abs() < 1e-12);
        let throughput = device["logits_per_s"].as_f64().expect("a rate");
        assert!((throughput / (4.0 * logits / forward) - 1.0).abs() < 1e-9);
    }
    let speedup = &report["speedups"][0];
    let (low, high) = (
        speedup["interval"][0].as_f64(),
        speedup["interval"][1].as_f64(),
    );
    assert!(low <= high && speedup["device"] == "cpu:bf16");
    let markdown = place.read("performance_report.md");
    assert!(
        markdown.contains("P99 \\*") && markdown.contains("numpy's default"),
        "{markdown}"
    );
    assert!(
        place
            .read("performance_report.csv")
            .starts_with("device,quantity,unit,runs,mean")
    );
    assert!(!place.path("performance_report.partial.json").exists());
}

#[test]
fn a_missing_device_is_told_and_a_gpu_is_left_out() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    let shortest = [
        "eval-performance",
        "--model_path",
        &model,
        "--image",
        &image,
        "--warmup",
        "0",
    ];
    let base = [&shortest[..], &["--num_runs", "2", "--new-tokens", "2"]].concat();
    let output = place.status(3, &base);
    assert!(
        text(&output.stderr).contains("no CANN on this machine")
            && text(&output.stderr).contains("--devices cpu cpu:bf16"),
        "{}",
        text(&output.stderr)
    );
    if !cfg!(feature = "cuda") {
        let output = place.status(0, &[&base[..], &["--devices", "cpu", "cuda"]].concat());
        assert!(text(&output.stderr).contains("cuda is left out"));
        assert_eq!(
            place.json("performance_report.json")["devices"]
                .as_array()
                .map(Vec::len),
            Some(1)
        );
    }
    place.status(2, &[&shortest[..], &["--num_runs", "0"]].concat());
    let output = place.status(2, &[&base[..], &["--devices", "cpu", "cpu"]].concat());
    assert!(text(&output.stderr).contains("twice"));
    let output = place.status(
        3,
        &[
            &shortest[..],
            &[
                "--devices",
                "cpu",
                "--num_runs",
                "1",
                "--new-tokens",
                "100000000",
            ],
        ]
        .concat(),
    );
    assert!(
        text(&output.stderr).contains("--new-tokens"),
        "{}",
        text(&output.stderr)
    );
}

#[cfg(unix)]
#[test]
fn a_stopped_run_goes_on() {
    let place = Place::new();
    let (model, image) = (model("odd"), picture("page.png"));
    let line = |runs: &str| {
        let line = [
            "eval-performance",
            "--model_path",
            &model,
            "--image",
            &image,
            "--devices",
            "cpu",
            "cpu:f16",
            "--warmup",
            "1",
            "--new-tokens",
            "6",
            "--num_runs",
            runs,
        ];
        line.map(ToOwned::to_owned).to_vec()
    };
    std::fs::write(place.path("performance_report.md"), "the last report").expect("a file");
    let many = line("1000000");
    let child = place.start(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let partial = place.path("performance_report.partial.json");
    let rounds = || {
        let bytes = std::fs::read(&partial).ok()?;
        let state: Value = serde_json::from_slice(&bytes).ok()?;
        state["runs"][0].as_array().map(Vec::len)
    };
    wait_for("three rounds", || {
        rounds().is_some_and(|rounds| rounds >= 3)
    });
    assert_eq!(super::interrupt(child), Some(130));
    assert_eq!(place.read("performance_report.md"), "the last report");
    let kept: Value = place.json("performance_report.partial.json");
    let done = kept["runs"][0].as_array().expect("runs").len();

    let mut more = line(&(done + 2).to_string());
    more.push("--resume".into());
    let more: Vec<&str> = more.iter().map(String::as_str).collect();
    let output = place.status(3, &[&more[..], &["--task", "table"]].concat());
    assert!(
        text(&output.stderr).contains("prompt differ"),
        "{}",
        text(&output.stderr)
    );
    place.status(0, &more);
    let report = place.json("performance_report.json");
    for (device, before) in report["devices"]
        .as_array()
        .expect("devices")
        .iter()
        .zip(0..)
    {
        let runs = device["runs"].as_array().expect("runs");
        assert_eq!(runs.len(), done + 2);
        assert_eq!(
            &runs[..done],
            &kept["runs"][before].as_array().expect("runs")[..]
        );
    }
}
