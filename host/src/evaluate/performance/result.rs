//! What a performance evaluation gives.

use serde::{Deserialize, Serialize};

use super::stats::{BOOTSTRAP_SEED, RESAMPLES, Summary, ratio_interval, summary};
use crate::evaluate::environment::{DeviceUse, Environment};

/// Name and version of the form in which a performance evaluation is stored.
pub const PERFORMANCE_SCHEMA: &str = "inkstone.performance/1";

/// What one run on one device took, in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSample {
    /// One whole forward pass: from patches to the logits of every position of the prompt.
    pub forward_s: f64,
    /// Resizing the image and encoding the prompt.
    pub preprocess_s: f64,
    /// The vision encoder.
    pub vision_s: f64,
    /// The projector.
    pub projector_s: f64,
    /// The language model over the prompt, with the logits of the last position.
    pub prefill_s: f64,
    /// All decoding steps after the first token.
    pub decode_s: f64,
    /// Number of these steps.
    pub decode_steps: usize,
    /// From tokens to the post-processed text.
    pub postprocess_s: f64,
    /// The whole answer, from image to text.
    pub generation_s: f64,
    /// Most memory that the process held meanwhile, in bytes, where the system tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub peak_bytes: Option<u64>,
}

/// What is summarised over runs; in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// One whole forward pass: the latency of the original's report.
    Forward,
    /// Vision, projector and prefill: until the first token is there.
    FirstToken,
    /// The whole answer, from image to text.
    Generation,
    /// Resizing the image and encoding the prompt.
    Preprocess,
    /// The vision encoder.
    Vision,
    /// The projector.
    Projector,
    /// The language model over the prompt.
    Prefill,
    /// One decoding step.
    DecodeToken,
    /// From tokens to the post-processed text.
    Postprocess,
}

impl Quantity {
    /// All of them: the three whole ones, then the stages in their order.
    pub const ALL: [Self; 9] = [
        Self::Forward,
        Self::FirstToken,
        Self::Generation,
        Self::Preprocess,
        Self::Vision,
        Self::Projector,
        Self::Prefill,
        Self::DecodeToken,
        Self::Postprocess,
    ];

    /// Its short, stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::FirstToken => "first-token",
            Self::Generation => "generation",
            Self::Preprocess => "preprocess",
            Self::Vision => "vision",
            Self::Projector => "projector",
            Self::Prefill => "prefill",
            Self::DecodeToken => "decode-token",
            Self::Postprocess => "postprocess",
        }
    }

    /// Its name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Forward => "Forward pass",
            Self::FirstToken => "First token",
            Self::Generation => "Whole answer",
            Self::Preprocess => "Pre-process",
            Self::Vision => "Vision encoder",
            Self::Projector => "Projector",
            Self::Prefill => "Prefill",
            Self::DecodeToken => "Decode, per token",
            Self::Postprocess => "Post-process",
        }
    }

    /// Its value in a run, in seconds; none where there was no decoding step.
    pub fn of(self, run: &RunSample) -> Option<f64> {
        Some(match self {
            Self::Forward => run.forward_s,
            Self::FirstToken => run.vision_s + run.projector_s + run.prefill_s,
            Self::Generation => run.generation_s,
            Self::Preprocess => run.preprocess_s,
            Self::Vision => run.vision_s,
            Self::Projector => run.projector_s,
            Self::Prefill => run.prefill_s,
            Self::DecodeToken if run.decode_steps == 0 => return None,
            Self::DecodeToken => run.decode_s / run.decode_steps as f64,
            Self::Postprocess => run.postprocess_s,
        })
    }
}

