//! Text to token ids and back.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

/// The file that a checkpoint's tokenizer is read from.
pub const TOKENIZER_FILE: &str = "tokenizer.json";

/// The token that stands for an image in a prompt.
pub const IMAGE_PLACEHOLDER: &str = "<|IMAGE_PLACEHOLDER|>";

/// The token that ends an answer.
pub const END_OF_ANSWER: &str = "</s>";

/// Why a tokenizer cannot be used.
#[derive(Debug, Error)]
pub enum TokenizerError {
    /// The folder has no tokenizer.json.
    #[error("no {TOKENIZER_FILE} in {}; a checkpoint's folder holds it beside config.json", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read, or is no tokenizer.
    #[error("cannot read the tokenizer {}: {reason}; the file may be incomplete: fetch it again", .path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A token that the model needs is not in the vocabulary.
    #[error("the tokenizer has no token {0}; does it belong to this checkpoint?")]
    UnknownToken(String),
    /// The tokenizer has ids that the model has no embedding for.
    #[error(
        "the tokenizer's largest id is {largest}, but config.json has vocab_size {vocab_size}; do the two belong to the same checkpoint?"
    )]
    VocabularyTooLarge {
        /// The largest id of the tokenizer.
        largest: u32,
        /// The number of embeddings of the model.
        vocab_size: usize,
    },
    /// A text could not be encoded, or ids not be decoded.
    #[error("the tokenizer failed: {0}")]
    Failed(String),
}

/// A checkpoint's tokenizer. Cloning is cheap.
///
/// Whether a token counts as special is the file's say. In PaddleOCR-VL's, control tokens, `<|LOC_n|>` among them, are
/// special and OTSL tags are not: decoding without special tokens keeps tables and loses positions.
#[derive(Clone, Debug)]
pub struct Tokenizer {
    inner: Arc<tokenizers::Tokenizer>,
}

