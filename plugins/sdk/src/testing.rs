//! For a plugin's own tests, which run natively: settings as a user would give them, and what the plugin told the host.

use std::cell::{Cell, RefCell};

use crate::bindings::info::exports::ocr::plugins::info::Field;
use crate::{Error, Info, Level, Setting, SettingError, Settings, Value};

thread_local! {
    static LOGS: RefCell<Vec<(Level, String)>> = const { RefCell::new(Vec::new()) };
    static PROGRESS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
    static CANCELLED: Cell<bool> = const { Cell::new(false) };
}

#[cfg(not(target_family = "wasm"))]
pub(crate) fn hear(level: Level, message: &str) {
    LOGS.with_borrow_mut(|logs| logs.push((level, message.to_owned())));
}

#[cfg(not(target_family = "wasm"))]
pub(crate) fn hear_progress(done: f32, _message: &str) {
    PROGRESS.with_borrow_mut(|all| all.push(done));
}

#[cfg(not(target_family = "wasm"))]
pub(crate) fn cancelled() -> bool {
    CANCELLED.get()
}

/// Takes what the plugin logged on this thread since the last call.
pub fn logs() -> Vec<(Level, String)> {
    LOGS.take()
}

/// Takes the progress that the plugin told on this thread since the last call.
pub fn progress() -> Vec<f32> {
    PROGRESS.take()
}

/// Makes [`host::is_cancelled`](crate::host::is_cancelled) answer so on this thread.
pub fn cancel(yes: bool) {
    CANCELLED.set(yes);
}

/// A plugin's settings as the command line would make them of `key=value` pairs.
///
/// # Errors
/// As [`Settings::new`], and for a value that cannot be read as the setting's type.
pub fn settings(info: &Info, pairs: &[(&str, &str)]) -> Result<Settings, Error> {
    let given = pairs.iter().map(|(key, text)| {
        let field = info
            .0
            .settings
            .iter()
            .find(|s| s.key == *key)
            .map(|s| &s.field);
        let refused = |_| {
            Error::InvalidSetting(SettingError {
                key: (*key).into(),
                message: format!("{text:?} is of another type"),
            })
        };
        let value = match field {
            Some(Field::Toggle(_)) => Value::Toggle(text.parse().map_err(|_| refused(()))?),
            Some(Field::Integer(_)) => Value::Integer(text.parse().map_err(|_| refused(()))?),
            Some(Field::Number(_)) => Value::Number(text.parse().map_err(|_| refused(()))?),
            Some(Field::Text(_) | Field::Choice(_)) | None => Value::Text((*text).into()),
        };
        Ok(Setting {
            key: (*key).into(),
            value,
        })
    });
    Settings::new(info, given.collect::<Result<_, _>>()?)
}
