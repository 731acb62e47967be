//! Checkpoint folders that are damaged in every file: opening one ends in an error that names the file or the tensor, never in a panic.

use std::path::{Path, PathBuf};

use inkstone::device::{DeviceSpec, Dtype};
use inkstone::pipeline::Reader;
use inkstone::plugin::Registry;
use serde_json::{Value, json};

fn fixture(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/reference/model/fixtures")
        .join(case)
}

/// A copy of a case without what transformers expects of it.
fn copy(case: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(fixture(case)).expect("the fixture") {
        let entry = entry.expect("an entry");
        if !entry.file_name().to_string_lossy().starts_with("expected") {
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
        }
    }
    folder
}

/// The error of opening a folder, or nothing where it opens.
fn open(folder: &Path) -> Result<Reader, String> {
    let plugins = Registry::bundled()?;
    Reader::open(
        folder,
        DeviceSpec::CPU,
        Dtype::Float32,
        &plugins,
        &mut |_, _| true,
    )
    .map_err(|error| error.to_string())
}

fn error(folder: &Path) -> String {
    match open(folder) {
        Ok(_) => panic!("{} opened", folder.display()),
        Err(error) => error,
    }
}

fn edit(folder: &Path, file: &str, change: impl FnOnce(&mut Value)) {
    let path = folder.join(file);
    let mut value: Value =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("a file")).expect("JSON");
    change(&mut value);
    std::fs::write(path, value.to_string()).expect("a file");
}

const REQUIRED: [&str; 3] = ["config.json", "tokenizer.json", "preprocessor_config.json"];

#[test]
fn a_missing_or_emptied_file_is_named() {
    for (case, weights) in [("odd", "model.safetensors"), ("pth", "pytorch_model.bin")] {
        for file in REQUIRED.into_iter().chain([weights]) {
            let folder = copy(case);
            std::fs::write(folder.path().join(file), b"").expect("a file");
            let emptied = error(folder.path());
            assert!(emptied.contains(file), "{file} emptied: {emptied}");
            std::fs::remove_file(folder.path().join(file)).expect("a file");
            let missing = error(folder.path());
            let place = folder.path().display().to_string();
            assert!(
                missing.contains(file) || missing.contains(&place),
                "{file} missing: {missing}"
            );
        }
    }
    let folder = copy("tied-t5");
    std::fs::remove_file(folder.path().join("model-00002-of-00003.safetensors")).expect("a shard");
    assert!(error(folder.path()).contains("model-00002-of-00003.safetensors"));
    assert!(error(Path::new("no/such/model")).contains("no/such/model"));
}

#[test]
fn cut_files_never_panic() {
    for case in ["odd", "tied-t5", "pth"] {
        for entry in std::fs::read_dir(copy(case).path()).expect("a folder") {
            let name = entry.expect("an entry").file_name();
            let folder = copy(case);
            let path = folder.path().join(&name);
            let whole = std::fs::read(&path).expect("a file");
            for part in [1, 4, 8, 12, 15] {
                std::fs::write(&path, &whole[..whole.len() * part / 16]).expect("a file");
                // A cut template or JSON comment may still be whole; what must not happen is a panic or weights from a cut file.
                let result = open(folder.path());
                let name = name.to_string_lossy();
                if name.ends_with(".safetensors") || name.ends_with(".bin") {
                    let error = result
                        .err()
                        .unwrap_or_else(|| panic!("{case}: {name} at {part}/16 opened"));
                    assert!(
                        error.contains(&*name),
                        "{case}: {name} at {part}/16: {error}"
                    );
                }
            }
        }
    }
}

#[test]
fn flipped_bytes_never_panic() {
    for file in [
        "config.json",
        "tokenizer.json",
        "preprocessor_config.json",
        "generation_config.json",
        "model.safetensors",
    ] {
        let folder = copy("odd");
        let path = folder.path().join(file);
        let whole = std::fs::read(&path).expect("a file");
        // Of weights, the table is what can mislead; any value is a value.
        let reach = if file == "model.safetensors" {
            4096.min(whole.len())
        } else {
            whole.len()
        };
        for k in 0..60 {
            let mut bytes = whole.clone();
            let at = k * 7919 % reach;
            bytes[at] ^= 1 << (k % 8);
            std::fs::write(&path, bytes).expect("a file");
            let _ = open(folder.path());
        }
    }
}

#[test]
fn tensors_that_do_not_fit_are_named_with_both_shapes() {
    let folder = copy("odd");
    edit(folder.path(), "config.json", |config| {
        config["intermediate_size"] = json!(200);
    });
    let misshapen = error(folder.path());
    assert!(
        misshapen.contains("model.layers.0.mlp.gate_proj.weight"),
        "{misshapen}"
    );
    assert!(
        misshapen.contains("[173, 37]") && misshapen.contains("[200, 37]"),
        "{misshapen}"
    );
    let folder = copy("odd");
    edit(folder.path(), "config.json", |config| {
        config["num_hidden_layers"] = json!(99);
    });
    let missing = error(folder.path());
    assert!(
        missing.contains("model.layers.") && missing.contains("is missing"),
        "{missing}"
    );
    assert!(
        missing.contains("model.language_model.layers."),
        "the other naming too: {missing}"
    );
}

#[test]
fn absurd_sizes_do_not_allocate() {
    for (key, value) in [
        ("hidden_size", json!(1_000_000)),
        ("num_hidden_layers", json!(10_000_000)),
        ("vocab_size", json!(16_000_000)),
        ("intermediate_size", json!(-1)),
        ("head_dim", json!(1e300)),
        ("num_attention_heads", json!(null)),
    ] {
        let folder = copy("odd");
        edit(folder.path(), "config.json", |config| config[key] = value);
        assert!(!error(folder.path()).is_empty(), "{key}");
    }
}

#[test]
fn a_tokenizer_of_another_model_is_refused() {
    let folder = copy("pth");
    std::fs::copy(
        fixture("odd").join("tokenizer.json"),
        folder.path().join("tokenizer.json"),
    )
    .expect("a copy");
    let message = error(folder.path());
    assert!(message.contains("vocab"), "{message}");
}

#[test]
fn the_least_that_makes_a_checkpoint_opens_with_notes() {
    let folder = copy("odd");
    for file in ["chat_template.jinja", "generation_config.json"] {
        std::fs::remove_file(folder.path().join(file)).expect("a file");
    }
    let reader = open(folder.path()).expect("it opens");
    assert_eq!(reader.notes.len(), 2, "{:?}", reader.notes);
}
