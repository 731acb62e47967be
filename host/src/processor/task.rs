//! What PaddleOCR-VL can be asked to do, and how each task is asked for.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A task that PaddleOCR-VL was trained on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Running text.
    Ocr,
    /// A table, as OTSL.
    Table,
    /// A formula, as LaTeX.
    Formula,
    /// A chart, as rows of values.
    Chart,
    /// Lines of text with their four corners (1.5 and later).
    Spotting,
    /// The text of a seal (1.5 and later).
    Seal,
}

/// The limits that an image's pixel count is brought between before it is cut into patches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PixelLimits {
    /// The least number of pixels.
    pub min: usize,
    /// The largest number of pixels.
    pub max: usize,
}

/// Enlarges small images before anything else is done with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upscale {
    /// Only an image both of whose sides are shorter than this, in pixels, is enlarged.
    pub below_side: usize,
    /// By how much each side grows. The reference resamples with a Lanczos filter.
    pub factor: usize,
}

/// Given for a name that is no task.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("unknown task {0:?}; the tasks are ocr, table, formula, chart, spotting and seal")]
pub struct UnknownTask(pub String);

impl Task {
    /// All tasks.
    pub const ALL: [Self; 6] = [
        Self::Ocr,
        Self::Table,
        Self::Formula,
        Self::Chart,
        Self::Spotting,
        Self::Seal,
    ];

    /// The name by which users choose it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ocr => "ocr",
            Self::Table => "table",
            Self::Formula => "formula",
            Self::Chart => "chart",
            Self::Spotting => "spotting",
            Self::Seal => "seal",
        }
    }

    /// The text that asks the model for it.
    pub const fn prompt(self) -> &'static str {
        match self {
            Self::Ocr => "OCR:",
            Self::Table => "Table Recognition:",
            Self::Formula => "Formula Recognition:",
            Self::Chart => "Chart Recognition:",
            Self::Spotting => "Spotting:",
            Self::Seal => "Seal Recognition:",
        }
    }

    /// Whether the answer is to be decoded with its special tokens, because they carry positions.
    pub const fn keeps_special_tokens(self) -> bool {
        matches!(self, Self::Spotting)
    }

    /// The pixel limits that the PaddleX pipeline uses for it, whatever the checkpoint's preprocessor_config.json says.
    pub const fn pipeline_pixels(self) -> PixelLimits {
        match self {
            Self::Spotting => PixelLimits {
                min: 112_896,
                max: 1_605_632,
            },
            _ => PixelLimits {
                min: 112_896,
                max: 1_003_520,
            },
        }
    }

    /// How the PaddleX pipeline enlarges small images for it.
    pub const fn pipeline_upscale(self) -> Option<Upscale> {
        match self {
            Self::Spotting => Some(Upscale {
                below_side: 1500,
                factor: 2,
            }),
            _ => None,
        }
    }
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Task {
    type Err = UnknownTask;

    fn from_str(name: &str) -> Result<Self, UnknownTask> {
        let found = Self::ALL
            .into_iter()
            .find(|task| task.name().eq_ignore_ascii_case(name.trim()));
        found.ok_or_else(|| UnknownTask(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_tasks() {
        for task in Task::ALL {
            assert_eq!(task.to_string().parse(), Ok(task));
            assert_eq!(task.name().to_uppercase().parse(), Ok(task));
        }
        let error = "tabel".parse::<Task>().expect_err("no task").to_string();
        assert!(
            error.contains("tabel") && Task::ALL.iter().all(|task| error.contains(task.name())),
            "{error}"
        );
    }

    #[test]
    fn only_spotting_needs_positions_and_large_images() {
        for task in Task::ALL {
            let spotting = task == Task::Spotting;
            assert_eq!(task.keeps_special_tokens(), spotting, "{task}");
            assert_eq!(task.pipeline_upscale().is_some(), spotting, "{task}");
            let largest = if spotting {
                2048 * 28 * 28
            } else {
                1280 * 28 * 28
            };
            assert_eq!(
                task.pipeline_pixels(),
                PixelLimits {
                    min: 144 * 28 * 28,
                    max: largest
                },
                "{task}"
            );
        }
    }
}
