//! The values of a plugin's settings.

use crate::bindings::info::exports::ocr::plugins::info::Field;
use crate::{Error, Info, Setting, SettingError, Value};

/// A plugin's settings: for each that [`Info`] declares, the value given or its default.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings(Vec<Setting>);

impl Settings {
    /// The defaults, with the values given in their place.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`] for a key that is not declared, a value of another type, outside its limits, or not among the choices.
    pub fn new(info: &Info, given: Vec<Setting>) -> Result<Self, Error> {
        let declared = &info.0.settings;
        let mut values: Vec<Setting> = declared
            .iter()
            .map(|spec| Setting {
                key: spec.key.clone(),
                value: default_of(&spec.field),
            })
            .collect();
        for setting in given {
            let at = declared
                .iter()
                .position(|spec| spec.key == setting.key)
                .ok_or_else(|| refused(&setting.key, "there is no such setting"))?;
            check(&declared[at].field, &setting.value)
                .map_err(|why| refused(&setting.key, &why))?;
            values[at].value = setting.value;
        }
        Ok(Self(values))
    }

    /// Whether the setting is on.
    ///
    /// # Panics
    /// As all getters: when the plugin's own [`Info`] declares no setting of this key and type.
    pub fn toggle(&self, key: &str) -> bool {
        match self.value(key) {
            Value::Toggle(on) => *on,
            other => wrong_type(key, other),
        }
    }

    /// The setting's whole number.
    ///
    /// # Panics
    /// As [`toggle`](Self::toggle).
    pub fn integer(&self, key: &str) -> i32 {
        match self.value(key) {
            Value::Integer(number) => *number,
            other => wrong_type(key, other),
        }
    }

    /// The setting's number.
    ///
    /// # Panics
    /// As [`toggle`](Self::toggle).
    pub fn number(&self, key: &str) -> f64 {
        match self.value(key) {
            Value::Number(number) => *number,
            other => wrong_type(key, other),
        }
    }

    /// The setting's text, or the value chosen.
    ///
    /// # Panics
    /// As [`toggle`](Self::toggle).
    pub fn text(&self, key: &str) -> &str {
        match self.value(key) {
            Value::Text(text) => text,
            other => wrong_type(key, other),
        }
    }

    fn value(&self, key: &str) -> &Value {
        match self.0.iter().find(|setting| setting.key == key) {
            Some(setting) => &setting.value,
            None => panic!("the plugin declares no setting {key:?}"),
        }
    }
}

fn wrong_type(key: &str, value: &Value) -> ! {
    panic!("the setting {key:?} was declared with another type: {value:?}")
}

fn refused(key: &str, why: &str) -> Error {
    Error::InvalidSetting(SettingError {
        key: key.into(),
        message: why.into(),
    })
}

fn default_of(field: &Field) -> Value {
    match field {
        Field::Toggle(default) => Value::Toggle(*default),
        Field::Integer(field) => Value::Integer(field.default),
        Field::Number(field) => Value::Number(field.default),
        Field::Text(field) => Value::Text(field.default.clone()),
        Field::Choice(field) => Value::Text(field.default.clone()),
    }
}

/// The host checks the same before it calls; this is for hosts that do not, and for tests.
fn check(field: &Field, value: &Value) -> Result<(), String> {
    match (field, value) {
        (Field::Toggle(_), Value::Toggle(_)) | (Field::Text(_), Value::Text(_)) => Ok(()),
        (Field::Integer(f), Value::Integer(n)) => {
            within(f64::from(*n), f.min.map(f64::from), f.max.map(f64::from))
        }
        (Field::Number(f), Value::Number(n)) => within(*n, f.min, f.max),
        (Field::Choice(f), Value::Text(text)) => match f.options.iter().any(|o| o.value == *text) {
            true => Ok(()),
            false => Err(format!("{text:?} is none of the choices")),
        },
        _ => Err(format!("{value:?} is of another type")),
    }
}

fn within(number: f64, min: Option<f64>, max: Option<f64>) -> Result<(), String> {
    let inside = min.is_none_or(|min| number >= min) && max.is_none_or(|max| number <= max);
    match inside && number.is_finite() {
        true => Ok(()),
        false => Err(format!("{number} is outside its limits")),
    }
}
