//! The program under test.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::Value;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt, InputFocus, MapState, Window as Id};
use x11rb::rust_connection::RustConnection;

use super::display::Display;

/// How long something may take that a test waits for: that of a test that hangs, not of one that is slow.
const PATIENCE: Duration = Duration::from_secs(180);

/// The program on a display.
pub fn program(display: &Display) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone-gui"));
    command
        .env("DISPLAY", &display.name)
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        .env("LC_ALL", "C.UTF-8")
        // No dialog of the desktop may open: paths are typed.
        .env("PATH", "")
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("XDG_RUNTIME_DIR")
        .env_remove("WAYLAND_DISPLAY");
    command
}

/// A window that keeps everything in a folder.
pub struct Window {
    process: Child,
    data: PathBuf,
    session: PathBuf,
    /// The connection over which it is driven.
    pub x: RustConnection,
    /// The root window.
    pub root: Id,
    /// The window.
    pub id: Id,
}

impl Window {
    /// Opens one in English. `data` is where it keeps everything; `folder` is where it is started.
    pub fn open(display: &Display, data: &Path, folder: &Path) -> Self {
        Self::open_with(display, data, folder, |command| command)
    }

    /// Opens one with more variables.
    pub fn open_with(
        display: &Display,
        data: &Path,
        folder: &Path,
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Self {
        // The tests share the compiled code of the plugins inside.
        let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");
        std::fs::create_dir_all(cache).expect("a folder");
        std::fs::create_dir_all(data).expect("a folder");
        let link = data.join("cache");
        if !link.exists() {
            std::os::unix::fs::symlink(cache, link).expect("a link");
        }
        let mut command = program(display);
        let process = prepare(&mut command)
            .args(["--lang", "en", "--theme", "light", "--size", "1280x800"])
            .env("INKSTONE_DATA_DIR", data)
            .current_dir(folder)
            .spawn()
            .expect("the program starts");
        let (x, screen) = x11rb::connect(Some(&display.name)).expect("a display");
        let root = x.setup().roots[screen].root;
        let mut window = Self {
            process,
            data: data.to_owned(),
            session: data.join("window"),
            x,
            root,
            id: 0,
        };
        window.until("a window is there", |window| {
            let Some(id) = window.find() else {
                return false;
            };
            window.id = id;
            true
        });
        // Without a window manager nobody else gives it the keyboard.
        (window.x)
            .set_input_focus(InputFocus::PARENT, window.id, x11rb::CURRENT_TIME)
            .expect("sent");
        window.x.flush().expect("sent");
        window
    }

    fn find(&self) -> Option<Id> {
        let tree = self.x.query_tree(self.root).ok()?.reply().ok()?;
        tree.children.into_iter().find(|id| {
            let named = || {
                let name = self
                    .x
                    .get_property(false, *id, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64);
                Some(name.ok()?.reply().ok()?.value == b"Inkstone")
            };
            let mapped = || {
                let attributes = self.x.get_window_attributes(*id).ok()?.reply().ok()?;
                Some(attributes.map_state == MapState::VIEWABLE)
            };
            named() == Some(true) && mapped() == Some(true)
        })
    }

    /// Waits until something is so.
    pub fn until(&mut self, what: &str, mut so: impl FnMut(&mut Self) -> bool) {
        let started = Instant::now();
        while !so(self) {
            let ended = self.process.try_wait().expect("known");
            assert!(ended.is_none(), "the window has ended before: {what}");
            assert!(
                started.elapsed() < PATIENCE,
                "never: {what}\n{:?}",
                self.session()
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// What the window has kept by now.
    pub fn session(&self) -> Value {
        let text = std::fs::read(self.session.join("session.json")).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The file names and phases of the queue, as kept; the sample has no name.
    pub fn queue(&self) -> Vec<(String, Value)> {
        let session = self.session();
        let items = session["items"].as_array().cloned().unwrap_or_default();
        let name = |item: &Value| {
            let path = item["source"]["file"]["path"].as_str().unwrap_or_default();
            Path::new(path)
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        let entry = |item: &Value| (name(item), item["phase"].clone());
        items.iter().map(entry).collect()
    }

    /// The text that was read of the file of this name, as kept.
    pub fn text(&self, name: &str) -> Option<String> {
        let session = self.session();
        let item = session["items"].as_array()?.iter().find(|item| {
            let path = item["source"]["file"]["path"].as_str().unwrap_or_default();
            path.ends_with(&format!("/{name}"))
        })?;
        let file = self.session.join(format!("results/{}.json", item["id"]));
        let result: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
        Some(result["page"]["record"]["text"].as_str()?.to_owned())
    }

    /// The evaluations that were kept, oldest first.
    pub fn kept(&self) -> Vec<Value> {
        let mut files = files(&self.data.join("evaluations"), "json");
        files.sort();
        files.iter().map(|file| json(file)).collect()
    }

    /// The plugins that were added.
    pub fn plugins(&self) -> Vec<PathBuf> {
        files(&self.data.join("plugins"), "wasm")
    }

    /// Ends it as a crash does: without a word.
    pub fn crash(mut self) {
        self.process.kill().expect("it runs");
        self.process.wait().expect("it ends");
    }
}

/// The files of a folder that end so; none if there is no such folder.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect()
}

/// What a JSON file holds.
pub fn json(file: &Path) -> Value {
    let text = std::fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
