//! `pytorch_model.bin`: a zip archive of raw storages and one pickled table that says which tensor lies where.
//!
//! A pickle is a small program. Here it is read by candle's pickle reader, which builds a tree of plain values and never calls anything;
//! this module walks that tree and takes from it only what `torch.save` writes for a state dictionary. candle was chosen over
//! burn-store because its tree keeps offsets and strides: burn-store drops the strides, so that a transposed tensor would be read wrong,
//! and hides where the bytes lie, so that they could not be mapped.
//!
//! The reader copies whatever it remembers and drops trees by recursion, so that a pickle made for it could exhaust memory or the stack.
//! [`unpickle`] therefore hands it one instruction at a time and keeps account of size and depth.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use std::ops::Range;

use candle_core::pickle::{Object, Stack};
use zip::{CompressionMethod, ZipArchive};

use super::weights_file::StoredTensor;

/// Why a PyTorch file was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PytorchError {
    /// The file is not a zip archive, or a damaged one.
    #[error(
        "not a PyTorch zip archive ({0}); files from before PyTorch 1.6 must be saved again, others were probably cut off"
    )]
    Archive(String),
    /// The archive lacks a part, or holds it in a form that cannot be mapped.
    #[error("{0}")]
    Part(String),
    /// The pickled table cannot be read.
    #[error("data.pkl: {0}")]
    Pickle(String),
    /// A tensor's description is damaged.
    #[error("tensor {name}: {reason}")]
    Tensor {
        /// The tensor.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

/// Longest table that is read; one of 620 tensors has about 100 kB.
const LONGEST_TABLE: u64 = 16 << 20;
/// Values that may be built or copied while reading a table, strings counted by length.
const MOST_NODES: usize = 4 << 20;
/// Most values waiting on the reader's stack; Python writes dictionaries in batches of 1000 pairs. Also the deepest nesting, since
/// adding to a waiting dictionary can nest as deep as the stack is high; a tensor's description has six levels.
const TALLEST_STACK: usize = 4096;

/// Reads the table of a whole PyTorch file, mapped or in memory, and checks every tensor's place.
///
/// # Errors
/// [`PytorchError`] names what is wrong, and the tensor where there is one.
pub fn parse_archive(file: &[u8]) -> Result<Vec<StoredTensor>, PytorchError> {
    let mut archive = Archive::open(file)?;
    let table = archive.table()?;
    let tree = unpickle(&table).map_err(PytorchError::Pickle)?;
    let Object::Dict(members) = state_dict(tree) else {
        return Err(PytorchError::Pickle(
            "the file does not hold a dictionary of tensors".to_owned(),
        ));
    };
    let mut tensors = Vec::with_capacity(members.len());
    let mut names = HashSet::new();
    for (key, value) in members {
        let Object::Unicode(name) = key else { continue };
        let described = Described::from_tree(&value).map_err(|reason| PytorchError::Tensor {
            name: name.clone(),
            reason,
        })?;
        // Other members, such as the module versions under `_metadata`, are not tensors.
        let Some(described) = described else { continue };
        if !names.insert(name.clone()) {
            return Err(PytorchError::Tensor {
                name,
                reason: "is listed twice".to_owned(),
            });
        }
        let storage = archive.storage(&described.storage)?;
        let tensor = described
            .place(name.clone(), storage)
            .map_err(|reason| PytorchError::Tensor { name, reason })?;
        tensors.push(tensor);
    }
    tensors.sort_by_key(|tensor| tensor.range.start);
    Ok(tensors)
}

/// Copies the elements of a view in row-major order. `stored` starts at the view's first element.
pub(crate) fn gather(stored: &[u8], shape: &[usize], strides: &[usize], width: usize) -> Vec<u8> {
    let count: usize = shape.iter().product();
    let mut out = Vec::with_capacity(count * width);
    let mut index = vec![0; shape.len()];
    let mut at = 0;
    for _ in 0..count {
        out.extend_from_slice(&stored[at * width..(at + 1) * width]);
        for dim in (0..shape.len()).rev() {
            index[dim] += 1;
            at += strides[dim];
            if index[dim] < shape[dim] {
                break;
            }
            at -= strides[dim] * shape[dim];
            index[dim] = 0;
        }
    }
    out
}

struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Folder inside the archive, with its slash.
    root: String,
    file: usize,
    storages: HashMap<String, Range<usize>>,
}

