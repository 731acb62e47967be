//! A metric that is dropped onto the window takes part in the next evaluation, with its scores and its chart.

use inkstone::plugin::Kind;
use serde_json::{Value, json};

use super::display::Display;
use super::keyboard::{CONTROL, ENTER, press};
use super::screen::covered;
use super::steps::{command, export};
use super::window::{Window, files, json as read_json};
use super::xdnd;

#[path = "../../../host/tests/plugin_fixture/mod.rs"]
mod plugin_fixture;

use plugin_fixture::Fixture;

#[test]
fn a_dropped_metric_takes_part_in_the_next_evaluation() {
    let Some(display) = Display::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let data = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let wasm = file("drift.wasm");
    std::fs::write(&wasm, metric().build()).unwrap();
    let mut window = Window::open(&display, data.path(), folder.path());

    command(&mut window, "compareevaluateaccuracy");
    window.until("an evaluation is kept", |window| window.kept().len() == 1);
    assert_eq!(of_metric(&window.kept()[0]), None);

    xdnd::drop(&window, &[&wasm]);
    window.until("it is asked about", |window| covered(window));
    agree(&mut window);
    window.until("the metric is added", |window| window.plugins().len() == 1);
    window.until("the question is gone", |window| !covered(window));

    command(&mut window, "compareevaluateaccuracy");
    window.until("another one is kept", |window| window.kept().len() == 2);
    let kept = window.kept();
    let found = of_metric(&kept[1]).expect("the metric is asked");
    assert_eq!(found["version"], "1.2.3");
    assert_eq!(found["scores"][0]["label"], "Drift of logits");
    assert_eq!(found["scores"][0]["value"], 0.25);

    export(
        &mut window,
        "compareexportjson",
        &file("accuracy_report.json"),
    );
    let report = read_json(&file("accuracy_report.json"));
    let series = &of_metric(&report).expect("the metric is asked")["series"];
    assert_eq!(series[0]["title"], "Drift by depth");
    assert_eq!(
        series[0]["points"],
        json!([[0.0, 1.0], [1.0, 0.5], [2.0, 0.25]])
    );
    command(&mut window, "compareexportcharts");
    let chart = |window: &Window| {
        if covered(window) {
            press(window, &[ENTER]);
        }
        let drawn = files(folder.path(), "svg").into_iter().find(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.to_lowercase().contains("drift")
        });
        drawn.and_then(|file| std::fs::read_to_string(file).ok())
    };
    let mut drawn = None;
    window.until("its chart is exported", |window| {
        drawn = chart(window);
        drawn.is_some()
    });
    let drawn = drawn.unwrap();
    assert!(drawn.contains("Drift by depth"), "{drawn}");
}

/// A metric that finds the same whatever it is shown.
fn metric() -> Fixture {
    let series = json!([{
        "title": "Drift by depth", "chart": "line", "x-label": "depth", "y-label": "drift",
        "points": [[0.0, 1.0], [1.0, 0.5], [2.0, 0.25]]
    }]);
    Fixture::new(Kind::TensorMetric)
        .info("/id", json!("me/drift"))
        .info("/name", json!("Drift"))
        .answer("/scores/0/id", json!("drift"))
        .answer("/scores/0/label", json!("Drift of logits"))
        .answer("/scores/0/value", json!(0.25))
        .answer("/series", series)
}

/// What a report holds of it.
fn of_metric(report: &Value) -> Option<Value> {
    let metrics = report["all"]["metrics"].as_array()?;
    let mut own = metrics
        .iter()
        .filter(|metric| metric["plugin"] == "me/drift");
    own.next().cloned()
}

/// Agrees to the question, by its key.
fn agree(window: &mut Window) {
    press(window, &[CONTROL, ENTER]);
}
