//! Plugins and what they say.

use std::path::Path;

use inkstone::plugin::Level;

use super::*;
use crate::state::Fault;

#[test]
fn evaluations_use_the_metrics_that_take_part() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    let metrics = |extend: &Extend, kind| -> Vec<String> {
        let entries = extend.metrics(kind);
        entries.iter().map(|entry| entry.full().plugin).collect()
    };
    assert_eq!(metrics(&extend, Kind::TextMetric), ["cer"]);
    assert!(metrics(&extend, Kind::TensorMetric).is_empty());
    extend.edit(|draft| {
        draft.add("mre".into(), Stage::Metric, now);
    });
    assert_eq!(metrics(&extend, Kind::TensorMetric), ["mre"]);
    let cer = id(&extend, "cer");
    extend.edit(|draft| draft.enable(cer, false, now));
    assert!(metrics(&extend, Kind::TextMetric).is_empty());
}

#[test]
fn names_mean_the_plugin_that_is_used() {
    let (mut extend, _) = extend();
    let mine = entry("inkstone/deskew", Kind::Image, Vec::new());
    extend.plugins[1].used = false;
    extend
        .plugins
        .push(in_folder(mine, "/p/inkstone-deskew.wasm"));
    let meant = |extend: &Extend, name: &str| extend.meant(name).map(PluginEntry::key);
    let path = "/p/inkstone-deskew.wasm";
    assert_eq!(meant(&extend, "deskew").as_deref(), Some(path));
    assert_eq!(meant(&extend, "inkstone/deskew").as_deref(), Some(path));
    assert_eq!(meant(&extend, path).as_deref(), Some(path));
    assert_eq!(meant(&extend, "nobody"), None);
    assert_eq!(extend.plugins[5].name_in_pipelines(), "deskew");
    let other = entry("me/words", Kind::Document, Vec::new());
    let other = in_folder(other, "/p/me-words.wasm");
    assert_eq!(other.name_in_pipelines(), "me/words");
    let other = PluginEntry {
        origin: Origin::File("/f/words.wasm".into()),
        ..other
    };
    assert_eq!(other.name_in_pipelines(), "/f/words.wasm");
}

#[test]
fn what_is_missing_broken_or_out_of_place_is_told() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    extend.edit(|draft| {
        draft.add("nobody".into(), Stage::Pre, now);
        draft.add("cer".into(), Stage::Post, now);
    });
    extend.plugins[1].failure = Some(Fault::from("half a file").into());
    extend.plugins[1].used = false;
    let problems = |plugin: &str, stage: Stage| {
        let mut steps = draft(&extend).stage(stage);
        let step = steps.find(|step| step.entry.plugin == plugin);
        extend.problems(step.expect(plugin))
    };
    assert_eq!(problems("nobody", Stage::Pre), [Problem::Missing]);
    assert_eq!(problems("cer", Stage::Post), [Problem::Kind]);
    assert_eq!(
        problems("deskew", Stage::Pre),
        [Problem::Broken("half a file".into())]
    );
    assert!(problems("redact", Stage::Post).is_empty());
    assert!(
        extend.take_unstored(later(now)).is_some(),
        "the rest can be stored"
    );
}

#[test]
fn what_a_plugin_replaces_is_asked() {
    let (mut extend, mut chosen) = extend();
    let file = Path::new("/d/new.wasm");
    let mut ask = |extend: &mut Extend, id: &str| {
        let checked = Ok(Box::new(entry(id, Kind::Image, Vec::new())));
        extend.checking = 1;
        extend.apply(ExtendEvent::Checked(file.into(), checked), &mut chosen);
        assert_eq!(extend.checking, 0);
        extend.questions.pop_back().expect("a question")
    };
    let asked = ask(&mut extend, "inkstone/deskew");
    assert!(matches!(
        asked,
        Question::Add {
            instead_of_bundled: true,
            replaces: None,
            ..
        }
    ));
    let asked = ask(&mut extend, "me/new");
    assert!(matches!(
        asked,
        Question::Add {
            instead_of_bundled: false,
            replaces: None,
            ..
        }
    ));
    let mine = entry("inkstone/deskew", Kind::Image, Vec::new());
    extend.plugins.push(in_folder(mine, "/p/x.wasm"));
    let asked = ask(&mut extend, "inkstone/deskew");
    assert!(
        matches!(asked, Question::Add { replaces: Some(version), instead_of_bundled: false, .. } if version == "1.0.0")
    );
    let failure = Failure {
        fault: "no WebAssembly".into(),
        trace: vec!["stderr: x".into()],
    };
    extend.apply(ExtendEvent::Checked(file.into(), Err(failure)), &mut chosen);
    assert!(matches!(
        extend.questions.front(),
        Some(Question::Broken { .. })
    ));
    assert!(extend.log.text().contains("stderr: x"));
    extend.questions.clear();
    extend.ask_to_remove("/p/x.wasm");
    let Some(Question::Remove { used_by, .. }) = extend.questions.front() else {
        panic!("{:?}", extend.questions);
    };
    assert_eq!(used_by, &["scan"]);
    extend.questions.clear();
    extend.ask_to_remove("inkstone/cer");
    assert!(
        extend.questions.is_empty(),
        "what is inside cannot be removed"
    );
}

#[test]
fn the_log_is_bounded_and_counts_what_comes_again() {
    let mut log = Log::default();
    for _ in 0..3 {
        log.push("a", Level::Warn, "again");
    }
    assert_eq!(log.text(), "a: warning: again (× 3)");
    for number in 0..2000 {
        log.push("a", Level::Info, &number.to_string());
    }
    assert_eq!(log.lines().count(), 500);
    assert_eq!(log.lines().next().map(|l| l.message.as_str()), Some("1999"));
    log.push("b", Level::Error, "no");
    assert_eq!(log.unseen_errors, 1);
}
