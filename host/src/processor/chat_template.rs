//! Messages to the text of a prompt, by the checkpoint's chat template.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use minijinja::{Environment, context};
use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use super::jinja;

/// The built-in template; `assistant` is how an answer begins, which differs between versions.
const BUILT_IN: &str = include_str!("paddleocr_vl.jinja");

/// The `max_pixels` of the first version's image processor; later versions have 1003520.
const V1_MAX_PIXELS: u64 = 2_822_400;

/// Why a chat template cannot be used.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// A file cannot be read, or is no JSON where JSON belongs.
    #[error("cannot read {}: {reason}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The template is no Jinja, or uses what this program's Jinja does not have.
    #[error("cannot compile the chat template of {}: {reason}; use a raw prompt to go without it", .path.display())]
    Invalid {
        /// The file that holds the template.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The template failed on these messages, or raised an exception of its own.
    #[error("the chat template of {origin} failed: {reason}")]
    Failed {
        /// Where the template is from.
        origin: String,
        /// What went wrong.
        reason: String,
    },
}

/// Who speaks in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Instructions that go before the conversation.
    System,
    /// The user.
    User,
    /// The model.
    Assistant,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Content {
    /// An image; the template puts a placeholder for it, before all texts of the message.
    Image,
    /// A text.
    Text {
        /// The text itself.
        text: String,
    },
}

/// A message of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// Its parts.
    pub content: Vec<Content>,
}

impl Message {
    /// A user's message: images, then a text.
    pub fn user(images: usize, text: impl Into<String>) -> Self {
        let mut content = vec![Content::Image; images];
        content.push(Content::Text { text: text.into() });
        Self {
            role: Role::User,
            content,
        }
    }

    /// A message of text alone.
    pub fn text(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            content: vec![Content::Text { text: text.into() }],
        }
    }
}

/// Which built-in template stands in for a missing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// PaddleOCR-VL, the first version: answers begin with `Assistant: `.
    V1,
    /// PaddleOCR-VL 1.5 and 1.6: answers begin with `Assistant:` and a new line.
    V1_5,
}

impl BuiltIn {
    /// How an answer begins.
    const fn assistant(self) -> &'static str {
        match self {
            Self::V1 => "Assistant: ",
            Self::V1_5 => "Assistant:\n",
        }
    }
}

/// A checkpoint's chat template.
#[derive(Debug)]
pub struct ChatTemplate {
    env: Environment<'static>,
    /// Where the template is from, for messages.
    origin: String,
    /// How an answer begins, for the built-in template only.
    assistant: Option<&'static str>,
    /// `bos_token` and the like, which templates may name.
    special_tokens: BTreeMap<String, Value>,
    /// What the user should know about how the template was found.
    pub notes: Vec<String>,
}

impl ChatTemplate {
    /// Finds and compiles the template of a checkpoint's folder.
    ///
    /// Looked for, in this order: chat_template.jinja, `chat_template` in chat_template.json, `chat_template` in
    /// tokenizer_config.json (a text, or a list of named ones of which `default` is taken). If there is none, the built-in
    /// template of the version that the image processor's `max_pixels` tells is taken, with a note.
    ///
    /// # Errors
    /// When one of these files cannot be read or compiled; the error names it.
    pub fn from_dir(dir: &Path) -> Result<Self, TemplateError> {
        let tokenizer_config = read_json(&dir.join("tokenizer_config.json"))?.unwrap_or_default();
        let mut special_tokens = special_tokens(&tokenizer_config);
        for (name, token) in read_json(&dir.join("special_tokens_map.json"))?
            .iter()
            .flat_map(special_tokens_of)
        {
            special_tokens.entry(name).or_insert(token);
        }
        let template = match find_template(dir, &tokenizer_config)? {
            Some((path, source)) => {
                let env = jinja::compile(&source).map_err(|error| TemplateError::Invalid {
                    path: path.clone(),
                    reason: describe(&error),
                })?;
                Self {
                    env,
                    origin: path.display().to_string(),
                    assistant: None,
                    special_tokens,
                    notes: Vec::new(),
                }
            }
            None => {
                let (version, note) = detect_version(dir)?;
                Self {
                    special_tokens,
                    notes: vec![note],
                    ..Self::built_in(version)
                }
            }
        };
        Ok(template)
    }

