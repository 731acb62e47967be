//! A page that was read, as it is kept to be shown and exported another time: everything of its record, with what the JSON output leaves out
//! except for what plugins logged.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::record::PageRecord;
use crate::plugin::{Artifact, Document};

/// What is written. The record's own form is that of the JSON output, which has neither document nor files.
#[derive(Serialize)]
struct Written<'a> {
    record: &'a PageRecord,
    document: &'a Document,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a Document>,
    files: Vec<WrittenFile<'a>>,
}

#[derive(Serialize)]
struct WrittenFile<'a> {
    name: &'a str,
    media_type: &'a str,
    data: WrittenData<'a>,
}

/// Text is kept as such: as a list of numbers it would take four times the room.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenData<'a> {
    Text(&'a str),
    Bytes(&'a [u8]),
}

#[derive(Deserialize)]
struct Read {
    record: PageRecord,
    document: Document,
    #[serde(default)]
    raw: Option<Document>,
    files: Vec<ReadFile>,
}

#[derive(Deserialize)]
struct ReadFile {
    name: String,
    media_type: String,
    data: ReadData,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ReadData {
    Text(String),
    Bytes(Vec<u8>),
}

/// Writes a record, as `#[serde(with = "stored")]` needs it.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(record: &PageRecord, to: S) -> Result<S::Ok, S::Error> {
    let files = record.artifacts.iter().map(|file| WrittenFile {
        name: &file.name,
        media_type: &file.media_type,
        data: match std::str::from_utf8(&file.data) {
            Ok(text) => WrittenData::Text(text),
            Err(_) => WrittenData::Bytes(&file.data),
        },
    });
    let files = files.collect();
    let document = &record.document;
    Written {
        record,
        document,
        raw: record.raw.as_ref(),
        files,
    }
    .serialize(to)
}

/// Reads the record that [`serialize`] wrote.
///
/// # Errors
/// When there is no such record.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<PageRecord, D::Error> {
    let read = Read::deserialize(from)?;
    let files = read.files.into_iter().map(|file| Artifact {
        name: file.name,
        media_type: file.media_type,
        data: match file.data {
            ReadData::Text(text) => text.into_bytes(),
            ReadData::Bytes(bytes) => bytes,
        },
    });
    let mut record = read.record;
    record.document = read.document;
    record.raw = read.raw;
    record.artifacts = files.collect();
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{BlockRecord, TokenRecord};
    use crate::plugin::{Block, BlockKind, Page};

    fn record() -> PageRecord {
        PageRecord {
            sources: vec!["发票.pdf".into()],
            page: Some(2),
            image_sizes: vec![[640, 480]],
            grid_thw: vec![[1, 34, 46]],
            text: "total 12".into(),
            blocks: vec![BlockRecord {
                kind: "line".into(),
                text: "total 12".into(),
                source: None,
                quad: Some([[0.5, 1.0], [9.0, 1.0], [9.0, 3.0], [0.5, 3.0]]),
                mean_confidence: Some(0.123_456_789_012_345_6),
            }],
            mean_confidence: None,
            stop: "length",
            notes: vec!["stopped".into()],
            prompt_tokens: 3,
            generated_tokens: 1,
            tokens: Some(vec![TokenRecord {
                id: 7,
                text: "total".into(),
                log_prob: -0.1,
                line: Some(0),
                piece: Some(1),
            }]),
            device: "cpu".into(),
            dtype: "bfloat16",
            model: "demo".into(),
            timings: None,
            failed_plugins: Vec::new(),
            document: Document {
                language: Some("en".into()),
                pages: vec![Page {
                    number: 2,
                    width: 640,
                    height: 480,
                    blocks: vec![Block {
                        kind: BlockKind::Heading(2),
                        text: "total 12".into(),
                        source: "total 12".into(),
                        region: None,
                        spans: Vec::new(),
                    }],
                }],
            },
            raw: Some(Document {
                language: Some("en".into()),
                pages: Vec::new(),
            }),
            logs: Vec::new(),
            artifacts: vec![
                Artifact {
                    name: "page.md".into(),
                    media_type: "text/markdown".into(),
                    data: b"## total 12".to_vec(),
                },
                Artifact {
                    name: "crop.bin".into(),
                    media_type: "application/octet-stream".into(),
                    data: vec![0xFF, 0, 1],
                },
            ],
        }
    }

    #[derive(Serialize, Deserialize)]
    struct Kept(#[serde(with = "super")] PageRecord);

    #[test]
    fn a_kept_record_is_the_same_again() {
        let kept = Kept(record());
        let text = serde_json::to_string(&kept).unwrap();
        let again: Kept = serde_json::from_str(&text).unwrap();
        assert_eq!(again.0, kept.0);
        assert_eq!(again.0.to_markdown(), "## total 12\n");
    }

    #[test]
    fn what_is_no_record_is_refused() {
        let text = serde_json::to_string(&Kept(record())).unwrap();
        let text = text.replace("\"length\"", "\"bored\"");
        let error = serde_json::from_str::<Kept>(&text)
            .err()
            .unwrap()
            .to_string();
        assert!(
            error.contains("bored") && error.contains("end-of-answer"),
            "{error}"
        );
        assert!(serde_json::from_str::<Kept>("{}").is_err());
    }
}
