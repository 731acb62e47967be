//! The weights of a checkpoint folder, mapped into memory: one safetensors file, shards with an index, or PyTorch files.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use inkstone_kernels::mapped_file::MappedFile;
use serde_json::Value;

use super::element::Element;
use super::error::CheckpointError;
use super::pytorch;
use super::safetensors_header::parse_header;

/// How the weights lie on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// safetensors.
    Safetensors,
    /// A zip archive with a pickled table, as `torch.save` writes.
    Pytorch,
}

/// Type and shape of a tensor that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TensorInfo {
    /// Type at rest.
    pub dtype: Element,
    /// Shape, outermost dimension first.
    pub shape: Vec<usize>,
}

/// A tensor as the file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTensor {
    /// Name.
    pub name: String,
    /// Type in the spelling of safetensors (`BF16`); it may be one that cannot be read.
    pub dtype: String,
    /// Shape, outermost dimension first.
    pub shape: Vec<usize>,
    /// Distance in elements between neighbours along each dimension, where that is not row-major order.
    pub(crate) strides: Option<Vec<usize>>,
    /// The bytes in the file that hold every element.
    pub(crate) range: Range<usize>,
}

/// The weight files of a folder. Nothing is read but their tables until [`bytes`](Self::bytes) is used.
#[derive(Debug)]
pub struct WeightFiles {
    container: Container,
    shards: Vec<Shard>,
    /// Name to shard and position therein.
    places: BTreeMap<String, (usize, usize)>,
}

#[derive(Debug)]
struct Shard {
    path: PathBuf,
    map: MappedFile,
    tensors: Vec<StoredTensor>,
}

/// What is looked for, in this order, and whether it is an index of shards.
const CANDIDATES: [(&str, Container, bool); 4] = [
    ("model.safetensors", Container::Safetensors, false),
    ("model.safetensors.index.json", Container::Safetensors, true),
    ("pytorch_model.bin", Container::Pytorch, false),
    ("pytorch_model.bin.index.json", Container::Pytorch, true),
];

impl WeightFiles {
    /// Finds and maps the weights in `folder`, and checks their tables.
    ///
    /// `model.safetensors` wins over an index of shards, and safetensors over PyTorch files, as in transformers.
    ///
    /// # Errors
    /// [`CheckpointError::NoWeights`], [`CheckpointError::MissingShard`], [`CheckpointError::Damaged`] naming the file and the tensor,
    /// or what the system reports.
    pub fn open(folder: &Path) -> Result<Self, CheckpointError> {
        let found = CANDIDATES
            .into_iter()
            .find(|(name, ..)| folder.join(name).exists());
        let Some((name, container, indexed)) = found else {
            if !folder.is_dir() {
                // Reading it gives the system's own words: missing, not a folder, no permission.
                fs::read_dir(folder).map_err(CheckpointError::io(folder))?;
            }
            return Err(CheckpointError::NoWeights {
                path: folder.to_path_buf(),
            });
        };
        let path = folder.join(name);
        if !indexed {
            let shards = vec![Shard::open(path, container)?];
            return Ok(Self {
                container,
                places: places(&shards),
                shards,
            });
        }

        let index = Index::read(&path)?;
        let shards = index
            .shards
            .iter()
            .map(|shard| {
                let path = folder.join(shard);
                if !path.exists() {
                    return Err(CheckpointError::MissingShard {
                        dir: folder.to_path_buf(),
                        shard: shard.clone(),
                    });
                }
                Shard::open(path, container)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut files = Self {
            container,
            places: places(&shards),
            shards,
        };
        files.follow(&index, &path)?;
        Ok(files)
    }

    /// Points every name that the index lists at the shard that it names.
    fn follow(&mut self, index: &Index, path: &Path) -> Result<(), CheckpointError> {
        for (name, shard) in &index.weight_map {
            let tensors = &self.shards[*shard].tensors;
            let at = match self.places.get(name) {
                Some(&(found, at)) if found == *shard => Some(at),
                _ => tensors.iter().position(|tensor| tensor.name == *name),
            };
            let Some(at) = at else {
                return Err(CheckpointError::Damaged {
                    path: path.to_path_buf(),
                    reason: format!(
                        "tensor {name} should be in {}, which does not hold it",
                        index.shards[*shard]
                    ),
                });
            };
            self.places.insert(name.clone(), (*shard, at));
        }
        Ok(())
    }

    /// How the weights lie on disk.
    pub fn container(&self) -> Container {
        self.container
    }

    /// The weight files, in the order of the index.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.shards.iter().map(|shard| shard.path.as_path())
    }

    /// The names of all tensors, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    /// All tensors, sorted by name, of readable types or not.
    pub fn tensors(&self) -> impl Iterator<Item = &StoredTensor> {
        self.places
            .values()
            .map(|&(shard, at)| &self.shards[shard].tensors[at])
    }

    /// Type and shape of a tensor, `None` if there is none of that name.
    ///
    /// # Errors
    /// [`CheckpointError::Dtype`] if it is stored in a type that cannot be read.
    pub fn find(&self, name: &str) -> Result<Option<TensorInfo>, CheckpointError> {
        let Some((shard, tensor)) = self.place(name) else {
            return Ok(None);
        };
        Ok(Some(TensorInfo {
            dtype: shard.element(tensor)?,
            shape: tensor.shape.clone(),
        }))
    }

    /// The bytes of a tensor in row-major order, little-endian: borrowed from the mapped file, or rearranged where a PyTorch file stores a
    /// transposed view. They are not aligned to the size of an element.
    ///
    /// # Errors
    /// [`CheckpointError::UnknownTensor`], or [`CheckpointError::Dtype`] if it is stored in a type that cannot be read.
    pub fn bytes(&self, name: &str) -> Result<Cow<'_, [u8]>, CheckpointError> {
        let (shard, tensor) = self
            .place(name)
            .ok_or_else(|| CheckpointError::UnknownTensor {
                name: name.to_owned(),
            })?;
        let width = shard.element(tensor)?.bytes();
        let stored = &shard.map.bytes()[tensor.range.clone()];
        Ok(match &tensor.strides {
            None => Cow::Borrowed(stored),
            Some(strides) => Cow::Owned(pytorch::gather(stored, &tensor.shape, strides, width)),
        })
    }

