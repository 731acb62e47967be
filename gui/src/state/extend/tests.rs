//! Plugins and the chosen pipeline without a window.

use std::time::{Duration, Instant};

use inkstone::pipeline::{Entry, FullEntry, Plan};
use inkstone::plugin::{
    Field, IntegerField, Kind, Limits, NumberField, Origin, SettingSpec, TextField,
};

mod plugins;
mod preview;

use super::*;

fn spec(key: &str, field: Field) -> SettingSpec {
    SettingSpec {
        key: key.into(),
        label: key.to_uppercase(),
        help: String::new(),
        group: None,
        field,
    }
}

fn integer(min: i32, max: i32, default: i32) -> Field {
    Field::Integer(IntegerField {
        default,
        min: Some(min),
        max: Some(max),
        step: None,
        unit: "px".into(),
    })
}

fn entry(id: &str, kind: Kind, settings: Vec<SettingSpec>) -> PluginEntry {
    PluginEntry {
        id: id.into(),
        name: id.into(),
        version: "1.0.0".into(),
        license: "MIT".into(),
        description: String::new(),
        authors: Vec::new(),
        homepage: None,
        kind: Some(kind),
        origin: Origin::Bundled,
        contract: "0.1.0".into(),
        imports: Vec::new(),
        sha256: "00".into(),
        size: 1,
        settings,
        failure: None,
        used: true,
    }
}

fn in_folder(plugin: PluginEntry, path: &str) -> PluginEntry {
    PluginEntry {
        origin: Origin::Folder(path.into()),
        ..plugin
    }
}

fn pipeline(name: &str, kind: PipelineKind, plan: Plan) -> PipelineEntry {
    PipelineEntry {
        name: name.into(),
        kind,
        plan: Ok(plan),
    }
}

fn names(plugins: &[&str]) -> Vec<Entry> {
    let entry = |name: &&str| Entry::Name((*name).to_owned());
    plugins.iter().map(entry).collect()
}

/// Two plugins for images, one for documents, two metrics, and the built-in pipeline `scan` that is chosen.
fn extend() -> (Extend, String) {
    let number = Field::Number(NumberField {
        default: 0.5,
        min: Some(0.0),
        max: Some(1.0),
        step: None,
        unit: String::new(),
    });
    let window = spec("window", integer(3, 99, 25));
    let plugins = vec![
        entry(
            "inkstone/binarize",
            Kind::Image,
            vec![window, spec("k", number)],
        ),
        entry("inkstone/deskew", Kind::Image, Vec::new()),
        entry("inkstone/redact", Kind::Document, Vec::new()),
        entry("inkstone/cer", Kind::TextMetric, Vec::new()),
        entry("inkstone/mre", Kind::TensorMetric, Vec::new()),
    ];
    let plan = Plan {
        about: "Scans".into(),
        prompt: Some("table".into()),
        pre: names(&["binarize", "deskew"]),
        post: names(&["redact"]),
        metrics: names(&["cer"]),
        ..Plan::default()
    };
    let mut extend = Extend::default();
    let mut chosen = "scan".to_owned();
    extend.apply(ExtendEvent::Plugins(plugins), &mut chosen);
    let pipelines = vec![pipeline("scan", PipelineKind::BuiltIn, plan)];
    extend.apply(ExtendEvent::Pipelines(pipelines), &mut chosen);
    (extend, chosen)
}

fn draft(extend: &Extend) -> &Draft {
    extend.draft.as_ref().expect("a pipeline is worked on")
}

fn order(extend: &Extend) -> Vec<&str> {
    let steps = draft(extend).steps.iter();
    steps.map(|step| step.entry.plugin.as_str()).collect()
}

fn id(extend: &Extend, plugin: &str) -> StepId {
    let mut steps = draft(extend).steps.iter();
    steps
        .find(|step| step.entry.plugin == plugin)
        .expect(plugin)
        .id
}

fn later(now: Instant) -> Instant {
    now + Duration::from_secs(1)
}

