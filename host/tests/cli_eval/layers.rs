//! `inkstone eval-layers`.

use std::process::Output;

use super::{Place, fixtures, model, picture, text};

/// Compares a page's layers, which has to end with a status.
fn compare(place: &Place, status: i32, more: &[&str]) -> Output {
    let (model, image) = (model("odd"), picture("page.png"));
    let line = ["eval-layers", "--model_path", &model, "--image", &image];
    place.status(status, &[&line, more].concat())
}

#[test]
fn layers_are_compared_and_reported_in_every_form() {
    let place = Place::new();
    let output = compare(&place, 0, &["--device", "cpu:bf16"]);
    let said = text(&output.stdout);
    assert!(said.starts_with("passed: "), "{said}");
    let report = place.json("layers_report.json");
    assert_eq!(report["schema"], "inkstone.layers/1");
    let devices = report["environment"]["devices"].as_array();
    let names: Vec<_> = devices
        .expect("devices")
        .iter()
        .map(|d| &d["name"])
        .collect();
    assert_eq!(names, ["cpu:f32", "cpu:bf16"]);
    let parts = report["parts"].as_array().expect("parts");
    for part in parts {
        let alone = part["alone"]["relative"].as_f64().expect("finite");
        // bfloat16 has 8 bits of mantissa.
        assert!(alone > 1e-4 && alone < 3e-2, "{part}");
    }
    let csv = place.read("layers_report.csv");
    assert_eq!(csv.lines().count(), 1 + 2 * parts.len(), "{csv}");
    for file in ["layers_report.md", "layers_report.html"] {
        let written = place.read(file);
        assert!(written.contains("prefill layer 1"), "{written}");
    }
    assert!(place.read("layers_report.html").contains("<svg"));
    let history = place.status(0, &["eval", "history"]);
    let listed = text(&history.stdout);
    assert!(listed.contains("layers"), "{listed}");
}

#[test]
fn a_part_beyond_the_limit_fails_and_is_named() {
    let place = Place::new();
    let output = compare(&place, 1, &["--device", "cpu:bf16", "--limit", "1e-6"]);
    let said = text(&output.stdout);
    assert!(
        said.contains("FAILED") && said.contains("patch embedding"),
        "{said}"
    );
    assert_eq!(place.json("layers_report.json")["passed"], false);
}

#[test]
fn wrong_calls_and_bad_images_are_told() {
    let place = Place::new();
    let model = model("odd");
    let call = |status: i32, arguments: &[&str]| {
        let line = ["eval-layers", "--model_path", &model];
        let line: Vec<&str> = line.iter().chain(arguments).copied().collect();
        text(&place.status(status, &line).stderr)
    };
    let image = picture("page.png");
    let said = call(2, &["--image", &image, "--limit", "-1"]);
    assert!(said.contains("not negative"), "{said}");
    std::fs::write(place.path("broken.png"), b"no picture").expect("written");
    let said = call(3, &["--image", "broken.png", "--device", "cpu:bf16"]);
    assert!(said.contains("broken.png"), "{said}");
    let said = call(3, &["--image", &image, "--device", "cuda:7"]);
    assert!(
        said.contains("cuda:7") && said.contains("--device cpu:bf16"),
        "{said}"
    );
    let said = call(2, &["--image", &image, "--output", "report.pdf"]);
    assert!(
        said.contains("report.pdf") && said.contains(".md"),
        "{said}"
    );
    let said = call(
        2,
        &[
            "--image",
            &image,
            "--min-pixels",
            "900",
            "--max-pixels",
            "800",
        ],
    );
    assert!(said.contains("at least 900 and at most 800"), "{said}");
    let documents = fixtures().join("../../image/files/three-pages.pdf");
    let said = call(3, &["--image", &documents.display().to_string()]);
    assert!(said.contains("has 3 pages, and this takes one"), "{said}");
    assert!(!place.path("layers_report.md").exists());
}

#[test]
fn a_device_compared_with_itself_is_said_to_be_so() {
    let place = Place::new();
    // One limit alone leaves the other as the checkpoint has it.
    let more = ["--device", "cpu", "--max-pixels", "20000"];
    let said = text(&compare(&place, 0, &more).stderr);
    assert!(
        said.contains("note: both sides are the same device"),
        "{said}"
    );
    let listed = text(
        &place
            .status(0, &["eval", "history", "--kind", "layers"])
            .stdout,
    );
    assert!(listed.contains("layers"), "{listed}");
    let others = place.status(0, &["eval", "history", "--kind", "text"]);
    assert!(!text(&others.stdout).contains("layers"));
}
