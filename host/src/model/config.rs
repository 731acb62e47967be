//! `config.json`: the sizes that drive the model, from flat (original) and nested (transformers 5) files alike.

use std::path::Path;

use serde_json::Value;

/// Why a `config.json` cannot drive the model.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{path}: cannot read the model's configuration: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not JSON.
    #[error("{path}: not valid JSON: {source}")]
    Json {
        /// The file.
        path: String,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A value is absent or has no usable form.
    #[error("config: `{key}` {problem}")]
    Value {
        /// The key, dotted.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
}

/// Sizes of the vision encoder.
#[derive(Clone, Debug, PartialEq)]
pub struct VisionConfig {
    /// Width of the patch features.
    pub hidden_size: usize,
    /// Width inside the MLP.
    pub intermediate_size: usize,
    /// Encoder layers.
    pub num_hidden_layers: usize,
    /// Attention heads.
    pub num_attention_heads: usize,
    /// Channels of the image; 3.
    pub num_channels: usize,
    /// Side of a patch in pixels.
    pub patch_size: usize,
    /// Side of the square image that the position table was made for, in pixels.
    pub image_size: usize,
    /// Epsilon of the encoder's LayerNorms.
    pub layer_norm_eps: f64,
    /// Base of the 2D rotary embedding.
    pub rope_theta: f64,
    /// Side of the block of patches that becomes one token.
    pub spatial_merge_size: usize,
}

impl VisionConfig {
    /// Channels of one attention head.
    pub fn head_dim(&self) -> usize {
        self.hidden_size / self.num_attention_heads
    }

    /// Values of one flattened patch.
    pub fn patch_values(&self) -> usize {
        self.num_channels * self.patch_size * self.patch_size
    }

    /// Side of the square table of learned positions.
    pub fn position_side(&self) -> usize {
        self.image_size / self.patch_size
    }
}

/// Sizes of the ERNIE-4.5 language model.
#[derive(Clone, Debug, PartialEq)]
pub struct TextConfig {
    /// Width of the token features.
    pub hidden_size: usize,
    /// Width inside the MLP.
    pub intermediate_size: usize,
    /// Decoder layers.
    pub num_hidden_layers: usize,
    /// Query heads.
    pub num_attention_heads: usize,
    /// Key and value heads.
    pub num_key_value_heads: usize,
    /// Channels of one head; need not be `hidden_size / num_attention_heads`.
    pub head_dim: usize,
    /// Rows of the embedding and of the head.
    pub vocab_size: usize,
    /// Longest sequence that the model was made for.
    pub max_position_embeddings: usize,
    /// Epsilon of the RMSNorms.
    pub rms_norm_eps: f64,
    /// Base of the rotary embedding.
    pub rope_theta: f64,
    /// Frequencies that follow the time, height and width axes.
    pub mrope_section: [usize; 3],
}

/// All that `config.json` says of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelConfig {
    /// The vision encoder.
    pub vision: VisionConfig,
    /// The language model.
    pub text: TextConfig,
    /// Whether the head is the embedding.
    pub tie_word_embeddings: bool,
    /// Token that stands for one merged patch of an image.
    pub image_token_id: u32,
    /// Token that opens an image.
    pub vision_start_token_id: u32,
    /// End-of-sequence token, where the file names one.
    pub eos_token_id: Option<u32>,
}

/// Largest size that any field may have: keeps products of two of them far from overflow.
const LARGEST: u64 = 1 << 24;

/// One object of the file, with the object to ask next where a key is absent.
struct Keys<'a> {
    prefix: &'a str,
    value: &'a Value,
    fallback: Option<&'a Value>,
}

