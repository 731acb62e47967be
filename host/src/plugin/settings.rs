//! Settings: read from the command line and from pipeline files, checked against what the plugin declares.

use std::collections::BTreeMap;

use super::bindings::values::exports::ocr::plugins::info::{Field, PluginInfo, SettingSpec};
use super::bindings::values::ocr::plugins::types::{Setting, Value};
use super::error::Reason;

/// Values by key, of the types that TOML and JSON have. What a plugin's setting takes is decided when they meet.
pub type GivenSettings = BTreeMap<String, toml::Value>;

/// Reads `key=value`. The value stays text; a setting of another type reads it as its own.
///
/// # Errors
/// When there is no `=` or no key.
pub fn parse_pair(text: &str) -> Result<(String, toml::Value), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            Ok((key.trim().to_owned(), toml::Value::String(value.to_owned())))
        }
        _ => Err(format!("{text:?} is not key=value")),
    }
}

/// All settings of a plugin: those given, and the defaults of the others.
///
/// # Errors
/// For a key that the plugin does not declare, and a value that it does not take; says what it takes.
pub fn resolve(info: &PluginInfo, given: &GivenSettings) -> Result<Vec<Setting>, Reason> {
    if let Some(key) = given
        .keys()
        .find(|key| info.settings.iter().all(|s| s.key != **key))
    {
        let known: Vec<&str> = info.settings.iter().map(|s| s.key.as_str()).collect();
        let message = match known.is_empty() {
            true => "there is no such setting; this plugin has none".to_owned(),
            false => format!("there is no such setting; there are: {}", known.join(", ")),
        };
        return Err(Reason::Setting {
            key: key.clone(),
            message,
        });
    }
    let one = |spec: &SettingSpec| {
        let value = match given.get(&spec.key) {
            None => default_of(&spec.field),
            Some(value) => check(&spec.field, value).map_err(|message| Reason::Setting {
                key: spec.key.clone(),
                message,
            })?,
        };
        Ok(Setting {
            key: spec.key.clone(),
            value,
        })
    };
    info.settings.iter().map(one).collect()
}

/// A value as a setting takes it.
///
/// # Errors
/// When it does not take it; says what it takes.
pub fn check(field: &Field, value: &toml::Value) -> Result<Value, String> {
    read(field, value).ok_or_else(|| format!("{value} cannot be used; it takes {}", takes(field)))
}

/// A value as pipeline files have it.
pub fn to_toml(value: Value) -> toml::Value {
    match value {
        Value::Toggle(on) => on.into(),
        Value::Integer(number) => i64::from(number).into(),
        Value::Number(number) => number.into(),
        Value::Text(text) => text.into(),
    }
}

/// What a setting takes, in words.
pub fn takes(field: &Field) -> String {
    let unit = |unit: &str| match unit {
        "" => String::new(),
        unit => format!(" {unit}"),
    };
    match field {
        Field::Toggle(_) => "true or false".into(),
        Field::Integer(f) => format!("a whole number{}{}", between(f.min, f.max), unit(&f.unit)),
        Field::Number(f) => format!("a number{}{}", between(f.min, f.max), unit(&f.unit)),
        Field::Text(_) => "text".into(),
        Field::Choice(f) => {
            let options: Vec<&str> = f.options.iter().map(|o| o.value.as_str()).collect();
            format!("one of {}", options.join(", "))
        }
    }
}

fn between<T: std::fmt::Display>(min: Option<T>, max: Option<T>) -> String {
    match (min, max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) => format!(" from {min} on"),
        (None, Some(max)) => format!(" up to {max}"),
        (None, None) => String::new(),
    }
}

/// The value that a setting has when none is given.
pub fn default_of(field: &Field) -> Value {
    match field {
        Field::Toggle(default) => Value::Toggle(*default),
        Field::Integer(f) => Value::Integer(f.default),
        Field::Number(f) => Value::Number(f.default),
        Field::Text(f) => Value::Text(f.default.clone()),
        Field::Choice(f) => Value::Text(f.default.clone()),
    }
}

/// A setting's value, if it is one that the field takes. Text is read as whatever the field wants: it comes from a command line or a form.
fn read(field: &Field, value: &toml::Value) -> Option<Value> {
    let text = value.as_str();
    match field {
        Field::Toggle(_) => {
            let on = value.as_bool().or_else(|| match text?.trim() {
                "true" | "on" | "yes" | "1" => Some(true),
                "false" | "off" | "no" | "0" => Some(false),
                _ => None,
            });
            on.map(Value::Toggle)
        }
        Field::Integer(f) => {
            let whole = value.as_integer().or_else(|| text?.trim().parse().ok())?;
            let number = i32::try_from(whole).ok()?;
            let inside =
                f.min.is_none_or(|min| number >= min) && f.max.is_none_or(|max| number <= max);
            inside.then_some(Value::Integer(number))
        }
        Field::Number(f) => {
            let number = value
                .as_float()
                .or_else(|| value.as_integer().map(|n| n as f64))
                .or_else(|| text?.trim().parse().ok())?;
            let inside =
                f.min.is_none_or(|min| number >= min) && f.max.is_none_or(|max| number <= max);
            (inside && number.is_finite()).then_some(Value::Number(number))
        }
        Field::Text(_) => text.map(|t| Value::Text(t.to_owned())),
        Field::Choice(f) => {
            let chosen = f
                .options
                .iter()
                .find(|option| Some(option.value.as_str()) == text)?;
            Some(Value::Text(chosen.value.clone()))
        }
    }
}
