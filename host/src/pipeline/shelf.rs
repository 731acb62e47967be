//! The pipelines that there are: the built-in ones, and the user's own, which are TOML files of one folder.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::plan::{BUILT_IN, Entry, Plan, PlanError, PlanSource, folder};
use crate::files::{OutputError, write_whole};
use crate::plugin::{Limits, is_wasm_file};

/// Characters that a pipeline's name may have.
const MOST_NAME: usize = 60;

/// Why a pipeline could not be kept or removed.
#[derive(Debug, thiserror::Error)]
pub enum ShelfError {
    /// It cannot be the name of a file on every system.
    #[error(
        "{0:?} cannot be a pipeline's name: use up to {MOST_NAME} letters, digits, spaces, and - _ . inside"
    )]
    Name(String),
    /// Another one is called so.
    #[error("there is a pipeline {0:?} already")]
    Exists(String),
    /// The system names no folder for configuration.
    #[error("there is no folder for pipelines, since the system names no home folder")]
    NoFolder,
    /// The folder cannot be written to.
    #[error(transparent)]
    Write(#[from] OutputError),
}

/// A pipeline of the shelf.
#[derive(Debug)]
pub struct Shelved {
    /// Its name.
    pub name: String,
    /// Where it is from.
    pub source: PlanSource,
    /// What it says, or why it cannot be used.
    pub plan: Result<Plan, PlanError>,
    /// Whether it is one of the user's in place of a built-in one.
    pub replaces: bool,
}

/// The built-in pipelines and those of a folder.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: Option<PathBuf>,
}

impl Shelf {
    /// The shelf with a folder, which need not exist.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// That of this program's user.
    pub fn of_user() -> Self {
        Self::new(folder())
    }

    /// The folder of the user's own pipelines.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// All pipelines by name: the built-in ones that no file takes the place of, then the user's own, sorted.
    pub fn all(&self) -> Vec<Shelved> {
        let own = self.files();
        let is_own = |name: &str| own.iter().any(|(known, _)| known == name);
        let built_in = BUILT_IN.iter().filter(|(name, _)| !is_own(name));
        let built_in = built_in.map(|(name, _)| ((*name).to_owned(), PlanSource::BuiltIn(name)));
        let files = own.iter().cloned();
        let files = files.map(|(name, path)| (name, PlanSource::Folder(path)));
        let shelved = |(name, source): (String, PlanSource)| Shelved {
            plan: Plan::load(&source),
            replaces: matches!(source, PlanSource::Folder(_)) && is_built_in(&name),
            name,
            source,
        };
        built_in.chain(files).map(shelved).collect()
    }

    /// Writes one of the user's own pipelines whole, in place of an older one of the name.
    ///
    /// # Errors
    /// When the name cannot be a file's, or the folder cannot be written to; an older one is then as it was.
    pub fn store(&self, name: &str, plan: &Plan) -> Result<PathBuf, ShelfError> {
        let (folder, path) = self.place(name)?;
        std::fs::create_dir_all(folder).map_err(|source| OutputError {
            path: folder.to_owned(),
            source,
        })?;
        write_whole(&path, plan.to_toml(Some(folder)).as_bytes())?;
        Ok(path)
    }

    /// Gives one of the user's own pipelines another name.
    ///
    /// # Errors
    /// When the name cannot be a file's or is another's, or the file cannot be moved.
    pub fn rename(&self, from: &str, to: &str) -> Result<PathBuf, ShelfError> {
        let (_, old) = self.place(from)?;
        let (_, new) = self.place(to)?;
        // On a system that takes capitals and small letters for the same, a name may become its own in other letters.
        let same = from.eq_ignore_ascii_case(to);
        if !same && (new.exists() || is_built_in(to)) {
            return Err(ShelfError::Exists(to.to_owned()));
        }
        std::fs::rename(&old, &new).map_err(|source| OutputError { path: old, source })?;
        Ok(new)
    }

    /// Removes one of the user's own pipelines, and gives what its file held.
    ///
    /// # Errors
    /// When there is none of this name, or its file cannot be removed.
    pub fn remove(&self, name: &str) -> Result<String, ShelfError> {
        let (_, path) = self.place(name)?;
        let wrong = |source| OutputError {
            path: path.clone(),
            source,
        };
        let text = std::fs::read_to_string(&path).map_err(wrong)?;
        std::fs::remove_file(&path).map_err(wrong)?;
        Ok(text)
    }

