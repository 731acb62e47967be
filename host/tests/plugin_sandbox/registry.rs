//! Finding, adding, removing and reloading plugins, and what is kept of them between runs of the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkstone::plugin::{
    CallContext, Change, FindError, InstallError, Kind, Origin, Plugin, Reason, Registry, Runtime,
};
use serde_json::json;
use tempfile::TempDir;

use crate::name;
use crate::plugin_fixture::{Fixture, evaluate_texts, load};

/// A folder for plugins and one for what is kept.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(home.plugins()).unwrap();
        home
    }

    fn plugins(&self) -> PathBuf {
        self.0.path().join("plugins")
    }

    fn cache(&self) -> PathBuf {
        self.0.path().join("cache")
    }

    /// Writes a component outside the folder for plugins.
    fn file(&self, name: &str, fixture: &Fixture) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, fixture.build()).unwrap();
        path
    }

    fn put(&self, name: &str, fixture: &Fixture) -> PathBuf {
        self.file(&format!("plugins/{name}"), fixture)
    }

    fn registry(&self, files: Vec<PathBuf>) -> Registry {
        Registry::new(None, Some(self.plugins()), files).unwrap()
    }
}

/// A text metric of an id and a value.
fn metric(id: &str, value: f64) -> Fixture {
    Fixture::text()
        .info("/id", json!(id))
        .answer("/scores/0/value", json!(value))
}

fn value(plugin: &Plugin) -> f64 {
    let outcome = evaluate_texts(plugin, &CallContext::default()).unwrap();
    outcome.value.scores[0].value
}

fn ids(registry: &Registry) -> Vec<String> {
    let all = registry.all().into_iter();
    let added = all.filter(|listed| listed.origin != Origin::Bundled);
    added
        .filter_map(|listed| Some(listed.plugin?.info.id.clone()))
        .collect()
}

#[test]
fn plugins_of_the_folder_and_files_are_found() {
    let home = Home::new();
    let inside = home.put("one.wasm", &metric("me/one", 1.0));
    home.put("TWO.WASM", &metric("me/two", 2.0));
    std::fs::write(home.plugins().join("notes.txt"), "no plugin").unwrap();
    std::fs::write(home.plugins().join("bad.wasm"), "no plugin").unwrap();
    let named = home.file(
        "three.wasm",
        &Fixture::new(Kind::Image).info("/id", json!("me/three")),
    );
    let registry = home.registry(vec![named.clone()]);
    let mut found = ids(&registry);
    found.sort();
    assert_eq!(found, ["me/one", "me/three", "me/two"]);
    let one = registry.find("me/one").unwrap();
    assert_eq!(one.origin, Origin::Folder(inside));
    assert_eq!(value(&one), 1.0);
    let three = registry.find("three").unwrap();
    assert_eq!(three.origin, Origin::File(named));
    // The one that cannot be loaded is listed with the reason, and found by its name.
    let broken: Vec<_> = registry.all().into_iter().filter_map(|l| l.error).collect();
    assert_eq!(broken.len(), 1);
    assert!(matches!(&broken[0].reason, Reason::NotAComponent(_)));
    assert!(matches!(registry.find("bad"), Err(FindError::Load(error)) if error == broken[0]));
}

#[test]
fn there_need_be_no_folder() {
    let registry = Registry::new(None, Some(PathBuf::from("/nowhere/at/all")), Vec::new()).unwrap();
    assert!(ids(&registry).is_empty());
    assert!(registry.refresh().is_empty());
    let registry = Registry::new(None, None, Vec::new()).unwrap();
    let file = Home::new();
    let file = file.file("x.wasm", &metric("me/x", 1.0));
    assert!(registry.add(&file, false).is_err());
}

#[test]
fn a_file_replaces_a_bundled_plugin_of_its_id() {
    let home = Home::new();
    let bundled = home.registry(Vec::new()).find("cer").unwrap();
    assert_eq!(bundled.origin, Origin::Bundled);
    home.put("cer.wasm", &metric("inkstone/cer", 7.0));
    let registry = home.registry(Vec::new());
    for name in ["cer", "inkstone/cer"] {
        assert_eq!(value(&registry.find(name).unwrap()), 7.0);
    }
    // A file named by hand comes before one of the folder.
    let named = home.file("mine.wasm", &metric("inkstone/cer", 8.0));
    let registry = home.registry(vec![named]);
    assert_eq!(value(&registry.find("cer").unwrap()), 8.0);
}

