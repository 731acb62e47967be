//! Downloads from a server on this machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, channel};

use sha2::{Digest, Sha256};

use super::*;

/// A hub of one repository that remembers the ranges it was asked for.
struct Server {
    url: String,
    ranges: Arc<Mutex<Vec<String>>>,
}

type Files = Arc<BTreeMap<&'static str, Vec<u8>>>;

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let weights = (0..8_000_000_u32).map(|i| (i * 31 % 251) as u8).collect();
        let files = Files::new(BTreeMap::from([
            ("config.json", b"{}".to_vec()),
            ("tokenizer.json", b"{\"a\": 1}".to_vec()),
            ("model.safetensors", weights),
        ]));
        let ranges = Arc::<Mutex<Vec<String>>>::default();
        let seen = ranges.clone();
        // Ends with the test program.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (files, seen) = (files.clone(), seen.clone());
                thread::spawn(move || serve(stream, &files, &seen));
            }
        });
        Self { url, ranges }
    }

    fn download(&self, out: &Path) -> Download {
        Download {
            endpoint: Some(self.url.clone()),
            out: Some(out.to_owned()),
            pause: Duration::from_millis(1),
            ..Download::new("paddleocr-vl-1.6")
        }
    }
}

fn serve(mut stream: TcpStream, files: &Files, seen: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or("").to_owned();
    let range = request.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("range").then(|| value.to_owned())
    });
    if path.contains("/revision/") {
        let list = listing(files).into_bytes();
        return send(&mut stream, "200 OK", "", &list);
    }
    let name = path.rsplit('/').next().unwrap_or("");
    let Some(body) = files.get(name) else {
        return send(&mut stream, "404 Not Found", "", b"");
    };
    let from: usize = range
        .as_deref()
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    if let Some(range) = range {
        seen.lock().expect("a lock").push(format!("{name} {range}"));
    }
    match from {
        0 => send(&mut stream, "200 OK", "", body),
        from => {
            let last = body.len() - 1;
            let head = format!("Content-Range: bytes {from}-{last}/{}\r\n", body.len());
            send(&mut stream, "206 Partial Content", &head, &body[from..]);
        }
    }
}

/// Sends slowly, so that a download can be paused in its midst.
fn send(stream: &mut TcpStream, status: &str, head: &str, body: &[u8]) {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\n{head}Content-Length: {length}\r\n\r\n");
    // The client may have hung up on purpose.
    let mut whole = stream.write_all(head.as_bytes());
    for chunk in body.chunks(200_000) {
        if whole.is_err() {
            return;
        }
        whole = stream.write_all(chunk);
        thread::sleep(Duration::from_millis(10));
    }
}

fn listing(files: &Files) -> String {
    let entries = files.iter().map(|(name, body)| {
        let hash = Sha256::digest(body).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let size = body.len();
        format!(
            r#"{{"rfilename":"{name}","size":{size},"lfs":{{"sha256":"{hash}","size":{size},"pointerSize":1}}}}"#
        )
    });
    let entries: Vec<String> = entries.collect();
    format!(r#"{{"id":"x","siblings":[{}]}}"#, entries.join(","))
}

fn outlet() -> (Outlet<Event>, Receiver<Event>) {
    let (sender, events) = channel();
    (Outlet::new(sender, Arc::new(|| ())), events)
}

/// Waits for the end, and gives how it ended and the most bytes that were told of.
fn end(events: &Receiver<Event>, mut at: impl FnMut(u64)) -> (Stage, u64) {
    let mut most = 0;
    loop {
        let event = events.recv_timeout(Duration::from_secs(60));
        match event.expect("the download ends") {
            Event::Transfer(TransferEvent::Ended(stage)) => return (stage, most),
            Event::Transfer(TransferEvent::Progress { done, .. }) => {
                most = most.max(done);
                at(done);
            }
            _ => {}
        }
    }
}

#[test]
fn a_download_is_paused_goes_on_from_there_and_is_whole() {
    let server = Server::new();
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("model");
    let cancel = Arc::new(AtomicBool::new(false));
    let (sender, events) = outlet();
    start(server.download(&out), cancel.clone(), sender).expect("a thread");
    let pause = |done| {
        if done > 500_000 {
            cancel.store(true, Ordering::SeqCst);
        }
    };
    let (stage, most) = end(&events, pause);
    assert_eq!(stage, Stage::Paused);
    assert!(most < 8_000_000, "{most} bytes before the pause");
    assert!(has_parts(&out));

    let (sender, events) = outlet();
    start(server.download(&out), Arc::default(), sender).expect("a thread");
    let (stage, most) = end(&events, |_| {});
    assert_eq!(stage, Stage::Done);
    assert_eq!(most, 8_000_010);
    assert!(!has_parts(&out));
    let ranges = server.ranges.lock().expect("a lock").clone();
    let resumed = ranges
        .iter()
        .any(|r| r.starts_with("model.safetensors bytes="));
    assert!(resumed, "{ranges:?}");
}

#[test]
fn what_cannot_be_had_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sender, events) = outlet();
    let download = Download {
        name: "nobody/nothing at all".into(),
        ..Server::new().download(folder.path())
    };
    start(download, Arc::default(), sender).expect("a thread");
    let (stage, _) = end(&events, |_| {});
    assert!(
        matches!(stage, Stage::Failed(ref why) if why.text.contains("not a known model")),
        "{stage:?}"
    );
}

#[test]
fn a_folder_that_is_no_model_says_what_is_missing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("config.json"), "{}").expect("a file");
    let (sender, events) = outlet();
    check(folder.path().to_owned(), "sound", sender).expect("a thread");
    match events.recv_timeout(Duration::from_secs(60)) {
        Ok(Event::Notice(notice)) => assert!(notice.error, "{}", notice.said.text),
        other => panic!("{other:?}"),
    }
}
