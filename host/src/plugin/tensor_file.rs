//! Tensors in safetensors files, for metrics: as `inkstone infer --logits` writes them, or any other tool.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use inkstone_kernels::mapped_file::MappedFile;
use safetensors::{Dtype, SafeTensors};

use super::call::TensorPair;
use super::tensor::{Element, TensorSource};

/// The tensor that `infer --logits` writes.
const LOGITS: &str = "logits";

/// Why files of tensors cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum TensorFileError {
    /// A file cannot be read.
    #[error("{}: cannot read: {source}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no safetensors file.
    #[error("{}: not a safetensors file: {message}", .path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// The files have nothing in common.
    #[error("{} and {} have no tensor of floating-point numbers in common; `inkstone infer --logits` writes one called logits", .0.display(), .1.display())]
    NothingShared(PathBuf, PathBuf),
}

/// One tensor of a file.
struct FileTensor {
    file: Arc<MappedFile>,
    range: Range<usize>,
    shape: Vec<u32>,
    element: Element,
}

impl TensorSource for FileTensor {
    fn shape(&self) -> Vec<u32> {
        self.shape.clone()
    }

    fn element(&self) -> Element {
        self.element
    }

    fn bytes(&self) -> &[u8] {
        &self.file.bytes()[self.range.clone()]
    }
}

/// Pairs the tensors of two files: those called `logits`, or, where one of the files has none, all of floating-point numbers that are called alike.
///
/// # Errors
/// When a file cannot be read, is no safetensors file, or they share no tensor.
pub fn pair_files(baseline: &Path, candidate: &Path) -> Result<Vec<TensorPair>, TensorFileError> {
    let open = |path| Ok(TensorFile::open(path)?.floats);
    let (mut right, mut other) = (open(baseline)?, open(candidate)?);
    let has_logits =
        |all: &[(String, Arc<dyn TensorSource>)]| all.iter().any(|(name, _)| name == LOGITS);
    if has_logits(&right) && has_logits(&other) {
        right.retain(|(name, _)| name == LOGITS);
        other.retain(|(name, _)| name == LOGITS);
    }
    let pairs: Vec<TensorPair> = right
        .into_iter()
        .filter_map(|(name, baseline)| {
            let (_, candidate) = other.iter().find(|(other, _)| *other == name)?;
            Some(TensorPair {
                name,
                baseline,
                candidate: candidate.clone(),
            })
        })
        .collect();
    match pairs.is_empty() {
        true => Err(TensorFileError::NothingShared(
            baseline.to_owned(),
            candidate.to_owned(),
        )),
        false => Ok(pairs),
    }
}

/// A safetensors file, mapped into memory: its tensors of floating-point numbers and its vectors of integers.
pub struct TensorFile {
    floats: Vec<(String, Arc<dyn TensorSource>)>,
    integers: Vec<(String, Vec<i64>)>,
}

impl TensorFile {
    /// Reads a file's table.
    ///
    /// # Errors
    /// When the file cannot be read or is no safetensors file.
    pub fn open(path: &Path) -> Result<Self, TensorFileError> {
        let file = MappedFile::open(path).map_err(|source| TensorFileError::Read {
            path: path.to_owned(),
            source,
        })?;
        let wrong = |message: String| TensorFileError::Format {
            path: path.to_owned(),
            message,
        };
        let file = Arc::new(file);
        let bytes = file.bytes();
        let (header, metadata) =
            SafeTensors::read_metadata(bytes).map_err(|e| wrong(e.to_string()))?;
        let (mut floats, mut integers) = (Vec::new(), Vec::new());
        for (name, info) in metadata.tensors() {
            let start = 8 + header;
            let range = start + info.data_offsets.0..start + info.data_offsets.1;
            let shape: Result<Vec<u32>, _> =
                info.shape.iter().map(|&side| u32::try_from(side)).collect();
            let (Ok(shape), Some(content)) = (shape, bytes.get(range.clone())) else {
                return Err(wrong(format!("tensor {name} does not lie within the file")));
            };
            let element = match info.dtype {
                Dtype::F32 => Element::F32,
                Dtype::F16 => Element::F16,
                Dtype::BF16 => Element::Bf16,
                Dtype::I64 => {
                    let values = content.as_chunks::<8>().0.iter();
                    integers.push((name, values.map(|b| i64::from_le_bytes(*b)).collect()));
                    continue;
                }
                _ => continue,
            };
            let tensor: Arc<dyn TensorSource> = Arc::new(FileTensor {
                file: file.clone(),
                range,
                shape,
                element,
            });
            floats.push((name, tensor));
        }
        floats.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { floats, integers })
    }

    /// A tensor of floating-point numbers by its name.
    pub fn floats(&self, name: &str) -> Option<&Arc<dyn TensorSource>> {
        let found = self.floats.iter().find(|(known, _)| known == name);
        found.map(|(_, tensor)| tensor)
    }

    /// A vector of 64-bit integers by its name.
    pub fn integers(&self, name: &str) -> Option<&[i64]> {
        let found = self.integers.iter().find(|(known, _)| known == name);
        found.map(|(_, values)| values.as_slice())
    }
}
