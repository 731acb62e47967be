//! What a repository holds, as each hub's API tells it.
//!
//! * Hugging Face: `GET /api/models/{owner}/{name}/revision/{revision}?blobs=true`, whose `siblings` carry `size`, the git hash
//!   `blobId`, and `lfs.sha256` for large files; bytes from `/{owner}/{name}/resolve/{revision}/{file}`.
//! * ModelScope: `GET /api/v1/models/{owner}/{name}/repo/files?Revision=..&Recursive=true`, whose `Data.Files` carry `Path`, `Type`,
//!   `Size` and `Sha256`; bytes from `/api/v1/models/{owner}/{name}/repo?Revision=..&FilePath=..`.

use std::fmt;
use std::io::Read;
use std::str::FromStr;

use hf_hub::{Cache, Repo, RepoType};
use serde::Deserialize;
use serde_json::Value;

use super::error::HubError;
use super::http::{Client, Failure, escape, plain};

/// A hub that holds published checkpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// <https://huggingface.co>, or a mirror of its API.
    HuggingFace,
    /// <https://www.modelscope.cn>.
    ModelScope,
}

impl Source {
    /// The revision that is fetched unless another is asked for.
    pub const fn default_revision(self) -> &'static str {
        match self {
            Self::HuggingFace => "main",
            Self::ModelScope => "master",
        }
    }

    fn default_endpoint(self) -> String {
        match self {
            Self::HuggingFace => {
                variable("HF_ENDPOINT").unwrap_or_else(|| "https://huggingface.co".to_owned())
            }
            Self::ModelScope => "https://www.modelscope.cn".to_owned(),
        }
    }

    const fn token_variable(self) -> &'static str {
        match self {
            Self::HuggingFace => "HF_TOKEN",
            Self::ModelScope => "MODELSCOPE_API_TOKEN",
        }
    }

    /// The token from the environment; for Hugging Face also the one that its own tool stored on login.
    fn token(self) -> Option<String> {
        let stored = || match self {
            Self::HuggingFace => Cache::from_env().token(),
            Self::ModelScope => None,
        };
        variable(self.token_variable()).or_else(stored)
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HuggingFace => "huggingface",
            Self::ModelScope => "modelscope",
        })
    }
}

impl FromStr for Source {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "huggingface" | "hf" => Ok(Self::HuggingFace),
            "modelscope" | "ms" => Ok(Self::ModelScope),
            _ => Err(format!(
                "{name} is not a source; use huggingface or modelscope"
            )),
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty())
}

/// The hash of a file, in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256(String),
    /// The SHA-1 that git gives a file: over `blob {size}\0` and the contents.
    GitBlob(String),
}

impl Hash {
    /// The hash that `text` is by its length, `None` if it is neither.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        match text.len() {
            64 if hex => Some(Self::Sha256(text)),
            40 if hex => Some(Self::GitBlob(text)),
            _ => None,
        }
    }

    pub(super) fn hex(&self) -> &str {
        match self {
            Self::Sha256(hex) | Self::GitBlob(hex) => hex,
        }
    }
}

/// A file of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RemoteFile {
    pub(super) name: String,
    pub(super) size: Option<u64>,
    pub(super) hash: Option<Hash>,
}

/// A repository at a revision on a hub.
pub(super) struct Remote {
    source: Source,
    endpoint: String,
    repository: String,
    revision: String,
    pub(super) client: Client,
}

impl Remote {
    pub(super) fn new(
        source: Source,
        endpoint: Option<&str>,
        repository: &str,
        revision: Option<&str>,
    ) -> Self {
        let endpoint = endpoint.map_or_else(|| source.default_endpoint(), str::to_owned);
        let revision = revision.unwrap_or(source.default_revision());
        Self {
            source,
            client: Client::new(source.token(), source.token_variable(), &endpoint),
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            repository: repository.to_owned(),
            revision: escape(revision),
        }
    }

    /// The address of a file's bytes.
    pub(super) fn file_url(&self, name: &str) -> String {
        match self.source {
            Source::HuggingFace => format!(
                "{}/{}/resolve/{}/{}",
                self.endpoint,
                self.hugging_face().url(),
                self.hugging_face().url_revision(),
                escape(name)
            ),
            Source::ModelScope => format!(
                "{}/api/v1/models/{}/repo?Revision={}&FilePath={}",
                self.endpoint,
                self.repository,
                self.revision,
                escape(name)
            ),
        }
    }

