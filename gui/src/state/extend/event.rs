//! What the plugins' thread tells, what the user is asked because of it, and how it is taken up.

use std::path::PathBuf;

use inkstone::pipeline::PageRecord;
use inkstone::plugin::{Level, Origin, is_bundled};

use super::{Draft, Extend, Failure, Focus, PipelineEntry, PluginEntry, Previewed};
use crate::state::Fault;

/// What the plugins' thread tells.
#[derive(Debug)]
pub enum ExtendEvent {
    /// All plugins.
    Plugins(Vec<PluginEntry>),
    /// All pipelines.
    Pipelines(Vec<PipelineEntry>),
    /// A file that is to be added was looked into.
    Checked(PathBuf, Result<Box<PluginEntry>, Failure>),
    /// A plugin was added: its key, and its id and version.
    Added(String, String),
    /// What is called so was removed.
    Removed(String),
    /// Something that was asked for could not be done.
    Failed(Failure),
    /// The file of a plugin changed and is used from now on; what to call it.
    Reloaded(String),
    /// The file of a plugin changed and cannot be used any more.
    Broke(PathBuf, Failure),
    /// A pipeline was stored, so that it can be read with from now on; or why not.
    Stored(String, Result<(), Fault>),
    /// A pipeline got another name.
    Renamed(String, String),
    /// A preview ended.
    Previewed(u64, Previewed),
}

/// What the user should be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A plugin of this id and version was added.
    Added(String),
    /// What is called so was removed.
    Removed(String),
    /// A plugin of this id and version is used anew.
    Reloaded(String),
    /// Something went wrong.
    Failed(Fault),
}

/// What the user is asked before it is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// To add a plugin.
    Add {
        /// Its file.
        file: PathBuf,
        /// What it is.
        plugin: Box<PluginEntry>,
        /// The version that it replaces, of one that was added before.
        replaces: Option<String>,
        /// Whether it takes the place of a bundled one.
        instead_of_bundled: bool,
    },
    /// Not asked, but told: a file cannot be added.
    Broken {
        /// The file.
        file: PathBuf,
        /// Why.
        failure: Failure,
    },
    /// To remove a plugin.
    Remove {
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// The pipelines that it takes part in.
        used_by: Vec<String>,
    },
    /// To remove the chosen pipeline, which is the user's own.
    RemovePipeline(String),
}

impl Extend {
    /// Keeps what plugins said while a page was read.
    pub fn hear(&mut self, record: &PageRecord) {
        for line in &record.logs {
            self.log.push(&line.plugin, line.level, &line.message);
        }
        for failure in &record.failed_plugins {
            self.log.push("", Level::Error, failure);
        }
    }

    /// The pipelines, but for the chosen one, that a plugin takes part in.
    fn pipelines_with(&self, plugin: &PluginEntry) -> Vec<String> {
        let holds = |entry: &&PipelineEntry| {
            entry.plan.as_ref().is_ok_and(|plan| {
                let all = plan.pre.iter().chain(&plan.post).chain(&plan.metrics);
                let mut names = all.map(|entry| entry.full().plugin);
                names.any(|name| plugin.is_called(&name))
            })
        };
        let names = self.pipelines.iter().filter(holds);
        names.map(|entry| entry.name.clone()).collect()
    }

    /// Asks whether a plugin is to be removed.
    pub fn ask_to_remove(&mut self, key: &str) {
        let Some(plugin) = self.plugin(key).filter(|plugin| plugin.is_installed()) else {
            return;
        };
        let question = Question::Remove {
            key: key.to_owned(),
            id: plugin.id.clone(),
            used_by: self.pipelines_with(plugin),
        };
        self.questions.push_back(question);
    }

    fn ask_to_add(&mut self, file: PathBuf, checked: Result<Box<PluginEntry>, Failure>) {
        self.checking = self.checking.saturating_sub(1);
        let question = match checked {
            Ok(plugin) => {
                let same = |known: &&PluginEntry| known.id == plugin.id && known.is_installed();
                let replaced = self.plugins.iter().find(same);
                Question::Add {
                    file,
                    replaces: replaced.map(|known| known.version.clone()),
                    instead_of_bundled: replaced.is_none() && is_bundled(&plugin.id),
                    plugin,
                }
            }
            Err(failure) => {
                let name = file.display().to_string();
                self.log.push(&name, Level::Error, &failure.details());
                Question::Broken { file, failure }
            }
        };
        self.questions.push_back(question);
    }

