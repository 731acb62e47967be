//! Fetches the files of a checkpoint: only what is needed, resumed, checked, and named last.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use sha1::Sha1;
use sha2::{Digest, Sha256};
use ureq::http::StatusCode;

use super::error::HubError;
use super::http::{Answer, Failure, header, plain};
use super::listing::{Hash, Remote, RemoteFile, Source, is_plain_name};
use crate::checkpoint::preset::Version;
use crate::paths;

/// What to fetch, from where, and to which folder.
#[derive(Debug, Clone)]
pub struct Download {
    /// A known name (`paddleocr-vl-1.6`) or `owner/name`.
    pub name: String,
    /// The hub.
    pub source: Source,
    /// Another address of the hub, such as a mirror.
    pub endpoint: Option<String>,
    /// Branch, tag or commit.
    pub revision: Option<String>,
    /// The destination; without one, `models/NAME` below the data folder.
    pub out: Option<PathBuf>,
    /// Only these files, instead of those that inference needs.
    pub files: Vec<String>,
    /// First pause after a failed attempt; it doubles with each one that follows without progress.
    pub pause: Duration,
}

/// How far a download has come.
#[derive(Debug, Clone, Copy)]
pub struct DownloadProgress<'a> {
    /// The file being fetched or checked.
    pub file: &'a str,
    /// Bytes at hand, of all files.
    pub done: u64,
    /// Bytes of all files, as far as the hub tells.
    pub total: u64,
    /// Why an attempt failed, where another one follows.
    pub retry: Option<&'a str>,
}

/// What a download left on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadSummary {
    /// The folder.
    pub folder: PathBuf,
    /// Files that were fetched.
    pub fetched: Vec<String>,
    /// Files that were complete already.
    pub kept: Vec<String>,
    /// Files for which the hub gave no hash, so that only their size (if given) was checked.
    pub unchecked: Vec<String>,
}

/// Files that inference reads, where a repository has them. Weights are chosen apart.
const SMALL_FILES: [&str; 11] = [
    "config.json",
    "generation_config.json",
    "preprocessor_config.json",
    "processor_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "chat_template.jinja",
    "chat_template.json",
    "inference.yml",
];
/// Attempts without a single new byte before giving up.
const MOST_ATTEMPTS: u32 = 5;
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Bytes read at a time; cancelling takes effect between two reads.
const CHUNK: usize = 256 << 10;

