//! Where Inkstone keeps its files on each system.
//!
//! | | Linux and others | macOS | Windows |
//! |---|---|---|---|
//! | data | `$XDG_DATA_HOME` or `~/.local/share` | `~/Library/Application Support` | `%LOCALAPPDATA%` |
//! | cache | `$XDG_CACHE_HOME` or `~/.cache` | `~/Library/Caches` | `%LOCALAPPDATA%` |
//! | config | `$XDG_CONFIG_HOME` or `~/.config` | `~/Library/Application Support` | `%APPDATA%` |
//!
//! Below each lies a folder `inkstone` (on Windows `inkstone\data`, `inkstone\cache`, `inkstone\config`). Where `INKSTONE_DATA_DIR` is set,
//! everything lies in that folder instead:
//!
//! ```text
//! $INKSTONE_DATA_DIR/models/NAME     downloaded checkpoints              (data)
//! $INKSTONE_DATA_DIR/evaluations     runs that were kept                 (data)
//! $INKSTONE_DATA_DIR/window          the window's queue and settings     (data)
//! $INKSTONE_DATA_DIR/plugins         plugins that were added             (config)
//! $INKSTONE_DATA_DIR/pipelines       the user's own pipelines            (config)
//! $INKSTONE_DATA_DIR/cache           compiled plugins, the demo reader, pasted pictures
//! ```

use std::ffi::OsString;
use std::path::PathBuf;

/// The folder for what the user wants to keep: models, evaluations and the window's session. `None` if the system names no home folder.
pub fn data_dir() -> Option<PathBuf> {
    from_environment(&|name| std::env::var_os(name)).data
}

/// The folder for what can be made again.
pub fn cache_dir() -> Option<PathBuf> {
    from_environment(&|name| std::env::var_os(name)).cache
}

/// The folder for what the user sets up: plugins and pipelines.
pub fn config_dir() -> Option<PathBuf> {
    from_environment(&|name| std::env::var_os(name)).config
}

/// The folder of the model called `name`, below the data folder.
pub fn model_dir(name: &str) -> Option<PathBuf> {
    Some(data_dir()?.join("models").join(name))
}

struct Folders {
    data: Option<PathBuf>,
    cache: Option<PathBuf>,
    config: Option<PathBuf>,
}

fn from_environment(variable: &dyn Fn(&str) -> Option<OsString>) -> Folders {
    // The XDG specification has relative paths ignored; a relative folder would move with the working directory.
    let absolute = |name: &str| {
        variable(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let own = variable("INKSTONE_DATA_DIR").filter(|path| !path.is_empty());
    if let Some(own) = own.map(PathBuf::from) {
        // Named by hand, so that a relative one is meant; the cache of compiled code takes absolute ones alone.
        let own = std::path::absolute(&own).unwrap_or(own);
        return Folders {
            cache: Some(own.join("cache")),
            config: Some(own.clone()),
            data: Some(own),
        };
    }
    if cfg!(windows) {
        let below = |base: &str, leaf: &str| Some(absolute(base)?.join("inkstone").join(leaf));
        Folders {
            data: below("LOCALAPPDATA", "data"),
            cache: below("LOCALAPPDATA", "cache"),
            config: below("APPDATA", "config"),
        }
    } else {
        let home = absolute("HOME");
        let below = |xdg: &str, unix: &str, mac: &str| {
            let default = if cfg!(target_os = "macos") { mac } else { unix };
            let base = absolute(xdg).or_else(|| Some(home.as_ref()?.join(default)))?;
            Some(base.join("inkstone"))
        };
        let support = "Library/Application Support";
        Folders {
            data: below("XDG_DATA_HOME", ".local/share", support),
            cache: below("XDG_CACHE_HOME", ".cache", "Library/Caches"),
            config: below("XDG_CONFIG_HOME", ".config", support),
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn folders(variables: &[(&str, &str)]) -> Folders {
        from_environment(&|name| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        })
    }

    #[test]
    #[cfg(not(target_os = "macos"))]
    fn folders_lie_below_home() {
        let found = folders(&[("HOME", "/home/a")]);
        assert_eq!(found.data, Some("/home/a/.local/share/inkstone".into()));
        assert_eq!(found.cache, Some("/home/a/.cache/inkstone".into()));
        assert_eq!(found.config, Some("/home/a/.config/inkstone".into()));
    }

    #[test]
    fn xdg_folders_win_when_absolute() {
        let found = folders(&[
            ("HOME", "/home/a"),
            ("XDG_DATA_HOME", "/big"),
            ("XDG_CACHE_HOME", "relative"),
        ]);
        assert_eq!(found.data, Some("/big/inkstone".into()));
        assert!(found.cache.unwrap().starts_with("/home/a"));
    }

    #[test]
    fn the_own_variable_has_everything_below_it() {
        let variables = [
            ("INKSTONE_DATA_DIR", "/models"),
            ("XDG_DATA_HOME", "/big"),
            ("XDG_CONFIG_HOME", "/small"),
            ("XDG_CACHE_HOME", "/fast"),
            ("HOME", "/home/a"),
        ];
        let found = folders(&variables);
        assert_eq!(found.data, Some("/models".into()));
        assert_eq!(found.config, Some("/models".into()));
        assert_eq!(found.cache, Some("/models/cache".into()));
    }

    #[test]
    fn a_relative_folder_of_ones_own_is_meant_from_here_on() {
        let here = std::env::current_dir().expect("a folder");
        let found = folders(&[("INKSTONE_DATA_DIR", "kept")]);
        assert_eq!(found.data, Some(here.join("kept")));
        assert_eq!(found.cache, Some(here.join("kept/cache")));
    }

    #[test]
    fn without_a_home_or_a_folder_of_ones_own_there_is_none() {
        let found = folders(&[("INKSTONE_DATA_DIR", "")]);
        assert!(found.data.is_none() && found.cache.is_none() && found.config.is_none());
    }
}
