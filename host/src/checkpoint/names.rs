//! The tensors that a configuration implies: their names in both spellings, and their shapes.
//!
//! Published checkpoints use the *original* names (`visual.`, `mlp_AR.`, `model.`); files saved again by transformers 5 use
//! `model.visual.`, `model.projector.`, `model.language_model.`. `lm_head` is the same in both.

use serde_json::Value;

use super::error::CheckpointError;

/// The sizes that decide names and shapes, and nothing else of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dims {
    /// Sizes of the vision encoder.
    pub vision: VisionDims,
    /// Sizes of the language model.
    pub text: TextDims,
    /// Whether the output head is the token embedding (no `lm_head.weight`).
    pub tied: bool,
}

/// Sizes of the vision encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisionDims {
    /// Width of the encoder.
    pub hidden: usize,
    /// Width inside the feed-forward block.
    pub intermediate: usize,
    /// Number of encoder layers.
    pub layers: usize,
    /// Attention heads; must divide `hidden`.
    pub heads: usize,
    /// Image channels.
    pub channels: usize,
    /// Side of a patch in pixels.
    pub patch: usize,
    /// Side in pixels of the square image that the learned position grid stands for.
    pub image_size: usize,
    /// Side, in patches, of the block that the projector merges into one token.
    pub merge: usize,
}

/// Sizes of the language model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDims {
    /// Width of the decoder.
    pub hidden: usize,
    /// Width inside the feed-forward block.
    pub intermediate: usize,
    /// Number of decoder layers.
    pub layers: usize,
    /// Query heads.
    pub heads: usize,
    /// Key and value heads; must divide `heads`.
    pub kv_heads: usize,
    /// Width of one head.
    pub head_dim: usize,
    /// Rows of the token embedding.
    pub vocab: usize,
}

/// Rows of the learned position table that training used for packed images and inference never reads.
const PACKING_POSITIONS: usize = 32_768;
/// Bounds that no real model comes near. A larger value is a damaged file; within them no product of sizes overflows 64 bits.
mod limit {
    pub const WIDTH: u64 = 1 << 16;
    pub const LAYERS: u64 = 1 << 10;
    pub const HEADS: u64 = 1 << 10;
    pub const CHANNELS: u64 = 16;
    pub const PATCH: u64 = 1 << 8;
    pub const IMAGE: u64 = 1 << 13;
    pub const MERGE: u64 = 8;
    pub const VOCAB: u64 = 1 << 22;
}

/// The part of the model that a tensor belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The vision encoder.
    Vision,
    /// The projector from image features to token embeddings.
    Projector,
    /// The decoder with its token embedding.
    Language,
    /// The output head.
    Head,
    /// Stored in published files, never read at inference.
    Unused,
}

/// What a tensor is for, which decides what a sensible random value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A matrix (or convolution) whose first dimension is its output.
    Matrix,
    /// The scale of a norm, near one.
    NormScale,
    /// An additive term, near zero.
    Bias,
}

/// One tensor of a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorSpec {
    /// Name in published checkpoints.
    pub original: String,
    /// Name in checkpoints saved by transformers 5.
    pub transformers5: String,
    /// Shape, outermost dimension first.
    pub shape: Vec<usize>,
    /// The part of the model it belongs to.
    pub part: Part,
    /// What it is for.
    pub role: Role,
}

impl TensorSpec {
    /// Number of elements.
    pub fn elements(&self) -> u64 {
        self.shape.iter().map(|&side| side as u64).product()
    }
}

/// The tensors that inference needs, in the order of computation: 608 at full size with an untied head.
///
/// ```
/// let config = inkstone::checkpoint::preset::Version::V16.config();
/// let dims = inkstone::checkpoint::names::Dims::from_config_json(&config).unwrap();
/// assert_eq!(inkstone::checkpoint::names::required(&dims).len(), 608);
/// ```
pub fn required(dims: &Dims) -> Vec<TensorSpec> {
    let mut table = Table::default();
    vision_tensors(&mut table, &dims.vision);
    projector_tensors(&mut table, dims);
    language_tensors(&mut table, &dims.text);
    if !dims.tied {
        table.matrix(
            Part::Head,
            "lm_head.weight",
            [dims.text.vocab, dims.text.hidden],
        );
    }
    table.0
}

