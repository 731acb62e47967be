//! Pipelines as files: which plugins take part in reading a page, in which order, with which settings. `assets/pipelines/README.md` is the user's
//! page about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize};

use super::format::Format;
use crate::paths;
use crate::plugin::settings::{GivenSettings, resolve};
use crate::plugin::{
    FindError, Kind, Limits, Origin, Plugin, PluginError, Registry, Setting, is_bundled,
    is_wasm_file,
};
use crate::processor::prompt::PromptText;
use crate::processor::task::Task;

macro_rules! built_in {
    ($($name:literal)*) => {
        /// The pipelines inside the program, by name.
        pub const BUILT_IN: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../assets/pipelines/", $name, ".toml"))),)*
        ];
    };
}

built_in!("default" "plain" "scan" "columns" "formula" "table" "private");

/// Plugins whose purpose is that something is not shown, so that the model's own words must not be shown beside what they leave.
const HIDING: &[&str] = &["inkstone/redact"];
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
    #[error("{pipeline}: {error}")]
    Find {
        /// The pipeline.
        pipeline: String,
        /// What is wrong.
        error: Box<FindError>,
    },
    /// A plugin is not of the kind that its place needs, or does not take a setting.
    #[error("{pipeline}: {error}")]
    Plugin {
        /// The pipeline.
        pipeline: String,
        /// What is wrong.
        error: Box<PluginError>,
    },
}

fn built_in_names() -> String {
    let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn folder_name() -> String {
    folder().map_or_else(|| "no folder".into(), |dir| dir.display().to_string())
}

/// The folder of a user's own pipelines.
pub fn folder() -> Option<PathBuf> {
    paths::config_dir().map(|dir| dir.join("pipelines"))
}

/// Where a pipeline's text is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanSource {
    /// The program.
    BuiltIn(&'static str),
    /// A file that was named by its path.
    File(PathBuf),
    /// A file of the user's folder, which goes before a built-in pipeline of the same name.
    Folder(PathBuf),
}

impl PlanSource {
    /// Finds a pipeline by a path that ends in `.toml` or leads through a folder to something, by the name of a file in the user's folder, or of a built-in one.
    ///
    /// # Errors
    /// When there is none of this name; whether a named file exists is not looked at.
    pub fn find(name: &str) -> Result<Self, PlanError> {
        let is_path = name.contains(['/', '\\']) && Path::new(name).exists();
        if name.to_lowercase().ends_with(".toml") || is_path {
            return Ok(Self::File(name.into()));
        }
        if let Some(path) = folder().map(|dir| dir.join(format!("{name}.toml")))
            && path.is_file()
        {
            return Ok(Self::Folder(path));
        }
        let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
        built_in
            .map(|(name, _)| Self::BuiltIn(name))
            .ok_or_else(|| PlanError::Unknown {
                name: name.to_owned(),
            })
    }

    /// What it says, and what to call it in messages.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn text(&self) -> Result<(String, String), PlanError> {
        match self {
            Self::BuiltIn(name) => {
                let text = BUILT_IN.iter().find(|(known, _)| known == name);
                let text = text.map_or("", |(_, text)| text);
                Ok((text.to_owned(), format!("pipeline {name}")))
            }
            Self::File(path) | Self::Folder(path) => match std::fs::read_to_string(path) {
                Ok(text) => Ok((text, path.display().to_string())),
                Err(source) => Err(PlanError::Read {
                    path: path.clone(),
                    source,
                }),
            },
        }
    }
}

/// A pipeline as a file says it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Plan {
    /// What to call it in messages: its file, or the built-in name.
    #[serde(skip)]
    pub name: String,
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
    /// Whether the model's own words may be printed and stored beside the result; unless it is said, they may where no plugin takes part that hides
    /// something (`redact`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_raw: Option<bool>,
}

/// A plugin's place in a pipeline: its name alone, or with settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// With its defaults.
    Name(String),
    /// With more to say.
    Full(FullEntry),
}