    /// A name like this one that no pipeline has.
    pub fn free_name(&self, like: &str) -> String {
        let taken = |name: &str| is_built_in(name) || self.files().iter().any(|(n, _)| n == name);
        let numbered = (2..).map(|number| format!("{like}-{number}"));
        let mut names = std::iter::once(like.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    fn place(&self, name: &str) -> Result<(&Path, PathBuf), ShelfError> {
        let folder = self.folder.as_deref().ok_or(ShelfError::NoFolder)?;
        match is_name(name) {
            true => Ok((folder, folder.join(format!("{name}.toml")))),
            false => Err(ShelfError::Name(name.to_owned())),
        }
    }

    /// The files of the folder by the names of their pipelines, sorted.
    fn files(&self) -> Vec<(String, PathBuf)> {
        let entries = self.folder.iter().filter_map(|f| std::fs::read_dir(f).ok());
        let paths = entries.flatten().flatten().map(|entry| entry.path());
        let toml = |path: &PathBuf| path.extension().is_some_and(|e| e == "toml");
        let mut files: Vec<_> = paths
            .filter(toml)
            .map(|path| {
                let stem = path.file_stem().unwrap_or_default();
                (stem.to_string_lossy().into_owned(), path)
            })
            .collect();
        files.sort();
        files
    }
}

fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|(known, _)| *known == name)
}

/// Whether a text can be a pipeline's name: that of a file on every system, and none that `--pipeline` takes for a path.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -_.".contains(c);
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    name.chars().all(plain)
        && ends(name.chars().next())
        && ends(name.chars().next_back())
        && name.chars().count() <= MOST_NAME
        && !name.to_lowercase().ends_with(".toml")
}

impl Plan {
    /// What its file says: one line for each plugin, without what is so anyway. Plugins of files below `folder` are named from there on.
    pub fn to_toml(&self, folder: Option<&Path>) -> String {
        let mut text = String::new();
        let mut line = |key: &str, value: &dyn std::fmt::Display| {
            // Writing into a string does not fail.
            let _ = writeln!(text, "{key} = {value}");
        };
        let string = |text: &str| toml::Value::from(text);
        if !self.about.is_empty() {
            line("about", &string(&self.about));
        }
        if let Some(prompt) = &self.prompt {
            line("prompt", &string(prompt));
        }
        for (key, entries) in [
            ("pre", &self.pre),
            ("post", &self.post),
            ("metrics", &self.metrics),
        ] {
            if !entries.is_empty() {
                let entries = entries.iter().map(|entry| entry_toml(entry, folder));
                let entries: String = entries.map(|entry| format!("  {entry},\n")).collect();
                line(key, &format!("[\n{entries}]"));
            }
        }
        if let Some(keep) = self.keep_raw {
            line("keep-raw", &keep);
        }
        text
    }
}