/// The tensors that published files hold besides and that inference never reads: the packing position table and the pooling head.
pub fn optional(dims: &Dims) -> Vec<TensorSpec> {
    let VisionDims {
        hidden,
        intermediate,
        ..
    } = dims.vision;
    let part = Part::Unused;
    let mut table = Table::default();
    table.matrix(
        part,
        "visual.vision_model.embeddings.packing_position_embedding.weight",
        [PACKING_POSITIONS, hidden],
    );
    let head = "visual.vision_model.head";
    table.matrix(part, &format!("{head}.probe"), [1, 1, hidden]);
    table.matrix(
        part,
        &format!("{head}.attention.in_proj_weight"),
        [3 * hidden, hidden],
    );
    table.push(
        part,
        Role::Bias,
        &format!("{head}.attention.in_proj_bias"),
        [3 * hidden],
    );
    table.linear(part, &format!("{head}.attention.out_proj"), hidden, hidden);
    table.layer_norm(part, &format!("{head}.layernorm"), hidden);
    table.linear(part, &format!("{head}.mlp.fc1"), intermediate, hidden);
    table.linear(part, &format!("{head}.mlp.fc2"), hidden, intermediate);
    table.0
}

fn vision_tensors(table: &mut Table, vision: &VisionDims) {
    let part = Part::Vision;
    let root = "visual.vision_model";
    let hidden = vision.hidden;
    let patch = format!("{root}.embeddings.patch_embedding");
    table.matrix(
        part,
        &format!("{patch}.weight"),
        [hidden, vision.channels, vision.patch, vision.patch],
    );
    table.push(part, Role::Bias, &format!("{patch}.bias"), [hidden]);
    let grid = vision.image_size / vision.patch;
    table.matrix(
        part,
        &format!("{root}.embeddings.position_embedding.weight"),
        [grid * grid, hidden],
    );
    for layer in 0..vision.layers {
        let prefix = format!("{root}.encoder.layers.{layer}");
        table.layer_norm(part, &format!("{prefix}.layer_norm1"), hidden);
        for projection in ["q_proj", "k_proj", "v_proj", "out_proj"] {
            table.linear(
                part,
                &format!("{prefix}.self_attn.{projection}"),
                hidden,
                hidden,
            );
        }
        table.layer_norm(part, &format!("{prefix}.layer_norm2"), hidden);
        table.linear(
            part,
            &format!("{prefix}.mlp.fc1"),
            vision.intermediate,
            hidden,
        );
        table.linear(
            part,
            &format!("{prefix}.mlp.fc2"),
            hidden,
            vision.intermediate,
        );
    }
    table.layer_norm(part, &format!("{root}.post_layernorm"), hidden);
}

fn projector_tensors(table: &mut Table, dims: &Dims) {
    let part = Part::Projector;
    let merged = dims.vision.hidden * dims.vision.merge * dims.vision.merge;
    table.layer_norm(part, "mlp_AR.pre_norm", dims.vision.hidden);
    table.linear(part, "mlp_AR.linear_1", merged, merged);
    table.linear(part, "mlp_AR.linear_2", dims.text.hidden, merged);
}

