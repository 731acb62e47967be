//! The safetensors header, read as input from a stranger.
//!
//! A file is an 8-byte little-endian length, that many bytes of JSON, and the tensors' bytes. Everything the JSON claims is checked
//! against the file before a byte of a tensor is touched. `__metadata__` is skipped whatever it holds: the first PaddleOCR-VL release
//! says `format: "paddle"` there, which some readers refuse.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

/// Longest header that is read. A header of 620 tensors is under 100 kB; the format's own library stops at the same size.
const LONGEST_HEADER: u64 = 100_000_000;

/// One tensor as the header describes it, its place checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderEntry {
    /// Name.
    pub name: String,
    /// Type as the file spells it (`BF16`); it may be one that this program cannot read.
    pub dtype: String,
    /// Shape, outermost dimension first.
    pub shape: Vec<usize>,
    /// Its bytes, as positions in the file.
    pub range: Range<usize>,
}

/// Why a header was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderError {
    /// Fewer than eight bytes.
    #[error(
        "{0} bytes are too few for a safetensors file; the download or copy was probably cut off"
    )]
    TooShort(usize),
    /// The length is beyond the end of the file or beyond reason.
    #[error(
        "the header claims {claimed} bytes in a file of {file}; this is not a safetensors file, or it was cut off"
    )]
    HeaderLength {
        /// Length that the file claims.
        claimed: u64,
        /// Bytes in the file.
        file: usize,
    },
    /// The header is not a JSON object.
    #[error("the header is not valid JSON: {0}")]
    Json(String),
    /// Two tensors have the same name.
    #[error("tensor {0} is listed twice")]
    Duplicate(String),
    /// A tensor's entry does not have the form that the format prescribes.
    #[error("tensor {name}: {reason}")]
    Entry {
        /// The tensor.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A tensor reaches past the end.
    #[error(
        "tensor {name} ends at byte {end} of the file, which has {file}; the download or copy was probably cut off"
    )]
    OutOfFile {
        /// The tensor.
        name: String,
        /// Where it claims to end.
        end: u64,
        /// Bytes in the file.
        file: usize,
    },
    /// Two tensors share bytes.
    #[error("tensors {0} and {1} overlap")]
    Overlap(String, String),
}

/// Reads and checks the header of a whole safetensors file, mapped or in memory. The entries come in the order of their bytes.
///
/// # Errors
/// [`HeaderError`] names what is wrong, and the tensor where there is one.
pub fn parse_header(file: &[u8]) -> Result<Vec<HeaderEntry>, HeaderError> {
    let too_short = || HeaderError::TooShort(file.len());
    let (length, rest) = file.split_first_chunk::<8>().ok_or_else(too_short)?;
    let claimed = u64::from_le_bytes(*length);
    if claimed > LONGEST_HEADER || claimed > rest.len() as u64 {
        return Err(HeaderError::HeaderLength {
            claimed,
            file: file.len(),
        });
    }
    let (text, data) = rest.split_at(claimed as usize);
    let place = Place {
        data_start: file.len() - data.len(),
        file: file.len(),
    };

    // A copy, because a mapped file may change while it is read.
    let text = text.to_vec();
    let Members(members) =
        serde_json::from_slice(&text).map_err(|error| HeaderError::Json(error.to_string()))?;
    let mut entries = Vec::with_capacity(members.len());
    for (name, value) in members {
        if name != "__metadata__" {
            entries.push(place.entry(name, &value)?);
        }
    }

    let mut names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(HeaderError::Duplicate(pair[0].to_owned()));
    }
    entries.sort_by_key(|entry| (entry.range.start, entry.range.end));
    let overlap = entries
        .windows(2)
        .find(|pair| pair[1].range.start < pair[0].range.end);
    if let Some([first, second]) = overlap {
        return Err(HeaderError::Overlap(
            first.name.clone(),
            second.name.clone(),
        ));
    }
    Ok(entries)
}

