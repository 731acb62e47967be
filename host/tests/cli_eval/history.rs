//! `inkstone eval history` and `inkstone eval diff`.

use serde_json::Value;

use super::{Place, model, picture, text, write_logits};

/// Compares a baseline with one that is `off` by so much.
fn evaluate(place: &Place, off: f32, rest: &[&str]) {
    let baseline: Vec<f32> = (0..70_u8).map(|i| f32::from(i % 7) + 1.0).collect();
    let candidate: Vec<f32> = baseline.iter().map(|v| v + off).collect();
    write_logits(&place.path("a.safetensors"), None, &baseline, 7);
    write_logits(&place.path("b.safetensors"), None, &candidate, 7);
    let line = [
        "eval-accuracy",
        "--baseline-logits",
        "a.safetensors",
        "--candidate-logits",
        "b.safetensors",
        "--threshold_mre",
        "100",
    ];
    place.status(0, &[&line[..], rest].concat());
}

#[test]
fn runs_are_kept_and_compared() {
    let place = Place::new();
    let listed = |arguments: &[&str]| {
        text(
            &place
                .status(0, &[&["eval", "history"], arguments].concat())
                .stdout,
        )
    };
    assert_eq!(listed(&[]), "");
    evaluate(&place, 0.01, &[]);
    evaluate(&place, 0.01, &["--no-history"]);
    assert_eq!(listed(&[]).lines().count(), 1);
    // A run of another kind between two is not what either is compared with.
    let (model, image) = (model("odd"), picture("page.png"));
    let measured = [
        "eval-performance",
        "--model-path",
        &model,
        "--image",
        &image,
        "--devices",
        "cpu",
    ];
    let short = ["--num_runs", "1", "--warmup", "0", "--new-tokens", "2"];
    place.status(0, &[&measured[..], &short].concat());
    evaluate(&place, 0.02, &[]);
    let lines = listed(&[]);
    assert_eq!(lines.lines().count(), 3);
    assert!(
        lines.contains("-accuracy") && lines.contains("passed") && lines.contains("mre"),
        "{lines}"
    );
    assert_eq!(listed(&["--kind", "text"]), "");
    let rows: Value = serde_json::from_str(&listed(&["--json"])).expect("JSON");
    let id = rows[0]["id"].as_str().expect("an id");

    let diff = |status: i32, arguments: &[&str]| {
        text(
            &place
                .status(status, &[&["eval", "diff"], arguments].concat())
                .stdout,
        )
    };
    let worse = diff(1, &["previous", "latest"]);
    assert!(
        worse
            .lines()
            .any(|line| line.starts_with("WORSE") && line.contains("all/mre ")),
        "{worse}"
    );
    diff(0, &["latest", "latest"]);
    // Values that f32 rounds differently are no change.
    diff(0, &["latest", id, "--tolerance", "1e-6"]);
    diff(1, &["previous", "latest", "--tolerance", "50%"]);
    // Twice as far off is 100 % worse; more is allowed.
    diff(0, &["previous", "latest", "--tolerance", "110%"]);
    diff(1, &[id, "accuracy_report.json"]);
    let quiet = diff(1, &["--quiet", "previous", "latest"]);
    assert!(
        quiet.lines().all(|line| line.starts_with("WORSE")),
        "{quiet}"
    );

    diff(3, &["nothing", "latest"]);
    diff(3, &["previous", id]);
    diff(3, &["2", "latest"]);
    diff(2, &["previous", "latest", "--tolerance", "much"]);
    std::fs::write(
        place.path("other.json"),
        "{\"schema\": \"inkstone.accuracy/9\"}",
    )
    .expect("a file");
    diff(3, &["other.json", "latest"]);
}

#[test]
fn what_is_kept_is_short_and_compares_with_reports() {
    let place = Place::new();
    evaluate(&place, 0.01, &[]);
    let report = place.json("accuracy_report.json");
    assert_eq!(
        report["images"][0]["mean_abs"].as_array().map(Vec::len),
        Some(10)
    );
    assert_eq!(report["scatter"].as_array().map(Vec::len), Some(70));
    let long = place.read("accuracy_report.json");
    assert!(long.lines().any(|line| line.trim_start().starts_with("\"mean_abs\": [0.0") && line.ends_with("],")));
    let mut entries = std::fs::read_dir(place.path("data/evaluations")).expect("a list");
    let kept = entries.next().expect("a run").expect("an entry").path();
    let short = std::fs::read_to_string(kept).expect("the file");
    assert!(short.contains("\"mean_abs\": [],") && short.contains("\"scatter\": [],"));
    let kept: Value = serde_json::from_str(&short).expect("JSON");
    let values = |report: &Value| report["all"]["metrics"][0]["scores"].clone();
    assert_eq!(values(&kept), values(&report));
    place.status(0, &["eval", "diff", "accuracy_report.json", "latest"]);
    evaluate(&place, 0.02, &["--no-history"]);
    place.status(1, &["eval", "diff", "latest", "accuracy_report.json"]);
}

#[test]
fn a_folder_in_a_reports_place_is_told_at_once() {
    let place = Place::new();
    std::fs::create_dir(place.path("accuracy_report.csv")).expect("a folder");
    let output = place.status(
        2,
        &[
            "eval-accuracy",
            "--baseline-logits",
            "a",
            "--candidate-logits",
            "b",
        ],
    );
    assert!(text(&output.stderr).contains("accuracy_report.csv"));
}

#[test]
fn a_damaged_run_does_not_hide_the_others() {
    let place = Place::new();
    evaluate(&place, 0.01, &[]);
    std::fs::write(
        place.path("data/evaluations/20200101T000000Z-text.json"),
        "{",
    )
    .expect("a file");
    let output = place.status(0, &["eval", "history"]);
    assert_eq!(text(&output.stdout).lines().count(), 1);
    assert!(text(&output.stderr).contains("20200101T000000Z-text.json"));
}

#[test]
fn runs_on_the_simulator_are_marked() {
    let place = Place::new();
    evaluate(&place, 0.01, &[]);
    let mut report = place.json("accuracy_report.json");
    let simulator = "CANN simulator: timings mean nothing";
    report["environment"]["devices"] = serde_json::json!([{
        "name": "npu:f16", "dtype": "float16", "description": format!("Ascend910B4 ({simulator})"),
    }]);
    let kept = place.path("data/evaluations/20991231T235959Z-accuracy.json");
    std::fs::write(kept, report.to_string()).expect("a file");
    let listed = text(&place.status(0, &["eval", "history"]).stdout);
    let marked: Vec<bool> = listed.lines().map(|l| l.contains(simulator)).collect();
    assert_eq!(marked, [false, true], "{listed}");
    let listed = place.status(0, &["eval", "history", "--json"]).stdout;
    let rows: Value = serde_json::from_slice(&listed).expect("JSON");
    assert_eq!(
        (&rows[0]["simulator"], &rows[1]["simulator"]),
        (&Value::Null, &simulator.into())
    );
}
