//! File dialogs, each on a thread of its own: a portal may take its time, or never answer.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use inkstone::files::write_whole;

use super::Outlet;
use crate::state::{Event, Notice};

/// A dialog that ends sooner than this without a choice was never there: nobody cancels as fast.
const NEVER_THERE: Duration = Duration::from_millis(200);

/// What a dialog chose.
#[derive(Debug)]
pub enum Choice {
    /// Files or folders to read.
    Open(Vec<PathBuf>),
    /// The folder of a model.
    Model(PathBuf),
}

/// What is asked for.
#[derive(Debug)]
pub enum Ask {
    /// Files to read.
    Files,
    /// A folder whose files are to be read.
    Folder,
    /// The folder of a model.
    Model,
    /// Where a result is stored.
    Save {
        /// What its file is called unless the user says otherwise.
        name: String,
        /// What it holds.
        content: String,
    },
}

/// The words of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogWords {
    /// What the kind of files is called.
    pub images: &'static str,
    /// That a file was stored, to be followed by its name.
    pub stored: &'static str,
    /// That there is no dialog here, and what to do.
    pub no_dialog: &'static str,
}

/// Asks, and sends what was chosen. A result is stored by the same thread.
pub fn ask(ask: Ask, words: DialogWords, choices: Outlet<Choice>, events: Outlet<Event>) {
    let failed = events.clone();
    let spawned = thread::Builder::new().name("dialog".into()).spawn(move || {
        let started = Instant::now();
        let dialog = rfd::FileDialog::new();
        let chosen = match ask {
            Ask::Files => dialog
                .add_filter(
                    words.images,
                    &[
                        "png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif", "pdf",
                    ],
                )
                .pick_files()
                .filter(|files| !files.is_empty())
                .map(Choice::Open),
            Ask::Folder => dialog
                .pick_folder()
                .map(|folder| Choice::Open(vec![folder])),
            Ask::Model => dialog.pick_folder().map(Choice::Model),
            Ask::Save { name, content } => match dialog.set_file_name(name).save_file() {
                None => None,
                Some(path) => {
                    let notice = match write_whole(&path, content.as_bytes()) {
                        Ok(()) => Notice::info(format!("{} {}", words.stored, path.display())),
                        Err(error) => Notice::error(error.to_string()),
                    };
                    events.send(Event::Notice(notice));
                    return;
                }
            },
        };
        match chosen {
            Some(choice) => choices.send(choice),
            None if started.elapsed() < NEVER_THERE => {
                events.send(Event::Notice(Notice::error(words.no_dialog)));
            }
            None => {}
        }
    });
    if let Err(error) = spawned {
        failed.send(Event::Notice(Notice::error(error.to_string())));
    }
}
