//! One side of the comparison, over all prompts: from a file, or recorded on a device.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::images::EvalImage;
use super::logits::StoredLogits;
use super::record::{Heard, Recording, record};
use super::result::SideInfo;
use super::run::{AccuracyOptions, RECORDING};
use crate::device::DeviceSpec;
use crate::evaluate::environment::DeviceUse;
use crate::evaluate::open::open_reader;
use crate::evaluate::{EvalError, Watch};
use crate::files::write_whole;
use crate::generate::Event;
use crate::generate::logits_file::LogitsPositions;
use crate::pipeline::Reader;
use crate::plugin::Registry;

/// What is known of a recorded side of one image, beside its logits.
#[derive(Serialize, Deserialize)]
struct SideCard {
    device: DeviceUse,
    notes: Vec<String>,
    /// Why the free-running answer broke off, where it did.
    failure: Option<String>,
}

/// One side with the logits of all prompts.
pub(super) struct Side {
    pub info: SideInfo,
    pub device: Option<DeviceUse>,
    pub logits: Vec<StoredLogits>,
    /// Of every prompt what the user should know.
    pub notes: Vec<Vec<String>>,
    /// Of every prompt why the free-running answer broke off, where it did.
    pub failures: Vec<Option<String>>,
}

impl Side {
    /// The side whose logits a file holds.
    pub fn stored(path: &Path) -> Result<Self, EvalError> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Self {
            info: SideInfo {
                name: name.to_string_lossy().into_owned(),
                description: "stored logits".into(),
            },
            device: None,
            logits: vec![StoredLogits::open(path)?],
            notes: vec![Vec::new()],
            failures: vec![None],
        })
    }
}

/// Records one side.
pub(super) struct Recorder<'a> {
    pub options: &'a AccuracyOptions,
    pub images: &'a [EvalImage],
    pub registry: &'a Registry,
    /// 0 for the baseline, 1 for the candidate.
    pub index: usize,
}

impl Recorder<'_> {
    fn path(&self, image: usize, ending: &str) -> PathBuf {
        let side = ["baseline", "candidate"][self.index];
        let name = format!("{:04}-{side}.{ending}", image + 1);
        self.options.scratch.join(name)
    }

    /// Records what is missing, and opens everything.
    pub fn side(
        &self,
        spec: DeviceSpec,
        other: Option<&Side>,
        watch: &mut Watch<'_>,
    ) -> Result<Side, EvalError> {
        let count = self.images.len();
        let range = &RECORDING[self.index];
        let loaded = range.start + 0.1 * (range.end - range.start);
        // The card is written last: where it is, the logits are there too.
        let missing: Vec<usize> = (0..count)
            .filter(|&image| !self.path(image, "json").exists())
            .collect();
        if !missing.is_empty() {
            watch.piece(range.start..loaded, 0, 1);
            let reader = self.open(spec, watch)?;
            for image in missing {
                watch.piece(loaded..range.end, image, count);
                self.record(&reader, image, other, watch)?;
            }
        }
        let mut side = Side {
            info: SideInfo {
                name: String::new(),
                description: String::new(),
            },
            device: None,
            logits: Vec::new(),
            notes: Vec::new(),
            failures: Vec::new(),
        };
        for image in 0..count {
            side.logits
                .push(StoredLogits::open(&self.path(image, "safetensors"))?);
            let path = self.path(image, "json");
            let card = std::fs::read(&path).map_err(EvalError::scratch(&path))?;
            let card: SideCard = serde_json::from_slice(&card)
                .map_err(|error| EvalError::scratch(&path)(error.into()))?;
            side.info = SideInfo {
                name: card.device.name.clone(),
                description: card.device.description.clone(),
            };
            side.device = Some(card.device);
            side.notes.push(card.notes);
            side.failures.push(card.failure);
        }
        Ok(side)
    }

    fn open(&self, spec: DeviceSpec, watch: &mut Watch<'_>) -> Result<Reader, EvalError> {
        let Some(model) = &self.options.model else {
            return Err(EvalError::Mismatch("a device needs a model".into()));
        };
        open_reader(model, spec, self.options.dtype, self.registry, watch)
    }

    fn record(
        &self,
        reader: &Reader,
        image: usize,
        other: Option<&Side>,
        watch: &mut Watch<'_>,
    ) -> Result<(), EvalError> {
        let other = other.map(|side| &side.logits[image]);
        let missing = |other: &StoredLogits| {
            EvalError::Mismatch(format!(
                "{}: has no input_ids and generated_ids, so the other side cannot read the same tokens",
                other.path.display()
            ))
        };
        let (mut forced, mut expected) = (None, None);
        if let Some(other) = other {
            let (Some(prompt), Some(tokens)) = (&other.input_ids, &other.forced_ids) else {
                return Err(missing(other));
            };
            forced = Some(tokens.as_slice());
            expected = Some((prompt.as_slice(), other.path.as_path()));
        }
        let image_of = &self.images[image];
        let what = format!("{} on {}", image_of.name, reader.engine().info().device);
        let most = self.options.read.max_new_tokens.max(1);
        let mut tokens = 0;
        let recorded = record(
            &Recording {
                reader,
                image: image_of,
                options: &self.options.read,
                positions: LogitsPositions::All,
                path: &self.path(image, "safetensors"),
                expected,
                may_fail: forced.is_some(),
            },
            &mut |free| Ok(forced.unwrap_or(free).to_vec()),
            &mut |heard| match heard {
                Heard::Answering(Event::Progress(progress)) => {
                    watch.model(&what, progress, 0.9 * tokens as f64 / most as f64)
                }
                Heard::Answering(Event::Token(_)) => {
                    tokens += 1;
                    ControlFlow::Continue(())
                }
                Heard::Scoring(progress) => watch.model(&what, progress, 0.95),
            },
        )?;
        let card = SideCard {
            device: reader.engine().info().into(),
            notes: recorded.notes,
            failure: recorded.failure,
        };
        let card = json!(card).to_string();
        write_whole(&self.path(image, "json"), card.as_bytes())?;
        Ok(())
    }
}
