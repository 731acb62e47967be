//! A user's folders that nobody else has, and the program run in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Folders for settings, caches and data in a temporary one, which is also where the program runs. Nothing of the machine counts.
pub struct Home(TempDir);

/// What the program did.
#[derive(Debug)]
pub struct Run {
    /// Its exit status.
    pub code: Option<i32>,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file; the name serves as an argument, since the program runs beside it.
    pub fn write<'a>(&self, name: &'a str, content: impl AsRef<[u8]>) -> &'a str {
        std::fs::write(self.path(name), content).expect("a file");
        name
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, |command| command.env_remove("INKSTONE_DATA_DIR"))
    }

    /// Runs with more variables.
    pub fn run_with(
        &self,
        arguments: &[&str],
        prepare: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_inkstone"));
        command.current_dir(self.0.path()).args(arguments);
        for (variable, folder) in [
            ("HOME", "home"),
            ("USERPROFILE", "home"),
            ("XDG_CONFIG_HOME", "config"),
            ("APPDATA", "config"),
            ("XDG_CACHE_HOME", "cache"),
            ("LOCALAPPDATA", "cache"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(variable, self.path(folder));
        }
        let output = prepare(&mut command).output().expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Run {
    /// Demands success.
    #[track_caller]
    pub fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{self:#?}");
        self
    }

    /// Demands an exit status and texts in the standard error.
    #[track_caller]
    pub fn fails(self, code: i32, texts: &[&str]) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        for text in texts {
            assert!(self.err.contains(text), "{text:?} is missing: {self:#?}");
        }
        self
    }

    /// The standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// A sample page, as an argument.
pub fn sample(name: &str) -> String {
    repository("tests/samples").join(name).display().to_string()
}
