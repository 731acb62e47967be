//! Plugins and pipelines in the window, driven as a user drives them, with real plugins in folders of the test's own.

use std::path::Path;
use std::time::Duration;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use inkstone::pipeline::{Plan, PlanSource};
use inkstone::plugin::Kind;
use serde_json::json;

use super::tests::{Dropped, Scripted, drag, fresh, no_bench};
use super::*;
use crate::state::extend::{Question, Stage};

mod pipeline;

#[path = "../../../host/tests/plugin_fixture/mod.rs"]
mod plugin_fixture;

use plugin_fixture::Fixture;

type Window = Harness<'static, App>;

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn places(&self) -> Places {
        Places {
            cache: fresh().places.cache,
            plugins: Some(self.plugins()),
            pipelines: Some(self.0.path().join("pipelines")),
        }
    }

    fn plugins(&self) -> PathBuf {
        self.0.path().join("plugins")
    }

    /// Writes a file beside the folders.
    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// Puts a plugin's file into the folder by hand.
    fn install(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::create_dir_all(self.plugins()).expect("a folder");
        let path = self.plugins().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn plan(&self, name: &str) -> Plan {
        let path = self.0.path().join("pipelines").join(format!("{name}.toml"));
        Plan::load(&PlanSource::Folder(path)).expect("a pipeline")
    }

    fn window(&self, workspace: Workspace, pipeline: &str) -> Window {
        let start = Start {
            workspace,
            places: self.places(),
            settings: Settings {
                pipeline: pipeline.into(),
                model: Some(inkstone::pipeline::DEMO_NAME.into()),
                ..Settings::default()
            },
            ..fresh()
        };
        Harness::builder()
            .with_size([1400.0, 900.0])
            .build_eframe(move |creation| {
                App::new(&creation.egui_ctx, start, || Box::new(Scripted), no_bench)
                    .expect("threads")
            })
    }
}

/// Draws frames until something is so. The time is that of a test that hangs, not of one that is slow.
fn until(window: &mut Window, what: &str, so: impl Fn(&App) -> bool) {
    let started = Instant::now();
    while !so(window.state()) {
        assert!(
            started.elapsed() < Duration::from_secs(120),
            "never: {what}"
        );
        window.step();
        std::thread::sleep(Duration::from_millis(2));
    }
    window.run_steps(3);
}

fn settle(window: &mut Window) {
    until(window, "settled", |app| {
        app.state.settled() && app.state.extend.settled()
    });
}

fn drop_file(window: &mut Window, path: &Path) {
    let file = Arc::new(Dropped(path.to_owned()));
    window.input_mut().dropped_files.push(file);
}

fn has_plugin(app: &App, id: &str) -> bool {
    app.state
        .extend
        .plugins
        .iter()
        .any(|plugin| plugin.id == id)
}

/// A good post-processor with a description.
fn good() -> Fixture {
    Fixture::new(Kind::Document)
        .info("/description", json!("Does nothing, politely"))
        .info("/id", json!("me/polite"))
        .info("/name", json!("Polite"))
}

fn order(app: &App, stage: Stage) -> Vec<String> {
    let draft = app.state.extend.draft.iter();
    let steps = draft.flat_map(|draft| draft.stage(stage));
    steps.map(|step| step.entry.plugin.clone()).collect()
}

#[test]
fn a_dropped_plugin_is_added_after_its_manifest_was_agreed_to() {
    let home = Home::new();
    let file = home.write("polite.wasm", &good().build());
    // In any workspace.
    let mut window = home.window(Workspace::Read, "default");
    drop_file(&mut window, &file);
    until(&mut window, "asked", |app| {
        !app.state.extend.questions.is_empty()
    });
    window.get_by_label("Add this plugin?");
    window.get_by_label("Polite");
    window.get_by_label("Does nothing, politely");
    window.get_by_label("me/polite");
    window.get_by_label("Apache-2.0");
    window.get_by_label("ocr:plugins@0.1.0");
    assert!(
        !home.plugins().exists(),
        "nothing is added before it is agreed to"
    );
    window.get_by_label("Cancel").click();
    window.run_steps(2);
    assert!(window.state().state.extend.questions.is_empty());

    drop_file(&mut window, &file);
    until(&mut window, "asked", |app| {
        !app.state.extend.questions.is_empty()
    });
    window.get_by_label("Add").click();
    until(&mut window, "added", |app| has_plugin(app, "me/polite"));
    assert!(home.plugins().join("me-polite.wasm").exists());
    window.get_by_label_contains("Added me/polite 1.2.3");
    assert!(
        window.state().state.items.len() == 1,
        "it is not read as a page"
    );

    window.state_mut().view.workspace = Workspace::Extend;
    window.run_steps(2);
    window.get_by_label("About").click();
    window.run_steps(2);
    window.get_by_label("Remove").click();
    window.run_steps(6);
    window.get_by_label("Remove this plugin?");
    window.get_by_label("Remove it").click();
    until(&mut window, "removed", |app| !has_plugin(app, "me/polite"));
    assert!(!home.plugins().join("me-polite.wasm").exists());
}