fn entry_toml(entry: &Entry, folder: Option<&Path>) -> toml::Value {
    let full = entry.full();
    let beside = folder.filter(|_| is_wasm_file(&full.plugin));
    let beside = beside.and_then(|f| Path::new(&full.plugin).strip_prefix(f).ok());
    let plugin = beside.map_or(full.plugin.clone(), |path| path.display().to_string());
    let mut table = toml::Table::new();
    table.insert("plugin".into(), plugin.clone().into());
    if !full.enabled {
        table.insert("enabled".into(), false.into());
    }
    if !full.settings.is_empty() {
        let settings: toml::Table = full.settings.into_iter().collect();
        table.insert("settings".into(), settings.into());
    }
    let (limits, usual) = (full.limits, Limits::default());
    let mut differing = toml::Table::new();
    if limits.seconds != usual.seconds {
        differing.insert("seconds".into(), limits.seconds.into());
    }
    for (key, value, usual) in [
        ("memory-mib", limits.memory_mib, usual.memory_mib),
        ("output-mib", limits.output_mib, usual.output_mib),
    ] {
        if value != usual {
            differing.insert(key.into(), i64::from(value).into());
        }
    }
    if !differing.is_empty() {
        table.insert("limits".into(), differing.into());
    }
    match table.len() {
        1 => plugin.into(),
        _ => table.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::FullEntry;

    fn shelf() -> (tempfile::TempDir, Shelf) {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(Some(folder.path().join("pipelines")));
        (folder, shelf)
    }

    fn plan(text: &str) -> Plan {
        toml::from_str(text).unwrap()
    }

    fn find(shelf: &Shelf, name: &str) -> Plan {
        let mut found = shelf.all().into_iter().filter(|one| one.name == name);
        let plan = found.next().unwrap().plan.unwrap();
        assert!(found.next().is_none());
        Plan {
            name: String::new(),
            ..plan
        }
    }

    #[test]
    fn what_is_stored_is_read_again() {
        let (_folder, shelf) = shelf();
        let text = r#"
            about = "With \"quotes\", 中文\nand lines"
            prompt = "table"
            keep-raw = false
            pre = ["denoise", { plugin = "deskew", settings = { most = 5, least = 0.5 } }]
            post = [{ plugin = "find-replace", enabled = false, settings = { pattern = "a\\\"b" }, limits = { seconds = 2, memory-mib = 9, output-mib = 1 } }]
            metrics = ["cer"]"#;
        let mine = plan(text);
        let path = shelf.store("mine", &mine).unwrap();
        assert_eq!(find(&shelf, "mine"), mine);
        let stored = std::fs::read_to_string(path).unwrap();
        assert!(stored.contains("  \"denoise\",\n"), "{stored}");
        for (name, _) in BUILT_IN {
            let built_in = find(&shelf, name);
            shelf.store("copy", &built_in).unwrap();
            let full =
                |entries: &[Entry]| -> Vec<FullEntry> { entries.iter().map(Entry::full).collect() };
            let copy = find(&shelf, "copy");
            assert_eq!(full(&copy.pre), full(&built_in.pre), "{name}");
            assert_eq!(full(&copy.post), full(&built_in.post), "{name}");
            assert_eq!(
                (copy.prompt, copy.keep_raw),
                (built_in.prompt, built_in.keep_raw)
            );
        }
    }

    #[test]
    fn files_below_the_folder_are_named_from_there() {
        let (_folder, shelf) = shelf();
        let inside = shelf.folder().unwrap().join("plugins/mine.wasm");
        let outside = std::env::temp_dir().join("other.wasm");
        let entry = |path: &Path| Entry::Name(path.display().to_string());
        let mine = Plan {
            post: vec![entry(&inside), entry(&outside)],
            ..Plan::default()
        };
        let path = shelf.store("mine", &mine).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        let beside = Path::new("plugins").join("mine.wasm");
        assert_eq!(plan(&text).post[0], entry(&beside));
        assert_eq!(find(&shelf, "mine"), mine);
    }

    #[test]
    fn a_file_takes_the_place_of_the_built_in_one() {
        let (_folder, shelf) = shelf();
        assert_eq!(shelf.all().len(), BUILT_IN.len());
        shelf.store("scan", &plan("about = 'mine'")).unwrap();
        shelf.store("a", &plan("")).unwrap();
        std::fs::write(shelf.folder().unwrap().join("broken.toml"), "pre = 3").unwrap();
        let all = shelf.all();
        let names: Vec<&str> = all.iter().map(|one| one.name.as_str()).collect();
        let expected = [
            "default", "plain", "columns", "formula", "table", "private", "a", "broken", "scan",
        ];
        assert_eq!(names, expected);
        assert!(all[8].replaces && !all[6].replaces && all[7].plan.is_err());
        assert_eq!(find(&shelf, "scan").about, "mine");
        assert_eq!(shelf.remove("scan").unwrap(), "about = \"mine\"\n");
        assert!(!find(&shelf, "scan").pre.is_empty());
        assert!(shelf.remove("scan").is_err());
    }

    #[test]
    fn names_are_those_of_files() {
        let (_folder, shelf) = shelf();
        for wrong in [
            "", " a", "a.", "../a", "a/b", "a\\b", "a.toml", "a:b", "-a", "a\nb",
        ] {
            let error = shelf.store(wrong, &Plan::default()).unwrap_err();
            assert!(matches!(error, ShelfError::Name(_)), "{wrong:?}: {error}");
        }
        assert!(shelf.store(&"a".repeat(61), &Plan::default()).is_err());
        for right in ["a", "发票 2", "my-scan.v2"] {
            shelf.store(right, &Plan::default()).unwrap();
        }
        assert_eq!(shelf.free_name("a"), "a-2");
        assert_eq!(shelf.free_name("scan"), "scan-2");
        assert_eq!(shelf.free_name("new"), "new");
        let error = shelf.rename("a", "发票 2").unwrap_err();
        assert!(error.to_string().contains("already"));
        assert!(shelf.rename("a", "default").is_err());
        shelf.rename("a", "b").unwrap();
        assert!(shelf.all().iter().any(|one| one.name == "b"));
        assert!(Shelf::new(None).store("a", &Plan::default()).is_err());
    }
}
