//! File dialogs, each on a thread of its own: a portal may take its time, or never answer.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use inkstone::files::write_whole;
use inkstone::report::{self, Form};

use super::Outlet;
use super::caught::caught;
use super::export::Content;
use crate::state::compare::ReportView;
use crate::state::{Event, Fault, Notice};

/// A dialog that ends sooner than this without a choice was never there: nobody cancels as fast.
const NEVER_THERE: Duration = Duration::from_millis(200);

/// The endings of files that can be read.
const IMAGES: [&str; 9] = [
    "png", "jpg", "jpeg", "webp", "bmp", "tif", "tiff", "gif", "pdf",
];

/// What a dialog chose.
#[derive(Debug)]
pub enum Choice {
    /// Files or folders to read.
    Open(Vec<PathBuf>),
    /// The folder of a model.
    Model(PathBuf),
    /// A folder that is evaluated on.
    Data(PathBuf),
    /// A plugin's file.
    Plugin(PathBuf),
    /// There is no dialog here, so that the path has to be typed.
    Type(Ask),
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
    /// A folder that is evaluated on.
    Data,
    /// Where a report is stored in one form, or in every form with its charts.
    Report(Arc<ReportView>, Option<Form>),
    /// The folder that takes a report's charts.
    Charts(Arc<ReportView>),
    /// The file of a plugin.
    Plugin,
    /// Where a result is stored.
    Save {
        /// What its file is called unless the user says otherwise.
        name: String,
        /// What it holds.
        content: Content,
    },
}

/// The words of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogWords {
    /// What the kind of files is called.
    pub images: &'static str,
    /// What the files of plugins are called.
    pub plugins: &'static str,
    /// That a file was stored, to be followed by its name.
    pub stored: &'static str,
    /// That there is no dialog here, and how to get one.
    pub no_dialog: &'static str,
}

/// Asks, and sends what was chosen. A result is stored by the same thread.
pub fn ask(ask: Ask, words: DialogWords, choices: Outlet<Choice>, events: Outlet<Event>) {
    apart(events, move |events| {
        if !there_may_be_dialogs() {
            return choices.send(Choice::Type(ask));
        }
        let started = Instant::now();
        let dialog = rfd::FileDialog::new();
        let one = |path| vec![path];
        let chosen = match &ask {
            Ask::Files => dialog
                .add_filter(words.images, &IMAGES)
                .pick_files()
                .filter(|files| !files.is_empty()),
            Ask::Folder | Ask::Model | Ask::Data | Ask::Charts(_) => dialog.pick_folder().map(one),
            Ask::Report(report, form) => {
                let name = report.file_name(*form);
                dialog.set_file_name(name).save_file().map(one)
            }
            Ask::Plugin => dialog
                .add_filter(words.plugins, &["wasm"])
                .pick_file()
                .map(one),
            Ask::Save { name, .. } => dialog.set_file_name(name).save_file().map(one),
        };
        match chosen {
            Some(paths) => settle(ask, paths, words, &choices, &events),
            None if started.elapsed() < NEVER_THERE => choices.send(Choice::Type(ask)),
            None => {}
        }
    });
}

/// Whether there is anything that could show a dialog: on Linux the desktop's portal, which is reached over the session bus, or zenity.
fn there_may_be_dialogs() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let bus = set("DBUS_SESSION_BUS_ADDRESS").is_some()
        || set("XDG_RUNTIME_DIR").is_some_and(|folder| PathBuf::from(folder).join("bus").exists());
    let programs = set("PATH").unwrap_or_default();
    let zenity = || std::env::split_paths(&programs).any(|folder| folder.join("zenity").exists());
    bus || zenity()
}

/// Does with a path that was typed what is done with one that was chosen.
pub fn typed(
    ask: Ask,
    path: PathBuf,
    words: DialogWords,
    choices: Outlet<Choice>,
    events: Outlet<Event>,
) {
    apart(events, move |events| {
        settle(ask, vec![path], words, &choices, &events);
    });
}

fn settle(
    ask: Ask,
    paths: Vec<PathBuf>,
    words: DialogWords,
    choices: &Outlet<Choice>,
    events: &Outlet<Event>,
) {
    match ask {
        Ask::Files | Ask::Folder => choices.send(Choice::Open(paths)),
        Ask::Model => paths
            .into_iter()
            .for_each(|path| choices.send(Choice::Model(path))),
        Ask::Data => paths
            .into_iter()
            .for_each(|path| choices.send(Choice::Data(path))),
        Ask::Plugin => paths
            .into_iter()
            .for_each(|path| choices.send(Choice::Plugin(path))),
        Ask::Report(view, Some(form)) => store(paths, words, events, |path| {
            let html = path.with_extension(Form::Html.extension());
            let html = html.file_name().unwrap_or_default().to_string_lossy();
            let content = report::render(&view.report, form, &html);
            Ok(write_whole(path, content.as_bytes())?)
        }),
        Ask::Report(view, None) => store(paths, words, events, |path| {
            report::write(&view.report, path)?;
            report::write_charts(&view.report, &chart_folder(path), &mut |_, _| true)?;
            Ok(())
        }),
        Ask::Charts(view) => store(paths, words, events, |path| {
            report::write_charts(&view.report, path, &mut |_, _| true)?;
            Ok(())
        }),
        Ask::Save { content, .. } => store(paths, words, events, |path| content.store(path)),
    }
}

/// The folder of the charts of a report beside its file.
fn chart_folder(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push("_charts");
    path.with_file_name(name)
}

/// Stores something at some paths, and tells how that went.
fn store(
    paths: Vec<PathBuf>,
    words: DialogWords,
    events: &Outlet<Event>,
    write: impl Fn(&Path) -> anyhow::Result<()>,
) {
    for path in paths {
        let notice = match write(&path) {
            Ok(()) => Notice::info(format!("{} {}", words.stored, path.display())),
            Err(error) => Notice::error(Fault::from(&error)),
        };
        events.send(Event::Notice(notice));
    }
}

/// Runs `work` on a thread of its own.
fn apart(events: Outlet<Event>, work: impl FnOnce(Outlet<Event>) + Send + 'static) {
    let failed = events.clone();
    let spawned = thread::Builder::new().name("dialog".into()).spawn(move || {
        let told = events.clone();
        if let Err(fault) = caught(|| work(events)) {
            told.send(Event::Notice(Notice::error(fault)));
        }
    });
    if let Err(error) = spawned {
        failed.send(Event::Notice(Notice::error(error.to_string())));
    }
}
