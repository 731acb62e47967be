//! The thread that plugins run on: it lists, adds, removes and tries them, and keeps the user's pipelines. Whatever a plugin does, the thread goes on.

mod manage;
mod preview;
mod watch;

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use image::RgbImage;
use inkstone::pipeline::{Plan, PlanSource, Shelf};
use inkstone::plugin::Registry;

use super::Outlet;
use super::caught::caught;
use crate::state::extend::{ExtendEvent, PluginEntry, PreviewJob, Previewed};
use crate::state::{Fault, Source};
use watch::Stamp;

/// How often files are looked at while the window is in use.
const PERIOD: Duration = Duration::from_secs(1);

/// The folders that plugins and pipelines are kept in.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Compiled code and descriptions.
    pub cache: Option<PathBuf>,
    /// Plugins that were added.
    pub plugins: Option<PathBuf>,
    /// The user's pipelines.
    pub pipelines: Option<PathBuf>,
}

impl Places {
    /// Those of this program's user.
    pub fn of_user() -> Self {
        let config = |name: &str| inkstone::paths::config_dir().map(|dir| dir.join(name));
        Self {
            cache: inkstone::paths::cache_dir().map(|dir| dir.join("plugins")),
            plugins: config("plugins"),
            pipelines: config("pipelines"),
        }
    }
}

/// What the thread is asked.
#[derive(Debug)]
pub enum PluginAsk {
    /// To list the pipelines, and one besides that is named by its path.
    Pipelines(String),
    /// To list the plugins.
    List,
    /// To look at the files every second, or not.
    Watch(bool),
    /// To look into a file that is to be added.
    Check(PathBuf),
    /// To add a file with this hash.
    Add {
        /// The file.
        file: PathBuf,
        /// SHA-256 of what the user agreed to.
        sha256: String,
    },
    /// To remove the plugin of a file.
    Remove {
        /// The file.
        file: PathBuf,
        /// What to call it.
        label: String,
    },
    /// To store a pipeline.
    Store(String, Box<Plan>),
    /// To give a pipeline another name.
    Rename(String, String),
    /// To remove a pipeline.
    RemovePipeline(String),
    /// To try plugins.
    Preview(Box<PreviewJob>),
}

/// Starts the thread.
///
/// # Errors
/// When the system refuses it.
pub fn start_plugins(
    places: Places,
    events: Outlet<ExtendEvent>,
) -> std::io::Result<Sender<PluginAsk>> {
    let (sender, asks) = channel();
    let worker = Worker {
        shelf: Shelf::new(places.pipelines.clone()),
        places,
        events,
        registry: None,
        named: None,
        watching: false,
        stamps: Vec::new(),
        page: None,
    };
    thread::Builder::new()
        .name("plugins".into())
        .spawn(move || worker.run(&asks))?;
    Ok(sender)
}

struct Worker {
    places: Places,
    shelf: Shelf,
    events: Outlet<ExtendEvent>,
    /// Made when it is first needed.
    registry: Option<Registry>,
    /// A pipeline that was named by its path.
    named: Option<String>,
    watching: bool,
    stamps: Vec<Stamp>,
    /// The page that was decoded last.
    page: Option<(Source, RgbImage)>,
}

impl Worker {
    fn run(mut self, asks: &Receiver<PluginAsk>) {
        loop {
            let ask = match self.watching {
                true => match asks.recv_timeout(PERIOD) {
                    Ok(ask) => Some(ask),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return,
                },
                false => match asks.recv() {
                    Ok(ask) => Some(ask),
                    Err(_) => return,
                },
            };
            let trying = match &ask {
                Some(PluginAsk::Preview(job)) => Some(job.id),
                _ => None,
            };
            let work = || match ask {
                Some(ask) => self.serve(ask),
                None => self.look(),
            };
            if let Err(fault) = caught(work) {
                // What the panic left half done is not used again.
                self.registry = None;
                self.page = None;
                match trying {
                    Some(id) => self.tell(ExtendEvent::Previewed(id, Previewed::Failed(fault))),
                    None => self.failed(fault),
                }
            }
        }
    }

    fn tell(&self, event: ExtendEvent) {
        self.events.send(event);
    }

    fn failed(&self, fault: impl Into<Fault>) {
        self.tell(ExtendEvent::Failed(fault.into().into()));
    }

    fn serve(&mut self, ask: PluginAsk) {
        match ask {
            PluginAsk::Pipelines(chosen) => {
                let is_path = matches!(PlanSource::find(&chosen), Ok(PlanSource::File(_)));
                self.named = is_path.then_some(chosen);
                self.list_pipelines();
            }
            PluginAsk::List => self.list(),
            PluginAsk::Watch(watching) => {
                self.watching = watching;
                if watching {
                    self.look();
                }
            }
            PluginAsk::Check(file) => {
                let checked = self
                    .check(&file)
                    .map(|plugin| Box::new(PluginEntry::of(&plugin)));
                self.tell(ExtendEvent::Checked(file, checked));
            }
            PluginAsk::Add { file, sha256 } => self.add(&file, &sha256),
            PluginAsk::Remove { file, label } => self.remove(&file, label),
            PluginAsk::Store(name, plan) => {
                let stored = self.shelf.store(&name, &plan);
                let stored = stored.map(drop).map_err(Fault::of);
                self.tell(ExtendEvent::Stored(name, stored));
                self.list_pipelines();
            }
            PluginAsk::Rename(from, to) => {
                match self.shelf.rename(&from, &to) {
                    Ok(_) => self.tell(ExtendEvent::Renamed(from, to)),
                    Err(error) => self.failed(Fault::of(error)),
                }
                self.list_pipelines();
            }
            PluginAsk::RemovePipeline(name) => {
                match self.shelf.remove(&name) {
                    Ok(_) => self.tell(ExtendEvent::Removed(name)),
                    Err(error) => self.failed(Fault::of(error)),
                }
                self.list_pipelines();
            }
            PluginAsk::Preview(job) => {
                let (id, ended) = (job.id, self.preview(*job));
                self.tell(ExtendEvent::Previewed(id, ended));
            }
        }
    }

    /// The registry, made when it is first needed.
    fn registry(&mut self) -> Result<&Registry, String> {
        if self.registry.is_none() {
            let Places { cache, plugins, .. } = self.places.clone();
            self.registry = Some(Registry::new(cache, plugins, Vec::new())?);
        }
        self.registry.as_ref().ok_or_else(|| "no registry".into())
    }
}
