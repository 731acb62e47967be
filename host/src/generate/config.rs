//! What a checkpoint says about generation: which tokens end an answer, and how to sample.

use std::path::{Path, PathBuf};

use serde_json::Value;
use thiserror::Error;

use crate::processor::tokenizer::{END_OF_ANSWER, Tokenizer};

/// The file that a checkpoint's generation settings are read from.
pub const GENERATION_CONFIG_FILE: &str = "generation_config.json";

/// Why generation settings cannot be read.
#[derive(Debug, Error)]
pub enum GenerationConfigError {
    /// A file cannot be read or is no JSON object.
    #[error("cannot read {}: {reason}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A value is not of the kind that it must be.
    #[error("{}: {key} is {found}, expected {expected}", .path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The key of the value.
        key: &'static str,
        /// The value, as JSON.
        found: String,
        /// What it must be.
        expected: &'static str,
    },
    /// Nothing says which token ends an answer.
    #[error(
        "no eos_token_id in {GENERATION_CONFIG_FILE} or config.json of {}, and the tokenizer has no {END_OF_ANSWER}; \
         add \"eos_token_id\" to {GENERATION_CONFIG_FILE}",
        .0.display()
    )]
    NoEndOfAnswer(PathBuf),
}

/// A checkpoint's generation settings.
#[derive(Clone, Debug, PartialEq)]
pub struct GenerationConfig {
    /// The tokens that end an answer, at least one.
    pub eos_token_ids: Vec<u32>,
    /// The token that fills up batches, where the checkpoint names one.
    pub pad_token_id: Option<u32>,
    /// The sampling settings of the file. Decoding is greedy all the same, unless the user asks for them.
    pub sampling: SamplingDefaults,
    /// What the user should know about where the settings are from.
    pub notes: Vec<String>,
}

/// Sampling settings as a checkpoint suggests them; None where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SamplingDefaults {
    /// Divides the logits.
    pub temperature: Option<f32>,
    /// How many of the most probable tokens are kept.
    pub top_k: Option<usize>,
    /// How much of the probability is kept.
    pub top_p: Option<f32>,
    /// Makes tokens that have occurred less probable.
    pub repetition_penalty: Option<f32>,
}

impl GenerationConfig {
    /// Reads generation_config.json of a checkpoint's folder.
    ///
    /// What ends an answer is looked for there, then in config.json (also its `text_config`), then as `</s>` in the
    /// tokenizer; the latter two with a note.
    ///
    /// # Errors
    /// When a file cannot be read, a value is of the wrong kind, or nothing says what ends an answer.
    pub fn from_dir(dir: &Path, tokenizer: &Tokenizer) -> Result<Self, GenerationConfigError> {
        let path = dir.join(GENERATION_CONFIG_FILE);
        let file = Settings::read(path.clone())?;
        let mut notes = Vec::new();
        let eos_token_ids = match file.token_ids("eos_token_id")? {
            Some(ids) => ids,
            None => {
                let (ids, from) = eos_elsewhere(dir, tokenizer)?;
                notes.push(format!(
                    "no eos_token_id in {}; {from} is used",
                    path.display()
                ));
                ids
            }
        };
        let sampling = SamplingDefaults {
            temperature: file.number("temperature")?,
            top_k: file.count("top_k")?,
            top_p: file.number("top_p")?,
            repetition_penalty: file.number("repetition_penalty")?,
        };
        let pad_token_id = file
            .token_ids("pad_token_id")?
            .and_then(|ids| ids.first().copied());
        Ok(Self {
            eos_token_ids,
            pad_token_id,
            sampling,
            notes,
        })
    }
}

/// What ends an answer when generation_config.json does not say, and where that is from.
fn eos_elsewhere(
    dir: &Path,
    tokenizer: &Tokenizer,
) -> Result<(Vec<u32>, String), GenerationConfigError> {
    let config = Settings::read(dir.join("config.json"))?;
    for settings in [config.clone(), config.nested("text_config")] {
        if let Some(ids) = settings.token_ids("eos_token_id")? {
            return Ok((ids, "that of config.json".to_owned()));
        }
    }
    let id = tokenizer
        .id(END_OF_ANSWER)
        .ok_or_else(|| GenerationConfigError::NoEndOfAnswer(dir.to_owned()))?;
    Ok((vec![id], format!("the tokenizer's {END_OF_ANSWER} ({id})")))
}

/// A JSON object and the file that it is from, for messages. A missing file is an empty object.
#[derive(Clone)]
struct Settings {
    path: PathBuf,
    json: Value,
}

impl Settings {
    fn read(path: PathBuf) -> Result<Self, GenerationConfigError> {
        let unreadable = |reason: String| GenerationConfigError::Unreadable {
            path: path.clone(),
            reason,
        };
        let json = match std::fs::read_to_string(&path) {
            Ok(text) => {
                serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Value::Object(Default::default())
            }
            Err(error) => return Err(unreadable(error.to_string())),
        };
        if !json.is_object() {
            return Err(unreadable("it is no JSON object".to_owned()));
        }
        Ok(Self { path, json })
    }

