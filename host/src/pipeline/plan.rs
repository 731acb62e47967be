//! Pipelines as files: which plugins take part in reading a page, in which order, with which settings.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::markup::Format;
use crate::paths;
use crate::plugin::settings::{GivenSettings, resolve};
use crate::plugin::{FindError, Kind, Limits, Plugin, PluginError, Registry, Setting};

macro_rules! built_in {
    ($($name:literal)*) => {
        /// The pipelines inside the program, by name.
        pub const BUILT_IN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../assets/pipelines/", $name, ".toml"))),)*
        ];
    };
}

built_in!("default" "plain" "scan" "columns" "formula" "table" "private");

/// The bundled plugins that forms of output act on.
const MARKDOWN: &str = "inkstone/markdown";
const TABLES: &str = "inkstone/otsl-to-html";

/// Why a pipeline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// There is none of this name.
    #[error(
        "there is no pipeline {name:?}; built in are {}, others are TOML files named by path or kept in {}",
        built_in_names(),
        folder_name()
    )]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// Its file cannot be read.
    #[error("{}: cannot read: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Its file is no pipeline.
    #[error("{name}: {message}")]
    Syntax {
        /// The file, or the built-in pipeline.
        name: String,
        /// Where and what.
        message: String,
    },
    /// A plugin cannot be found.
    #[error(transparent)]
    Find(#[from] FindError),
    /// A plugin is not of the kind that its place needs, or does not take a setting.
    #[error(transparent)]
    Plugin(#[from] PluginError),
}

fn built_in_names() -> String {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn folder_name() -> String {
    folder().map_or_else(|| "no folder".into(), |dir| dir.display().to_string())
}

/// The folder of a user's own pipelines.
fn folder() -> Option<PathBuf> {
    paths::config_dir().map(|dir| dir.join("pipelines"))
}

/// A pipeline as a file says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// What it is for, in one line.
    pub about: String,
    /// A task's name, or a question of one's own; what the command line asks wins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Image processors, in order.
    pub pre: Vec<Entry>,
    /// Document processors, in order.
    pub post: Vec<Entry>,
    /// Metrics that an evaluation of this pipeline uses.
    pub metrics: Vec<Entry>,
    /// Whether the model's own words may be printed and stored beside the result.
    pub keep_raw: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            about: String::new(),
            prompt: None,
            pre: Vec::new(),
            post: Vec::new(),
            metrics: Vec::new(),
            keep_raw: true,
        }
    }
}

/// A plugin's place in a pipeline: its name alone, or with settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// With its defaults.
    Name(String),
    /// With more to say.
    Full(FullEntry),
}

/// A plugin's place in a pipeline, in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullEntry {
    /// Its id, or the second half of it.
    pub plugin: String,
    /// Whether it takes part.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Its settings.
    #[serde(default)]
    pub settings: GivenSettings,
    /// What it may use.
    #[serde(default)]
    pub limits: Limits,
}

fn yes() -> bool {
    true
}

impl Entry {
    /// The entry in full.
    pub fn full(&self) -> FullEntry {
        match self {
            Self::Full(entry) => entry.clone(),
            Self::Name(plugin) => FullEntry {
                plugin: plugin.clone(),
                enabled: true,
                settings: GivenSettings::new(),
                limits: Limits::default(),
            },
        }
    }
}

impl Plan {
    /// Reads a pipeline: a path that ends in `.toml`, a file of the user's folder, or a built-in one.
    ///
    /// # Errors
    /// When there is none, or it says what cannot be understood; names file and line.
    pub fn find(name: &str) -> Result<Self, PlanError> {
        if name.ends_with(".toml") {
            return Self::from_file(Path::new(name));
        }
        if let Some(path) = folder().map(|dir| dir.join(format!("{name}.toml")))
            && path.is_file()
        {
            return Self::from_file(&path);
        }
        match BUILT_IN.iter().find(|(known, _)| *known == name) {
            Some((_, text)) => Self::parse(text, name),
            None => Err(PlanError::Unknown {
                name: name.to_owned(),
            }),
        }
    }

    /// Adds what a form of output needs: the plugin that writes Markdown, or tables as lines where the output is plain text.
    pub fn suit(&mut self, format: Format, registry: &Registry) {
        let is = |entry: &Entry, id: &str| {
            let found = registry.find(&entry.full().plugin);
            found.is_ok_and(|plugin| plugin.info.id == id)
        };
        if format == Format::Markdown && !self.post.iter().any(|entry| is(entry, MARKDOWN)) {
            self.post.push(Entry::Name(MARKDOWN.into()));
        }
        if format == Format::Text {
            for entry in self.post.iter_mut().filter(|entry| is(entry, TABLES)) {
                let mut full = entry.full();
                full.settings.entry("form".into()).or_insert("tsv".into());
                *entry = Entry::Full(full);
            }
        }
    }

