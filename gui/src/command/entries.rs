//! What the palette finds.

use inkstone::device::{DeviceKind, DeviceSpec};
use inkstone::pipeline::BUILT_IN;

use super::Command;
use crate::action::Action;
use crate::lang::{Language, Words};
use crate::state::AppState;

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
    for (pipeline, _) in BUILT_IN {
        let name = |words: &Words| format!("{}: {pipeline}", words.pipeline);
        add(&name, Action::SetPipeline((*pipeline).to_owned()));
    }
    let kinds = [DeviceKind::Npu, DeviceKind::Cuda, DeviceKind::Cpu];
    let present = |kind: &DeviceKind| {
        let mut devices = state.devices.iter();
        devices.any(|device| device.present && device.name == kind.name())
    };
    for kind in kinds.into_iter().filter(present) {
        let name = |words: &Words| format!("{}: {}", words.device, kind.name().to_uppercase());
        let spec = DeviceSpec {
            kind,
            ..DeviceSpec::CPU
        };
        add(&name, Action::SetDevice(spec));
    }
    for path in &state.recent {
        let name = |words: &Words| format!("{}: {}", words.command.recent, path.display());
        add(&name, Action::OpenPaths(vec![path.clone()]));
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
        state.remember(&["/in/发票.pdf".into()]);
        let found = entries(&state, Language::Chinese);
        let of = |action: Action| found.iter().find(|entry| entry.action == action);
        assert!(of(Action::Select(id)).is_some_and(|entry| entry.name.contains("sample.png")));
        let recent = of(Action::OpenPaths(vec!["/in/发票.pdf".into()])).expect("recent");
        assert!(recent.name.contains("发票") && recent.other_name.starts_with("Open again"));
    }
}
