//! A stand-in for the published tokenizer: the same size, the special tokens at the published ids, invented words elsewhere.
//!
//! It is a byte-fallback BPE without merges. A character that is a token of its own becomes that token, any other its UTF-8 bytes, so
//! every text encodes and decodes back. The invented words fill the rest of the vocabulary; only a model can emit them.

use serde_json::{Map, Value, json};

use super::error::CheckpointError;
use super::names::Dims;

/// The two files that describe a tokenizer.
#[derive(Debug, Clone)]
pub struct TokenizerFiles {
    /// `tokenizer.json`, the format of the `tokenizers` library.
    pub tokenizer: Value,
    /// `tokenizer_config.json`.
    pub tokenizer_config: Value,
}

/// Ids from here on lie where the published vocabulary keeps its special tokens; a smaller vocabulary gets a compact layout.
const PUBLISHED_SIZE: usize = 101_314;
/// Location tokens that a published vocabulary holds.
const LOCATIONS: usize = 1_001;

/// A token that the text is searched for before it is split, and whether decoding may skip it.
struct Added {
    id: usize,
    text: String,
    special: bool,
}

/// Makes the tokenizer for `dims.text.vocab` tokens. Ids that `config` gives to image and video tokens are honoured.
///
/// # Errors
/// [`CheckpointError::Config`] if the vocabulary is too small for 256 byte tokens and the special tokens, or an id lies outside it.
pub fn synthetic_tokenizer(config: &Value, dims: &Dims) -> Result<TokenizerFiles, CheckpointError> {
    let mut vocabulary = Vocabulary::new(dims.text.vocab);
    let ids = |key: &str, default: u64| {
        [config, &config["text_config"]]
            .iter()
            .find_map(|values| values.get(key).and_then(Value::as_u64))
            .unwrap_or(default)
    };
    for (key, default, text) in [
        ("", 0, "<unk>"),
        ("bos_token_id", 1, "<s>"),
        ("eos_token_id", 2, "</s>"),
        ("image_token_id", 100_295, "<|IMAGE_PLACEHOLDER|>"),
        ("vision_start_token_id", 101_305, "<|IMAGE_START|>"),
        ("vision_end_token_id", 101_306, "<|IMAGE_END|>"),
        ("video_token_id", 101_307, "<|video_pad|>"),
    ] {
        vocabulary.add_at(key, ids(key, default), text)?;
    }
    if dims.text.vocab >= PUBLISHED_SIZE {
        vocabulary.add_published();
    } else {
        vocabulary.add_compact()?;
    }
    vocabulary.fill()?;
    Ok(vocabulary.files())
}

/// The text at each id, and which of them are added tokens.
struct Vocabulary {
    texts: Vec<Option<String>>,
    added: Vec<Added>,
    /// All ids below are taken.
    next: usize,
}

/// Table cells and line ends of the published vocabulary, in its order. Decoding keeps them: tables consist of them.
const TABLE_TOKENS: [&str; 6] = ["<ecel>", "<fcel>", "<xcel>", "<lcel>", "<ucel>", "<nl>"];
/// The published ids of the special tokens that no configuration names.
const PUBLISHED: [(usize, &str); 6] = [
    (100_272, "<|end_of_sentence|>"),
    (100_273, "<|begin_of_sentence|>"),
    (100_274, "<mask:1>"),
    (101_298, "<|LOC_BEGIN|>"),
    (101_299, "<|LOC_END|>"),
    (101_300, "<|LOC_SEP|>"),
];
const FIRST_LOCATION: usize = 100_297;
const FIRST_TABLE_TOKEN: usize = 101_308;

impl Vocabulary {
    fn new(size: usize) -> Self {
        Self {
            texts: vec![None; size],
            added: Vec::new(),
            next: 0,
        }
    }

    fn add_at(&mut self, key: &str, id: u64, text: &str) -> Result<(), CheckpointError> {
        let size = self.texts.len();
        let free = usize::try_from(id)
            .ok()
            .filter(|&id| id < size && self.texts[id].is_none());
        let Some(id) = free else {
            return Err(CheckpointError::Config {
                key: key.to_owned(),
                reason: format!("id {id} for {text} is taken, or outside the vocabulary of {size}"),
            });
        };
        self.add(id, text.to_owned(), true);
        Ok(())
    }

    /// Adds a special token unless a configured one lies there already.
    fn add(&mut self, id: usize, text: String, special: bool) {
        if self.texts[id].is_none() {
            self.texts[id] = Some(text.clone());
            self.added.push(Added { id, text, special });
        }
    }

