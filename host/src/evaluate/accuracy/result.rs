//! What an accuracy evaluation gives.

use serde::{Deserialize, Serialize};

use super::errors::{ErrorBin, Mismatch, ScatterPoint};
use crate::evaluate::FailedPage;
use crate::evaluate::environment::Environment;
use crate::evaluate::metrics::{MetricResult, ScoreResult};

/// Name and version of the form in which an accuracy evaluation is stored.
pub const ACCURACY_SCHEMA: &str = "inkstone.accuracy/1";

/// One of the two sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SideInfo {
    /// The device with its dtype, or the file that its logits are from.
    pub name: String,
    /// What the device calls itself; empty for files.
    pub description: String,
}

/// A token that one side chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TokenChoice {
    /// Its id.
    pub id: u32,
    /// Its text in the vocabulary; empty where there is no tokenizer.
    pub text: String,
    /// By how much its logit is above the next best one; null where that is not known.
    pub margin: Option<f64>,
}

/// The free-running answers of both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreeRun {
    /// Tokens that the baseline generated, the one that ended the answer included.
    pub baseline_tokens: usize,
    /// Tokens that the candidate generated.
    pub candidate_tokens: usize,
    /// How many tokens are the same from the start; the position, from 0, of the first one that differs.
    pub common: usize,
    /// What the two sides chose there, baseline first; absent where neither differs within the shorter answer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub divergence: Option<[TokenChoice; 2]>,
    /// Why the candidate's answer broke off, where it did.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub failure: Option<String>,
}

/// Metrics over a set of positions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Number of positions.
    pub positions: usize,
    /// Positions at which both sides have their largest logit at the same token.
    pub agreeing: usize,
    /// What the metrics say.
    pub metrics: Vec<MetricResult>,
}

impl Scope {
    /// All scores with the metric that each is from.
    pub fn scores(&self) -> impl Iterator<Item = (&MetricResult, &ScoreResult)> {
        let of = |metric| std::iter::repeat(metric);
        self.metrics
            .iter()
            .flat_map(move |metric| of(metric).zip(&metric.scores))
    }

    /// A score by its id.
    pub fn score(&self, id: &str) -> Option<&ScoreResult> {
        self.metrics.iter().find_map(|metric| metric.score(id))
    }
}

/// One image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageAccuracy {
    /// Its file, with as much of its folder as tells it from others of the same name, and with the page where there are several.
    pub name: String,
    /// Tokens of the prompt.
    pub prompt_tokens: usize,
    /// Tokens that both sides were made to read after it.
    pub forced_tokens: usize,
    /// The position of the first compared row.
    pub first_position: usize,
    /// All compared positions.
    pub all: Scope,
    /// The free-running answers; absent where the tokens are not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub free_run: Option<FreeRun>,
    /// The errors by ranges of positions.
    pub by_position: Vec<ErrorBin>,
    /// Mean absolute difference at every position; null where it is undefined.
    pub mean_abs: Vec<Option<f64>>,
    /// For every position `1` where both sides have their largest logit at the same token, else `0`.
    pub agreement: String,
    /// Positions at which the best tokens differ; the first 50.
    pub mismatches: Vec<Mismatch>,
    /// What the user should know.
    pub notes: Vec<String>,
}

/// The whole evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccuracyReport {
    /// [`ACCURACY_SCHEMA`].
    pub schema: String,
    /// Whether every image was read, no limit was missed over all positions of all images, and no metric failed.
    pub passed: bool,
    /// What is right.
    pub baseline: SideInfo,
    /// What is compared with it.
    pub candidate: SideInfo,
    /// The prompt; empty where files are compared.
    pub prompt: String,
    /// Size of the vocabulary.
    pub vocabulary: usize,
    /// All positions of all images. The verdict is theirs.
    pub all: Scope,
    /// Those positions from which a token was generated; absent where they are not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub generated: Option<Scope>,
    /// The errors by the magnitude of the baseline's logit.
    pub by_magnitude: Vec<ErrorBin>,
    /// Some logits of both sides, evenly taken.
    pub scatter: Vec<ScatterPoint>,
    /// Limits for scores that no metric gives; one of them is a failure.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unused_limits: Vec<String>,
    /// The images.
    pub images: Vec<ImageAccuracy>,
    /// Images that could not be read; they are in no metric.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub failed: Vec<FailedPage>,
    /// What the user should know.
    pub notes: Vec<String>,
    /// What it was measured on.
    pub environment: Environment,
}