impl<'a> Archive<'a> {
    fn open(file: &'a [u8]) -> Result<Self, PytorchError> {
        let zip = ZipArchive::new(Cursor::new(file))
            .map_err(|error| PytorchError::Archive(error.to_string()))?;
        let root = zip
            .file_names()
            .filter_map(|name| name.strip_suffix("data.pkl"))
            .find(|root| root.is_empty() || root.ends_with('/'))
            .ok_or_else(|| PytorchError::Archive("it holds no data.pkl".to_owned()))?
            .to_owned();
        let mut archive = Self {
            zip,
            root,
            file: file.len(),
            storages: HashMap::new(),
        };
        if archive
            .text("byteorder")
            .is_some_and(|order| order == "big")
        {
            return Err(PytorchError::Part(
                "the weights are stored big-endian; save them again on a little-endian machine"
                    .to_owned(),
            ));
        }
        Ok(archive)
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let entry = self.zip.by_name(&format!("{}{name}", self.root)).ok()?;
        let mut text = String::new();
        entry.take(64).read_to_string(&mut text).ok()?;
        Some(text.trim().to_owned())
    }

    fn table(&mut self) -> Result<Vec<u8>, PytorchError> {
        let name = format!("{}data.pkl", self.root);
        let entry = self
            .zip
            .by_name(&name)
            .map_err(|error| PytorchError::Archive(error.to_string()))?;
        let mut table = Vec::new();
        entry
            .take(LONGEST_TABLE + 1)
            .read_to_end(&mut table)
            .map_err(|error| PytorchError::Pickle(error.to_string()))?;
        if table.len() as u64 > LONGEST_TABLE {
            return Err(PytorchError::Pickle(format!(
                "more than {LONGEST_TABLE} bytes"
            )));
        }
        Ok(table)
    }

    /// Where the storage of this key lies in the file.
    fn storage(&mut self, key: &str) -> Result<Range<usize>, PytorchError> {
        if let Some(range) = self.storages.get(key) {
            return Ok(range.clone());
        }
        let name = format!("{}data/{key}", self.root);
        let part = |reason: String| PytorchError::Part(format!("storage {name}: {reason}"));
        let entry = self
            .zip
            .by_name(&name)
            .map_err(|error| part(error.to_string()))?;
        if entry.compression() != CompressionMethod::Stored {
            return Err(part(
                "is compressed, which torch.save never does".to_owned(),
            ));
        }
        let range = entry
            .data_start()
            .and_then(|start| Some((start, start.checked_add(entry.size())?)))
            .filter(|&(_, end)| end <= self.file as u64)
            .map(|(start, end)| start as usize..end as usize)
            .ok_or_else(|| part("reaches beyond the end of the file".to_owned()))?;
        self.storages.insert(key.to_owned(), range.clone());
        Ok(range)
    }
}

/// Runs candle's reader over a table, one instruction at a time.
fn unpickle(table: &[u8]) -> Result<Object, String> {
    const BINUNICODE: u8 = b'X';
    const LONG1: u8 = 0x8A;
    let mut reader = Cursor::new(table);
    let mut stack = Stack::empty();
    let mut nodes = 0;
    loop {
        let rest = &table[reader.position() as usize..];
        match rest {
            [BINUNICODE, a, b, c, d, text @ ..]
                if u32::from_le_bytes([*a, *b, *c, *d]) as usize > text.len() =>
            {
                return Err("a string reaches beyond the end".to_owned());
            }
            [LONG1, length, ..] if *length > 8 => {
                return Err("an integer of more than 64 bits".to_owned());
            }
            _ => {}
        }
        if stack.read(&mut reader).map_err(|error| brief(&error))? {
            return stack.finalize().map_err(|error| brief(&error));
        }
        if stack.stack().len() > TALLEST_STACK {
            return Err("too many values at once".to_owned());
        }
        // Adding to a dictionary or list neither copies nor deepens beyond the height of the stack; measuring it each time would
        // take quadratic time.
        let grows = matches!(rest.first(), Some(b's' | b'u' | b'a' | b'e'));
        if let (false, Some(top)) = (grows, stack.stack().last()) {
            measure(top, 0, &mut nodes)?;
        }
    }
}

