//! What the palette finds.

use inkstone::device::{DeviceKind, DeviceSpec, Dtype};

use super::Command;
use crate::action::{Action, CompareAction, ExtendAction};
use crate::lang::{Language, Words};
use crate::state::AppState;
use crate::state::compare::SIDES;

/// Something that the palette finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called in the window's language.
    pub name: String,
    /// What it is called in the other one, by which it is found too.
    pub other_name: String,
    /// What it does.
    pub action: Action,
}

/// Everything that can be done by name now: the commands, and what depends on what there is.
pub fn entries(state: &AppState, language: Language) -> Vec<Entry> {
    let (words, other) = (language.words(), language.other().words());
    let mut entries: Vec<Entry> = (Command::ALL.into_iter())
        .filter(|command| *command != Command::Palette)
        .filter_map(|command| {
            Some(Entry {
                name: command.name(words),
                other_name: command.name(other),
                action: command.action(state)?,
            })
        })
        .collect();
    let mut add = |name: &dyn Fn(&Words) -> String, action: Action| {
        entries.push(Entry {
            name: name(words),
            other_name: name(other),
            action,
        });
    };
    let pipelines = state.extend.pipelines.iter();
    for pipeline in pipelines.filter(|pipeline| pipeline.plan.is_ok()) {
        let name = |words: &Words| format!("{}: {}", words.pipeline, pipeline.name);
        add(&name, Action::SetPipeline(pipeline.name.clone()));
    }
    for (model, _) in &state.installed {
        let name = |words: &Words| format!("{}: {model}", words.model);
        add(&name, Action::SetModel(Some(model.into())));
        let name = |words: &Words| format!("{}: {} {model}", words.model, words.download_check);
        add(&name, Action::CheckModel(model.clone()));
    }
    let device = state.settings.device;
    let kinds = [DeviceKind::Npu, DeviceKind::Cuda, DeviceKind::Cpu];
    let present = |kind: &DeviceKind| {
        let mut devices = state.devices.iter();
        devices.any(|device| device.present && device.name == kind.name())
    };
    for kind in kinds.into_iter().filter(present) {
        let name = |words: &Words| format!("{}: {}", words.device, kind.name().to_uppercase());
        let spec = DeviceSpec {
            kind,
            dtype: device.dtype,
            ..DeviceSpec::CPU
        };
        add(&name, Action::SetDevice(spec));
        for side in SIDES {
            let name = |words: &Words| {
                let of = &words.compare;
                let side = [of.baseline, of.candidate][side];
                format!("{}: {side}: {}", of.name, kind.name().to_uppercase())
            };
            let dtype = state.compare.devices[side].dtype;
            let spec = DeviceSpec { dtype, ..spec };
            add(&name, Action::Compare(CompareAction::SetDevice(side, spec)));
        }
    }
    for dtype in [Dtype::Float32, Dtype::Bfloat16, Dtype::Float16] {
        let name = |words: &Words| format!("{}: {}", words.dtype, dtype.name());
        let dtype = Some(dtype);
        add(&name, Action::SetDevice(DeviceSpec { dtype, ..device }));
    }
    let plugins = state.extend.plugins.iter();
    for plugin in plugins.filter(|plugin| plugin.used && plugin.kind.is_some()) {
        let name = |words: &Words| format!("{}: {}", words.extend.add_step, plugin.name);
        add(&name, ExtendAction::AddStep(plugin.key()).into());
    }
    for run in &state.compare.history.rows {
        let name = |words: &Words| format!("{}: {}", words.compare.show_report, run.id);
        add(
            &name,
            Action::Compare(CompareAction::OpenRun(run.id.clone())),
        );
    }
    for path in &state.recent {
        let name = |words: &Words| format!("{}: {}", words.command.recent, path.display());
        add(&name, Action::OpenRecent(path.clone()));
    }
    for item in &state.items {
        let name = |words: &Words| format!("{}: {}", words.command.page, item.source.name());
        add(&name, Action::Select(item.id));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Settings, Source};

    #[test]
    fn pages_and_what_was_opened_are_found() {
        let mut state = AppState::new(Settings::default());
        let id = state.add(Source::Sample);
        state.recent = vec!["/in/发票.pdf".into()];
        let found = entries(&state, Language::Chinese);
        let of = |action: Action| found.iter().find(|entry| entry.action == action);
        assert!(of(Action::Select(id)).is_some_and(|entry| entry.name.contains("sample.png")));
        let recent = of(Action::OpenRecent("/in/发票.pdf".into())).expect("recent");
        assert!(recent.name.contains("发票") && recent.other_name.starts_with("Open again"));
    }
}
