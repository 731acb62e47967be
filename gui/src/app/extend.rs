//! What the window does about plugins and the chosen pipeline.

use std::path::PathBuf;
use std::time::Instant;

use eframe::egui::Context;
use inkstone::plugin::Origin;

use super::App;
use crate::action::ExtendAction;
use crate::lang::ExtendWords;
use crate::state::Notice;
use crate::state::extend::{Draft, ExtendEvent, Focus, Previewed, Question, Stage, StepId, Told};
use crate::view::Workspace;
use crate::view::extend::{Pictures, SideTab};
use crate::worker::dialog::Ask;
use crate::worker::plugins::PluginAsk;

impl App {
    /// Has the plugins' thread do something. It is gone only when the window is.
    fn ask_plugins(&mut self, ask: PluginAsk) {
        let _ = self.plugins.send(ask);
    }

    /// Has the thread do something that the user waits for: a preview that is being made waits instead.
    fn ask_plugins_first(&mut self, ask: PluginAsk) {
        self.state.extend.preview.make_way(Instant::now());
        self.ask_plugins(ask);
    }

    /// Looks into files that are to be added.
    pub(super) fn check_plugins(&mut self, files: Vec<PathBuf>) {
        for file in files {
            self.state.extend.checking += 1;
            self.ask_plugins_first(PluginAsk::Check(file));
        }
    }

    /// Takes up what the thread told.
    pub(super) fn listen_to_plugins(&mut self, ctx: &Context) {
        while let Ok(event) = self.extend_events.try_recv() {
            if let ExtendEvent::Previewed(_, Previewed::Made(_)) = &event {
                self.view.extend.pictures = None;
            }
            let state = &mut self.state;
            let told = state.extend.apply(event, &mut state.settings.pipeline);
            if let Some(Told::Added(_)) = &told {
                self.view.extend.tab = SideTab::About;
            }
            let words = &self.language.words().extend;
            state.notices.extend(told.map(|told| notice(told, words)));
        }
        if let Some(made) = &self.state.extend.preview.made
            && self.view.extend.pictures.is_none()
        {
            self.view.extend.pictures = made.image.as_ref().map(|i| Pictures::load(ctx, i));
        }
    }

    /// Has the thread do what is due: list plugins where they are shown, store the pipeline, make the preview.
    pub(super) fn mind_plugins(&mut self, ctx: &Context) {
        let now = Instant::now();
        let workspace = self.view.workspace;
        if workspace != Workspace::Read && !self.asked_for_plugins {
            self.asked_for_plugins = true;
            self.ask_plugins(PluginAsk::List);
        }
        let minimized = ctx.input(|input| input.viewport().minimized == Some(true));
        let watching = workspace == Workspace::Extend && !minimized;
        if watching != self.watching_plugins {
            self.watching_plugins = watching;
            self.ask_plugins(PluginAsk::Watch(watching));
        }
        if let Some((name, plan)) = self.state.extend.take_unstored(now) {
            self.ask_plugins(PluginAsk::Store(name, Box::new(plan)));
        }
        let state = &mut self.state;
        if workspace == Workspace::Extend {
            let shown = state.selected;
            let shown = state.items.iter().find(|item| Some(item.id) == shown);
            state.extend.update_preview(shown, now);
            if let Some(job) = state.extend.preview.next(now) {
                self.ask_plugins(PluginAsk::Preview(Box::new(job)));
            }
        }
        let extend = &self.state.extend;
        let waits = [extend.store_wait(now), extend.preview.wait(now)];
        if let Some(wait) = waits.into_iter().flatten().min() {
            ctx.request_repaint_after(wait);
        }
    }

    /// Works on the pipeline that pages are read with from now on.
    pub(super) fn choose_pipeline(&mut self, name: String) {
        let unstored = self.state.extend.choose(&name, Instant::now());
        if let Some((name, plan)) = unstored {
            self.ask_plugins(PluginAsk::Store(name, Box::new(plan)));
        }
        self.state.settings.pipeline = name;
    }

    /// Stores what has not been stored yet, as the window closes.
    pub(super) fn store_pipeline_now(&mut self) {
        if let Some((name, plan)) = self.state.extend.flush(Instant::now()) {
            let shelf = inkstone::pipeline::Shelf::new(self.places.pipelines.clone());
            // Nobody is left to be told of an error.
            let _ = shelf.store(&name, &plan);
        }
    }