/// One device's runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DevicePerformance {
    /// The device.
    pub device: DeviceUse,
    /// Seconds that loading the weights took.
    pub load_s: f64,
    /// Memory of the host that its weights take, in bytes, where the system tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub weights_bytes: Option<u64>,
    /// Most memory of the host that the process held in its runs, less the other devices' weights, in bytes, where the system tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub peak_bytes: Option<u64>,
    /// Operations that were computed on the host, as the device's library has none for them; absent on devices without such a thing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub host_operations: Option<u64>,
    /// Decoded tokens per second: all steps over all their time.
    pub decode_tokens_per_s: Option<f64>,
    /// Elements of logits per second of forward passes: the throughput of the original's report.
    pub logits_per_s: f64,
    /// The quantities that there are, each with its summary.
    pub summaries: Vec<(Quantity, Summary)>,
    /// The runs, in their order.
    pub runs: Vec<RunSample>,
}

impl DevicePerformance {
    /// The samples of a quantity.
    pub fn samples(&self, quantity: Quantity) -> Vec<f64> {
        self.runs
            .iter()
            .filter_map(|run| quantity.of(run))
            .collect()
    }

    /// The summary of a quantity.
    pub fn summary(&self, quantity: Quantity) -> Option<&Summary> {
        let found = self.summaries.iter().find(|(known, _)| *known == quantity);
        found.map(|(_, summary)| summary)
    }

    /// Fills in what follows from the runs; `logits` are the elements of one forward pass.
    pub(super) fn summarise(&mut self, logits: usize) {
        let of = |quantity| Some((quantity, summary(&self.samples(quantity))?));
        self.summaries = Quantity::ALL.into_iter().filter_map(of).collect();
        let sum = |value: fn(&RunSample) -> f64| self.runs.iter().map(value).sum::<f64>();
        let (steps, decode) = (sum(|r| r.decode_steps as f64), sum(|r| r.decode_s));
        let forward = sum(|r| r.forward_s);
        self.decode_tokens_per_s = (steps > 0.0 && decode > 0.0).then(|| steps / decode);
        self.logits_per_s = match forward > 0.0 {
            true => (logits * self.runs.len()) as f64 / forward,
            false => 0.0,
        };
    }
}

/// How much faster a device is than the first one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speedup {
    /// The device.
    pub device: String,
    /// What is compared.
    pub quantity: Quantity,
    /// Mean of the first device's runs over the mean of this one's: above 1 is faster.
    pub ratio: f64,
    /// Its 95 % bootstrap interval over rounds; absent with fewer than two.
    pub interval: Option<[f64; 2]>,
}

impl Speedup {
    /// Speedups of all devices but the first.
    pub(super) fn all(devices: &[DevicePerformance]) -> Vec<Self> {
        let Some((first, others)) = devices.split_first() else {
            return Vec::new();
        };
        let compared = [
            Quantity::Forward,
            Quantity::FirstToken,
            Quantity::Generation,
            Quantity::DecodeToken,
        ];
        let mut all = Vec::new();
        for other in others {
            for quantity in compared {
                let (base, mine) = (first.samples(quantity), other.samples(quantity));
                let (Some(a), Some(b)) = (first.summary(quantity), other.summary(quantity)) else {
                    continue;
                };
                all.push(Self {
                    device: other.device.name.clone(),
                    quantity,
                    ratio: a.mean / b.mean,
                    interval: ratio_interval(&base, &mine, RESAMPLES, BOOTSTRAP_SEED),
                });
            }
        }
        all
    }
}

/// The whole evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PerformanceReport {
    /// [`PERFORMANCE_SCHEMA`].
    pub schema: String,
    /// The image.
    pub image: String,
    /// Its width and height in pixels.
    pub image_size: [u32; 2],
    /// Its grid `[t, h, w]`, in patches.
    pub grid_thw: [usize; 3],
    /// The prompt.
    pub prompt: String,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Tokens that every run generates.
    pub new_tokens: usize,
    /// Size of the vocabulary.
    pub vocabulary: usize,
    /// Rounds that were thrown away.
    pub warmup: usize,
    /// Rounds that count.
    pub runs: usize,
    /// How percentiles are computed.
    pub percentile_method: String,
    /// The devices, in the order in which they were asked for.
    pub devices: Vec<DevicePerformance>,
    /// Speedups against the first device.
    pub speedups: Vec<Speedup>,
    /// What the user should know.
    pub notes: Vec<String>,
    /// What it was measured on.
    pub environment: Environment,
}