/// Where the tensors' bytes lie in the file.
struct Place {
    data_start: usize,
    file: usize,
}

impl Place {
    fn entry(&self, name: String, value: &Value) -> Result<HeaderEntry, HeaderError> {
        let wrong = |reason: String| HeaderError::Entry {
            name: name.clone(),
            reason,
        };
        let dtype = value["dtype"]
            .as_str()
            .ok_or_else(|| wrong("dtype is missing or not a string".to_owned()))?
            .to_owned();
        let shape = integers(&value["shape"])
            .ok_or_else(|| wrong("shape is missing or not a list of sizes".to_owned()))?;
        let offsets = integers(&value["data_offsets"]);
        let Some([begin, end]) = offsets.as_deref() else {
            return Err(wrong(
                "data_offsets is missing or not a pair of positions".to_owned(),
            ));
        };
        let bytes = end
            .checked_sub(*begin)
            .ok_or_else(|| wrong(format!("data_offsets run backwards: {begin} to {end}")))?;
        if *end > (self.file - self.data_start) as u64 {
            return Err(HeaderError::OutOfFile {
                end: end.saturating_add(self.data_start as u64),
                file: self.file,
                name,
            });
        }
        let expected = bits(&dtype).and_then(|bits| {
            let elements = shape
                .iter()
                .try_fold(1_u64, |count, &side| count.checked_mul(side))?;
            elements.checked_mul(bits).map(|bits| bits.div_ceil(8))
        });
        // Of a type that is unknown here only the place can be checked; such a tensor can be skipped, never read.
        if bits(&dtype).is_some() && expected != Some(bytes) {
            let needed = expected.map_or("too many".to_owned(), |count| count.to_string());
            return Err(wrong(format!(
                "{dtype} of shape {shape:?} needs {needed} bytes, its place holds {bytes}"
            )));
        }
        // Both ends lie inside the file, so they fit in usize; a size that does not can only belong to an empty or unknown tensor.
        let shape = shape
            .into_iter()
            .map(usize::try_from)
            .collect::<Result<_, _>>()
            .map_err(|_| wrong("a size is out of range".to_owned()))?;
        Ok(HeaderEntry {
            range: self.data_start + *begin as usize..self.data_start + *end as usize,
            name,
            dtype,
            shape,
        })
    }
}

fn integers(value: &Value) -> Option<Vec<u64>> {
    value.as_array()?.iter().map(Value::as_u64).collect()
}

/// Bits of one value of a type of the format; `None` for a type that is newer than this list.
fn bits(dtype: &str) -> Option<u64> {
    Some(match dtype {
        "F64" | "I64" | "U64" | "C64" => 64,
        "F32" | "I32" | "U32" => 32,
        "F16" | "BF16" | "I16" | "U16" => 16,
        "F8_E4M3" | "F8_E5M2" | "F8_E8M0" | "I8" | "U8" | "BOOL" => 8,
        _ => return None,
    })
}