#[test]
fn the_second_half_of_an_id_is_enough_where_it_is_the_only_one() {
    let home = Home::new();
    home.put("a.wasm", &metric("me/same", 1.0));
    let registry = home.registry(Vec::new());
    assert_eq!(registry.find("same").unwrap().info.id, "me/same");
    // A bundled plugin comes before another owner's of the same name.
    home.put("b.wasm", &metric("me/wer", 1.0));
    // Two files of one id are one plugin.
    home.put("c.wasm", &metric("me/same", 3.0));
    let registry = home.registry(Vec::new());
    assert_eq!(registry.find("wer").unwrap().info.id, "inkstone/wer");
    assert_eq!(registry.find("me/wer").unwrap().info.id, "me/wer");
    assert_eq!(value(&registry.find("same").unwrap()), 3.0);
    home.put("d.wasm", &metric("you/same", 4.0));
    let registry = home.registry(Vec::new());
    let Err(FindError::Ambiguous { mut ids, .. }) = registry.find("same") else {
        panic!("it is not ambiguous");
    };
    ids.sort();
    assert_eq!(ids, ["me/same", "you/same"]);
    assert_eq!(value(&registry.find("you/same").unwrap()), 4.0);
}

#[test]
fn an_unknown_name_gets_the_nearest_one() {
    let registry = Home::new().registry(Vec::new());
    let near = |name: &str| match registry.find(name) {
        Err(FindError::Unknown { near, .. }) => near,
        _ => panic!("{name} was found"),
    };
    assert_eq!(near("deskwe").as_deref(), Some("deskew"));
    assert_eq!(near("qqqqqq"), None);
}

#[test]
fn plugins_are_added_and_removed() {
    let home = Home::new();
    let registry = home.registry(Vec::new());
    let file = home.file("some.wasm", &metric("me/one", 1.0));
    let (plugin, path) = registry.add(&file, false).unwrap();
    assert_eq!(plugin.info.id, "me/one");
    assert_eq!(path, home.plugins().join("me-one.wasm"));
    assert_eq!(value(&registry.find("one").unwrap()), 1.0);

    let newer = metric("me/one", 2.0).info("/version", json!("2.0.0"));
    let newer = home.file("newer.wasm", &newer);
    let error = registry.add(&newer, false).err().unwrap();
    assert!(
        matches!(&error, InstallError::Exists { id, version, .. } if id == "me/one" && version == "1.2.3")
    );
    registry.add(&newer, true).unwrap();
    assert_eq!(value(&registry.find("one").unwrap()), 2.0);

    assert_eq!(registry.remove("one").unwrap(), std::slice::from_ref(&path));
    assert!(!path.exists());
    assert!(registry.find("one").is_err());
    let error = registry.remove("cer").err().unwrap();
    assert!(error.to_string().contains("it is bundled"), "{error}");
    assert!(matches!(registry.remove("one"), Err(InstallError::Find(_))));
}

#[test]
fn adding_replaces_the_same_plugin_under_another_name() {
    let home = Home::new();
    let old = home.put("old.wasm", &metric("me/one", 1.0));
    let registry = home.registry(Vec::new());
    let file = home.file("new.wasm", &metric("me/one", 2.0));
    registry.add(&file, true).unwrap();
    assert!(!old.exists());
    assert_eq!(ids(&registry), ["me/one"]);
}

#[test]
fn adding_does_not_overwrite_another_plugin_whose_file_is_called_alike() {
    let home = Home::new();
    let registry = home.registry(Vec::new());
    registry
        .add(&home.file("x.wasm", &metric("a-b/c", 1.0)), false)
        .unwrap();
    let error = registry
        .add(&home.file("y.wasm", &metric("a/b-c", 2.0)), false)
        .err()
        .unwrap();
    assert!(
        matches!(&error, InstallError::Exists { id, .. } if id == "a-b/c"),
        "{error}"
    );
    assert_eq!(value(&registry.find("a-b/c").unwrap()), 1.0);
}

#[test]
fn what_does_not_load_is_not_added() {
    let home = Home::new();
    let registry = home.registry(Vec::new());
    let bad = home.file("bad.wasm", &Fixture::text().info("/version", json!("1.x")));
    assert!(matches!(
        registry.add(&bad, true),
        Err(InstallError::Load(_))
    ));
    let missing = home.plugins().join("none.wasm");
    let Err(InstallError::Load(error)) = registry.add(&missing, true) else {
        panic!("it was added");
    };
    assert_eq!(name(&error.reason), "file");
    assert_eq!(std::fs::read_dir(home.plugins()).unwrap().count(), 0);
}

