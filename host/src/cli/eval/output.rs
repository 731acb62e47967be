//! What the evaluation commands share: progress, results, exit status, and what is kept of a stopped evaluation.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, bail};
use clap::Args;
use indicatif::ProgressStyle;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::folder::{check_folder, names_folder};
use super::super::model_source::shell_word;
use super::super::progress::progress_bar;
use super::super::{INTERRUPTED, WrongCall, say, tell};
use crate::device::{DeviceSpec, OpenError};
use crate::evaluate::history::{History, StoredReport};
use crate::evaluate::{EvalError, Progress, Watch};
use crate::files::{folder_of, write_whole};
use crate::pipeline::OpenReaderError;
use crate::report;

/// Exit status of an evaluation that ended with a missed limit, as that of everything else that failed.
pub(super) const FAILED: u8 = 1;
/// Exit status of an evaluation that came to no result, so that a script can tell it from a missed limit.
pub(super) const NO_RESULT: u8 = 3;

/// Ticks of the progress bar.
const TICKS: u64 = 1000;
/// How often intermediate results are written at most.
const KEEP_EVERY: Duration = Duration::from_secs(5);

/// Where results go.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Also write every chart into this folder, as SVG and PNG, light and dark
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// Do not keep the run for `inkstone eval history`
    #[arg(long)]
    no_history: bool,
    /// Print no progress, no notes and no conclusion
    #[arg(long, short)]
    quiet: bool,
}

/// Whether an evaluation goes on where it was stopped.
#[derive(Debug, Args)]
pub(super) struct ResumeArgs {
    /// Go on where the same evaluation was stopped
    #[arg(long)]
    pub resume: bool,
}

impl ResumeArgs {
    /// With what an evaluation that does not come to its end leaves.
    pub fn from<'a>(&self, partial: &'a Path) -> Resumable<'a> {
        Resumable {
            partial,
            resume: self.resume,
        }
    }
}

/// What a stopped evaluation leaves, and whether this one goes on from there.
pub(super) struct Resumable<'a> {
    partial: &'a Path,
    resume: bool,
}

impl OutputArgs {
    /// Whether results can be written where they are wanted: that is told before hours of work, not after.
    pub fn check(&self, output: &Path) -> anyhow::Result<()> {
        check_writable(output)?;
        if let Some(folder) = &self.charts {
            check_folder(
                "--charts",
                folder,
                "name a folder; each chart becomes a few files in it",
            )?;
        }
        Ok(())
    }

    /// Runs an evaluation under a progress bar and delivers its result; `passed` makes the exit status. Short ones cannot be resumed.
    pub fn run(
        &self,
        output: &Path,
        resumable: Option<Resumable<'_>>,
        cancel: &Arc<AtomicBool>,
        evaluate: impl FnOnce(&mut Watch<'_>) -> Result<StoredReport, EvalError>,
    ) -> anyhow::Result<ExitCode> {
        let bar = progress_bar(self.quiet);
        bar.set_length(TICKS);
        let style =
            ProgressStyle::with_template("{msg} [{bar:30}] {percent} % {elapsed}, {eta} left");
        bar.set_style(style.expect("the template is valid").progress_chars("=> "));
        let mut show = |progress: Progress<'_>| {
            bar.set_position((progress.done * TICKS as f64) as u64);
            if bar.message() != progress.what {
                bar.set_message(progress.what.to_owned());
            }
        };
        let left = || resumable.as_ref().and_then(|kept| changed(kept.partial));
        let before = left();
        let result = evaluate(&mut Watch::new(cancel.clone(), &mut show));
        bar.finish_and_clear();
        // What another evaluation left is no beginning of this one.
        let after = left();
        let resumes = resumable.as_ref().is_some_and(|kept| kept.resume);
        let begun = after.is_some() && (resumes || after != before);
        match result {
            Ok(report) => self.deliver(&report, output, cancel),
            Err(EvalError::Cancelled) => {
                tell!(
                    "stopped{}",
                    if begun {
                        "; --resume goes on from here"
                    } else {
                        ""
                    }
                );
                Ok(ExitCode::from(INTERRUPTED))
            }
            Err(error) => {
                // How to call it without the device is said below.
                let told = error.to_string().replace("; or use --device cpu:", "");
                bail!("{told}{}{}", to_resume(&error, begun), instead(&error))
            }
        }
    }