impl Keys<'_> {
    fn get(&self, key: &str) -> Option<&Value> {
        let found = self.value.get(key).filter(|v| !v.is_null());
        found.or_else(|| {
            self.fallback
                .and_then(|f| f.get(key))
                .filter(|v| !v.is_null())
        })
    }

    fn error(&self, key: &str, problem: impl Into<String>) -> ConfigError {
        ConfigError::Value {
            key: format!("{}{key}", self.prefix),
            problem: problem.into(),
        }
    }

    fn size(&self, key: &str, default: Option<usize>) -> Result<usize, ConfigError> {
        match (self.get(key), default) {
            (Some(value), _) => match value.as_u64() {
                Some(n) if (1..=LARGEST).contains(&n) => Ok(n as usize),
                _ => Err(self.error(
                    key,
                    format!("is {value}, expected a whole number from 1 to {LARGEST}"),
                )),
            },
            (None, Some(default)) => Ok(default),
            (None, None) => Err(self.error(key, "is missing")),
        }
    }

    fn real(&self, key: &str, default: f64) -> Result<f64, ConfigError> {
        match self.get(key) {
            None => Ok(default),
            Some(value) => match value.as_f64() {
                Some(x) if x.is_finite() && x > 0.0 => Ok(x),
                _ => Err(self.error(key, format!("is {value}, expected a positive number"))),
            },
        }
    }

    fn flag(&self, key: &str, default: bool) -> Result<bool, ConfigError> {
        match self.get(key) {
            None => Ok(default),
            Some(value) => value
                .as_bool()
                .ok_or_else(|| self.error(key, format!("is {value}, expected true or false"))),
        }
    }

    fn token(&self, key: &str) -> Result<Option<u32>, ConfigError> {
        match self.get(key) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .and_then(|n| u32::try_from(n).ok())
                .map(Some)
                .ok_or_else(|| self.error(key, format!("is {value}, expected a token id"))),
        }
    }

    fn one_of(&self, key: &str, known: &[&str]) -> Result<(), ConfigError> {
        match self.get(key) {
            None => Ok(()),
            Some(value) if value.as_str().is_some_and(|s| known.contains(&s)) => Ok(()),
            Some(value) => Err(self.error(
                key,
                format!("is {value}, but only {} is supported", known.join(" or ")),
            )),
        }
    }
}