/// candle puts the values it did not expect into its messages.
fn brief(error: &candle_core::Error) -> String {
    error.to_string().chars().take(200).collect()
}

fn measure(object: &Object, depth: usize, nodes: &mut usize) -> Result<(), String> {
    *nodes += 1;
    if depth > TALLEST_STACK || *nodes > MOST_NODES {
        return Err("the table is nested too deep or too large".to_owned());
    }
    let mut each = |object: &Object| measure(object, depth + 1, nodes);
    match object {
        Object::Unicode(text) => {
            *nodes += text.len() / 64;
            Ok(())
        }
        Object::Tuple(items) | Object::List(items) => items.iter().try_for_each(each),
        Object::Dict(items) => items.iter().try_for_each(|(key, value)| {
            each(key)?;
            each(value)
        }),
        Object::Reduce { callable, args } | Object::Build { callable, args } => {
            each(callable)?;
            each(args)
        }
        Object::PersistentLoad(id) => each(id),
        _ => Ok(()),
    }
}

/// The dictionary of tensors: the file itself, or its member `state_dict`.
fn state_dict(tree: Object) -> Object {
    let Object::Dict(members) = tree else {
        return tree;
    };
    let nested = members.iter().position(|(key, value)| {
        matches!(key, Object::Unicode(name) if name == "state_dict")
            && matches!(value, Object::Dict(_))
    });
    match nested {
        Some(at) => members.into_iter().nth(at).map_or(Object::None, |m| m.1),
        None => Object::Dict(members),
    }
}

/// A tensor as the table describes it, in elements of its storage.
struct Described {
    storage: String,
    dtype: &'static str,
    width: usize,
    offset: usize,
    shape: Vec<usize>,
    strides: Vec<usize>,
}

impl Described {
    /// `None` if the value is not a tensor.
    fn from_tree(value: &Object) -> Result<Option<Self>, String> {
        let Object::Reduce { callable, args } = value else {
            return Ok(None);
        };
        let (
            Object::Class {
                module_name,
                class_name,
            },
            Object::Tuple(args),
        ) = (callable.as_ref(), args.as_ref())
        else {
            return Ok(None);
        };
        match (module_name.as_str(), class_name.as_str()) {
            ("torch._utils", "_rebuild_tensor_v2") => Self::from_arguments(args).map(Some),
            // A parameter wraps its tensor; it is never wrapped itself, so this recurses once.
            ("torch._utils", "_rebuild_parameter") => match args.first() {
                Some(Object::Reduce { callable, args }) if matches!(callable.as_ref(), Object::Class { class_name, .. } if class_name == "_rebuild_tensor_v2") => {
                    match args.as_ref() {
                        Object::Tuple(args) => Self::from_arguments(args).map(Some),
                        _ => Err("is described in an unknown way".to_owned()),
                    }
                }
                _ => Err("is described in an unknown way".to_owned()),
            },
            ("torch._tensor", "_rebuild_from_type_v2") => match args.get(2) {
                Some(Object::Tuple(args)) => Self::from_arguments(args).map(Some),
                _ => Err("is described in an unknown way".to_owned()),
            },
            _ => Ok(None),
        }
    }

    /// Storage, offset, shape and strides, the first four arguments of torch's `_rebuild_tensor_v2`.
    fn from_arguments(args: &[Object]) -> Result<Self, String> {
        let [Object::PersistentLoad(storage), offset, shape, strides, ..] = args else {
            return Err("is described in an unknown way".to_owned());
        };
        let Object::Tuple(storage) = storage.as_ref() else {
            return Err("its storage is described in an unknown way".to_owned());
        };
        let [
            _,
            Object::Class { class_name, .. },
            Object::Unicode(key),
            ..,
        ] = storage.as_slice()
        else {
            return Err("its storage is described in an unknown way".to_owned());
        };
        let (dtype, width) =
            storage_type(class_name).ok_or_else(|| format!("is stored as {class_name}"))?;
        let described = Self {
            storage: key.clone(),
            dtype,
            width,
            offset: size(offset).ok_or("its offset is not a size")?,
            shape: sizes(shape).ok_or("its shape is not a list of sizes")?,
            strides: sizes(strides).ok_or("its strides are not a list of sizes")?,
        };
        if described.shape.len() != described.strides.len() {
            return Err("its shape and strides differ in length".to_owned());
        }
        Ok(described)
    }