    fn deliver(
        &self,
        report: &StoredReport,
        output: &Path,
        cancel: &AtomicBool,
    ) -> anyhow::Result<ExitCode> {
        let files = report::write(report, output)?;
        for page in report.failed() {
            tell!("error: {page}");
        }
        if let Some(folder) = &self.charts {
            let bar = progress_bar(self.quiet);
            bar.set_message("drawing charts");
            let count = report::write_charts(report, folder, &mut |done, total| {
                bar.set_length(total as u64);
                bar.set_position(done as u64);
                !cancel.load(Ordering::SeqCst)
            })?;
            bar.finish_and_clear();
            if !self.quiet {
                tell!("wrote {count} charts into {}", folder.display());
            }
        }
        let mut id = None;
        if !self.no_history {
            match History::of_user().and_then(|history| history.add(report)) {
                Ok(added) => id = Some(added),
                // The reports are there; the history is a convenience.
                Err(error) => tell!("warning: the run is not kept: {error}"),
            }
        }
        if !self.quiet {
            let document = report::document(report);
            say!("{}: {}", document.verdict.text, document.conclusion)?;
            for note in report.notes().iter().take(MOST_NOTES) {
                tell!("note: {note}");
            }
            for file in &files {
                tell!("wrote {}", file.display());
            }
            if let Some(id) = id {
                tell!("kept as {id}; `inkstone eval diff previous latest` compares runs");
            }
        }
        Ok(match report.passed() {
            // The report is there; charts are missing.
            _ if cancel.load(Ordering::SeqCst) => ExitCode::from(INTERRUPTED),
            Some(false) => ExitCode::from(FAILED),
            _ => ExitCode::SUCCESS,
        })
    }
}

/// Notes that are printed; the report has all.
const MOST_NOTES: usize = 8;

/// What the name of a report may end in.
const ENDINGS: [&str; 7] = ["", "md", "markdown", "txt", "html", "json", "csv"];

/// Whether a report can be written where it is wanted.
fn check_writable(output: &Path) -> anyhow::Result<()> {
    if output == Path::new("-") {
        bail!(WrongCall(
            "--output -: a report is four files\nhint: name one of them, such as report.md".into()
        ));
    }
    if names_folder(output) || output.file_name().is_none() {
        bail!(WrongCall(format!(
            "--output {}: is a folder; name a file in it",
            output.display()
        )));
    }
    let ending = output.extension().unwrap_or_default().to_ascii_lowercase();
    if !ENDINGS.iter().any(|known| ending == *known) {
        bail!(WrongCall(format!(
            "--output {}: reports are not of that form\nhint: end it in .md, .html, .json or .csv; all four are written",
            output.display()
        )));
    }
    for file in report::files(output) {
        if file.is_dir() {
            bail!(WrongCall(format!(
                "--output {}: {} would be written too, and is a folder",
                output.display(),
                file.display()
            )));
        }
    }
    let folder = folder_of(output);
    std::fs::create_dir_all(folder)
        .and_then(|()| tempfile::tempfile_in(folder).map(drop))
        .with_context(|| {
            format!(
                "--output {}: cannot write into {}",
                output.display(),
                folder.display()
            )
        })
}

/// When something was written last; nothing where it is not there.
fn changed(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|file| file.modified()).ok()
}

/// How to go on after an error, where the evaluation had begun.
fn to_resume(error: &EvalError, begun: bool) -> &'static str {
    match error {
        // These say themselves what to do.
        EvalError::Mismatch(_) => "",
        _ if begun => "\nhint: what was done until then is kept: --resume goes on from there",
        _ => "",
    }
}

/// What to call instead where a device is missing.
fn instead(error: &EvalError) -> String {
    let EvalError::Open(error) = error else {
        return String::new();
    };
    let OpenReaderError::Open(
        OpenError::NotBuilt { device, .. } | OpenError::NotPresent { device, .. },
    ) = error.as_ref()
    else {
        return String::new();
    };
    let arguments = std::env::args_os().map(|a| a.to_string_lossy().into_owned());
    let line = on_the_other_dtype(arguments, *device);
    format!("\n  to try it without that device:\n  {line}")
}