    /// Gives the memory that holds a tensor's pages back to the system; they are read from disk again if the tensor is used again.
    pub fn release(&self, name: &str) {
        if let Some((shard, tensor)) = self.place(name) {
            shard.map.release(tensor.range.clone());
        }
    }

    fn place(&self, name: &str) -> Option<(&Shard, &StoredTensor)> {
        let &(shard, at) = self.places.get(name)?;
        let shard = &self.shards[shard];
        Some((shard, &shard.tensors[at]))
    }
}

impl Shard {
    fn open(path: PathBuf, container: Container) -> Result<Self, CheckpointError> {
        let size = fs::metadata(&path)
            .map_err(CheckpointError::io(&path))?
            .len();
        if size == 0 {
            return Err(CheckpointError::Damaged {
                path,
                reason: "the file is empty; download or copy it again".to_owned(),
            });
        }
        let map = MappedFile::open(&path).map_err(CheckpointError::io(&path))?;
        let tensors = match container {
            Container::Safetensors => parse_header(map.bytes())
                .map(|entries| entries.into_iter().map(StoredTensor::from).collect())
                .map_err(|error| error.to_string()),
            Container::Pytorch => {
                pytorch::parse_archive(map.bytes()).map_err(|error| error.to_string())
            }
        };
        match tensors {
            Ok(tensors) => Ok(Self { path, map, tensors }),
            Err(reason) => Err(CheckpointError::Damaged { path, reason }),
        }
    }

    fn element(&self, tensor: &StoredTensor) -> Result<Element, CheckpointError> {
        Element::from_safetensors_name(&tensor.dtype).ok_or_else(|| CheckpointError::Dtype {
            path: self.path.clone(),
            name: tensor.name.clone(),
            dtype: tensor.dtype.clone(),
        })
    }
}

impl From<super::safetensors_header::HeaderEntry> for StoredTensor {
    fn from(entry: super::safetensors_header::HeaderEntry) -> Self {
        Self {
            name: entry.name,
            dtype: entry.dtype,
            shape: entry.shape,
            strides: None,
            range: entry.range,
        }
    }
}

fn places(shards: &[Shard]) -> BTreeMap<String, (usize, usize)> {
    shards
        .iter()
        .enumerate()
        .flat_map(|(shard, contents)| {
            let tensors = contents.tensors.iter().enumerate();
            tensors.map(move |(at, tensor)| (tensor.name.clone(), (shard, at)))
        })
        .collect()
}

