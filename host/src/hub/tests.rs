//! Downloads against a server on the loopback interface that speaks both APIs and misbehaves on demand.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::json;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::http::{Client, Failure};
use super::*;

/// What the server does with one request for a file's bytes.
#[derive(Debug, Clone)]
enum Fault {
    /// Announce everything, send this many bytes, hang up.
    BreakAfter(usize),
    /// Send the whole file with status 200 whatever range is asked for.
    IgnoreRange,
    /// Answer with this status and `Retry-After: 0`.
    Status(u16),
    /// Flip the first byte.
    Corrupt,
}

#[derive(Default)]
struct State {
    files: HashMap<String, Vec<u8>>,
    faults: HashMap<String, VecDeque<Fault>>,
    /// Leaves sizes and hashes out of the list.
    bare_list: bool,
    /// Extra or changed members of the list, by file name.
    listed_size: HashMap<String, u64>,
    list_status: Option<u16>,
    list_text: Option<String>,
    linked_etag: Option<String>,
    /// Path, value of `Range`, value of `Authorization` of every request.
    log: Vec<(String, Option<String>, Option<String>)>,
}

struct Server {
    url: String,
    state: Arc<Mutex<State>>,
}

const LARGE: usize = 700_001;

impl Server {
    /// A repository `PaddlePaddle/PaddleOCR-VL-1.6` with small files, one large file, and files that are not for us.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let mut state = State::default();
        for name in ["config.json", "tokenizer.json", "chat_template.jinja"] {
            let text = format!("contents of {name}").into_bytes();
            state.files.insert(name.to_owned(), text);
        }
        let weights = (0..LARGE).map(|i| (i * 31 % 256) as u8).collect();
        state.files.insert("model.safetensors".to_owned(), weights);
        for name in ["modeling.py", "README.md", "../escape.json", ".hidden"] {
            state.files.insert(name.to_owned(), b"not wanted".to_vec());
        }
        let state = Arc::new(Mutex::new(state));
        let shared = Arc::clone(&state);
        // Ends with the test program: a listener has no other end that is worth a protocol here.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                thread::spawn(move || serve(stream, &state));
            }
        });
        Self { url, state }
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
    }

    fn fail(&self, name: &str, faults: &[Fault]) {
        self.set(|state| {
            state
                .faults
                .insert(name.to_owned(), faults.iter().cloned().collect());
        });
    }

    fn contents(&self, name: &str) -> Vec<u8> {
        self.state.lock().unwrap().files[name].clone()
    }

    /// The ranges of the requests whose path contains `text`.
    fn ranges(&self, text: &str) -> Vec<Option<String>> {
        let state = self.state.lock().unwrap();
        let matching = state.log.iter().filter(|(path, ..)| path.contains(text));
        matching.map(|(_, range, _)| range.clone()).collect()
    }

    fn download(&self, source: Source, out: &Path) -> Download {
        Download {
            source,
            endpoint: Some(self.url.clone()),
            out: Some(out.to_path_buf()),
            pause: Duration::from_millis(1),
            ..Download::new("paddleocr-vl-1.6")
        }
    }
}

fn serve(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or("").to_owned();
    let field = |name: &str| {
        request.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then(|| value.to_owned())
        })
    };
    let range = field("range");
    let mut state = state.lock().unwrap();
    state
        .log
        .push((path.clone(), range.clone(), field("authorization")));
    let reply = answer(&mut state, &path, range.as_deref());
    drop(state);
    let mut stream = stream;
    // The client may have hung up on purpose.
    let _ = stream.write_all(&reply);
}

