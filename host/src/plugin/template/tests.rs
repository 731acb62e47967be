//! Tests of the projects that are written for new plugins.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Kind, Language, TemplateError, run_arguments, write_project};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn entries(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// All files below a folder.
fn walk(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for name in entries(folder) {
        let path = folder.join(name);
        match path.is_dir() {
            true => walk(&path, found),
            false => drop(found.insert(path)),
        }
    }
}

#[test]
fn every_project_is_complete_and_filled_in() {
    let home = tempfile::tempdir().unwrap();
    for language in Language::ALL {
        for kind in Kind::ALL {
            let folder = home.path().join(format!("{language}/{kind}"));
            let written = write_project(&folder, "right-digits", language, kind).unwrap();
            let mut found = BTreeSet::new();
            walk(&folder, &mut found);
            assert_eq!(found, BTreeSet::from_iter(written));
            let mut all = String::new();
            for path in &found {
                let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
                let vendored = ["vendor", "bindings"]
                    .iter()
                    .any(|f| path.starts_with(folder.join(f)));
                assert!(vendored || !text.contains("{{"), "{}", path.display());
                all += &text;
            }
            assert!(all.contains("me/right-digits"), "{language} {kind}");
            assert!(all.contains("Right digits"), "{language} {kind}");
            let readme = fs::read_to_string(folder.join("README.md")).unwrap();
            assert!(readme.contains(run_arguments(kind)), "{language} {kind}");
            assert!(readme.contains("inkstone plugin add"), "{language} {kind}");
            assert!(folder.join(".gitignore").is_file());
        }
    }
}

#[test]
fn the_sdk_and_the_interface_are_whole() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("new");
    write_project(&folder, "new", Language::Rust, Kind::Image).unwrap();
    let same = [
        ("plugins/sdk/src", "vendor/inkstone-plugin/src"),
        ("wit/0.1.0", "wit/0.1.0"),
    ];
    for (ours, theirs) in same {
        let (ours, theirs) = (repository().join(ours), folder.join(theirs));
        assert_eq!(entries(&ours), entries(&theirs));
        for name in entries(&ours) {
            assert_eq!(
                fs::read(ours.join(&name)).unwrap(),
                fs::read(theirs.join(&name)).unwrap()
            );
        }
    }
}

/// The SDK's manifest in a project stands alone; what it says must be what ours say.
#[test]
fn the_sdks_manifests_agree() {
    let read = |path: &str| -> toml::Table {
        fs::read_to_string(repository().join(path))
            .unwrap()
            .parse()
            .unwrap()
    };
    let workspace = read("plugins/Cargo.toml")["workspace"]
        .as_table()
        .unwrap()
        .clone();
    let ours = read("plugins/sdk/Cargo.toml");
    let theirs = read("plugins/templates/rust/sdk.toml");
    assert_eq!(theirs["package"]["name"], ours["package"]["name"]);
    for key in ["version", "edition", "license"] {
        assert_eq!(theirs["package"][key], workspace["package"][key], "{key}");
    }
    let names = |manifest: &toml::Table| -> BTreeSet<String> {
        manifest["dependencies"]
            .as_table()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(names(&theirs), names(&ours));
    for name in names(&theirs) {
        assert_eq!(
            theirs["dependencies"][&name],
            workspace["dependencies"][&name]
        );
    }
}

#[test]
fn names_that_no_tool_takes_are_refused() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("new");
    let long = "a".repeat(65);
    for name in [
        "",
        "Digits",
        "digits_",
        "1digit",
        "-a",
        "a-",
        "a--b",
        "a b",
        "é",
        "../a",
        "a/b",
        "self",
        "test",
        "con",
        "inkstone-plugin",
        "componentize-qjs",
        &long,
    ] {
        let answer = write_project(&folder, name, Language::Rust, Kind::Image);
        assert!(
            matches!(answer, Err(TemplateError::Name { .. })),
            "{name:?}"
        );
    }
    assert!(entries(home.path()).is_empty());
    for name in ["a", "digits", "right-digits-2", &"a".repeat(64)] {
        write_project(&home.path().join(name), name, Language::C, Kind::Document).unwrap();
    }
}

#[test]
fn what_is_there_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let full = home.path().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine"), "mine").unwrap();
    for path in [full.clone(), full.join("mine")] {
        let answer = write_project(&path, "new", Language::Python, Kind::Image);
        assert!(matches!(answer, Err(TemplateError::Occupied(_))));
    }
    // Below a file nothing can be made.
    let answer = write_project(&full.join("mine/new"), "new", Language::Python, Kind::Image);
    assert!(matches!(answer, Err(TemplateError::Write { .. })));
    assert_eq!(fs::read_to_string(full.join("mine")).unwrap(), "mine");
    assert_eq!(entries(&full).len(), 1);

    let empty = home.path().join("empty");
    fs::create_dir(&empty).unwrap();
    write_project(&empty, "new", Language::Python, Kind::Image).unwrap();
    assert!(empty.join("app.py").is_file());
    let left: Vec<String> = entries(home.path()).into_iter().collect();
    assert_eq!(left, ["empty", "full"]);
}

#[test]
fn kinds_and_languages_are_read_as_they_are_shown() {
    for kind in Kind::ALL {
        assert_eq!(kind.to_string().parse::<Kind>().unwrap(), kind);
    }
    for language in Language::ALL {
        assert_eq!(language.to_string().parse::<Language>().unwrap(), language);
    }
    let text = "cobol".parse::<Language>().unwrap_err().to_string();
    assert!(text.contains("rust, python, js or c"), "{text}");
    assert!("video".parse::<Kind>().is_err());
}
