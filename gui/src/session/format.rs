//! The form of `session.json`.

use serde::{Deserialize, Deserializer, Serialize};

use super::KeptPath;
use crate::lang::Language;
use crate::state::{Edits, Fault, FaultKind, Item, ItemId, Phase, Settings, Source, TaskChoice};
use crate::view::{Tab, Workspace};

/// The version of the form. A file of a later one is left alone.
pub const VERSION: u32 = 1;

/// Everything that is kept but the results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// The version of the form.
    pub version: u32,
    /// How the window was set.
    pub desk: Desk,
    /// The id that was given last.
    pub last_id: ItemId,
    /// The queue.
    pub items: Vec<KeptItem>,
}

/// How the window was set.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    /// Its language.
    pub language: Option<Language>,
    /// Its colours.
    pub theme: Theme,
    /// What it was used for.
    pub workspace: Workspace,
    /// The form in which results were shown.
    pub tab: Tab,
    /// Where it was on the screen.
    pub place: Option<Place>,
    /// How pages are read.
    pub settings: KeptSettings,
    /// What was opened last, the latest first.
    pub recent: Vec<KeptPath>,
    /// The page that was shown.
    pub selected: Option<ItemId>,
    /// Whether the words about the sample were dismissed.
    pub welcome_dismissed: bool,
}

/// The colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// The system's.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Where the window is, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The upper left corner with its frame; not known under Wayland.
    pub position: Option<[f32; 2]>,
    /// Width and height of what is inside its frame, when it is not maximised.
    pub size: [f32; 2],
    /// Whether it fills the screen.
    pub maximized: bool,
}

/// [`Settings`] as they are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptSettings {
    task: String,
    prompt: String,
    model: Option<KeptPath>,
    device: String,
    pipeline: String,
}

impl Default for KeptSettings {
    fn default() -> Self {
        Self::from(&Settings::default())
    }
}

const OF_PIPELINE: &str = "pipeline";
const OWN_PROMPT: &str = "prompt";

impl From<&Settings> for KeptSettings {
    fn from(settings: &Settings) -> Self {
        Self {
            task: match settings.task {
                TaskChoice::Pipeline => OF_PIPELINE,
                TaskChoice::Prompt => OWN_PROMPT,
                TaskChoice::Task(task) => task.name(),
            }
            .to_owned(),
            prompt: settings.prompt.clone(),
            // The name of a model is no path, and stays as it is.
            model: settings.model.clone().map(KeptPath),
            device: settings.device.to_string(),
            pipeline: settings.pipeline.clone(),
        }
    }
}

impl From<KeptSettings> for Settings {
    /// What is no longer known is as at the first start.
    fn from(kept: KeptSettings) -> Self {
        let default = Self::default();
        Self {
            task: match kept.task.as_str() {
                OWN_PROMPT => TaskChoice::Prompt,
                name => name.parse().map_or(default.task, TaskChoice::Task),
            },
            prompt: kept.prompt,
            model: kept.model.map(|path| path.0),
            device: kept.device.parse().unwrap_or(default.device),
            pipeline: kept.pipeline,
        }
    }
}

/// One page of the queue as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptItem {
    /// Stands for it, also in the name of its result's file.
    pub id: ItemId,
    source: KeptSource,
    phase: KeptPhase,
    /// Of which kind what went wrong is.
    #[serde(
        default,
        deserialize_with = "known_kind",
        skip_serializing_if = "is_default"
    )]
    fault: Option<FaultKind>,
    /// Whether there is a file with its result.
    #[serde(default, skip_serializing_if = "is_default")]
    pub result: bool,
    /// Quarter turns, clockwise.
    #[serde(default, skip_serializing_if = "is_default")]
    turns: u8,
    /// What the user changed of the result.
    #[serde(default, skip_serializing_if = "is_default")]
    edits: Edits,
}

/// A kind that this version does not know is none.
fn known_kind<'a, D: Deserializer<'a>>(from: D) -> Result<Option<FaultKind>, D::Error> {
    let name = serde_json::Value::deserialize(from)?;
    Ok(serde_json::from_value(name).unwrap_or_default())
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeptSource {
    Sample,
    File {
        path: KeptPath,
        page: usize,
        count: usize,
    },
}

/// [`Phase`] as it is kept: what was being read waits again, and what was being read again is as it was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KeptPhase {
    /// Its turn will come.
    Waiting,
    /// It was read.
    Done,
    /// It could not be read, and why.
    Failed(String),
    /// The user stopped it.
    Cancelled,
}

impl From<&Item> for KeptItem {
    fn from(item: &Item) -> Self {
        let before = item.standing();
        Self {
            id: item.id,
            source: match &item.source {
                Source::Sample => KeptSource::Sample,
                Source::File { path, page, count } => KeptSource::File {
                    path: KeptPath::absolute(path),
                    page: *page,
                    count: *count,
                },
            },
            phase: match &item.phase {
                Phase::Waiting | Phase::Reading if before.is_some() => KeptPhase::Done,
                Phase::Waiting | Phase::Reading => KeptPhase::Waiting,
                Phase::Done => KeptPhase::Done,
                Phase::Failed(fault) => KeptPhase::Failed(fault.text.clone()),
                Phase::Cancelled => KeptPhase::Cancelled,
            },
            fault: match &item.phase {
                Phase::Failed(fault) => fault.kind,
                _ => None,
            },
            result: item.last_result().is_some() || item.unloaded,
            turns: before.map_or(item.turns, |before| before.turns),
            edits: before.map_or(&item.edits, |before| &before.edits).clone(),
        }
    }
}

impl From<KeptItem> for Item {
    fn from(kept: KeptItem) -> Self {
        let source = match kept.source {
            KeptSource::Sample => Source::Sample,
            KeptSource::File { path, page, count } => Source::File {
                path: path.0,
                page,
                count,
            },
        };
        let mut item = Self::new(kept.id, source);
        item.phase = match kept.phase {
            KeptPhase::Waiting => Phase::Waiting,
            KeptPhase::Done => Phase::Done,
            KeptPhase::Failed(text) => Phase::Failed(Fault {
                kind: kept.fault,
                text,
            }),
            KeptPhase::Cancelled => Phase::Cancelled,
        };
        item.unloaded = kept.result;
        item.turns = kept.turns;
        item.edits = kept.edits;
        item
    }
}
