//! One step of the pipeline that is worked on.

use std::collections::BTreeMap;

use inkstone::pipeline::FullEntry;
use inkstone::plugin::settings::{check, default_of, to_toml};
use inkstone::plugin::{SettingSpec, Value};

use super::draft::{Stage, StepId};
use super::entry::PluginEntry;

/// A plugin's place in the pipeline.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftStep {
    /// Stands for it.
    pub id: StepId,
    /// When it takes part.
    pub stage: Stage,
    /// What the pipeline says of it. A value that its plugin does not take stays here as the text that was typed.
    pub entry: FullEntry,
    /// Texts of fields as they were typed, such as `0.50`.
    pub(super) typed: BTreeMap<String, String>,
}

/// Why a step cannot be used as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is no such plugin.
    Missing,
    /// Its file cannot be used.
    Broken(String),
    /// It is not of the kind that the stage needs.
    Kind,
    /// It has no setting of this key.
    NoSetting(String),
    /// A setting does not take its value; says what it takes.
    Value(String, String),
}

impl DraftStep {
    /// Keeps a value as the plugin takes it, or as it is where the plugin does not take it. What is so anyway is not kept.
    pub(super) fn keep(&mut self, spec: &SettingSpec, value: toml::Value) {
        let settings = &mut self.entry.settings;
        match check(&spec.field, &value) {
            Ok(value) if value == default_of(&spec.field) => settings.remove(&spec.key),
            Ok(value) => settings.insert(spec.key.clone(), to_toml(value)),
            Err(_) => settings.insert(spec.key.clone(), value),
        };
    }

    /// The value of a setting, or the default where it has none that the plugin takes.
    pub fn value(&self, spec: &SettingSpec) -> Value {
        let given = self.entry.settings.get(&spec.key);
        given
            .and_then(|value| check(&spec.field, value).ok())
            .unwrap_or_else(|| default_of(&spec.field))
    }

    /// The text of a setting's field.
    pub fn text(&self, spec: &SettingSpec) -> String {
        if let Some(text) = self.typed.get(&spec.key) {
            return text.clone();
        }
        match self.entry.settings.get(&spec.key) {
            Some(toml::Value::String(text)) => text.clone(),
            _ => spell(&self.value(spec)),
        }
    }

    /// Whether a setting was given a value of its own.
    pub fn is_set(&self, spec: &SettingSpec) -> bool {
        self.entry.settings.contains_key(&spec.key)
    }

    /// Why it cannot be used as it is, with the plugin that it means if there is one.
    pub fn problems(&self, plugin: Option<&PluginEntry>) -> Vec<Problem> {
        let Some(plugin) = plugin else {
            return vec![Problem::Missing];
        };
        if let Some(failure) = &plugin.failure {
            return vec![Problem::Broken(failure.fault.text.clone())];
        }
        if plugin.kind.is_none_or(|kind| Stage::of(kind) != self.stage) {
            return vec![Problem::Kind];
        }
        let given = self.entry.settings.iter();
        given
            .filter_map(|(key, value)| {
                let Some(spec) = plugin.settings.iter().find(|spec| spec.key == *key) else {
                    return Some(Problem::NoSetting(key.clone()));
                };
                let error = check(&spec.field, value).err()?;
                Some(Problem::Value(key.clone(), error))
            })
            .collect()
    }
}

/// A value as it is typed.
pub fn spell(value: &Value) -> String {
    match value {
        Value::Toggle(on) => on.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.clone(),
    }
}