/// The command line again, as a shell takes it, with the CPU at another dtype in place of a device.
fn on_the_other_dtype(arguments: impl Iterator<Item = String>, missing: DeviceSpec) -> String {
    const OTHER: &str = "cpu:bf16";
    let mut replaced = false;
    let mut line: Vec<String> = Vec::new();
    for argument in arguments {
        let (option, value) = match argument.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (format!("{option}="), value),
            _ => (String::new(), argument.as_str()),
        };
        let is_missing = value.parse() == Ok(missing);
        replaced |= is_missing;
        // What is right, and what only reads pages, is the CPU as it is.
        let plain = option == "--baseline="
            || line.last().is_some_and(|last| last == "--baseline")
            || line.get(1).is_some_and(|command| command == "eval-text");
        let cpu = if plain { "cpu" } else { OTHER };
        line.push(shell_word(match is_missing {
            true => format!("{option}{cpu}"),
            false => argument,
        }));
    }
    if !replaced {
        // The device was a default.
        let measured = line
            .get(1)
            .is_some_and(|command| command == "eval-performance");
        line.push(match measured {
            true => format!("--devices cpu {OTHER}"),
            false => format!("--device {OTHER}"),
        });
    }
    line.join(" ")
}

/// The file of intermediate results beside a report.
pub(super) fn partial(output: &Path, ending: &str) -> PathBuf {
    let mut name = output.file_stem().unwrap_or_default().to_owned();
    name.push(ending);
    output.with_file_name(name)
}

/// What a stopped evaluation left, if it is to be resumed and there is any.
pub(super) fn load<T: DeserializeOwned>(path: &Path, resume: bool) -> anyhow::Result<Option<T>> {
    if !resume || !path.exists() {
        return Ok(None);
    }
    let json = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let state = serde_json::from_slice(&json);
    state.map(Some).with_context(|| {
        format!(
            "{}: not what a stopped evaluation leaves; leave --resume out to start anew",
            path.display()
        )
    })
}

/// Writes intermediate results, but not all the time.
pub(super) struct Keeper {
    path: PathBuf,
    last: Option<Instant>,
}

impl Keeper {
    pub fn new(path: PathBuf) -> Self {
        Self { path, last: None }
    }

    pub fn keep<T: Serialize>(&mut self, state: &T, cancelled: bool) -> Result<(), EvalError> {
        let soon = self.last.is_some_and(|last| last.elapsed() < KEEP_EVERY);
        if soon && !cancelled {
            return Ok(());
        }
        let json = serde_json::to_vec(state).expect("intermediate results are plain values");
        write_whole(&self.path, &json)?;
        self.last = Some(Instant::now());
        Ok(())
    }

    /// Removes what is not needed any more.
    pub fn done(self) {
        // A file that stays is replaced by the next evaluation.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::on_the_other_dtype;

    #[test]
    fn the_same_line_for_the_cpu_at_another_dtype() {
        let line = |words: &str| {
            let words = words.split(' ').map(ToOwned::to_owned);
            on_the_other_dtype(words, "npu".parse().expect("a device"))
        };
        assert_eq!(
            line("inkstone eval-accuracy --image npu.png --device npu --prompt it's"),
            r"inkstone eval-accuracy --image npu.png --device cpu:bf16 --prompt 'it'\''s'"
        );
        assert_eq!(
            line("inkstone eval-performance --devices cpu npu --num_runs 3"),
            "inkstone eval-performance --devices cpu cpu:bf16 --num_runs 3"
        );
        assert_eq!(
            line("inkstone eval-performance --image a"),
            "inkstone eval-performance --image a --devices cpu cpu:bf16"
        );
        assert_eq!(
            line("inkstone eval-accuracy --device=npu"),
            "inkstone eval-accuracy --device=cpu:bf16"
        );
        assert_eq!(
            line("inkstone eval-text"),
            "inkstone eval-text --device cpu:bf16"
        );
    }
}
