//! How pages are read: what the bar above them chooses.

use std::path::PathBuf;

use inkstone::device::{DeviceKind, DeviceSpec};
use inkstone::pipeline::Plan;
use inkstone::processor::prompt::PromptText;
use inkstone::processor::task::Task;

/// What the model is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskChoice {
    /// What the pipeline asks.
    Pipeline,
    /// A task that the model was trained on.
    Task(Task),
    /// The user's own words.
    Prompt,
}

/// How pages are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// What the model is asked.
    pub task: TaskChoice,
    /// The user's own words, for [`TaskChoice::Prompt`].
    pub prompt: String,
    /// The model's folder; a downloaded model or the demo reader if none.
    pub model: Option<PathBuf>,
    /// The device.
    pub device: DeviceSpec,
    /// The name of the pipeline.
    pub pipeline: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            task: TaskChoice::Pipeline,
            prompt: String::new(),
            model: None,
            device: DeviceSpec {
                kind: DeviceKind::Auto,
                ..DeviceSpec::CPU
            },
            pipeline: "default".into(),
        }
    }
}

impl Settings {
    /// What to ask with a pipeline. An empty prompt of the user's asks what the pipeline asks.
    pub fn prompt_text(&self, plan: &Plan) -> PromptText {
        match self.task {
            TaskChoice::Task(task) => PromptText::Task(task),
            TaskChoice::Prompt if !self.prompt.trim().is_empty() => {
                PromptText::Text(self.prompt.trim().to_owned())
            }
            TaskChoice::Pipeline | TaskChoice::Prompt => plan.prompt_text(),
        }
    }
}

/// What is known of the model that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelInfo {
    /// What to call it.
    pub name: String,
    /// Whether it is the demo reader, which the window has words of its own for.
    pub demo: bool,
    /// What it reads and what it does not, where it is not a model for whole pages.
    pub about: Option<String>,
    /// The device and dtype that it runs on, such as `cpu float32`.
    pub device: String,
    /// What the user should know about its folder.
    pub notes: Vec<String>,
}