    fn from_file(path: &Path) -> Result<Self, PlanError> {
        let text = std::fs::read_to_string(path).map_err(|source| PlanError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, &path.display().to_string())
    }

    fn parse(text: &str, name: &str) -> Result<Self, PlanError> {
        toml::from_str(text).map_err(|error| PlanError::Syntax {
            name: name.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })
    }
}

/// A plugin with its settings, ready to be called.
#[derive(Clone)]
pub struct Step {
    /// The plugin.
    pub plugin: Arc<Plugin>,
    /// All of its settings.
    pub settings: Vec<Setting>,
    /// What it may use.
    pub limits: Limits,
}

/// A plan whose plugins were found.
#[derive(Clone)]
pub struct Pipeline {
    /// Image processors, in order.
    pub pre: Vec<Step>,
    /// Document processors, in order.
    pub post: Vec<Step>,
    /// Metrics.
    pub metrics: Vec<Step>,
    /// Whether the model's own words may be printed and stored.
    pub keep_raw: bool,
}

impl Pipeline {
    /// Finds the plugins of a plan and checks their settings.
    ///
    /// # Errors
    /// When a plugin is missing, of the wrong kind, or does not take a setting.
    pub fn new(plan: &Plan, registry: &Registry) -> Result<Self, PlanError> {
        let steps = |entries: &[Entry], kinds: &[Kind]| {
            let full = entries
                .iter()
                .map(Entry::full)
                .filter(|entry| entry.enabled);
            full.map(|entry| step(&entry, kinds, registry))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            pre: steps(&plan.pre, &[Kind::Image])?,
            post: steps(&plan.post, &[Kind::Document])?,
            metrics: steps(&plan.metrics, &[Kind::TextMetric, Kind::TensorMetric])?,
            keep_raw: plan.keep_raw,
        })
    }
}

/// Finds the plugin of an entry and checks its settings.
///
/// # Errors
/// As [`Pipeline::new`].
fn step(entry: &FullEntry, kinds: &[Kind], registry: &Registry) -> Result<Step, PlanError> {
    let plugin = registry.find(&entry.plugin)?;
    if !kinds.contains(&plugin.kind()) {
        return Err(plugin.wrong_kind(kinds[0]).into());
    }
    let settings =
        resolve(&plugin.info, &entry.settings).map_err(|reason| plugin.error("load", reason))?;
    Ok(Step {
        plugin,
        settings,
        limits: entry.limits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_pipeline_finds_its_plugins() {
        let registry = Registry::bundled().unwrap();
        for (name, _) in BUILT_IN {
            let plan = Plan::find(name).unwrap();
            let pipeline = Pipeline::new(&plan, &registry).unwrap();
            assert!(!plan.about.is_empty(), "{name}");
            assert_eq!(pipeline.post.len(), plan.post.len(), "{name}");
            assert_eq!(pipeline.keep_raw, *name != "private", "{name}");
        }
    }

    #[test]
    fn a_file_says_what_it_cannot_mean() {
        let told = |text: &str| Plan::parse(text, "my.toml").unwrap_err().to_string();
        assert!(told("pre = 3").contains("my.toml"));
        assert!(told("before = []").contains("before"));
        let registry = Registry::bundled().unwrap();
        let wrong = |text: &str| {
            let plan = Plan::parse(text, "my.toml").unwrap();
            Pipeline::new(&plan, &registry).err().unwrap().to_string()
        };
        assert!(wrong("pre = ['deskwe']").contains("did you mean deskew?"));
        assert!(wrong("pre = ['cer']").contains("kind text-metric, not image"));
        let no_key = "pre = [{ plugin = 'binarize', settings = { windw = 3 } }]";
        assert!(wrong(no_key).contains("there is no such setting"));
        let bad_value = "pre = [{ plugin = 'binarize', settings = { window = 'x' } }]";
        assert!(wrong(bad_value).contains("whole number"));
        let off = "pre = [{ plugin = 'nobody', enabled = false }]";
        assert!(
            Pipeline::new(&Plan::parse(off, "").unwrap(), &registry)
                .unwrap()
                .pre
                .is_empty()
        );
    }
}
