//! Plugins and the chosen pipeline, apart from how they are drawn.

mod draft;
mod draft_step;
mod editing;
mod entry;
mod event;
mod log;
mod preview;

use std::collections::VecDeque;
use std::time::Instant;

use inkstone::pipeline::Entry;
use inkstone::plugin::Kind;

pub use draft::{Draft, Stage, StepId};
pub use draft_step::{DraftStep, Problem, spell};
pub use entry::{Failure, PipelineEntry, PipelineKind, PluginEntry};
pub use event::{ExtendEvent, Question, Told};
pub use log::Log;
pub use preview::{
    ImagePreview, Made, Preview, PreviewImage, PreviewJob, Previewed, Target, TextPreview, Wanted,
};

use super::Item;

/// Which plugins are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All.
    #[default]
    All,
    /// Those of one stage.
    Stage(Stage),
}

/// What is worked on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The pipeline as a whole.
    #[default]
    Whole,
    /// One of its steps.
    Step(StepId),
    /// A plugin of the list, by its key.
    Plugin(String),
}

/// Plugins and the chosen pipeline.
#[derive(Debug, Default)]
pub struct Extend {
    /// All plugins.
    pub plugins: Vec<PluginEntry>,
    /// Whether they were listed.
    pub listed: bool,
    /// Which of them are shown.
    pub filter: Filter,
    /// All pipelines.
    pub pipelines: Vec<PipelineEntry>,
    /// The chosen pipeline; none where its file says what cannot be understood, or it was not read yet.
    pub draft: Option<Draft>,
    /// What is worked on.
    pub focus: Focus,
    /// What the user is asked, one after the other.
    pub questions: VecDeque<Question>,
    /// What plugins say.
    pub log: Log,
    /// What the pipeline makes of the page that is shown.
    pub preview: Preview,
    /// Files that are looked into before they are added.
    pub checking: usize,
    /// Pipelines that are being stored.
    storing: usize,
    generation: u64,
}

impl Extend {
    /// The plugins that the filter lets through.
    pub fn listed(&self) -> impl Iterator<Item = &PluginEntry> {
        self.plugins.iter().filter(|plugin| match self.filter {
            Filter::All => true,
            Filter::Stage(stage) => plugin.kind.is_none_or(|kind| Stage::of(kind) == stage),
        })
    }

    /// How many plugins a filter lets through.
    pub fn count(&self, filter: Filter) -> usize {
        let fits = |plugin: &&PluginEntry| match filter {
            Filter::All => true,
            Filter::Stage(stage) => plugin.kind.is_some_and(|kind| Stage::of(kind) == stage),
        };
        self.plugins.iter().filter(fits).count()
    }

    /// The plugin of a key.
    pub fn plugin(&self, key: &str) -> Option<&PluginEntry> {
        self.plugins.iter().find(|plugin| plugin.key() == key)
    }

    /// The plugin that a pipeline means by a name: the one that is used, or else one that cannot be.
    pub fn meant(&self, name: &str) -> Option<&PluginEntry> {
        let called = || self.plugins.iter().filter(|p| p.is_called(name));
        called()
            .find(|plugin| plugin.used)
            .or_else(|| called().find(|plugin| plugin.failure.is_some()))
    }

    /// The step that is worked on.
    pub fn focused_step(&self) -> Option<&DraftStep> {
        match (&self.draft, &self.focus) {
            (Some(draft), Focus::Step(id)) => draft.step(*id),
            _ => None,
        }
    }

    /// The plugin that is worked on: that of the list, or of the step.
    pub fn focused_plugin(&self) -> Option<&PluginEntry> {
        match &self.focus {
            Focus::Whole => None,
            Focus::Plugin(key) => self.plugin(key),
            Focus::Step(_) => self.meant(&self.focused_step()?.entry.plugin),
        }
    }

    /// The steps of the pipeline that hold a plugin.
    pub fn steps_of(&self, plugin: &PluginEntry) -> impl Iterator<Item = &DraftStep> {
        let steps = self.draft.iter().flat_map(|draft| &draft.steps);
        steps.filter(|step| {
            let meant = self.meant(&step.entry.plugin);
            meant.is_some_and(|meant| meant.key() == plugin.key())
        })
    }

    /// Why a step cannot be used as it is.
    pub fn problems(&self, step: &DraftStep) -> Vec<Problem> {
        match self.listed {
            true => step.problems(self.meant(&step.entry.plugin)),
            false => Vec::new(),
        }
    }

    /// Whether a value is marked that no plugin would take, in a step that takes part.
    pub fn has_wrong_values(&self) -> bool {
        let steps = self.draft.iter().flat_map(|draft| &draft.steps);
        let mut problems = steps
            .filter(|step| step.entry.enabled)
            .flat_map(|step| self.problems(step));
        problems.any(|p| matches!(p, Problem::Value(..) | Problem::NoSetting(_)))
    }

    /// The metrics of a kind that evaluations are to use: those of the chosen pipeline that take part. Where there are none, evaluations use their usual ones.
    pub fn metrics(&self, kind: Kind) -> Vec<Entry> {
        let steps = self
            .draft
            .iter()
            .flat_map(|draft| draft.stage(Stage::Metric));
        let fits = |step: &&DraftStep| {
            let plugin = self.meant(&step.entry.plugin);
            step.entry.enabled && plugin.is_some_and(|plugin| plugin.kind == Some(kind))
        };
        steps
            .filter(fits)
            .map(|step| Entry::Full(step.entry.clone()))
            .collect()
    }

    /// What the preview has to show.
    pub fn update_preview(&mut self, shown: Option<&Item>, now: Instant) {
        // While a value is wrong, what was right last is shown.
        if !self.has_wrong_values() {
            let wanted = self.wanted(shown);
            self.preview.want(wanted, now);
        }
    }

    fn wanted(&self, shown: Option<&Item>) -> Option<Wanted> {
        let (item, draft) = (shown?, self.draft.as_ref()?);
        if !self.listed {
            return None;
        }
        let target = match self.focus {
            Focus::Step(id) => {
                let (stage, index) = draft.place(id)?;
                Target::Step(stage, index)
            }
            Focus::Whole | Focus::Plugin(_) => Target::Whole,
        };
        let has_text = item.result.is_some();
        let shows = match target {
            Target::Step(Stage::Metric, _) => false,
            Target::Step(Stage::Post, _) => has_text,
            Target::Step(Stage::Pre, _) => true,
            Target::Whole => draft.stage(Stage::Pre).next().is_some() || has_text,
        };
        shows.then(|| Wanted {
            target,
            plan: draft.plan(),
            item: item.id,
            source: item.source.clone(),
            page: item.result.clone(),
            generation: self.generation,
        })
    }

    /// Whether nothing more will happen until the user does something.
    pub fn settled(&self) -> bool {
        self.listed && self.checking == 0 && !self.preview.busy()
    }
}

#[cfg(test)]
mod tests;