fn answer(state: &mut State, path: &str, range: Option<&str>) -> Vec<u8> {
    if path == "/loop" {
        return reply(302, &[("Location", path.to_owned())], b"");
    }
    if path.contains("/revision/") || path.contains("/repo/files?") {
        if let Some(status) = state.list_status {
            return reply(status, &[], b"");
        }
        let text = match &state.list_text {
            Some(text) => text.clone(),
            None if path.contains("/revision/main?blobs=true") => hugging_face_list(state),
            None if path.contains("Revision=master&Recursive=true") => model_scope_list(state),
            None => return reply(404, &[], b"no such revision"),
        };
        return reply(200, &[], text.as_bytes());
    }
    if let Some((_, name)) = path.split_once("/resolve/main/")
        && name == "model.safetensors"
    {
        let etag = state
            .linked_etag
            .clone()
            .unwrap_or_else(|| sha256(&state.files[name]));
        let size = state.files[name].len().to_string();
        let headers = [
            ("Location", format!("/storage/{name}?signature=1")),
            ("X-Linked-Etag", format!("\"{etag}\"")),
            ("X-Linked-Size", size),
        ];
        return reply(302, &headers, b"");
    }
    let name = path
        .split_once("/resolve/main/")
        .or_else(|| path.split_once("FilePath="))
        .or_else(|| path.split_once("/storage/"))
        .map(|(_, name)| name.split('?').next().unwrap_or(name).to_owned());
    let Some((name, mut body)) =
        name.and_then(|name| Some((name.clone(), state.files.get(&name)?.clone())))
    else {
        return reply(404, &[], b"");
    };
    let fault = state.faults.get_mut(&name).and_then(VecDeque::pop_front);
    let from = range
        .filter(|_| !matches!(fault, Some(Fault::IgnoreRange)))
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0_usize);
    match fault {
        Some(Fault::Status(status)) => {
            return reply(status, &[("Retry-After", "0".to_owned())], b"");
        }
        Some(Fault::Corrupt) => body[0] ^= 1,
        _ => {}
    }
    if from > 0 && from >= body.len() {
        return reply(416, &[], b"");
    }
    let mut out = if from > 0 {
        let range = format!("bytes {from}-{}/{}", body.len() - 1, body.len());
        reply(206, &[("Content-Range", range)], &body[from..])
    } else {
        reply(200, &[], &body)
    };
    if let Some(Fault::BreakAfter(count)) = fault {
        let head = out.len() - (body.len() - from);
        out.truncate(head + count);
    }
    out
}