/// The index of a sharded checkpoint.
struct Index {
    /// File names, in order of first mention.
    shards: Vec<String>,
    /// Tensor name to position in `shards`.
    weight_map: Vec<(String, usize)>,
}

impl Index {
    fn read(path: &Path) -> Result<Self, CheckpointError> {
        let wrong = |reason: String| CheckpointError::Json {
            path: path.to_path_buf(),
            reason,
        };
        let text = fs::read(path).map_err(CheckpointError::io(path))?;
        let value: Value = serde_json::from_slice(&text)
            .map_err(|error| wrong(format!("not valid JSON: {error}")))?;
        let map = value["weight_map"]
            .as_object()
            .ok_or_else(|| wrong("weight_map is missing or not an object".to_owned()))?;
        let mut shards = Vec::new();
        let mut known = HashMap::new();
        let mut weight_map = Vec::with_capacity(map.len());
        for (name, shard) in map {
            // A shard lies in the same folder; anything else could read a file that the user did not point at.
            let shard = shard
                .as_str()
                .filter(|shard| {
                    !shard.is_empty() && *shard != ".." && !shard.contains(['/', '\\', ':'])
                })
                .ok_or_else(|| {
                    wrong(format!(
                        "weight_map: {name}: {shard} is not the name of a file in this folder"
                    ))
                })?;
            let at = *known.entry(shard).or_insert_with(|| {
                shards.push(shard.to_owned());
                shards.len() - 1
            });
            weight_map.push((name.clone(), at));
        }
        if shards.is_empty() {
            return Err(wrong("weight_map names no shard".to_owned()));
        }
        Ok(Self { shards, weight_map })
    }
}

#[cfg(test)]
mod tests {
    use safetensors::Dtype;
    use safetensors::tensor::TensorView;

    use super::*;

    fn file(path: &Path, tensors: &[(&str, Dtype, Vec<usize>, Vec<u8>)]) {
        let views = tensors.iter().map(|(name, dtype, shape, data)| {
            (*name, TensorView::new(*dtype, shape.clone(), data).unwrap())
        });
        safetensors::serialize_to_file(views, None, path).unwrap();
    }

    fn index(folder: &Path, map: &[(&str, &str)]) {
        let map: serde_json::Map<String, Value> = map
            .iter()
            .map(|(name, shard)| ((*name).to_owned(), (*shard).into()))
            .collect();
        let text = serde_json::json!({ "metadata": {}, "weight_map": map }).to_string();
        fs::write(folder.join("model.safetensors.index.json"), text).unwrap();
    }

