//! The chosen pipeline while it is worked on.

use std::collections::BTreeMap;
use std::time::Instant;

use inkstone::pipeline::{Entry, FullEntry, Plan};
use inkstone::plugin::{Kind, Limits, SettingSpec};

use super::draft_step::DraftStep;
use super::entry::{PipelineEntry, PipelineKind};

/// Changes that can be taken back.
const MOST_UNDO: usize = 100;

/// Stands for a step as long as its pipeline is worked on.
pub type StepId = u64;

/// When a step takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Before a page is read.
    Pre,
    /// After it was read.
    Post,
    /// When what was read is judged.
    Metric,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Pre, Self::Post, Self::Metric];

    /// The stage of a kind of plugins.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Image => Self::Pre,
            Kind::Document => Self::Post,
            Kind::TensorMetric | Kind::TextMetric => Self::Metric,
        }
    }
}

/// The chosen pipeline while it is worked on.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// Where it is from.
    pub kind: PipelineKind,
    /// Its steps by stage, in order.
    pub steps: Vec<DraftStep>,
    /// What it is for, in one line.
    pub about: String,
    /// Since when a change waits to be stored.
    pub changed: Option<Instant>,
    /// What else its file says.
    rest: Plan,
    last_id: StepId,
    undo: Vec<Vec<DraftStep>>,
}

impl Draft {
    /// A pipeline to be worked on; none where its file says what cannot be understood.
    pub fn of(entry: &PipelineEntry) -> Option<Self> {
        let plan = entry.plan.as_ref().ok()?;
        let mut draft = Self {
            name: entry.name.clone(),
            kind: entry.kind,
            steps: Vec::new(),
            about: plan.about.clone(),
            changed: None,
            rest: plan.clone(),
            last_id: 0,
            undo: Vec::new(),
        };
        for (stage, entries) in [
            (Stage::Pre, &plan.pre),
            (Stage::Post, &plan.post),
            (Stage::Metric, &plan.metrics),
        ] {
            for entry in entries {
                draft.push(stage, entry.full());
            }
        }
        Some(draft)
    }

    fn push(&mut self, stage: Stage, entry: FullEntry) -> StepId {
        self.last_id += 1;
        let after = self.steps.iter().rposition(|step| step.stage <= stage);
        let step = DraftStep {
            id: self.last_id,
            stage,
            entry,
            typed: BTreeMap::new(),
        };
        self.steps.insert(after.map_or(0, |index| index + 1), step);
        self.last_id
    }

    /// What it says now.
    pub fn plan(&self) -> Plan {
        let of = |stage| {
            let steps = self.steps.iter().filter(move |step| step.stage == stage);
            steps.map(|step| Entry::Full(step.entry.clone())).collect()
        };
        Plan {
            name: self.name.clone(),
            about: self.about.clone(),
            prompt: self.rest.prompt.clone(),
            pre: of(Stage::Pre),
            post: of(Stage::Post),
            metrics: of(Stage::Metric),
            keep_raw: self.rest.keep_raw,
        }
    }

    /// Whether its file says the same.
    pub fn says(&self, plan: &Plan) -> bool {
        let full = |plan: &Plan| {
            let lists = [&plan.pre, &plan.post, &plan.metrics];
            lists.map(|list| list.iter().map(Entry::full).collect::<Vec<_>>())
        };
        let own = self.plan();
        full(&own) == full(plan)
            && own.about == plan.about
            && own.prompt == plan.prompt
            && own.keep_raw == plan.keep_raw
    }

    /// The steps of a stage.
    pub fn stage(&self, stage: Stage) -> impl Iterator<Item = &DraftStep> {
        self.steps.iter().filter(move |step| step.stage == stage)
    }

    /// A step.
    pub fn step(&self, id: StepId) -> Option<&DraftStep> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Its place among those of its stage.
    pub fn place(&self, id: StepId) -> Option<(Stage, usize)> {
        let stage = self.step(id)?.stage;
        let index = self.stage(stage).position(|step| step.id == id)?;
        Some((stage, index))
    }

