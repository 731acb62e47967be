//! Replays the fuzz targets' corpora through the same functions: none of them may panic.

use std::path::{Path, PathBuf};

use inkstone::checkpoint::safetensors_header::parse_header;
use inkstone::processor::input::{DecodeLimits, decode_bytes};

fn corpus(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files: Vec<_> = std::fs::read_dir(&folder)
        .expect("the corpus is committed")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.clone(), std::fs::read(path).expect("a readable file")))
        .collect();
    assert!(
        files.len() >= 5,
        "{}: only {} files",
        folder.display(),
        files.len()
    );
    files
}

#[test]
fn safetensors_headers() {
    let accepted = corpus("safetensors_header")
        .iter()
        .filter(|(_, bytes)| parse_header(bytes).is_ok())
        .count();
    assert!(accepted >= 1, "one of the headers is a good one");
}

#[test]
fn images() {
    let limits = DecodeLimits {
        max_pixels: 1 << 20,
        max_bytes: 1 << 24,
    };
    let mut decoded = 0;
    for (_, bytes) in corpus("image") {
        decoded += usize::from(decode_bytes(&bytes, limits).is_ok());
        for end in [bytes.len() / 2, bytes.len().saturating_sub(1)] {
            let _ = decode_bytes(&bytes[..end], limits);
        }
    }
    assert!(decoded >= 1, "one of the files is an image");
}