fn reply(status: u16, headers: &[(&str, String)], body: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "HTTP/1.1 {status} Status\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        out += &format!("{name}: {value}\r\n");
    }
    let mut out = (out + "\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

fn hugging_face_list(state: &State) -> String {
    let siblings = state.files.iter().map(|(name, contents)| {
        if state.bare_list {
            return json!({ "rfilename": name });
        }
        let size = state.listed_size.get(name).copied();
        let size = size.unwrap_or(contents.len() as u64);
        let mut entry = json!({
            "rfilename": name, "size": size, "blobId": git_blob(contents),
        });
        if name == "model.safetensors" {
            entry["blobId"] = "0123456789012345678901234567890123456789".into();
            entry["lfs"] = json!({ "sha256": sha256(contents), "size": size, "pointerSize": 135 });
        }
        entry
    });
    json!({ "id": "x", "siblings": siblings.collect::<Vec<_>>() }).to_string()
}

fn model_scope_list(state: &State) -> String {
    let files = state.files.iter().map(|(name, contents)| {
        json!({
            "Name": name, "Path": name, "Type": "blob",
            "Size": contents.len(), "Sha256": sha256(contents),
        })
    });
    let folder = json!({ "Name": "imgs", "Path": "imgs", "Type": "tree", "Size": 0, "Sha256": "" });
    let files: Vec<_> = files.chain([folder]).collect();
    json!({ "Code": 200, "Success": true, "Message": "success", "Data": { "Files": files } })
        .to_string()
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn git_blob(bytes: &[u8]) -> String {
    let digest = Sha1::new_with_prefix(format!("blob {}\0", bytes.len()))
        .chain_update(bytes)
        .finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn run(download: &Download) -> Result<DownloadSummary, HubError> {
    download.run(&mut |_| {}, &AtomicBool::new(false))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn assert_complete(server: &Server, folder: &Path) {
    let wanted = [
        "chat_template.jinja",
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    ];
    assert_eq!(names(folder), wanted);
    for name in wanted {
        let bytes = fs::read(folder.join(name)).unwrap();
        assert!(bytes == server.contents(name), "{name} differs");
    }
}

const BOTH: [Source; 2] = [Source::HuggingFace, Source::ModelScope];

#[test]
fn what_is_needed_is_fetched_once() {
    for source in BOTH {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let out = folder.path().join("new/folder");
        let download = server.download(source, &out);
        let mut last = (0, 0);
        let summary = download
            .run(
                &mut |progress| last = (progress.done, progress.total),
                &AtomicBool::new(false),
            )
            .unwrap();
        assert_complete(&server, &out);
        assert_eq!(summary.fetched.len(), 4);
        assert!(summary.unchecked.is_empty());
        assert_eq!(last.0, last.1);
        assert!(last.1 > LARGE as u64);
        assert!(server.ranges(".py").is_empty());

        let before = server.ranges("").len();
        let summary = run(&download).unwrap();
        assert_eq!((summary.fetched.len(), summary.kept.len()), (0, 4));
        assert_eq!(server.ranges("").len(), before + 1, "only the list again");

        // A file that was changed on disk, its size kept, is fetched again.
        let config = out.join("config.json");
        let mut bytes = fs::read(&config).unwrap();
        bytes[0] ^= 1;
        fs::write(&config, bytes).unwrap();
        assert_eq!(run(&download).unwrap().fetched, ["config.json"]);
        assert_complete(&server, &out);
    }
}

#[test]
fn a_broken_connection_is_resumed_where_it_broke() {
    for source in BOTH {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.fail(
            "model.safetensors",
            &[Fault::BreakAfter(300_000), Fault::BreakAfter(100_000)],
        );
        run(&server.download(source, folder.path())).unwrap();
        assert_complete(&server, folder.path());
        let text = match source {
            Source::HuggingFace => "/storage/",
            Source::ModelScope => "FilePath=model.safetensors",
        };
        assert_eq!(
            server.ranges(text),
            [
                None,
                Some("bytes=300000-".to_owned()),
                Some("bytes=400000-".to_owned())
            ]
        );
    }
}

#[test]
fn a_server_without_ranges_starts_over() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.fail(
        "model.safetensors",
        &[Fault::BreakAfter(300_000), Fault::IgnoreRange],
    );
    run(&server.download(Source::HuggingFace, folder.path())).unwrap();
    assert_complete(&server, folder.path());
}

#[test]
fn busy_servers_are_asked_again() {
    for source in BOTH {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.fail("config.json", &[429, 503, 500, 408].map(Fault::Status));
        let mut reasons = Vec::new();
        let download = server.download(source, folder.path());
        download
            .run(
                &mut |progress| reasons.extend(progress.retry.map(str::to_owned)),
                &AtomicBool::new(false),
            )
            .unwrap();
        assert_complete(&server, folder.path());
        assert_eq!(
            reasons,
            ["status 429", "status 503", "status 500", "status 408"]
        );
    }
}

#[test]
fn a_server_that_never_recovers_is_given_up() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.fail("config.json", &vec![Fault::BreakAfter(0); 50]);
    let error = run(&server.download(Source::HuggingFace, folder.path())).unwrap_err();
    assert!(
        matches!(error, HubError::Connection { attempts: 5, .. }),
        "{error}"
    );
    // Progress in between starts the count again.
    let server = Server::start();
    server.fail("model.safetensors", &vec![Fault::BreakAfter(50_000); 12]);
    run(&server.download(Source::HuggingFace, folder.path())).unwrap();
    assert_complete_weights(&server, folder.path());
}

fn assert_complete_weights(server: &Server, folder: &Path) {
    let bytes = fs::read(folder.join("model.safetensors")).unwrap();
    assert!(bytes == server.contents("model.safetensors"));
}

#[test]
fn wrong_bytes_are_removed_and_named() {
    for source in BOTH {
        for name in ["model.safetensors", "config.json"] {
            let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
            server.fail(name, &[Fault::Corrupt]);
            let download = server.download(source, folder.path());
            let error = run(&download).unwrap_err();
            assert!(
                matches!(&error, HubError::Mismatch { file, what: "hash", .. } if file == name),
                "{error}"
            );
            assert!(
                !names(folder.path())
                    .iter()
                    .any(|file| file.starts_with(name))
            );
            run(&download).unwrap();
            assert_complete(&server, folder.path());
        }
    }
}

#[test]
fn wrong_sizes_are_refused() {
    for (listed, fits) in [(10, false), (5, false)] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.set(|state| {
            state.files.insert("config.json".to_owned(), vec![b'x'; 7]);
            state.listed_size.insert("config.json".to_owned(), listed);
        });
        let result = run(&server.download(Source::HuggingFace, folder.path()));
        assert_eq!(result.is_ok(), fits);
        assert!(
            matches!(
                &result,
                Err(HubError::Mismatch { file, what: "size", .. }) if file == "config.json"
            ),
            "{result:?}"
        );
        assert!(!folder.path().join("config.json").exists());
    }
}

#[test]
fn a_mirror_without_hashes_is_checked_by_the_redirect() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    server.set(|state| state.bare_list = true);
    let download = server.download(Source::HuggingFace, folder.path());
    let summary = run(&download).unwrap();
    assert_complete(&server, folder.path());
    assert!(!summary.unchecked.contains(&"model.safetensors".to_owned()));
    assert!(summary.unchecked.contains(&"config.json".to_owned()));

    server.set(|state| state.linked_etag = Some("0".repeat(64)));
    let error = run(&download).unwrap_err();
    assert!(
        matches!(&error, HubError::Mismatch { file, .. } if file == "model.safetensors"),
        "{error}"
    );
}

