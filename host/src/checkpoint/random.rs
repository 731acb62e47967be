//! Writes a checkpoint of random weights, so that speed, memory and loading can be tried where the real weights are not at hand.
//!
//! # The generator
//! Every value depends on the seed, the tensor's original name and the element's position alone, never on threads, platform or the
//! order of writing. All arithmetic up to the last step is on integers:
//!
//! * `key = mix(fnv1a64(name) ^ mix(seed))`, where `mix` is the finaliser of SplitMix64 (Steele, Lea and Flood 2014);
//! * `bits(i) = mix(key + (i + 1) * 0x9E3779B97F4A7C15)`: element `i` of a SplitMix64 sequence, reached without the ones before;
//! * the four 16-bit lanes of `bits(i)` are added and centred: a sum of four uniform numbers, close to a normal distribution and
//!   never beyond 3.5 standard deviations;
//! * that integer times one `f32` factor gives the value, which is then rounded (ties to even) to the stored type.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use half::{bf16, f16};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::element::Element;
use super::error::CheckpointError;
use super::names::{self, Dims, Role, TensorSpec};
use super::preset::Version;
use super::synthetic_tokenizer::synthetic_tokenizer;

/// What to write.
#[derive(Debug, Clone)]
pub struct RandomCheckpoint {
    /// The version whose template and image limits are written, and whose configuration, unless `config` is given.
    pub like: Version,
    /// A parsed `config.json` of another size, flat or nested.
    pub config: Option<Value>,
    /// Also write the tensors that published files hold and inference never reads (see [`names::optional`]).
    pub unused_tensors: bool,
    /// The same seed gives the same bytes everywhere.
    pub seed: u64,
    /// The type of the stored weights.
    pub dtype: Element,
    /// Replace files of the same names in a folder that is not empty.
    pub force: bool,
}

/// How far writing has come.
#[derive(Debug, Clone, Copy)]
pub struct WriteProgress<'a> {
    /// Bytes of weights written.
    pub done: u64,
    /// Bytes of weights in all.
    pub total: u64,
    /// The tensor being written.
    pub tensor: &'a str,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RandomSummary {
    /// Number of tensors.
    pub tensors: usize,
    /// Number of parameters.
    pub parameters: u64,
    /// Bytes of weights, without the header.
    pub weight_bytes: u64,
}

/// Elements made at a time: 16 MiB of `f32`, little enough to matter nowhere and much enough to keep every core busy.
const BLOCK: usize = 4 << 20;
/// Elements that one thread makes at a time.
const RUN: usize = 64 << 10;
/// Bytes set aside for the small files when the disk is checked.
const SMALL_FILES: u64 = 16 << 20;

impl RandomCheckpoint {
    /// A full-size checkpoint of this version in bfloat16, as published.
    pub fn like(version: Version, seed: u64) -> Self {
        Self {
            like: version,
            config: None,
            unused_tensors: true,
            seed,
            dtype: Element::Bf16,
            force: false,
        }
    }

    /// The tensors in the order in which they are written.
    ///
    /// # Errors
    /// [`CheckpointError::Config`] if the configuration lacks a size or its sizes do not fit together.
    pub fn tensors(&self) -> Result<Vec<TensorSpec>, CheckpointError> {
        let dims = Dims::from_config_json(&self.config_json())?;
        let mut specs = names::required(&dims);
        if self.unused_tensors {
            specs.extend(names::optional(&dims));
        }
        Ok(specs)
    }