    fn add_published(&mut self) {
        for (id, text) in PUBLISHED {
            self.add(id, text.to_owned(), true);
        }
        for location in 0..LOCATIONS {
            self.add(
                FIRST_LOCATION + location,
                format!("<|LOC_{location}|>"),
                true,
            );
        }
        for (index, text) in TABLE_TOKENS.into_iter().enumerate() {
            self.add(FIRST_TABLE_TOKEN + index, text.to_owned(), false);
        }
    }

    fn add_compact(&mut self) -> Result<(), CheckpointError> {
        for (_, text) in PUBLISHED {
            let id = self.take_free()?;
            self.add(id, text.to_owned(), true);
        }
        for text in TABLE_TOKENS {
            let id = self.take_free()?;
            self.add(id, text.to_owned(), false);
        }
        Ok(())
    }

    fn take_free(&mut self) -> Result<usize, CheckpointError> {
        while self.next < self.texts.len() && self.texts[self.next].is_some() {
            self.next += 1;
        }
        if self.next == self.texts.len() {
            return Err(CheckpointError::Config {
                key: "vocab_size".to_owned(),
                reason: format!(
                    "{} is too small for the 256 byte tokens and the special tokens; use at least 512",
                    self.texts.len()
                ),
            });
        }
        Ok(self.next)
    }

    /// Byte tokens first, then single characters, then invented words until every id is taken.
    fn fill(&mut self) -> Result<(), CheckpointError> {
        for byte in 0..=255_u8 {
            let id = self.take_free()?;
            self.texts[id] = Some(format!("<0x{byte:02X}>"));
        }
        let mut fillers = characters()
            .map(String::from)
            .chain((0..).map(invented_word));
        for text in self.texts.iter_mut().filter(|text| text.is_none()) {
            *text = fillers.next();
        }
        Ok(())
    }

    fn files(mut self) -> TokenizerFiles {
        self.added.sort_by_key(|token| token.id);
        let vocab: Map<String, Value> = self
            .texts
            .into_iter()
            .enumerate()
            .filter_map(|(id, text)| Some((text?, Value::from(id))))
            .collect();
        let entry = |token: &Added| {
            json!({
                "content": token.text, "lstrip": false, "normalized": false,
                "rstrip": false, "single_word": false, "special": token.special,
            })
        };
        let added_tokens: Vec<Value> = self
            .added
            .iter()
            .map(|token| {
                let mut value = entry(token);
                value["id"] = token.id.into();
                value
            })
            .collect();
        let decoder: Map<String, Value> = self
            .added
            .iter()
            .map(|token| (token.id.to_string(), entry(token)))
            .collect();
        TokenizerFiles {
            tokenizer: json!({
                "version": "1.0",
                "truncation": null,
                "padding": null,
                "added_tokens": added_tokens,
                "normalizer": { "type": "Replace", "pattern": { "String": " " }, "content": "▁" },
                "pre_tokenizer": null,
                "post_processor": null,
                "decoder": {
                    "type": "Sequence",
                    "decoders": [
                        { "type": "Replace", "pattern": { "String": "▁" }, "content": " " },
                        { "type": "ByteFallback" },
                        { "type": "Fuse" },
                    ],
                },
                "model": {
                    "type": "BPE",
                    "dropout": null,
                    "unk_token": "<unk>",
                    "continuing_subword_prefix": null,
                    "end_of_word_suffix": null,
                    "fuse_unk": true,
                    "byte_fallback": true,
                    "ignore_merges": false,
                    "vocab": vocab,
                    "merges": [],
                },
            }),
            tokenizer_config: json!({
                "added_tokens_decoder": decoder,
                "bos_token": "<s>",
                "clean_up_tokenization_spaces": false,
                "eos_token": "</s>",
                "pad_token": "<unk>",
                "tokenizer_class": "PreTrainedTokenizerFast",
                "unk_token": "<unk>",
            }),
        }
    }
}

/// Single characters that get a token: the word mark, then the scripts that documents are most often in.
fn characters() -> impl Iterator<Item = char> {
    [
        '▁'..='▁',
        '!'..='~',
        '\u{00A1}'..='\u{017F}',
        '\u{3001}'..='\u{30FE}',
        '\u{FF01}'..='\u{FF5E}',
        '\u{4E00}'..='\u{9FA5}',
        '\u{0391}'..='\u{03C9}',
        '\u{0410}'..='\u{044F}',
    ]
    .into_iter()
    .flatten()
    // The soft hyphen and combining marks would vanish or merge on screen.
    .filter(|&character| character != '\u{00AD}' && !('\u{3099}'..='\u{309C}').contains(&character))
}

