//! What a user asks, to the token ids that the model takes.

use thiserror::Error;

use super::chat_template::{ChatTemplate, Message, TemplateError};
use super::task::Task;
use super::tokenizer::{IMAGE_PLACEHOLDER, Tokenizer, TokenizerError};

/// What a user asks about some images, or about none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PromptText {
    /// One of the tasks that the model was trained on.
    Task(Task),
    /// A text that goes through the chat template. If it holds [`IMAGE_PLACEHOLDER`] it is taken as [`Self::Raw`], with a
    /// note: through the template it would ask for more images than there are. Other control tokens in it become their
    /// ids, as in the reference.
    Text(String),
    /// A whole prompt, placeholders included, that is used as it stands.
    Raw(String),
}

/// A prompt as the model takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedPrompt {
    /// The token ids, each image's placeholder repeated once per token of the image.
    pub input_ids: Vec<u32>,
    /// The text that was encoded, with one placeholder per image.
    pub text: String,
    /// What the user should know about how the prompt was read.
    pub notes: Vec<String>,
}

/// Why a prompt cannot be encoded.
#[derive(Debug, Error)]
pub enum PromptError {
    /// The prompt has fewer or more placeholders than there are images.
    #[error("Image features and image tokens do not match: tokens: {tokens}, features {features}\n{}", hint(.placeholders, .images))]
    ImageMismatch {
        /// How many image tokens the prompt holds once the placeholders have grown, as far as there are images.
        tokens: usize,
        /// How many tokens the images make.
        features: usize,
        /// How many placeholders the prompt holds.
        placeholders: usize,
        /// How many images there are.
        images: usize,
    },
    /// The chat template failed.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The tokenizer failed.
    #[error(transparent)]
    Tokenizer(#[from] TokenizerError),
}

fn hint(placeholders: &usize, images: &usize) -> String {
    format!(
        "hint: the prompt needs one {IMAGE_PLACEHOLDER} per image, it has {placeholders} for {images}; \
         a prompt that goes through the chat template gets them by itself"
    )
}

/// Encodes a prompt about images of the given token counts, in their order.
///
/// `image_token_id` is config.json's: the id whose embeddings the images' features replace.
///
/// # Errors
/// When placeholders and images do not fit, or when template or tokenizer fail.
pub fn encode_prompt(
    tokenizer: &Tokenizer,
    template: &ChatTemplate,
    image_token_id: u32,
    prompt: &PromptText,
    image_tokens: &[usize],
) -> Result<EncodedPrompt, PromptError> {
    let mut notes = Vec::new();
    let through_template =
        |text: &str| template.render(&[Message::user(image_tokens.len(), text)], true);
    let text = match prompt {
        PromptText::Task(task) => through_template(task.prompt())?,
        PromptText::Text(text) if text.contains(IMAGE_PLACEHOLDER) => {
            notes.push(format!(
                "the prompt holds {IMAGE_PLACEHOLDER}, so it is used as it stands, without template"
            ));
            text.clone()
        }
        PromptText::Text(text) => through_template(text)?,
        PromptText::Raw(text) => text.clone(),
    };
    let input_ids = grow_placeholders(&tokenizer.encode(&text)?, image_token_id, image_tokens)?;
    Ok(EncodedPrompt {
        input_ids,
        text,
        notes,
    })
}

/// Repeats the k-th placeholder as often as the k-th image has tokens.
fn grow_placeholders(
    ids: &[u32],
    image_token_id: u32,
    image_tokens: &[usize],
) -> Result<Vec<u32>, PromptError> {
    let placeholders = ids.iter().filter(|&&id| id == image_token_id).count();
    let features = image_tokens.iter().sum();
    if placeholders != image_tokens.len() {
        let tokens = image_tokens.iter().take(placeholders).sum::<usize>();
        let without_image = placeholders.saturating_sub(image_tokens.len());
        let (tokens, images) = (tokens + without_image, image_tokens.len());
        return Err(PromptError::ImageMismatch {
            tokens,
            features,
            placeholders,
            images,
        });
    }
    let mut grown = Vec::with_capacity(ids.len() + features);
    let mut counts = image_tokens.iter();
    for &id in ids {
        let times = if id == image_token_id {
            counts.next().copied().unwrap_or(1)
        } else {
            1
        };
        grown.extend(std::iter::repeat_n(id, times));
    }
    Ok(grown)
}

#[cfg(test)]
#[path = "prompt_tests.rs"]
mod tests;