impl Download {
    /// Fetches `name` from Hugging Face into the default folder.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            source: Source::HuggingFace,
            endpoint: None,
            revision: None,
            out: None,
            files: Vec::new(),
            pause: Duration::from_secs(1),
        }
    }

    /// Fetches the files that are not yet there, whole and unchanged. Each is written under a name ending in `.part`, which the next
    /// attempt resumes, and gets its own name once size and hash are right.
    ///
    /// `progress` is called after each chunk; setting `cancel` stops within one read.
    ///
    /// # Errors
    /// [`HubError`], which says what to do about it.
    pub fn run(
        &self,
        progress: &mut dyn FnMut(DownloadProgress<'_>),
        cancel: &AtomicBool,
    ) -> Result<DownloadSummary, HubError> {
        let repository = self.repository()?;
        let folder = self.folder(&repository)?;
        let remote = Remote::new(
            self.source,
            self.endpoint.as_deref(),
            &repository,
            self.revision.as_deref(),
        );
        let mut job = Job {
            remote,
            folder,
            progress,
            cancel,
            pause: self.pause,
            done: 0,
            total: 0,
        };
        let listed = job.list()?;
        let files = self.choose(&repository, listed)?;
        job.total = files.iter().filter_map(|file| file.size).sum();
        fs::create_dir_all(&job.folder).map_err(HubError::io(&job.folder))?;
        job.check_space(&files)?;

        let mut summary = DownloadSummary {
            folder: job.folder.clone(),
            fetched: Vec::new(),
            kept: Vec::new(),
            unchecked: Vec::new(),
        };
        for file in &files {
            let start = job.done;
            let outcome = job.provide(file)?;
            job.done = start + outcome.size;
            let list = if outcome.fetched {
                &mut summary.fetched
            } else {
                &mut summary.kept
            };
            list.push(file.name.clone());
            if !outcome.hashed {
                summary.unchecked.push(file.name.clone());
            }
        }
        Ok(summary)
    }

    fn repository(&self) -> Result<String, HubError> {
        if let Ok(version) = self.name.parse::<Version>() {
            return Ok(version.repository().to_owned());
        }
        let plain = |part: &str| {
            is_plain_name(part)
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        match self.name.split_once('/') {
            Some((owner, name)) if plain(owner) && plain(name) => Ok(self.name.clone()),
            _ => Err(HubError::UnknownModel {
                name: self.name.clone(),
                known: Version::ALL.map(Version::name).join(", "),
            }),
        }
    }

    fn folder(&self, repository: &str) -> Result<PathBuf, HubError> {
        if let Some(out) = &self.out {
            return Ok(out.clone());
        }
        let name = repository.rsplit('/').next().unwrap_or(repository);
        paths::model_dir(&name.to_lowercase()).ok_or(HubError::NoFolder)
    }

    /// The listed files to fetch, small ones first, `config.json` last of them, weights at the end.
    fn choose(
        &self,
        repository: &str,
        listed: Vec<RemoteFile>,
    ) -> Result<Vec<RemoteFile>, HubError> {
        let take = |wanted: &dyn Fn(&str) -> bool| -> Vec<RemoteFile> {
            let found = listed.iter().filter(|file| wanted(&file.name));
            found.cloned().collect()
        };
        if !self.files.is_empty() {
            if let Some(absent) = self
                .files
                .iter()
                .find(|name| !listed.iter().any(|file| file.name == **name))
            {
                return Err(HubError::NotFound {
                    what: format!("file {absent}"),
                    url: repository.to_owned(),
                });
            }
            return Ok(take(&|name| self.files.iter().any(|file| file == name)));
        }
        let mut files = take(&|name| SMALL_FILES.contains(&name));
        for (what, name) in [
            ("config.json", "config.json"),
            ("tokenizer.json", "tokenizer.json"),
        ] {
            if !files.iter().any(|file| file.name == name) {
                return Err(HubError::Incomplete {
                    repository: repository.to_owned(),
                    what,
                });
            }
        }
        // One form of the weights is enough; transformers prefers them in the same order.
        let weights = [
            take(&|name| name == "model.safetensors"),
            take(&|name| is_shard(name, "model", ".safetensors")),
            take(&|name| name == "pytorch_model.bin"),
            take(&|name| is_shard(name, "pytorch_model", ".bin")),
        ];
        let weights = weights
            .into_iter()
            .find(|files| !files.is_empty())
            .ok_or_else(|| HubError::Incomplete {
                repository: repository.to_owned(),
                what: "weights (model.safetensors, shards of it, or pytorch_model.bin)",
            })?;
        files.extend(weights);
        Ok(files)
    }
}

/// `model-00001-of-00002.safetensors` or the index of such files.
fn is_shard(name: &str, stem: &str, ending: &str) -> bool {
    let index = format!("{stem}{ending}.index.json");
    name == index
        || (name.starts_with(&format!("{stem}-"))
            && name.contains("-of-")
            && name.ends_with(ending))
}

/// What happened to one file.
struct Outcome {
    fetched: bool,
    hashed: bool,
    size: u64,
}

/// A download under way.
struct Job<'a> {
    remote: Remote,
    folder: PathBuf,
    progress: &'a mut dyn FnMut(DownloadProgress<'_>),
    cancel: &'a AtomicBool,
    pause: Duration,
    /// Bytes of the files that are finished.
    done: u64,
    total: u64,
}

