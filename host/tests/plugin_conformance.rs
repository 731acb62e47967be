//! The bundled plugins: each bears what `inkstone plugin check` tries on any plugin, and is what its file's name says.

use std::collections::BTreeSet;
use std::path::Path;

use inkstone::plugin::check::check;
use inkstone::plugin::{CONTRACT, CallContext, Kind, Origin, Registry};

/// The names of the components beside the program's source.
fn names() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/plugins");
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == "wasm"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn registry() -> Registry {
    Registry::new(None, None, Vec::new()).unwrap()
}

#[test]
fn every_component_is_bundled_under_the_name_of_its_file() {
    let registry = registry();
    for name in names() {
        let plugin = registry.find(&name).unwrap();
        assert_eq!(plugin.info.id, format!("inkstone/{name}"));
        assert_eq!(plugin.origin, Origin::Bundled);
        let file = format!("{}/assets/plugins/{name}.wasm", env!("CARGO_MANIFEST_DIR"));
        assert!(plugin.bytes() == std::fs::read(file).unwrap(), "{name}");
    }
    assert_eq!(registry.all().len(), names().len());
}

#[test]
fn every_bundled_plugin_is_labelled_as_it_should_be() {
    let mut kinds = BTreeSet::new();
    for listed in registry().all() {
        let plugin = listed.plugin.unwrap();
        let (id, info) = (&plugin.info.id, &plugin.info);
        semver::Version::parse(&info.version).unwrap();
        assert_eq!(info.license, "Apache-2.0", "{id}");
        assert!(!info.description.is_empty(), "{id}");
        assert_eq!(plugin.interfaces.contract, CONTRACT, "{id}");
        for import in &plugin.interfaces.imports {
            assert!(import.starts_with("ocr:plugins/"), "{id} asks for {import}");
        }
        for setting in &info.settings {
            assert!(!setting.label.is_empty(), "{id}: {}", setting.key);
        }
        kinds.insert(plugin.kind());
    }
    assert_eq!(kinds, BTreeSet::from(Kind::ALL));
}

#[test]
fn every_bundled_plugin_conforms() {
    let mut problems = Vec::new();
    for listed in registry().all() {
        let plugin = listed.plugin.unwrap();
        let mut heard = 0;
        let checks = check(&plugin, &CallContext::default(), &mut |_| heard += 1);
        assert!(heard == checks.len() && heard > 8, "{}", plugin.info.id);
        let failed = checks.into_iter().filter_map(|check| {
            let problem = check.problem?;
            Some(format!("{}: {}: {problem}", plugin.info.id, check.name))
        });
        problems.extend(failed);
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
