//! Finding and opening the checkpoint that a command line names.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::bail;

use super::progress::progress_bar;
use crate::device::{DeviceSpec, Dtype, OpenError};
use crate::paths;
use crate::pipeline::{DEMO_NAME, OpenReaderError, Reader, demo_folder};
use crate::plugin::Registry;

/// The folder of a checkpoint: the one asked for by path or by name, else a downloaded one, else the demo reader's.
pub(super) fn model_folder(asked: Option<&Path>) -> anyhow::Result<PathBuf> {
    let installed = |name: &Path| {
        let name = name.to_str().filter(|n| !n.contains(['/', '\\']))?;
        paths::model_dir(name).filter(|dir| dir.is_dir())
    };
    match asked {
        Some(path) if path.exists() => Ok(path.to_owned()),
        Some(path) if path == Path::new(DEMO_NAME) => Ok(demo_folder()?),
        Some(path) => Ok(installed(path).unwrap_or_else(|| path.to_owned())),
        None => {
            let names = ["paddleocr-vl-1.6", "paddleocr-vl-1.5", "paddleocr-vl"];
            match names.iter().find_map(|name| installed(Path::new(name))) {
                Some(folder) => Ok(folder),
                None => Ok(demo_folder()?),
            }
        }
    }
}

/// Opens the checkpoint under a progress bar; none if it was cancelled.
pub(super) fn open_reader(
    folder: &Path,
    device: DeviceSpec,
    dtype: Dtype,
    quiet: bool,
    registry: &Registry,
    cancel: &AtomicBool,
) -> anyhow::Result<Option<Reader>> {
    let bar = progress_bar(quiet);
    bar.set_message("loading the weights");
    let result = Reader::open(folder, device, dtype, registry, &mut |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
        !cancel.load(Ordering::SeqCst)
    });
    bar.finish_and_clear();
    match result {
        Err(_) if cancel.load(Ordering::SeqCst) => Ok(None),
        Err(OpenReaderError::Open(
            error @ (OpenError::NotBuilt { .. } | OpenError::NotPresent { .. }),
        )) => bail!(
            "{error}\n  {}",
            with_device(
                std::env::args_os().map(|a| a.to_string_lossy().into_owned()),
                "cpu"
            )
        ),
        result => Ok(Some(result?)),
    }
}

/// The command line again, as a shell takes it, with `device` in place of the one that was asked for.
pub(super) fn with_device(arguments: impl Iterator<Item = String>, device: &str) -> String {
    let mut line: Vec<String> = Vec::new();
    for argument in arguments {
        let after_device = line.last().is_some_and(|last| last == "--device");
        let argument = match argument.strip_prefix("--device=") {
            Some(_) => format!("--device={device}"),
            None if after_device => device.to_owned(),
            None => argument,
        };
        let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
        line.push(if !argument.is_empty() && argument.chars().all(plain) {
            argument
        } else {
            format!("'{}'", argument.replace('\'', "'\\''"))
        });
    }
    line.join(" ")
}

#[cfg(test)]
mod tests {
    use super::with_device;

    #[test]
    fn the_same_line_for_the_cpu() {
        let line = |words: &[&str]| with_device(words.iter().map(|w| w.to_string()), "cpu");
        assert_eq!(
            line(&[
                "inkstone",
                "infer",
                "--device",
                "npu:1",
                "--prompt",
                "<|A|>it's"
            ]),
            r"inkstone infer --device cpu --prompt '<|A|>it'\''s'"
        );
        assert_eq!(
            line(&["inkstone", "--device=npu", ""]),
            "inkstone --device=cpu ''"
        );
    }
}