#[test]
fn a_broken_file_says_why_and_changes_nothing() {
    let home = Home::new();
    let trapping = good().describing("unreachable").build();
    let files = [
        (
            "text.wasm",
            b"no component".to_vec(),
            "this is no WebAssembly file",
        ),
        ("trap.wasm", trapping, "crashed"),
        (
            "loop.wasm",
            good().describing("(loop $l (br $l))").build(),
            "did not end",
        ),
    ];
    let mut window = home.window(Workspace::Compare, "default");
    for (name, bytes, why) in files {
        let file = home.write(name, &bytes);
        drop_file(&mut window, &file);
        until(&mut window, name, |app| {
            !app.state.extend.questions.is_empty()
        });
        window.get_by_label("This is no plugin that can be added");
        window.get_by_label_contains(why);
        window.get_by_label("Nothing was changed.");
        window.get_by_label("OK").click();
        until(&mut window, "closed", |app| {
            app.state.extend.questions.is_empty()
        });
        assert!(!home.plugins().exists());
    }
}

#[test]
fn a_plugin_can_be_named_by_its_path_where_there_is_no_dialog() {
    let home = Home::new();
    let file = home.write("polite.wasm", &good().build());
    let mut window = home.window(Workspace::Extend, "default");
    let app = window.state_mut();
    app.choice_outlet.send(Choice::Plugin(file));
    until(&mut window, "asked", |app| {
        matches!(
            app.state.extend.questions.front(),
            Some(Question::Add { .. })
        )
    });
    window.key_press(egui::Key::Escape);
    until(&mut window, "not agreed", |app| {
        app.state.extend.questions.is_empty()
    });
}

#[test]
fn plugins_are_listed_by_kind() {
    let home = Home::new();
    home.install("broken.wasm", b"half");
    home.install("polite.wasm", &good().build());
    let mut window = home.window(Workspace::Extend, "default");
    settle(&mut window);
    let rows = |window: &Window| -> Vec<String> {
        let rows = window.query_all_by_role(egui::Role::ListItem);
        rows.filter_map(|row| row.accesskit_node().label())
            .collect()
    };
    window
        .get_by_role_and_label(egui::Role::Button, "After reading")
        .click();
    window.run_steps(2);
    let listed = rows(&window);
    for name in ["Join lines", "Redact", "Polite", "broken.wasm"] {
        assert!(listed.iter().any(|row| row == name), "{name}: {listed:?}");
    }
    assert!(!listed.iter().any(|row| row == "Deskew"));
    window
        .get_by_role_and_label(egui::Role::ListItem, "broken.wasm")
        .click();
    window.run_steps(2);
    window.get_by_label_contains("this is no WebAssembly file");
    window
        .get_by_role_and_label(egui::Role::Button, "Metrics")
        .click();
    window.run_steps(2);
    assert!(rows(&window).iter().any(|row| row == "TEDS"));
}

#[test]
fn a_plugin_that_never_ends_is_stopped_and_harms_nothing() {
    let home = Home::new();
    // Room for a whole page.
    let roomy = Fixture {
        allocator: Some("(drop (memory.grow (i32.const 400))) (local.get $p)".into()),
        ..Fixture::new(Kind::Image)
    };
    let endless = roomy
        .clone()
        .info("/id", json!("me/endless"))
        .info("/name", json!("Endless"))
        .working("(loop $l (br $l))");
    home.install("endless.wasm", &endless.build());
    let crashing = roomy
        .info("/id", json!("me/crash"))
        .info("/name", json!("Crash"))
        .working("unreachable");
    home.install("crash.wasm", &crashing.build());
    let mut window = home.window(Workspace::Extend, "plain");
    settle(&mut window);
    window.get_by_label("Add to the pipeline: Endless").click();
    until(&mut window, "trying", |app| {
        app.state.extend.preview.running()
    });
    window.get_by_label("Cancel").click();
    settle(&mut window);
    window.get_by_label("Stopped.");
    window.get_by_label("Remove: Endless").click();
    window.run_steps(2);
    window.get_by_label("Add to the pipeline: Crash").click();
    window.run_steps(2);
    settle(&mut window);
    window.get_by_label_contains("its input is left as it was");
    window.get_by_label("Messages (1)").click();
    window.run_steps(4);
    assert!(
        window
            .query_all_by_label_contains("crashed")
            .next()
            .is_some()
    );
    window
        .get_all_by_label("Copy details")
        .next()
        .expect("a link");
    assert!(has_plugin(window.state(), "inkstone/deskew"));
}

#[test]
fn a_file_that_changes_is_loaded_anew_and_a_broken_one_is_left_out() {
    let home = Home::new();
    home.install("polite.wasm", &good().build());
    let mut window = home.window(Workspace::Extend, "plain");
    settle(&mut window);
    window.get_by_label("Add to the pipeline: Polite").click();
    window.run_steps(2);
    let newer = good()
        .info("/version", json!("2.0.0"))
        .info("/description", json!("Newer"));
    home.install("polite.wasm", &newer.build());
    let version = |app: &App| {
        let plugin = app.state.extend.meant("me/polite");
        plugin.map(|plugin| plugin.version.clone())
    };
    until(&mut window, "reloaded", |app| {
        version(app).as_deref() == Some("2.0.0")
    });
    window.get_by_label("Loaded anew: me/polite 2.0.0");
    home.install("polite.wasm", b"half of a fi");
    until(&mut window, "broken", |app| {
        let plugin = app.state.extend.meant("me/polite");
        plugin.is_some_and(|plugin| plugin.failure.is_some() && !plugin.used)
    });
    assert!(
        window
            .query_all_by_label_contains("Its file cannot be used as it is now")
            .next()
            .is_some()
    );
    home.install("polite.wasm", &good().build());
    until(&mut window, "mended", |app| {
        version(app).as_deref() == Some("1.2.3") && {
            let plugin = app.state.extend.meant("me/polite");
            plugin.is_some_and(|plugin| plugin.used)
        }
    });
}
