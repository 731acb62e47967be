//! The CPU against the simulated NPU: a page, an evaluation of accuracy and one of performance, all by keyboard.

use cann_sim::install::Toolkit;
use inkstone_tests::cann::Installation;
use inkstone_tests::path;
use serde_json::json;

use super::display::Display;
use super::keyboard::{ALT, ENTER, press};
use super::screen::covered;
use super::steps::{command, export};
use super::window::{Window, files, json};

/// What reports on the simulator say.
const BANNER: &str = "CANN simulator: timings mean nothing";
#[test]
fn devices_are_compared_and_evaluated_by_keyboard() {
    let Some(display) = Display::start() else {
        return;
    };
    let installed = Installation::new(Toolkit::V85);
    let folder = tempfile::tempdir().unwrap();
    let data = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let mut window = Window::open_with(&display, data.path(), folder.path(), |command| {
        installed
            .show(command, &[])
            .arg(path("samples/receipt.png"))
    });
    let all = [("receipt.png".to_owned(), json!("done"))];
    window.until("the page is read", |window| window.queue() == all);
    press(&window, &[ALT, u32::from(b'2')]);
    window.until("the workspace is shown", |window| {
        window.session()["desk"]["workspace"] == "compare"
    });
    command(&mut window, "compareswapthedevices");
    command(&mut window, "comparebaselinecpu");
    command(&mut window, "comparecandidatenpu");

    command(&mut window, "comparethispage");
    command(&mut window, "compareshowthereport");
    export(
        &mut window,
        "compareexportjson",
        &file("accuracy_report.json"),
    );
    let page = json(&file("accuracy_report.json"));
    agree(&page);
    std::fs::remove_file(file("accuracy_report.json")).unwrap();
    assert!(window.kept().is_empty(), "a page's comparison is not kept");

    command(&mut window, "compareevaluateaccuracy");
    window.until("the accuracy is kept", |window| window.kept().len() == 1);
    let kept = window.kept().remove(0);
    assert_eq!(kept["schema"], "inkstone.accuracy/1");
    agree(&kept);

    command(&mut window, "compareevaluateperformance");
    window.until("the performance is kept", |window| window.kept().len() == 2);
    let kept = window.kept().remove(1);
    assert_eq!(kept["schema"], "inkstone.performance/1");
    let devices: Vec<_> = (kept["devices"].as_array().unwrap().iter())
        .map(|device| {
            (
                &device["device"]["name"],
                device["runs"].as_array().unwrap().len(),
            )
        })
        .collect();
    let runs = kept["runs"].as_u64().unwrap() as usize;
    assert_eq!(
        devices,
        [(&json!("cpu:f32"), runs), (&json!("npu:f32"), runs)]
    );
    command(&mut window, "compareexportcharts");
    window.until("its charts are exported", |window| {
        if covered(window) {
            press(window, &[ENTER]);
        }
        !files(folder.path(), "svg").is_empty()
    });
    window.until("the prompt is gone", |window| !covered(window));

    export(
        &mut window,
        "compareexportmarkdown",
        &file("performance_report.md"),
    );
    let text = std::fs::read_to_string(file("performance_report.md")).unwrap();
    assert!(text.contains(BANNER), "{text}");
}

/// Both devices read the same: the simulator computes what the CPU does, within the usual limits.
fn agree(report: &serde_json::Value) {
    assert_eq!(report["baseline"]["name"], "cpu:f32");
    assert_eq!(report["candidate"]["name"], "npu:f32");
    let description = report["candidate"]["description"].as_str().unwrap();
    assert!(description.contains(BANNER), "{description}");
    assert_eq!(report["passed"], true, "{report}");
    assert!(report["all"]["positions"].as_u64() > Some(0), "{report}");
    assert_eq!(report["all"]["agreeing"], report["all"]["positions"]);
}
