//! Reading `preprocessor_config.json`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use super::{ImageProcessor, PixelLimits, ResizeError};

/// PIL's number for bicubic resampling.
const BICUBIC: i64 = 3;

/// Why an image processor could not be set up.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file is missing or unreadable.
    #[error("{}: cannot read it: {source}; a model folder needs its preprocessor_config.json", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not JSON, or a field has the wrong type.
    #[error("{}: not a valid preprocessor configuration: {source}", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        source: serde_json::Error,
    },
    /// A field asks for something that this processor does not do.
    #[error("{}: `{field}` is {found}, but only {expected} is supported", path.display())]
    Unsupported {
        /// The file.
        path: PathBuf,
        /// The field's name.
        field: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// The limits and sizes contradict each other.
    #[error("{}: {source}", path.display())]
    Limits {
        /// The file.
        path: PathBuf,
        /// Which ones.
        source: ResizeError,
    },
}

/// The file's fields; whatever else it holds is ignored.
#[derive(Deserialize)]
struct Config {
    min_pixels: Option<usize>,
    max_pixels: Option<usize>,
    size: Option<Size>,
    patch_size: Option<usize>,
    merge_size: Option<usize>,
    temporal_patch_size: Option<usize>,
    image_mean: Option<PerChannel>,
    image_std: Option<PerChannel>,
    rescale_factor: Option<f64>,
    do_resize: Option<bool>,
    do_rescale: Option<bool>,
    do_normalize: Option<bool>,
    resample: Option<i64>,
}

#[derive(Deserialize, Default)]
struct Size {
    shortest_edge: Option<usize>,
    longest_edge: Option<usize>,
    min_pixels: Option<usize>,
    max_pixels: Option<usize>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PerChannel {
    One(f64),
    Three([f64; 3]),
}

impl PerChannel {
    fn to_f32(&self) -> [f32; 3] {
        match self {
            Self::One(value) => [*value as f32; 3],
            Self::Three(values) => values.map(|value| value as f32),
        }
    }
}

impl ImageProcessor {
    /// Reads a model folder's `preprocessor_config.json`.
    ///
    /// # Errors
    /// If the file cannot be read, is not valid, or asks for another kind of processing; the message names the file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let json = std::fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::from_json(&json, path)
    }

    /// Reads the text of a `preprocessor_config.json`; `path` is for messages.
    ///
    /// Limits are taken from `min_pixels` and `max_pixels`, then from `size` (`shortest_edge`, `longest_edge` or `min_pixels`,
    /// `max_pixels`), then from the reference class.
    ///
    /// # Errors
    /// As for [`Self::from_file`].
    pub fn from_json(json: &str, path: &Path) -> Result<Self, ConfigError> {
        let config: Config = serde_json::from_str(json).map_err(|source| ConfigError::Parse {
            path: path.to_owned(),
            source,
        })?;
        let unsupported = |field, found: String, expected| {
            Err(ConfigError::Unsupported {
                path: path.to_owned(),
                field,
                found,
                expected,
            })
        };
        if config.do_resize == Some(false) {
            return unsupported("do_resize", "false".into(), "true");
        }
        if let Some(other) = config.resample.filter(|&filter| filter != BICUBIC) {
            return unsupported("resample", other.to_string(), "3 (bicubic)");
        }
        if let Some(other) = config.temporal_patch_size.filter(|&size| size != 1) {
            return unsupported("temporal_patch_size", other.to_string(), "1");
        }
        let size = config.size.unwrap_or_default();
        let default = PixelLimits::default();
        let limits = PixelLimits {
            min_pixels: (config.min_pixels.or(size.shortest_edge))
                .or(size.min_pixels)
                .unwrap_or(default.min_pixels),
            max_pixels: (config.max_pixels.or(size.longest_edge))
                .or(size.max_pixels)
                .unwrap_or(default.max_pixels),
        };
        let mut processor = Self {
            limits,
            ..Self::default()
        };
        processor.patch_size = config.patch_size.unwrap_or(processor.patch_size);
        processor.merge_size = config.merge_size.unwrap_or(processor.merge_size);
        if let Some(mean) = &config.image_mean {
            processor.mean = mean.to_f32();
        }
        if let Some(std) = &config.image_std {
            processor.std = std.to_f32();
        }
        if let Some(factor) = config.rescale_factor {
            processor.rescale = factor;
        }
        if config.do_rescale == Some(false) {
            processor.rescale = 1.0;
        }
        if config.do_normalize == Some(false) {
            (processor.mean, processor.std) = ([0.0; 3], [1.0; 3]);
        }
        if processor.std.contains(&0.0) {
            return unsupported("image_std", "0".into(), "a value other than 0");
        }
        // One tentative page: limits, patch size and merge size have to fit together whatever comes later.
        processor
            .target_size(1, 1)
            .map_err(|source| ConfigError::Limits {
                path: path.to_owned(),
                source,
            })?;
        Ok(processor)
    }
}
