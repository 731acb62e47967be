//! Compares the simulator's C signatures, transcribed by hand, with those that bindgen made for the host, and keeps the list of what the
//! host declares and the simulator does not have: `UPDATE_NOT_EXPORTED=1 cargo test -p cann-sim --test signatures` writes
//! `tests/not-exported.txt`.

mod signatures {
    pub mod declared;
    pub mod tokens;
    pub mod types;
}

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use cann_sim::install::{Toolkit, built, install};
use signatures::declared::{host, package, simulator};

/// What only tests call.
const OWN: [&str; 3] = [
    "cann_sim_counter",
    "cann_sim_reset_counters",
    "cann_sim_version",
];

/// Exported functions that the host does not declare, so that nothing compares their signatures.
const NOT_COMPARED: [&str; 0] = [];

/// The functions that a library exports.
fn exported(library: &Path) -> BTreeSet<String> {
    let output = Command::new("nm")
        .args(["-D", "--defined-only", "--format=posix"])
        .arg(library)
        .output();
    let output = output.expect("`nm` is there (Debian: apt install binutils)");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let names = text.lines().filter_map(|line| line.split(' ').next());
    names
        .filter(|name| name.starts_with("acl") || name.starts_with("cann_sim_"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn each_function_has_the_signature_that_the_host_calls() {
    let (host, simulator) = (host(), simulator());
    assert!(
        host.len() > 500,
        "{} functions are read from the bindings",
        host.len()
    );
    let differ: Vec<String> = simulator
        .iter()
        .filter_map(|(name, here)| host.get(name).map(|there| (name, here, there)))
        .filter(|(_, here, there)| !here.agrees(there))
        .map(|(name, here, there)| format!("{name}\n  simulator {here:?}\n  host      {there:?}"))
        .collect();
    assert!(
        differ.is_empty(),
        "{} signatures differ:\n{}",
        differ.len(),
        differ.join("\n")
    );
}

#[test]
fn each_exported_function_is_one_that_was_compared() {
    let (host, simulator) = (host(), simulator());
    let exported = exported(&built().unwrap());
    let declared: BTreeSet<String> = simulator.into_keys().collect();
    let hidden: Vec<&String> = exported.difference(&declared).collect();
    assert!(
        hidden.is_empty(),
        "exported, and its declaration is not found in the sources: {hidden:?}"
    );
    let lost: Vec<&String> = declared.difference(&exported).collect();
    assert!(lost.is_empty(), "declared and not exported: {lost:?}");
    let unknown: Vec<&str> = exported
        .iter()
        .map(String::as_str)
        .filter(|name| !host.contains_key(*name) && !OWN.contains(name))
        .collect();
    assert_eq!(
        unknown, NOT_COMPARED,
        "exported, and the host's bindings have none of the name"
    );
}

#[test]
fn the_list_of_what_is_not_simulated_is_right() {
    let exported = exported(&built().unwrap());
    let host = host();
    let missing: String = host
        .keys()
        .filter(|name| !exported.contains(*name))
        .map(|name| format!("{name}\n"))
        .collect();
    let path = package().join("tests/not-exported.txt");
    if std::env::var_os("UPDATE_NOT_EXPORTED").is_some() {
        std::fs::write(&path, &missing).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap();
    let (now, before): (BTreeSet<&str>, BTreeSet<&str>) =
        (missing.lines().collect(), committed.lines().collect());
    assert!(
        committed == missing,
        "{} is not up to date: UPDATE_NOT_EXPORTED=1 writes it\nsimulated now: {:?}\nno longer simulated: {:?}",
        path.display(),
        before.difference(&now).collect::<Vec<_>>(),
        now.difference(&before).collect::<Vec<_>>()
    );
}

#[test]
fn an_installation_of_8_1_lacks_what_came_later() {
    let home = tempfile::tempdir().unwrap();
    let library = built().unwrap();
    install(&library, home.path(), Toolkit::V81).unwrap();
    let (all, old) = (
        exported(&library),
        exported(&home.path().join("lib64/libascendcl.so")),
    );
    assert!(old.is_subset(&all));
    let gone: Vec<&String> = all
        .difference(&old)
        .filter(|name| !name.starts_with("aclnn"))
        .collect();
    assert_eq!(
        gone,
        [
            "aclmdlRIExecute",
            "aclrtGetDeviceInfo",
            "aclsysGetVersionNum",
            "aclsysGetVersionStr"
        ]
    );
}

/// Nothing that is built is called like a library of CANN: who has the target folder in a search path does not get the simulator.
#[test]
fn nothing_that_is_built_is_named_as_a_library_of_cann() {
    let library = built().unwrap();
    let folder = library.parent().unwrap();
    let above = folder.parent().unwrap();
    for folder in [folder, above] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            let taken = [
                "libascendcl",
                "libacl_",
                "libnnopbase",
                "libopapi",
                "libaclnn",
            ];
            assert!(
                !taken.iter().any(|prefix| name.starts_with(prefix)),
                "{}/{name}",
                folder.display()
            );
        }
    }
}
