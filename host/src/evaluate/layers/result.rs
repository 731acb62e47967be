//! What a comparison by layer found.

use serde::{Deserialize, Serialize};

use super::difference::Difference;
use crate::evaluate::environment::Environment;
use crate::model::observe::{Progress, Stage};

/// The form of [`LayersReport`] as JSON.
pub const LAYERS_SCHEMA: &str = "inkstone.layers/1";

/// Two devices compared after every layer. The environment's devices are the baseline and the candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayersReport {
    /// [`LAYERS_SCHEMA`].
    pub schema: String,
    /// Whether every part, alone, deviates by at most the limit.
    pub passed: bool,
    /// The image.
    pub image: String,
    /// Its width and height, in pixels.
    pub image_size: [u32; 2],
    /// Frames, rows and columns of patches.
    pub grid_thw: [usize; 3],
    /// The prompt.
    pub prompt: String,
    /// Tokens of the prompt, those of the image among them.
    pub prompt_tokens: usize,
    /// Tokens that were read after the prompt, one by one.
    pub tokens: Vec<u32>,
    /// By how much a part, alone, may deviate: [`Difference::relative`].
    pub limit: f64,
    /// Every part, in the order of the pass.
    pub parts: Vec<PartDifference>,
    /// What it was measured on.
    pub environment: Environment,
    /// What the reader should know.
    pub notes: Vec<String>,
}

/// A kind of part, in the order of the pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The embedded patches.
    PatchEmbedding,
    /// A layer of the vision encoder.
    VisionLayer,
    /// The vision encoder's last norm, and the projector.
    Projector,
    /// A layer of the language model, over the prompt.
    PrefillLayer,
    /// The head over the prompt's last position.
    PrefillHead,
    /// A layer of the language model, over one token.
    DecodeLayer,
    /// The head over that token.
    DecodeHead,
}

/// A part on the candidate, against the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartDifference {
    /// What it is.
    pub part: Part,
    /// Which layer, from 1; 0 where there is one alone.
    pub layer: usize,
    /// Number of values.
    pub values: usize,
    /// With the baseline's values going in: the part's own deviation.
    pub alone: Difference,
    /// With what the candidate itself computed so far.
    pub so_far: Difference,
}

/// All parts of a kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KindSummary {
    /// The kind.
    pub part: Part,
    /// How many there are.
    pub count: usize,
    /// The median of their own deviations, where there are more than two.
    pub median: Option<f64>,
    /// The largest of their own deviations; none where one is not finite.
    pub most: Option<f64>,
    /// The deviation after the last of them, with what the candidate itself computed; none where it is not finite.
    pub so_far: Option<f64>,
    /// Whether one deviates by more than the limit.
    pub exceeds: bool,
}

impl Part {
    /// All of them, in the order of the pass.
    pub const ALL: [Self; 7] = [
        Self::PatchEmbedding,
        Self::VisionLayer,
        Self::Projector,
        Self::PrefillLayer,
        Self::PrefillHead,
        Self::DecodeLayer,
        Self::DecodeHead,
    ];

    /// What is computed at a place of the pass, after another part.
    pub(super) fn at(place: Progress, before: Option<Self>) -> Self {
        match (place.stage, before) {
            (Stage::Vision, _) if place.done == 0 => Self::PatchEmbedding,
            (Stage::Vision, _) => Self::VisionLayer,
            (Stage::Projector, _) => Self::Projector,
            (Stage::Prefill, _) => Self::PrefillLayer,
            (Stage::Decode, _) => Self::DecodeLayer,
            (Stage::Head, Some(Self::DecodeLayer)) => Self::DecodeHead,
            (Stage::Head, _) => Self::PrefillHead,
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::PatchEmbedding => "patch embedding",
            Self::VisionLayer => "vision layer",
            Self::Projector => "projector",
            Self::PrefillLayer => "prefill layer",
            Self::PrefillHead => "prefill head",
            Self::DecodeLayer => "decode layer",
            Self::DecodeHead => "decode head",
        }
    }
}

impl PartDifference {
    /// Its name, with the layer's number.
    pub fn label(&self) -> String {
        match self.layer {
            0 => self.part.label().to_owned(),
            layer => format!("{} {layer}", self.part.label()),
        }
    }

    /// Whether it deviates by more than a limit of its own accord; what is not finite does.
    pub fn exceeds(&self, limit: f64) -> bool {
        self.alone.relative.is_none_or(|value| value > limit)
    }
}

impl LayersReport {
    /// The parts that deviate by more than the limit of their own accord.
    pub fn suspects(&self) -> impl Iterator<Item = &PartDifference> {
        let parts = self.parts.iter();
        parts.filter(|part| part.exceeds(self.limit))
    }

    /// The kinds of parts, in the order of the pass.
    pub fn kinds(&self) -> Vec<KindSummary> {
        let kinds = Part::ALL.into_iter().filter_map(|part| {
            let of_kind = || self.parts.iter().filter(move |p| p.part == part);
            let last = of_kind().next_back()?;
            let mut alone: Vec<_> = of_kind().map(|p| p.alone.relative).collect();
            let most = alone.iter().copied();
            let most = most.reduce(|most, value| Some(most?.max(value?)));
            // What is not finite is larger than all that is.
            alone.sort_by(|a, b| {
                let [a, b] = [a, b].map(|value| value.unwrap_or(f64::INFINITY));
                a.total_cmp(&b)
            });
            Some(KindSummary {
                part,
                count: alone.len(),
                median: (alone.len() > 2).then(|| alone[alone.len() / 2]).flatten(),
                most: most.flatten(),
                so_far: last.so_far.relative,
                exceeds: of_kind().any(|part| part.exceeds(self.limit)),
            })
        });
        kinds.collect()
    }

    /// The part that deviates most of its own accord.
    pub fn worst(&self) -> Option<&PartDifference> {
        let of = |part: &PartDifference| part.alone.relative.unwrap_or(f64::INFINITY);
        let parts = self.parts.iter();
        parts.max_by(|a, b| of(a).total_cmp(&of(b)))
    }
}
