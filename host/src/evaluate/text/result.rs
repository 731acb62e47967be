//! What a text evaluation gives.

use serde::{Deserialize, Serialize};

use crate::evaluate::FailedPage;
use crate::evaluate::environment::Environment;
use crate::evaluate::metrics::MetricResult;

/// Name and version of the form in which a text evaluation is stored.
pub const TEXT_SCHEMA: &str = "inkstone.text/1";

/// A page that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageText {
    /// Its name in the data set.
    pub name: String,
    /// Its language, where the data set tells.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub language: Option<String>,
    /// What was read.
    pub prediction: String,
    /// What is right.
    pub reference: String,
    /// Tokens that were generated.
    pub tokens: usize,
    /// Seconds that reading took.
    pub seconds: f64,
    /// What the user should know: answers that did not end, plugins that failed.
    pub notes: Vec<String>,
    /// The metrics of this page alone.
    pub metrics: Vec<MetricResult>,
}

/// The whole evaluation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextReport {
    /// [`TEXT_SCHEMA`].
    pub schema: String,
    /// Whether every page was read, no metric failed and no limit was missed.
    pub passed: bool,
    /// The data set's name.
    pub data: String,
    /// The prompt.
    pub prompt: String,
    /// The pipeline.
    pub pipeline: String,
    /// The metrics of all pages together, as each metric pools them.
    pub pooled: Vec<MetricResult>,
    /// The pages, worst first by the first metric.
    pub pages: Vec<PageText>,
    /// Limits for scores that no metric gives; one of them is a failure.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub unused_limits: Vec<String>,
    /// Pages that could not be read; they are in no metric.
    pub failed: Vec<FailedPage>,
    /// What the user should know.
    pub notes: Vec<String>,
    /// What it was measured on.
    pub environment: Environment,
}
