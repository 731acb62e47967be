//! What plugins and pipelines are called: bundled ones in the window's language, others in their own words.

use inkstone::pipeline::BUILT_IN;
use inkstone::plugin::SettingSpec;

use super::Words;
use crate::state::extend::{Draft, PipelineKind, PluginEntry};

/// A bundled plugin in a language.
#[derive(Debug)]
pub struct PluginWords {
    /// The second half of its id.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// What it does.
    pub description: &'static str,
    /// Its settings: key, name and help.
    pub settings: &'static [(&'static str, &'static str, &'static str)],
}

impl Words {
    fn of_bundled(&self, plugin: &PluginEntry) -> Option<&'static PluginWords> {
        let short = plugin.id.strip_prefix("inkstone/")?;
        let bundled = plugin.origin == inkstone::plugin::Origin::Bundled;
        let mut known = self.bundled_plugins.iter();
        known.find(|words| bundled && words.id == short)
    }

    /// What a plugin is called.
    pub fn name_of<'a>(&self, plugin: &'a PluginEntry) -> &'a str {
        self.of_bundled(plugin)
            .map_or(&plugin.name, |words| words.name)
    }

    /// What it does.
    pub fn description_of<'a>(&self, plugin: &'a PluginEntry) -> &'a str {
        self.of_bundled(plugin)
            .map_or(&plugin.description, |words| words.description)
    }

    /// What a setting is called, and the help to it.
    pub fn setting_of<'a>(
        &self,
        plugin: &PluginEntry,
        spec: &'a SettingSpec,
    ) -> (&'a str, &'a str) {
        let words = self.of_bundled(plugin);
        let words = words.and_then(|words| words.settings.iter().find(|s| s.0 == spec.key));
        words.map_or((&spec.label, &spec.help), |(_, name, help)| (name, help))
    }

    /// What a pipeline is for. One that was copied from a built-in one has its words.
    pub fn about_pipeline<'a>(&self, draft: &'a Draft) -> &'a str {
        let of_name = |name: &str| self.pipelines.iter().find(|(known, _)| *known == name);
        if draft.kind == PipelineKind::BuiltIn
            && let Some((_, about)) = of_name(&draft.name)
        {
            return about;
        }
        let copied = BUILT_IN.iter().find(|(_, text)| {
            let line = text.lines().next().unwrap_or_default();
            line.strip_prefix("about = \"")
                .and_then(|rest| rest.strip_suffix('"'))
                == Some(draft.about.as_str())
        });
        match copied.and_then(|(name, _)| of_name(name)) {
            Some((_, about)) => about,
            None => &draft.about,
        }
    }
}
