//! Reports of stored results, form by form, against committed files. `UPDATE_SNAPSHOTS=1 cargo test -p inkstone --test report_snapshots`
//! writes them anew; look at the difference before committing it.

use std::path::{Path, PathBuf};

use inkstone::evaluate::history::StoredReport;
use inkstone::report;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report_snapshots")
}

/// The page without its charts and its style, which are looked at and not compared.
fn without_pictures(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    for (start, end) in [("<style>", "</style>"), ("<svg", "</svg>")] {
        while let Some(from) = rest.find(start) {
            let to = from + rest[from..].find(end).expect("its end") + end.len();
            out.push_str(&rest[..from]);
            rest = &rest[to..];
        }
    }
    out + rest
}

fn check(kind: &str) {
    let stored = std::fs::read(folder().join(format!("{kind}.json"))).expect("the result");
    let result = StoredReport::parse(&stored).expect("a result");
    let place = tempfile::tempdir().expect("a folder");
    let files = report::write(&result, &place.path().join(format!("{kind}.md"))).expect("written");
    assert_eq!(files.len(), 4);
    for file in files {
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let mut made = std::fs::read_to_string(&file).expect("the file");
        let snapshot = folder().join(&name);
        if name.ends_with(".json") {
            let again = StoredReport::parse(made.as_bytes()).expect("a result");
            assert_eq!(again, result, "what is stored reads back as what it was");
            continue;
        }
        if name.ends_with(".html") {
            made = without_pictures(&made);
        }
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::write(&snapshot, &made).expect("written");
        }
        let wanted = std::fs::read_to_string(&snapshot).expect("the snapshot");
        assert!(made == wanted, "{name} is not what it was:\n{made}");
    }
}

#[test]
fn what_cannot_be_written_leaves_the_last_report_whole() {
    let stored = std::fs::read(folder().join("text.json")).expect("the result");
    let result = StoredReport::parse(&stored).expect("a result");
    for blocked in ["r.md", "r.html", "r.json", "r.csv"] {
        let place = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(place.path().join(blocked)).expect("a folder");
        let others = report::files(&place.path().join("r.md"))
            .into_iter()
            .filter(|file| !file.ends_with(blocked));
        let others: Vec<PathBuf> = others.collect();
        for file in &others {
            std::fs::write(file, "the last report").expect("a file");
        }
        let error = report::write(&result, &place.path().join("r.md")).expect_err("a folder");
        assert!(error.to_string().contains(blocked), "{error}");
        assert_eq!(others.len(), 3);
        for file in &others {
            let content = std::fs::read_to_string(file).expect("the file");
            assert_eq!(content, "the last report", "{blocked}: {}", file.display());
        }
        assert_eq!(std::fs::read_dir(place.path()).expect("a list").count(), 4);
    }
}

/// A picture or a table that is passed on without its report says itself that its times are no device's.
#[test]
fn tables_and_charts_name_the_simulator() {
    const SIMULATOR: &str = "CANN simulator: timings mean nothing";
    let stored = std::fs::read_to_string(folder().join("performance.json")).expect("the result");
    let place = tempfile::tempdir().expect("a folder");
    let write = |stored: &str| {
        let result = StoredReport::parse(stored.as_bytes()).expect("a result");
        let csv = report::render(&result, report::Form::Csv, "");
        report::write_charts(&result, place.path(), &mut |_, _| true).expect("charts");
        let svg = place.path().join("latency-light.svg");
        (csv, std::fs::read_to_string(svg).expect("a chart"))
    };
    let (csv, svg) = write(&stored);
    assert!(!csv.contains(SIMULATOR) && !svg.contains(SIMULATOR));

    let mut value: serde_json::Value = serde_json::from_str(&stored).expect("JSON");
    let description = serde_json::Value::from(format!("Ascend910B4 ({SIMULATOR})"));
    value["devices"][1]["device"]["description"] = description.clone();
    value["environment"]["devices"][1]["description"] = description;
    let (csv, svg) = write(&value.to_string());
    let mut lines = csv.lines();
    let columns = lines.next().expect("a header");
    assert!(columns.ends_with(",max,note"));
    for line in lines {
        // None of these fields needs quotes.
        assert_eq!(
            line.split(',').count(),
            columns.split(',').count(),
            "{line}"
        );
        let simulated = !line.starts_with("cpu:f32,");
        assert_eq!(
            line.ends_with(&format!(",{SIMULATOR}")),
            simulated,
            "{line}"
        );
    }
    assert!(svg.contains(&format!(">{SIMULATOR}</text>")));
}

#[test]
fn accuracy() {
    check("accuracy");
}

#[test]
fn performance() {
    check("performance");
}

#[test]
fn text() {
    check("text");
}