#[test]
fn the_first_change_makes_a_copy_of_ones_own() {
    let (mut extend, mut chosen) = extend();
    let now = Instant::now();
    let first = id(&extend, "binarize");
    extend.edit(|draft| draft.enable(first, false, now));
    assert_eq!(draft(&extend).name, "my-scan");
    assert_eq!(draft(&extend).kind, PipelineKind::Own);
    assert!(extend.take_unstored(now).is_none(), "it has not rested yet");
    let (name, plan) = extend
        .take_unstored(later(now))
        .expect("it has to be stored");
    assert_eq!(name, "my-scan");
    assert_eq!(plan.prompt.as_deref(), Some("table"));
    assert!(!plan.pre[0].full().enabled);
    assert_eq!(chosen, "scan", "until it is stored");
    // Files that are listed before that know nothing of it.
    let old = extend.pipelines.clone();
    extend.apply(ExtendEvent::Pipelines(old), &mut chosen);
    assert_eq!(draft(&extend).name, "my-scan");
    extend.apply(ExtendEvent::Stored(name, Ok(())), &mut chosen);
    assert_eq!(chosen, "my-scan");
    assert!(extend.take_unstored(later(now)).is_none());
}

#[test]
fn a_copy_does_not_take_the_place_of_another() {
    let (mut extend, mut chosen) = extend();
    let mut pipelines = extend.pipelines.clone();
    pipelines.push(pipeline("my-scan", PipelineKind::Own, Plan::default()));
    extend.apply(ExtendEvent::Pipelines(pipelines), &mut chosen);
    let now = Instant::now();
    extend.edit(|draft| {
        draft.add("redact".into(), Stage::Post, now);
    });
    assert_eq!(draft(&extend).name, "my-scan-2");
}

#[test]
fn what_cannot_be_stored_is_told() {
    let (mut extend, mut chosen) = extend();
    let error = Err("the disk is full".into());
    let told = extend.apply(ExtendEvent::Stored("scan".into(), error), &mut chosen);
    assert_eq!(told, Some(Told::Failed("the disk is full".into())));
}

#[test]
fn steps_move_within_their_stage() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    let [binarize, deskew, redact] = ["binarize", "deskew", "redact"].map(|p| id(&extend, p));
    extend.edit(|draft| draft.move_by(binarize, 1, now));
    assert_eq!(order(&extend), ["deskew", "binarize", "redact", "cer"]);
    extend.edit(|draft| draft.move_by(binarize, -1, now));
    assert_eq!(order(&extend), ["binarize", "deskew", "redact", "cer"]);
    extend.edit(|draft| draft.move_to(deskew, 0, now));
    assert_eq!(order(&extend), ["deskew", "binarize", "redact", "cer"]);
    extend.edit(|draft| draft.move_to(deskew, 2, now));
    assert_eq!(order(&extend), ["binarize", "deskew", "redact", "cer"]);
    // There is no place further down, or none but where it is.
    let before = draft(&extend).clone();
    extend.edit(|draft| {
        draft.move_by(redact, 1, now);
        draft.move_by(redact, -1, now);
        draft.move_to(deskew, 9, now);
    });
    assert_eq!(draft(&extend).steps, before.steps);
    let added = {
        let mut added = 0;
        extend.edit(|draft| added = draft.add("binarize".into(), Stage::Pre, now));
        added
    };
    assert_eq!(draft(&extend).place(added), Some((Stage::Pre, 2)));
    extend.edit(|draft| draft.remove(deskew, now));
    assert_eq!(order(&extend), ["binarize", "binarize", "redact", "cer"]);
}

#[test]
fn changes_are_taken_back_one_by_one() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    let before = draft(&extend).steps.clone();
    let binarize = id(&extend, "binarize");
    let window = extend.plugins[0].settings[0].clone();
    extend.edit(|draft| draft.enable(binarize, false, now));
    for text in ["3", "31"] {
        extend.edit(|draft| draft.type_into(binarize, &window, text.into(), now));
    }
    extend.edit(|draft| draft.undo(now));
    let step = &draft(&extend).steps[0];
    assert!(
        !step.entry.enabled && !step.is_set(&window),
        "typing on is one change"
    );
    extend.edit(|draft| draft.undo(now));
    assert_eq!(draft(&extend).steps, before);
    assert!(!draft(&extend).can_undo());
}

