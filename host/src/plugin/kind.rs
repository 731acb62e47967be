//! The four kinds of plugins.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a plugin is for: which one of the package's worlds it exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Works on an image before it is read.
    Image,
    /// Works on a document after it was read.
    Document,
    /// Compares logits.
    TensorMetric,
    /// Compares texts.
    TextMetric,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 4] = [
        Self::Image,
        Self::Document,
        Self::TensorMetric,
        Self::TextMetric,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Document => "document",
            Self::TensorMetric => "tensor-metric",
            Self::TextMetric => "text-metric",
        }
    }

    /// The interface that such a plugin exports, without package and version.
    pub fn interface(self) -> &'static str {
        match self {
            Self::Image => "image-processor",
            Self::Document => "document-processor",
            Self::TensorMetric => "tensor-metric",
            Self::TextMetric => "text-metric",
        }
    }

    /// The function of the interface, as errors name it.
    pub(super) fn function(self) -> &'static str {
        match self {
            Self::Image | Self::Document => "process",
            Self::TensorMetric | Self::TextMetric => "evaluate",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == text)
            .ok_or_else(|| format!("unknown kind {text:?}; use one of {}", names()))
    }
}