    /// The built-in template of a version.
    pub fn built_in(version: BuiltIn) -> Self {
        let env =
            jinja::compile(BUILT_IN).expect("the built-in template compiles, as the tests show");
        let assistant = Some(version.assistant());
        let origin = "this program".to_owned();
        Self {
            env,
            origin,
            assistant,
            special_tokens: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    /// Renders a conversation to the text of a prompt, with one placeholder per image. With `add_generation_prompt` the text
    /// ends where the model's answer begins.
    ///
    /// # Errors
    /// When the template fails or raises an exception.
    pub fn render(
        &self,
        messages: &[Message],
        add_generation_prompt: bool,
    ) -> Result<String, TemplateError> {
        let template = self.env.get_template(jinja::NAME);
        let variables = context! { messages, add_generation_prompt, assistant => self.assistant,
        tools => (), documents => (), ..minijinja::Value::from_serialize(&self.special_tokens) };
        template
            .and_then(|template| template.render(variables))
            .map_err(|error| {
                let reason = describe(&error);
                TemplateError::Failed {
                    origin: self.origin.clone(),
                    reason,
                }
            })
    }
}

/// A Jinja error with its causes, which hold the line and the reason.
fn describe(error: &minijinja::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

fn read_text(path: &Path) -> Result<Option<String>, TemplateError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TemplateError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        }),
    }
}

fn read_json(path: &Path) -> Result<Option<Value>, TemplateError> {
    let unreadable = |reason: String| TemplateError::Unreadable {
        path: path.to_owned(),
        reason,
    };
    let Some(text) = read_text(path)? else {
        return Ok(None);
    };
    serde_json::from_str(&text)
        .map(Some)
        .map_err(|error| unreadable(error.to_string()))
}

/// The file that holds the template, and the template.
fn find_template(
    dir: &Path,
    tokenizer_config: &Value,
) -> Result<Option<(PathBuf, String)>, TemplateError> {
    let path = dir.join("chat_template.jinja");
    if let Some(source) = read_text(&path)? {
        return Ok(Some((path, source)));
    }
    let path = dir.join("chat_template.json");
    if let Some(json) = read_json(&path)?
        && let Some(source) = template_in(&json, &path)?
    {
        return Ok(Some((path, source)));
    }
    let path = dir.join("tokenizer_config.json");
    Ok(template_in(tokenizer_config, &path)?.map(|source| (path, source)))
}

/// The value of `chat_template`: a text, or the text named `default` of a list of named ones.
fn template_in(json: &Value, path: &Path) -> Result<Option<String>, TemplateError> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let invalid = |reason: &str| TemplateError::Invalid {
        path: path.to_owned(),
        reason: reason.to_owned(),
    };
    match json.get("chat_template") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(source)) => Ok(Some(source.clone())),
        Some(Value::Array(named)) => {
            let default = named
                .iter()
                .find(|entry| entry.get("name").and_then(Value::as_str) == Some("default"));
            let source = default
                .and_then(|entry| entry.get("template"))
                .and_then(text);
            source
                .map(Some)
                .ok_or_else(|| invalid("its list of templates has none named \"default\""))
        }
        Some(_) => Err(invalid(
            "`chat_template` is neither a text nor a list of named ones",
        )),
    }
}

fn special_tokens(config: &Value) -> BTreeMap<String, Value> {
    special_tokens_of(config).collect()
}

/// The entries whose names end in `_token`; a token is a text, or an object with its `content`.
fn special_tokens_of(config: &Value) -> impl Iterator<Item = (String, Value)> {
    config
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(name, token)| {
            let text = token.get("content").unwrap_or(token);
            (name.ends_with("_token") && text.is_string()).then(|| (name.clone(), text.clone()))
        })
}

/// Tells the version by the image processor's settings, the only file besides the template in which they differ.
fn detect_version(dir: &Path) -> Result<(BuiltIn, String), TemplateError> {
    let missing = "the folder has no chat template";
    for name in ["preprocessor_config.json", "processor_config.json"] {
        let json = read_json(&dir.join(name))?.unwrap_or_default();
        let config = json.get("image_processor").unwrap_or(&json);
        let places = ["/max_pixels", "/size/max_pixels", "/size/longest_edge"];
        let Some(max_pixels) = places
            .iter()
            .find_map(|place| config.pointer(place)?.as_u64())
        else {
            continue;
        };
        let (version, label) = if max_pixels == V1_MAX_PIXELS {
            (BuiltIn::V1, "1.0")
        } else {
            (BuiltIn::V1_5, "1.5 and 1.6")
        };
        let note = format!(
            "{missing}; the built-in one of PaddleOCR-VL {label} is used, by the max_pixels {max_pixels} in {name}"
        );
        return Ok((version, note));
    }
    let note = format!(
        "{missing} and nothing tells its version; the built-in one of PaddleOCR-VL 1.5 and 1.6 is used"
    );
    Ok((BuiltIn::V1_5, note))
}

#[cfg(test)]
#[path = "chat_template_tests.rs"]
mod tests;