    #[test]
    fn one_file_is_read_and_released() {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..24).collect();
        file(
            &folder.path().join("model.safetensors"),
            &[
                ("a", Dtype::BF16, vec![3, 4], bytes.clone()),
                ("ids", Dtype::I64, vec![1], vec![0; 8]),
            ],
        );
        let files = WeightFiles::open(folder.path()).unwrap();
        assert_eq!(files.container(), Container::Safetensors);
        assert_eq!(files.names().collect::<Vec<_>>(), ["a", "ids"]);
        let info = files.find("a").unwrap().unwrap();
        assert_eq!((info.dtype, info.shape), (Element::Bf16, vec![3, 4]));
        assert_eq!(*files.bytes("a").unwrap(), bytes);
        files.release("a");
        assert_eq!(*files.bytes("a").unwrap(), bytes);
        assert_eq!(files.find("b").unwrap(), None);
        files.release("b");
        assert!(matches!(
            files.bytes("b"),
            Err(CheckpointError::UnknownTensor { .. })
        ));
        let message = files.find("ids").unwrap_err().to_string();
        assert!(message.contains("ids is stored as I64"), "{message}");
    }

    #[test]
    fn shards_are_one_checkpoint() {
        let folder = tempfile::tempdir().unwrap();
        let shards = [
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
        ];
        file(
            &folder.path().join(shards[0]),
            &[("a", Dtype::F32, vec![1], vec![1; 4])],
        );
        file(
            &folder.path().join(shards[1]),
            &[
                ("a", Dtype::F32, vec![1], vec![2; 4]),
                ("b", Dtype::F16, vec![2], vec![3; 4]),
            ],
        );
        index(folder.path(), &[("a", shards[0]), ("b", shards[1])]);
        let files = WeightFiles::open(folder.path()).unwrap();
        // The index decides which of two copies counts.
        assert_eq!(*files.bytes("a").unwrap(), [1; 4]);
        assert_eq!(*files.bytes("b").unwrap(), [3; 4]);
        assert_eq!(files.paths().count(), 2);

        index(folder.path(), &[("a", shards[0]), ("c", shards[1])]);
        let message = WeightFiles::open(folder.path()).unwrap_err().to_string();
        assert!(
            message.contains("tensor c should be in model-00002"),
            "{message}"
        );

        fs::remove_file(folder.path().join(shards[1])).unwrap();
        let error = WeightFiles::open(folder.path()).unwrap_err();
        assert!(
            matches!(&error, CheckpointError::MissingShard { shard, .. } if shard == shards[1]),
            "{error}"
        );
    }

    #[test]
    fn an_index_stays_in_its_folder() {
        for (text, reason) in [
            ("{", "not valid JSON"),
            ("[]", "weight_map is missing"),
            (r#"{"weight_map":{}}"#, "no shard"),
            (r#"{"weight_map":{"a":3}}"#, "a: 3 is not"),
            (r#"{"weight_map":{"a":"../x"}}"#, "not the name of a file"),
            (
                r#"{"weight_map":{"a":"/etc/passwd"}}"#,
                "not the name of a file",
            ),
            (r#"{"weight_map":{"a":".."}}"#, "a: "),
        ] {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("model.safetensors.index.json"), text).unwrap();
            let message = WeightFiles::open(folder.path()).unwrap_err().to_string();
            assert!(message.contains(reason), "{message}");
            assert!(message.contains("index.json"), "{message}");
        }
    }

    #[test]
    fn absent_and_damaged_files_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = WeightFiles::open(folder.path()).unwrap_err();
        assert!(
            matches!(error, CheckpointError::NoWeights { .. }),
            "{error}"
        );
        let error = WeightFiles::open(&folder.path().join("nowhere")).unwrap_err();
        assert!(matches!(error, CheckpointError::Io { .. }), "{error}");
        for (name, text, reason) in [
            ("pytorch_model.bin", &b"PK\x03\x04 rubbish"[..], "zip"),
            ("model.safetensors", b"", "empty"),
            ("model.safetensors", b"12345678 rubbish", "header"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
            let message = WeightFiles::open(folder.path()).unwrap_err().to_string();
            assert!(message.contains(name), "{message}");
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn a_file_of_torch_itself_is_read() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("pytorch_model.bin"),
            include_bytes!("fixtures/pytorch_model.bin"),
        )
        .unwrap();
        let files = WeightFiles::open(folder.path()).unwrap();
        assert_eq!(files.container(), Container::Pytorch);
        assert_eq!(files.names().count(), 11);
        let values = |name: &str| -> (Vec<usize>, Vec<f32>) {
            let info = files.find(name).unwrap().unwrap();
            let bytes = files.bytes(name).unwrap();
            let values = bytes.chunks_exact(info.dtype.bytes());
            let values = values.map(|value| match info.dtype {
                Element::F32 => f32::from_le_bytes(value.try_into().unwrap()),
                Element::Bf16 => half::bf16::from_le_bytes(value.try_into().unwrap()).to_f32(),
                Element::F16 => half::f16::from_le_bytes(value.try_into().unwrap()).to_f32(),
            });
            (info.shape, values.collect())
        };
        let count = |shape: &[usize]| {
            let count: usize = shape.iter().product();
            (shape.to_vec(), (0..count).map(|i| i as f32).collect())
        };
        for (name, expected) in [
            ("float", count(&[2, 3])),
            ("bfloat", count(&[5])),
            ("half", count(&[3, 1, 2])),
            ("parameter", count(&[4])),
            ("tied", count(&[2, 2])),
            ("tied_again", count(&[2, 2])),
            (
                "transposed",
                (vec![3, 2], vec![0.0, 3.0, 1.0, 4.0, 2.0, 5.0]),
            ),
            ("middle", (vec![3], vec![4.0, 5.0, 6.0])),
            ("scalar", (vec![], vec![7.0])),
            ("empty", (vec![0, 3], vec![])),
        ] {
            assert_eq!(values(name), expected, "{name}");
            files.release(name);
            assert_eq!(values(name), expected, "{name} after release");
        }
        assert!(files.find("ids").is_err());
    }
}
