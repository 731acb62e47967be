//! Models from the network, each on a thread of its own, and what is installed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use inkstone::checkpoint::inspect::inspect;
use inkstone::checkpoint::preset::Version;
use inkstone::hub::{Download, HubError};
use inkstone::paths;

use super::Outlet;
use crate::state::transfer::{Stage, TransferEvent};
use crate::state::{Event, Fault, FaultKind, Notice};

/// How often at most the window is told of progress.
const PACE: Duration = Duration::from_millis(100);

/// The models for whole pages that are installed, newest first: name and folder.
pub fn installed() -> Vec<(String, PathBuf)> {
    let versions = Version::ALL.into_iter().rev();
    let folder = |version: Version| {
        let name = version.name();
        let folder = paths::model_dir(name).filter(|folder| folder.is_dir())?;
        // A download that has not ended has no configuration yet, or weights that are not whole.
        let whole = folder.join("config.json").is_file() && !has_parts(&folder);
        whole.then(|| (name.to_owned(), folder))
    };
    versions.filter_map(folder).collect()
}

fn has_parts(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.file_name())
        .any(|name| name.to_string_lossy().ends_with(".part"))
}

/// Fetches a model, or what is still missing of it. Setting `cancel` pauses it.
///
/// # Errors
/// When the system refuses a thread.
pub fn start(
    download: Download,
    cancel: Arc<AtomicBool>,
    events: Outlet<Event>,
) -> std::io::Result<()> {
    let work = move || {
        let mut told = None::<Instant>;
        let result = download.run(
            &mut |progress| {
                if let Some(reason) = progress.retry {
                    let reason = reason.to_owned();
                    events.send(Event::Transfer(TransferEvent::Retry(reason)));
                    return;
                }
                let due = told.is_none_or(|told| told.elapsed() >= PACE);
                if due || progress.done == progress.total {
                    told = Some(Instant::now());
                    events.send(Event::Transfer(TransferEvent::Progress {
                        file: progress.file.to_owned(),
                        done: progress.done,
                        total: progress.total,
                    }));
                }
            },
            &cancel,
        );
        let stage = match result {
            Ok(_) => Stage::Done,
            Err(HubError::Cancelled) => Stage::Paused,
            Err(error) => Stage::Failed(Fault::of(error)),
        };
        events.send(Event::Installed(installed()));
        events.send(Event::Transfer(TransferEvent::Ended(stage)));
    };
    thread::Builder::new().name("network".into()).spawn(work)?;
    Ok(())
}

/// Looks whether a model's folder is complete, and says so. `sound` is said where it is.
///
/// # Errors
/// When the system refuses a thread.
pub fn check(folder: PathBuf, sound: &'static str, events: Outlet<Event>) -> std::io::Result<()> {
    let work = move || {
        let shown = folder.display();
        let notice = match inspect(&folder) {
            Ok(found) if found.problems.is_empty() => Notice::info(format!("{sound} {shown}")),
            Ok(found) => Notice::error(Fault {
                kind: Some(FaultKind::BadModel),
                text: format!("{shown}: {}", found.problems.join("\n")),
            }),
            Err(error) => Notice::error(Fault::of(error)),
        };
        events.send(Event::Notice(notice));
    };
    thread::Builder::new().name("check".into()).spawn(work)?;
    Ok(())
}

#[cfg(test)]
mod tests;