    fn nested(self, key: &str) -> Self {
        let json = self.json.get(key).cloned().unwrap_or_default();
        Self { json, ..self }
    }

    /// The value of a key, None when it is absent or null.
    fn value<T>(
        &self,
        key: &'static str,
        expected: &'static str,
        convert: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, GenerationConfigError> {
        let value = match self.json.get(key) {
            None | Some(Value::Null) => return Ok(None),
            Some(value) => value,
        };
        convert(value)
            .map(Some)
            .ok_or_else(|| GenerationConfigError::Invalid {
                path: self.path.clone(),
                key,
                found: value.to_string(),
                expected,
            })
    }

    fn token_ids(&self, key: &'static str) -> Result<Option<Vec<u32>>, GenerationConfigError> {
        let id = |value: &Value| value.as_u64().and_then(|id| u32::try_from(id).ok());
        self.value(
            key,
            "a token id or a list of at least one",
            |value| match value {
                Value::Array(ids) if !ids.is_empty() => ids.iter().map(id).collect(),
                value => id(value).map(|id| vec![id]),
            },
        )
    }

    fn number(&self, key: &'static str) -> Result<Option<f32>, GenerationConfigError> {
        self.value(key, "a number", |value| {
            value.as_f64().map(|number| number as f32)
        })
    }

    fn count(&self, key: &'static str) -> Result<Option<usize>, GenerationConfigError> {
        self.value(key, "a whole number", |value| {
            value.as_u64().and_then(|count| usize::try_from(count).ok())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::processor::tokenizer::tests::tiny;

    fn read(files: &[(&str, &str)]) -> Result<GenerationConfig, GenerationConfigError> {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, content) in files {
            std::fs::write(dir.path().join(name), content).expect("a file");
        }
        GenerationConfig::from_dir(dir.path(), &tiny())
    }

    #[test]
    fn reads_one_or_several_ends() {
        let one = read(&[(
            GENERATION_CONFIG_FILE,
            r#"{"eos_token_id": 2, "pad_token_id": 0, "use_cache": false}"#,
        )]);
        let one = one.expect("reads");
        assert_eq!(
            (&one.eos_token_ids[..], one.pad_token_id),
            (&[2][..], Some(0))
        );
        assert_eq!(
            (one.sampling, one.notes),
            (SamplingDefaults::default(), Vec::new())
        );
        let two = read(&[(
            GENERATION_CONFIG_FILE,
            r#"{"eos_token_id": [2, 100272], "top_p": 0.5, "top_k": 20}"#,
        )]);
        let two = two.expect("reads");
        assert_eq!(
            (&two.eos_token_ids[..], two.pad_token_id),
            (&[2, 100_272][..], None)
        );
        assert_eq!(
            (
                two.sampling.top_p,
                two.sampling.top_k,
                two.sampling.temperature
            ),
            (Some(0.5), Some(20), None)
        );
    }

    #[test]
    fn falls_back_with_a_note() {
        for (files, ids, note) in [
            (
                &[("config.json", r#"{"eos_token_id": 7}"#)][..],
                &[7][..],
                "config.json",
            ),
            (
                &[(
                    "config.json",
                    r#"{"text_config": {"eos_token_id": [8, 9]}}"#,
                )],
                &[8, 9],
                "config.json",
            ),
            (
                &[
                    ("config.json", r#"{"text_config": 5}"#),
                    (GENERATION_CONFIG_FILE, "{}"),
                ],
                &[2],
                END_OF_ANSWER,
            ),
            (
                &[(GENERATION_CONFIG_FILE, r#"{"eos_token_id": null}"#)],
                &[2],
                END_OF_ANSWER,
            ),
            (&[], &[2], END_OF_ANSWER),
        ] {
            let config = read(files).expect("reads");
            assert_eq!(config.eos_token_ids, ids, "{files:?}");
            assert_eq!(config.notes.len(), 1, "{files:?}");
            assert!(config.notes[0].contains(note), "{:?}", config.notes);
        }
    }

    #[test]
    fn errors_name_file_and_key() {
        for (content, parts) in [
            ("", &["cannot read"][..]),
            ("[]", &["no JSON object"]),
            (
                r#"{"eos_token_id": "</s>"}"#,
                &["eos_token_id", "</s>", "a token id"],
            ),
            (r#"{"eos_token_id": []}"#, &["eos_token_id", "[]"]),
            (r#"{"eos_token_id": -1}"#, &["eos_token_id", "-1"]),
            (
                r#"{"eos_token_id": [2, 99999999999]}"#,
                &["eos_token_id", "99999999999"],
            ),
            (
                r#"{"eos_token_id": 2, "top_k": 1.5}"#,
                &["top_k", "1.5", "a whole number"],
            ),
            (
                r#"{"eos_token_id": 2, "temperature": "hot"}"#,
                &["temperature", "hot", "a number"],
            ),
        ] {
            let error = read(&[(GENERATION_CONFIG_FILE, content)])
                .expect_err(content)
                .to_string();
            assert!(error.contains(GENERATION_CONFIG_FILE), "{error}");
            assert!(parts.iter().all(|part| error.contains(part)), "{error}");
        }
    }
}