    /// Carries out one action.
    pub(super) fn carry_out_extend(&mut self, action: ExtendAction) {
        let now = Instant::now();
        // What is asked for elsewhere, as in the palette, is shown here.
        if let ExtendAction::AddStep(_) | ExtendAction::Undo | ExtendAction::PreviewAgain = &action
        {
            self.view.workspace = Workspace::Extend;
        }
        let extend = &mut self.state.extend;
        match action {
            ExtendAction::Filter(filter) => extend.filter = filter,
            ExtendAction::Focus(focus) => {
                extend.focus = focus;
            }
            ExtendAction::Choose => self.ask(Ask::Plugin),
            ExtendAction::Answer(yes) => {
                if let Some(question) = extend.questions.pop_front().filter(|_| yes) {
                    self.agree(question);
                }
            }
            ExtendAction::Remove(key) => extend.ask_to_remove(&key),
            ExtendAction::AddStep(key) => self.add_step(&key, now),
            ExtendAction::Metric(key, on) => self.use_metric(&key, on, now),
            ExtendAction::RemoveStep(id) => extend.edit(|draft| draft.remove(id, now)),
            ExtendAction::MoveStep(id, by) => extend.edit(|draft| draft.move_by(id, by, now)),
            ExtendAction::PlaceStep(id, to) => extend.edit(|draft| draft.move_to(id, to, now)),
            ExtendAction::Enable(id, on) => extend.edit(|draft| draft.enable(id, on, now)),
            ExtendAction::Set(id, key, value) => {
                self.set(id, &key, |draft, spec| draft.set(id, spec, value, now));
            }
            ExtendAction::Type(id, key, text) => {
                self.set(id, &key, |draft, spec| draft.type_into(id, spec, text, now));
            }
            ExtendAction::Forget(id, key) => extend.edit(|draft| draft.forget(id, &key, now)),
            ExtendAction::Limit(id, limits) => extend.edit(|draft| draft.limit(id, limits, now)),
            ExtendAction::Undo => extend.edit(|draft| draft.undo(now)),
            ExtendAction::Rename(to) => {
                let unstored = extend.flush(now);
                let from = extend.draft.as_ref().map(|draft| draft.name.clone());
                if let Some((name, plan)) = unstored {
                    self.ask_plugins(PluginAsk::Store(name, Box::new(plan)));
                }
                if let Some(from) = from.filter(|from| *from != to) {
                    self.ask_plugins_first(PluginAsk::Rename(from, to));
                }
            }
            ExtendAction::RemovePipeline => {
                if let Some(draft) = &extend.draft {
                    let question = Question::RemovePipeline(draft.name.clone());
                    extend.questions.push_back(question);
                }
            }
            ExtendAction::StopPreview => extend.preview.stop(),
            ExtendAction::PreviewAgain => extend.preview.again(now),
            ExtendAction::SeenLog => extend.log.unseen_errors = 0,
            ExtendAction::ClearLog => extend.log.clear(),
        }
    }

    fn set(
        &mut self,
        id: StepId,
        key: &str,
        change: impl FnOnce(&mut Draft, &inkstone::plugin::SettingSpec),
    ) {
        let extend = &mut self.state.extend;
        let step = extend.draft.as_ref().and_then(|draft| draft.step(id));
        let plugin = step.and_then(|step| extend.meant(&step.entry.plugin));
        let spec = plugin.and_then(|p| p.settings.iter().find(|spec| spec.key == key));
        if let Some(spec) = spec.cloned() {
            extend.edit(|draft| change(draft, &spec));
        }
    }

    fn add_step(&mut self, key: &str, now: Instant) {
        let extend = &mut self.state.extend;
        let Some(plugin) = extend.plugin(key) else {
            return;
        };
        let Some(stage) = plugin.kind.map(Stage::of) else {
            return;
        };
        let name = plugin.name_in_pipelines();
        let mut added = None;
        extend.edit(|draft| added = Some(draft.add(name, stage, now)));
        if let Some(id) = added {
            extend.focus = Focus::Step(id);
        }
    }

    /// Has evaluations use a metric, or not.
    fn use_metric(&mut self, key: &str, on: bool, now: Instant) {
        let extend = &mut self.state.extend;
        let Some(plugin) = extend.plugin(key) else {
            return;
        };
        let steps: Vec<_> = extend.steps_of(plugin).map(|step| step.id).collect();
        match (on, steps.first()) {
            (true, None) => {
                let name = plugin.name_in_pipelines();
                extend.edit(|draft| {
                    draft.add(name, Stage::Metric, now);
                });
            }
            (true, Some(id)) => extend.edit(|draft| draft.enable(*id, true, now)),
            (false, _) => extend.edit(|draft| {
                for id in steps {
                    draft.remove(id, now);
                }
            }),
        }
    }

    /// Does what the user agreed to.
    fn agree(&mut self, question: Question) {
        match question {
            Question::Add { file, plugin, .. } => {
                let sha256 = plugin.sha256;
                self.ask_plugins_first(PluginAsk::Add { file, sha256 });
            }
            Question::Broken { .. } => {}
            Question::Remove { key, id, .. } => {
                let plugin = self.state.extend.plugin(&key);
                if let Some(Origin::Folder(file)) = plugin.map(|plugin| plugin.origin.clone()) {
                    self.ask_plugins_first(PluginAsk::Remove { file, label: id });
                }
            }
            Question::RemovePipeline(name) => {
                self.ask_plugins_first(PluginAsk::RemovePipeline(name));
                let usual = crate::state::Settings::default().pipeline;
                self.state.extend.leave(&usual);
                self.state.settings.pipeline = usual;
            }
        }
    }
}

fn notice(told: Told, words: &ExtendWords) -> Notice {
    match told {
        Told::Added(label) => Notice::info(format!("{} {label}", words.added)),
        Told::Removed(name) => Notice::info(format!("{} {name}", words.removed)),
        Told::Reloaded(label) => Notice::info(format!("{} {label}", words.reloaded)),
        Told::Failed(fault) => Notice::error(fault),
    }
}