    /// Writes the checkpoint into `out`, which is created. Everything is made in a temporary folder beside it and moved at the end,
    /// `config.json` last, so that a folder that looks complete is complete.
    ///
    /// `progress` is called after each block of weights; setting `cancel` stops within one block.
    ///
    /// # Errors
    /// [`CheckpointError::NotEmpty`] if `out` holds files and `force` is off, [`CheckpointError::DiskFull`],
    /// [`CheckpointError::Config`], [`CheckpointError::Cancelled`], or what the system reports.
    pub fn write(
        &self,
        out: &Path,
        progress: &mut dyn FnMut(WriteProgress<'_>),
        cancel: &AtomicBool,
    ) -> Result<RandomSummary, CheckpointError> {
        let specs = self.tensors()?;
        let small_files = self.small_files()?;
        let summary = self.summary(&specs);
        if !self.force && is_occupied(out)? {
            return Err(CheckpointError::NotEmpty {
                path: out.to_path_buf(),
            });
        }
        let parent = parent_folder(out)?;
        check_space(&parent, summary.weight_bytes + SMALL_FILES)?;

        let staging = tempfile::Builder::new()
            .prefix(".inkstone-random-")
            .tempdir_in(&parent)
            .map_err(CheckpointError::io(&parent))?;
        let weights = staging.path().join("model.safetensors");
        self.write_weights(&weights, &specs, progress, cancel)?;
        for (name, contents) in &small_files {
            let path = staging.path().join(name);
            fs::write(&path, contents).map_err(CheckpointError::io(&path))?;
        }

        fs::create_dir_all(out).map_err(CheckpointError::io(out))?;
        let names = small_files.iter().map(|(name, _)| *name);
        for name in std::iter::once("model.safetensors").chain(names) {
            let target = out.join(name);
            fs::rename(staging.path().join(name), &target).map_err(CheckpointError::io(&target))?;
        }
        Ok(summary)
    }

    fn summary(&self, specs: &[TensorSpec]) -> RandomSummary {
        let parameters = specs.iter().map(TensorSpec::elements).sum();
        RandomSummary {
            tensors: specs.len(),
            parameters,
            weight_bytes: parameters * self.dtype.bytes() as u64,
        }
    }

    fn config_json(&self) -> Value {
        let mut config = self.config.clone().unwrap_or_else(|| self.like.config());
        let key = if config.get("dtype").is_some() {
            "dtype"
        } else {
            "torch_dtype"
        };
        config[key] = self.dtype.to_string().into();
        config
    }

    /// Name and contents of every file but the weights, `config.json` last.
    fn small_files(&self) -> Result<Vec<(&'static str, String)>, CheckpointError> {
        let config = self.config_json();
        let dims = Dims::from_config_json(&config)?;
        let tokenizer = synthetic_tokenizer(&config, &dims)?;
        let mut preprocessor = self.like.preprocessor_config();
        preprocessor["patch_size"] = dims.vision.patch.into();
        preprocessor["merge_size"] = dims.vision.merge.into();
        let mut generation = self.like.generation_config();
        for key in ["bos_token_id", "eos_token_id", "pad_token_id"] {
            if let Some(id) = config
                .get(key)
                .or_else(|| config.get("text_config")?.get(key))
            {
                generation[key] = id.clone();
            }
        }
        Ok(vec![
            ("tokenizer.json", tokenizer.tokenizer.to_string()),
            ("tokenizer_config.json", pretty(&tokenizer.tokenizer_config)),
            ("chat_template.jinja", self.like.chat_template()),
            ("generation_config.json", pretty(&generation)),
            ("preprocessor_config.json", pretty(&preprocessor)),
            ("config.json", pretty(&config)),
        ])
    }

    fn write_weights(
        &self,
        path: &Path,
        specs: &[TensorSpec],
        progress: &mut dyn FnMut(WriteProgress<'_>),
        cancel: &AtomicBool,
    ) -> Result<(), CheckpointError> {
        let mut file = File::create(path).map_err(CheckpointError::io(path))?;
        file.write_all(&header(specs, self.dtype))
            .map_err(CheckpointError::io(path))?;
        let total = self.summary(specs).weight_bytes;
        let mut done = 0;
        let mut buffer = vec![0_u8; BLOCK * self.dtype.bytes()];
        for spec in specs {
            let source = Source::new(self.seed, spec);
            let elements = spec.elements();
            for start in (0..elements).step_by(BLOCK) {
                if cancel.load(Ordering::Relaxed) {
                    return Err(CheckpointError::Cancelled);
                }
                let count = (elements - start).min(BLOCK as u64) as usize;
                let block = &mut buffer[..count * self.dtype.bytes()];
                source.fill(start, self.dtype, block);
                file.write_all(block).map_err(CheckpointError::io(path))?;
                done += block.len() as u64;
                progress(WriteProgress {
                    done,
                    total,
                    tensor: &spec.original,
                });
            }
        }
        Ok(())
    }
}

/// The length, the JSON table of tensors laid out one after the other, and spaces up to a multiple of eight.
fn header(specs: &[TensorSpec], dtype: Element) -> Vec<u8> {
    let mut entries = Map::new();
    entries.insert("__metadata__".to_owned(), json!({ "format": "pt" }));
    let mut offset = 0;
    for spec in specs {
        let end = offset + spec.elements() * dtype.bytes() as u64;
        entries.insert(
            spec.original.clone(),
            json!({
                "dtype": dtype.safetensors_name(),
                "shape": spec.shape,
                "data_offsets": [offset, end],
            }),
        );
        offset = end;
    }
    let mut text = Value::Object(entries).to_string().into_bytes();
    text.resize(text.len().next_multiple_of(8), b' ');
    let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
    bytes.append(&mut text);
    bytes
}

/// The values of one tensor: `centre + factor * lanes`.
struct Source {
    key: u64,
    factor: f32,
    centre: f32,
}

impl Source {
    fn new(seed: u64, spec: &TensorSpec) -> Self {
        // Matrices keep the size of what they are applied to, so that activations stay finite through any number of layers.
        let (deviation, centre) = match spec.role {
            Role::Matrix => {
                let inputs: usize = spec.shape[1..].iter().product();
                (1.0 / (inputs as f64).sqrt(), 0.0)
            }
            Role::NormScale => (0.05, 1.0),
            Role::Bias => (0.02, 0.0),
        };
        // The variance of four uniform 16-bit integers is 4 * 65536^2 / 12, to one part in 2^32.
        let lanes_deviation = 65_536.0 / 3_f64.sqrt();
        Self {
            key: mix(fnv1a(spec.original.as_bytes()) ^ mix(seed)),
            factor: (deviation / lanes_deviation) as f32,
            centre,
        }
    }

    fn value(&self, index: u64) -> f32 {
        const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
        let bits = mix(self
            .key
            .wrapping_add(index.wrapping_add(1).wrapping_mul(GOLDEN)));
        let lane = |shift: u32| ((bits >> shift) & 0xFFFF) as i32;
        let lanes = lane(0) + lane(16) + lane(32) + lane(48) - 2 * 0xFFFF;
        self.centre + self.factor * lanes as f32
    }

    /// Fills `block` with the elements from `start` on, little-endian.
    fn fill(&self, start: u64, dtype: Element, block: &mut [u8]) {
        let width = dtype.bytes();
        block
            .par_chunks_mut(RUN * width)
            .enumerate()
            .for_each(|(run, bytes)| {
                let first = start + (run * RUN) as u64;
                let values = (first..).map(|index| self.value(index));
                match dtype {
                    Element::F32 => {
                        for (slot, value) in bytes.chunks_exact_mut(4).zip(values) {
                            slot.copy_from_slice(&value.to_le_bytes());
                        }
                    }
                    Element::Bf16 => {
                        for (slot, value) in bytes.chunks_exact_mut(2).zip(values) {
                            slot.copy_from_slice(&bf16::from_f32(value).to_le_bytes());
                        }
                    }
                    Element::F16 => {
                        for (slot, value) in bytes.chunks_exact_mut(2).zip(values) {
                            slot.copy_from_slice(&f16::from_f32(value).to_le_bytes());
                        }
                    }
                }
            });
    }
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

fn is_occupied(folder: &Path) -> Result<bool, CheckpointError> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(CheckpointError::io(folder)(error)),
    }
}

/// The folder that `out` lies in, created if need be.
fn parent_folder(out: &Path) -> Result<PathBuf, CheckpointError> {
    let absolute = std::path::absolute(out).map_err(CheckpointError::io(out))?;
    let parent = absolute.parent().unwrap_or(&absolute).to_path_buf();
    fs::create_dir_all(&parent).map_err(CheckpointError::io(&parent))?;
    Ok(parent)
}

fn check_space(folder: &Path, needed: u64) -> Result<(), CheckpointError> {
    let available = fs4::available_space(folder).map_err(CheckpointError::io(folder))?;
    if available < needed {
        return Err(CheckpointError::DiskFull {
            path: folder.to_path_buf(),
            needed,
            available,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A configuration of a few thousand parameters with odd sizes.
    fn small_config() -> Value {
        let mut config = Version::V16.config();
        for (key, value) in [
            ("hidden_size", 24),
            ("intermediate_size", 40),
            ("num_hidden_layers", 2),
            ("num_attention_heads", 4),
            ("num_key_value_heads", 2),
            ("head_dim", 8),
            ("vocab_size", 400),
            ("image_token_id", 300),
            ("vision_start_token_id", 301),
            ("vision_end_token_id", 302),
            ("video_token_id", 303),
        ] {
            config[key] = value.into();
        }
        config["vision_config"] = json!({
            "hidden_size": 16, "intermediate_size": 36, "num_hidden_layers": 3,
            "num_attention_heads": 2, "image_size": 70, "patch_size": 14,
        });
        config
    }

    fn small(seed: u64, dtype: Element) -> RandomCheckpoint {
        RandomCheckpoint {
            config: Some(small_config()),
            unused_tensors: false,
            dtype,
            ..RandomCheckpoint::like(Version::V16, seed)
        }
    }

    fn write(checkpoint: &RandomCheckpoint, out: &Path) -> Result<RandomSummary, CheckpointError> {
        checkpoint.write(out, &mut |_| {}, &AtomicBool::new(false))
    }

    #[test]
    fn full_size_is_the_published_size() {
        let checkpoint = RandomCheckpoint::like(Version::V16, 0);
        let summary = checkpoint.summary(&checkpoint.tensors().unwrap());
        assert_eq!(summary.tensors, 620);
        assert_eq!(summary.parameters, 958_588_736);
        assert_eq!(summary.weight_bytes, 1_917_177_472);
    }

    #[test]
    fn values_are_pinned() {
        // Numbers worked out by an independent implementation of the documented generator; a change breaks every stored seed.
        let spec = TensorSpec {
            original: "model.norm.weight".to_owned(),
            transformers5: String::new(),
            shape: vec![4, 16],
            part: names::Part::Language,
            role: Role::Matrix,
        };
        let source = Source::new(7, &spec);
        let values: Vec<f32> = [0, 1, 2, 1_000_000_007].map(|i| source.value(i)).to_vec();
        assert_eq!(values, PINNED);
    }

    const PINNED: [f32; 4] = [0.1204898, -0.0071358294, 0.32855868, 0.14660165];

    #[test]
    fn values_have_the_deviation_asked_for() {
        for spec in small(3, Element::F32).tensors().unwrap() {
            let source = Source::new(3, &spec);
            let values: Vec<f64> = (0..20_000).map(|i| f64::from(source.value(i))).collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let variance =
                values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64;
            let (centre, deviation) = match spec.role {
                Role::Matrix => {
                    let inputs: usize = spec.shape[1..].iter().product();
                    (0.0, 1.0 / (inputs as f64).sqrt())
                }
                Role::NormScale => (1.0, 0.05),
                Role::Bias => (0.0, 0.02),
            };
            assert!(
                (mean - centre).abs() < 0.05 * deviation,
                "{}",
                spec.original
            );
            let ratio = variance.sqrt() / deviation;
            assert!((0.97..1.03).contains(&ratio), "{}: {ratio}", spec.original);
        }
    }

    #[test]
    fn blocks_and_runs_leave_no_seam() {
        let spec = &small(1, Element::F32).tensors().unwrap()[0];
        let source = Source::new(1, spec);
        let count = 2 * RUN + 5;
        let mut block = vec![0; 4 * count];
        source.fill(11, Element::F32, &mut block);
        for (index, bytes) in block.chunks_exact(4).enumerate() {
            let expected = source.value(11 + index as u64);
            assert_eq!(bytes, expected.to_le_bytes());
        }
    }

    #[test]
    fn a_small_checkpoint_is_complete_and_repeatable() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a"), folder.path().join("b/c"));
        for dtype in [Element::F32, Element::Bf16, Element::F16] {
            let checkpoint = RandomCheckpoint {
                force: true,
                ..small(5, dtype)
            };
            let summary = write(&checkpoint, &first).unwrap();
            write(&checkpoint, &second).unwrap();
            for name in [
                "model.safetensors",
                "config.json",
                "generation_config.json",
                "preprocessor_config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "chat_template.jinja",
            ] {
                let bytes = fs::read(first.join(name)).unwrap();
                assert_eq!(bytes, fs::read(second.join(name)).unwrap(), "{name}");
            }
            let bytes = fs::read(first.join("model.safetensors")).unwrap();
            let tensors = safetensors::SafeTensors::deserialize(&bytes).unwrap();
            assert_eq!(tensors.len(), summary.tensors);
            for spec in checkpoint.tensors().unwrap() {
                let tensor = tensors.tensor(&spec.original).unwrap();
                assert_eq!(tensor.shape(), spec.shape);
            }
            let config = fs::read_to_string(first.join("config.json")).unwrap();
            let config: Value = serde_json::from_str(&config).unwrap();
            assert_eq!(config["torch_dtype"], dtype.to_string());
        }
        let another = folder.path().join("another-seed");
        write(&small(6, Element::F16), &another).unwrap();
        assert_ne!(
            fs::read(first.join("model.safetensors")).unwrap(),
            fs::read(another.join("model.safetensors")).unwrap()
        );
    }

    #[test]
    fn files_that_are_there_are_kept_without_force() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.txt"), "mine").unwrap();
        let checkpoint = small(0, Element::Bf16);
        let error = write(&checkpoint, folder.path()).unwrap_err();
        assert!(matches!(error, CheckpointError::NotEmpty { .. }), "{error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let forced = RandomCheckpoint {
            force: true,
            ..checkpoint
        };
        write(&forced, folder.path()).unwrap();
        assert!(folder.path().join("mine.txt").exists());
        assert!(folder.path().join("config.json").exists());
    }

    #[test]
    fn cancelling_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let cancel = AtomicBool::new(false);
        let mut calls = 0;
        let result = small(0, Element::Bf16).write(
            &out,
            &mut |progress| {
                calls += 1;
                assert!(progress.done <= progress.total);
                cancel.store(true, Ordering::Relaxed);
            },
            &cancel,
        );
        assert!(matches!(result, Err(CheckpointError::Cancelled)));
        assert_eq!(calls, 1);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
