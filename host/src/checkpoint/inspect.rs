//! What a checkpoint folder holds, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::element::Element;
use super::error::CheckpointError;
use super::names::{self, Dims, Part, TensorSpec};
use super::preset::Version;
use super::weights_file::{Container, StoredTensor, WeightFiles};

/// Everything that [`inspect`] found. Sizes are in bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Inspection {
    /// The folder.
    pub folder: String,
    /// Every file directly in the folder, by name.
    pub files: Vec<FileSize>,
    /// Which published version this looks like.
    pub version: VersionGuess,
    /// Sizes from `config.json`, if it can be read.
    pub model: Option<ModelSizes>,
    /// The weights, if they can be opened.
    pub weights: Option<Weights>,
    /// The tokenizer, if `tokenizer.json` can be read.
    pub tokenizer: Option<Tokenizer>,
    /// File that holds the chat template, if any.
    pub chat_template: Option<&'static str>,
    /// Smallest and largest image area in pixels from `preprocessor_config.json`.
    pub image_limits: Option<ImageLimits>,
    /// What keeps the folder from being used, each with the file or tensor it is about.
    pub problems: Vec<String>,
    /// What is missing and replaced by built-in values, or worth knowing.
    pub notes: Vec<String>,
}

/// A file and its size.
#[derive(Debug, Clone, Serialize)]
pub struct FileSize {
    /// File name.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// A version and how it was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VersionGuess {
    /// `1`, `1.5`, `1.6`, `1.5 or 1.6`, or `unknown`.
    pub version: &'static str,
    /// What it was told by.
    pub evidence: String,
}

/// The sizes of the model.
#[derive(Debug, Clone, Serialize)]
pub struct ModelSizes {
    /// Layers of the vision encoder.
    pub vision_layers: usize,
    /// Width of the vision encoder.
    pub vision_hidden: usize,
    /// Layers of the decoder.
    pub text_layers: usize,
    /// Width of the decoder.
    pub text_hidden: usize,
    /// Query heads, and key and value heads.
    pub text_heads: (usize, usize),
    /// Size of the vocabulary.
    pub vocabulary: usize,
    /// Whether the head is the token embedding.
    pub tied: bool,
}

/// The weights against what the configuration asks for.
#[derive(Debug, Clone, Serialize)]
pub struct Weights {
    /// `safetensors` or `pytorch`.
    pub container: &'static str,
    /// Weight files.
    pub files: usize,
    /// `original`, `transformers5`, `mixed` or `unknown`.
    pub naming: &'static str,
    /// Parameters stored for each part of the model.
    pub parameters: BTreeMap<&'static str, u64>,
    /// Parameters stored in each type.
    pub dtypes: BTreeMap<String, u64>,
    /// Tensors that inference needs.
    pub required: usize,
    /// Needed tensors that are not there, by original name.
    pub missing: Vec<String>,
    /// Needed tensors of another shape than the configuration implies.
    pub misshapen: Vec<Misshapen>,
    /// Needed tensors of a type that cannot be read.
    pub unreadable: Vec<String>,
    /// Stored tensors that inference does not use.
    pub ignored: Vec<String>,
}

/// A tensor of the wrong shape.
#[derive(Debug, Clone, Serialize)]
pub struct Misshapen {
    /// Name in the file.
    pub name: String,
    /// Shape that the configuration implies.
    pub expected: Vec<usize>,
    /// Shape in the file.
    pub found: Vec<usize>,
}

/// The tokenizer against the configuration.
#[derive(Debug, Clone, Serialize)]
pub struct Tokenizer {
    /// One more than the highest token id.
    pub vocabulary: u64,
    /// Tokens that are searched for in the text as they stand.
    pub added_tokens: usize,
    /// Id of the image placeholder.
    pub image_token_id: Option<u64>,
}

/// Image areas in pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImageLimits {
    /// Smaller images are enlarged.
    pub min_pixels: u64,
    /// Larger images are shrunk.
    pub max_pixels: u64,
}

