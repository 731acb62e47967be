//! The evaluation commands as a user calls them, on tiny random checkpoints.

mod accuracy;
mod history;
mod layers;
mod performance;
mod text;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// A folder for one test's files, with a data folder of its own.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        // The tests share the compiled code of the plugins inside.
        #[cfg(unix)]
        {
            let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");
            std::fs::create_dir_all(cache).expect("a folder");
            std::fs::create_dir(folder.path().join("data")).expect("a folder");
            std::os::unix::fs::symlink(cache, folder.path().join("data/cache")).expect("a link");
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn name(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
        command
            .env_remove("INKSTONE_ISA")
            .env_remove("INKSTONE_THREADS")
            .env("INKSTONE_DATA_DIR", self.path("data"))
            .current_dir(self.folder.path());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command().args(arguments).output();
        output.expect("the program starts")
    }

    /// Runs a command that has to end with a status.
    pub(crate) fn status(&self, status: i32, arguments: &[&str]) -> Output {
        let output = self.run(arguments);
        let errors = text(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments:?}: {errors}"
        );
        output
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let child = self
            .command()
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        child.expect("the program starts")
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        let bytes = std::fs::read(self.path(name)).expect("the file");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file")
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/reference/model/fixtures")
}

pub(crate) fn model(name: &str) -> String {
    fixtures().join(name).display().to_string()
}

pub(crate) fn picture(name: &str) -> String {
    fixtures().join("images").join(name).display().to_string()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Waits until something holds.
///
/// # Panics
/// When it does not within a minute or two: something hangs.
pub(crate) fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Stops a program as Ctrl-C does, and returns its exit status.
#[cfg(unix)]
pub(crate) fn interrupt(mut child: Child) -> Option<i32> {
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill");
    assert!(killed.success());
    child.wait().expect("it ends").code()
}

/// A safetensors file of logits and, where they are given, the ids of prompt and answer.
pub(crate) fn write_logits(
    path: &Path,
    ids: Option<(&[i64], &[i64])>,
    logits: &[f32],
    width: usize,
) {
    use safetensors::tensor::{Dtype, TensorView};
    let bytes: Vec<u8> = logits.iter().flat_map(|v| v.to_le_bytes()).collect();
    let longs = |ids: &[i64]| -> Vec<u8> { ids.iter().flat_map(|v| v.to_le_bytes()).collect() };
    let (input, generated) = ids.map_or_else(Default::default, |(a, b)| (longs(a), longs(b)));
    let shape = vec![logits.len() / width, width];
    let view = |dtype, shape, bytes| TensorView::new(dtype, shape, bytes).expect("a tensor");
    let mut tensors = vec![("logits", view(Dtype::F32, shape, &bytes[..]))];
    if ids.is_some() {
        tensors.push(("input_ids", view(Dtype::I64, vec![input.len() / 8], &input)));
        let shape = vec![generated.len() / 8];
        tensors.push(("generated_ids", view(Dtype::I64, shape, &generated)));
    }
    safetensors::serialize_to_file(tensors, None, path).expect("written");
}
