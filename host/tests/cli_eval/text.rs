//! `inkstone eval-text`.

use serde_json::{Value, json};

use super::{Place, model, picture, text, wait_for};

fn page<'a>(report: &'a Value, name: &str) -> &'a Value {
    let mut pages = report["pages"].as_array().expect("pages").iter();
    pages.find(|page| page["name"] == name).expect("the page")
}

/// A data set of good and bad pages. The model is random; what it says is taken from a first reading.
fn data_set(place: &Place, model: &str) -> String {
    std::fs::create_dir_all(place.path("data-set/sub")).expect("a folder");
    let at = |name: &str| place.path("data-set").join(name);
    for name in [
        "exact.png",
        "wrong.png",
        "sub/none.png",
        "alone.png",
        "odd.png",
    ] {
        std::fs::copy(picture("page.png"), at(name)).expect("a copy");
    }
    let image = picture("page.png");
    let output = place.status(
        0,
        &[
            "infer",
            "--model-path",
            model,
            "--image",
            &image,
            "--max-new-tokens",
            "30",
            "--format",
            "json",
        ],
    );
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let said = said["text"].as_str().expect("a text").to_owned();
    assert!(said.chars().count() > 10, "{said:?}");
    std::fs::write(at("exact.txt"), &said).expect("a file");
    std::fs::write(
        at("wrong.json"),
        json!({"text": "something else"}).to_string(),
    )
    .expect("a file");
    std::fs::write(at("sub/none.md"), "").expect("a file");
    std::fs::write(at("odd.json"), "[1, 2]").expect("a file");
    let good = std::fs::read(&image).expect("an image");
    std::fs::write(at("broken.png"), &good[..good.len() / 2]).expect("a file");
    std::fs::write(at("broken.txt"), "never read").expect("a file");
    said
}

#[test]
fn a_data_set_is_read_and_scored() {
    let place = Place::new();
    let model = model("odd");
    let said = data_set(&place, &model);
    let line = [
        "eval-text",
        "--data",
        "data-set",
        "--model-path",
        &model,
        "--device",
        "cpu",
        "--max-new-tokens",
        "30",
    ];
    let output = place.status(1, &line);
    assert!(
        text(&output.stdout).contains("3 pages read"),
        "{}",
        text(&output.stdout)
    );
    let report = place.json("text_report.json");
    assert_eq!(report["data"], "data-set");
    let failed: Vec<&Value> = report["failed"]
        .as_array()
        .expect("failed")
        .iter()
        .map(|f| &f["name"])
        .collect();
    assert_eq!(failed, ["broken.png", "odd.png"]);
    assert!(report["notes"].to_string().contains("alone.png"));
    let exact = page(&report, "exact.png");
    assert_eq!(exact["prediction"], said.trim_end_matches('\n'));
    let cer = |page: &Value| {
        page["metrics"][0]["scores"][0]["value"]
            .as_f64()
            .expect("a value")
    };
    assert_eq!(cer(exact), 0.0);
    assert!(cer(page(&report, "wrong.png")) > 0.5);
    // Worst first, the right one last.
    let pages = report["pages"].as_array().expect("pages");
    let order: Vec<f64> = pages.iter().map(cer).collect();
    assert!(order.windows(2).all(|w| w[0] >= w[1]), "{order:?}");
    assert_eq!(pages[2]["name"], "exact.png");
    let errors = text(&output.stderr);
    assert!(
        errors.contains("error: ") && errors.contains("broken.png: "),
        "{errors}"
    );
    let html = place.read("text_report.html");
    assert!(html.contains("<del>") && html.contains("<ins>") && html.contains("broken.png"));
    let csv = place.read("text_report.csv");
    assert!(
        csv.contains("\r\nfailed,broken.png,") && csv.contains("\r\npage,exact.png,inkstone/cer,")
    );
    assert!(
        place
            .read("text_report.md")
            .contains("Pages that could not be read")
    );
}

#[test]
fn html_is_compared_as_text() {
    let place = Place::new();
    let model = model("odd");
    let said = data_set(&place, &model);
    let at = |name: &str| place.path("data-set").join(name);
    let escaped = said.replace('&', "&amp;").replace('<', "&lt;");
    let html =
        format!("<html><head><title>t</title></head>\n<body><pre>{escaped}</pre></body></html>");
    std::fs::remove_file(at("exact.txt")).expect("removed");
    std::fs::write(at("exact.html"), html).expect("a file");
    std::fs::write(at("sub/lonely.md"), "no image").expect("a file");
    let line = [
        "eval-text",
        "--data",
        "data-set",
        "--model-path",
        &model,
        "--device",
        "cpu",
    ];
    place.status(
        1,
        &[&line[..], &["--max-new-tokens", "30", "--metrics", "cer"]].concat(),
    );
    let report = place.json("text_report.json");
    let exact = page(&report, "exact.png");
    assert_eq!(exact["reference"], said.trim());
    let cer = &exact["metrics"][0]["scores"][0];
    assert!(
        cer["value"].as_f64().is_some_and(|value| value < 0.1),
        "{cer}"
    );
    let notes = report["notes"].to_string();
    assert!(
        notes.contains("1 without an image, not used: sub/lonely.md"),
        "{notes}"
    );
}

