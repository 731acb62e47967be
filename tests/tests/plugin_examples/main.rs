//! What authors of plugins are given, in each language: the example of `plugins/examples`, and the four projects that
//! `inkstone plugin new` writes, built with the language's own tools and run by the host.
//!
//! A language whose tools are not there is told of and passed over, unless `INKSTONE_REQUIRE_LANGS` (such as `rust,python,js,c`) names
//! it. The tools are kept below cargo's target folder.

mod expect;
mod project;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use inkstone::plugin::check::check;
use inkstone::plugin::{CallContext, Kind, Language, Origin, Plugin, Registry, write_project};
use inkstone_tests::path;

/// The examples' script says so when tools are missing.
const SKIPPED: i32 = 3;

/// The folder of a language's tools and components.
fn folder(language: Language) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("plugin-examples")
        .join(language.to_string())
}

fn required(language: Language) -> bool {
    let named = std::env::var("INKSTONE_REQUIRE_LANGS").unwrap_or_default();
    named
        .split(',')
        .any(|name| name.trim() == language.to_string())
}

fn output(command: &mut Command) -> Output {
    let result = command.output();
    result.unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Runs a step that has to succeed.
fn step(command: &mut Command) {
    let output = output(command);
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Builds the example; none where the language's tools are missing.
fn example(language: Language) -> Option<PathBuf> {
    let out = folder(language);
    let script = path("../plugins/examples/build.sh");
    let mut command = Command::new("sh");
    command.arg(script).arg(&out).arg(language.to_string());
    // What this test itself is built with is of no use to the example.
    command
        .env("CARGO_TARGET_DIR", out.join("cargo"))
        .env("TOOLS", out.join("tools"));
    let output = output(&mut command);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(0) => Some(out.join(format!("{language}.wasm"))),
        Some(SKIPPED) => {
            assert!(!required(language), "{language} is required: {told}");
            eprint!("{told}");
            None
        }
        _ => panic!("{language}: {told}"),
    }
}

/// Loads a component and demands that it bears all that its kind may meet.
fn load(registry: &Registry, file: &Path) -> Plugin {
    let origin = Origin::File(file.to_owned());
    let plugin = Plugin::from_file(registry.runtime(), file, origin);
    let plugin = plugin.unwrap_or_else(|error| panic!("{error}\n{}", error.trace.join("\n")));
    let checks = check(&plugin, &CallContext::default(), &mut |_| {});
    let problems = checks.iter().filter_map(|check| {
        let problem = check.problem.as_ref()?;
        Some(format!("{}: {problem}", check.name))
    });
    let problems: Vec<String> = problems.collect();
    assert!(problems.is_empty(), "{}: {problems:#?}", file.display());
    assert!(checks.len() > 8);
    plugin
}

fn language(language: Language) {
    let Some(component) = example(language) else {
        return;
    };
    let home = tempfile::tempdir().expect("a folder");
    let registry = Registry::new(Some(home.path().join("cache")), None, Vec::new());
    let registry = registry.expect("a registry");
    let plugin = load(&registry, &component);
    expect::compare(
        &plugin,
        &path(&format!("../plugins/examples/{language}/expect.json")),
    );
    for kind in Kind::ALL {
        let project = home.path().join(kind.to_string());
        write_project(&project, "right-digits", language, kind).expect("a project");
        let component = project::build(&project, language, &folder(language));
        let plugin = load(&registry, &component);
        assert_eq!(
            (plugin.info.id.as_str(), plugin.kind()),
            ("me/right-digits", kind)
        );
    }
}

#[test]
#[ignore = "long: builds components with each language's toolchain; run with the nextest profile full"]
fn rust() {
    language(Language::Rust);
}

#[test]
#[ignore = "long: builds components with each language's toolchain; run with the nextest profile full"]
fn python() {
    language(Language::Python);
}

#[test]
#[ignore = "long: builds components with each language's toolchain; run with the nextest profile full"]
fn javascript() {
    language(Language::JavaScript);
}

#[test]
#[ignore = "long: builds components with each language's toolchain; run with the nextest profile full"]
fn c() {
    language(Language::C);
}