    /// The task or question that it asks the model, if it says one.
    pub fn prompt(&self) -> Option<&str> {
        self.rest.prompt.as_deref()
    }

    /// Whether it says that the model's own words are kept to itself.
    pub fn keep_raw(&self) -> Option<bool> {
        self.rest.keep_raw
    }

    /// Remembers how it was, before it is changed.
    fn change(&mut self, now: Instant) {
        self.undo.push(self.steps.clone());
        if self.undo.len() > MOST_UNDO {
            self.undo.remove(0);
        }
        self.changed = Some(now);
    }

    /// Whether a change can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Takes back the last change.
    pub fn undo(&mut self, now: Instant) {
        if let Some(steps) = self.undo.pop() {
            self.steps = steps;
            self.changed = Some(now);
        }
    }

    /// Puts a plugin at the end of its stage.
    pub fn add(&mut self, plugin: String, stage: Stage, now: Instant) -> StepId {
        self.change(now);
        let entry = FullEntry {
            plugin,
            enabled: true,
            settings: BTreeMap::new(),
            limits: Limits::default(),
        };
        self.push(stage, entry)
    }

    /// Takes a step out.
    pub fn remove(&mut self, id: StepId, now: Instant) {
        self.change(now);
        self.steps.retain(|step| step.id != id);
    }

    /// Puts a step before what is now at a place of its stage, or at the end.
    pub fn move_to(&mut self, id: StepId, to: usize, now: Instant) {
        let Some((stage, from)) = self.place(id) else {
            return;
        };
        // Before itself, or before what follows it, is where it is.
        let to = to.min(self.stage(stage).count());
        if to == from || to == from + 1 {
            return;
        }
        self.change(now);
        let first = self.steps.iter().position(|step| step.stage == stage);
        let first = first.unwrap_or(0);
        let step = self.steps.remove(first + from);
        let to = if to > from { to - 1 } else { to };
        self.steps.insert(first + to, step);
    }

    /// Moves a step so many places further down its stage.
    pub fn move_by(&mut self, id: StepId, by: isize, now: Instant) {
        let Some((_, from)) = self.place(id) else {
            return;
        };
        let to = from.saturating_add_signed(by);
        self.move_to(id, if by > 0 { to + 1 } else { to }, now);
    }

    /// Has a step take part, or not.
    pub fn enable(&mut self, id: StepId, enabled: bool, now: Instant) {
        self.change(now);
        if let Some(step) = self.step_mut(id) {
            step.entry.enabled = enabled;
        }
    }

    /// Sets what a step may use.
    pub fn limit(&mut self, id: StepId, limits: Limits, now: Instant) {
        self.change(now);
        if let Some(step) = self.step_mut(id) {
            step.entry.limits = limits;
        }
    }

    /// Gives a setting a value.
    pub fn set(&mut self, id: StepId, spec: &SettingSpec, value: toml::Value, now: Instant) {
        self.change(now);
        if let Some(step) = self.step_mut(id) {
            step.typed.remove(&spec.key);
            step.keep(spec, value);
        }
    }

    /// Lets a setting have its default.
    pub fn forget(&mut self, id: StepId, key: &str, now: Instant) {
        self.change(now);
        if let Some(step) = self.step_mut(id) {
            step.typed.remove(key);
            step.entry.settings.remove(key);
        }
    }

    /// Takes up what is typed into a setting's field.
    pub fn type_into(&mut self, id: StepId, spec: &SettingSpec, text: String, now: Instant) {
        // Typing on is one change.
        let going_on = (self.step(id)).is_some_and(|step| step.typed.contains_key(&spec.key));
        match going_on {
            true => self.changed = Some(now),
            false => self.change(now),
        }
        if let Some(step) = self.step_mut(id) {
            step.keep(spec, text.clone().into());
            step.typed.insert(spec.key.clone(), text);
        }
    }

    fn step_mut(&mut self, id: StepId) -> Option<&mut DraftStep> {
        self.steps.iter_mut().find(|step| step.id == id)
    }
}