#[test]
fn parts_that_do_not_fit_are_dropped() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let hash = sha256(&server.contents("model.safetensors"));
    let part = folder
        .path()
        .join(format!("model.safetensors.{}.part", &hash[..12]));
    fs::write(&part, vec![7; LARGE + 9]).unwrap();
    run(&server.download(Source::HuggingFace, folder.path())).unwrap();
    assert_complete(&server, folder.path());
    assert_eq!(
        server.ranges("/storage/"),
        [Some(format!("bytes={}-", LARGE + 9)), None]
    );
}

#[test]
fn cancelling_keeps_what_was_fetched() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let download = server.download(Source::HuggingFace, folder.path());
    let cancel = AtomicBool::new(false);
    let result = download.run(
        &mut |progress| {
            if progress.file == "model.safetensors" {
                cancel.store(true, Ordering::Relaxed);
            }
        },
        &cancel,
    );
    assert!(matches!(result, Err(HubError::Cancelled)));
    let part = names(folder.path())
        .into_iter()
        .find(|name| name.ends_with(".part"))
        .expect("the part stays");
    let size = fs::metadata(folder.path().join(part)).unwrap().len();
    assert!(size > 0 && size < LARGE as u64);
    run(&download).unwrap();
    assert_complete(&server, folder.path());
    assert_eq!(
        server.ranges("/storage/"),
        [None, Some(format!("bytes={size}-"))]
    );
}

#[test]
fn two_downloads_do_not_write_one_file() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let hash = git_blob(&server.contents("config.json"));
    let path = folder
        .path()
        .join(format!("config.json.{}.part", &hash[..12]));
    let other = fs::File::create(&path).unwrap();
    other.lock().unwrap();
    let download = server.download(Source::HuggingFace, folder.path());
    let error = run(&download).unwrap_err();
    assert!(matches!(error, HubError::Busy { .. }), "{error}");
    drop(other);
    run(&download).unwrap();
    assert_complete(&server, folder.path());
}

#[test]
fn refusals_say_what_to_do() {
    for source in BOTH {
        for (status, words) in [
            (404, ["was not found", "--revision"]),
            (401, ["refused access", "TOKEN"]),
            (403, ["refused access", "TOKEN"]),
            (400, ["status 400", "/models/PaddlePaddle/PaddleOCR-VL-1.6"]),
        ] {
            let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
            server.set(|state| state.list_status = Some(status));
            let error = run(&server.download(source, folder.path())).unwrap_err();
            let message = error.to_string();
            assert!(words.iter().all(|word| message.contains(word)), "{message}");
        }
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        let download = Download {
            revision: Some("no/such branch".to_owned()),
            ..server.download(source, folder.path())
        };
        assert!(matches!(run(&download), Err(HubError::NotFound { .. })));
        assert_eq!(server.ranges("no%2Fsuch%20branch").len(), 1);
    }
}