/// The `index`-th invented word: two or more syllables after a word mark, all different.
fn invented_word(index: usize) -> String {
    const CONSONANTS: [char; 16] = [
        'b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z',
    ];
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    const SYLLABLES: usize = CONSONANTS.len() * VOWELS.len();
    // Starting at SYLLABLES makes the leading digit of the number in base SYLLABLES non-zero, hence the words distinct.
    let mut rest = index + SYLLABLES;
    let mut word = String::from("▁");
    while rest > 0 {
        let syllable = rest % SYLLABLES;
        word.push(CONSONANTS[syllable / VOWELS.len()]);
        word.push(VOWELS[syllable % VOWELS.len()]);
        rest /= SYLLABLES;
    }
    word
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::checkpoint::preset::Version;

    fn load(config: &Value) -> tokenizers::Tokenizer {
        let dims = Dims::from_config_json(config).unwrap();
        let files = synthetic_tokenizer(config, &dims).unwrap();
        tokenizers::Tokenizer::from_bytes(files.tokenizer.to_string()).unwrap()
    }

    #[test]
    fn special_tokens_lie_at_the_published_ids() {
        let tokenizer = load(&Version::V16.config());
        assert_eq!(tokenizer.get_vocab_size(true), 103_424);
        for (text, id) in [
            ("<unk>", 0),
            ("<s>", 1),
            ("</s>", 2),
            ("<|end_of_sentence|>", 100_272),
            ("<|begin_of_sentence|>", 100_273),
            ("<mask:1>", 100_274),
            ("<|IMAGE_PLACEHOLDER|>", 100_295),
            ("<|LOC_0|>", 100_297),
            ("<|LOC_1000|>", 101_297),
            ("<|LOC_SEP|>", 101_300),
            ("<|IMAGE_START|>", 101_305),
            ("<|IMAGE_END|>", 101_306),
            ("<ecel>", 101_308),
            ("<nl>", 101_313),
        ] {
            assert_eq!(tokenizer.token_to_id(text), Some(id), "{text}");
        }
        let encoding = tokenizer
            .encode("User: <|IMAGE_START|>OCR:<fcel>", false)
            .unwrap();
        assert!(encoding.get_ids().contains(&101_305));
        assert!(encoding.get_ids().contains(&101_309));
        // Table tokens stay in text when special tokens are skipped, image tokens do not.
        let text = tokenizer.decode(encoding.get_ids(), true).unwrap();
        assert_eq!(text, "User: OCR:<fcel>");
    }

    #[test]
    fn any_text_encodes_and_comes_back() {
        let mut small = Version::V16.config();
        for (key, value) in [
            ("vocab_size", 320),
            ("image_token_id", 301),
            ("vision_start_token_id", 302),
            ("vision_end_token_id", 303),
            ("video_token_id", 304),
        ] {
            small[key] = value.into();
        }
        for config in [Version::V15.config(), small] {
            let tokenizer = load(&config);
            for text in [
                "a b",
                "Zürich 東京\n\t",
                "🦀 e\u{301} \u{10FFFF}",
                "  两 空格  ",
            ] {
                let ids = tokenizer.encode(text, false).unwrap();
                assert_eq!(tokenizer.decode(ids.get_ids(), true).unwrap(), text);
            }
        }
    }

    #[test]
    fn every_token_is_different() {
        let words: HashSet<String> = (0..100_000).map(invented_word).collect();
        assert_eq!(words.len(), 100_000);
        let characters: Vec<char> = characters().collect();
        assert_eq!(
            characters.iter().collect::<HashSet<_>>().len(),
            characters.len()
        );
    }

    #[test]
    fn too_small_a_vocabulary_is_refused() {
        let mut config = Version::V16.config();
        config["vocab_size"] = 200.into();
        config["vision_end_token_id"] = 100.into();
        config["image_token_id"] = 101.into();
        config["video_token_id"] = 102.into();
        config["vision_start_token_id"] = 103.into();
        let dims = Dims::from_config_json(&config).unwrap();
        let error = synthetic_tokenizer(&config, &dims).unwrap_err();
        assert!(error.to_string().contains("vocab_size"), "{error}");
        config["image_token_id"] = 200.into();
        let error = synthetic_tokenizer(&config, &dims).unwrap_err();
        assert!(error.to_string().contains("image_token_id"), "{error}");
    }
}