impl ModelConfig {
    /// Reads a `config.json`.
    ///
    /// # Errors
    /// When the file cannot be read, is no JSON, lacks a size, or asks for something that this model does not do.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: name.clone(),
            source,
        })?;
        let value = serde_json::from_str(&text)
            .map_err(|source| ConfigError::Json { path: name, source })?;
        Self::from_json(&value)
    }

    /// Reads the parsed file, flat (language keys at the top, `rope_scaling`) or nested (`text_config`, `rope_parameters`).
    ///
    /// # Errors
    /// As [`ModelConfig::from_file`].
    pub fn from_json(root: &Value) -> Result<Self, ConfigError> {
        let top = Keys {
            prefix: "",
            value: root,
            fallback: None,
        };
        let vision = root
            .get("vision_config")
            .filter(|v| v.is_object())
            .ok_or_else(|| top.error("vision_config", "is missing"))?;
        let nested = root.get("text_config").filter(|v| v.is_object());
        let text = Keys {
            prefix: if nested.is_some() { "text_config." } else { "" },
            value: nested.unwrap_or(root),
            fallback: Some(root),
        };
        let image_token_id = text
            .token("image_token_id")?
            .ok_or_else(|| top.error("image_token_id", "is missing"))?;
        let config = Self {
            vision: Self::vision(&Keys {
                prefix: "vision_config.",
                value: vision,
                fallback: None,
            })?,
            text: Self::text(&text)?,
            tie_word_embeddings: match root.get("tie_word_embeddings") {
                Some(_) => top.flag("tie_word_embeddings", true)?,
                None => text.flag("tie_word_embeddings", true)?,
            },
            image_token_id,
            vision_start_token_id: text.token("vision_start_token_id")?.unwrap_or(u32::MAX),
            eos_token_id: text.token("eos_token_id").unwrap_or(None),
        };
        if config.image_token_id as usize >= config.text.vocab_size {
            return Err(top.error(
                "image_token_id",
                format!(
                    "is {}, outside the vocabulary of {}",
                    config.image_token_id, config.text.vocab_size
                ),
            ));
        }
        Ok(config)
    }

    fn vision(keys: &Keys<'_>) -> Result<VisionConfig, ConfigError> {
        keys.one_of("hidden_act", &["gelu_pytorch_tanh"])?;
        let rope = Keys {
            prefix: "vision_config.rope_parameters.",
            value: keys.get("rope_parameters").unwrap_or(&Value::Null),
            fallback: Some(keys.value),
        };
        let config = VisionConfig {
            hidden_size: keys.size("hidden_size", None)?,
            intermediate_size: keys.size("intermediate_size", None)?,
            num_hidden_layers: keys.size("num_hidden_layers", None)?,
            num_attention_heads: keys.size("num_attention_heads", None)?,
            num_channels: keys.size("num_channels", Some(3))?,
            patch_size: keys.size("patch_size", Some(14))?,
            image_size: keys.size("image_size", Some(384))?,
            layer_norm_eps: keys.real("layer_norm_eps", 1e-6)?,
            rope_theta: rope.real("rope_theta", 10_000.0)?,
            spatial_merge_size: keys.size("spatial_merge_size", Some(2))?,
        };
        if config.num_channels != 3 {
            return Err(keys.error("num_channels", "must be 3: pages are read as RGB"));
        }
        if !config
            .hidden_size
            .is_multiple_of(config.num_attention_heads)
            || !config.head_dim().is_multiple_of(4)
        {
            return Err(keys.error(
                "num_attention_heads",
                format!(
                    "is {}: hidden_size {} must split into heads of a multiple of 4 channels",
                    config.num_attention_heads, config.hidden_size
                ),
            ));
        }
        if config.position_side() == 0 {
            return Err(keys.error("image_size", "is smaller than a patch"));
        }
        Ok(config)
    }

    fn text(keys: &Keys<'_>) -> Result<TextConfig, ConfigError> {
        keys.one_of("hidden_act", &["silu"])?;
        if keys.flag("use_bias", false)? {
            return Err(keys.error("use_bias", "is true, but only false is supported"));
        }
        let hidden_size = keys.size("hidden_size", None)?;
        let heads = keys.size("num_attention_heads", None)?;
        let rope_value = keys
            .get("rope_parameters")
            .or_else(|| keys.get("rope_scaling"))
            .unwrap_or(&Value::Null);
        let rope = Keys {
            prefix: "rope_parameters.",
            value: rope_value,
            fallback: Some(keys.value),
        };
        for key in ["rope_type", "type"] {
            if rope_value.get(key).is_some() {
                rope.one_of(key, &["default", "mrope"])?;
            }
        }
        let head_dim = keys.size("head_dim", Some(hidden_size / heads))?;
        let section: Vec<usize> = match rope_value.get("mrope_section").and_then(Value::as_array) {
            Some(list) => list
                .iter()
                .filter_map(|v| v.as_u64().map(|n| n as usize))
                .collect(),
            None => return Err(rope.error("mrope_section", "is missing")),
        };
        let mrope_section: [usize; 3] = section.as_slice().try_into().map_err(|_| {
            rope.error(
                "mrope_section",
                format!("is {section:?}, expected three whole numbers"),
            )
        })?;
        if mrope_section
            .iter()
            .try_fold(0usize, |sum, &n| sum.checked_add(n))
            != Some(head_dim / 2)
            || !head_dim.is_multiple_of(2)
        {
            return Err(rope.error(
                "mrope_section",
                format!("is {mrope_section:?}, which must add up to half of head_dim {head_dim}"),
            ));
        }
        let kv = keys.size("num_key_value_heads", Some(heads))?;
        if !heads.is_multiple_of(kv) {
            return Err(keys.error(
                "num_key_value_heads",
                format!("is {kv}, which does not divide num_attention_heads {heads}"),
            ));
        }
        Ok(TextConfig {
            hidden_size,
            intermediate_size: keys.size("intermediate_size", None)?,
            num_hidden_layers: keys.size("num_hidden_layers", None)?,
            num_attention_heads: heads,
            num_key_value_heads: kv,
            head_dim,
            vocab_size: keys.size("vocab_size", None)?,
            max_position_embeddings: keys.size("max_position_embeddings", Some(131_072))?,
            rms_norm_eps: keys.real("rms_norm_eps", 1e-5)?,
            rope_theta: rope.real("rope_theta", 500_000.0)?,
            mrope_section,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flat() -> Value {
        json!({
            "hidden_size": 1024, "intermediate_size": 3072, "num_hidden_layers": 18, "num_attention_heads": 16,
            "num_key_value_heads": 2, "head_dim": 128, "vocab_size": 103_424, "rope_theta": 500_000, "hidden_act": "silu",
            "rope_scaling": {"mrope_section": [16, 24, 24], "rope_type": "default", "type": "default"},
            "tie_word_embeddings": false, "image_token_id": 100_295, "vision_start_token_id": 101_305, "eos_token_id": 2,
            "vision_config": {"hidden_size": 1152, "intermediate_size": 4304, "num_hidden_layers": 27, "num_attention_heads": 16,
                "patch_size": 14, "image_size": 384, "hidden_act": "gelu_pytorch_tanh", "layer_norm_eps": 1e-6, "spatial_merge_size": 2}
        })
    }

    #[test]
    fn flat_and_nested_files_say_the_same() {
        let from_flat = ModelConfig::from_json(&flat()).unwrap();
        let mut nested = flat();
        let top = nested.as_object_mut().unwrap();
        let mut text = serde_json::Map::new();
        for key in [
            "hidden_size",
            "intermediate_size",
            "num_hidden_layers",
            "num_attention_heads",
            "num_key_value_heads",
            "head_dim",
            "vocab_size",
            "hidden_act",
            "eos_token_id",
        ] {
            text.insert(key.into(), top.remove(key).unwrap());
        }
        top.remove("rope_scaling");
        top.remove("rope_theta");
        text.insert(
            "rope_parameters".into(),
            json!({"rope_type": "default", "rope_theta": 500_000.0, "mrope_section": [16, 24, 24]}),
        );
        top.insert("text_config".into(), Value::Object(text));
        assert_eq!(ModelConfig::from_json(&nested).unwrap(), from_flat);
        assert_eq!(from_flat.vision.position_side(), 27);
        assert!(!from_flat.tie_word_embeddings);
    }

    #[test]
    fn broken_files_name_the_key() {
        type Change = fn(&mut Value);
        let cases: &[(Change, &str)] = &[
            (
                |v| v["vision_config"] = Value::Null,
                "`vision_config` is missing",
            ),
            (|v| v["hidden_size"] = json!(0), "`hidden_size` is 0"),
            (|v| v["hidden_size"] = json!(u64::MAX), "`hidden_size` is"),
            (
                |v| v["vocab_size"] = json!("many"),
                "`vocab_size` is \"many\"",
            ),
            (|v| v["num_key_value_heads"] = json!(3), "does not divide"),
            (
                |v| v["rope_scaling"]["mrope_section"] = json!([16, 24]),
                "three whole numbers",
            ),
            (
                |v| v["rope_scaling"]["mrope_section"] = json!([16, 24, 25]),
                "half of head_dim",
            ),
            (
                |v| v["rope_scaling"]["rope_type"] = json!("yarn"),
                "only default or mrope",
            ),
            (|v| v["hidden_act"] = json!("relu"), "only silu"),
            (|v| v["use_bias"] = json!(true), "`use_bias` is true"),
            (
                |v| v["vision_config"]["num_attention_heads"] = json!(7),
                "multiple of 4",
            ),
            (
                |v| v["image_token_id"] = json!(200_000),
                "outside the vocabulary",
            ),
            (
                |v| v["tie_word_embeddings"] = json!("no"),
                "expected true or false",
            ),
        ];
        for (change, wanted) in cases {
            let mut value = flat();
            change(&mut value);
            let error = ModelConfig::from_json(&value).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error:?} lacks {wanted:?}");
        }
    }
}