/// The members of a JSON object in order, repeated names included (a map would silently keep the last).
struct Members(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object of tensors")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: usize) -> Vec<u8> {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(header.as_bytes());
        bytes.resize(bytes.len() + data, 0);
        bytes
    }

    fn refusal(header: &str, data: usize) -> String {
        parse_header(&file(header, data)).unwrap_err().to_string()
    }

    #[test]
    fn a_good_header_gives_places_in_the_file() {
        let header = r#"{"__metadata__":{"format":"paddle","n":3},
            "b":{"dtype":"BF16","shape":[2,3],"data_offsets":[4,16]},
            "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}  "#;
        let entries = parse_header(&file(header, 16)).unwrap();
        let start = 8 + header.len();
        assert_eq!(entries[0].name, "a");
        assert_eq!(entries[0].range, start..start + 4);
        assert_eq!(entries[1].shape, [2, 3]);
        assert_eq!(entries[1].range, start + 4..start + 16);
    }

    #[test]
    fn types_that_are_not_needed_may_be_unknown() {
        let header = r#"{"x":{"dtype":"F3_NEW","shape":[7],"data_offsets":[0,5]},
            "y":{"dtype":"I64","shape":[1],"data_offsets":[5,13]}}"#;
        assert_eq!(parse_header(&file(header, 13)).unwrap()[0].dtype, "F3_NEW");
    }

    #[test]
    fn lengths_beyond_the_file_are_refused() {
        assert_eq!(parse_header(b""), Err(HeaderError::TooShort(0)));
        assert_eq!(parse_header(&[1; 7]), Err(HeaderError::TooShort(7)));
        for claimed in [3_u64, LONGEST_HEADER + 1, u64::MAX] {
            let mut bytes = claimed.to_le_bytes().to_vec();
            bytes.extend_from_slice(b"{}");
            assert_eq!(
                parse_header(&bytes),
                Err(HeaderError::HeaderLength { claimed, file: 10 })
            );
        }
    }

    #[test]
    fn text_that_is_not_a_json_object_is_refused() {
        for header in ["", "[]", "{", "7", "\u{feff}{}", "{}{}"] {
            assert!(refusal(header, 0).contains("not valid JSON"), "{header}");
        }
        assert!(parse_header(&file("{\"\u{0}", 0)).is_err());
        let mut not_utf8 = file("{\"a\":1}", 0);
        not_utf8[10] = 0xFF;
        assert!(parse_header(&not_utf8).is_err());
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(refusal(&deep, 0).contains("not valid JSON"));
    }

    #[test]
    fn entries_of_another_form_are_refused_by_name() {
        for (entry, reason) in [
            ("3", "dtype"),
            (r#"{"shape":[1],"data_offsets":[0,4]}"#, "dtype"),
            (r#"{"dtype":"F32","data_offsets":[0,4]}"#, "shape"),
            (
                r#"{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}"#,
                "shape",
            ),
            (
                r#"{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}"#,
                "shape",
            ),
            (r#"{"dtype":"F32","shape":[1]}"#, "data_offsets"),
            (
                r#"{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}"#,
                "data_offsets",
            ),
            (
                r#"{"dtype":"F32","shape":[1],"data_offsets":[4,0]}"#,
                "backwards",
            ),
        ] {
            let message = refusal(&format!(r#"{{"the.tensor":{entry}}}"#), 8);
            assert!(message.contains("the.tensor"), "{message}");
            assert!(message.contains(reason), "{message}");
        }
    }

    #[test]
    fn places_outside_the_file_are_refused() {
        for end in ["9", "18446744073709551615"] {
            let header =
                format!(r#"{{"t":{{"dtype":"U8","shape":[9],"data_offsets":[0,{end}]}}}}"#);
            let message = refusal(&header, 8);
            assert!(message.contains("tensor t ends at"), "{message}");
        }
    }

    #[test]
    fn byte_counts_must_fit_the_shape() {
        for shape in ["[3]", "[]", "[0]", "[4294967296,4294967296,4]"] {
            let header =
                format!(r#"{{"t":{{"dtype":"F16","shape":{shape},"data_offsets":[0,8]}}}}"#);
            assert!(refusal(&header, 8).contains("its place holds 8"), "{shape}");
        }
    }

    #[test]
    fn overlaps_and_repeated_names_are_refused() {
        let entry = |name: &str, from: u32| {
            format!(
                r#""{name}":{{"dtype":"U8","shape":[4],"data_offsets":[{from},{}]}}"#,
                from + 4
            )
        };
        let overlap = format!("{{{},{}}}", entry("a", 0), entry("b", 3));
        assert_eq!(refusal(&overlap, 8), "tensors a and b overlap");
        let twice = format!("{{{},{}}}", entry("a", 0), entry("a", 4));
        assert_eq!(refusal(&twice, 8), "tensor a is listed twice");
    }
}
