//! What a plugin says of itself.

use std::ops::RangeInclusive;

use crate::bindings::info::exports::ocr::plugins::info as wit;

/// What a plugin is: identity, version, licence and settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Info(pub(crate) wit::PluginInfo);

impl Info {
    /// A plugin of the id `owner/name` in lower case, with a name for people and a semantic version. Its licence is Apache-2.0 until
    /// [`license`](Self::license) says otherwise.
    pub fn new(id: &str, name: &str, version: &str) -> Self {
        Self(wit::PluginInfo {
            id: id.into(),
            name: name.into(),
            version: version.into(),
            description: String::new(),
            authors: Vec::new(),
            license: "Apache-2.0".into(),
            homepage: None,
            settings: Vec::new(),
        })
    }

    /// What it does, in a sentence or two.
    pub fn description(mut self, text: &str) -> Self {
        self.0.description = text.into();
        self
    }

    /// Adds an author.
    pub fn author(mut self, name: &str) -> Self {
        self.0.authors.push(name.into());
        self
    }

    /// Sets the licence, as an SPDX expression.
    pub fn license(mut self, spdx: &str) -> Self {
        self.0.license = spdx.into();
        self
    }

    /// Sets the address of a page about the plugin.
    pub fn homepage(mut self, url: &str) -> Self {
        self.0.homepage = Some(url.into());
        self
    }

    /// Adds a setting that is on or off.
    pub fn toggle(self, key: &str, label: &str, help: &str, default: bool) -> Self {
        self.setting(key, label, help, wit::Field::Toggle(default))
    }

    /// Adds a whole number within a range.
    pub fn integer(
        self,
        key: &str,
        label: &str,
        help: &str,
        default: i32,
        range: RangeInclusive<i32>,
    ) -> Self {
        let field = wit::IntegerField {
            default,
            min: Some(*range.start()),
            max: Some(*range.end()),
            step: None,
            unit: String::new(),
        };
        self.setting(key, label, help, wit::Field::Integer(field))
    }

    /// Adds a number within a range.
    pub fn number(
        self,
        key: &str,
        label: &str,
        help: &str,
        default: f64,
        range: RangeInclusive<f64>,
    ) -> Self {
        let field = wit::NumberField {
            default,
            min: Some(*range.start()),
            max: Some(*range.end()),
            step: None,
            unit: String::new(),
        };
        self.setting(key, label, help, wit::Field::Number(field))
    }

    /// Adds a line of text.
    pub fn text(self, key: &str, label: &str, help: &str, default: &str) -> Self {
        let field = wit::TextField {
            default: default.into(),
            multiline: false,
            placeholder: String::new(),
        };
        self.setting(key, label, help, wit::Field::Text(field))
    }

    /// Adds a choice between values, each with its label.
    pub fn choice(
        self,
        key: &str,
        label: &str,
        help: &str,
        default: &str,
        options: &[(&str, &str)],
    ) -> Self {
        let options = options.iter().map(|(value, label)| wit::Choice {
            value: (*value).into(),
            label: (*label).into(),
        });
        let field = wit::ChoiceField {
            default: default.into(),
            options: options.collect(),
        };
        self.setting(key, label, help, wit::Field::Choice(field))
    }

    /// Sets the unit of the number that was added last, as a form shows it behind the value.
    pub fn unit(mut self, unit: &str) -> Self {
        match self.0.settings.last_mut().map(|setting| &mut setting.field) {
            Some(wit::Field::Integer(field)) => field.unit = unit.into(),
            Some(wit::Field::Number(field)) => field.unit = unit.into(),
            _ => {}
        }
        self
    }

    fn setting(mut self, key: &str, label: &str, help: &str, field: wit::Field) -> Self {
        self.0.settings.push(wit::SettingSpec {
            key: key.into(),
            label: label.into(),
            help: help.into(),
            group: None,
            field,
        });
        self
    }
}

impl From<Info> for wit::PluginInfo {
    fn from(info: Info) -> Self {
        info.0
    }
}