#[test]
fn lists_of_another_form_are_refused() {
    for (source, text) in [
        (Source::HuggingFace, "<html>"),
        (Source::HuggingFace, "{}"),
        (Source::HuggingFace, r#"{"siblings":[{"name":1}]}"#),
        (Source::ModelScope, r#"{"Success":false,"Message":"busy"}"#),
        (Source::ModelScope, r#"{"Data":{"Files":{}}}"#),
    ] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.set(|state| state.list_text = Some(text.to_owned()));
        let error = run(&server.download(source, folder.path())).unwrap_err();
        assert!(matches!(error, HubError::Listing { .. }), "{error}");
    }
    for missing in ["config.json", "tokenizer.json", "model.safetensors"] {
        let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
        server.set(|state| {
            state.files.remove(missing);
        });
        let error = run(&server.download(Source::ModelScope, folder.path())).unwrap_err();
        assert!(matches!(error, HubError::Incomplete { .. }), "{error}");
        assert!(error.to_string().contains(missing), "{error}");
    }
}

#[test]
fn single_files_can_be_asked_for() {
    let (server, folder) = (Server::start(), tempfile::tempdir().unwrap());
    let mut download = server.download(Source::HuggingFace, folder.path());
    download.files = vec!["config.json".to_owned()];
    run(&download).unwrap();
    assert_eq!(names(folder.path()), ["config.json"]);
    // Names that leave the folder are not even listed.
    download.files = vec!["../escape.json".to_owned()];
    assert!(matches!(run(&download), Err(HubError::NotFound { .. })));
    assert!(!folder.path().parent().unwrap().join("escape.json").exists());
}

#[test]
fn names_are_checked_before_anything_is_asked() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    for name in ["paddle", "a/../b", "a/b/c", "/b", "a/", "a b/c", "a/b?x=1"] {
        let download = Download {
            name: name.to_owned(),
            ..server.download(Source::HuggingFace, folder.path())
        };
        let error = run(&download).unwrap_err();
        assert!(matches!(error, HubError::UnknownModel { .. }), "{error}");
    }
    assert!(server.ranges("").is_empty());
}

#[test]
fn nobody_listening_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let download = Download {
        endpoint: Some(url),
        out: Some(folder.path().to_path_buf()),
        pause: Duration::from_millis(1),
        ..Download::new("paddleocr-vl")
    };
    let error = run(&download).unwrap_err();
    assert!(
        matches!(&error, HubError::Connection { url, .. } if url.contains("/api/models/")),
        "{error}"
    );
}

#[test]
fn the_token_stays_with_the_hub() {
    let (hub, storage) = (Server::start(), Server::start());
    let client = Client::new(Some("secret".to_owned()), "HF_TOKEN", &hub.url);
    let token = |server: &Server| {
        let state = server.state.lock().unwrap();
        state.log.last().and_then(|(.., token)| token.clone())
    };
    assert!(
        client
            .get(&format!("{}/resolve/main/config.json", hub.url), "x", 0)
            .is_ok()
    );
    assert_eq!(token(&hub).as_deref(), Some("Bearer secret"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let redirecting = format!("http://{}/a", listener.local_addr().unwrap());
    let location = format!("{}/resolve/main/config.json", storage.url);
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut request = String::new();
        while !request.ends_with("\r\n\r\n") {
            reader.read_line(&mut request).unwrap();
        }
        let mut stream = stream;
        stream
            .write_all(&reply(307, &[("Location", location)], b""))
            .unwrap();
        request
    });
    assert!(client.get(&redirecting, "x", 0).is_ok());
    assert!(server.join().unwrap().contains("Bearer secret"));
    assert_eq!(token(&storage), None);
}

#[test]
fn redirects_end() {
    let server = Server::start();
    let client = Client::new(None, "HF_TOKEN", &server.url);
    let endless = client.get(&format!("{}/loop", server.url), "x", 0);
    assert!(matches!(
        endless,
        Err(Failure::Final(HubError::Listing { .. }))
    ));
    assert!(server.ranges("/loop").len() < 10);
    server.fail("config.json", &[Fault::Status(302)]);
    let nowhere = client.get(&format!("{}/storage/config.json", server.url), "x", 0);
    assert!(matches!(
        nowhere,
        Err(Failure::Final(HubError::Status { status: 302, .. }))
    ));
}
