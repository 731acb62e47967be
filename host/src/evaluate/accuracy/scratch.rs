//! The folder of intermediate results, and whether those of a stopped evaluation may be used.

use std::ffi::OsString;
use std::path::Path;

use serde_json::{Value, json};

use super::images::EvalImage;
use super::result::ACCURACY_SCHEMA;
use super::run::{AccuracyOptions, SideSource};
use crate::evaluate::EvalError;
use crate::evaluate::environment::CheckpointId;
use crate::evaluate::resume::{device_name, image_hash, limits, prompt_name, same};
use crate::files::write_whole;

/// The file that says what a run is of.
const CARD: &str = "run.json";

/// What must be the same for intermediate results to be of use.
pub(super) fn fingerprint(
    options: &AccuracyOptions,
    checkpoint: &CheckpointId,
    images: &[EvalImage],
) -> Value {
    let source = |source: &SideSource| match source {
        SideSource::Device(spec) => device_name(*spec, options.dtype),
        SideSource::File(path) => path.display().to_string(),
    };
    let images = images.iter().map(|image| image_hash(&image.image));
    json!({
        "schema": ACCURACY_SCHEMA,
        "inkstone": env!("CARGO_PKG_VERSION"),
        "isa": inkstone_kernels::cpu::Cpu::global().isa().to_string(),
        "checkpoint": checkpoint.sha256,
        "baseline": source(&options.baseline),
        "candidate": source(&options.candidate),
        "prompt": prompt_name(&options.read.prompt),
        "max_new_tokens": options.read.max_new_tokens,
        "limits": limits(&options.read),
        "images": images.collect::<Vec<_>>(),
    })
}

/// Makes the scratch folder, empty or with what can be resumed from.
pub(super) fn prepare(options: &AccuracyOptions, fingerprint: &Value) -> Result<(), EvalError> {
    let folder = &options.scratch;
    if folder.exists() {
        match stopped_run(folder) {
            Some(before) if options.resume => return same(&before, fingerprint),
            // Only a folder of ours is emptied.
            Some(_) => std::fs::remove_dir_all(folder).map_err(EvalError::scratch(folder))?,
            None => {
                let empty = std::fs::read_dir(folder).is_ok_and(|mut d| d.next().is_none());
                if !empty {
                    return Err(EvalError::Mismatch(format!(
                        "{}: is in the way; it is needed for intermediate results and holds something else",
                        folder.display()
                    )));
                }
            }
        }
    }
    std::fs::create_dir_all(folder).map_err(EvalError::scratch(folder))?;
    write_whole(&folder.join(CARD), fingerprint.to_string().as_bytes())?;
    Ok(())
}

/// What the run in a folder was of, if the folder is one of ours.
fn stopped_run(folder: &Path) -> Option<Value> {
    serde_json::from_slice(&std::fs::read(folder.join(CARD)).ok()?).ok()
}

/// Removes the folder of a run that failed before any side of any image was whole.
pub(super) fn discard_unused(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut names = entries.flatten().map(|entry| entry.file_name());
    let is_card =
        |name: OsString| name != CARD && Path::new(&name).extension().is_some_and(|e| e == "json");
    if stopped_run(folder).is_some() && !names.any(is_card) {
        // A folder that stays is emptied by the next evaluation.
        let _ = std::fs::remove_dir_all(folder);
    }
}
