//! What there is, and what changed since the last look.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use inkstone::pipeline::Plan;
use inkstone::plugin::{Change, Origin, Plugin, Registry, is_wasm_file};

use super::Worker;
use crate::state::extend::{ExtendEvent, Failure, PipelineEntry, PipelineKind, PluginEntry};

/// What is known of a pipeline's file: its path, when it was changed, and its length.
pub(super) type Stamp = (PathBuf, SystemTime, u64);

impl Worker {
    /// Tells all plugins.
    pub(super) fn list(&mut self) {
        let pipelines = self.pipelines();
        match self.registry() {
            Ok(registry) => {
                registry.refresh();
                // Plugins that pipelines name by their files are listed too.
                for entry in pipelines.iter().filter_map(|one| one.plan.as_ref().ok()) {
                    let all = entry.pre.iter().chain(&entry.post).chain(&entry.metrics);
                    for name in all.map(|entry| entry.full().plugin) {
                        if is_wasm_file(&name) {
                            // What is wrong with it is told in its place of the list.
                            let _ = registry.find(&name);
                        }
                    }
                }
                let all = registry.all();
                let plugins = all.iter().map(PluginEntry::of_listed).collect();
                self.tell(ExtendEvent::Plugins(plugins));
            }
            Err(error) => {
                self.tell(ExtendEvent::Plugins(Vec::new()));
                self.failed(error);
            }
        }
    }

    /// Looks at the files of plugins and pipelines, and tells what changed.
    pub(super) fn look(&mut self) {
        let changes = self.registry.as_ref().map(Registry::refresh);
        let changes = changes.unwrap_or_default();
        if !changes.is_empty() {
            self.list();
        }
        for change in changes {
            match change {
                Change::Failed(path, error) => {
                    self.tell(ExtendEvent::Broke(path, Failure::from(&error)));
                }
                Change::Reloaded(path) | Change::Added(path) => {
                    let all = self.registry.iter().flat_map(Registry::all);
                    let at = |plugin: &Arc<Plugin>| match &plugin.origin {
                        Origin::Folder(at) | Origin::File(at) => *at == path,
                        Origin::Bundled => false,
                    };
                    let plugin = all.filter_map(|listed| listed.plugin).find(at);
                    if let Some(plugin) = plugin {
                        self.tell(ExtendEvent::Reloaded(plugin.label()));
                    }
                }
                Change::Removed(_) => {}
            }
        }
        if self.pipeline_stamps() != self.stamps {
            self.list_pipelines();
        }
    }

    fn pipeline_stamps(&self) -> Vec<Stamp> {
        let folder = self.shelf.folder().and_then(|f| std::fs::read_dir(f).ok());
        let paths = folder.into_iter().flatten().flatten().map(|e| e.path());
        let paths = paths.chain(self.named.iter().map(PathBuf::from));
        let mut stamps: Vec<Stamp> = paths
            .filter(|path| path.extension().is_some_and(|e| e == "toml"))
            .filter_map(|path| {
                let data = std::fs::metadata(&path).ok()?;
                Some((path, data.modified().ok()?, data.len()))
            })
            .collect();
        stamps.sort();
        stamps
    }

    /// Tells all pipelines.
    pub(super) fn list_pipelines(&mut self) {
        self.stamps = self.pipeline_stamps();
        let pipelines = self.pipelines();
        let names_files = pipelines.iter().any(|one| {
            one.plan.as_ref().is_ok_and(|plan| {
                let mut all = plan.pre.iter().chain(&plan.post).chain(&plan.metrics);
                all.any(|entry| is_wasm_file(entry.full().plugin))
            })
        });
        self.tell(ExtendEvent::Pipelines(pipelines));
        if names_files && self.registry.is_some() {
            self.list();
        }
    }

    fn pipelines(&self) -> Vec<PipelineEntry> {
        let mut all: Vec<_> = (self.shelf.all().into_iter())
            .map(PipelineEntry::from)
            .collect();
        all.extend(self.named.iter().map(|name| PipelineEntry {
            name: name.clone(),
            kind: PipelineKind::File,
            plan: Plan::find(name).map_err(|error| error.to_string()),
        }));
        all
    }
}