fn language_tensors(table: &mut Table, text: &TextDims) {
    let part = Part::Language;
    let hidden = text.hidden;
    let query = text.heads * text.head_dim;
    let key = text.kv_heads * text.head_dim;
    table.matrix(part, "model.embed_tokens.weight", [text.vocab, hidden]);
    for layer in 0..text.layers {
        let prefix = format!("model.layers.{layer}");
        table.norm_scale(part, &format!("{prefix}.input_layernorm"), hidden);
        for (projection, out, input) in [
            ("self_attn.q_proj", query, hidden),
            ("self_attn.k_proj", key, hidden),
            ("self_attn.v_proj", key, hidden),
            ("self_attn.o_proj", hidden, query),
        ] {
            table.matrix(part, &format!("{prefix}.{projection}.weight"), [out, input]);
        }
        table.norm_scale(part, &format!("{prefix}.post_attention_layernorm"), hidden);
        for (projection, out, input) in [
            ("mlp.gate_proj", text.intermediate, hidden),
            ("mlp.up_proj", text.intermediate, hidden),
            ("mlp.down_proj", hidden, text.intermediate),
        ] {
            table.matrix(part, &format!("{prefix}.{projection}.weight"), [out, input]);
        }
    }
    table.norm_scale(part, "model.norm", hidden);
}

/// The table under construction; its methods name the groups that recur.
#[derive(Default)]
struct Table(Vec<TensorSpec>);

impl Table {
    fn push<const N: usize>(&mut self, part: Part, role: Role, original: &str, shape: [usize; N]) {
        self.0.push(TensorSpec {
            original: original.to_owned(),
            transformers5: to_transformers5(original),
            shape: shape.to_vec(),
            part,
            role,
        });
    }

    fn matrix<const N: usize>(&mut self, part: Part, name: &str, shape: [usize; N]) {
        self.push(part, Role::Matrix, name, shape);
    }

    fn linear(&mut self, part: Part, prefix: &str, out: usize, input: usize) {
        self.matrix(part, &format!("{prefix}.weight"), [out, input]);
        self.push(part, Role::Bias, &format!("{prefix}.bias"), [out]);
    }

    fn norm_scale(&mut self, part: Part, prefix: &str, width: usize) {
        self.push(part, Role::NormScale, &format!("{prefix}.weight"), [width]);
    }

    fn layer_norm(&mut self, part: Part, prefix: &str, width: usize) {
        self.norm_scale(part, prefix, width);
        self.push(part, Role::Bias, &format!("{prefix}.bias"), [width]);
    }
}

/// The transformers-5 spelling of an original name.
fn to_transformers5(original: &str) -> String {
    for (from, to) in [
        ("visual.", "model.visual."),
        ("mlp_AR.", "model.projector."),
        ("model.", "model.language_model."),
    ] {
        if let Some(rest) = original.strip_prefix(from) {
            return format!("{to}{rest}");
        }
    }
    original.to_owned()
}

impl Dims {
    /// Reads the sizes from a parsed `config.json`, flat (published files) or nested (`text_config`, as transformers 5 saves).
    ///
    /// # Errors
    /// [`CheckpointError::Config`] names the key that is missing, not a positive integer, or does not fit the others.
    pub fn from_config_json(config: &Value) -> Result<Self, CheckpointError> {
        let nested = config.get("text_config").is_some_and(Value::is_object);
        let text = Section {
            values: if nested {
                &config["text_config"]
            } else {
                config
            },
            name: if nested { "text_config." } else { "" },
        };
        let vision = Section {
            values: config.get("vision_config").unwrap_or(&Value::Null),
            name: "vision_config.",
        };

        let heads = text.size("num_attention_heads", limit::HEADS)?;
        let hidden = text.size("hidden_size", limit::WIDTH)?;
        let dims = Self {
            vision: VisionDims {
                hidden: vision.size("hidden_size", limit::WIDTH)?,
                intermediate: vision.size("intermediate_size", limit::WIDTH)?,
                layers: vision.size("num_hidden_layers", limit::LAYERS)?,
                heads: vision.size("num_attention_heads", limit::HEADS)?,
                channels: vision.size_or("num_channels", limit::CHANNELS, 3)?,
                patch: vision.size("patch_size", limit::PATCH)?,
                image_size: vision.size("image_size", limit::IMAGE)?,
                merge: vision.size_or("spatial_merge_size", limit::MERGE, 2)?,
            },
            text: TextDims {
                hidden,
                intermediate: text.size("intermediate_size", limit::WIDTH)?,
                layers: text.size("num_hidden_layers", limit::LAYERS)?,
                heads,
                kv_heads: text.size_or("num_key_value_heads", limit::HEADS, heads)?,
                head_dim: text.size_or("head_dim", limit::WIDTH, hidden / heads)?,
                vocab: text.size("vocab_size", limit::VOCAB)?,
            },
            tied: tied(config),
        };
        dims.check()?;
        Ok(dims)
    }