#[test]
fn files_are_reloaded_when_they_change() {
    let home = Home::new();
    let registry = home.registry(Vec::new());
    assert!(registry.refresh().is_empty());
    let path = home.put("x.wasm", &metric("me/x", 1.0));
    let changes = registry.refresh();
    assert!(
        matches!(changes.as_slice(), [Change::Added(p)] if *p == path),
        "{changes:?}"
    );
    let old = registry.find("me/x").unwrap();
    assert!(registry.refresh().is_empty());

    home.put(
        "x.wasm",
        &metric("me/x", 2.5).info("/description", json!("newer")),
    );
    let changes = registry.refresh();
    assert!(
        matches!(changes.as_slice(), [Change::Reloaded(p)] if *p == path),
        "{changes:?}"
    );
    let new = registry.find("me/x").unwrap();
    assert_eq!((value(&new), new.info.description.as_str()), (2.5, "newer"));
    // Whoever still has the old one can go on with it.
    assert_eq!(value(&old), 1.0);

    std::fs::write(&path, "half of a fi").unwrap();
    let changes = registry.refresh();
    assert!(
        matches!(changes.as_slice(), [Change::Failed(p, _)] if *p == path),
        "{changes:?}"
    );
    // What worked before is told of and not used, as it would not be after a new start.
    for name in ["me/x", "x"] {
        let error = registry.find(name).err().unwrap().to_string();
        assert!(error.contains("no WebAssembly file"), "{name}: {error}");
    }
    let listed = registry.all().pop().unwrap();
    assert!(listed.plugin.is_some() && listed.error.is_some() && !listed.used);

    home.put("x.wasm", &metric("me/x", 3.0));
    assert!(matches!(
        registry.refresh().as_slice(),
        [Change::Reloaded(_)]
    ));
    assert_eq!(value(&registry.find("me/x").unwrap()), 3.0);
    assert!(registry.all().pop().unwrap().used);

    std::fs::remove_file(&path).unwrap();
    let changes = registry.refresh();
    assert!(
        matches!(changes.as_slice(), [Change::Removed(p)] if *p == path),
        "{changes:?}"
    );
    assert!(registry.find("me/x").is_err());
}

/// A runtime with a cache, as a new run of the program has it.
fn next_run(home: &Home) -> Arc<Runtime> {
    Arc::new(Runtime::new(Some(home.cache())).unwrap())
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

#[test]
fn a_description_is_kept_between_runs() {
    let home = Home::new();
    let component = metric("me/x", 1.0).build();
    let plugin = load(&next_run(&home), component.clone()).unwrap();
    let kept = home
        .cache()
        .join("described")
        .join(format!("{}.json", plugin.sha256));
    let text = std::fs::read_to_string(&kept).unwrap();

    // What stands there is believed, so `describe` was not called.
    std::fs::write(&kept, text.replace("\"Sample\"", "\"Kept\"")).unwrap();
    let again = load(&next_run(&home), component.clone()).unwrap();
    assert_eq!(again.info.name, "Kept");
    assert_eq!(value(&again), 1.0);

    // Unless it is damaged or makes no sense; then it is written anew.
    let senseless = text.replace("1.2.3", "1.x");
    for damaged in ["", "{\"info\"", "\0\0\0", &senseless] {
        std::fs::write(&kept, damaged).unwrap();
        let again = load(&next_run(&home), component.clone()).unwrap();
        assert_eq!(again.info, plugin.info);
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), text);
    }
}

#[test]
fn compiled_code_is_kept_between_runs_and_damage_to_it_does_no_harm() {
    let home = Home::new();
    let component = metric("me/x", 1.0).build();
    let run = || {
        let plugin = load(&next_run(&home), component.clone()).unwrap();
        assert_eq!(value(&plugin), 1.0);
    };
    run();
    let code = home.cache().join("code");
    let compiled = || -> Vec<PathBuf> {
        let all = files(&code).into_iter();
        all.filter(|path| path.extension().is_none()).collect()
    };
    let kept = compiled();
    assert!(!kept.is_empty());
    run();
    assert_eq!(compiled(), kept, "the second run made code of its own");

    for path in &kept {
        let whole = std::fs::read(path).unwrap();
        for damaged in [&b""[..], b"no code at all", &whole[..whole.len() / 2]] {
            std::fs::write(path, damaged).unwrap();
            run();
        }
    }
    // A folder that cannot be made costs time only.
    let blocked = home.0.path().join("file");
    std::fs::write(&blocked, "").unwrap();
    let runtime = Arc::new(Runtime::new(Some(blocked.join("cache"))).unwrap());
    assert_eq!(value(&load(&runtime, component.clone()).unwrap()), 1.0);
}