impl<'de> Deserialize<'de> for Entry {
    /// By hand, since what serde derives for such a choice says no more of a wrong entry than that it is neither.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Entry;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(
                    "a plugin's name, or a table such as { plugin = \"deskew\", settings = { most = 5 } }",
                )
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Entry, E> {
                Ok(Entry::Name(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                FullEntry::deserialize(MapAccessDeserializer::new(map)).map(Entry::Full)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// A plugin's place in a pipeline, in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullEntry {
    /// Its id, or the second half of it, or the path of its `.wasm` file, from the pipeline's own folder on.
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
    /// Whether it is the plugin of this id.
    pub fn is(&self, id: &str, registry: &Registry) -> bool {
        let found = registry.find(&self.full().plugin);
        found.is_ok_and(|plugin| plugin.info.id == id)
    }

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
        Self::load(&PlanSource::find(name)?)
    }

    /// Reads a pipeline.
    ///
    /// # Errors
    /// When its file cannot be read, or says what cannot be understood; names file and line.
    pub fn load(source: &PlanSource) -> Result<Self, PlanError> {
        let (text, name) = source.text()?;
        let mut plan = Self::parse(&text, &name)?;
        if let PlanSource::File(path) | PlanSource::Folder(path) = source {
            plan.locate_plugins(path.parent().unwrap_or(Path::new("")));
        }
        Ok(plan)
    }

    /// What to ask where the user asks nothing: the plan's own prompt, as a task if it names one, else to read the text.
    pub fn prompt_text(&self) -> PromptText {
        match &self.prompt {
            None => PromptText::Task(Task::Ocr),
            Some(text) => match text.parse() {
                Ok(task) => PromptText::Task(task),
                Err(_) => PromptText::Text(text.clone()),
            },
        }
    }

    /// Adds what a form of output needs: the plugin that writes Markdown, or the one that finds tables, and tables as lines where the output is
    /// plain text.
    pub fn suit(&mut self, format: Format, registry: &Registry) {
        let needed = match format {
            Format::Markdown => Some(MARKDOWN),
            Format::Csv | Format::Tsv => Some(TABLES),
            _ => None,
        };
        let missing = needed.filter(|id| !self.post.iter().any(|entry| entry.is(id, registry)));
        self.post.extend(missing.map(|id| Entry::Name(id.into())));
        let form = match format {
            Format::Text => "tsv",
            Format::Csv | Format::Tsv => "html",
            _ => return,
        };
        for entry in &mut self.post {
            if !entry.is(TABLES, registry) {
                continue;
            }
            let mut full = entry.full();
            // A pipeline may have its own wish for text; cells are found in HTML alone.
            if format != Format::Text || !full.settings.contains_key("form") {
                full.settings.insert("form".into(), form.into());
            }
            *entry = Entry::Full(full);
        }
    }

    fn parse(text: &str, name: &str) -> Result<Self, PlanError> {
        let plan: Self = toml::from_str(text).map_err(|error| PlanError::Syntax {
            name: name.to_owned(),
            message: error.to_string().trim_end().to_owned(),
        })?;
        Ok(Self {
            name: name.to_owned(),
            ..plan
        })
    }

    /// Turns plugins named by their files into paths that do not depend on where the program was started.
    fn locate_plugins(&mut self, folder: &Path) {
        let lists = [&mut self.pre, &mut self.post, &mut self.metrics];
        for entry in lists.into_iter().flatten() {
            let (Entry::Name(plugin) | Entry::Full(FullEntry { plugin, .. })) = entry;
            if is_wasm_file(&*plugin) {
                *plugin = folder.join(&*plugin).display().to_string();
            }
        }
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
    /// Its plugins that took the place of bundled ones.
    pub fn replaced(&self) -> impl Iterator<Item = &Plugin> {
        let steps = self.pre.iter().chain(&self.post).chain(&self.metrics);
        steps
            .map(|step| &*step.plugin)
            .filter(|plugin| plugin.origin != Origin::Bundled && is_bundled(&plugin.info.id))
    }

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
            full.map(|entry| step(plan, &entry, kinds, registry))
                .collect::<Result<Vec<_>, _>>()
        };
        let post = steps(&plan.post, &[Kind::Document])?;
        let hides = post
            .iter()
            .any(|step| HIDING.contains(&step.plugin.info.id.as_str()));
        Ok(Self {
            pre: steps(&plan.pre, &[Kind::Image])?,
            post,
            metrics: steps(&plan.metrics, &[Kind::TextMetric, Kind::TensorMetric])?,
            keep_raw: plan.keep_raw.unwrap_or(!hides),
        })
    }
}

/// Finds the plugin of an entry, and checks its settings and limits.
fn step(
    plan: &Plan,
    entry: &FullEntry,
    kinds: &[Kind],
    registry: &Registry,
) -> Result<Step, PlanError> {
    let pipeline = || plan.name.clone();
    let plugin = registry
        .find(&entry.plugin)
        .map_err(|error| PlanError::Find {
            pipeline: pipeline(),
            error: Box::new(error),
        })?;
    let wrong = |error| PlanError::Plugin {
        pipeline: pipeline(),
        error: Box::new(error),
    };
    if !kinds.contains(&plugin.kind()) {
        return Err(wrong(plugin.wrong_kind(kinds[0])));
    }
    let settings = resolve(&plugin.info, &entry.settings)
        .map_err(|reason| wrong(plugin.error("load", reason)))?;
    if entry.limits.seconds.is_nan() || entry.limits.seconds <= 0.0 {
        return Err(PlanError::Syntax {
            name: pipeline(),
            message: format!(
                "{}: limits: seconds must be a positive number, not {}",
                entry.plugin, entry.limits.seconds
            ),
        });
    }
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
    fn who_hides_something_keeps_no_raw_words_unless_asked() {
        let registry = Registry::bundled().unwrap();
        let keeps = |text: &str| {
            let plan = Plan::parse(text, "my.toml").unwrap();
            Pipeline::new(&plan, &registry).unwrap().keep_raw
        };
        assert!(!keeps("post = ['redact']"));
        assert!(!keeps("post = [{ plugin = 'inkstone/redact' }]"));
        assert!(keeps("post = [{ plugin = 'redact', enabled = false }]"));
        assert!(keeps("post = ['redact']\nkeep-raw = true"));
        assert!(!keeps("keep-raw = false"));
    }

    #[test]
    fn plugins_are_named_by_files_beside_the_pipeline() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("my.toml"),
            "post = ['plugins/mine.wasm', 'redact', { plugin = '/abs/other.WASM' }]",
        )
        .unwrap();
        let plan = Plan::find(folder.path().join("my.toml").to_str().unwrap()).unwrap();
        let plugins: Vec<String> = plan.post.iter().map(|entry| entry.full().plugin).collect();
        let beside = folder.path().join("plugins/mine.wasm");
        assert_eq!(
            plugins,
            [beside.to_str().unwrap(), "redact", "/abs/other.WASM"]
        );
    }

    #[test]
    fn a_file_says_what_it_cannot_mean() {
        let told = |text: &str| Plan::parse(text, "my.toml").unwrap_err().to_string();
        assert!(told("pre = 3").contains("my.toml"));
        assert!(told("before = []").contains("before"));
        let neither = told("pre = [\n  3,\n]");
        assert!(
            neither.contains("line 2") && neither.contains("a plugin's name, or a table"),
            "{neither}"
        );
        assert!(
            told("pre = [{ plugin = 'deskew', seting = {} }]").contains("unknown field `seting`")
        );
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
