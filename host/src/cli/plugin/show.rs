//! Plugins and their checks on the terminal.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{PrintFormat, say};
use crate::plugin::check::Check;
use crate::plugin::settings::{default_of, takes};
use crate::plugin::{Kind, Listed, Origin, Plugin, Registry, SettingSpec, Value as SettingValue};

pub(super) fn list(
    registry: &Registry,
    kind: Option<Kind>,
    format: PrintFormat,
) -> anyhow::Result<ExitCode> {
    let wanted = |listed: &Listed| match (kind, &listed.plugin) {
        (Some(kind), Some(plugin)) => plugin.kind() == kind,
        _ => true,
    };
    let mut all = registry.all();
    // An added plugin takes the place of the bundled one of its id.
    let replaced = |listed: &Listed| {
        listed.origin == Origin::Bundled && listed.error.is_none() && !listed.used
    };
    all.retain(|listed| wanted(listed) && !replaced(listed));
    if format == PrintFormat::Json {
        let rows: Vec<Value> = all.iter().map(row).collect();
        say!("{}", serde_json::to_string_pretty(&rows)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    for kind in Kind::ALL {
        let of_kind = all
            .iter()
            .filter_map(|listed| Some((listed, listed.plugin.as_ref()?)))
            .filter(|(_, plugin)| plugin.kind() == kind);
        for (index, (listed, plugin)) in of_kind.enumerate() {
            if index == 0 {
                say!("{kind}")?;
            }
            say!(
                "  {:<28} {:<8} {:<12} {}",
                plugin.info.id,
                plugin.info.version,
                plugin.info.license,
                first_sentence(&plugin.info.description)
            )?;
            if plugin.origin != Origin::Bundled {
                let unused = if listed.used {
                    ""
                } else {
                    " (not used: another file has the same id)"
                };
                say!("  {:<28} {}{unused}", "", plugin.origin.describe())?;
            }
        }
    }
    let broken = all
        .iter()
        .filter_map(|listed| Some((listed, listed.error.as_ref()?)));
    for (index, (listed, error)) in broken.enumerate() {
        if index == 0 {
            say!("cannot be loaded")?;
        }
        say!("  {}: {}", listed.origin.describe(), error.reason)?;
    }
    if let Some(folder) = registry.folder() {
        say!("\nadded plugins lie in {}", folder.display())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn first_sentence(text: &str) -> &str {
    text.split_inclusive(". ").next().unwrap_or(text).trim_end()
}

fn row(listed: &Listed) -> Value {
    let mut row = match &listed.plugin {
        Some(plugin) => about(plugin),
        None => json!({}),
    };
    row["used"] = json!(listed.used);
    row["origin"] = json!(listed.origin);
    if let Some(error) = &listed.error {
        row["error"] = json!(error.to_string());
    }
    row
}

fn about(plugin: &Plugin) -> Value {
    let info = &plugin.info;
    json!({
        "id": info.id, "name": info.name, "version": info.version, "kind": plugin.kind(),
        "description": info.description, "authors": info.authors, "license": info.license, "homepage": info.homepage,
    })
}

pub(super) fn inspect(plugin: &Plugin, format: PrintFormat) -> anyhow::Result<ExitCode> {
    let info = &plugin.info;
    if format == PrintFormat::Json {
        let mut value = about(plugin);
        value["contract"] = json!(plugin.interfaces.contract);
        value["imports"] = json!(plugin.interfaces.imports);
        value["sha256"] = json!(plugin.sha256);
        value["bytes"] = json!(plugin.size);
        value["origin"] = json!(plugin.origin);
        value["settings"] = info.settings.iter().map(setting).collect();
        say!("{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    say!("{} {}: {}", info.id, info.version, info.name)?;
    if !info.description.is_empty() {
        say!("{}", info.description)?;
    }
    say!("")?;
    say!("kind      {}", plugin.kind())?;
    say!("contract  ocr:plugins@{}", plugin.interfaces.contract)?;
    say!("license   {}", info.license)?;
    if !info.authors.is_empty() {
        say!("authors   {}", info.authors.join(", "))?;
    }
    if let Some(homepage) = &info.homepage {
        say!("homepage  {homepage}")?;
    }
    say!("from      {}", plugin.origin.describe())?;
    say!("file      {} bytes, sha256 {}", plugin.size, plugin.sha256)?;
    say!("asks for  {}", plugin.interfaces.imports.join(", "))?;
    say!("")?;
    if info.settings.is_empty() {
        say!("It has no settings.")?;
    }
    for spec in &info.settings {
        say!(
            "--set {}={}  {}; {}",
            spec.key,
            text_of(&default_of(&spec.field)),
            takes(&spec.field),
            spec.help
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn setting(spec: &SettingSpec) -> Value {
    json!({
        "key": spec.key, "label": spec.label, "help": spec.help, "group": spec.group,
        "default": value_of(&default_of(&spec.field)), "takes": takes(&spec.field),
    })
}

fn value_of(value: &SettingValue) -> Value {
    match value {
        SettingValue::Toggle(on) => json!(on),
        SettingValue::Integer(n) => json!(n),
        SettingValue::Number(n) => json!(n),
        SettingValue::Text(text) => json!(text),
    }
}

fn text_of(value: &SettingValue) -> String {
    match value {
        SettingValue::Text(text) => text.clone(),
        other => value_of(other).to_string(),
    }
}

/// Writes the names of cases as the interface does, `lower-is-better` for `LowerIsBetter`, below the given keys.
pub(super) fn spell_cases(value: &mut Value, keys: &[&str]) {
    let spelled = |name: &str| {
        let mut out = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() && !out.is_empty() {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        }
        out
    };
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| spell_cases(item, keys)),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                spell_cases(field, keys);
                if !keys.contains(&key.as_str()) {
                    continue;
                }
                *field = match field.take() {
                    Value::String(name) => Value::String(spelled(&name)),
                    Value::Object(case) => case
                        .into_iter()
                        .map(|(name, held)| (spelled(&name), held))
                        .collect(),
                    other => other,
                };
            }
        }
        _ => {}
    }
}

/// One check as a line.
pub(super) fn check_line(check: &Check) -> String {
    let note = check
        .note
        .as_ref()
        .map_or_else(String::new, |note| format!(" ({note})"));
    match &check.problem {
        None => format!("  ok      {}{note}", check.name),
        Some(problem) => format!("  FAILED  {}: {problem}", check.name),
    }
}