    fn check(&self) -> Result<(), CheckpointError> {
        let wrong = |key: &str, reason: String| {
            Err(CheckpointError::Config {
                key: key.to_owned(),
                reason,
            })
        };
        let VisionDims {
            hidden,
            heads,
            patch,
            image_size,
            ..
        } = self.vision;
        if hidden % heads != 0 || !(hidden / heads).is_multiple_of(4) {
            return wrong(
                "vision_config.num_attention_heads",
                format!("{heads} heads do not split {hidden} into widths divisible by 4"),
            );
        }
        if image_size < patch {
            return wrong(
                "vision_config.image_size",
                format!("{image_size} is smaller than one patch of {patch}"),
            );
        }
        let TextDims {
            heads,
            kv_heads,
            head_dim,
            ..
        } = self.text;
        if heads % kv_heads != 0 {
            return wrong(
                "num_key_value_heads",
                format!("{kv_heads} does not divide {heads} attention heads"),
            );
        }
        if head_dim == 0 || !head_dim.is_multiple_of(2) {
            return wrong(
                "head_dim",
                format!("{head_dim} is not a positive even number"),
            );
        }
        Ok(())
    }
}

/// A missing flag means tied, as in transformers' class; a nested `true` from files saved before version 5 wins over an outer `false`.
fn tied(config: &Value) -> bool {
    let flag = |values: &Value| values.get("tie_word_embeddings").and_then(Value::as_bool);
    let inner = config.get("text_config").and_then(flag);
    match (flag(config), inner) {
        (None, None) => true,
        (outer, inner) => outer.unwrap_or(false) || inner.unwrap_or(false),
    }
}

struct Section<'a> {
    values: &'a Value,
    name: &'static str,
}