/// Looks at every file of a checkpoint folder. Tables are read, weights are not.
///
/// # Errors
/// Only if the folder itself cannot be listed. Whatever is wrong with what it holds is in [`Inspection::problems`].
pub fn inspect(folder: &Path) -> Result<Inspection, CheckpointError> {
    let files = list(folder)?;
    let mut problems = Vec::new();
    let mut notes = Vec::new();

    let config = required_json(folder, "config.json", &mut problems);
    let dims = config
        .as_ref()
        .and_then(|config| keep(Dims::from_config_json(config), &mut problems));
    let weights = keep(WeightFiles::open(folder), &mut problems)
        .map(|files| weights(&files, dims.as_ref(), &mut problems));
    let tokenizer = required_json(folder, "tokenizer.json", &mut problems)
        .map(|json| tokenizer(&json, config.as_ref(), dims.as_ref(), &mut problems));
    let template = chat_template(folder);
    if template.is_none() {
        notes.push("no chat template; the built-in one is used".to_owned());
    }
    let image_limits = match json(folder, "preprocessor_config.json", &mut problems) {
        None => {
            notes.push(
                "no readable preprocessor_config.json; built-in image limits are used".to_owned(),
            );
            None
        }
        Some(json) => limits(&json),
    };
    Ok(Inspection {
        folder: folder.display().to_string(),
        version: guess_version(folder, template.as_ref(), image_limits.as_ref()),
        model: dims.as_ref().map(ModelSizes::from),
        files,
        weights,
        tokenizer,
        chat_template: template.map(|template| template.file),
        image_limits,
        problems,
        notes,
    })
}