impl Job<'_> {
    fn report(&mut self, file: &str, within: u64, retry: Option<&str>) {
        let done = self.done + within;
        (self.progress)(DownloadProgress {
            file,
            done,
            total: self.total.max(done),
            retry,
        });
    }

    fn stop_if_cancelled(&self) -> Result<(), HubError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(HubError::Cancelled);
        }
        Ok(())
    }

    fn check_space(&self, files: &[RemoteFile]) -> Result<(), HubError> {
        let needed: u64 = files
            .iter()
            .map(|file| {
                let size = |path: PathBuf| fs::metadata(path).map_or(0, |data| data.len());
                let present =
                    size(self.folder.join(&file.name)).max(size(self.part_path(file, &file.hash)));
                file.size.unwrap_or(0).saturating_sub(present)
            })
            .sum();
        let available = fs4::available_space(&self.folder).map_err(HubError::io(&self.folder))?;
        if available < needed {
            return Err(HubError::DiskFull {
                path: self.folder.clone(),
                needed,
                available,
            });
        }
        Ok(())
    }

    /// The hub's list of files, asked for until it comes.
    fn list(&mut self) -> Result<Vec<RemoteFile>, HubError> {
        let url = self.remote.listing_url();
        let mut failures = 0;
        loop {
            self.stop_if_cancelled()?;
            match self.remote.list() {
                Ok(files) => return Ok(files),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Transient { reason, after }) => {
                    failures += 1;
                    self.pause_after("list of files", &url, 0, &reason, after, failures)?;
                }
            }
        }
    }

    /// Waits before the next attempt, or gives up.
    fn pause_after(
        &mut self,
        file: &str,
        url: &str,
        within: u64,
        reason: &str,
        after: Option<Duration>,
        failures: u32,
    ) -> Result<(), HubError> {
        if failures >= MOST_ATTEMPTS {
            return Err(HubError::Connection {
                url: plain(url),
                reason: reason.to_owned(),
                attempts: failures,
            });
        }
        self.report(file, within, Some(reason));
        let pause = self.pause * 2_u32.saturating_pow(failures - 1);
        let mut left = after.unwrap_or(pause).min(LONGEST_PAUSE);
        while !left.is_zero() {
            self.stop_if_cancelled()?;
            let step = left.min(Duration::from_millis(50));
            thread::sleep(step);
            left -= step;
        }
        Ok(())
    }

    /// Sees to it that a file is there, whole and right.
    fn provide(&mut self, file: &RemoteFile) -> Result<Outcome, HubError> {
        let target = self.folder.join(&file.name);
        if let Ok(metadata) = fs::metadata(&target) {
            let size = metadata.len();
            let same_size = file.size.is_none_or(|expected| expected == size);
            // Without a size or hash to compare with, nothing tells an old file from the wanted one.
            let comparable = file.size.is_some() || file.hash.is_some();
            if same_size && comparable {
                let hash = self.hash(&target, file, &file.hash)?;
                if hash == file.hash {
                    return Ok(Outcome {
                        fetched: false,
                        hashed: file.hash.is_some(),
                        size,
                    });
                }
            }
        }
        self.fetch(file, &target)
    }

    /// A part is bound to the hash of what it is a part of, so that the rest of another revision is never joined to it.
    fn part_path(&self, file: &RemoteFile, hash: &Option<Hash>) -> PathBuf {
        let tag = hash
            .as_ref()
            .map_or(String::new(), |hash| format!(".{}", &hash.hex()[..12]));
        self.folder.join(format!("{}{tag}.part", file.name))
    }

    fn fetch(&mut self, file: &RemoteFile, target: &Path) -> Result<Outcome, HubError> {
        let path = self.part_path(file, &file.hash);
        let mut part = OpenOptions::new()
            .create(true)
            .read(true)
            .append(true)
            .open(&path)
            .map_err(HubError::io(&path))?;
        match part.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(HubError::Busy { path }),
            // Some network file systems know no locks; a download there is worth more than the protection.
            Err(fs::TryLockError::Error(_)) => {}
        }
        // Only a part whose contents can be checked in the end is worth going on with.
        if file.hash.is_none() {
            part.set_len(0).map_err(HubError::io(&path))?;
        }

        let mut expected = Expected {
            size: file.size,
            hash: file.hash.clone(),
        };
        let mut failures = 0;
        let size = loop {
            self.stop_if_cancelled()?;
            let before = part.seek(SeekFrom::End(0)).map_err(HubError::io(&path))?;
            if before > 0 && expected.size == Some(before) {
                break before;
            }
            match self.attempt(file, &mut part, &path, before, &mut expected) {
                Ok(size) => break size,
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Transient { reason, after }) => {
                    let now = part.metadata().map_err(HubError::io(&path))?.len();
                    failures = if now > before { 1 } else { failures + 1 };
                    let url = self.remote.file_url(&file.name);
                    self.pause_after(&file.name, &url, now, &reason, after, failures)?;
                }
            }
        };
        self.verify(file, &path, size, &expected)?;
        drop(part);
        fs::rename(&path, target).map_err(HubError::io(target))?;
        Ok(Outcome {
            fetched: true,
            hashed: expected.hash.is_some(),
            size,
        })
    }

    /// One request and its answer, appended to `part`. Gives the size that the file has in the end.
    fn attempt(
        &mut self,
        file: &RemoteFile,
        part: &mut File,
        path: &Path,
        from: u64,
        expected: &mut Expected,
    ) -> Result<u64, Failure> {
        let url = self.remote.file_url(&file.name);
        let what = format!("file {}", file.name);
        let Answer { response, linked } = self.remote.client.get(&url, &what, from)?;
        expected.complete(linked.size, linked.etag.as_deref());
        let size = expected.size;
        let io = |error| Failure::Final(self.write_error(path, error, size));
        let status = response.status();
        if status == StatusCode::RANGE_NOT_SATISFIABLE {
            // The part reaches to the end of the file or beyond it: what is there does not belong to it.
            part.set_len(0).map_err(io)?;
            return Err(Failure::Transient {
                reason: "the part on disk does not fit; starting again".to_owned(),
                after: Some(Duration::ZERO),
            });
        }
        let mut at = if status == StatusCode::PARTIAL_CONTENT && continues(&response, from) {
            from
        } else {
            // The server sends the file from its beginning.
            part.set_len(0).map_err(io)?;
            0
        };
        let length = header(response.headers(), "content-length").and_then(|n| n.parse().ok());
        let end = length.map(|length: u64| at.saturating_add(length));
        let mut reader = response.into_body().into_reader();
        let mut chunk = vec![0; CHUNK];
        loop {
            self.stop_if_cancelled().map_err(Failure::Final)?;
            let count = match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(Failure::Transient {
                        reason: format!("the connection broke off: {error}"),
                        after: None,
                    });
                }
            };
            part.write_all(&chunk[..count])
                .map_err(|error| Failure::Final(self.write_error(path, error, size)))?;
            at += count as u64;
            if size.is_some_and(|size| at > size) {
                // More than announced; the check names the difference.
                break;
            }
            self.report(&file.name, at, None);
        }
        if end.or(size).is_some_and(|end| at < end) {
            return Err(Failure::Transient {
                reason: "the connection broke off".to_owned(),
                after: None,
            });
        }
        Ok(at)
    }

    fn write_error(&self, path: &Path, error: std::io::Error, size: Option<u64>) -> HubError {
        if error.kind() != ErrorKind::StorageFull {
            return HubError::io(path)(error);
        }
        let present = fs::metadata(path).map_or(0, |data| data.len());
        HubError::DiskFull {
            path: path.to_path_buf(),
            needed: size.unwrap_or(present).saturating_sub(present),
            available: fs4::available_space(&self.folder).unwrap_or(0),
        }
    }

    /// Compares what arrived with what the hub says, and removes it if it differs.
    fn verify(
        &mut self,
        file: &RemoteFile,
        path: &Path,
        size: u64,
        expected: &Expected,
    ) -> Result<(), HubError> {
        let mismatch = |what, expected: String, found: String| {
            fs::remove_file(path).map_err(HubError::io(path))?;
            Err(HubError::Mismatch {
                file: file.name.clone(),
                what,
                expected,
                found,
            })
        };
        if let Some(announced) = expected.size
            && announced != size
        {
            return mismatch(
                "size",
                format!("{announced} bytes"),
                format!("{size} bytes"),
            );
        }
        let found = self.hash(path, file, &expected.hash)?;
        if let (Some(expected), Some(found)) = (&expected.hash, &found)
            && expected != found
        {
            return mismatch("hash", expected.hex().to_owned(), found.hex().to_owned());
        }
        Ok(())
    }

    /// The hash of a file, of the kind of `like`; `None` if that is `None`.
    fn hash(
        &mut self,
        path: &Path,
        file: &RemoteFile,
        like: &Option<Hash>,
    ) -> Result<Option<Hash>, HubError> {
        let Some(like) = like else { return Ok(None) };
        let mut reader = File::open(path).map_err(HubError::io(path))?;
        let size = reader.metadata().map_err(HubError::io(path))?.len();
        let mut hasher = match like {
            Hash::Sha256(_) => Hasher::Sha256(Sha256::new()),
            Hash::GitBlob(_) => {
                Hasher::GitBlob(Sha1::new_with_prefix(format!("blob {size}\0").as_bytes()))
            }
        };
        let mut chunk = vec![0; CHUNK];
        loop {
            self.stop_if_cancelled()?;
            let count = reader.read(&mut chunk).map_err(HubError::io(path))?;
            if count == 0 {
                break;
            }
            match &mut hasher {
                Hasher::Sha256(hasher) => hasher.update(&chunk[..count]),
                Hasher::GitBlob(hasher) => hasher.update(&chunk[..count]),
            }
        }
        self.report(&file.name, size, None);
        Ok(Some(match hasher {
            Hasher::Sha256(hasher) => Hash::Sha256(hex(&hasher.finalize())),
            Hasher::GitBlob(hasher) => Hash::GitBlob(hex(&hasher.finalize())),
        }))
    }
}

enum Hasher {
    Sha256(Sha256),
    GitBlob(Sha1),
}

/// What a file should be, from the hub's list, completed from the answer that redirects to a large file.
struct Expected {
    size: Option<u64>,
    hash: Option<Hash>,
}

impl Expected {
    fn complete(&mut self, size: Option<u64>, etag: Option<&str>) {
        self.size = self.size.or(size);
        if self.hash.is_none() {
            self.hash = etag.and_then(Hash::parse);
        }
    }
}

/// Whether an answer with status 206 starts where the part on disk ends.
fn continues(response: &ureq::http::Response<ureq::Body>, from: u64) -> bool {
    header(response.headers(), "content-range").and_then(|range| {
        range
            .strip_prefix("bytes ")?
            .split('-')
            .next()?
            .parse()
            .ok()
    }) == Some(from)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