impl Section<'_> {
    fn size(&self, key: &str, limit: u64) -> Result<usize, CheckpointError> {
        self.size_if_given(key, limit)?
            .ok_or_else(|| self.error(key, "is missing".to_owned()))
    }

    fn size_or(&self, key: &str, limit: u64, default: usize) -> Result<usize, CheckpointError> {
        Ok(self.size_if_given(key, limit)?.unwrap_or(default))
    }

    fn size_if_given(&self, key: &str, limit: u64) -> Result<Option<usize>, CheckpointError> {
        let Some(value) = self.values.get(key).filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        match value.as_u64() {
            Some(size) if (1..=limit).contains(&size) => Ok(Some(size as usize)),
            _ => Err(self.error(
                key,
                format!("must be an integer from 1 to {limit}, found {value}"),
            )),
        }
    }

    fn error(&self, key: &str, reason: String) -> CheckpointError {
        CheckpointError::Config {
            key: format!("{}{key}", self.name),
            reason,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checkpoint::preset::Version;

    fn dims(config: &Value) -> Dims {
        Dims::from_config_json(config).unwrap()
    }

    /// The flat configuration, its language part moved to `text_config` as transformers 5 writes it.
    fn nested(flat: &Value) -> Value {
        let mut text = flat.as_object().unwrap().clone();
        let vision = text.remove("vision_config").unwrap();
        json!({
            "model_type": "paddleocr_vl",
            "tie_word_embeddings": text["tie_word_embeddings"].clone(),
            "text_config": text,
            "vision_config": vision,
        })
    }

    #[test]
    fn flat_and_nested_configurations_agree() {
        let flat = Version::V16.config();
        assert_eq!(dims(&flat), dims(&nested(&flat)));
    }

    #[test]
    fn full_size_has_the_published_counts() {
        let dims = dims(&Version::V1.config());
        let required = required(&dims);
        assert_eq!(required.len(), 608);
        let parameters = |part: Part| -> u64 {
            let specs = required.iter().filter(|spec| spec.part == part);
            specs.map(TensorSpec::elements).sum()
        };
        assert_eq!(parameters(Part::Vision), 412_987_248);
        assert_eq!(parameters(Part::Projector), 25_960_192);
        assert_eq!(parameters(Part::Language), 360_748_032);
        assert_eq!(parameters(Part::Head), 105_906_176);
        let unused = optional(&dims);
        assert_eq!(unused.len(), 12);
        let all: u64 = required
            .iter()
            .chain(&unused)
            .map(TensorSpec::elements)
            .sum();
        assert_eq!(all, 958_588_736);
    }

    #[test]
    fn both_spellings_are_right() {
        let mut specs = required(&dims(&Version::V16.config()));
        specs.retain(|spec| {
            [
                "visual.vision_model.post_layernorm.bias",
                "mlp_AR.linear_2.weight",
                "model.layers.17.self_attn.k_proj.weight",
                "lm_head.weight",
            ]
            .contains(&spec.original.as_str())
        });
        let found: Vec<(&str, &[usize])> = specs
            .iter()
            .map(|spec| (spec.transformers5.as_str(), spec.shape.as_slice()))
            .collect();
        assert_eq!(
            found,
            [
                ("model.visual.vision_model.post_layernorm.bias", &[1152][..]),
                ("model.projector.linear_2.weight", &[1024, 4608]),
                (
                    "model.language_model.layers.17.self_attn.k_proj.weight",
                    &[256, 1024]
                ),
                ("lm_head.weight", &[103_424, 1024]),
            ]
        );
    }

    #[test]
    fn tying_follows_transformers() {
        for (outer, inner, tied) in [
            (None, None, true),
            (Some(false), None, false),
            (Some(true), None, true),
            (Some(false), Some(true), true),
            (None, Some(false), false),
        ] {
            let mut config = nested(&Version::V16.config());
            for (values, flag) in [("", outer), ("text_config", inner)] {
                let values = if values.is_empty() {
                    &mut config
                } else {
                    &mut config[values]
                };
                values["tie_word_embeddings"] = json!(flag);
            }
            let dims = dims(&config);
            assert_eq!(dims.tied, tied, "{outer:?} {inner:?}");
            assert_eq!(required(&dims).len(), if tied { 607 } else { 608 });
        }
    }

    #[test]
    fn bad_sizes_are_named() {
        for (section, key, value, named) in [
            ("", "hidden_size", json!(null), "hidden_size"),
            ("", "hidden_size", json!(-1), "hidden_size"),
            ("", "vocab_size", json!(1e300), "vocab_size"),
            ("", "num_attention_heads", json!(0), "num_attention_heads"),
            (
                "",
                "num_hidden_layers",
                json!(9_999_999),
                "num_hidden_layers",
            ),
            ("", "num_key_value_heads", json!(3), "num_key_value_heads"),
            ("", "head_dim", json!(127), "head_dim"),
            (
                "vision_config",
                "patch_size",
                json!("14"),
                "vision_config.patch_size",
            ),
            (
                "vision_config",
                "image_size",
                json!(13),
                "vision_config.image_size",
            ),
            (
                "vision_config",
                "num_attention_heads",
                json!(7),
                "vision_config.num_attention_heads",
            ),
        ] {
            let mut config = Version::V16.config();
            let values = if section.is_empty() {
                &mut config
            } else {
                &mut config[section]
            };
            values[key] = value;
            let message = Dims::from_config_json(&config).unwrap_err().to_string();
            assert!(message.contains(named), "{message}");
        }
        for config in [json!(null), json!([]), json!({}), json!({"text_config": 3})] {
            assert!(Dims::from_config_json(&config).is_err());
        }
    }
}