    fn hugging_face(&self) -> Repo {
        Repo::with_revision(
            self.repository.clone(),
            RepoType::Model,
            self.revision.clone(),
        )
    }

    /// The address of the list of files.
    pub(super) fn listing_url(&self) -> String {
        match self.source {
            Source::HuggingFace => format!(
                "{}/api/{}?blobs=true",
                self.endpoint,
                self.hugging_face().api_url()
            ),
            Source::ModelScope => format!(
                "{}/api/v1/models/{}/repo/files?Revision={}&Recursive=true",
                self.endpoint, self.repository, self.revision
            ),
        }
    }

    /// The files at the top level of the repository.
    pub(super) fn list(&self) -> Result<Vec<RemoteFile>, Failure> {
        /// A list of a few thousand files; more is not a model.
        const LONGEST_LIST: u64 = 16 << 20;
        let url = self.listing_url();
        let what = format!("repository {}", self.repository);
        let answer = self.client.get(&url, &what, 0)?;
        let mut text = Vec::new();
        answer
            .response
            .into_body()
            .into_reader()
            .take(LONGEST_LIST)
            .read_to_end(&mut text)
            .map_err(|error| Failure::Transient {
                reason: error.to_string(),
                after: None,
            })?;
        let files = serde_json::from_slice(&text)
            .map_err(|error| format!("the list of files is not valid JSON: {error}"))
            .and_then(|value| match self.source {
                Source::HuggingFace => hugging_face_files(value),
                Source::ModelScope => model_scope_files(value),
            })
            .map_err(|reason| {
                Failure::Final(HubError::Listing {
                    url: plain(&url),
                    reason,
                })
            })?;
        // A name is used as a path below the destination: nothing but a plain file name may pass.
        Ok(files
            .into_iter()
            .filter(|file| is_plain_name(&file.name))
            .collect())
    }
}

/// Whether `name` can only mean a file in the folder that it is joined to.
pub(super) fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':', '\0'])
        && !name.chars().any(char::is_control)
}

fn hugging_face_files(value: Value) -> Result<Vec<RemoteFile>, String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Sibling {
        rfilename: String,
        size: Option<u64>,
        blob_id: Option<String>,
        lfs: Option<Lfs>,
    }
    #[derive(Deserialize)]
    struct Lfs {
        sha256: Option<String>,
        size: Option<u64>,
    }
    #[derive(Deserialize)]
    struct Info {
        siblings: Vec<Sibling>,
    }
    let info: Info = serde_json::from_value(value)
        .map_err(|error| format!("the list of files is of an unknown form: {error}"))?;
    Ok(info
        .siblings
        .into_iter()
        .map(|file| {
            // Of a large file, git itself holds a pointer; its hash says nothing about the contents.
            let (size, hash) = match file.lfs {
                Some(lfs) => (lfs.size.or(file.size), lfs.sha256),
                None => (file.size, file.blob_id),
            };
            RemoteFile {
                name: file.rfilename,
                size,
                hash: hash.as_deref().and_then(Hash::parse),
            }
        })
        .collect())
}

fn model_scope_files(value: Value) -> Result<Vec<RemoteFile>, String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct File {
        path: String,
        r#type: Option<String>,
        size: Option<u64>,
        sha256: Option<String>,
    }
    if value["Success"].as_bool() == Some(false) {
        let message = value["Message"].as_str().unwrap_or("no reason given");
        return Err(format!("the list of files was refused: {message}"));
    }
    let files: Vec<File> = serde_json::from_value(value["Data"]["Files"].clone())
        .map_err(|error| format!("the list of files is of an unknown form: {error}"))?;
    Ok(files
        .into_iter()
        .filter(|file| file.r#type.as_deref() != Some("tree"))
        .map(|file| RemoteFile {
            name: file.path,
            size: file.size,
            hash: file.sha256.as_deref().and_then(Hash::parse),
        })
        .collect())
}
