//! Tensors in safetensors files, for metrics: as `inkstone infer --logits` writes them, or any other tool.

use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    #[error("{}: no safetensors file: {message}", .path.display())]
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
    file: Arc<Vec<u8>>,
    range: std::ops::Range<usize>,
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
        &self.file[self.range.clone()]
    }
}

/// Pairs the tensors of two files: those called `logits`, or, where one of the files has none, all of floating-point numbers that are called alike.
///
/// # Errors
/// When a file cannot be read, is no safetensors file, or they share no tensor.
pub fn pair_files(baseline: &Path, candidate: &Path) -> Result<Vec<TensorPair>, TensorFileError> {
    let (mut right, mut other) = (tensors(baseline)?, tensors(candidate)?);
    let has_logits = |all: &[(String, Arc<FileTensor>)]| all.iter().any(|(name, _)| name == LOGITS);
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

fn tensors(path: &Path) -> Result<Vec<(String, Arc<FileTensor>)>, TensorFileError> {
    let bytes = std::fs::read(path).map_err(|source| TensorFileError::Read {
        path: path.to_owned(),
        source,
    })?;
    let wrong = |message: String| TensorFileError::Format {
        path: path.to_owned(),
        message,
    };
    let file = Arc::new(bytes);
    let (header, metadata) = SafeTensors::read_metadata(&file).map_err(|e| wrong(e.to_string()))?;
    let mut all = Vec::new();
    for (name, info) in metadata.tensors() {
        let element = match info.dtype {
            Dtype::F32 => Element::F32,
            Dtype::F16 => Element::F16,
            Dtype::BF16 => Element::Bf16,
            _ => continue,
        };
        let shape = info
            .shape
            .iter()
            .map(|&side| u32::try_from(side))
            .collect::<Result<Vec<_>, _>>();
        let start = 8 + header;
        let range = start + info.data_offsets.0..start + info.data_offsets.1;
        let (Ok(shape), true) = (shape, range.end <= file.len()) else {
            return Err(wrong(format!("tensor {name} does not lie within the file")));
        };
        let tensor = FileTensor {
            file: file.clone(),
            range,
            shape,
            element,
        };
        all.push((name, Arc::new(tensor)));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}
