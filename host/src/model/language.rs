//! The ERNIE-4.5 language model: grouped-query attention with mrope, RMSNorm and SwiGLU over a key/value cache.

use burn::tensor::Tensor;
use inkstone_kernels::cpu::{Element, Heads};
use inkstone_kernels::{FusedOps, RopeTable};

use super::ModelError;
use super::config::{ModelConfig, TextConfig};
use super::observe::{Progress, Stage};
use super::trace::Between;
use super::weights::{LinearSpec, Loader, WeightError};

struct DecoderLayer<B: FusedOps> {
    input_norm: Tensor<B, 1>,
    qkv: B::Packed,
    out: B::Packed,
    post_norm: Tensor<B, 1>,
    gate_up: B::Packed,
    down: B::Packed,
}

/// Token features to next-token features.
pub(super) struct LanguageModel<B: FusedOps> {
    config: TextConfig,
    embedding: B::Packed,
    layers: Vec<DecoderLayer<B>>,
    norm: Tensor<B, 1>,
    /// None where the head is the embedding.
    head: Option<B::Packed>,
}

impl<B: FusedOps> LanguageModel<B> {
    pub fn load(loader: &mut Loader<'_, B>, config: &ModelConfig) -> Result<Self, WeightError> {
        let text = &config.text;
        let (d, bias) = (text.hidden_size, false);
        let (q_width, kv_width) = (
            text.num_attention_heads * text.head_dim,
            text.num_key_value_heads * text.head_dim,
        );
        let table = |loader: &mut Loader<'_, B>, name: &str| {
            let out = text.vocab_size;
            loader.linear(&[LinearSpec { name, out, bias }], &[d])
        };
        let embedding = table(loader, "model.embed_tokens")?;
        let layers = (0..text.num_hidden_layers)
            .map(|i| {
                let at = format!("model.layers.{i}");
                let name = |part: &str| format!("{at}.{part}");
                let (q, k, v) = (
                    name("self_attn.q_proj"),
                    name("self_attn.k_proj"),
                    name("self_attn.v_proj"),
                );
                let (gate, up) = (name("mlp.gate_proj"), name("mlp.up_proj"));
                let spec = |name, out| LinearSpec { name, out, bias };
                Ok(DecoderLayer {
                    input_norm: loader.vector(&name("input_layernorm.weight"), d)?,
                    qkv: loader.linear(
                        &[spec(&q, q_width), spec(&k, kv_width), spec(&v, kv_width)],
                        &[d],
                    )?,
                    out: loader.linear(&[spec(&name("self_attn.o_proj"), d)], &[q_width])?,
                    post_norm: loader.vector(&name("post_attention_layernorm.weight"), d)?,
                    gate_up: loader.linear(
                        &[
                            spec(&gate, text.intermediate_size),
                            spec(&up, text.intermediate_size),
                        ],
                        &[d],
                    )?,
                    down: loader.linear(
                        &[spec(&name("mlp.down_proj"), d)],
                        &[text.intermediate_size],
                    )?,
                })
            })
            .collect::<Result<_, _>>()?;
        let norm = loader.vector("model.norm.weight", d)?;
        let head = match config.tie_word_embeddings {
            true => None,
            false => Some(table(loader, "lm_head")?),
        };
        Ok(Self {
            config: text.clone(),
            embedding,
            layers,
            norm,
            head,
        })
    }

    fn heads(&self) -> Heads {
        Heads {
            q: self.config.num_attention_heads,
            kv: self.config.num_key_value_heads,
            dim: self.config.head_dim,
        }
    }

    /// One empty cache per layer.
    pub fn caches(&self, compute: Element, device: &B::Device) -> Vec<B::KvCache> {
        let cache = |_| B::kv_cache(self.heads(), compute, device);
        (0..self.layers.len()).map(cache).collect()
    }

    /// Features `[ids, hidden]` of token ids, each below the vocabulary's size.
    pub fn embed(&self, ids: &[u32], device: &B::Device) -> Tensor<B, 2> {
        B::rows(&self.embedding, ids, device)
    }

    /// Runs `m` new tokens after those in the caches and returns their features `[m, hidden]` before the final norm.
    pub fn forward(
        &self,
        mut x: Tensor<B, 2>,
        rope: &RopeTable<B>,
        caches: &mut [B::KvCache],
        stage: Stage,
        between: &mut dyn Between<B>,
    ) -> Result<Tensor<B, 2>, ModelError> {
        let eps = self.config.rms_norm_eps;
        let scale = (self.config.head_dim as f64).powf(-0.5);
        for (i, (layer, cache)) in self.layers.iter().zip(caches).enumerate() {
            let normed = B::rms_norm(x.clone(), &layer.input_norm, eps);
            let (q, k, v) = B::split_rope(B::project(normed, &layer.qkv), rope, self.heads());
            let mixed = B::attend_cached(q, k, v, cache, scale);
            x = B::project_add(mixed, &layer.out, x);
            let normed = B::rms_norm(x.clone(), &layer.post_norm, eps);
            let inner = B::swiglu(B::project(normed, &layer.gate_up));
            let at = Progress {
                stage,
                done: i + 1,
                total: self.layers.len(),
            };
            x = between.pass(at, B::project_add(inner, &layer.down, x))?;
        }
        Ok(x)
    }

    /// Logits `[m, vocabulary]` of features before the final norm.
    pub fn logits(&self, x: Tensor<B, 2>) -> Tensor<B, 2> {
        let normed = B::rms_norm(x, &self.norm, self.config.rms_norm_eps);
        B::project(normed, self.head.as_ref().unwrap_or(&self.embedding))
    }

    /// Bytes of all packed weights.
    pub fn bytes(&self) -> usize {
        let layers = self
            .layers
            .iter()
            .flat_map(|l| [&l.qkv, &l.out, &l.gate_up, &l.down]);
        let tables = std::iter::once(&self.embedding).chain(&self.head);
        layers.chain(tables).map(B::packed_bytes).sum()
    }
}
