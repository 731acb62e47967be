//! What a plugin says of itself, checked before anybody believes it.

use std::collections::HashSet;

use super::bindings::values::exports::ocr::plugins::info::{Field, PluginInfo, SettingSpec};

/// Characters that a text of an info may have.
const MOST_TEXT: usize = 4000;
/// Settings that a plugin may have.
const MOST_SETTINGS: usize = 200;

/// Checks what a plugin says of itself.
///
/// # Errors
/// In words, for the first thing that makes no sense.
pub(super) fn check(info: &PluginInfo) -> Result<(), String> {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
    };
    match info.id.split_once('/') {
        Some((owner, name)) if part(owner) && part(name) && info.id.len() <= 100 => {}
        _ => {
            return Err(format!(
                "its id is {:?}, which is not owner/name in lower-case letters, digits, and - _ . behind the first",
                shown(&info.id)
            ));
        }
    }
    if let Err(error) = semver::Version::parse(&info.version) {
        return Err(format!(
            "its version is {:?}, which is no semantic version: {error}",
            shown(&info.version)
        ));
    }
    if info.name.trim().is_empty() {
        return Err("its name is empty".into());
    }
    if info.license.trim().is_empty() {
        return Err("its licence is empty".into());
    }
    let homepage = info.homepage.iter();
    let texts = [&info.name, &info.description, &info.license];
    for text in texts.into_iter().chain(&info.authors).chain(homepage) {
        if text.chars().count() > MOST_TEXT || text.chars().any(|c| c.is_control() && c != '\n') {
            return Err("a text about it is too long or holds control characters".into());
        }
    }
    if info.settings.len() > MOST_SETTINGS {
        return Err(format!("it has {} settings", info.settings.len()));
    }
    let mut keys = HashSet::new();
    for setting in &info.settings {
        if !part(&setting.key) || !keys.insert(&setting.key) {
            return Err(format!(
                "setting {:?} has a key that is not lower-case letters, digits, and - _ . behind the first, or comes twice",
                shown(&setting.key)
            ));
        }
        check_field(setting).map_err(|why| format!("setting {}: {why}", setting.key))?;
    }
    Ok(())
}

/// A text from outside as far as an error shows it.
fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

fn check_field(setting: &SettingSpec) -> Result<(), String> {
    let inside = |default: f64, min: Option<f64>, max: Option<f64>, step: Option<f64>| {
        if [Some(default), min, max, step]
            .into_iter()
            .flatten()
            .any(|n| !n.is_finite())
        {
            return Err("a number is not finite".to_owned());
        }
        if step.is_some_and(|step| step <= 0.0) {
            return Err("its step is not positive".to_owned());
        }
        match min.is_none_or(|min| default >= min) && max.is_none_or(|max| default <= max) {
            true => Ok(()),
            false => Err("its default is outside its limits".to_owned()),
        }
    };
    match &setting.field {
        Field::Toggle(_) | Field::Text(_) => Ok(()),
        Field::Integer(f) => inside(
            f64::from(f.default),
            f.min.map(f64::from),
            f.max.map(f64::from),
            f.step.map(f64::from),
        ),
        Field::Number(f) => inside(f.default, f.min, f.max, f.step),
        Field::Choice(f) => {
            let mut values = HashSet::new();
            if !f.options.iter().all(|o| values.insert(&o.value)) {
                return Err("a choice comes twice".into());
            }
            match values.contains(&f.default) {
                true => Ok(()),
                false => Err("its default is none of its choices".into()),
            }
        }
    }
}