fn list(folder: &Path) -> Result<Vec<FileSize>, CheckpointError> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(CheckpointError::io(folder))? {
        let path = entry.map_err(CheckpointError::io(folder))?.path();
        // Follows links: a model cache keeps links to its blobs.
        let Ok(metadata) = fs::metadata(&path) else {
            continue;
        };
        if metadata.is_file() {
            let name = path.file_name().unwrap_or_default();
            files.push(FileSize {
                name: name.to_string_lossy().into_owned(),
                bytes: metadata.len(),
            });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The value, or the error's words on the list of problems.
fn keep<T>(result: Result<T, CheckpointError>, problems: &mut Vec<String>) -> Option<T> {
    result
        .map_err(|error| problems.push(error.to_string()))
        .ok()
}

/// `None` if the file is not there; a file that cannot be read is a problem too.
fn json(folder: &Path, name: &str, problems: &mut Vec<String>) -> Option<Value> {
    let text = match fs::read(folder.join(name)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => {
            problems.push(format!("{name}: {error}"));
            return None;
        }
    };
    serde_json::from_slice(&text)
        .map_err(|error| problems.push(format!("{name}: not valid JSON: {error}")))
        .ok()
}

fn required_json(folder: &Path, name: &str, problems: &mut Vec<String>) -> Option<Value> {
    if !folder.join(name).exists() {
        problems.push(format!("{name}: missing"));
        return None;
    }
    json(folder, name, problems)
}

fn weights(files: &WeightFiles, dims: Option<&Dims>, problems: &mut Vec<String>) -> Weights {
    let stored: BTreeMap<&str, &StoredTensor> = files
        .tensors()
        .map(|tensor| (tensor.name.as_str(), tensor))
        .collect();
    let mut report = Weights {
        container: match files.container() {
            Container::Safetensors => "safetensors",
            Container::Pytorch => "pytorch",
        },
        files: files.paths().count(),
        naming: "unknown",
        parameters: BTreeMap::new(),
        dtypes: BTreeMap::new(),
        required: 0,
        missing: Vec::new(),
        misshapen: Vec::new(),
        unreadable: Vec::new(),
        ignored: Vec::new(),
    };
    for tensor in stored.values() {
        *report.dtypes.entry(tensor.dtype.clone()).or_default() += elements(tensor);
    }
    let Some(dims) = dims else { return report };

    let required = names::required(dims);
    let (mut original, mut transformers5) = (0_usize, 0_usize);
    let mut used = BTreeSet::new();
    for spec in &required {
        let Some(tensor) = [&spec.original, &spec.transformers5]
            .into_iter()
            .find_map(|name| stored.get(name.as_str()))
        else {
            report.missing.push(spec.original.clone());
            continue;
        };
        used.insert(tensor.name.as_str());
        if spec.original != spec.transformers5 {
            original += usize::from(tensor.name == spec.original);
            transformers5 += usize::from(tensor.name == spec.transformers5);
        }
        *report.parameters.entry(part_name(spec.part)).or_default() += elements(tensor);
        check(spec, tensor, &mut report);
    }
    for tensor in stored.values() {
        if !used.contains(tensor.name.as_str()) {
            *report.parameters.entry("ignored").or_default() += elements(tensor);
            report.ignored.push(tensor.name.clone());
        }
    }
    report.required = required.len();
    report.naming = match (original > 0, transformers5 > 0) {
        (true, true) => "mixed",
        (true, false) => "original",
        (false, true) => "transformers5",
        (false, false) => "unknown",
    };
    report.add_problems(problems);
    report
}

fn check(spec: &TensorSpec, tensor: &StoredTensor, report: &mut Weights) {
    if tensor.shape != spec.shape {
        report.misshapen.push(Misshapen {
            name: tensor.name.clone(),
            expected: spec.shape.clone(),
            found: tensor.shape.clone(),
        });
    }
    if Element::from_safetensors_name(&tensor.dtype).is_none() {
        report
            .unreadable
            .push(format!("{} ({})", tensor.name, tensor.dtype));
    }
}

impl Weights {
    fn add_problems(&self, problems: &mut Vec<String>) {
        let mut list = |what: &str, names: Vec<String>| {
            if !names.is_empty() {
                problems.push(format!("{} tensors {what}: {}", names.len(), first(&names)));
            }
        };
        list("missing", self.missing.clone());
        list("of a type that cannot be read", self.unreadable.clone());
        let misshapen = self.misshapen.iter().map(|tensor| {
            format!(
                "{} (expected {:?}, found {:?})",
                tensor.name, tensor.expected, tensor.found
            )
        });
        list("misshapen", misshapen.collect());
    }
}

/// The first few of many names.
fn first(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn elements(tensor: &StoredTensor) -> u64 {
    tensor
        .shape
        .iter()
        .fold(1, |count: u64, &side| count.saturating_mul(side as u64))
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Vision => "vision",
        Part::Projector => "projector",
        Part::Language => "language",
        Part::Head => "head",
        Part::Unused => "ignored",
    }
}

fn tokenizer(
    json: &Value,
    config: Option<&Value>,
    dims: Option<&Dims>,
    problems: &mut Vec<String>,
) -> Tokenizer {
    let empty = Vec::new();
    let added = json["added_tokens"].as_array().unwrap_or(&empty);
    let ids = added.iter().filter_map(|token| token["id"].as_u64());
    let vocab = json["model"]["vocab"].as_object();
    let highest = vocab
        .into_iter()
        .flat_map(|vocab| vocab.values().filter_map(Value::as_u64))
        .chain(ids)
        .max();
    let placeholder = added
        .iter()
        .find(|token| token["content"] == "<|IMAGE_PLACEHOLDER|>")
        .and_then(|token| token["id"].as_u64());
    let report = Tokenizer {
        vocabulary: highest.map_or(0, |id| id.saturating_add(1)),
        added_tokens: added.len(),
        image_token_id: placeholder,
    };
    if let Some(dims) = dims
        && report.vocabulary > dims.text.vocab as u64
    {
        problems.push(format!(
            "tokenizer.json: {} tokens do not fit the model's vocabulary of {}",
            report.vocabulary, dims.text.vocab
        ));
    }
    let expected = config.and_then(|config| config["image_token_id"].as_u64());
    match (placeholder, expected) {
        (None, _) => problems.push("tokenizer.json: no token <|IMAGE_PLACEHOLDER|>".to_owned()),
        (Some(found), Some(expected)) if found != expected => problems.push(format!(
            "tokenizer.json: <|IMAGE_PLACEHOLDER|> is {found}, config.json says {expected}"
        )),
        _ => {}
    }
    report
}

/// A chat template and the file it was found in.
struct Template {
    file: &'static str,
    text: String,
}

fn chat_template(folder: &Path) -> Option<Template> {
    if let Ok(text) = fs::read_to_string(folder.join("chat_template.jinja")) {
        return Some(Template {
            file: "chat_template.jinja",
            text,
        });
    }
    ["tokenizer_config.json", "chat_template.json"]
        .into_iter()
        .find_map(|file| {
            let json = json(folder, file, &mut Vec::new())?;
            let text = json["chat_template"].as_str()?.to_owned();
            Some(Template { file, text })
        })
}

fn limits(json: &Value) -> Option<ImageLimits> {
    let pixels = |key: &str, edge: &str| {
        json[key]
            .as_u64()
            .or_else(|| json["size"][key].as_u64())
            .or_else(|| json["size"][edge].as_u64())
    };
    Some(ImageLimits {
        min_pixels: pixels("min_pixels", "shortest_edge")?,
        max_pixels: pixels("max_pixels", "longest_edge")?,
    })
}

/// Versions 1.5 and 1.6 differ in nothing but weights and the name that `inference.yml` states.
fn guess_version(
    folder: &Path,
    template: Option<&Template>,
    limits: Option<&ImageLimits>,
) -> VersionGuess {
    let guess = |version, evidence: &str| VersionGuess {
        version,
        evidence: evidence.to_owned(),
    };
    let stated = fs::read_to_string(folder.join("inference.yml")).unwrap_or_default();
    let folder_name = fs::canonicalize(folder).ok();
    let folder_name = folder_name
        .as_deref()
        .and_then(Path::file_name)
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    for (text, evidence) in [
        (&stated, "inference.yml names the model"),
        (&folder_name, "the folder's name"),
    ] {
        let text = text.to_lowercase();
        if text.contains("paddleocr-vl-1.6") {
            return guess("1.6", evidence);
        }
        if text.contains("paddleocr-vl-1.5") {
            return guess("1.5", evidence);
        }
    }
    if let Some(template) = template {
        if template.text.contains(r"Assistant:\n") {
            return guess("1.5 or 1.6", "the chat template ends in a line break");
        }
        if template.text.contains("Assistant: ") {
            return guess("1", "the chat template ends in a space");
        }
    }
    let published = Version::ALL.into_iter().find(|version| {
        limits
            .is_some_and(|limits| (limits.min_pixels, limits.max_pixels) == version.pixel_limits())
    });
    match published {
        Some(Version::V1) => guess("1", "the image limits"),
        Some(_) => guess("1.5 or 1.6", "the image limits"),
        None => guess(
            "unknown",
            "no name, template or image limits of a published version",
        ),
    }
}

impl From<&Dims> for ModelSizes {
    fn from(dims: &Dims) -> Self {
        Self {
            vision_layers: dims.vision.layers,
            vision_hidden: dims.vision.hidden,
            text_layers: dims.text.layers,
            text_hidden: dims.text.hidden,
            text_heads: (dims.text.heads, dims.text.kv_heads),
            vocabulary: dims.text.vocab,
            tied: dims.tied,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use serde_json::json;

    use super::*;
    use crate::checkpoint::random::RandomCheckpoint;

    /// A small random checkpoint of `version` in a folder of a name that tells nothing.
    fn checkpoint(folder: &Path, version: Version) {
        let mut config = version.config();
        for (key, value) in [
            ("hidden_size", 16),
            ("intermediate_size", 24),
            ("num_hidden_layers", 1),
            ("num_attention_heads", 2),
            ("num_key_value_heads", 1),
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
            "hidden_size": 8, "intermediate_size": 12, "num_hidden_layers": 1,
            "num_attention_heads": 2, "image_size": 28, "patch_size": 14,
        });
        RandomCheckpoint {
            config: Some(config),
            ..RandomCheckpoint::like(version, 0)
        }
        .write(folder, &mut |_| {}, &AtomicBool::new(false))
        .unwrap();
    }

    fn edit(folder: &Path, name: &str, change: impl FnOnce(&mut Value)) {
        let path = folder.join(name);
        let mut json = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut json);
        fs::write(path, json.to_string()).unwrap();
    }

    #[test]
    fn a_whole_checkpoint_is_found_complete() {
        for (version, guess) in [(Version::V1, "1"), (Version::V16, "1.5 or 1.6")] {
            let folder = tempfile::tempdir().unwrap();
            checkpoint(folder.path(), version);
            let found = inspect(folder.path()).unwrap();
            assert_eq!(found.problems, Vec::<String>::new());
            assert_eq!(found.notes, Vec::<String>::new());
            assert_eq!(found.version.version, guess);
            assert_eq!(found.chat_template, Some("chat_template.jinja"));
            let limits = found.image_limits.as_ref().unwrap();
            assert_eq!(
                (limits.min_pixels, limits.max_pixels),
                version.pixel_limits()
            );
            let weights = found.weights.as_ref().unwrap();
            assert_eq!(weights.naming, "original");
            assert_eq!(weights.ignored.len(), 12);
            assert_eq!(weights.required, 39);
            assert_eq!(
                weights.parameters.values().sum::<u64>(),
                weights.dtypes["BF16"]
            );
            assert_eq!(found.tokenizer.as_ref().unwrap().vocabulary, 400);
            let text = found.to_string();
            for words in ["39 of 39 tensors", "original names", "verdict    complete"] {
                assert!(text.contains(words), "{text}");
            }
            serde_json::to_string(&found).unwrap();
        }
    }

    #[test]
    fn names_tell_versions_apart() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().join("PaddleOCR-VL-1.5");
        checkpoint(&named, Version::V15);
        assert_eq!(inspect(&named).unwrap().version.version, "1.5");
        let stated = "Global:\n  model_name: PaddleOCR-VL-1.6-0.9B\n";
        fs::write(named.join("inference.yml"), stated).unwrap();
        assert_eq!(inspect(&named).unwrap().version.version, "1.6");
    }

    #[test]
    fn every_problem_is_told_with_both_shapes() {
        let folder = tempfile::tempdir().unwrap();
        checkpoint(folder.path(), Version::V16);
        edit(folder.path(), "config.json", |config| {
            config["intermediate_size"] = 25.into();
            config["num_hidden_layers"] = 2.into();
            config["vocab_size"] = 399.into();
            config["image_token_id"] = 5.into();
        });
        let found = inspect(folder.path()).unwrap();
        let problems = found.problems.join("\n");
        for words in [
            "9 tensors missing: model.layers.1.",
            "(expected [25, 16], found [24, 16])",
            "400 tokens do not fit the model's vocabulary of 399",
            "<|IMAGE_PLACEHOLDER|> is 300, config.json says 5",
        ] {
            assert!(problems.contains(words), "{problems}");
        }
        assert!(!found.to_string().contains("complete"));
    }

    #[test]
    fn absent_and_unreadable_files_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let found = inspect(folder.path()).unwrap();
        assert_eq!(found.version.version, "unknown");
        let problems = found.problems.join("\n");
        for words in [
            "config.json: missing",
            "no weights",
            "tokenizer.json: missing",
        ] {
            assert!(problems.contains(words), "{problems}");
        }
        assert_eq!(found.notes.len(), 2);
        for name in ["config.json", "tokenizer.json", "preprocessor_config.json"] {
            fs::write(folder.path().join(name), "{").unwrap();
        }
        let problems = inspect(folder.path()).unwrap().problems;
        let invalid = problems.iter().filter(|p| p.contains("not valid JSON"));
        assert_eq!(invalid.count(), 3);
        assert!(inspect(&folder.path().join("nowhere")).is_err());
    }
}