#[test]
fn a_wrong_value_is_marked_and_not_stored() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    let binarize = id(&extend, "binarize");
    let [window, k] = [0, 1].map(|index| extend.plugins[0].settings[index].clone());
    let type_into = |extend: &mut Extend, spec: &SettingSpec, text: &str| {
        extend.edit(|draft| draft.type_into(binarize, spec, text.into(), now));
    };
    for wrong in ["2", "100", "x", "", "4.5"] {
        type_into(&mut extend, &window, wrong);
        let step = &draft(&extend).steps[0];
        assert_eq!(step.text(&window), wrong, "what was typed stays");
        let problems = extend.problems(step);
        let Some(Problem::Value(key, error)) = problems.first() else {
            panic!("{wrong:?}: {problems:?}");
        };
        assert!(key == "window" && error.contains("a whole number from 3 to 99 px"));
        assert!(extend.take_unstored(later(now)).is_none());
    }
    extend.edit(|draft| draft.enable(binarize, false, now));
    assert!(
        extend.store_wait(now).is_some(),
        "what does not take part may wait"
    );
    extend.edit(|draft| draft.enable(binarize, true, now));
    type_into(&mut extend, &window, " 31 ");
    type_into(&mut extend, &k, "0.50");
    let step = &draft(&extend).steps[0];
    assert_eq!(step.text(&k), "0.50");
    assert!(!step.is_set(&k), "the default need not be said");
    let (_, plan) = extend.take_unstored(later(now)).expect("all is right");
    let settings = plan.pre[0].full().settings;
    assert_eq!(settings.get("window"), Some(&toml::Value::Integer(31)));
    assert_eq!(settings.len(), 1);
}

#[test]
fn a_text_may_look_like_a_number() {
    let field = Field::Text(TextField {
        default: String::new(),
        multiline: false,
        placeholder: String::new(),
    });
    let (mut extend, mut chosen) = extend();
    let find = spec("pattern", field);
    extend.plugins[1].settings = vec![find.clone()];
    let deskew = id(&extend, "deskew");
    let now = Instant::now();
    extend.edit(|draft| draft.set(deskew, &find, "31".into(), now));
    let (name, plan) = extend.take_unstored(later(now)).expect("right");
    extend.apply(ExtendEvent::Stored(name.clone(), Ok(())), &mut chosen);
    let pipelines = vec![pipeline(&name, PipelineKind::Own, plan)];
    extend.apply(ExtendEvent::Pipelines(pipelines), &mut chosen);
    assert_eq!(
        draft(&extend).step(deskew).map(|s| s.text(&find)),
        Some("31".into())
    );
}

#[test]
fn a_file_that_changes_is_worked_on_anew() {
    let (mut extend, mut chosen) = extend();
    let deskew = id(&extend, "deskew");
    extend.focus = Focus::Step(deskew);
    let plan = Plan {
        pre: names(&["deskew", "binarize"]),
        ..Plan::default()
    };
    let changed = vec![pipeline("scan", PipelineKind::Own, plan)];
    extend.apply(ExtendEvent::Pipelines(changed.clone()), &mut chosen);
    assert_eq!(order(&extend), ["deskew", "binarize"]);
    assert_eq!(
        extend.focused_step().map(|step| step.entry.plugin.as_str()),
        Some("binarize"),
        "the same place"
    );
    // Changes of one's own win.
    let now = Instant::now();
    let first = id(&extend, "deskew");
    extend.edit(|draft| draft.remove(first, now));
    extend.apply(ExtendEvent::Pipelines(changed), &mut chosen);
    assert_eq!(order(&extend), ["binarize"]);
    let broken = PipelineEntry {
        name: "scan".into(),
        kind: PipelineKind::Own,
        plan: Err("line 3".into()),
    };
    let (name, _) = extend.flush(now).expect("unstored");
    extend.apply(ExtendEvent::Stored(name, Ok(())), &mut chosen);
    extend.apply(ExtendEvent::Pipelines(vec![broken]), &mut chosen);
    assert!(extend.draft.is_none());
}

#[test]
fn a_setting_that_is_not_there_can_be_left_out() {
    let (mut extend, mut chosen) = extend();
    let mut entry: FullEntry = Entry::Name("deskew".into()).full();
    entry.settings.insert("odd".into(), 3.into());
    let plan = Plan {
        pre: vec![Entry::Full(entry)],
        ..Plan::default()
    };
    let pipelines = vec![pipeline("scan", PipelineKind::Own, plan)];
    extend.apply(ExtendEvent::Pipelines(pipelines), &mut chosen);
    assert!(extend.has_wrong_values());
    let deskew = id(&extend, "deskew");
    let now = Instant::now();
    extend.edit(|draft| draft.forget(deskew, "odd", now));
    assert!(!extend.has_wrong_values() && extend.take_unstored(later(now)).is_some());
}

#[test]
fn limits_are_kept() {
    let (mut extend, _) = extend();
    let now = Instant::now();
    let deskew = id(&extend, "deskew");
    let limits = Limits {
        seconds: 5.0,
        ..Limits::default()
    };
    extend.edit(|draft| draft.limit(deskew, limits, now));
    let (_, plan) = extend.take_unstored(later(now)).expect("changed");
    assert_eq!(plan.pre[1].full().limits, limits);
}