impl Tokenizer {
    /// Reads the tokenizer.json of a checkpoint's folder.
    ///
    /// # Errors
    /// When the file is not there, cannot be read, or is no tokenizer; the error names it.
    pub fn from_dir(dir: &Path) -> Result<Self, TokenizerError> {
        let path = dir.join(TOKENIZER_FILE);
        if !path.is_file() {
            return Err(TokenizerError::Missing(dir.to_owned()));
        }
        let invalid = |reason: String| TokenizerError::Invalid {
            path: path.clone(),
            reason,
        };
        let bytes = std::fs::read(&path).map_err(|error| invalid(error.to_string()))?;
        let mut inner =
            tokenizers::Tokenizer::from_bytes(bytes).map_err(|error| invalid(error.to_string()))?;
        // A file may carry the limits of a training run, which would cut or fill up prompts.
        inner.with_padding(None);
        inner
            .with_truncation(None)
            .map_err(|error| invalid(error.to_string()))?;
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Encodes a text as it stands: nothing is put before or after it, and tokens named in it become their ids.
    ///
    /// # Errors
    /// When the tokenizer's model has no id for a piece of the text and no unknown token.
    pub fn encode(&self, text: &str) -> Result<Vec<u32>, TokenizerError> {
        let encoding = self
            .inner
            .encode_fast(text, false)
            .map_err(|error| TokenizerError::Failed(error.to_string()))?;
        Ok(encoding.get_ids().to_vec())
    }

    /// Decodes ids to text; ids outside the vocabulary are left out.
    ///
    /// # Errors
    /// When the tokenizer's decoder fails.
    pub fn decode(&self, ids: &[u32], skip_special: bool) -> Result<String, TokenizerError> {
        self.inner
            .decode(ids, skip_special)
            .map_err(|error| TokenizerError::Failed(error.to_string()))
    }

    /// Begins to decode ids one at a time.
    pub fn decode_stream(&self, skip_special: bool) -> DecodeStream {
        DecodeStream {
            tokenizer: self.clone(),
            skip_special,
            ids: Vec::new(),
            context: 0,
        }
    }

    /// The id of a token given as text, None when the vocabulary has none.
    pub fn id(&self, token: &str) -> Option<u32> {
        self.inner.token_to_id(token)
    }

    /// The id of a token that the model cannot do without.
    ///
    /// # Errors
    /// [`TokenizerError::UnknownToken`].
    pub fn required_id(&self, token: &str) -> Result<u32, TokenizerError> {
        self.id(token)
            .ok_or_else(|| TokenizerError::UnknownToken(token.to_owned()))
    }

    /// The text of a token, as the vocabulary holds it.
    pub fn token(&self, id: u32) -> Option<String> {
        self.inner.id_to_token(id)
    }

    /// Whether decoding without special tokens leaves this id out.
    pub fn is_special(&self, id: u32) -> bool {
        self.inner
            .get_added_tokens_decoder()
            .get(&id)
            .is_some_and(|token| token.special)
    }

    /// The number of tokens, added ones included.
    pub fn vocab_size(&self) -> usize {
        self.inner.get_vocab_size(true)
    }

    /// Checks that the model has an embedding for every id. It may have more: PaddleOCR-VL's last 2110 have no token.
    ///
    /// # Errors
    /// [`TokenizerError::VocabularyTooLarge`].
    pub fn check_vocab_size(&self, vocab_size: usize) -> Result<(), TokenizerError> {
        match self.inner.get_vocab(true).into_values().max() {
            Some(largest) if largest as usize >= vocab_size => {
                Err(TokenizerError::VocabularyTooLarge {
                    largest,
                    vocab_size,
                })
            }
            _ => Ok(()),
        }
    }
}

/// Decodes ids one at a time into pieces of text that join to the whole.
///
/// A piece never ends within a character: bytes are held back until they make one, so a piece may come later than its
/// ids. The pieces join to what [`Tokenizer::decode`] gives for all ids, except where a model writes bytes that are no
/// UTF-8: there the whole decodes a run of bytes as one, the stream each character as soon as it is complete.
#[derive(Clone, Debug)]
pub struct DecodeStream {
    tokenizer: Tokenizer,
    skip_special: bool,
    /// Ids already given out, which a decoder may need to treat the next ones rightly, then ids still held back.
    ids: Vec<u32>,
    /// How many of `ids` are already given out.
    context: usize,
}

/// A character takes at most four bytes, so this many held back will never become one.
const MOST_HELD_BACK: usize = 8;

impl DecodeStream {
    /// Takes the next id and gives the text that it completes, if it completes any.
    ///
    /// # Errors
    /// When the tokenizer's decoder fails.
    pub fn push(&mut self, id: u32) -> Result<Option<String>, TokenizerError> {
        self.ids.push(id);
        let text = self.held_back()?;
        let incomplete = text.ends_with(char::REPLACEMENT_CHARACTER);
        if text.is_empty() || (incomplete && self.ids.len() - self.context <= MOST_HELD_BACK) {
            return Ok(None);
        }
        self.ids.drain(..self.context);
        self.context = self.ids.len();
        Ok(Some(text))
    }

    /// Gives the text still held back, whole characters or not, and starts anew.
    ///
    /// # Errors
    /// When the tokenizer's decoder fails.
    pub fn finish(&mut self) -> Result<Option<String>, TokenizerError> {
        let text = self.held_back()?;
        self.ids.clear();
        self.context = 0;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// The text of the ids held back, seen after those already given out.
    fn held_back(&self) -> Result<String, TokenizerError> {
        let before = self
            .tokenizer
            .decode(&self.ids[..self.context], self.skip_special)?;
        let all = self.tokenizer.decode(&self.ids, self.skip_special)?;
        match all.strip_prefix(&before) {
            Some(text) => Ok(text.to_owned()),
            // A run of bytes that was complete so far is decoded otherwise once a wrong byte follows.
            None => self
                .tokenizer
                .decode(&self.ids[self.context..], self.skip_special),
        }
    }
}

#[cfg(test)]
#[path = "tokenizer_tests.rs"]
pub(crate) mod tests;
