//! What the window knows of a plugin and of a pipeline, without having either at hand.

use std::path::PathBuf;

use inkstone::pipeline::{Plan, PlanSource, Shelved};
use inkstone::plugin::{
    Kind, Listed, Origin, Plugin, PluginError, SettingSpec, is_bundled, is_wasm_file,
};

use crate::state::Fault;
use crate::state::fault::of_plugin;

/// What went wrong, and what its author wants to see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What happened.
    pub fault: Fault,
    /// The last messages, and where the plugin was.
    pub trace: Vec<String>,
}

impl Failure {
    /// Both, for the clipboard.
    pub fn details(&self) -> String {
        let mut text = self.fault.text.clone();
        for line in &self.trace {
            text.push_str("\n  ");
            text.push_str(line);
        }
        text
    }
}

impl From<&PluginError> for Failure {
    fn from(error: &PluginError) -> Self {
        Self {
            fault: Fault {
                kind: of_plugin(error),
                text: error.to_string(),
            },
            trace: error.trace.clone(),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            trace: Vec::new(),
        }
    }
}

/// A plugin of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PluginEntry {
    /// Its id; of a file that was never loaded, its path.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its version; empty where that is not known.
    pub version: String,
    /// Its licence.
    pub license: String,
    /// What it does.
    pub description: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// Where to read about it.
    pub homepage: Option<String>,
    /// What it is for; none where that is not known.
    pub kind: Option<Kind>,
    /// Where it is from.
    pub origin: Origin,
    /// The version of `ocr:plugins` that it was built for.
    pub contract: String,
    /// What it asks of the host.
    pub imports: Vec<String>,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Size of its file, in bytes.
    pub size: usize,
    /// What it can be set to.
    pub settings: Vec<SettingSpec>,
    /// Why its file, as it is now, cannot be used.
    pub failure: Option<Failure>,
    /// Whether it is the one that its id finds.
    pub used: bool,
}

impl PluginEntry {
    /// What is known of a plugin that can be loaded.
    pub fn of(plugin: &Plugin) -> Self {
        let info = &plugin.info;
        Self {
            id: info.id.clone(),
            name: info.name.clone(),
            version: info.version.clone(),
            license: info.license.clone(),
            description: info.description.clone(),
            authors: info.authors.clone(),
            homepage: info.homepage.clone(),
            kind: Some(plugin.kind()),
            origin: plugin.origin.clone(),
            contract: plugin.interfaces.contract.clone(),
            imports: plugin.interfaces.imports.clone(),
            sha256: plugin.sha256.clone(),
            size: plugin.size,
            settings: info.settings.clone(),
            failure: None,
            used: true,
        }
    }

    /// What is known of a plugin of the registry's list.
    pub fn of_listed(listed: &Listed) -> Self {
        let known = listed.plugin.as_ref().map(|plugin| Self::of(plugin));
        let place = listed.origin.describe();
        let unknown = || Self {
            name: PathBuf::from(&place)
                .file_name()
                .map_or_else(|| place.clone(), |n| n.to_string_lossy().into_owned()),
            id: place.clone(),
            version: String::new(),
            license: String::new(),
            description: String::new(),
            authors: Vec::new(),
            homepage: None,
            kind: None,
            origin: listed.origin.clone(),
            contract: String::new(),
            imports: Vec::new(),
            sha256: String::new(),
            size: 0,
            settings: Vec::new(),
            failure: None,
            used: false,
        };
        Self {
            failure: listed.error.as_ref().map(Failure::from),
            used: listed.used,
            ..known.unwrap_or_else(unknown)
        }
    }

    /// Tells it apart from all others.
    pub fn key(&self) -> String {
        match &self.origin {
            Origin::Bundled => self.id.clone(),
            Origin::Folder(path) | Origin::File(path) => path.display().to_string(),
        }
    }

    /// Whether a pipeline that names a plugin so means this one, if it is one that is used.
    pub fn is_called(&self, name: &str) -> bool {
        if is_wasm_file(name) {
            return self.key() == name;
        }
        let short = self.id.split_once('/').map(|(_, short)| short);
        self.id == name || short == Some(name)
    }

    /// What a pipeline calls it: a bundled plugin, or what takes its place, by its short name.
    pub fn name_in_pipelines(&self) -> String {
        match &self.origin {
            Origin::File(path) => path.display().to_string(),
            Origin::Bundled | Origin::Folder(_) if is_bundled(&self.id) => {
                let short = self.id.split_once('/').map(|(_, short)| short);
                short.unwrap_or(&self.id).to_owned()
            }
            Origin::Bundled | Origin::Folder(_) => self.id.clone(),
        }
    }

    /// Whether it can be removed.
    pub fn is_installed(&self) -> bool {
        matches!(self.origin, Origin::Folder(_))
    }

    /// Everything that is known of it, for the clipboard.
    pub fn details(&self) -> String {
        let mut lines = vec![
            format!("{} {}", self.id, self.version),
            self.origin.describe(),
        ];
        if !self.sha256.is_empty() {
            lines.push(format!("{} bytes, sha256 {}", self.size, self.sha256));
            lines.push(format!("ocr:plugins@{}", self.contract));
        }
        lines.extend(self.failure.as_ref().map(Failure::details));
        lines.join("\n")
    }
}

/// Where a pipeline is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PipelineKind {
    /// The program.
    BuiltIn,
    /// The user's folder.
    Own,
    /// A file that was named by its path.
    File,
}

/// A pipeline of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PipelineEntry {
    /// What to choose it by.
    pub name: String,
    /// Where it is from.
    pub kind: PipelineKind,
    /// What it says, or why it cannot be used.
    pub plan: Result<Plan, String>,
}

impl From<Shelved> for PipelineEntry {
    fn from(shelved: Shelved) -> Self {
        Self {
            name: shelved.name,
            kind: match shelved.source {
                PlanSource::BuiltIn(_) => PipelineKind::BuiltIn,
                PlanSource::Folder(_) => PipelineKind::Own,
                PlanSource::File(_) => PipelineKind::File,
            },
            plan: shelved.plan.map_err(|error| error.to_string()),
        }
    }
}