    fn place(self, name: String, storage: Range<usize>) -> Result<StoredTensor, String> {
        let capacity = storage.len() / self.width;
        let count = self
            .shape
            .iter()
            .try_fold(1_usize, |count, &side| count.checked_mul(side));
        // A view that repeats elements could claim any size; no checkpoint holds one.
        let count = count.filter(|&count| count <= capacity).ok_or_else(|| {
            format!(
                "of shape {:?} is larger than its storage of {capacity} values",
                self.shape
            )
        })?;
        let last = self
            .shape
            .iter()
            .zip(&self.strides)
            .try_fold(self.offset, |at, (&side, &stride)| {
                at.checked_add(side.saturating_sub(1).checked_mul(stride)?)
            });
        let end = if count == 0 {
            Some(self.offset)
        } else {
            last.and_then(|last| last.checked_add(1))
        };
        let end = end
            .filter(|&end| end <= capacity)
            .ok_or_else(|| format!("reaches beyond its storage of {capacity} values"))?;
        let row_major = is_row_major(&self.shape, &self.strides);
        Ok(StoredTensor {
            name,
            dtype: self.dtype.to_owned(),
            strides: (count > 0 && !row_major).then_some(self.strides),
            shape: self.shape,
            range: storage.start + self.offset * self.width..storage.start + end * self.width,
        })
    }
}

fn is_row_major(shape: &[usize], strides: &[usize]) -> bool {
    let mut expected = 1;
    shape.iter().zip(strides).rev().all(|(&side, &stride)| {
        let fits = side == 1 || stride == expected;
        expected *= side;
        fits
    })
}

/// The safetensors name and the bytes of an element of a torch storage class.
fn storage_type(class: &str) -> Option<(&'static str, usize)> {
    Some(match class {
        "FloatStorage" => ("F32", 4),
        "BFloat16Storage" => ("BF16", 2),
        "HalfStorage" => ("F16", 2),
        "DoubleStorage" => ("F64", 8),
        "LongStorage" => ("I64", 8),
        "IntStorage" => ("I32", 4),
        "ShortStorage" => ("I16", 2),
        "CharStorage" => ("I8", 1),
        "ByteStorage" => ("U8", 1),
        "BoolStorage" => ("BOOL", 1),
        _ => return None,
    })
}

fn size(object: &Object) -> Option<usize> {
    match object {
        Object::Int(value) => usize::try_from(*value).ok(),
        Object::Long(value) => usize::try_from(*value).ok(),
        _ => None,
    }
}

