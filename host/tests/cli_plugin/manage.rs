//! Plugins listed, looked into, checked, written, added and removed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::home::{Home, repository};
use crate::{component, rows};

/// The names of the components inside the program, from the folder that they are taken from.
fn bundled() -> BTreeSet<String> {
    let folder = std::fs::read_dir(repository("host/assets/plugins")).expect("the components");
    let paths = folder.map(|entry| entry.expect("an entry").path());
    let wasm = paths.filter(|path| path.extension().is_some_and(|e| e == "wasm"));
    wasm.map(|path| format!("inkstone/{}", path.file_stem().unwrap().to_str().unwrap()))
        .collect()
}

fn ids(value: &Value) -> Vec<&str> {
    let ids = rows(value).iter().map(|row| row["id"].as_str());
    ids.map(|id| id.expect("an id")).collect()
}

/// What is no plugin, and what is said of it.
fn garbage(home: &Home) -> [(&'static str, &'static str); 5] {
    let cut = std::fs::read(component("cer")).expect("a component");
    [
        (
            home.write("words.wasm", "not a component"),
            "no WebAssembly file",
        ),
        (home.write("nothing.wasm", ""), "no WebAssembly file"),
        (
            home.write("module.wasm", b"\0asm\x01\0\0\0"),
            "module, not a component",
        ),
        (
            home.write("empty.wasm", b"\0asm\x0d\0\x01\0"),
            "exports nothing",
        ),
        (
            home.write("cut.wasm", &cut[..cut.len() / 2]),
            "cut.wasm: load:",
        ),
    ]
}

#[test]
fn all_bundled_plugins_are_listed() {
    let home = Home::new();
    let all = home
        .run(&["plugin", "list", "--format", "json"])
        .well()
        .json();
    let found: BTreeSet<String> = ids(&all).into_iter().map(str::to_owned).collect();
    assert_eq!(found, bundled());
    assert_eq!(rows(&all).len(), found.len());
    let mut of_kind: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows(&all) {
        let version = row["version"].as_str().expect("a version");
        semver::Version::parse(version).expect("a semantic version");
        assert!(row["description"].as_str().is_some_and(|d| !d.is_empty()));
        assert_eq!(row["origin"]["from"], "bundled");
        *of_kind.entry(row["kind"].as_str().unwrap()).or_default() += 1;
    }
    let text = home.run(&["plugin", "list"]).well();
    assert_eq!(text.err, "");
    for (kind, count) in &of_kind {
        assert!(text.out.contains(&format!("{kind}\n  inkstone/")), "{kind}");
        let only = home.run(&["plugin", "list", "--kind", kind, "--format", "json"]);
        let only = only.well().json();
        assert_eq!(rows(&only).len(), *count);
        assert!(rows(&only).iter().all(|row| row["kind"] == *kind));
        let text = home.run(&["plugin", "list", "--kind", kind]).well().out;
        assert_eq!(text.matches("  inkstone/").count(), *count);
    }
    assert_eq!(of_kind.len(), 4);
    let wrong = home.run(&["plugin", "list", "--kind", "sound"]);
    wrong.fails(
        2,
        &["use one of image, document, tensor-metric, text-metric"],
    );
}

#[test]
fn a_broken_file_is_listed_with_its_reason() {
    let home = Home::new();
    let file = home.write("words.wasm", "not a component");
    let text = home.run(&["plugin", "list", "--plugin", file]).well();
    let told = "cannot be loaded\n  words.wasm: this is no WebAssembly file";
    assert!(text.out.contains(told), "{text:#?}");
    let all = home.run(&["plugin", "list", "--plugin", file, "--format", "json"]);
    let all = all.well().json();
    let last = rows(&all).last().expect("a row");
    assert_eq!(
        last["origin"],
        json!({ "from": "file", "path": "words.wasm" })
    );
    assert!(
        last["error"]
            .as_str()
            .is_some_and(|e| e.contains("no WebAssembly file"))
    );
}