    fn take_plugins(&mut self, mut plugins: Vec<PluginEntry>) {
        // What the user brought comes first.
        plugins.sort_by_key(|plugin| plugin.origin == Origin::Bundled);
        self.generation += u64::from(self.plugins != plugins);
        self.plugins = plugins;
        self.listed = true;
        if let Focus::Plugin(key) = &self.focus
            && self.plugin(key).is_none()
        {
            self.focus = Focus::Whole;
        }
    }

    /// Takes up the pipelines. The chosen one is worked on from its file again, unless it has changes of its own.
    fn take_pipelines(&mut self, pipelines: Vec<PipelineEntry>, chosen: &str) {
        self.pipelines = pipelines;
        let name = match &self.draft {
            Some(draft) if draft.changed.is_some() || self.storing > 0 => return,
            Some(draft) => draft.name.clone(),
            None => chosen.to_owned(),
        };
        let entry = self.pipelines.iter().find(|entry| entry.name == name);
        let same = match (&self.draft, entry.map(|entry| &entry.plan)) {
            (Some(draft), Some(Ok(plan))) => draft.says(plan),
            _ => false,
        };
        if !same {
            let place = self.focused_step().map(|step| step.id);
            let place = place.and_then(|id| self.draft.as_ref()?.place(id));
            self.draft = entry.and_then(Draft::of);
            // The same place is worked on, as steps of a file have no names.
            if let Focus::Step(_) = self.focus {
                let step = place.and_then(|(stage, index)| {
                    let step = self.draft.as_ref()?.stage(stage).nth(index)?;
                    Some(Focus::Step(step.id))
                });
                self.focus = step.unwrap_or_default();
            }
        }
    }

    /// Takes up what the plugins' thread told. Says what the user should be told; `chosen` is the pipeline that pages are read with.
    pub fn apply(&mut self, event: ExtendEvent, chosen: &mut String) -> Option<Told> {
        match event {
            ExtendEvent::Plugins(plugins) => self.take_plugins(plugins),
            ExtendEvent::Pipelines(pipelines) => self.take_pipelines(pipelines, chosen),
            ExtendEvent::Checked(file, checked) => self.ask_to_add(file, checked),
            ExtendEvent::Added(key, label) => {
                self.focus = Focus::Plugin(key);
                return Some(Told::Added(label));
            }
            ExtendEvent::Removed(name) => return Some(Told::Removed(name)),
            ExtendEvent::Failed(failure) => {
                self.log.push("", Level::Error, &failure.details());
                return Some(Told::Failed(failure.fault));
            }
            ExtendEvent::Reloaded(label) => return Some(Told::Reloaded(label)),
            ExtendEvent::Broke(path, failure) => {
                let name = path.display().to_string();
                self.log.push(&name, Level::Error, &failure.details());
                return Some(Told::Failed(failure.fault));
            }
            ExtendEvent::Stored(name, outcome) => {
                self.storing = self.storing.saturating_sub(1);
                if let Err(error) = outcome {
                    return Some(Told::Failed(error));
                }
                // The user may have chosen another one meanwhile.
                if self.draft.as_ref().is_some_and(|draft| draft.name == name) {
                    *chosen = name;
                }
            }
            ExtendEvent::Renamed(from, to) => {
                if let Some(draft) = self.draft.as_mut().filter(|draft| draft.name == from) {
                    draft.name.clone_from(&to);
                }
                if *chosen == from {
                    *chosen = to;
                }
            }
            ExtendEvent::Previewed(id, ended) => {
                if let Previewed::Made(made) = &ended {
                    for line in &made.logs {
                        self.log.push(&line.plugin, line.level, &line.message);
                    }
                    for (plugin, failure) in &made.failures {
                        self.log.push(plugin, Level::Error, &failure.details());
                    }
                }
                self.preview.take(id, ended);
            }
        }
        None
    }
}
