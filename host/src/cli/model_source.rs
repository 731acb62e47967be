//! Opening the checkpoint that a command line names.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::bail;

use super::progress::progress_bar;
use crate::device::{DeviceSpec, Dtype, OpenError};
use crate::pipeline::{OpenReaderError, Reader};
use crate::plugin::Registry;

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
            on_the_cpu(std::env::args_os().map(|a| a.to_string_lossy().into_owned()))
        ),
        result => Ok(Some(result?)),
    }
}

/// The command line again, as a shell takes it, with `--device cpu` in place of the device that was asked for.
fn on_the_cpu(arguments: impl Iterator<Item = String>) -> String {
    let mut line: Vec<String> = Vec::new();
    for argument in arguments {
        let after_device = line.last().is_some_and(|last| last == "--device");
        let argument = match argument.strip_prefix("--device=") {
            Some(_) => "--device=cpu".to_owned(),
            None if after_device => "cpu".to_owned(),
            None => argument,
        };
        line.push(shell_word(argument));
    }
    line.join(" ")
}

/// An argument as a shell takes it.
pub(super) fn shell_word(argument: String) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    match !argument.is_empty() && argument.chars().all(plain) {
        true => argument,
        false => format!("'{}'", argument.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::on_the_cpu;

    #[test]
    fn the_same_line_for_the_cpu() {
        let line = |words: &[&str]| on_the_cpu(words.iter().map(|w| w.to_string()));
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
