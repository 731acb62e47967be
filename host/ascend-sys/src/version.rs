//! Versions of CANN: reading, comparing, and what is supported.

use std::path::Path;

/// A version of CANN, such as `8.1.RC1` or `9.1.0`. Ordered by its first three numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannVersion {
    numbers: [u32; 3],
    text: String,
}

/// The oldest version whose libraries have what is declared here.
pub const OLDEST: [u32; 2] = [8, 1];
/// The newest line of versions whose headers the declarations were compared with.
pub const NEWEST_MAJOR: u32 = 9;

impl CannVersion {
    /// Reads the leading numbers of `text`; `None` where it does not begin with `major.minor`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let mut parts = text.split('.');
        let major = parts.next()?.parse().ok()?;
        let minor = parts.next()?;
        let digits = minor
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(minor.len());
        let minor = minor[..digits].parse().ok()?;
        // `RC1` comes before the patch releases of its line, so that a word counts as 0.
        let patch = parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
        Some(Self {
            numbers: [major, minor, patch],
            text: text.to_owned(),
        })
    }

    /// Major, minor, patch.
    pub fn numbers(&self) -> [u32; 3] {
        self.numbers
    }

    /// Whether it is too old for what is declared here.
    pub fn too_old(&self) -> bool {
        self.numbers[..2] < OLDEST[..]
    }

    /// Whether it is of a line that the declarations were not compared with.
    pub fn newer_than_known(&self) -> bool {
        self.numbers[0] > NEWEST_MAJOR
    }
}

impl std::fmt::Display for CannVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// What the files of the toolkit in `home` say of its version.
pub(crate) fn from_files(home: &Path) -> Option<CannVersion> {
    // `version.info` has a number of its own under `Version`; the toolkit's is under `version_dir`.
    let files = [
        ("opp/version.info", "version_dir"),
        ("compiler/version.info", "version_dir"),
        ("runtime/version.info", "version_dir"),
        ("aarch64-linux/ascend_toolkit_install.info", "version"),
        ("x86_64-linux/ascend_toolkit_install.info", "version"),
    ];
    files
        .iter()
        .find_map(|(file, key)| CannVersion::parse(&value(&home.join(file), key)?))
}

/// What the driver's file says of its version; `root` is `/usr/local/Ascend/driver` unless installed elsewhere.
pub fn of_driver(root: &Path) -> Option<String> {
    value(&root.join("version.info"), "Version")
}

/// The value of `key` in a file of `key=value` lines.
fn value(path: &Path, key: &str) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    text.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"').to_owned())
    })
}