#[test]
fn without_a_page_that_can_be_read_there_is_no_result() {
    let place = Place::new();
    let model = model("odd");
    std::fs::create_dir(place.path("in")).expect("a folder");
    for i in 0..7 {
        std::fs::write(place.path(&format!("in/{i}.png")), "no image").expect("a file");
        std::fs::write(place.path(&format!("in/{i}.txt")), "a text").expect("a file");
    }
    std::fs::write(place.path("text_report.md"), "the last report").expect("a file");
    let line = ["eval-text", "--data", "in", "--model-path", &model];
    let output = place.status(3, &[&line[..], &["--device", "cpu"]].concat());
    let errors = text(&output.stderr);
    assert!(
        errors.contains("no page could be read")
            && errors.contains("0.png: ")
            && errors.contains("and 2 more"),
        "{errors}"
    );
    assert_eq!(place.read("text_report.md"), "the last report");
    assert!(!place.path("text_report.json").exists());
    assert!(!place.path("data/evaluations").exists());
}

#[test]
fn limits_and_omnidocbench() {
    let place = Place::new();
    let model = model("odd");
    let said = data_set(&place, &model);
    std::fs::create_dir_all(place.path("bench/images")).expect("a folder");
    std::fs::copy(picture("page.png"), place.path("bench/images/p.png")).expect("a copy");
    let (start, end) = said.split_at(said.char_indices().nth(5).expect("six signs").0);
    let block = |order: u32, text: &str| json!({"category_type": "text_block", "order": order, "text": text});
    let bench = json!([{
        "layout_dets": [block(2, end), block(1, start)],
        "page_info": {"image_path": "p.png", "page_attribute": {"language": "english"}},
    }]);
    std::fs::write(place.path("bench/OmniDocBench.json"), bench.to_string()).expect("a file");
    let line = [
        "eval-text",
        "--model-path",
        &model,
        "--device",
        "cpu",
        "--max-new-tokens",
        "30",
        "--metrics",
        "cer",
        "--data",
    ];
    for data in ["bench", "bench/OmniDocBench.json"] {
        place.status(0, &[&line[..], &[data]].concat());
        let report = place.json("text_report.json");
        assert_eq!(report["pages"][0]["language"], "english");
        assert_eq!(report["pages"][0]["reference"], format!("{start}\n\n{end}"));
    }
    place.status(
        0,
        &[&line[..], &["bench", "--threshold", "cer=10"]].concat(),
    );
    place.status(1, &[&line[..], &["bench", "--threshold", "cer=0"]].concat());
    // A limit with a typing error must not let everything pass.
    let output = place.status(1, &[&line[..], &["bench", "--threshold", "cre=0"]].concat());
    let told = "Limits for scores that no metric gives: cre.";
    assert!(text(&output.stdout).contains(told), "{output:?}");
    assert!(place.read("text_report.md").contains(told));
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let output = place.status(3, &[&line[..], &["empty"]].concat());
    assert!(
        text(&output.stderr).contains("beside"),
        "{}",
        text(&output.stderr)
    );
    place.status(3, &[&line[..], &["nowhere"]].concat());
    std::fs::write(place.path("bench/OmniDocBench.json"), "{\"a\": 1}").expect("a file");
    let output = place.status(3, &[&line[..], &["bench/OmniDocBench.json"]].concat());
    assert!(
        text(&output.stderr).contains("OmniDocBench"),
        "{}",
        text(&output.stderr)
    );
}

#[cfg(unix)]
#[test]
fn a_stopped_run_goes_on() {
    let place = Place::new();
    let model = model("odd");
    std::fs::create_dir(place.path("in")).expect("a folder");
    for i in 0..30 {
        std::fs::copy(picture("page.png"), place.path(&format!("in/{i:02}.png"))).expect("a copy");
        std::fs::write(place.path(&format!("in/{i:02}.txt")), format!("page {i}")).expect("a file");
    }
    let line = [
        "eval-text",
        "--data",
        "in",
        "--model-path",
        &model,
        "--device",
        "cpu",
        "--max-new-tokens",
        "400",
        "--metrics",
        "cer",
    ];
    std::fs::write(place.path("text_report.md"), "the last report").expect("a file");
    let child = place.start(&line);
    let partial = place.path("text_report.partial.json");
    wait_for("the first page", || partial.exists());
    assert_eq!(super::interrupt(child), Some(130));
    assert_eq!(place.read("text_report.md"), "the last report");
    // Mark what was read, to see that it is used.
    let mut kept: Value = place.json("text_report.partial.json");
    kept["pages"][0]["seconds"] = json!(12345.0);
    let name = kept["pages"][0]["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    std::fs::write(&partial, kept.to_string()).expect("a file");
    let output = place.status(3, &[&line[..], &["--resume", "--task", "table"]].concat());
    assert!(
        text(&output.stderr).contains("prompt differ"),
        "{}",
        text(&output.stderr)
    );
    place.status(0, &[&line[..], &["--resume"]].concat());
    let report = place.json("text_report.json");
    assert_eq!(report["pages"].as_array().map(Vec::len), Some(30));
    assert_eq!(page(&report, &name)["seconds"], 12345.0);
    assert!(!partial.exists());
}
