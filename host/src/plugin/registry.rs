//! Finding plugins: those inside the program, those in the folder for plugins, and files named by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::SystemTime;

use super::bundled::BUNDLED;
use super::component::{Origin, Plugin};
use super::error::PluginError;
use super::runtime::Runtime;
use crate::files::{OutputError, write_whole};

/// Whose plugins need no owner in their name.
const OWNER: &str = "inkstone/";

/// Why no plugin was found.
#[derive(Clone, Debug, thiserror::Error)]
pub enum FindError {
    /// None is called so.
    #[error("there is no plugin {name:?}{}; `inkstone plugin list` shows all", nearest(.near))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The one that was perhaps meant.
        near: Option<String>,
    },
    /// Several are called so.
    #[error("{name:?} may be {}; use the whole id", .ids.join(" or "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// It is there and cannot be loaded.
    #[error(transparent)]
    Load(#[from] PluginError),
}

fn nearest(near: &Option<String>) -> String {
    near.as_ref()
        .map_or_else(String::new, |near| format!(" (did you mean {near}?)"))
}

/// Why a plugin could not be added or removed.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    /// The file is no plugin that loads.
    #[error(transparent)]
    Load(#[from] PluginError),
    /// The system names no folder for configuration.
    #[error("there is no folder for plugins, since the system names no home folder")]
    NoFolder,
    /// The folder cannot be written to.
    #[error(transparent)]
    Write(#[from] OutputError),
    /// Another one of the same id is there already.
    #[error("{id} {version} is there already, in {}; --force replaces it", .path.display())]
    Exists {
        /// The id.
        id: String,
        /// The version that is there.
        version: String,
        /// Its file.
        path: PathBuf,
    },
    /// Only what was added can be removed.
    #[error("{0} cannot be removed: it is {1}")]
    NotInstalled(String, String),
    /// None is called so.
    #[error(transparent)]
    Find(#[from] FindError),
}

/// A plugin as the list shows it: loaded, or the reason why not.
#[derive(Clone)]
pub struct Listed {
    /// Where it lies.
    pub origin: Origin,
    /// The plugin; after a failed reload the last one that worked, which is not used any more.
    pub plugin: Option<Arc<Plugin>>,
    /// Why its file, as it is now, cannot be loaded.
    pub error: Option<PluginError>,
    /// Whether it is the one that its id finds: of several files of one id, and a bundled plugin of that id, only one is.
    pub used: bool,
}

/// What became of a file since the last look.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is new.
    Added(PathBuf),
    /// It was replaced, and the new one is used from now on.
    Reloaded(PathBuf),
    /// It is gone.
    Removed(PathBuf),
    /// It cannot be loaded, and what was there before is not used any more.
    Failed(PathBuf, PluginError),
}

/// A file and what it held when it was last looked at.
struct Watched {
    origin: Origin,
    stamp: Option<(SystemTime, u64)>,
    plugin: Option<Arc<Plugin>>,
    error: Option<PluginError>,
}

/// All plugins that there are. Each is loaded when it is first asked for.
pub struct Registry {
    runtime: Arc<Runtime>,
    folder: Option<PathBuf>,
    /// Those named by hand, the later found first.
    files: Mutex<Vec<PathBuf>>,
    bundled: Vec<OnceLock<Result<Arc<Plugin>, PluginError>>>,
    /// By path; filled at the first look.
    watched: Mutex<Option<BTreeMap<PathBuf, Watched>>>,
}

impl Registry {
    /// The bundled plugins, the `*.wasm` files of a folder, which need not exist, and some files.
    ///
    /// # Errors
    /// When the machine cannot run WebAssembly.
    pub fn new(
        cache: Option<PathBuf>,
        folder: Option<PathBuf>,
        files: Vec<PathBuf>,
    ) -> Result<Self, String> {
        Ok(Self {
            runtime: Arc::new(Runtime::new(cache)?),
            folder,
            files: Mutex::new(files),
            bundled: BUNDLED.iter().map(|_| OnceLock::new()).collect(),
            watched: Mutex::new(None),
        })
    }

    /// The bundled plugins alone, compiled anew by each program.
    ///
    /// # Errors
    /// When the machine cannot run WebAssembly.
    pub fn bundled() -> Result<Self, String> {
        Self::new(None, None, Vec::new())
    }

    /// The registry of this program's user, with some files besides: compiled code below the cache folder, plugins in
    /// `<config folder>/plugins`.
    ///
    /// # Errors
    /// When the machine cannot run WebAssembly.
    pub fn of_user(files: Vec<PathBuf>) -> Result<Self, String> {
        let cache = crate::paths::cache_dir().map(|dir| dir.join("plugins"));
        let folder = crate::paths::config_dir().map(|dir| dir.join("plugins"));
        Self::new(cache, folder, files)
    }

    /// The runtime of its plugins.
    pub fn runtime(&self) -> &Arc<Runtime> {
        &self.runtime
    }

    /// The folder that plugins are added to.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// A plugin by its id, or by the second half of it where that is enough: a bundled one first, then whichever alone is called so; or the one in a
    /// `.wasm` file, which from then on is one of the files named by hand.
    ///
    /// # Errors
    /// When there is none or there are several, or the one meant cannot be loaded.
    pub fn find(&self, name: &str) -> Result<Arc<Plugin>, FindError> {
        if is_wasm_file(name) {
            return self.find_file(Path::new(name));
        }
        let short = match name.strip_prefix(OWNER) {
            Some(rest) => rest,
            None => name,
        };
        let bundled = BUNDLED.iter().position(|(known, _)| *known == short);
        let added = self.added();
        let exact = match bundled {
            Some(_) => format!("{OWNER}{short}"),
            None => name.to_owned(),
        };
        // A file that was named, or added, replaces a bundled plugin of the same id.
        if let Some(plugin) = added.iter().rev().find(|plugin| plugin.info.id == exact) {
            return Ok(plugin.clone());
        }
        if let Some(index) = bundled {
            return Ok(self.load_bundled(index)?);
        }
        let second_half = |plugin: &&Arc<Plugin>| {
            plugin
                .info
                .id
                .split_once('/')
                .is_some_and(|(_, n)| n == name)
        };
        let mut called: Vec<&Arc<Plugin>> = Vec::new();
        // Of two files of one id, the later counts, as above.
        for plugin in added.iter().rev().filter(second_half) {
            if called.iter().all(|known| known.info.id != plugin.info.id) {
                called.push(plugin);
            }
        }
        match called.as_slice() {
            [one] => Ok((*one).clone()),
            [] => match self.broken(name) {
                Some(error) => Err(error.into()),
                None => Err(FindError::Unknown {
                    name: name.to_owned(),
                    near: self.near(name, &added),
                }),
            },
            many => Err(FindError::Ambiguous {
                name: name.to_owned(),
                ids: many.iter().map(|plugin| plugin.info.id.clone()).collect(),
            }),
        }
    }

    fn find_file(&self, path: &Path) -> Result<Arc<Plugin>, FindError> {
        {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            if !files.iter().any(|known| known == path) {
                files.push(path.to_owned());
            }
        }
        if !self.watched().iter().flatten().any(|(p, _)| p == path) {
            self.refresh();
        }
        let watched = self.watched();
        let file = watched.iter().flatten().find(|(p, _)| *p == path);
        match file.map(|(_, file)| (&file.plugin, &file.error)) {
            Some((_, Some(error))) => Err(error.clone().into()),
            Some((Some(plugin), None)) => Ok(plugin.clone()),
            _ => Err(FindError::Unknown {
                name: path.display().to_string(),
                near: None,
            }),
        }
    }

    /// All plugins, each loaded: the bundled ones by kind, then those of the folder and the files named.
    pub fn all(&self) -> Vec<Listed> {
        let bundled = (0..BUNDLED.len()).map(|index| {
            let result = self.load_bundled(index);
            Listed {
                origin: Origin::Bundled,
                error: result.as_ref().err().cloned(),
                plugin: result.ok(),
                used: false,
            }
        });
        let mut all: Vec<Listed> = bundled.collect();
        all.extend(self.watched().iter().flatten().map(|(_, file)| Listed {
            origin: file.origin.clone(),
            plugin: file.plugin.clone(),
            error: file.error.clone(),
            used: false,
        }));
        for listed in &mut all {
            let plugin = listed.plugin.as_ref().filter(|_| listed.error.is_none());
            let found = plugin.and_then(|plugin| self.find(&plugin.info.id).ok());
            listed.used = found.is_some_and(|found| found.origin == listed.origin);
        }
        all
    }

    /// The first of the files named by hand that cannot be loaded.
    pub fn broken_file(&self) -> Option<PluginError> {
        let watched = self.watched();
        let named = |file: &&Watched| matches!(file.origin, Origin::File(_));
        watched
            .iter()
            .flatten()
            .map(|(_, file)| file)
            .filter(named)
            .find_map(|file| file.error.clone())
    }

    /// Looks at the folder and the files again, and loads what is new or was replaced. A file that cannot be loaded any more is not used any more, as if
    /// the program were started anew; the last plugin that worked is kept to tell what it was.
    pub fn refresh(&self) -> Vec<Change> {
        let mut guard = self.lock();
        let watched = guard.get_or_insert_default();
        let mut changes = Vec::new();
        let present = self.present();
        watched.retain(|path, _| {
            let there = present.iter().any(|(p, _)| p == path);
            if !there {
                changes.push(Change::Removed(path.clone()));
            }
            there
        });
        for (path, origin) in present {
            let stamp = stamp(&path);
            let known = watched.get(&path);
            if known.is_some_and(|file| file.stamp == stamp) {
                continue;
            }
            let last = known.and_then(|file| file.plugin.clone());
            let was_there = known.is_some();
            let loaded = Plugin::from_file(&self.runtime, &path, origin.clone());
            let error = loaded.as_ref().err().cloned();
            changes.push(match (&error, was_there) {
                (Some(error), _) => Change::Failed(path.clone(), error.clone()),
                (None, true) => Change::Reloaded(path.clone()),
                (None, false) => Change::Added(path.clone()),
            });
            let plugin = loaded.ok().map(Arc::new).or(last);
            let file = Watched {
                origin,
                stamp,
                plugin,
                error,
            };
            watched.insert(path, file);
        }
        changes
    }

    /// Copies a plugin's file into the folder, as `<owner>-<name>.wasm`, once it was loaded.
    ///
    /// # Errors
    /// When it cannot be loaded, another one of its id is there and `force` is not set, or the folder cannot be written to.
    pub fn add(&self, file: &Path, force: bool) -> Result<(Arc<Plugin>, PathBuf), InstallError> {
        let folder = self.folder.as_deref().ok_or(InstallError::NoFolder)?;
        let plugin = Plugin::from_file(&self.runtime, file, Origin::File(file.to_owned()))?;
        let path = folder.join(format!("{}.wasm", plugin.info.id.replace('/', "-")));
        let there = self.installed(&plugin.info.id);
        // The file of another one may have the same name: that of a-b/c and of a/b-c.
        let in_place = self.watched().iter().flatten().find_map(|(known, file)| {
            let other = file.plugin.as_ref()?;
            (*known == path).then(|| (other.clone(), path.clone()))
        });
        if let (Some((old, path)), false) = (there.first().or(in_place.as_ref()), force) {
            return Err(InstallError::Exists {
                id: old.info.id.clone(),
                version: old.info.version.clone(),
                path: path.clone(),
            });
        }
        std::fs::create_dir_all(folder).map_err(|source| OutputError {
            path: folder.to_owned(),
            source,
        })?;
        write_whole(&path, plugin.bytes())?;
        // A file of the same plugin under another name would be a second one of its id.
        for (_, old) in there.iter().filter(|(_, old)| *old != path) {
            remove_file(old)?;
        }
        self.refresh();
        Ok((Arc::new(plugin), path))
    }

    /// Removes an added plugin: every file of the folder that holds it. A file that cannot be loaded is named by its path or its file name.
    ///
    /// # Errors
    /// When there is none, it was not added, or a file cannot be removed.
    pub fn remove(&self, name: &str) -> Result<Vec<PathBuf>, InstallError> {
        let paths = match self.folder_file(name) {
            Some(path) => vec![path],
            None => {
                let plugin = self.find(name)?;
                let paths = self.installed(&plugin.info.id);
                if paths.is_empty() {
                    return Err(InstallError::NotInstalled(
                        plugin.info.id.clone(),
                        plugin.origin.describe(),
                    ));
                }
                paths.into_iter().map(|(_, path)| path).collect()
            }
        };
        for path in &paths {
            remove_file(path)?;
        }
        self.refresh();
        Ok(paths)
    }

    /// The file of the folder that is meant by a path or a file name.
    fn folder_file(&self, name: &str) -> Option<PathBuf> {
        let folder = self.folder.as_deref()?;
        let path = folder.join(Path::new(name).file_name()?);
        let meant = name == path.file_name()?.to_string_lossy() || Path::new(name) == path;
        // A link to nothing is there as well.
        let there = path.symlink_metadata().is_ok_and(|data| !data.is_dir());
        (is_wasm_file(&path) && meant && there).then_some(path)
    }

    /// The folder's plugins of this id, with their files; more than one only where files were copied there by hand.
    fn installed(&self, id: &str) -> Vec<(Arc<Plugin>, PathBuf)> {
        let added = self.added().into_iter();
        let of_folder = added.filter_map(|plugin| match &plugin.origin {
            Origin::Folder(path) if plugin.info.id == id => Some((plugin.clone(), path.clone())),
            _ => None,
        });
        of_folder.collect()
    }

    fn lock(&self) -> MutexGuard<'_, Option<BTreeMap<PathBuf, Watched>>> {
        self.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The files, looked at at least once.
    fn watched(&self) -> MutexGuard<'_, Option<BTreeMap<PathBuf, Watched>>> {
        if self.lock().is_none() {
            self.refresh();
        }
        self.lock()
    }

    /// The plugins that are not bundled: those of the folder first, then the files named by hand.
    fn added(&self) -> Vec<Arc<Plugin>> {
        let watched = self.watched();
        let files = || watched.iter().flatten().map(|(_, file)| file);
        let of_folder = |file: &&Watched| matches!(file.origin, Origin::Folder(_));
        let first = files().filter(of_folder);
        let then = files().filter(|file| !of_folder(file));
        first
            .chain(then)
            .filter(|file| file.error.is_none())
            .filter_map(|file| file.plugin.clone())
            .collect()
    }

    /// Why a file of this name, or one that held a plugin of this name, cannot be loaded.
    fn broken(&self, name: &str) -> Option<PluginError> {
        let stem = name.replace('/', "-");
        let watched = self.watched();
        let called = |path: &Path, last: &Option<Arc<Plugin>>| match last {
            Some(plugin) => {
                let id = &plugin.info.id;
                id == name || id.split_once('/').is_some_and(|(_, short)| short == name)
            }
            None => path
                .file_stem()
                .is_some_and(|s| s.to_string_lossy() == stem),
        };
        let broken = |file: &&Watched| file.error.is_some();
        let files = watched.iter().flatten();
        let mut broken = files.filter(|(_, file)| broken(file));
        broken
            .find(|(path, file)| called(path, &file.plugin))
            .and_then(|(_, file)| file.error.clone())
    }

    /// The name that is nearest to one that nobody has.
    fn near(&self, name: &str, added: &[Arc<Plugin>]) -> Option<String> {
        let bundled = BUNDLED.iter().map(|(known, _)| (*known).to_owned());
        let known = bundled.chain(added.iter().map(|plugin| plugin.info.id.clone()));
        let best = known.map(|known| (strsim::jaro_winkler(&known, name), known));
        best.filter(|(likeness, _)| *likeness > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known)
    }

    fn load_bundled(&self, index: usize) -> Result<Arc<Plugin>, PluginError> {
        let (name, bytes) = BUNDLED[index];
        let loaded = self.bundled[index].get_or_init(|| {
            let name = format!("{OWNER}{name}");
            Plugin::from_bytes(&self.runtime, bytes.into(), Origin::Bundled, &name).map(Arc::new)
        });
        loaded.clone()
    }

    /// The files that are there now.
    fn present(&self) -> Vec<(PathBuf, Origin)> {
        let entries = self
            .folder
            .iter()
            .filter_map(|folder| std::fs::read_dir(folder).ok());
        let wasm = |path: &PathBuf| is_wasm_file(path);
        let mut of_folder: Vec<PathBuf> = entries
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(wasm)
            .collect();
        of_folder.sort();
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let named = files
            .iter()
            .map(|path| (path.clone(), Origin::File(path.clone())));
        of_folder
            .into_iter()
            .filter(|path| !files.contains(path))
            .map(|path| (path.clone(), Origin::Folder(path)))
            .chain(named)
            .collect()
    }
}

/// Whether the id is that of a bundled plugin.
pub fn is_bundled(id: &str) -> bool {
    let name = id.strip_prefix(OWNER);
    name.is_some_and(|name| BUNDLED.iter().any(|(known, _)| *known == name))
}

/// Whether a name is that of a plugin's file.
pub fn is_wasm_file(name: impl AsRef<Path>) -> bool {
    let ending = name.as_ref().extension();
    ending.is_some_and(|e| e.eq_ignore_ascii_case("wasm"))
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

fn remove_file(path: &Path) -> Result<(), OutputError> {
    std::fs::remove_file(path).map_err(|source| OutputError {
        path: path.to_owned(),
        source,
    })
}
