//! Paths as they are kept: as text where they are text, which not every file name is.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptPath(pub PathBuf);

impl KeptPath {
    /// A path, made absolute: the next start may be from another folder.
    pub fn absolute(path: &std::path::Path) -> Self {
        Self(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form {
    Text(String),
    /// The system's own units: bytes, on Windows UTF-16.
    Units(Vec<u16>),
}

impl Serialize for KeptPath {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let name = self.0.as_os_str();
        match name.to_str() {
            Some(text) => Form::Text(text.to_owned()),
            None => Form::Units(units(name)),
        }
        .serialize(to)
    }
}

impl<'de> Deserialize<'de> for KeptPath {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = match Form::deserialize(from)? {
            Form::Text(text) => OsString::from(text),
            Form::Units(units) => of_units(&units),
        };
        Ok(Self(PathBuf::from(name)))
    }
}

#[cfg(unix)]
fn units(name: &OsStr) -> Vec<u16> {
    use std::os::unix::ffi::OsStrExt;
    name.as_bytes()
        .iter()
        .map(|byte| u16::from(*byte))
        .collect()
}

#[cfg(unix)]
fn of_units(units: &[u16]) -> OsString {
    use std::os::unix::ffi::OsStringExt;
    OsString::from_vec(units.iter().map(|unit| *unit as u8).collect())
}

#[cfg(windows)]
fn units(name: &OsStr) -> Vec<u16> {
    use std::os::windows::ffi::OsStrExt;
    name.encode_wide().collect()
}

#[cfg(windows)]
fn of_units(units: &[u16]) -> OsString {
    use std::os::windows::ffi::OsStringExt;
    OsString::from_wide(units)
}
