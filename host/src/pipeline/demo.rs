//! The demo reader that the program carries: a small PaddleOCR-VL for printed Latin text, one line at a time.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::files::{OutputError, write_whole};
use crate::paths;

macro_rules! assets {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_bytes!(concat!("../../assets/demo/", $name)) as &[u8])),+]
    };
}

/// The checkpoint's files.
const FILES: [(&str, &[u8]); 8] = assets![
    "chat_template.jinja",
    "config.json",
    "generation_config.json",
    "model.safetensors",
    "preprocessor_config.json",
    "reader.json",
    "tokenizer.json",
    "tokenizer_config.json",
];

/// Its card.
pub(super) const CARD: &[u8] = include_bytes!("../../assets/demo/reader.json");

/// What `--model-path` calls it.
pub const DEMO_NAME: &str = "demo";

/// The folder of the demo reader. It is written into the cache folder when it is not there yet, or into the system's folder for temporary
/// files where there is no cache folder.
///
/// # Errors
/// When none of them can be written to.
pub fn demo_folder() -> Result<PathBuf, OutputError> {
    let mut hash = Sha256::new();
    for (name, bytes) in FILES {
        hash.update(name);
        hash.update(bytes);
    }
    let digest = hash.finalize();
    let name = format!("demo-reader-{:016x}", {
        let mut first = [0; 8];
        first.copy_from_slice(&digest[..8]);
        u64::from_be_bytes(first)
    });
    let places = paths::cache_dir()
        .into_iter()
        .chain([std::env::temp_dir().join("inkstone")]);
    let mut last = None;
    for place in places {
        let folder = place.join(&name);
        match unpack(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => last = Some(error),
        }
    }
    Err(last.expect("the folder for temporary files is always tried"))
}

/// The folder of a checkpoint: the one asked for by path or by name, else a downloaded one, else the demo reader's.
///
/// # Errors
/// When the demo reader is meant and cannot be written out.
pub fn model_folder(asked: Option<&Path>) -> Result<PathBuf, OutputError> {
    let installed = |name: &Path| {
        let name = name.to_str().filter(|n| !n.contains(['/', '\\']))?;
        paths::model_dir(name).filter(|dir| dir.is_dir())
    };
    match asked {
        Some(path) if path.exists() => Ok(path.to_owned()),
        Some(path) if path == Path::new(DEMO_NAME) => demo_folder(),
        Some(path) => Ok(installed(path).unwrap_or_else(|| path.to_owned())),
        None => {
            let names = ["paddleocr-vl-1.6", "paddleocr-vl-1.5", "paddleocr-vl"];
            match names.iter().find_map(|name| installed(Path::new(name))) {
                Some(folder) => Ok(folder),
                None => demo_folder(),
            }
        }
    }
}

fn unpack(folder: &Path) -> Result<(), OutputError> {
    std::fs::create_dir_all(folder).map_err(|source| OutputError {
        path: folder.to_owned(),
        source,
    })?;
    for (name, bytes) in FILES {
        let path = folder.join(name);
        // The folder's name is the files' hash, and each is written whole, so a file of the right length is the file.
        let there = std::fs::metadata(&path).is_ok_and(|m| m.len() == bytes.len() as u64);
        if !there {
            write_whole(&path, bytes)?;
        }
    }
    Ok(())
}