#[test]
fn a_plugin_is_shown_with_its_settings() {
    let home = Home::new();
    let value = home
        .run(&["plugin", "inspect", "cer", "--format", "json"])
        .well()
        .json();
    let bytes = std::fs::read(component("cer")).expect("a component");
    assert_eq!(value["id"], "inkstone/cer");
    assert_eq!(value["kind"], "text-metric");
    assert_eq!(value["contract"], "0.1.0");
    assert_eq!(value["bytes"], bytes.len());
    assert_eq!(value["sha256"].as_str().map(str::len), Some(64));
    assert!(
        value["imports"]
            .as_array()
            .is_some_and(|i| i.contains(&json!("ocr:plugins/host@0.1.0")))
    );
    let setting = &value["settings"][1];
    assert_eq!(setting["key"], "white-space");
    assert_eq!(setting["default"], "trim");
    assert_eq!(setting["takes"], "one of keep, trim, collapse, remove");
    let text = home
        .run(&["plugin", "inspect", "inkstone/deskew"])
        .well()
        .out;
    for part in [
        "inkstone/deskew ",
        "kind      image",
        "contract  ocr:plugins@0.1.0",
        "--set most=15.0  a number from 0 to 15",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // A file that only happens to be called like it is not meant; one that nothing else is called is.
    home.write("cer", "not a component");
    home.run(&["plugin", "inspect", "cer"]).well();
    std::fs::copy(component("wer"), home.path("mine")).expect("a copy");
    assert!(
        home.run(&["plugin", "inspect", "mine"])
            .well()
            .out
            .contains("inkstone/wer")
    );
}

#[test]
fn what_is_no_plugin_is_refused_everywhere() {
    let home = Home::new();
    for (file, why) in garbage(&home) {
        for command in ["inspect", "check", "run", "add"] {
            home.run(&["plugin", command, file]).fails(1, &[file, why]);
        }
        let value = home
            .run(&["plugin", "check", file, "--format", "json"])
            .fails(1, &[])
            .json();
        assert_eq!(value[0]["passed"], false);
        assert!(
            value[0]["problem"]
                .as_str()
                .is_some_and(|p| p.contains(why)),
            "{value}"
        );
    }
    for command in ["inspect", "check", "run"] {
        let missing = home.run(&["plugin", command, "no.wasm"]);
        missing.fails(1, &["no.wasm: load: cannot read the file: "]);
        let near = home.run(&["plugin", command, "deskwe"]);
        near.fails(1, &["there is no plugin \"deskwe\" (did you mean deskew?)"]);
    }
    home.run(&["plugin", "add", "no.wasm"])
        .fails(1, &["cannot read the file"]);
}

#[test]
fn bundled_plugins_pass_the_checks() {
    let home = Home::new();
    let text = home
        .run(&["plugin", "check", "cer", "find-replace"])
        .well()
        .out;
    assert!(
        text.contains("inkstone/cer 0.1.0 (text-metric)") && text.contains("inkstone/find-replace")
    );
    assert!(text.contains("  ok      bears an empty reference") && !text.contains("FAILED"));
    let value = home.run(&[
        "plugin", "check", "mre", "nobody", "binarize", "--format", "json",
    ]);
    let value = value.fails(1, &[]).json();
    let passed: Vec<&Value> = rows(&value).iter().map(|row| &row["passed"]).collect();
    assert_eq!(passed, [true, false, true]);
    assert!(rows(&value[2]["checks"]).len() > 8);
    // Limits that leave no room show what a failed check looks like.
    let starved = home
        .run(&["plugin", "check", "cer", "--memory", "0"])
        .fails(1, &[])
        .out;
    assert!(
        starved.contains("FAILED") && starved.contains("(limit: memory)"),
        "{starved}"
    );
}

#[test]
fn projects_are_written_for_every_language_and_kind() {
    let home = Home::new();
    for (lang, file) in [
        ("rust", "src/lib.rs"),
        ("python", "app.py"),
        ("js", "plugin.js"),
        ("c", "plugin.c"),
    ] {
        for kind in ["image", "document", "tensor-metric", "text-metric"] {
            let folder = format!("{lang}-{kind}");
            let new = [
                "plugin",
                "new",
                "my-plugin",
                "--lang",
                lang,
                "--kind",
                kind,
                "--dir",
                &folder,
            ];
            let told = home.run(&new).well().out;
            assert!(
                told.contains("wrote ") && told.contains("README.md"),
                "{told}"
            );
            assert!(
                home.read(&format!("{folder}/{file}"))
                    .contains("me/my-plugin"),
                "{folder}"
            );
            assert!(
                home.read(&format!("{folder}/README.md"))
                    .contains("inkstone plugin check")
            );
            assert!(home.path(&format!("{folder}/wit/0.1.0")).is_dir());
            home.run(&new)
                .fails(1, &["is there already and not an empty folder"]);
        }
    }
    home.run(&["plugin", "new", "short", "--lang", "c"]).well();
    assert!(home.read("short/README.md").contains("(text-metric)"));
    home.run(&["plugin", "new", "Bad_Name", "--lang", "c"])
        .fails(1, &["\"Bad_Name\" cannot be the name of a plugin"]);
    home.run(&["plugin", "new", "x", "--lang", "cobol"])
        .fails(2, &["rust, python, js or c"]);
}

#[test]
fn a_folder_of_ones_own_has_all_that_is_kept() {
    let home = Home::new();
    std::fs::copy(component("cer"), home.path("mine.wasm")).expect("a copy");
    let own = home.path("own");
    let run = |arguments: &[&str]| {
        home.run_with(arguments, |command| command.env("INKSTONE_DATA_DIR", "own"))
            .well()
    };
    run(&["plugin", "add", "mine.wasm"]);
    let added = own.join("plugins/inkstone-cer.wasm");
    assert!(added.is_file());
    let inspect = ["plugin", "inspect", "cer", "--format", "json"];
    let found = PathBuf::from(
        run(&inspect).json()["origin"]["path"]
            .as_str()
            .expect("a path"),
    );
    // The folder for temporary files may be a link.
    assert_eq!(found.canonicalize().ok(), added.canonicalize().ok());
    std::fs::create_dir(own.join("pipelines")).expect("a folder");
    let plain = run(&["pipeline", "show", "plain"]).out;
    std::fs::write(own.join("pipelines/mine.toml"), plain).expect("a pipeline");
    let listed = run(&["pipeline", "list"]).out;
    assert!(
        listed
            .lines()
            .any(|line| line.trim_start().starts_with("mine ")),
        "{listed}"
    );
    assert!(own.join("cache/plugins/code").is_dir());
    for folder in ["config", "cache", "data", "home"] {
        assert!(!home.path(folder).exists(), "{folder}");
    }
    // Without the variable none of it is there.
    let elsewhere = home.run(&inspect).well().json();
    assert_eq!(elsewhere["origin"]["from"], "bundled");
}

#[test]
fn an_added_plugin_takes_the_place_of_the_bundled_one() {
    let home = Home::new();
    let list = || {
        home.run(&[
            "plugin",
            "list",
            "--kind",
            "text-metric",
            "--format",
            "json",
        ])
        .well()
        .json()
    };
    let before = list();
    std::fs::copy(component("cer"), home.path("mine.wasm")).expect("a copy");
    let told = home.run(&["plugin", "add", "mine.wasm"]).well().out;
    let path = PathBuf::from(told.trim().rsplit_once(" as ").expect("a path").1);
    assert!(
        path.starts_with(home.path("config")) && path.ends_with("plugins/inkstone-cer.wasm"),
        "{told}"
    );
    assert_eq!(
        std::fs::read(&path).unwrap(),
        std::fs::read(component("cer")).unwrap()
    );
    let after = list();
    assert_eq!(rows(&after).len(), rows(&before).len());
    let cer = rows(&after)
        .iter()
        .find(|row| row["id"] == "inkstone/cer")
        .expect("cer");
    assert_eq!(cer["origin"], json!({ "from": "folder", "path": path }));
    let text = home.run(&["plugin", "list"]).well().out;
    assert_eq!(text.matches("inkstone/cer ").count(), 1);
    let shown = home
        .run(&["plugin", "inspect", "cer", "--format", "json"])
        .well()
        .json();
    assert_eq!(shown["origin"]["from"], "folder");
    home.run(&["plugin", "add", "mine.wasm"]).fails(
        1,
        &["inkstone/cer 0.1.0 is there already", "--force replaces it"],
    );
    home.run(&["plugin", "add", "mine.wasm", "--force"]).well();
    // A file that breaks is told of, and the bundled plugin is there again.
    std::fs::write(&path, "broken").expect("a file");
    assert!(
        home.run(&["plugin", "list"])
            .well()
            .out
            .contains("cannot be loaded\n  ")
    );
    home.run(&["plugin", "remove", "inkstone-cer.wasm"]).well();
    assert!(!path.exists());
    home.run(&["plugin", "add", "mine.wasm", "--force"]).well();
    // Of two files of one id, both are listed, one is used, and both are removed.
    let double = path.with_file_name("another.wasm");
    std::fs::copy(component("cer"), &double).expect("a copy");
    let text = home.run(&["plugin", "list"]).well().out;
    assert_eq!(
        text.matches("(not used: another file has the same id)")
            .count(),
        1,
        "{text}"
    );
    let removed = home.run(&["plugin", "remove", "cer"]).well().out;
    assert_eq!(removed.matches("removed ").count(), 2, "{removed}");
    assert!(!path.exists() && !double.exists());
    assert_eq!(list(), before);
    home.run(&["plugin", "remove", "cer"])
        .fails(1, &["inkstone/cer cannot be removed: it is bundled"]);
    home.run(&["plugin", "remove", "nobody"])
        .fails(1, &["there is no plugin \"nobody\""]);
}