fn sizes(object: &Object) -> Option<Vec<usize>> {
    match object {
        Object::Tuple(items) | Object::List(items) => items.iter().map(size).collect(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// What `torch.save` of torch 2 writes for one float tensor of shape [2, 3] with these strides, by hand: protocol 2, memo left out.
    fn table(strides: [u8; 2], offset: u8, storage: &str) -> Vec<u8> {
        let mut out = b"\x80\x02}(".to_vec();
        text(&mut out, "w");
        out.extend_from_slice(b"ctorch._utils\n_rebuild_tensor_v2\n((");
        text(&mut out, "storage");
        out.extend_from_slice(format!("ctorch\n{storage}\n").as_bytes());
        text(&mut out, "0");
        text(&mut out, "cpu");
        out.extend_from_slice(b"K\x06tQK");
        out.push(offset);
        out.extend_from_slice(b"K\x02K\x03\x86K");
        out.push(strides[0]);
        out.push(b'K');
        out.push(strides[1]);
        out.extend_from_slice(b"\x86\x89ccollections\nOrderedDict\n)RtRu.");
        out
    }

    fn text(out: &mut Vec<u8>, text: &str) {
        out.push(b'X');
        out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        out.extend_from_slice(text.as_bytes());
    }

    fn archive(table: &[u8], storage: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            zip::write::SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (name, contents) in [("m/data.pkl", table), ("m/data/0", storage)] {
            zip.start_file(name, options).unwrap();
            zip.write_all(contents).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn refusal(table: &[u8]) -> String {
        parse_archive(&archive(table, &[0; 24]))
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn tensors_are_found_in_the_file() {
        let storage: Vec<u8> = (0..24).collect();
        let file = archive(&table([3, 1], 0, "FloatStorage"), &storage);
        let tensors = parse_archive(&file).unwrap();
        assert_eq!(tensors.len(), 1);
        assert_eq!(tensors[0].name, "w");
        assert_eq!(tensors[0].dtype, "F32");
        assert_eq!(tensors[0].shape, [2, 3]);
        assert_eq!(tensors[0].strides, None);
        assert_eq!(file[tensors[0].range.clone()], storage);
    }

    #[test]
    fn transposed_tensors_are_put_in_row_major_order() {
        let file = archive(&table([1, 2], 0, "HalfStorage"), &[0; 12]);
        let tensor = &parse_archive(&file).unwrap()[0];
        assert_eq!(tensor.strides.as_deref(), Some(&[1, 2][..]));
        // Storage order 0..6 seen as the transpose of a [3, 2] matrix.
        let stored: Vec<u8> = (0..6).collect();
        assert_eq!(gather(&stored, &[2, 3], &[1, 2], 1), [0, 2, 4, 1, 3, 5]);
        let wide: Vec<u8> = (0..12).collect();
        assert_eq!(
            gather(&wide, &[3, 2], &[1, 3], 2),
            [0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11]
        );
    }

    #[test]
    fn descriptions_beyond_their_storage_are_refused_by_name() {
        for (strides, offset, storage, reason) in [
            ([3, 1], 1, "FloatStorage", "reaches beyond"),
            ([200, 1], 0, "FloatStorage", "reaches beyond"),
            ([3, 1], 0, "DoubleStorage", "larger than its storage"),
            ([3, 1], 0, "SomeStorage", "is stored as SomeStorage"),
        ] {
            let message = refusal(&table(strides, offset, storage));
            assert!(message.starts_with("tensor w: "), "{message}");
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn cut_and_foreign_files_are_refused() {
        let whole = archive(&table([3, 1], 0, "FloatStorage"), &[0; 24]);
        for length in 0..whole.len() {
            assert!(parse_archive(&whole[..length]).is_err(), "{length}");
        }
        let good = table([3, 1], 0, "FloatStorage");
        for length in 0..good.len() {
            assert!(unpickle(&good[..length]).is_err(), "{length}");
        }
        // A list, an unknown instruction, an object of a class of its own.
        assert!(refusal(b"\x80\x02].").contains("does not hold a dictionary"));
        assert!(refusal(b"\x80\x02\xFF.").contains("data.pkl"));
        let parsed = parse_archive(&archive(b"\x80\x02}X\x01\0\0\0acos\nsystem\n)Rs.", &[]));
        assert!(parsed.unwrap().is_empty());
    }

    #[test]
    fn tables_made_to_exhaust_the_reader_are_refused() {
        let mut deep = b"\x80\x02N".to_vec();
        deep.resize(1 << 20, 0x85);
        assert!(refusal(&deep).contains("too deep"));
        // Each round remembers the top and pairs it with its copy: twice the size.
        let mut doubling = b"\x80\x02N".to_vec();
        for _ in 0..64 {
            doubling.extend_from_slice(b"q\0h\0\x86");
        }
        assert!(refusal(&doubling).contains("too large"));
        let mut tall = b"\x80\x02".to_vec();
        tall.resize(1 << 20, b'}');
        assert!(refusal(&tall).contains("too many values"));
        assert!(refusal(b"\x80\x02X\xFF\xFF\xFF\xFFa").contains("string"));
        assert!(refusal(b"\x80\x02\x8A\xFFa").contains("integer"));
    }
}
